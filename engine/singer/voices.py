"""The singers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Voice:
    """One singer: the neural voice, placed and coloured."""

    #: MIDI notes between which verses and choruses lie well, and those that lie best.
    low: int
    high: int
    best: tuple[int, int]
    #: Every resonance is moved by this factor: a longer throat is below 1.
    formants: float
    #: Hz between which the network is asked for the voice's colour: it has heard speech, not song.
    floor: float
    ceiling: float
    #: MIDI note around which the voice speaks.
    speaking: float


VOICES = {
    "woman": Voice(57, 74, (60, 72), formants=1.0, floor=139.0, ceiling=262.0, speaking=56.0),
    "man": Voice(45, 64, (48, 62), formants=0.85, floor=82.0, ceiling=225.0, speaking=47.0),
}


def range_of(voice: str) -> tuple[int, int]:
    """MIDI notes between which a singer's verses and choruses lie well. KeyError: nobody of this name."""
    return VOICES[voice].low, VOICES[voice].high
