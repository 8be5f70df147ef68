"""History's table: one row a job, as a pandas frame, and what Streamlit needs to draw it."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from components import words
from components.escape import plain
from components.text import _
from studio.jobs import Job, State

#: Ground of a state's pill; half transparent, so that it works in both modes.
_PILLS = {"gray": "#8888883d", "blue": "#0b9a8a4d", "orange": "#e090305c", "red": "#d0453b57"}
#: The normal state is quiet.
_QUIET = "#88888818"
#: Jobs that the table shows at most; the search reaches the others.
MOST = 500
#: Pixels of a row, and of the table where it is long.
ROW, TALL = 36, 560
COLUMNS = ["state", "title", "action", "model", "length", "quota", "made"]


def frame(jobs: Sequence[Job], zone: tzinfo) -> pd.DataFrame:
    """The index is the job's id; `state` holds one-element lists, `made` local times without a zone, as the browser shows them.

    A session's frame is made anew only for another list: the ledger gives the same one while nothing was written.
    """
    drawn = st.session_state.get("history-frame")
    if drawn is None or drawn[0] is not jobs:
        drawn = st.session_state["history-frame"] = (jobs, _frame(jobs, zone))
    return drawn[1]


def _frame(jobs: Sequence[Job], zone: tzinfo) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "state": [[words.badge(words.shown_state(job)).label] for job in jobs],
            "title": [plain(words.plain_name(job), 120) for job in jobs],
            "action": [words.action(job.action) for job in jobs],
            "model": [plain(str(job.request.get("mv") or ""), 40) for job in jobs],
            "length": [_length(job) for job in jobs],
            "quota": pd.array([float(job.quota) if job.state.final and job.quota is not None else None for job in jobs], dtype="Float64"),
            "made": pd.to_datetime([job.created_at for job in jobs], utc=True).tz_convert(zone).tz_localize(None),
        },
        index=pd.Index([job.id for job in jobs], name="job"),
    )


def _length(job: Job) -> str:
    song = words.playable(job)
    return words.length(song.seconds) if song and song.seconds else ""


def key(jobs: Sequence[Job]) -> str:
    """Another set of rows is another table: the selection is by place, and would point at another job."""
    return f"table-{hash(tuple(job.id for job in jobs)):x}"


def height(jobs: Sequence[Job]) -> int:
    """As tall as its rows and their head, up to a limit."""
    return min(TALL, ROW * (len(jobs) + 1) + 2)


def columns() -> dict[str, ColumnConfig]:
    badges = {(badge := words.badge(state)).label: _PILLS[badge.colour] for state in State} | {words.badge(State.SUCCESS).label: _QUIET}
    config = st.column_config
    return {
        "state": config.MultiselectColumn(_("State"), width=92, options=list(badges), color=list(badges.values())),
        "title": config.TextColumn(_("Title"), width="medium"),
        "action": config.TextColumn(_("Action"), width=96),
        "model": config.TextColumn(_("Model"), width=110),
        "length": config.TextColumn(_("Length"), width=64, alignment="right"),
        "quota": config.NumberColumn(_("Quota"), width=64),
        "made": config.DatetimeColumn(_("Made"), format="D MMM, HH:mm", width=110),
    }


def states_by_word() -> dict[str, tuple[State, ...]]:
    """The filter's words, and the states that each means."""
    found: dict[str, tuple[State, ...]] = {}
    for state in State:
        word = words.badge(state).label
        found[word] = (*found.get(word, ()), state)
    return found


def periods() -> dict[str, timedelta | None]:
    return {_("Any time"): None, _("24 hours"): timedelta(days=1), _("7 days"): timedelta(days=7), _("30 days"): timedelta(days=30)}


def since(period: str | None, now: datetime) -> datetime | None:
    span = periods().get(period or "")
    return now.replace(second=0, microsecond=0) - span if span else None
