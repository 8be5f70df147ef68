"""Rhymes are found by ear, not by eye."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lyric.rhyme import near, rhymes, scheme, tail

PERFECT = """
    night/light heart/apart fire/higher fire/desire love/above rain/pain away/day time/rhyme dream/stream gold/cold sea/free
    water/daughter flower/power tonight/right tears/years true/blue mind/find road/load eyes/skies door/floor burning/turning
    remember/December feeling/ceiling again/then said/bed though/so through/you great/late break/make done/sun heaven/seven
    lullaby/sky whoa/go hour/flower our/power together/weather station/nation
    runnin'/gunnin' wanna/fauna wall/fall bird/heard word/absurd moon/June one/run
"""
#: Alike to the eye only, or the same sounds all through, or vowels that are neighbours.
NOT = """
    love/move through/though again/pain home/come word/lord cough/bough has/was night/knight sea/see leave/believe here/there
    good/food heart/hear time/mine dream/scene home/alone love/enough girl/world night/lights fire/fear
    moon/room hold/hole stone/gone said/paid says/days bear/ear one/alone do/go most/lost to/so blood/food
    eyes/eyes orange/door lullaby/goodbye
    four/flour done/gone
"""
NEAR = """
    time/mine home/alone dream/scene moon/room girl/world night/lights hold/hole make/late stone/home rain/same road/hope
"""
NOT_NEAR = "love/move through/though night/day free/dream fire/door heart/home eyes/eyes rain/ran orange/silver"


def pairs(text: str) -> list[tuple[str, str]]:
    return [(left, right) for left, right in (pair.split("/") for pair in text.split())]


@pytest.mark.parametrize(("left", "right"), pairs(PERFECT))
def test_words_that_rhyme(left, right):
    assert rhymes(left, right), (tail(left), tail(right))
    assert rhymes(right, left)
    assert near(left, right)


@pytest.mark.parametrize(("left", "right"), pairs(NOT))
def test_words_that_do_not_rhyme(left, right):
    assert not rhymes(left, right), (tail(left), tail(right))


@pytest.mark.parametrize(("left", "right"), pairs(NEAR))
def test_words_that_nearly_rhyme(left, right):
    assert near(left, right)
    assert near(right, left)
    assert not rhymes(left, right)


@pytest.mark.parametrize(("left", "right"), pairs(NOT_NEAR))
def test_words_that_do_not_even_nearly_rhyme(left, right):
    assert not near(left, right), (tail(left), tail(right))


def test_lines_rhyme_by_their_last_word():
    assert rhymes("I can't get home tonight,", "the city's full of light!")
    assert tail("I can't get home tonight,") == tail("light")
    assert tail("… 😀") == ""
    assert not rhymes("…", "…")


@pytest.mark.parametrize(
    ("lines", "letters"),
    [
        (("by the light", "of the sea", "in the night", "come to me"), "ABAB"),
        (("by the light", "in the night", "of the sea", "come to me"), "AABB"),
        (("down the road", "by the light", "silver", "in the night"), " A A"),
        (("oh my love", "oh my love", "hold my hand"), "AA "),
        ((), ""),
        (("", "…"), "  "),
    ],
)
def test_the_scheme_of_a_stanza(lines, letters):
    assert scheme(lines) == tuple(letter.strip() for letter in letters)


@given(st.lists(st.text(max_size=12), max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_lines_have_a_scheme(lines):
    letters = scheme(lines)
    assert len(letters) == len(lines)
    assert all(letters.count(letter) > 1 for letter in letters if letter)
