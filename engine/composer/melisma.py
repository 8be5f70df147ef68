"""Syllables that move on to further notes: a step before the last one settles, a passing note on the way to the next."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from engine.composer.scene import Scene
from engine.composer.theory import palette
from engine.score import Sung

#: Seconds: the shortest syllable that turns, and the shortest note in it.
_LONG, _SHORT = 0.5, 0.17
#: How likely a long syllable turns: the last of a line, and any other.
_LAST, _INNER = 0.55, 0.5


def turned(notes: Sequence[Sung], scene: Scene, rng: np.random.Generator) -> tuple[Sung, ...]:
    """The line with about one note more for every ten syllables."""
    second = scene.spec.bpm / 60
    inner = [_passing(note, following, scene, second, rng) for note, following in pairwise(notes)]
    return (*inner, _settling(notes[-1], scene, second, rng))


def _passing(note: Sung, following: Sung, scene: Scene, second: float, rng: np.random.Generator) -> Sung:
    """Through the tone between, where the next pitch is a third or a fourth away."""
    between = [pitch for pitch in range(*sorted((note.pitch, following.pitch))) if pitch != note.pitch and _fits(pitch, note, scene)]
    wanted = rng.random() < _INNER and note.length >= _LONG * second and 3 <= abs(following.pitch - note.pitch) <= 5
    if not wanted or not between:
        return note
    at = max(note.length - 0.5, note.length / 2)
    return replace(note, turns=((note.start + at, between[len(between) // 2]),)) if note.length - at >= _SHORT * second else note


def _settling(note: Sung, scene: Scene, second: float, rng: np.random.Generator) -> Sung:
    """From the step above or below into the note, or out to the step above and back."""
    chance, way = rng.random(), rng.random()
    above, below = (next((pitch for pitch in side if _fits(pitch, note, scene)), None) for side in _neighbours(note.pitch))
    if chance > _LAST or note.length < _LONG * second or above is None:
        return note
    step = max(0.25, float(np.ceil(_SHORT * second * 4) / 4))
    if way < 0.7 or below is None or note.length < 4 * step:
        return replace(note, pitch=below if way < 0.2 and below is not None else above, turns=((note.start + step, note.pitch),))
    return replace(note, turns=((note.start + step, above), (note.start + 2 * step, note.pitch)))


def _neighbours(pitch: int) -> tuple[tuple[int, int], tuple[int, int]]:
    return (pitch + 1, pitch + 2), (pitch - 1, pitch - 2)


def _fits(pitch: int, note: Sung, scene: Scene) -> bool:
    beat = max(scene.start, min(note.start + note.length / 2, scene.end - 0.01))
    return pitch % 12 in palette(scene.spec.key, scene.spec.mode, scene.chord(beat))
