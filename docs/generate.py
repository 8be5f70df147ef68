"""Writes the tables of docs/*.md from the code: `python -m docs.generate`. Tests see to it that they are up to date.

A table stands between `<!-- generated: name -->` and `<!-- end -->`.
"""

import re
from pathlib import Path
from typing import Any

from annotated_types import Ge, Le, MaxLen

from producer import errors
from producer.contract import ACTIONS, Answer, Generation, Hooked, Request
from settings import Settings

FOLDER = Path(__file__).parent
PAGES = ("settings.md", "contract.md")
_KINDS = {"string": "text", "number": "number", "boolean": "true or false", "integer": "whole number"}


def settings() -> str:
    rows = [(f"`{name.upper()}`", _setting_default(name), field.description) for name, field in Settings.model_fields.items()]
    return _table(("Setting", "Default", "What it does"), rows)


def actions() -> str:
    rows = [
        (f"`POST /{name}`", model.summary, _own_fields(model), _answer(model), model.price_class or "free")
        for name, model in ACTIONS.items()
    ]
    return _table(("Path", "What it does", "Fields", "Answers", "Priced as"), rows)


def generation() -> str:
    return _fields(Generation, list(Generation.model_fields))


def own() -> str:
    """The fields beside M, each once, with the first action that has it."""
    seen: dict[str, type[Request]] = {}
    for model in ACTIONS.values():
        for name in model.model_fields:
            if name not in Generation.model_fields:
                seen.setdefault(name, model)
    return _table(("Field", "Kind", "Range", "Default", "Meaning"), [_field(model, name) for name, model in seen.items()])


def failures() -> str:
    kinds = (errors.Rejected, errors.Unauthorized, errors.OutOfQuota, errors.NotFound, errors.Busy, errors.Transport, errors.Ambiguous)
    return _table(("Error", "What it means", "What is said to do"), [(f"`{kind.__name__}`", kind.__doc__, kind.advice) for kind in kinds])


TABLES = {"settings": settings, "actions": actions, "generation": generation, "own": own, "failures": failures}


def _setting_default(name: str) -> str:
    field = Settings.model_fields[name]
    return "the user's data folder" if field.default_factory else "none" if field.default is None else f"`{field.default}`"


def _own_fields(model: type[Request]) -> str:
    shared = set(Generation.model_fields) if issubclass(model, Generation) else set()
    parts = ["M"] if shared else []
    order = sorted((name for name in model.model_fields if name not in shared), key=lambda name: not model.model_fields[name].is_required())
    parts += [f"`{name}`" + (" (required)" if model.model_fields[name].is_required() else "") for name in order]
    return ", ".join(parts)


def _answer(model: type[Request]) -> str:
    if model.answer is Answer.AT_ONCE:
        return "at once"
    return "job" if issubclass(model, Hooked) else "job, without a callback"


def _fields(model: type[Request], names: list[str]) -> str:
    return _table(("Field", "Kind", "Range", "Default", "Meaning"), [_field(model, name) for name in names])


def _field(model: type[Request], name: str) -> tuple[str, ...]:
    field = model.model_fields[name]
    schema = model.model_json_schema()
    kind, span = _kind(schema["properties"][name], schema.get("$defs", {})), _span(field.metadata)
    default = "required" if field.is_required() else "" if field.default in (None, "") else f"`{str(field.default).lower()}`"
    if isinstance(field.default, str) and field.default:
        default = f"`{field.default}`"
    return f"`{name}`", kind, span, default, field.description or ""


def _kind(schema: dict[str, Any], shared: dict[str, Any]) -> str:
    if "$ref" in schema:
        schema = shared[schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        schema = schema["anyOf"][0]
    return ", ".join(f"`{value}`" for value in schema["enum"]) if "enum" in schema else _KINDS[schema["type"]]


def _span(metadata: list[Any]) -> str:
    low = next((m.ge for m in metadata if isinstance(m, Ge)), None)
    high = next((m.le for m in metadata if isinstance(m, Le)), None)
    length = next((m.max_length for m in metadata if isinstance(m, MaxLen)), None)
    if length:
        return f"up to {length:,} characters"
    return f"{low} to {high}" if high is not None else f"{low} or more" if low is not None else ""


def _table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in (head, ("---",) * len(head), *rows))


def generated(text: str) -> str:
    """The page's text with its tables as the code has them now."""
    return re.sub(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", lambda m: f"{m[1]}\n{TABLES[m[2]]()}\n\n{m[3]}", text, flags=re.DOTALL)


def out_of_date(page: str) -> str:
    """The page as it should be, or "" where it already is."""
    text = (FOLDER / page).read_text(encoding="utf-8")
    return "" if generated(text) == text else generated(text)


if __name__ == "__main__":
    for page in PAGES:
        if new := out_of_date(page):
            (FOLDER / page).write_text(new, encoding="utf-8")
