from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from components.sung import first_line, sung


def read_back(markdown: str) -> str:
    """The letters that a reader of the Markdown sees."""
    return "".join(token.content for block in MarkdownIt().parse(markdown) for token in block.children or [])


def test_tags_are_headings_and_lines_are_lines():
    assert sung("[Verse 1 - soft]\nOne\nTwo\n\nThree\n[Chorus]\nFour") == (
        ":small[:gray[Verse 1 \\- soft]]  \nOne  \nTwo\n\nThree\n\n:small[:gray[Chorus]]  \nFour"
    )


def test_brackets_within_a_line_are_words():
    assert ":small" not in sung("I said [whispering] go (go, go)")


@given(st.lists(st.text("ab[]()*_#<>:\\ 歌é`", max_size=20), max_size=8).map("\n".join))
@settings(max_examples=80, deadline=None)
def test_nothing_of_the_words_is_lost_and_nothing_in_them_acts(text: str):
    seen = read_back(sung(text))
    for sign in "ab歌é*_#<>`":
        assert seen.count(sign) - (seen.count(":small[:gray[") * 2 if sign == "a" else 0) >= text.count(sign)


def test_the_first_line_is_no_tag():
    assert first_line("\n[Verse]\n\n  It rains \nmore") == "It rains"
    assert first_line("[Verse]\n") == ""
