"""How a line is sung, all but its pitch: the voice's colour from frame to frame, laid on the line's tones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from engine.singer import graphs
from engine.singer.graphs import FRAMES, Spectra, Speech
from engine.singer.landmarks import LEAD, heard
from engine.singer.source import Colour, colour, formed
from engine.singer.timing import Span, Way, timing, way
from engine.singer.tones import Tone
from engine.singer.voices import Voice
from engine.singer.words import Syllable, numbered

#: Under this pitch in Hz the network means that there is no voice.
_VOICELESS = 40.0
#: The energy of a vowel is raised towards this percentile of the line's vowels, by so much of the difference.
_FULL, _RAISED = 60, 0.7
#: A held sound lives: it moves by so many frames, so many times a second.
_WOBBLE, _WOBBLE_RATE = 0.5, 2.1
#: What has a phase of its own does not fit another pitch or a held sound: it is lowered by up to this, in nepers.
_STRANGE = 3.0
#: Octaves by which the sung pitch must be off the decoded one for that.
_OFF = 0.12
#: Nepers by which vowels of different loudness are brought together at most, down and up, and how much of the way.
_EVEN, _EVEN_LIMITS = 0.75, (-1.2, 1.8)
#: Nepers of silence between breaths.
_CLOSED = -8.0


@dataclass(frozen=True)
class Performance:
    """A line as it is sung, on any pitch. Seconds count as the tones' do."""

    #: Second of the first frame; FRAMES a second follow.
    start: float
    colour: Colour
    #: MIDI pitch at which the line would be spoken, per frame.
    spoken: np.ndarray

    @property
    def at(self) -> np.ndarray:
        return self.start + np.arange(len(self.spoken)) / FRAMES


def perform(syllables: Sequence[Syllable], tones: Sequence[Tone], voice: Voice, spoken: bool = False) -> Performance:
    """These syllables on as many tones, at least one."""
    line = _breathing(syllables, tones)
    tokens, places = numbered(line)
    speech = graphs.speech(tokens)
    plan = timing(places, tones, speech.lengths)
    natural = _natural_frames(plan.lengths, speech.lengths)
    decoded = np.arange(len(natural))
    vowels = _inside(decoded + LEAD, [(plan.ends[place.nucleus.start], plan.ends[place.nucleus.stop]) for place in places])
    speaking = _speaking(speech, natural)
    sung = _melody(tones, np.interp(decoded + LEAD, plan.ends, plan.edges))
    condition = _condition(speaking if spoken else sung, voice, (speech.pitch[natural] > _VOICELESS) | vowels)
    text = np.repeat(speech.text, plan.lengths, axis=1)
    parts = graphs.spectra(text, condition, _energy(speech.energy[natural], vowels))
    through = way(line, places, plan.edges, heard(parts, plan.ends, places))
    at, frame = _frames(through, len(decoded))
    vowel = _inside(at, [(plan.edges[place.nucleus.start], plan.edges[place.nucleus.stop]) for place in places])
    held, breath = _inside(at, through.holds), _inside(at, plan.breaths)
    off = np.abs(_melody(tones, at) / 12 - np.log2(np.maximum(condition, 60)[frame.astype(np.int64)] / 440) - 69 / 12)
    strange = _smooth(np.maximum(np.clip(off / _OFF, 0, 1) * vowel, held), 5)
    shaped = _shaped(_read(parts, frame), vowel, _smooth(np.where(breath, 0.0, _CLOSED), 5), strange, tones, at)
    return Performance(float(at[0]), formed(colour(shaped), voice.formants), np.interp(frame, decoded, speaking))


def _breathing(line: Sequence[Syllable], tones: Sequence[Tone]) -> list[Syllable]:
    """The line with a comma wherever its tones pause, and at its end: no voice creaks before one."""
    pauses = [*(tone.end < after.start for tone, after in pairwise(tones)), True]
    return [replace(one, gap="," + one.gap.lstrip(",")) if pause else one for one, pause in zip(line, pauses, strict=True)]


def _natural_frames(lengths: np.ndarray, spoken: np.ndarray) -> np.ndarray:
    """For every decoded frame the frame of the spoken line in which the same is heard."""
    heard = np.interp(np.arange(lengths.sum()) + LEAD, _edges(lengths), _edges(spoken)) - LEAD
    return np.clip(np.round(heard).astype(np.int64), 0, spoken.sum() - 1)


def _edges(lengths: np.ndarray) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(lengths)])


def _frames(through: Way, decoded: int) -> tuple[np.ndarray, np.ndarray]:
    """The seconds of the song's frames, and the decoded frame that is heard at each, with a part of one."""
    at = np.arange(np.floor(through.seconds[0] * FRAMES), np.ceil(through.seconds[-1] * FRAMES)) / FRAMES
    frame = np.interp(at, through.seconds, through.frames)
    for begin, end in through.holds:
        alive = np.clip(np.minimum(at - begin, end - at) / 0.1, 0, 1)
        frame += _WOBBLE * alive * np.sin(2 * np.pi * _WOBBLE_RATE * (at - begin))
    return at, np.clip(frame, 0, decoded - 1.001)


def _melody(tones: Sequence[Tone], at: np.ndarray) -> np.ndarray:
    """The notes' MIDI pitch at these seconds, from step to step."""
    turns = [turn for tone in tones for turn in tone.turns]
    index = np.searchsorted([start for start, _ in turns], at, side="right") - 1
    return np.array([pitch for _, pitch in turns])[np.maximum(index, 0)]


def _speaking(speech: Speech, natural: np.ndarray) -> np.ndarray:
    """MIDI pitch of the spoken line at the decoded frames, through voiceless ones as well."""
    voiced = np.flatnonzero(speech.pitch > _VOICELESS)
    if not len(voiced):
        return np.full(len(natural), 57.0)
    return np.interp(natural, voiced, 69 + 12 * np.log2(speech.pitch[voiced] / 440))


def _condition(midi: np.ndarray, voice: Voice, voiced: np.ndarray) -> np.ndarray:
    """Hz for the network: the sung pitch within what it has heard."""
    return np.where(voiced, np.clip(440 * 2 ** ((midi - 69) / 12), voice.floor, voice.ceiling), 0.0)


def _energy(energy: np.ndarray, vowels: np.ndarray) -> np.ndarray:
    if not vowels.any():
        return energy
    full = max(np.percentile(energy[vowels], _FULL), 4.0)
    return np.where(vowels, np.maximum(energy, energy + _RAISED * (full - energy)), energy)


def _read(parts: Spectra, place: np.ndarray) -> Spectra:
    """The frames at these places, in between mixed; phases of the rest are taken from the nearest."""
    low = place.astype(np.int64)
    part = (place - low).astype(np.float32)[:, None]
    mixed = (one[low] * (1 - part) + one[low + 1] * part for one in parts[:4])
    return Spectra(*mixed, phase=parts.phase[np.round(place).astype(np.int64)])


def _shaped(parts: Spectra, vowel: np.ndarray, gate: np.ndarray, strange: np.ndarray, tones: Sequence[Tone], at: np.ndarray) -> Spectra:
    """The frames with even vowels that swell, silent between breaths."""
    gain = np.zeros(len(at))
    if vowel.any():
        loud = 0.5 * np.log(np.exp(2 * np.minimum(parts.harmonic[:, :300], 7)).sum(axis=1) + 1e-9)
        gain = np.where(vowel, np.clip(_EVEN * (np.percentile(loud[vowel], 60) - loud), *_EVEN_LIMITS), 0.0)
        gain = _smooth(gain + _swell(tones, at) * vowel, 7)
    wide = [one[:, None].astype(np.float32) for one in (gain + gate, 0.7 * gain + gate, gate - _STRANGE * strange)]
    return parts._replace(harmonic=parts.harmonic + wide[0], noise=parts.noise + wide[1], rest=parts.rest + wide[2])


def _swell(tones: Sequence[Tone], at: np.ndarray) -> np.ndarray:
    """Nepers by which long tones grow and fall."""
    out = np.zeros(len(at))
    for tone in tones:
        if tone.length > 0.5:
            inside = (at >= tone.start) & (at < tone.end)
            part = (at[inside] - tone.start) / tone.length
            out[inside] = np.log(0.88 + 0.2 * np.sin(np.pi * part**0.8) - 0.22 * np.clip((part - 0.72) / 0.3, 0, 1))
    return out


def _inside(at: np.ndarray, spans: Sequence[Span]) -> np.ndarray:
    out = np.zeros(len(at), bool)
    for begin, end in spans:
        out[np.searchsorted(at, begin) : np.searchsorted(at, end)] = True
    return out


def _smooth(values: np.ndarray, width: int) -> np.ndarray:
    """The values averaged over so many frames (odd), the middle one weighing most."""
    window = np.hanning(width + 2)[1:-1]
    return np.convolve(np.pad(values, width // 2, mode="edge"), window / window.sum(), "valid")
