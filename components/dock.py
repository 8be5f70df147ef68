"""The player dock: drawn by the frame before the page, so that its sound survives polling, new jobs and page changes."""

import streamlit as st

from components import cards, session, viewer, words
from components.escape import escape
from components.session import Playing
from components.sung import sung
from components.text import _
from studio.house import studio
from studio.jobs import Job


def dock() -> None:
    """Nothing until there is something to play."""
    session.offer()
    now = session.playing()
    if now is None:
        return
    job = studio().ledger.job(now.job)
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", gap="small", key="dock", border=True):
        _title(now, job)
        with st.container(width="stretch", key="dock-player"):
            # The fragment never reaches the server; it makes a click on play begin a piece that is in the dock already.
            st.audio(f"{viewer.origin()}{now.path}#{now.clicks}", alt=_("Player: {title}").format(title=now.title), autoplay=now.clicks > 0)
        if job and (text := words.lyrics(job)):
            _words(now, text)


def _title(now: Playing, job: Job | None) -> None:
    """Cover and title in a container of their own: a cover that comes later must not move the player, which would stop it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False, width=270, key="dock-title"):
        if job:
            cards.cover(job, cards.THUMBNAIL)
        st.markdown(f"**{escape(now.title, 60)}** :small[:gray[{escape(now.line)}]]")


def _words(now: Playing, text: str) -> None:
    """The words beside the player, to be read while it plays."""
    with st.popover(_("Words"), icon=":material/lyrics:", type="tertiary", key="dock-words"):
        st.markdown(f"**{escape(now.title, 80)}**\n\n{sung(text)}")
