"""The player dock: drawn by the frame before the page, so that its sound survives polling, new jobs and page changes."""

import streamlit as st

from components import session, viewer
from components.escape import escape
from components.text import _


def dock() -> None:
    """Nothing until there is something to play."""
    session.offer()
    now = session.playing()
    if now is None:
        return
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", gap="small", key="dock", border=True):
        with st.container(width=230, key="dock-title"):
            st.markdown(f"**{escape(now.title, 60)}** :small[:gray[{escape(now.line)}]]")
        with st.container(width="stretch", key="dock-player"):
            # The fragment never reaches the server; it makes a click on play begin a piece that is in the dock already.
            st.audio(f"{viewer.origin()}{now.path}#{now.clicks}", alt=_("Player: {title}").format(title=now.title), autoplay=now.clicks > 0)
