"""Why the engine does not take a request, in a sentence that says what is wrong and what is allowed."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

#: Mistakes named at once.
_AT_MOST = 3

_EXAMPLE = 'send one JSON object such as {"sound_prompt": "calm piano"}'


class Refused(Exception):
    """Answered with this HTTP status and this message, in the documented envelope."""

    def __init__(self, http: int, message: str) -> None:
        super().__init__(message)
        self.http = http
        self.message = message


@dataclass(frozen=True)
class _Mistake:
    """What pydantic found."""

    #: The field's name; "" where it is about the whole.
    name: str
    #: What was sent.
    value: Any
    context: dict[str, Any]
    model: type[BaseModel]

    @property
    def shown(self) -> str:
        return f"{self.name} is {_shown(self.value)}"


def sentence(error: ValidationError, model: type[BaseModel]) -> str:
    """All that is wrong with a body, as one sentence; at most three mistakes are named."""
    mistakes = [_told(detail, model) for detail in error.errors(include_url=False)]
    more = len(mistakes) - _AT_MOST
    return "; ".join(mistakes[:_AT_MOST]) + (f"; and {more} more mistakes." if more > 0 else ".")


def _told(detail: ErrorDetails, model: type[BaseModel]) -> str:
    name = str(detail["loc"][0]) if detail["loc"] else ""
    mistake = _Mistake(name, detail["input"], detail.get("ctx", {}), model)
    if tell := _WORDS.get(detail["type"]):
        return tell(mistake)
    return f"{name}: {detail['msg']}" if name else detail["msg"]


def _rule(mistake: _Mistake) -> str:
    """A rule that the contract words itself."""
    words = str(mistake.context["error"])
    return f"{mistake.name}: {words}" if mistake.name else words


def _unknown_field(mistake: _Mistake) -> str:
    known = mistake.model.model_fields
    near = difflib.get_close_matches(mistake.name[:100], known, n=1)
    hint = f"perhaps {near[0]} is meant" if near else f"the fields are {', '.join(known)}"
    return f"{_shown(mistake.name)} is not a field of this action; {hint}"


def _out_of_range(mistake: _Mistake) -> str:
    schema = mistake.model.model_json_schema()["properties"][mistake.name]
    bounds = next((part for part in [schema, *schema.get("anyOf", [])] if "minimum" in part), schema)
    least, most = bounds["minimum"], bounds.get("maximum")
    return f"{mistake.shown}, and must be " + (f"{least:g} or more" if most is None else f"from {least:g} to {most:g}")


def _shown(value: Any) -> str:
    """What was sent, short and printable, whatever it is."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    text = ascii(value)
    return text if len(text) <= 60 else text[:57] + "..."


#: What to say to each of pydantic's findings that a request of this contract can meet.
_WORDS: dict[str, Callable[[_Mistake], str]] = {
    "json_invalid": lambda it: f"The body is not valid JSON ({it.context['error']}); {_EXAMPLE}",
    "model_type": lambda it: f"The body is not a JSON object; {_EXAMPLE}",
    "missing": lambda it: f"{it.name} is missing, and it is required",
    "extra_forbidden": _unknown_field,
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "string_too_long": lambda it: f"{it.name} has {len(it.value)} characters, and may have at most {it.context['max_length']}",
    "string_too_short": lambda it: f"{it.name} is empty, and it is required",
    "enum": lambda it: f"{it.shown}, and must be one of {it.context['expected']}",
    "literal_error": lambda it: f"{it.shown}, and must be one of {it.context['expected']}",
    "string_type": lambda it: f"{it.shown}, and must be text in quotes",
    "bool_type": lambda it: f"{it.shown}, and must be true or false",
    "float_type": lambda it: f"{it.shown}, and must be a number",
    "finite_number": lambda it: f"{it.shown}, and must be a finite number",
    "value_error": _rule,
}
