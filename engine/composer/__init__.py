"""Spec → Score: form, chords, and what every player plays."""

from engine.composer.arrange import compose

__all__ = ["compose"]
