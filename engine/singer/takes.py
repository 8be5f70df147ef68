"""The singer's takes: the lead, its doubles and harmonies, laid into the song."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import Executor
from typing import NamedTuple

import numpy as np
from scipy.signal import resample_poly

from engine.score import Phrase, Score
from engine.singer.performance import Performance, perform
from engine.singer.pitch import curve
from engine.singer.source import RATE as VOICE_RATE
from engine.singer.source import formed, waveform
from engine.singer.tones import Tone, tones
from engine.singer.voices import VOICES, Voice
from engine.singer.words import syllables
from engine.sound.compiled import RATE
from engine.sound.loudness import loudness
from engine.sound.tempo import Clock

#: LUFS of a line of energy 0.6, heard from both sides; each tenth of energy adds _STEP.
REFERENCE, _NORMAL, _STEP = -20.0, 0.6, 0.6
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


class _Sound(NamedTuple):
    """A line's sound; start is the frame in the song."""

    start: int
    lead: np.ndarray
    backing: np.ndarray | None


def sing(score: Score, clock: Clock, frames: int, pool: Executor) -> Takes:
    """Sings the score's words. KeyError: no such voice. The same score gives the same samples, however many threads the pool has."""
    takes = Takes(np.zeros(frames, np.float32), np.zeros((frames, 2), np.float32))
    if score.vocals is None:
        return takes
    voice = VOICES[score.vocals.voice]
    lines = [(index, phrase) for index, phrase in enumerate(score.vocals.phrases)]
    alike: defaultdict[str, list[tuple[int, Phrase, list[Tone]]]] = defaultdict(list)
    for index, phrase in lines:
        sung = tones(phrase.notes, clock, len(syllables(phrase.sounds)))
        if sung:
            alike[_likeness(phrase, sung)].append((index, phrase, sung))
    found: dict[int, _Sound] = {}
    for part in pool.map(lambda group: _sung(group, voice, score.spec.seed), alike.values()):
        found.update(part)
    for index in sorted(found):
        _lay(takes, found[index])
    return takes


def _likeness(phrase: Phrase, sung: Sequence[Tone]) -> str:
    """The same for lines of the same sounds and tune, wherever they stand."""
    tune = [(round(tone.end - sung[0].start, 5), [(round(at - sung[0].start, 5), pitch) for at, pitch in tone.turns]) for tone in sung]
    return json.dumps([phrase.sounds, phrase.spoken, tune])


def _sung(alike: Sequence[tuple[int, Phrase, list[Tone]]], voice: Voice, seed: str) -> dict[int, _Sound]:
    """Lines of the same sounds and tune: shaped once, sung each time anew."""
    _, phrase, first = alike[0]
    local = [tone.moved(-first[0].start) for tone in first]
    performance = perform(phrase.sounds, local, voice, phrase.spoken)
    return {index: _line(one, sung[0].start, local, performance, voice, _generator(seed, index)) for index, one, sung in alike}


def _line(phrase: Phrase, start: float, local: list[Tone], performance: Performance, voice: Voice, rng: np.random.Generator) -> _Sound:
    midi = _pitch(phrase, local, performance, voice, rng)
    lead = _raised(_take(performance, midi, 1.0, rng))
    level = REFERENCE + 10 * _STEP * (phrase.energy - _NORMAL) - loudness(np.stack([lead, lead], axis=1))
    gain = np.float32(min(10 ** (level / 20), _PEAK / max(float(np.abs(lead).max()), 1e-6)))
    begin = round((start + performance.start) * RATE)
    return _Sound(begin, _edged(lead * gain), _backing(phrase, local, performance, midi, gain, rng))


def _pitch(phrase: Phrase, local: list[Tone], performance: Performance, voice: Voice, rng: np.random.Generator) -> np.ndarray:
    if not phrase.spoken:
        return curve(local, performance.at, rng)
    around = float(np.median([tone.pitch for tone in local]))
    return performance.spoken - float(np.median(performance.spoken)) + around


def _backing(
    phrase: Phrase, local: list[Tone], performance: Performance, midi: np.ndarray, gain: np.float32, rng: np.random.Generator
) -> np.ndarray | None:
    """Doubles and harmonies of a line, (n, 2); None where it has none."""
    voices = [(midi, _DOUBLES[k % len(_DOUBLES)]) for k in range(phrase.doubles)]
    for k, pitches in enumerate(phrase.harmony):
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


def _generator(seed: str, index: int) -> np.random.Generator:
    text = f"singer\x1f{seed}\x1f{index}".encode("utf-8", "surrogatepass")
    return np.random.default_rng(int.from_bytes(hashlib.sha256(text).digest()[:16], "big"))
