"""Words that were heard are compared with those that were sung as fairly as an ear would."""

import pytest

from benchmarks.hearing import errors, words
from benchmarks.singing import WORDS, songs


@pytest.mark.parametrize(
    ("sung", "heard", "wrong"),
    [
        ("'Cause I'm gonna stay", "because I'm going to stay.", 0),
        ("I bought ten more in 1985", "I bought 10 more in nineteen eighty five", 0),
        ("a hundred mornings", "100 mornings", 0),
        ("Let's meet by the sea", "Lets meat, by the see!", 0),
        ("Everyone leavin' town", "Every one leaving town", 0),
        ("Coffee's cold", "Coffee is cold", 0),
        ("hold me now", "hold me", 1),
        ("hold me now", "hold on to me now", 2),
        ("hold me now", "told me how", 2),
        ("hold me now", "", 3),
    ],
)
def test_errors_are_those_that_can_be_heard(sung, heard, wrong):
    assert errors(words(sung), words(heard)) == wrong


def test_the_benchmark_has_twelve_songs_from_slow_to_fast():
    chosen = songs(WORDS.read_text(encoding="utf-8"))
    tempi = [int(prompt.rsplit(" ", 2)[-2]) for prompt, _ in chosen]
    assert (len(chosen), min(tempi), max(tempi)) == (12, 70, 160)
    assert all("[Chorus]" in text for _, text in chosen)
