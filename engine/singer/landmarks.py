"""Where in the decoded frames each sound really is: the network keeps to its tokens only roughly."""

from collections.abc import Sequence

import numpy as np

from engine.singer.graphs import Spectra
from engine.singer.words import Place

#: Sound comes this many frames before the token that it belongs to: so the network has learnt it.
LEAD = 4.5
#: Bins of 20 Hz in which vowels are louder than all beside them.
_BAND = slice(12, 160)
#: Frames around the expected place in which a vowel's edge is looked for, and the least nepers over two frames that make one.
_REACH, _EDGE = 4, 0.35
#: By so much of its worth an edge loses for every frame that it is off.
_NEAR = 0.15


def heard(parts: Spectra, ends: np.ndarray, places: Sequence[Place]) -> np.ndarray:
    """The frames in which the tokens' edges are heard: vowels from where the voice opens to where it closes."""
    sonority = 0.5 * np.log(np.exp(2 * np.minimum(parts.harmonic[:, _BAND], 7)).sum(axis=1) + 1e-6)
    slope = np.zeros(len(sonority))
    slope[1:-1] = sonority[2:] - sonority[:-2]
    expected = ends - LEAD
    found = expected.copy()
    for place, before, after in zip(places, [None, *places], [*places[1:], None], strict=False):
        begin, end = place.nucleus.start, place.nucleus.stop
        half = (expected[end] - expected[begin]) / 2
        free = expected[begin] - expected[before.nucleus.stop] if before else np.inf
        left = expected[after.nucleus.start] - expected[end] if after else np.inf
        found[begin] = _steepest(slope, expected[begin], free / 2, half)
        found[end] = _steepest(-slope, expected[end], half, left / 2)
    return np.maximum.accumulate(found)


def _steepest(slope: np.ndarray, expected: float, before: float, after: float) -> float:
    """The frame of the steepest rise near the expected one, the nearer the better; the expected one if none is steep enough."""
    low = max(int(np.ceil(expected - min(before, _REACH))), 0)
    high = min(int(np.floor(expected + min(after, _REACH))) + 1, len(slope))
    if low >= high:
        return expected
    worth = slope[low:high] * (1 - _NEAR * np.abs(np.arange(low, high) - expected))
    best = int(np.argmax(worth))
    return float(low + best) if worth[best] >= _EDGE else expected
