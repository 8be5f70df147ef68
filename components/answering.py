"""Asking a provider whether it answers, beside the page: the visitor never waits for the network."""

from concurrent.futures import Future, ThreadPoolExecutor

import streamlit as st

from components import words
from components.escape import clause
from components.text import _
from producer import errors
from producer.client import Answering
from studio.house import studio

#: Seconds between two looks for the answer.
PACE = 0.5
_askers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="answering")


def answering() -> None:
    """Whether the provider of new jobs answers: asked at the first view, and again by the button."""
    if "answering" not in st.session_state:
        _ask()
    waiting = not _asked().done()
    st.fragment(_line, run_every=PACE if waiting else None)(waiting)
    st.button(_("Ask again"), icon=":material/refresh:", key="ask-again", on_click=_ask, disabled=waiting)


def _ask() -> None:
    st.session_state["answering"] = _askers.submit(studio().clients[studio().provider].answering)


def _asked() -> Future[Answering]:
    return st.session_state["answering"]


def _line(waiting: bool) -> None:
    if waiting and _asked().done():
        st.rerun()
    if waiting:
        st.markdown(_(":gray[Asking whether it answers …]"))
    else:
        _told(_asked().result())


def _told(answer: Answering) -> None:
    if answer.ok:
        time = words.milliseconds(answer.seconds)
        st.markdown(_(":material/check_circle: It answers and takes the key, in {time}.").format(time=time))
        return
    st.warning(f"{_trouble(answer.problem)} {_('Jobs that are not sent yet wait and are not lost.')}", icon=":material/error:")


def _trouble(problem: errors.ProducerError | None) -> str:
    match problem:
        case errors.Unauthorized():
            return _("It answers, and does not accept the key: correct it below, and start the server again.")
        case errors.OutOfQuota():
            return _("It answers, and the account has no quota left: top it up.")
        case errors.Busy():
            return _("It answers, and is busy at the moment.")
        case _:
            said = clause(str(problem or ""))
            return _("It does not answer: {reason}.").format(reason=said) if said else _("It does not answer.")
