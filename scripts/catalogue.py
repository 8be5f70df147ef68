"""The catalogue of texts, for translators.

python scripts/catalogue.py writes components/locale/studio.pot: every text of app.py, pages/ and components/ that passes `_` or
`ngettext`, and the titles and help of the contract's fields and of the settings. A translation of it, compiled with
`msgfmt studio.po -o studio.mo`, goes to components/locale/<language>/LC_MESSAGES/studio.mo.
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "components" / "locale" / "studio.pot"
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
#: Modules whose texts reach `_` as values: the keyword arguments that hold them.
DECLARED = {"producer/contract.py": {"title", "description"}, "settings.py": {"description"}}
#: Arguments of a helper in the contract that are a title and a help text.
SHARE = "_share"


def texts() -> dict[tuple[str, ...], list[str]]:
    """Every text (one, or one and many) and the files that it stands in."""
    found: dict[tuple[str, ...], list[str]] = {}
    sources = [*sorted(ROOT.glob("pages/*.py")), *sorted(ROOT.glob("components/*.py")), *(ROOT / name for name in DECLARED)]
    for path in sources:
        name = str(path.relative_to(ROOT))
        for text in _of(ast.parse(path.read_text(encoding="utf-8")), DECLARED.get(name, set())):
            places = found.setdefault(text, [])
            places.extend([name] if name not in places else [])
    return found


def _of(tree: ast.Module, keywords: set[str]) -> Iterator[tuple[str, ...]]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        called = call.func.id if isinstance(call.func, ast.Name) else ""
        if called in ("_", "ngettext"):
            yield from _literal(call.args[: 1 if called == "_" else 2])
        if called == SHARE:
            yield from (text for argument in call.args[2:] for text in _literal([argument]))
        yield from (text for keyword in call.keywords if keyword.arg in keywords for text in _literal([keyword.value]))


def _literal(arguments: list[ast.expr]) -> Iterator[tuple[str, ...]]:
    values = [argument.value for argument in arguments if isinstance(argument, ast.Constant) and isinstance(argument.value, str)]
    if values and len(values) == len(arguments) and all(values):
        yield tuple(values)


def template() -> str:
    """The .pot file."""
    entries = [HEAD]
    for text, places in sorted(texts().items()):
        ids = [f"msgid {_quoted(text[0])}"] + [f"msgid_plural {_quoted(many)}" for many in text[1:]]
        strings = ['msgstr ""'] if len(text) == 1 else ['msgstr[0] ""', 'msgstr[1] ""']
        entries.append("\n".join([f"#: {' '.join(places)}", *ids, *strings]) + "\n")
    return "\n".join(entries)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_text(template(), encoding="utf-8")
