"""Every text passes gettext, every filled button passes `primary`, every widget has a key."""

import ast
import re
import runpy
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from components import text

ROOT = Path(__file__).parents[2]
SOURCES = [*sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "components").glob("*.py"))]
#: Calls of st. whose first argument is read by a person.
SAYING = {
    *("title", "header", "subheader", "markdown", "caption", "text", "badge", "button", "link_button", "menu_button", "popover", "toggle"),
    *("pills", "text_area", "text_input", "selectbox", "multiselect", "slider", "segmented_control", "warning", "error", "info", "success"),
    *("toast", "dialog", "tabs", "expander", "page_link"),
}
WIDGETS = {
    *("button", "link_button", "menu_button", "popover", "toggle", "pills", "text_area", "text_input", "selectbox", "multiselect"),
    *("slider", "segmented_control", "dataframe", "tabs", "download_button"),
}
SAYING_KEYWORDS = {"help", "placeholder", "alt", "label"}
#: A page's file and the product's name are not translated.
NAMES = re.compile(r"^(\w+\.py|Producer Studio)$")
_DIRECTIVE = re.compile(r":[a-z]+\[|:material/\w+:|app/static/[\w/-]+|\.svg")


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "st":
            yield node, node.func.attr


def spoken(argument: ast.expr) -> str:
    """The letters of a literal, or of an f-string's own parts, without Markdown's directives."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        own = argument.value
    elif isinstance(argument, ast.JoinedStr):
        own = " ".join(part.value for part in argument.values if isinstance(part, ast.Constant) and isinstance(part.value, str))
    else:
        return ""
    return "" if NAMES.match(own) else "".join(re.findall(r"[^\W\d_]", _DIRECTIVE.sub(" ", own)))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_text_goes_past_gettext(path):
    for call, name in calls(path):
        said = [*call.args[:1]] if name in SAYING else []
        said += [keyword.value for keyword in call.keywords if keyword.arg in SAYING_KEYWORDS]
        for argument in said:
            assert not spoken(argument), f"{path.name}:{call.lineno} says {ast.unparse(argument)} without _()"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_filled_button_is_made_by_primary(path):
    filled = [
        call.lineno
        for call, _ in calls(path)
        for keyword in call.keywords
        if keyword.arg == "type" and getattr(keyword.value, "value", None) == "primary"
    ]
    assert len(filled) == (1 if path.name == "cards.py" else 0)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_widget_has_a_key(path):
    for call, name in calls(path):
        keys = {keyword.arg for keyword in call.keywords}
        assert name not in WIDGETS or "key" in keys, f"{path.name}:{call.lineno} draws st.{name} without a key"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_page_writes_html_or_css(path):
    source = path.read_text(encoding="utf-8")
    if path.name == "keep_typing.py":  # loads the one script, a file of ours, and says nothing
        source = source.replace("""st.html('<script src="app/static/keep_typing.js"></script>', unsafe_allow_javascript=True)""", "")
    assert not re.search(r"unsafe_allow|st\.html|<style|<script|use_container_width|components\.v1", source)


def test_the_template_for_translators_is_up_to_date():
    script = runpy.run_path(str(ROOT / "scripts" / "catalogue.py"))
    assert script["TEMPLATE"].read_text(encoding="utf-8") == script["template"](), "run python -m scripts.catalogue"


def compiled(texts: dict[str, str]) -> bytes:
    """A .mo file, as GNU gettext documents the format."""
    pairs = sorted({"": "Content-Type: text/plain; charset=UTF-8\n", **texts}.items())
    originals, translations = ([text.encode() for text in side] for side in zip(*pairs, strict=True))
    start = 28 + 16 * len(pairs)
    tables, strings = [], b""
    for side in (originals, translations):
        for item in side:
            tables.append(struct.pack("<II", len(item), start + len(strings)))
            strings += item + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start) + b"".join(tables) + strings


def test_another_language_is_a_catalogue_and_nothing_else(tmp_path, monkeypatch):
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "studio.mo").write_bytes(compiled({"New song": "Neues Stück"}))
    monkeypatch.setattr(text, "FOLDER", tmp_path)
    text.catalogue.cache_clear()
    assert text.catalogue("de-CH").gettext("New song") == "Neues Stück"
    assert text.catalogue("fr").gettext("New song") == "New song"
    assert text.catalogue("../../etc").gettext("New song") == "New song"
    text.catalogue.cache_clear()
