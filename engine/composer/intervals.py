"""What tunes do, as counted in corpora: how often each interval comes, and which degrees of the scale.

Sources: chart pop, rock, Mandarin pop and folk song corpora; per cent of moves by semitones.
"""

from functools import lru_cache

import numpy as np

_COUNTED: dict[str, dict[int, float]] = {
    "pop": {0: 30, 1: 10, 2: 34, 3: 13, 4: 5, 5: 4, 7: 2, 8: 0.7, 9: 0.7, 12: 0.6},
    "rock": {0: 31, 1: 9, 2: 31, 3: 14, 4: 5, 5: 5, 7: 2, 8: 1, 9: 1, 12: 1},
    "folk": {0: 22, 1: 12, 2: 34, 3: 14, 4: 6, 5: 7, 7: 2.2, 8: 1, 9: 1, 12: 0.8},
    "jazz": {0: 10, 1: 20, 2: 32, 3: 16, 4: 9, 5: 6, 6: 1, 7: 3, 8: 1, 9: 1, 12: 1},
    "wide": {0: 14, 1: 10, 2: 30, 3: 14, 4: 9, 5: 10, 7: 8, 8: 2, 9: 2, 12: 2},
    "riff": {0: 36, 1: 6, 2: 26, 3: 18, 4: 4, 5: 5, 7: 3, 10: 1, 12: 1},
}
#: Repeated notes are always at hand and semitones seldom are, since few pitches of a scale have one: this evens it out.
_HELD, _NARROW = 0.68, 2.4
#: Share of moves of an interval that go down; downward moves outnumber upward in every corpus.
_DOWN = 0.54

#: Weight of each degree in semitones over the tonic, for modes with a major and with a minor third.
_DEGREES: dict[str, tuple[dict[int, float], dict[int, float]]] = {
    "pentatonic": ({0: 1.3, 2: 1, 4: 1.1, 7: 1.1, 9: 0.85, 5: 0.45, 11: 0.42}, {0: 1.3, 3: 1.1, 5: 0.8, 7: 1.1, 10: 0.9, 2: 0.6, 8: 0.42,
        9: 0.35, 11: 0.35}),
    "diatonic": ({0: 1.2, 2: 1, 4: 1.1, 5: 0.6, 7: 1.1, 9: 0.8, 11: 0.45}, {0: 1.2, 2: 0.9, 3: 1, 5: 0.8, 7: 1.1, 8: 0.55, 10: 0.8,
        9: 0.5, 11: 0.4}),
    "blue": ({0: 1.6, 2: 0.7, 3: 0.45, 4: 0.8, 5: 0.6, 7: 1, 9: 0.6, 10: 0.5, 11: 0.08}, {0: 1.6, 2: 0.4, 3: 1.1, 5: 0.9, 6: 0.2, 7: 1,
        10: 0.9, 8: 0.12}),
    "chordal": (dict.fromkeys(range(12), 0.8), dict.fromkeys(range(12), 0.8)),
}
_RARE = 0.06


@lru_cache(maxsize=64)
def step_costs(name: str, low: int, high: int, weirdness: float) -> np.ndarray:
    """-log of the likelihood to go from each pitch of low … high (rows) to each (columns); a weird tune leaps more."""
    counted = _COUNTED[name]
    pitches = np.arange(low, high + 1)
    moves = pitches[None, :] - pitches[:, None]
    sizes = np.abs(moves)
    likely = np.vectorize(lambda size: counted.get(int(size), 0.15), otypes=[float])(sizes)
    likely = likely * np.select([sizes == 0, sizes == 1], [_HELD, _NARROW], 1.0)
    leaping = np.where(sizes > 4, np.exp(2.4 * (weirdness - 0.5)), 1.0) * np.where(sizes > 12, 0.02, 1.0)
    sides = np.where(sizes == 0, 1.0, np.where(moves < 0, _DOWN, 1 - _DOWN))
    return -np.log(likely * leaping * sides / 100)


def degree_costs(name: str, pitches: np.ndarray, key: int, minor: bool) -> np.ndarray:
    """-log of how well each pitch's degree is liked."""
    weights = _DEGREES[name][minor]
    return -np.log(np.array([weights.get((int(pitch) - key) % 12, _RARE) for pitch in pitches]))
