"""A stem while it is mixed: what sounds dry in it, what it sends to room and echo, and what the style does to every stem."""

from dataclasses import dataclass

import numpy as np

from engine.score import Space
from engine.sound import effects
from engine.sound.tempo import Clock

REFERENCE = -20.0
"""LUFS of a track at level 0, and of the lead voice, before the master; thresholds refer to it."""

#: Of an echo, in dB, what goes on into the room.
_ECHO_TO_ROOM = -9.0


@dataclass
class Bus:
    """Frames (n, 2), and what goes to the room and to the echo, None while nothing does."""

    dry: np.ndarray
    to_room: np.ndarray | None = None
    to_echo: np.ndarray | None = None

    def add(self, sound: np.ndarray, reverb: float | None, delay: float | None) -> None:
        """Sound (n, 2) with its sends."""
        effects.mix_in_place(self.dry, sound, 1.0)
        self.send(sound, reverb, delay)

    def send(self, sound: np.ndarray, reverb: float | None, delay: float | None) -> None:
        """To room and echo, in dB under the sound; None is none."""
        if reverb is not None:
            self.to_room = np.zeros_like(sound) if self.to_room is None else self.to_room
            effects.mix_in_place(self.to_room, sound, 10 ** (reverb / 20))
        if delay is not None:
            self.to_echo = np.zeros_like(sound) if self.to_echo is None else self.to_echo
            effects.mix_in_place(self.to_echo, sound, 10 ** (delay / 20))

    def bring_back(self, space: Space, room: np.ndarray, clock: Clock) -> None:
        """The sends come back: echoes, also into the room, and the room."""
        if self.to_echo is not None:
            echoes = effects.echo(self.to_echo, space.delay_beats * clock.beat_seconds, min(0.85, max(0.0, space.delay_feedback)))
            self.to_echo = None
            effects.mix_in_place(self.dry, echoes, 1.0)
            if self.to_room is not None:
                effects.mix_in_place(self.to_room, echoes, 10 ** (_ECHO_TO_ROOM / 20))
        if self.to_room is not None:
            effects.mix_in_place(self.dry, effects.convolve(self.to_room, room), 1.0)
            self.to_room = None


def coloured(x: np.ndarray, space: Space) -> np.ndarray:
    """What the style does to the whole: lows in the middle, saturation, darkness, tape. x itself may be changed."""
    effects.mono_lows_in_place(x)
    if space.drive > 0:
        effects.saturate_in_place(x, space.drive, 2 * 10 ** (REFERENCE / 20))
    if space.lowpass:
        effects.filter_in_place(x, [effects.lowpass(space.lowpass)])
    return effects.wow(x, space.wow_cents) if space.wow_cents > 0 else x


def summed(buses: dict[str, np.ndarray]) -> np.ndarray:
    """All buses, added in their order; at least two."""
    first, second, *rest = buses.values()
    total = first + second
    for bus in rest:
        total += bus
    return total
