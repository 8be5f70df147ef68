"""What the visitor's browser tells about itself, with a fallback where it tells nothing (tests have no browser).

A page asks hundreds of times for the language alone: the run's context is read directly, because st.context costs more.
"""

from datetime import tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from streamlit.runtime.scriptrunner import get_script_run_ctx


def _told(name: str) -> str:
    """A fact that the browser sent with this run; empty where there is none."""
    run = get_script_run_ctx(suppress_warning=True)
    return (getattr(run.context_info, name, None) or "") if run else ""


def language() -> str:
    """Such as "en-US"."""
    return _told("locale") or "en"


def origin() -> str:
    """scheme://host:port as the visitor reaches us; media need absolute addresses."""
    parts = urlsplit(_told("url"))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "http://localhost:8501"


def zone() -> tzinfo:
    """The visitor's time zone; times are stored in UTC and only shown in this one."""
    try:
        return ZoneInfo(_told("timezone") or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def mode() -> str:
    """ "light" or "dark"."""
    return "dark" if _told("color_scheme") == "dark" else "light"
