"""What one browser session remembers. Whatever must outlive a reload is in the ledger, not here."""

from dataclasses import dataclass
from time import monotonic
from typing import Any

import streamlit as st

from components import words
from components.ticket import next_ticket
from producer.contract import Request
from studio.house import studio
from studio.jobs import Job, Media

#: How many jobs the feed shows.
FEED = 6


@dataclass(frozen=True)
class Playing:
    """What is in the dock."""

    job: str
    title: str
    line: str
    path: str
    #: Counts the clicks on play: each begins the piece anew. 0 was loaded without a click and stays silent.
    clicks: int


def watched() -> list[str]:
    """Ids of the jobs this session's feed shows; a session that is new takes the ledger's latest."""
    if "watched" not in st.session_state:
        st.session_state["watched"] = [job.id for job in studio().ledger.latest(FEED)]
    return st.session_state["watched"]


def watch(job: str) -> None:
    st.session_state["watched"] = [job, *(other for other in watched() if other != job)][:FEED]


def ticket(request: Request) -> str:
    """The id of the job that this wish becomes. A second click within a moment is the same job."""
    taken = next_ticket(st.session_state.get("ticket"), request.body, monotonic())
    st.session_state["ticket"] = taken
    return taken.id


def submit(request: Request) -> Job:
    """Hand the wish to the studio and watch what becomes of it."""
    job = studio().submit(request, ticket(request))
    watch(job.id)
    return job


def feed() -> list[Job]:
    """The watched jobs, newest first."""
    return sorted(studio().ledger.jobs(watched()), key=lambda job: job.created_at, reverse=True)


def playing() -> Playing | None:
    return st.session_state.get("playing")


def play(job: Job, media: Media | None = None) -> None:
    """Put a piece into the dock and start it."""
    before = playing()
    _load(job, media, clicks=before.clicks + 1 if before else 1)


def offer() -> None:
    """Where the dock is empty, put the newest finished piece of the feed into it, silent."""
    if playing() is None and (job := next((job for job in feed() if words.playable(job)), None)):
        _load(job, None, clicks=0)


def _load(job: Job, media: Media | None, clicks: int) -> None:
    song = words.playable(job)
    audio = media or (song.audio if song else None)
    if audio:
        st.session_state["playing"] = Playing(job.id, words.plain_name(job), words.action(job.action), audio.path, clicks)


def reuse(request: dict[str, Any]) -> None:
    """Ask Generate to fill its form at its next run.

    A whole request (every one that was sent names its sound_prompt) sets the whole form. One without sound_prompt, such as words and
    their title from Lyrics, sets what it names and leaves the rest as it stands in the form.
    """
    st.session_state["reuse"] = request


def take_reuse() -> dict[str, Any] | None:
    return st.session_state.pop("reuse", None)
