"""The rhythm of words: every syllable gets a place on the grid of sixteenths, stressed ones where the bar is strong.

The best of all ways to place a line is found step by step (dynamic programming). What a place costs: a stressed syllable on a weak
beat, an unstressed one on a strong beat, a place that the style seldom uses, a gap that is longer or shorter than the line's own
pace, a gap inside a word, no gap at a comma; and, where a line shares its rhythm with an earlier one, every place that differs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lyric.sounds import Syllable

STEP = 0.25
#: How strong the steps of a bar are, in sixteenths.
_STRENGTHS = {
    "4/4": (1.0, 0.0, 0.3, 0.0, 0.7, 0.0, 0.3, 0.0, 0.9, 0.0, 0.3, 0.0, 0.7, 0.0, 0.3, 0.0),
    "3/4": (1.0, 0.0, 0.3, 0.0, 0.65, 0.0, 0.3, 0.0, 0.65, 0.0, 0.3, 0.0),
    "6/8": (1.0, 0.0, 0.3, 0.0, 0.35, 0.0, 0.9, 0.0, 0.3, 0.0, 0.35, 0.0),
}
#: Where an accent may come an eighth early.
_EARLY = {"4/4": (6, 14), "3/4": (10,), "6/8": (4, 10)}
_STRESS = (0.0, 0.5, 1.0)
_LONGEST_GAP = 24
_NEVER = 1e9


@dataclass(frozen=True)
class Habits:
    """What the lines of a section have in common."""

    metre: str
    #: Seconds of a step.
    step: float
    #: Syllables a second inside a phrase.
    rate: float
    #: What each step of the bar costs for its own sake, by taste and by draw.
    taste: np.ndarray
    #: How strongly stress and beat are tied together.
    tie: float
    early: float
    #: The shortest gap in seconds.
    shortest: float
    #: How much longer a stressed syllable is than an unstressed one: 1 is even, near 2 is dotted.
    gait: float
    #: Where the last syllable likes to fall: what the steps of the last bar cost; empty is anywhere.
    landing: np.ndarray


@dataclass(frozen=True)
class Window:
    """Steps from the first bar's beginning that the line may use: first and last onset."""

    first: int
    last: int


def onsets(syllables: Sequence[Syllable], paused: Sequence[bool], window: Window, habits: Habits, like: Sequence[int]) -> list[int]:
    """A step for every syllable, ascending. ``like``: the steps of the line whose rhythm is shared, empty for none."""
    count = len(syllables)
    room = window.last - window.first
    for shortest in (max(1, int(np.ceil(habits.shortest / habits.step - 1e-6))), 1):
        if (count - 1) * shortest <= room:
            return _Fit(syllables, paused, window, habits, like, shortest).best()
    return list(range(window.first, window.first + count))


class _Fit:
    def __init__(
        self, syllables: Sequence[Syllable], paused: Sequence[bool], window: Window, habits: Habits, like: Sequence[int], shortest: int
    ) -> None:
        self.syllables, self.paused, self.habits, self.shortest = syllables, paused, habits, shortest
        self.steps = np.arange(window.first, window.last + 1)
        bar = len(habits.taste)
        self.strength = np.array(_STRENGTHS[habits.metre])
        for step in _EARLY[habits.metre]:
            self.strength[step] += (0.75 - self.strength[step]) * habits.early
        self.strength = self.strength[self.steps % bar]
        self.taste = habits.taste[self.steps % bar].copy()
        self.like = np.isin(self.steps, list(like)).astype(float)
        if len(like):
            self.taste += 0.7 * (1.0 - self.like)
        room = max(1.0, window.last - max(0, window.first))
        self.pace = max(1.0, min(1.0 / (habits.rate * habits.step), room / max(1, len(syllables) - 1)))

    def best(self) -> list[int]:
        passed = np.concatenate([[0.0], np.cumsum(self.like)])
        cost = self._place(0) + self._start()
        ways: list[np.ndarray] = []
        for number in range(1, len(self.syllables)):
            reached = np.full(len(self.steps), _NEVER)
            way = np.zeros(len(self.steps), dtype=int)
            for gap in range(self.shortest, min(_LONGEST_GAP, len(self.steps) - 1) + 1):
                skipped = 0.6 * (passed[gap:-1] - passed[1 : len(self.steps) - gap + 1])
                tried = cost[:-gap] + self._gap(number, gap) + skipped
                better = tried < reached[gap:]
                reached[gap:] = np.where(better, tried, reached[gap:])
                way[gap:] = np.where(better, gap, way[gap:])
            cost = reached + self._place(number)
            ways.append(way)
        return self._traced(cost + self._end(), ways)

    def _traced(self, cost: np.ndarray, ways: list[np.ndarray]) -> list[int]:
        place = int(np.argmin(cost))
        found = [place]
        for way in reversed(ways):
            place -= int(way[place])
            found.append(place)
        return [int(self.steps[place]) for place in reversed(found)]

    def _place(self, number: int) -> np.ndarray:
        stress = _STRESS[self.syllables[number].stress]
        weak, strong = 1.0 - self.strength, self.strength
        return self.taste + self.habits.tie * (stress * weak + 0.55 * (1.0 - stress) * strong)

    def _gap(self, number: int, gap: int) -> float:
        before, after = self.syllables[number - 1], self.syllables[number]
        inside = before.word == after.word
        gait = self.habits.gait ** (0.5 if before.stress else -0.5)
        ideal = self.pace * gait * (2.2 if self.paused[number - 1] else 1.0)
        cost = 1.1 * np.log(gap / ideal) ** 2
        return float(cost + 0.5 * (inside and gap > 1.6 * self.pace) + 0.4 * (gap == 1 and self.pace > 1.7))

    def _start(self) -> np.ndarray:
        """A pickup for unstressed syllables; else at the bar, or a little late."""
        stressed = _STRESS[self.syllables[0].stress]
        late = 0.02 if len(self.habits.landing) else 0.05
        return np.where(self.steps < 0, 0.25 + 1.2 * stressed, late * self.steps)

    def _end(self) -> np.ndarray:
        if not len(self.habits.landing):
            return 0.5 * (1.0 - self.strength)
        bar = len(self.habits.landing)
        return self.habits.landing[self.steps % bar] + 0.15 * (self.steps[-1] - self.steps)
