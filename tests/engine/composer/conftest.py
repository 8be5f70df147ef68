"""Pieces of every style, composed once for all tests that look at them."""

from dataclasses import replace
from functools import cache

import pytest

from engine.composer import compose
from engine.prompt import read
from engine.score import Score
from engine.styles import STYLES
from tests.engine.composer.words_to_sing import CORNER, DECEMBER, RIVER

SEEDS = 4


@cache
def _pieces(style: str) -> tuple[Score, ...]:
    return tuple(compose(read({"sound_prompt": style}, str(seed))) for seed in range(SEEDS))


@pytest.fixture(scope="session")
def pieces():
    """style → a few scores of it; "*" → all of every style."""
    return lambda style: _pieces(style) if style != "*" else tuple(score for name in STYLES for score in _pieces(name))


@cache
def _songs(style: str) -> tuple[Score, ...]:
    words = (CORNER,) if STYLES[style].vocal.raps else (RIVER, DECEMBER)
    specs = [read({"sound_prompt": style}, str(seed)) for seed in range(3)]
    voices = ("woman", "man")
    return tuple(
        compose(replace(spec, lyrics=text, voice=voices[number % 2])) for number, spec in enumerate(specs) for text in words
    )


@pytest.fixture(scope="session")
def songs():
    """style → a few songs of it; "*" → all of every style that sings its verses."""
    sung = [name for name, style in STYLES.items() if not style.vocal.raps]
    return lambda style: _songs(style) if style != "*" else tuple(score for name in sung for score in _songs(name))
