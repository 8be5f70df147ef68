"""From the page to the hands: swing, the common clock that drifts, every player's own small errors.

Source of the figures: measured takes (SD 16 to 18 ms against the grid, snare and hat a few ms apart); the errors of one
ensemble move together, so most of it is one slowly drifting clock and not white noise.
"""

import numpy as np

from engine.composer.seeds import Seeds
from engine.score import Note
from engine.styles.model import Feel

#: Beats in which the clock forgets half of its error.
_MEMORY = 3.0
_STEP = 0.25


def swing_ratio(feel: Feel, bpm: float) -> float:
    """Long to short at that tempo."""
    tempos, ratios = zip(*feel.swing, strict=True)
    return float(np.interp(bpm, tempos, ratios))


def swung(beat: float, ratio: float, unit: float) -> float:
    """Where a beat of the even grid falls when every second note of ``unit`` beats is late."""
    pair, inside = divmod(beat + 1e-9, 2 * unit)
    share, place = ratio / (1 + ratio), inside / (2 * unit)
    bent = place * 2 * share if place < 0.5 else share + (place - 0.5) * 2 * (1 - share)
    return max(0.0, (pair + bent) * 2 * unit)


class Clock:
    """The time that all players share: its error in ms, beat by beat, as a process that forgets slowly."""

    def __init__(self, feel: Feel, beats: float, seeds: Seeds) -> None:
        steps = int(beats / _STEP) + 4
        keep = 0.5 ** (_STEP / _MEMORY)
        pushes = seeds.at("clock").normal(0.0, feel.drift_ms * np.sqrt(1 - keep**2), steps)
        error = np.zeros(steps)
        for step in range(1, steps):
            error[step] = np.clip(keep * error[step - 1] + pushes[step], -2.2 * feel.drift_ms, 2.2 * feel.drift_ms)
        self._error = error

    def ms(self, beat: float) -> float:
        return float(np.interp(beat / _STEP, np.arange(len(self._error)), self._error))


def performed(notes: list[Note], role: str, feel: Feel, bpm: float, clock: Clock, end: float, rng: np.random.Generator) -> tuple[Note, ...]:
    """The notes as this player plays them, sorted, inside 0 … end."""
    ratio = 1 + (swing_ratio(feel, bpm) - 1) * feel.swing_share.get(role, 1.0)
    late = feel.late_ms.get(role, 0.0)
    to_beats = bpm / 60_000.0
    played = []
    for note, own in zip(notes, rng.normal(0.0, feel.own_ms, len(notes)), strict=True):
        start = swung(note.start, ratio, feel.swing_unit)
        stop = swung(note.start + note.length, ratio, feel.swing_unit)
        start += (clock.ms(note.start) + float(np.clip(own, -2.5 * feel.own_ms, 2.5 * feel.own_ms)) + late) * to_beats
        start = min(max(0.0, start), end - 0.05)
        length = min(max(0.04, stop - swung(note.start, ratio, feel.swing_unit)), end - start)
        played.append(Note(round(start, 5), round(length, 5), note.pitch, int(np.clip(note.velocity, 1, 127))))
    return tuple(sorted(played, key=lambda note: (note.start, note.pitch)))
