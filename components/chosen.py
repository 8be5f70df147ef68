"""Which job History's card shows: the one in the address, else the one clicked, else the newest."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from studio.jobs import Job


def chosen_row(jobs: Sequence[Job]) -> int:
    """Its place in the table, 0 where it is not among the jobs."""
    wanted = st.query_params.get("job") or st.session_state.get("chosen")
    return next((place for place, job in enumerate(jobs) if job.id == wanted), 0)


def choose(jobs: Sequence[Job], selection: Any) -> Job:
    """The job of the selected row; the address then names it, so that it can be handed on."""
    rows = selection["selection"]["rows"]
    job = jobs[rows[0]] if rows and rows[0] < len(jobs) else jobs[chosen_row(jobs)]
    st.session_state["chosen"] = job.id
    if st.query_params.get("job") != job.id:
        st.query_params["job"] = job.id
    return job
