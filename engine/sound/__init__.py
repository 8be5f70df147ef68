"""Score → sound. `render` plays, mixes and masters; `encode` writes files; `INSTRUMENTS` says what there is to play."""

from engine.sound.instruments import INSTRUMENTS, Instrument
from engine.sound.render import MASTER, Rendering, render
from engine.sound.warm import warm_up

__all__ = ["INSTRUMENTS", "MASTER", "Instrument", "Rendering", "render", "warm_up"]
