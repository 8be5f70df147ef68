"""Why the engine does not take a request, in a sentence that says what is wrong and what is allowed."""

import difflib
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

#: Mistakes named at once.
_AT_MOST = 3

_KINDS = {"string_type": "text in quotes", "bool_type": "true or false", "float_type": "a number", "finite_number": "a finite number"}


class Refused(Exception):  # noqa: N818
    """Answered with this HTTP status and this message, in the documented envelope."""

    def __init__(self, http: int, message: str) -> None:
        super().__init__(message)
        self.http = http
        self.message = message


def sentence(error: ValidationError, model: type[BaseModel]) -> str:
    """All that is wrong with a body, as one sentence; at most three mistakes are named."""
    mistakes = [_mistake(detail, model) for detail in error.errors(include_url=False)]
    more = len(mistakes) - _AT_MOST
    return "; ".join(mistakes[:_AT_MOST]) + (f"; and {more} more mistakes." if more > 0 else ".")


def _mistake(detail: ErrorDetails, model: type[BaseModel]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    name = str(detail["loc"][0]) if detail["loc"] else ""
    match kind:
        case "json_invalid":
            return f"The body is not valid JSON ({context['error']}); send one JSON object such as {{\"sound_prompt\": \"calm piano\"}}"
        case "model_type" | "model_attributes_type":
            return "The body must be one JSON object such as {\"sound_prompt\": \"calm piano\"}"
        case "missing":
            return f"{name} is missing, and it is required"
        case "extra_forbidden":
            return _unknown_field(name, list(model.model_fields))
        case "greater_than_equal" | "less_than_equal":
            return f"{name} is {_shown(detail['input'])}, and must be {_limits(name, model)}"
        case "string_too_long":
            return f"{name} has {len(detail['input'])} characters, and may have at most {context['max_length']}"
        case "string_too_short":
            return f"{name} is empty, and it is required"
        case "enum" | "literal_error":
            return f"{name} is {_shown(detail['input'])}, and must be one of {context['expected']}"
        case "value_error":
            return f"{name}: {context['error']}" if name else str(context["error"])
        case _ if kind in _KINDS:
            return f"{name} is {_shown(detail['input'])}, and must be {_KINDS[kind]}"
    return f"{name}: {detail['msg']}" if name else detail["msg"]


def _unknown_field(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name[:100], known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the fields are {', '.join(known)}"
    return f"{_shown(name)} is not a field of this action; {hint}"


def _limits(name: str, model: type[BaseModel]) -> str:
    schema = model.model_json_schema()["properties"][name]
    bounds = next((part for part in [schema, *schema.get("anyOf", [])] if "minimum" in part), schema)
    least, most = bounds.get("minimum"), bounds.get("maximum")
    return f"from {least:g} to {most:g}" if most is not None else f"{least:g} or more"


def _shown(value: Any) -> str:
    """What was sent, short and printable, as JSON has it: it may be anything."""
    words = {None: "null", True: "true", False: "false"}
    if value is None or isinstance(value, bool):
        return words[value]
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    text = ascii(value)
    return text if len(text) <= 60 else text[:57] + "..."
