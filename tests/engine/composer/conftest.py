"""Pieces of every style, composed once for all tests that look at them."""

from functools import cache

import pytest

from engine.composer import compose
from engine.prompt import read
from engine.score import Score
from engine.styles import STYLES

SEEDS = 4


@cache
def _pieces(style: str) -> tuple[Score, ...]:
    return tuple(compose(read({"sound_prompt": style}, str(seed))) for seed in range(SEEDS))


@pytest.fixture(scope="session")
def pieces():
    """style → a few scores of it; "*" → all of every style."""
    return lambda style: _pieces(style) if style != "*" else tuple(score for name in STYLES for score in _pieces(name))
