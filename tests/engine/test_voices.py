"""What prompts and tags say of the voice."""

import pytest

from engine import voices
from engine.prompt import read

WOMAN, MAN, EITHER = {"woman"}, {"man"}, {"woman", "man"}


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("warm pop, female vocals", WOMAN),
        ("female-fronted rock", WOMAN),
        ("a woman sings", WOMAN),
        ("a woman's tender voice", WOMAN),
        ("soprano over strings", WOMAN),
        ("she sings about the sea", WOMAN),
        ("girl", WOMAN),
        ("女声, 民谣", WOMAN),
        ("male vocals", MAN),
        ("Male Singer, 90 bpm", MAN),
        ("a man's voice, close", MAN),
        ("sung by an old man", MAN),
        ("baritone", MAN),
        ("boy band", MAN),
        ("男声", MAN),
        ("a song about a girl, male vocals", MAN),
        ("no female vocals", MAN),
        ("not a male voice", WOMAN),
        ("duet of male and female vocals", EITHER),
        ("boy meets girl", EITHER),
        ("human voice, romantic", set()),
        ("a manly, womanly mood", set()),
        ("baritone sax and soprano sax", set()),
        ("alto and tenor sax", set()),
        ("bass guitar", set()),
        ("upbeat pop", set()),
        ("", set()),
    ],
)
def test_whose_voice_a_text_asks_for(text: str, voice: set[str]) -> None:
    assert voices.asked(text) == voice


@pytest.mark.parametrize(
    ("prompt", "silent", "sung"),
    [
        ("instrumental", True, False),
        ("lo-fi, no vocals", True, False),
        ("house without singing", True, False),
        ("no drums or vocals", True, False),
        ("karaoke version", True, False),
        ("beat only", True, False),
        ("vocal-free ambient", True, False),
        ("solo piano, calm", True, False),
        ("string quartet", True, False),
        ("纯音乐", True, False),
        ("instrumental with vocal chops", True, False),
        ("instrumental, with vocals", True, True),
        ("karaoke, female singer", True, True),
        ("pop with an instrumental intro", False, False),
        ("not instrumental", False, False),
        ("no harsh vocals", False, True),
        ("I have no words for you", False, False),
        ("rock with a guitar solo, piano", False, False),
        ("no female vocals", False, True),
        ("pop, warm vocals", False, True),
        ("a song about rain", False, False),
    ],
)
def test_whether_a_prompt_wants_anybody_to_sing(prompt: str, silent: bool, sung: bool) -> None:
    assert (voices.silent(prompt), voices.sung(prompt)) == (silent, sung)


def voice(prompt: str, lyrics: str, seed: str = "1") -> str:
    return read({"sound_prompt": prompt}, seed, lyrics).voice


def test_the_prompt_says_who_sings_then_the_tags_then_the_seed() -> None:
    tagged = "[Verse 1 - male vocals]\nla la\n[Chorus]\nla"
    assert {voice("pop, female singer", tagged, str(seed)) for seed in range(8)} == WOMAN
    assert {voice("pop", tagged, str(seed)) for seed in range(8)} == MAN
    drawn = [voice("pop", "la la", str(seed)) for seed in range(60)]
    assert 20 < drawn.count("woman") < 40
    assert {voice("duet", "la la", str(seed)) for seed in range(8)} == EITHER


def test_where_nobody_sings_there_is_no_voice() -> None:
    assert voice("female vocals", "") == ""
