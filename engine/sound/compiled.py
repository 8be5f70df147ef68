"""The one way in which this package compiles its inner loops, and the rate that they run at."""

from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit

RATE = 44100
"""Frames per second of everything that this package makes."""

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Machine code that runs without the interpreter's lock.

    It is kept on disk beside the source, or in the user's cache folder where that is read-only; where neither can be written, it is
    compiled again in every process. No fast-math: the same numbers come out whatever else runs.
    """
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
    try:
        machine_code: Any = njit(cache=True, **options)(function)
    except RuntimeError:
        machine_code = njit(**options)(function)
    return machine_code
