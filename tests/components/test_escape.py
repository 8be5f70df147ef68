"""Foreign text in Markdown."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from components.escape import clause, escape, lines, plain

JOINER = "\u2060"
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
#: What Streamlit replaces in the text after Markdown was read.
REPLACED = re.compile(r":[\w+-]+:|:material/|www\.|https?://|\S@\w|<-|->|--|>=|<=|~=", re.IGNORECASE)


def shown(markdown: str) -> str:
    """The text of Markdown that holds nothing but text; fails where it holds more."""
    (start, inline, end) = MARKDOWN.parse(markdown)
    assert (start.type, inline.type, end.type) == ("paragraph_open", "inline", "paragraph_close")
    assert {token.type for token in inline.children or []} <= {"text", "text_special"}
    return "".join(token.content for token in inline.children or [])


@given(st.text(min_size=1).filter(lambda text: plain(text)))
@example("*a* _b_ `c` ~~d~~ # e\n\n- f\n1. g\n> h | i")
@example("[x](http://evil.example) ![y](https://evil.example/z.png) <script>alert(1)</script> &amp;")
@example(":smile: :material/home: :red[x] $x$ www.evil.example a@b.example -> http://x")
def test_escaped_text_is_shown_as_it_is(text):
    seen = shown(escape(text))
    assert seen.replace(JOINER, "") == plain(text).replace(JOINER, "")
    assert not REPLACED.search(seen)


@given(st.text(min_size=1).filter(lambda text: plain(text)))
def test_every_markup_character_stands_behind_a_backslash(text):
    assert not re.search(r"(?<!\\)[*_`\[\]<>$:#|~!&]", escape(text).replace("\\\\", ""))


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_plain_text_is_one_line_of_at_most_the_limit(text, limit):
    line = plain(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1


def test_characters_that_turn_the_writing_around_are_dropped():
    assert plain("a\u202egnp.exe\u200bx\x00y") == "a gnp.exe x y"
    assert plain("مصابيح الورق 👩‍🎤") == "مصابيح الورق 👩‍🎤"


@pytest.mark.parametrize(
    ("said", "seen"),
    [("job timeout.", "*job timeout*"), ("try another prompt. ", "*try another prompt*"), ("a \\.", "*a \\\\*"), ("", ""), (None, "")],
)
def test_a_message_becomes_a_part_of_a_sentence(said, seen):
    assert clause(said) == seen


def test_lines_stay_lines():
    assert lines("one\n\n*two*") == "one  \n\u00a0  \n\\*two\\*"
