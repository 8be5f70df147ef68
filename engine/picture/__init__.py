"""Cover art: a picture drawn for every song, from its style, mood and seed, with its title on it."""

from engine.picture.cover import paint

__all__ = ["paint"]
