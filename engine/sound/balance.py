"""How loud the voice stands over the band: measured where it sings, section by section, and brought to what the style wants."""

from itertools import pairwise

import numpy as np

from engine.score import Phrase, Vocals
from engine.sound.compiled import RATE
from engine.sound.loudness import HOP
from engine.sound.tempo import Clock

#: The most that a section's gain differs from the song's middle one, in dB.
_MOST_RIDE = 9.0
#: A band this far under the voice, in dB, is no band: such a section takes the song's middle gain.
_ALONE = 40.0
#: Seconds that a gain takes to the next section's, at most, and at least where no breath is between them.
_LONGEST, _SHORTEST = 0.8, 0.05


def section_gains(vocals: Vocals, clock: Clock, voice: np.ndarray, band: np.ndarray) -> dict[int, float]:
    """dB by section that bring voice over band to vocals.level, both given as K-weighted energy of blocks of 100 ms."""
    gains = {}
    for section in _by_start(vocals.phrases, clock):
        blocks = _sung_blocks(section, vocals.phrases, clock, len(voice))
        ratio = _db(voice[blocks].sum()) - _db(band[blocks].sum())
        if len(blocks) and abs(ratio) < _ALONE:
            gains[section] = vocals.level - ratio
    middle = float(np.median(list(gains.values()))) if gains else 0.0
    return {
        section: min(middle + _MOST_RIDE, max(middle - _MOST_RIDE, gains.get(section, middle)))
        for section in _by_start(vocals.phrases, clock)
    }


def ride(gains: dict[int, float], phrases: tuple[Phrase, ...], clock: Clock, frames: int) -> np.ndarray:
    """A gain curve (n,) that holds each section's gain (dB) while it is sung and goes to the next one's between them."""
    order = _by_start(phrases, clock)
    curve = np.full(frames, 10 ** (gains[next(iter(order))] / 20) if order else 1.0, np.float32)
    for (section, (_, end)), (following, (start, _)) in pairwise(order.items()):
        half = min(_LONGEST, max(_SHORTEST, (start - end) / RATE)) / 2
        left, right = (min(frames, max(0, round((start + end) / 2 + side * half * RATE))) for side in (-1, 1))
        curve[left:right] = 10 ** (np.linspace(gains[section], gains[following], right - left) / 20)
        curve[right:] = 10 ** (gains[following] / 20)
    return curve


def _by_start(phrases: tuple[Phrase, ...], clock: Clock) -> dict[int, tuple[int, int]]:
    """First and last sung frame of every section that is sung, in the order in which they begin."""
    spans: dict[int, tuple[int, int]] = {}
    for phrase in sorted((p for p in phrases if p.notes), key=lambda p: p.notes[0].start):
        start, end = clock.frame(phrase.notes[0].start), clock.frame(phrase.notes[-1].start + phrase.notes[-1].length)
        first, last = spans.get(phrase.section, (start, end))
        spans[phrase.section] = min(first, start), max(last, end)
    return spans


def _sung_blocks(section: int, phrases: tuple[Phrase, ...], clock: Clock, count: int) -> np.ndarray:
    """The blocks of 100 ms in whose middle one of the section's notes is sung."""
    sung = np.zeros(count, bool)
    for note in (note for phrase in phrases if phrase.section == section for note in phrase.notes):
        start, end = clock.frame(note.start), clock.frame(note.start + note.length)
        sung[round(start / HOP) : round(end / HOP)] = True
    return np.flatnonzero(sung)


def _db(energy: float) -> float:
    return 10 * float(np.log10(energy + 1e-12))
