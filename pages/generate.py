"""Generate: say what it should sound like, and hear what comes of it."""

import streamlit as st

from components.cards import head
from components.dialogs import ask
from components.feed import feed
from components.song_form import first_song, new_song, opens_simply
from components.text import _

if opens_simply():
    first_song()
    st.stop()

left, right = st.columns([5, 6], gap="large")
with left:
    with head("new-head"):
        st.subheader(_("New song"), anchor=False)
    new_song()
with right:
    with head("feed-head"):
        st.subheader(_("Latest"), anchor=False)
        st.page_link("history.py", label=_("All songs"), icon=":material/library_music:")
    feed()
ask()
