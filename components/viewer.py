"""What the visitor's browser tells about itself, with a fallback where it tells nothing (tests have no browser)."""

from datetime import tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def origin() -> str:
    """scheme://host:port as the visitor reaches us; media need absolute addresses."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "http://localhost:8501"


def zone() -> tzinfo:
    """The visitor's time zone; times are stored in UTC and only shown in this one."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def mode() -> str:
    """ "light" or "dark"."""
    return "dark" if st.context.theme.type == "dark" else "light"
