"""The live feed: what became of the jobs that this browser watches."""

from datetime import UTC, datetime

import streamlit as st

from components import session, viewer
from components.cards import job_card
from components.dialogs import act
from components.text import _
from studio.house import studio
from studio.jobs import Job

#: Seconds between two looks at the ledger while something runs.
PACE = 1.5


def feed() -> None:
    """Draw the feed. It looks again by itself only while one of its jobs moves."""
    jobs = session.feed()
    moving = _moving(jobs)
    st.fragment(_cards, run_every=PACE if moving else None)(moving)


def _moving(jobs: list[Job]) -> set[str]:
    return {job.id for job in jobs if job.moving}


def _cards(moving: set[str]) -> None:
    jobs, now, zone = session.feed(), datetime.now(UTC), viewer.zone()
    if _moving(jobs) != moving:
        st.rerun()
    for job in jobs:
        if chosen := job_card(job, now, zone):
            act(job, chosen)
    if not jobs:
        st.markdown(_(":small[:gray[Nothing here yet.]]"))


def follow(jobs: list[Job]) -> None:
    """Draw the page anew when one of these jobs moves on."""
    moving = {job.id: job.updated_at for job in jobs if job.moving}
    if moving:
        st.fragment(_look, run_every=PACE)(moving)


def _look(moving: dict[str, datetime]) -> None:
    if {job.id: job.updated_at for job in studio().ledger.jobs(moving)} != moving:
        st.rerun()
