"""Spec → Score: form, chords, what every player plays, and what is sung."""

from engine.composer.arrange import compose
from engine.composer.songform import TooLong

__all__ = ["TooLong", "compose"]
