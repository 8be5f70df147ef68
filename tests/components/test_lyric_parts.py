"""Sections that can be moved without losing a letter of what was written."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.lyric_parts import Parts, form
from lyric.sections import KINDS, read

SONG = """Title: Low tide

[Verse 1 - soft]
[whispered]
Paper lanterns on the water

Carry every name we knew

[Chorus]
Low tide, low tide (low tide)

[Verse 2]
Salt upon the wooden railing

[Chorus]"""


def labels(text: str) -> list[str]:
    return [section.label for section in read(text)]


def test_a_section_moves_with_every_line_that_stands_under_it():
    moved = Parts.of(SONG).moved(0, 1).text
    assert labels(moved) == ["Chorus", "Verse 1", "Verse 2", "Chorus"]
    assert "[Verse 1 - soft]\n[whispered]\nPaper lanterns on the water\n\nCarry every name we knew" in moved
    assert moved.startswith("Title: Low tide\n\n[Chorus]")


def test_a_chorus_that_is_only_named_takes_its_words_along():
    moved = Parts.of(SONG).moved(3, -3).text
    assert read(moved)[0].lines == ("Low tide, low tide (low tide)",)


def test_there_and_back_is_as_it_was():
    once = Parts.of(SONG).moved(0, 2)
    assert Parts.of(Parts.of(once.text).moved(2, -2).text) == Parts.of(Parts.of(SONG).text)


def test_a_section_can_be_doubled_and_taken_out():
    parts = Parts.of(SONG)
    assert labels(parts.doubled(0).text) == ["Verse 1", "Verse 1", "Chorus", "Verse 2", "Chorus"]
    assert labels(parts.without(1).without(1).text) == ["Verse 1", "Chorus"]
    assert parts.doubled(0).without(0) == parts


@pytest.mark.parametrize("kind", KINDS)
def test_any_kind_of_section_can_be_added(kind):
    added = Parts.of(SONG).added(1, kind)
    assert [section.kind for section in read(added.text)] == ["verse", "chorus", kind, "verse", "chorus"]


def test_added_verses_are_numbered():
    assert labels(Parts.of(SONG).added(3, "verse").text)[-1] == "Verse 3"


def test_words_without_tags_can_be_arranged_too():
    text = "one line\nand another\n\na second verse\nwith two lines\n\na third one\nwith two as well"
    moved = Parts.of(text).moved(2, -2).text
    assert [line for section in read(moved) for line in section.lines][:2] == ["a third one", "with two as well"]


def test_a_form_is_empty_sections_in_order():
    text = form(["verse", "chorus", "verse"])
    assert [section.tag for section in read(text)] == ["Verse 1", "Chorus", "Verse 2"]
    assert not any(section.lines for section in read(text))


LINE = st.sampled_from(
    ["[Verse 1]", "[Chorus]", "[softly]", "Bridge:", "(Chorus)", "", "x2", "we sail", "home again", "月亮", "[Verse][Chorus] la"]
)


@given(st.lists(LINE, max_size=14).map("\n".join), st.data())
def test_whatever_is_arranged_no_sung_line_is_lost(text, data):
    parts = Parts.of(text)
    assert [part.section for part in parts.parts] == list(read(text))
    if len(parts.parts) > 1:
        place = data.draw(st.integers(0, len(parts.parts) - 2))
        moved = read(parts.moved(place, 1).text)
        # An empty chorus that comes behind another one repeats it: there may be more lines, and never fewer.
        assert not Counter(line for s in read(text) for line in s.lines) - Counter(line for s in moved for line in s.lines)
