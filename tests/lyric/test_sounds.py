"""What words sound like when they are sung, and how many syllables that is."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import hibari
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lyric.sounds import VOWELS, Line, Syllable, foreign, split

VOCABULARY = set(json.loads((Path(hibari.__file__).parent / "assets" / "vocab.json").read_text(encoding="utf-8")))

#: Counted by hand, as they are sung in songs.
SYLLABLES = {
    # One-syllable traps of spelling.
    "fire": 1, "desire": 2, "hour": 1, "our": 1, "tired": 1, "wire": 1, "real": 1, "feel": 1, "world": 1, "girl": 1, "yeah": 1, "whoa": 1,
    "ooh": 1, "oh": 1, "through": 1, "dreamed": 1, "loved": 1, "walked": 1, "strengths": 1, "choir": 1, "prayed": 1, "goes": 1,
    # Two where a dictionary has one or three.
    "higher": 2, "power": 2, "flower": 2, "button": 2, "little": 2, "people": 2, "rhythm": 2, "heaven": 2, "wanted": 2, "every": 2,
    "different": 2, "family": 2, "chocolate": 2, "evening": 2, "being": 2, "quiet": 2, "lion": 2, "poem": 2, "didn't": 2, "mountain": 2,
    "ocean": 2, "golden": 2, "open": 2, "idea": 3, "beautiful": 3, "tomorrow": 3, "memory": 3, "remember": 3, "forever": 3, "yesterday": 3,
    "hallelujah": 4, "imagination": 5, "everybody": 4, "radio": 3, "piano": 3,
    # As they are typed.
    "mornin'": 2, "nothin": 2, "gonna": 2, "wanna": 2, "I'ma": 2, "'cause": 1, "'til": 1, "hmm": 1, "mmm": 1, "shh": 1, "Brrrvtt": 1,
    "Ooooooh": 1, "nooooo": 1, "lalala": 3, "hahaha": 3, "well-known": 2, "oh-oh-oh": 3, "rock'n'roll": 3, "u": 1, "DJ": 2, "2nite": 2,
    "1985": 5, "3:30pm": 5, "$5": 3, "50%": 4, "the '90s": 3, "24/7": 5, "café": 2, "naïve": 2,
    # Lines.
    "I walk alone beneath the city light": 10,
    "Hold me in the morning, don't let go": 9,
    "'Cause I'm leavin' 'til the sun comes up": 9,
    "We're gonna set this little town on fire": 10,
    "(ooh, baby) I don't wanna say goodbye": 10,
    "Every hour of every day I'm thinkin' 'bout you": 12,
    "la la la la, na na na": 7,
    "She's been waiting at the station since eleven": 12,
    "And I would give you everything I own": 10,
    "Somebody told me that the river never sleeps": 12,
}  # fmt: skip


@pytest.mark.parametrize(("text", "count"), SYLLABLES.items())
def test_syllables_are_counted_as_they_are_sung(text, count):
    assert len(Line.of(text).syllables) == count, Line.of(text).sounds


#: What lines are made of, beside any text at all.
FRAGMENTS = st.sampled_from(
    ["love", "fire", "mornin'", "'cause", "ooooh", "hmm", "brrr", "-", "—", "'", "’", "3", "3:30pm", "$5", "'90s", "1,000.5", "%", "&",
     "@", "x2", "[",
     "]", "(", ")", "<b>", "<3", "http://", ".com", ".", ",", "é", "ß", "Ł", "ﬁ", "①", "٣", "你", "😀", "\u0301", "I", "u", "DJ", "AbC",
     " ", " ", " "]
)  # fmt: skip


@given(st.text(max_size=60) | st.lists(FRAGMENTS | st.text(max_size=3), max_size=24).map("".join))
@settings(max_examples=250, deadline=None)
def test_any_text_is_a_line_whose_syllables_lie_in_its_sounds(text):
    line = Line.of(text)
    assert set(line.sounds) <= VOCABULARY
    assert bool(line.sounds) == bool(line.syllables) == bool(line.words)
    assert not line.sounds or line.sounds.endswith(",")
    check(line.sounds, line.syllables)
    assert {syllable.word for syllable in line.syllables} == set(range(len(line.words)))
    assert [parts(one) for one in line.syllables] == [parts(one) for one in split(line.sounds)]


@given(st.text(alphabet=sorted(VOCABULARY), max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_phonemes_are_split(sounds):
    check(sounds, split(sounds))


def parts(one: Syllable) -> tuple[tuple[int, int], ...]:
    return one.onset, one.nucleus, one.coda


def check(sounds: str, syllables: tuple[Syllable, ...]) -> None:
    """Parts follow one another without overlap, and each nucleus is a vowel."""
    borders = [border for one in syllables for part in parts(one) for border in part]
    assert borders == sorted(borders)
    assert not borders or (borders[0] >= 0 and borders[-1] <= len(sounds))
    for one in syllables:
        assert VOWELS & set(sounds[slice(*one.nucleus)])
        assert one.stress in (0, 1, 2)


def test_consonants_go_to_the_vowel_that_they_can_begin():
    line = Line.of("extra singing")
    heard = [tuple(line.sounds[slice(*part)] for part in parts(one)) for one in line.syllables]
    assert heard == [("", "ˈɛ", "k"), ("stɹ", "ə", ""), ("s", "ˈɪ", "ŋ"), ("", "ɪ", "ŋ")]


def test_stress_is_that_of_the_vowel_after_the_mark():
    assert [one.stress for one in Line.of("tonight I remember").syllables] == [0, 2, 1, 0, 2, 0]


def test_words_are_kept_as_written():
    line = Line.of("“Don’t stop,” she said — café-time at 3:30pm!")
    assert line.words == ("Don't", "stop", "she", "said", "café", "time", "at", "3:30pm")
    assert [one.word for one in line.syllables] == [0, 1, 2, 3, 4, 4, 5, 6, 7, 7, 7, 7, 7]


@pytest.mark.parametrize("text", ["", " ", "...", "— ! ?", "😀 🎵", "你好吗", "https://example.com/song", "me@example.com", "<br>"])
def test_what_cannot_be_sung_has_no_syllables(text):
    assert Line.of(text).syllables == ()


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("see https://example.com/a?b=c now", "see now"),
        ("write me@example.com today", "write today"),
        ("**hold** <i>me</i> 😀 [whispered] close", "hold me close"),
        ("sing it again (x2)", "sing it again"),
        ("HOLD ME CLOSER NOW", "hold me closer now"),
        ("dont u know im lost", "don't you know I'm lost"),
        ("I ‘love’ you", "I love you"),
        ("soooo goooood", "so good"),
        ("Łódź Ærø façade", "Lodz Aero facade"),
        ("rock & roll", "rock and roll"),
    ],
)
def test_it_is_the_words_that_are_sung(text, same):
    assert Line.of(text).sounds == Line.of(same).sounds


def test_clipped_words_end_in_n():
    assert Line.of("mornin'").sounds == Line.of("morning").sounds.replace("ŋ", "n")
    assert Line.of("begin").sounds == "bəɡˈɪn,"


def test_pauses_are_commas():
    assert Line.of("Stay... (oh!) with me").sounds == "stˈA, ˈO, wɪð mˌi,"


@pytest.mark.parametrize(
    "text",
    ["la de da di mother " * 100, "abcdefghij" * 20, "a" * 50_000, "a." * 25_000, "zqxilo " * 2_000, "[" * 50_000, "a'" * 25_000,
     "1," * 25_000],
)
def test_however_much_is_typed_it_is_read(text):
    line = Line.of(text)
    assert len(line.syllables) <= len(text)
    check(line.sounds, line.syllables)


@pytest.mark.parametrize(
    ("text", "is_foreign"),
    [("", False), ("123 …", False), ("hello", False), ("Straße café", False), ("你好吗 my", True), ("Привет", True), ("hello 你", False)],
)
def test_another_script_is_told(text, is_foreign):
    assert foreign(text) is is_foreign


def test_many_threads_hear_the_same():
    texts = [f"zorble {at} wexting {at * 7} in the morning" for at in range(40)]
    alone = [Line.of(text).sounds for text in texts]
    with ThreadPoolExecutor(8) as pool:  # the blank makes them lines that are not remembered
        assert [line.sounds for line in pool.map(Line.of, [f"{text} " for text in texts])] == alone
