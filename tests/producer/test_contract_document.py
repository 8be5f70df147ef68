"""docs/contract.md tells what the code does."""

import re
from pathlib import Path

from docs import generate
from producer import answers, errors
from producer.contract import ACTIONS

PAGE = (Path(__file__).parents[2] / "docs" / "contract.md").read_text(encoding="utf-8")


def test_the_tables_are_those_of_the_code():
    assert generate.out_of_date("contract.md") == "", "run `python -m docs.generate`"


def test_every_action_field_and_error_is_named():
    for name, model in ACTIONS.items():
        assert f"`POST /{name}`" in PAGE
        assert all(f"`{field}`" in PAGE for field in model.model_fields)
    for kind in [*errors.ProducerError.__subclasses__(), errors.NotFound]:
        assert f"`{kind.__name__}`" in PAGE


def test_the_failures_are_what_the_code_raises():
    """Every status that the table names, read by the code, is the error that the table names."""
    rows = re.findall(r"^\| ([0-9][^|]*) \| `(\w+)`[^|]* \| `(\w+)`[^|]* \|$", PAGE, flags=re.MULTILINE)
    assert len(rows) >= 6
    for statuses, submit, fetch in rows:
        for status in [int(each) for each in re.findall(r"\b[345]\d\d\b", statuses)]:
            assert (raised(answers.read_submit, status), raised(answers.read_fetch, status)) == (submit, fetch)


def raised(read: object, status: int) -> str:
    try:
        read(status, {}, b"")  # type: ignore[operator]
    except errors.ProducerError as error:
        return type(error).__name__
    return ""
