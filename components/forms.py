"""Form fields and pre-flight checks made from the contract's models: a new parameter needs no new form."""

from enum import Enum
from typing import Any

import annotated_types
import streamlit as st
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from components.text import _, ngettext
from components.words import number
from producer.contract import Request

Model = type[Request]


def key(model: Model, name: str) -> str:
    """The session_state key of a field's widget."""
    return f"{model.action}-{name}"


def default(model: Model, name: str) -> Any:
    return model.model_fields[name].default


def fill(model: Model, values: dict[str, Any]) -> None:
    """Set a model's form to an earlier request, and what it does not name to the defaults."""
    put(model, {name: default(model, name) for name in model.model_fields} | values)


def put(model: Model, values: dict[str, Any]) -> None:
    """Set these fields of a model's form, and leave the others as they are."""
    for name, value in values.items():
        st.session_state[key(model, name)] = _shown(model, name, value)


def _shown(model: Model, name: str, value: Any) -> Any:
    kind = model.model_fields[name].annotation
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value


def values(model: Model, names: tuple[str, ...]) -> dict[str, Any]:
    """What the form holds, without what is at its default: only what was set is sent."""
    held = {name: st.session_state.get(key(model, name), default(model, name)) for name in names}
    return {name: value for name, value in held.items() if value != default(model, name)}


def field(model: Model, name: str, **options: Any) -> Any:
    """Draw the widget of one field. Its value outlives page changes."""
    info = model.model_fields[name]
    common = {"label": _(info.title or name), "help": _(info.description or ""), "key": key(model, name), "persist_state": "session"}
    return _widget(info)(**{**common, **_range(info), **_choices(model, info), **_start(model, name), **options})


def _start(model: Model, name: str) -> dict[str, Any]:
    """A widget's first value, given only where it has none yet.

    It is not written into the session: Streamlit forgets a key while another page is shown, and a value written then would
    overwrite the one that the browser is just sending.
    """
    if key(model, name) in st.session_state:
        return {}
    choices = _choices(model, model.model_fields[name]).get("options")
    return {"index": choices.index(default(model, name))} if choices else {"value": default(model, name)}


def _widget(info: FieldInfo) -> Any:
    if info.annotation is bool:
        return st.toggle
    if info.annotation is float:
        return st.slider
    return st.selectbox if isinstance(info.annotation, type) and issubclass(info.annotation, Enum) else st.text_input


def _range(info: FieldInfo) -> dict[str, Any]:
    if info.annotation is not float:
        return {}
    low = next(float(rule.ge) for rule in info.metadata if isinstance(rule, annotated_types.Ge))  # type: ignore[arg-type]
    high = next(float(rule.le) for rule in info.metadata if isinstance(rule, annotated_types.Le))  # type: ignore[arg-type]
    return {"min_value": low, "max_value": high, "step": 0.05}


def _choices(model: Model, info: FieldInfo) -> dict[str, Any]:
    if not (isinstance(info.annotation, type) and issubclass(info.annotation, Enum)):
        return {}
    return {"options": [choice for choice in info.annotation if choice not in getattr(model, "refused_models", ())], "format_func": str}


def check(model: Model, given: dict[str, Any]) -> tuple[Request | None, list[str]]:
    """The validated request, or what is wrong with it in words a person can act on."""
    try:
        return model(**given), []
    except ValidationError as error:
        return None, [_complaint(model, detail) for detail in error.errors(include_url=False)]


def _complaint(model: Model, detail: Any) -> str:
    if not detail["loc"]:
        return _("Say what it should sound like first.") if "empty" in detail["msg"] else detail["msg"].removeprefix("Value error, ")
    title = _(model.model_fields[detail["loc"][0]].title or str(detail["loc"][0]))
    return _("{field}: {reason}.").format(field=title, reason=_reason(detail).rstrip("."))


def _reason(detail: Any) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "string_too_long":
            most, long = context["max_length"], len(detail["input"])
            return ngettext(
                "{long} characters are too many, at most {most} fit; shorten it by {count}",
                "{long} characters are too many, at most {most} fit; shorten it by {count}",
                long - most,
            ).format(long=number(long), most=number(most), count=number(long - most))
        case "greater_than_equal":
            return _("must be at least {least}").format(least=context["ge"])
        case "less_than_equal":
            return _("must be at most {most}").format(most=context["le"])
        case _:
            return detail["msg"].removeprefix("Value error, ")
