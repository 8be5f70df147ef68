"""The rhythm of a motif: where its notes begin, and how long they are."""

from itertools import pairwise

import numpy as np

from engine.styles.model import Tune

_TRIES = 14
#: How likely the motif's second bar begins with the rhythm of its first.
_REPEATS = 0.55


def rhythm(play: Tune, beats: int, bpm: float, weirdness: float, rng: np.random.Generator) -> list[tuple[float, float]]:
    """(beat in the unit, length) of every note: the best of several draws."""
    unit = play.unit * beats
    seconds = unit * 60.0 / bpm
    draws = [_drawn(play, beats, seconds, weirdness, rng) for _ in range(_TRIES)]
    likely = _weights(play.onsets, beats * 4, weirdness)
    off_beat = float(likely[np.arange(len(likely)) % 4 != 0].sum() / likely.sum())
    onsets = max(draws, key=lambda some: _grace(some, beats, off_beat))
    return _lengths(onsets, unit, rng)


def _drawn(play: Tune, beats: int, seconds: float, weirdness: float, rng: np.random.Generator) -> list[float]:
    slots = beats * 4
    wanted = max(2, round(play.per_second * play.sounding * seconds * rng.uniform(0.82, 1.15)))
    last = play.sounding * play.unit * slots * rng.uniform(0.88, 1.1)
    likely = _weights(play.onsets, slots, weirdness)
    first = _bar(likely, max(1, round(wanted * min(1.0, slots / last))), 0, min(slots, round(last)), rng)
    onsets = list(first)
    for bar in range(1, play.unit):
        left = wanted - len(onsets)
        end = min(slots, round(last) - bar * slots)
        if left < 1 or end < 2:
            break
        again = [at for at in first if at < end][:left] if rng.random() < _REPEATS else _bar(likely, left, 0, end, rng)
        onsets += [at + bar * slots for at in again]
    return [at / 4 for at in onsets]


def _weights(onsets: str, slots: int, weirdness: float) -> np.ndarray:
    weights = np.array([float(sign) for sign in onsets])[:slots]
    odd = np.arange(slots) % 4 != 0
    return np.where(odd, weights * np.exp(1.6 * (weirdness - 0.5)), weights) + 1e-9


def _bar(likely: np.ndarray, count: int, begin: int, end: int, rng: np.random.Generator) -> list[int]:
    some = likely[begin:end]
    count = min(count, int((some > 0.01).sum()))
    return sorted(int(step) + begin for step in rng.choice(len(some), size=count, replace=False, p=some / some.sum())) if count else []


def _grace(onsets: list[float], beats: int, off_beat: float) -> float:
    """What makes a rhythm singable: a repeated cell, more than one note value, no lone sixteenths, no holes, a landing."""
    gaps = [round(later - earlier, 2) for earlier, later in pairwise(onsets)]
    if not gaps:
        return -1.0
    inside = [at % beats for at in onsets]
    cell = sum(inside.count(at) > 1 for at in inside) / len(inside)
    values = len(set(gaps))
    lone = sum(at % 0.5 != 0 and (at + 0.25) not in onsets and (at - 0.25) not in onsets for at in onsets)
    holes = sum(gap > 2.0 for gap in gaps)
    landing = onsets[-1] % 1 == 0 or onsets[-1] % beats == beats - 0.5
    swayed = abs(sum(at % 1 != 0 for at in onsets) / len(onsets) - off_beat)
    return 1.2 * cell + (0.5 if 2 <= values <= 4 else 0.0) - 0.7 * lone - 0.8 * holes + 0.3 * landing - 2.0 * swayed


def _lengths(onsets: list[float], unit: int, rng: np.random.Generator) -> list[tuple[float, float]]:
    """Notes sound on to the next one, but not for ever; the last is held and leaves a breath."""
    ends = [*onsets[1:], min(unit - 0.25, onsets[-1] + float(rng.choice((1.0, 1.5, 2.0))))]
    return [(at, max(0.25, min(end - at, 2.0))) for at, end in zip(onsets, ends, strict=True)]
