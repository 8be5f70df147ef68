"""The questions that need a second thought, and what a click on a job does.

A dialog is opened by a mark in the session and not by the click itself, so that polling behind it does not close it.
"""

import streamlit as st

from components import forms, lyric_draft, session, words
from components.cards import Act, primary
from components.text import _
from producer.contract import ACTIONS
from studio.house import studio
from studio.jobs import Job
from studio.ledger import AlreadyAdopted

HISTORY = "history.py"
GENERATE = "generate.py"
LYRICS = "lyrics.py"


def act(job: Job, chosen: Act) -> None:
    """Do what was clicked, and draw the whole page anew (the dock is outside of a feed's fragment)."""
    match chosen:
        case Act.PLAY:
            session.play(job)
        case Act.REUSE:
            session.reuse(job.request)
            st.switch_page(GENERATE)
        case Act.WORDS:
            st.session_state[lyric_draft.OPEN] = job.id
            st.switch_page(LYRICS)
        case Act.OPEN:
            st.switch_page(HISTORY, query_params={"job": job.id})
        case Act.AGAIN:
            _send_again(job)
        case Act.WITHDRAW:
            _tell_if_late(studio().ledger.withdraw(job.id))
        case Act.ADOPT | Act.SETTLE:
            st.session_state["asking"] = (chosen, job.id)
    st.rerun()


def _send_again(job: Job) -> None:
    request, complaints = forms.check(ACTIONS[job.action], job.request)
    if request:
        session.submit(request)
    else:
        st.toast(" ".join(complaints))


def _tell_if_late(done: bool) -> None:
    if not done:
        st.toast(_("Too late: the job has moved on."))


def ask() -> None:
    """Called at the end of a page: the open question, if there is one."""
    chosen, id = st.session_state.get("asking", (None, ""))
    job = studio().ledger.job(id) if chosen else None
    if job is None:
        return
    _adopt(job) if chosen is Act.ADOPT else _settle(job)


def _close() -> None:
    st.session_state.pop("asking", None)


def _adopt(job: Job) -> None:
    @st.dialog(_("Enter its job ID"), on_dismiss=_close)
    def dialog() -> None:
        text = _("**{name}** may have been accepted. Its job ID stands in the provider's own list; with it the job is followed to its end.")
        st.markdown(text.format(name=words.name(job)))
        st.text_input(_("Job ID"), key="adopt-id", max_chars=200)
        if st.session_state.get("adopt-trouble"):
            st.error(st.session_state["adopt-trouble"], icon=":material/error:")
        primary(_("Follow this job"), ":material/search:", "adopt-go", on_click=_adopted, args=(job.id,))

    dialog()


def _adopted(id: str) -> None:
    wanted = st.session_state.get("adopt-id", "").strip()
    st.session_state["adopt-trouble"] = _try_adopt(id, wanted)
    if not st.session_state["adopt-trouble"]:
        _close()


def _try_adopt(id: str, wanted: str) -> str | None:
    """Why it could not be adopted; None if it was."""
    if not wanted:
        return _("Type the job ID first.")
    try:
        return None if studio().ledger.adopt(id, wanted) else _("Too late: the job has moved on.")
    except AlreadyAdopted:
        return _("Another job here has this job ID already.")


def _settle(job: Job) -> None:
    @st.dialog(_("Close it by hand"), on_dismiss=_close)
    def dialog() -> None:
        text = _("**{name}** will not be followed any more. Should the provider have accepted it, its cost is not in our sums.")
        st.markdown(text.format(name=words.name(job)))
        with st.container(horizontal=True, key="settle-buttons"):
            primary(_("Close the job"), ":material/check:", "settle-go", on_click=_settled, args=(job.id,))
            st.button(_("Leave it open"), key="settle-cancel", on_click=_close)

    dialog()


def _settled(id: str) -> None:
    _tell_if_late(studio().ledger.settle(id))
    _close()
