"""Whatever a score holds, something finite is sung."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from engine.score import Phrase, Sung
from tests.engine.singer.songs import HOME, level, part, phrase, song, sung

SOUNDS = "wstɹmnlkŋðθ ʤʒzɾʔqxɯ,ˈˌːæɑɔəɛɪʊʌAIOWYiu"
beats = some.floats(-1.0, 6.0)
notes = some.builds(
    Sung,
    beats,
    some.floats(0.0, 3.0),
    some.integers(0, 127),
    some.lists(some.tuples(beats, some.integers(0, 127)), max_size=3).map(tuple),
)
phrases = some.builds(
    Phrase,
    some.just(0),
    some.just(""),
    some.text(SOUNDS, max_size=24),
    some.lists(notes, max_size=9).map(tuple),
    spoken=some.booleans(),
    doubles=some.integers(0, 2),
    harmony=some.lists(some.lists(some.integers(0, 127), max_size=9).map(tuple), max_size=2).map(tuple),
    energy=some.floats(-1.0, 2.0),
)


@settings(max_examples=25, deadline=None)
@given(some.lists(phrases, max_size=2), some.sampled_from(["woman", "man"]), some.floats(40, 220))
def test_any_phrases_are_sung_finitely(lines, voice, bpm):
    for track in sung(song(*lines, voice=voice, bpm=bpm), 4):
        assert np.isfinite(track).all()
        assert np.abs(track).max() <= 1.0


@pytest.mark.parametrize(
    "line",
    [
        phrase("ˈO,", [62], step=8.0),
        phrase("ðə mˈun " * 30, [62, 64] * 30, step=4 / 60),
        phrase(HOME, [60] * 9, step=0.0001),
        phrase(HOME, [60] * 2),
        phrase("hm stɹˈɛŋθs,", [60]),
    ],
    ids=["one syllable of eight seconds", "sixty in four seconds", "no time at all", "too few notes", "hardly a vowel"],
)
def test_odd_phrases_sound(line):
    assert level(part(sung(song(line), 10).lead, 1.0, 1.3)) > -50


def test_notes_out_of_order_are_put_in_order():
    line = phrase(HOME, [60, 62, 64, 65, 67, 65, 64, 62, 60], step=0.3)
    turned = Phrase(0, "", HOME, line.notes[::-1])
    assert np.array_equal(sung(song(line), 5).lead, sung(song(turned), 5).lead)


@pytest.mark.parametrize("sounds", ["", ",", "hm", "   ", "ˈˌː"])
def test_sounds_without_a_vowel_are_not_sung(sounds):
    assert not sung(song(phrase(sounds, [60, 62])), 3).lead.any()


def test_a_word_before_the_beginning_or_after_the_end_is_cut():
    takes = sung(song(phrase("stɹˈAnʤ,", [60], start=0.0, doubles=1), phrase("stɹˈAnʤ,", [60], start=2.9, step=4.0)), 3)
    assert len(takes.lead) == len(takes.backing) == 3 * 44100
    assert level(part(takes.lead, 0.0, 0.3)) > -50
