"""The singer: a score's words sung by a neural voice, on the processor alone."""

from engine.singer.takes import Takes, sing
from engine.singer.voices import VOICES, Voice, range_of

__all__ = ["VOICES", "Takes", "Voice", "range_of", "sing"]
