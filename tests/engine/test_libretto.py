"""Whose words are sung, and what the sender is told of it."""

from typing import Any

import pytest

from engine import libretto
from engine.libretto import Libretto
from lyric.sections import read

OWN = "[Verse]\nHold the line\n\n[Chorus]\nHold the light"


def words(**request: Any) -> Libretto:
    return libretto.of({"sound_prompt": "pop", **request}, "1")


def test_words_that_were_given_are_sung_as_they_are() -> None:
    assert words(lyrics_text=OWN) == Libretto(OWN, "Hold the Light")


def test_for_a_prompt_alone_words_are_written_and_the_same_seed_writes_the_same() -> None:
    written = words()
    assert "[Chorus]" in written.text
    assert (written.remark, written) == ("", words())
    assert libretto.of({"sound_prompt": "pop"}, "2").text != written.text


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_words_of_the_engines_own_are_as_many_as_the_wished_length_holds_and_end_with_the_chorus(seed: str) -> None:
    short, long = (read(libretto.of({"sound_prompt": f"pop about summer, {wish}"}, seed).text) for wish in ("one minute", "4 minutes"))
    assert len(short) < len(long)
    assert [(part[0].kind, part[-1].kind) for part in (short, long)] == [("verse", "chorus")] * 2


@pytest.mark.parametrize(
    ("request_", "sung", "remark"),
    [
        ({"lyrics_text": OWN, "instrumental": True}, False, "Made without the words, since instrumental was set."),
        ({"sound_prompt": "pop, female vocals", "instrumental": True}, False, "Made without a voice, since instrumental was set."),
        ({"instrumental": True}, False, ""),
        ({"sound_prompt": "lo-fi, no vocals"}, False, "Made without words, as the prompt asks for it."),
        ({"sound_prompt": "instrumental, with vocals"}, True, "it is sung, since instrumental was not set."),
        ({"sound_prompt": "instrumental", "lyrics_text": OWN}, True, "Sung, since words were given"),
        ({"lyrics_text": OWN + "\n我爱你"}, True, "1 line was left out or sung in part"),
        ({"sound_prompt": "海の歌"}, True, "The words are in English"),
    ],
)
def test_what_is_not_as_it_was_written_is_said_in_a_sentence(request_: dict[str, Any], sung: bool, remark: str) -> None:
    found = words(**request_)
    assert bool(found.text) is sung
    assert remark in found.remark
    assert bool(remark) is bool(found.remark)
