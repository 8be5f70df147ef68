"""The singer's takes: the lead, its doubles and harmonies, laid into the song."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.signal import resample_poly

from engine.composer.seeds import Seeds
from engine.score import Phrase, Score
from engine.singer.performance import Performance, perform
from engine.singer.pitch import curve
from engine.singer.source import RATE as VOICE_RATE
from engine.singer.source import formed, waveform
from engine.singer.tones import Tone, tones
from engine.singer.voices import VOICES, Voice
from engine.singer.words import Syllable, syllables
from engine.sound.compiled import RATE
from engine.sound.loudness import loudness
from engine.sound.tempo import Clock

#: LUFS of a line of energy 0.6, heard from both sides, and LU between the lines of least and most energy.
REFERENCE, _NORMAL, _RANGE = -20.0, 0.6, 6.0
#: Syllables that are sung at once at most.
_MOST = 24
#: What no sample of a line passes.
_PEAK = 0.95
#: Doubles, in turn: cents, milliseconds late, formants, and place from left to right.
_DOUBLES = ((9.0, 12.0, 1.02, -0.8), (-9.0, 15.0, 0.98, 0.8), (5.0, 8.0, 0.985, -0.4), (-5.0, 18.0, 1.015, 0.4))
#: The same of harmonies.
_HARMONIES = ((3.0, 9.0, 1.01, 0.6), (-4.0, 11.0, 0.985, -0.6), (2.0, 14.0, 1.0, 0.25), (-2.0, 7.0, 1.02, -0.25))


class Takes(NamedTuple):
    """Dry, at engine.sound's rate: lead float32 (frames,), backing float32 (frames, 2)."""

    lead: np.ndarray
    backing: np.ndarray


@dataclass(frozen=True)
class _Line:
    """What is sung at once: a phrase, or a part of one that is too long for that."""

    #: Which it is, by phrase and part.
    number: tuple[int, int]
    phrase: Phrase
    syllables: tuple[Syllable, ...]
    tones: tuple[Tone, ...]
    #: For each backing voice a pitch for every tone.
    harmony: tuple[tuple[int, ...], ...]

    @property
    def likeness(self) -> tuple[object, ...]:
        """The same for lines of the same sounds and tune, wherever they stand."""
        start = self.tones[0].start
        tune = tuple((round(tone.end - start, 5), *((round(at - start, 5), pitch) for at, pitch in tone.turns)) for tone in self.tones)
        return self.syllables, self.phrase.spoken, tune


class _Sound(NamedTuple):
    """A line's sound; start is its frame in the song."""

    start: int
    lead: np.ndarray
    backing: np.ndarray | None


def sing(score: Score, clock: Clock, frames: int, pool: Executor) -> Takes:
    """Sings the score's words. KeyError: no such voice. The same score gives the same samples, however many threads the pool has."""
    takes = Takes(np.zeros(frames, np.float32), np.zeros((frames, 2), np.float32))
    if score.vocals is None:
        return takes
    voice = VOICES[score.vocals.voice]
    alike: defaultdict[tuple[object, ...], list[_Line]] = defaultdict(list)
    for index, phrase in enumerate(score.vocals.phrases):
        for line in _lines(index, phrase, clock):
            alike[line.likeness].append(line)
    for sounds in pool.map(lambda lines: _sung(lines, voice, score.spec.seed), alike.values()):
        for sound in sounds:
            _lay(takes, sound)
    for track in takes:
        np.clip(track, -1.0, 1.0, out=track)
    return takes


def _lines(index: int, phrase: Phrase, clock: Clock) -> Iterator[_Line]:
    """The phrase in as many parts as it must be sung in, cut between words where it can be."""
    sounds = syllables(phrase.sounds)
    sung = tones(phrase.notes, clock, len(sounds))
    begin = 0
    while begin < len(sung):
        ends = [k for k in range(begin + 1, begin + _MOST) if k <= len(sung) and (k == len(sung) or sounds[k - 1].ends_word)]
        end = ends[-1] if ends else min(begin + _MOST, len(sung))
        harmony = tuple(pitches[begin:end] for pitches in phrase.harmony)
        yield _Line((index, begin), phrase, tuple(sounds[begin:end]), tuple(sung[begin:end]), harmony)
        begin = end


def _sung(alike: Sequence[_Line], voice: Voice, seed: str) -> list[_Sound]:
    """Lines of the same sounds and tune: shaped once, sung each time anew."""
    first = alike[0]
    local = [tone.moved(-first.tones[0].start) for tone in first.tones]
    performance = perform(first.syllables, local, voice, first.phrase.spoken)
    return [_sound(line, local, performance, Seeds(seed, "singer").at(*line.number)) for line in alike]


def _sound(line: _Line, local: list[Tone], performance: Performance, rng: np.random.Generator) -> _Sound:
    midi = _pitch(line.phrase, local, performance, rng)
    lead = _raised(_take(performance, midi, 1.0, rng))
    level = REFERENCE + _RANGE * (min(max(line.phrase.energy, 0.0), 1.0) - _NORMAL) - loudness(np.stack([lead, lead], axis=1))
    gain = np.float32(min(10 ** (level / 20), _PEAK / max(float(np.abs(lead).max()), 1e-6)))
    begin = round((line.tones[0].start + performance.start) * RATE)
    return _Sound(begin, _edged(lead * gain), _backing(line, local, performance, midi, gain, rng))


def _pitch(phrase: Phrase, local: list[Tone], performance: Performance, rng: np.random.Generator) -> np.ndarray:
    if not phrase.spoken:
        return curve(local, performance.at, rng)
    around = float(np.median([tone.pitch for tone in local]))
    return performance.spoken - float(np.median(performance.spoken)) + around


def _backing(
    line: _Line, local: list[Tone], performance: Performance, midi: np.ndarray, gain: np.float32, rng: np.random.Generator
) -> np.ndarray | None:
    """Doubles and harmonies of a line, (n, 2); None where it has none."""
    voices = [(midi, _DOUBLES[k % len(_DOUBLES)]) for k in range(line.phrase.doubles)]
    for k, pitches in enumerate(line.harmony):
        voices.append((midi + _apart(local, pitches, performance.at), _HARMONIES[k % len(_HARMONIES)]))
    if not voices:
        return None
    both = np.zeros((len(midi) * 300 + VOICE_RATE // 20, 2), np.float32)
    for pitch, (cents, late, formants, pan) in voices:
        wander = np.interp(performance.at, performance.at[::16], 0.1 * rng.standard_normal(len(performance.at[::16])))
        take = _take(performance, pitch + cents / 100 + wander, formants, rng)
        offset = round(late / 1000 * VOICE_RATE)
        angle = (pan + 1) * np.pi / 4
        both[offset : offset + len(take)] += take[:, None] * np.array([np.cos(angle), np.sin(angle)], np.float32)
    return _edged(_raised(both) * gain)


def _apart(local: Sequence[Tone], pitches: Sequence[int], at: np.ndarray) -> np.ndarray:
    """Semitones from the lead to another voice at every frame, gliding from note to note."""
    apart = [pitch - tone.pitch for pitch, tone in zip(pitches, local, strict=False)]
    points = [tone.start for tone in local[: len(apart)]]
    if not apart:
        return np.zeros(len(at))
    edges = np.repeat(points[1:], 2) + np.tile([-0.06, 0.02], len(points) - 1)
    return np.interp(at, np.maximum.accumulate(edges), np.repeat(apart, 2)[1:-1]) if len(edges) else np.full(len(at), float(apart[0]))


def _take(performance: Performance, midi: np.ndarray, formants: float, rng: np.random.Generator) -> np.ndarray:
    given = performance.colour if formants == 1.0 else formed(performance.colour, formants)
    return waveform(given, 440 * 2 ** ((midi - 69) / 12), rng)


def _raised(sound: np.ndarray) -> np.ndarray:
    """From the neural voice's rate to the song's."""
    return resample_poly(sound, RATE // 300, VOICE_RATE // 300, axis=0).astype(np.float32)


def _edged(sound: np.ndarray) -> np.ndarray:
    """Begins and ends at nothing."""
    ramp = np.linspace(0, 1, 256, dtype=np.float32).reshape(-1, *(1,) * (sound.ndim - 1))
    sound[: len(ramp)] *= ramp[: len(sound)]
    sound[-len(ramp) :] *= ramp[::-1][-len(sound) :]
    return sound


def _lay(takes: Takes, sound: _Sound) -> None:
    for track, part in ((takes.lead, sound.lead), (takes.backing, sound.backing)):
        if part is not None:
            low, high = max(sound.start, 0), min(sound.start + len(part), len(track))
            if low < high:
                track[low:high] += part[low - sound.start : high - sound.start]
