"""Words are read in sections, however people mark them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lyric.length import seconds
from lyric.sections import KINDS, Section, read, written

LINES = ("Streetlights hum a quiet song", "and I still know the words", "we were never in a hurry", "(ooh, slow down)")
TAGS = ("Verse", "Verse 1", "Verse 2 - soft and close", "Pre-Chorus", "Chorus", "Chorus - bigger", "Bridge", "Rap", "Guitar Solo", "Intro")

#: What people's texts are made of, beside any text at all.
FRAGMENTS = st.sampled_from(
    ["[Verse 1]", "[Chorus - loud]", "(Chorus)", "Chorus:", "Chorus", "**Verse 2**", "## Bridge", "【副歌】", "[whispered]", "[solo]",
     "(x2)", "Title: a",
     "[", "]", "(", ")", ":", "#", "*", "-", "\n", "\n", "\n\n", " ", "\u2028", "\t", "la la", "hold me now", "Verse", "end", "x 3", "😀"]
)  # fmt: skip
TEXTS = st.text(max_size=80) | st.lists(FRAGMENTS | st.text(max_size=4), max_size=30).map("".join)


@st.composite
def tagged(draw: st.DrawFn) -> Section:
    tag = draw(st.sampled_from(TAGS))
    kind = read(f"[{tag}]")[0].kind
    return Section(kind, tag, tuple(draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=5))))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_what_was_read_is_written_so_that_it_reads_the_same(text):
    sections = read(text)
    assert read(written(sections)) == sections
    assert seconds(sections) >= 0
    assert all(section.kind in KINDS and all(line == line.strip() != "" for line in section.lines) for section in sections)


@given(st.lists(tagged(), max_size=6))
@settings(max_examples=60, deadline=None)
def test_sections_in_any_order_are_written_and_read_back(sections):
    assert read(written(sections)) == tuple(sections)


def test_untagged_words_moved_behind_a_tag_keep_apart():
    moved = (Section("chorus", "Chorus", LINES[:2]), Section("verse", "", LINES[2:]))
    assert [(section.kind, section.lines) for section in read(written(moved))] == [("chorus", LINES[:2]), ("verse", LINES[2:])]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("[Verse 1]", "verse"), ("[verse]", "verse"), ("[VERSE II]", "verse"), ("[Pre-Chorus]", "pre-chorus"), ("[prechorus]",
        "pre-chorus"),
        ("[Pre Chorus 2]", "pre-chorus"), ("[Chorus]", "chorus"), ("[Hook]", "chorus"), ("[Refrain]", "chorus"), ("[Final Chorus]",
        "chorus"),
        ("[Post-Chorus]", "post-chorus"), ("[Bridge]", "bridge"), ("[Middle 8]", "bridge"), ("[Rap]", "rap"), ("[Rap Verse]", "rap"),
        ("[Spoken]", "rap"), ("[Intro]", "intro"), ("[Outro]", "outro"), ("[guitar solo]", "solo"), ("[Instrumental]", "solo"),
        ("[Interlude]", "break"), ("[Breakdown]", "break"), ("[Drop]", "break"), ("(Chorus)", "chorus"), ("(Verse 2 - softly)", "verse"),
        ("Chorus:", "chorus"), ("VERSE 2:", "verse"), ("Chorus", "chorus"), ("Verse 3", "verse"), ("**Verse 2**", "verse"),
        ("## Bridge", "bridge"), ("**[Chorus]**", "chorus"), ("【副歌】", "chorus"), ("[主歌 1]", "verse"), ("[Estribillo]", "chorus"),
        ("[Verse 1 - soft and close]", "verse"), ("[Verse 2: rap]", "verse"), ("Chorus (x2)", "chorus"),
    ],
)  # fmt: skip
def test_a_section_is_known_however_it_is_marked(tag, kind):
    assert [(section.kind, section.lines) for section in read(f"{tag}\nHold me now")] == [(kind, ("Hold me now",))]


@pytest.mark.parametrize(
    "line",
    ["Break my heart", "The end of the road", "Verse by verse I wrote you", "(hook me up)", "Bridge over dark water", "Chorus of angels",
     "(solo in the dark)"],
)
def test_words_that_sound_like_names_are_sung(line):
    assert read(f"[Verse]\n{line}")[0].lines == (line,)


def test_a_tag_has_a_label_and_a_wish():
    section = read("[Verse 1 - soft and close]\nHold me now")[0]
    assert (section.tag, section.label, section.wish) == ("Verse 1 - soft and close", "Verse 1", "soft and close")
    assert (read("[Final Chorus]\nx")[0].label, read("Hold me now")[0].label) == ("Final Chorus", "Verse")


def test_directions_are_dropped_and_backing_words_stay():
    text = "[Chorus]\n[whispered]\nHold me (hold me)\n(ooh, baby)\n[key change]\n(x2)\n***\n[softly] close"
    assert read(text)[0].lines == ("Hold me (hold me)", "(ooh, baby)", "[softly] close")


def test_words_behind_a_tag_on_its_line_are_sung():
    assert [section.lines for section in read("[Chorus] Hold me now\nBridge: let me go")] == [("Hold me now",), ("let me go",)]


def test_what_stands_over_copied_words_is_not_sung():
    assert [section.lines for section in read("Title: Night\nArtist: Nobody\n\n[Verse]\nKey: the one I lost")] == [("Key: the one I lost",)]


def test_an_empty_chorus_is_the_chorus_again():
    sections = read("[Chorus]\nHold me\n[Verse 2]\nGo\n[Chorus]\n[Solo]\n[Outro]")
    assert [section.lines for section in sections] == [("Hold me",), ("Go",), ("Hold me",), (), ()]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a b\nc d", "verse"),
        ("a b\nc d\n\ne f\ng h", "verse chorus"),
        ("a\nb\n\nhey\nyou\n\nc\nd\n\nhey\nyou", "verse chorus verse chorus"),
        ("a\nb\n\npre\nup\n\nhey\nyou\n\nc\nd\n\npre\nup\n\nhey\nyou", "verse pre-chorus chorus verse pre-chorus chorus"),
        ("a\n\nhey\nyou\n\nb\n\nHey,\nyou!\nmore\n\nc\n\nhey\nyou\n\nbye", "verse chorus verse chorus bridge chorus outro"),
        ("hello there\n\n[Verse]\na", "intro verse"),
        ("", ""),
        ("😀\n…", ""),
    ],
)
def test_words_without_tags_get_a_form(text, kinds):
    assert " ".join(section.kind for section in read(text)) == kinds


def test_many_lines_without_a_break_are_cut():
    sections = read("\n".join(f"line number {at}" for at in range(400)))
    assert len(sections) == 50
    assert sum(len(section.lines) for section in sections) == 400


@pytest.mark.parametrize(
    "text", ["[" * 50_000, "[chorus]" * 6_000, "#" * 50_000, "a\n\n" * 16_000, "verse" + " " * 49_000 + "x", "chorus: " * 6_000]
)
def test_however_much_is_typed_it_is_read(text):
    assert read(written(read(text))) == read(text)


def test_more_words_take_longer_and_a_faster_song_is_shorter():
    verse = "[Verse]\n" + "Streetlights hum a quiet song\n" * 8
    once, twice = read(verse), read(verse * 2)
    assert 40 < seconds(once) < seconds(twice)
    assert seconds(once, bpm=120) < seconds(once, bpm=80)
    assert seconds(read("[Solo]")) == seconds(()) == 0


def test_few_words_make_a_song_all_the_same():
    assert seconds(read("Hold me now"), bpm=120) >= 40
