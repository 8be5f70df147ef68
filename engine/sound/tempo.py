"""From beats to seconds and frames, along a score's tempo map."""

from collections.abc import Sequence

import numpy as np

from engine.sound.compiled import RATE


class Clock:
    """A tempo map of (beat, bpm), each holding from its beat on, the first from the start."""

    def __init__(self, tempo: Sequence[tuple[float, float]]) -> None:
        ordered = sorted(tempo)
        self._beats = np.array([0.0, *(beat for beat, _ in ordered[1:])])
        self._pace = np.array([60.0 / bpm for _, bpm in ordered])
        self._seconds = np.concatenate([[0.0], np.cumsum(np.diff(self._beats) * self._pace[:-1])])

    def seconds(self, beat: float) -> float:
        index = max(0, int(np.searchsorted(self._beats, beat, side="right")) - 1)
        return float(self._seconds[index] + (beat - self._beats[index]) * self._pace[index])

    def frame(self, beat: float) -> int:
        return round(self.seconds(beat) * RATE)

    @property
    def beat_seconds(self) -> float:
        """Of the tempo that the piece begins with; echoes and wobbles keep to it."""
        return float(self._pace[0])
