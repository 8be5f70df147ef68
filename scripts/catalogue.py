"""The catalogue of texts, for translators.

`python -m scripts.catalogue` writes components/locale/studio.pot: every text of pages/ and components/ that passes `_` or `ngettext`, and
the titles and help of the contract's fields and of the settings. A translation of it, compiled with `msgfmt studio.po -o studio.mo`,
goes to components/locale/<language>/LC_MESSAGES/studio.mo.
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

from producer.contract import ACTIONS
from settings import Settings

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "components" / "locale" / "studio.pot"
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


def texts() -> dict[tuple[str, ...], list[str]]:
    """Every text (one, or one and many) and the files that it stands in."""
    found: dict[tuple[str, ...], list[str]] = {}
    for text, place in [*_called(), *_declared()]:
        places = found.setdefault(text, [])
        places.extend([place] if place not in places else [])
    return found


def _called() -> Iterator[tuple[tuple[str, ...], str]]:
    """What stands as a literal in a call of `_` or `ngettext`."""
    for path in (*sorted(ROOT.glob("pages/*.py")), *sorted(ROOT.glob("components/*.py"))):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext"):
                held = [argument.value for argument in call.args[: 1 if call.func.id == "_" else 2] if isinstance(argument, ast.Constant)]
                if held:
                    yield tuple(map(str, held)), path.relative_to(ROOT).as_posix()


def _declared() -> Iterator[tuple[tuple[str, ...], str]]:
    """What reaches `_` as a value: the words of the contract's fields and of the settings."""
    sources = [(model, "producer/contract.py") for model in ACTIONS.values()] + [(Settings, "settings.py")]
    for model, place in sources:
        for field in model.model_fields.values():
            yield from (((text,), place) for text in (field.title, field.description) if text)


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
