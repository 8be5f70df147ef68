"""The frame around every page: wordmark, navigation, player dock. The script that every address runs."""

from pathlib import Path

import streamlit as st

from components import viewer
from components.dock import dock
from components.text import _

HERE = Path(__file__).parent

st.set_page_config(page_title="Producer Studio", page_icon=str(HERE / "icon.svg"), layout="wide")
st.logo(str(HERE / f"mark_{viewer.mode()}.svg"), size="medium")
page = st.navigation(
    [
        st.Page("generate.py", title=_("Generate"), icon=":material/music_note:", default=True),
        st.Page("lyrics.py", title=_("Lyrics"), icon=":material/lyrics:"),
        st.Page("history.py", title=_("History"), icon=":material/library_music:"),
        st.Page("connection.py", title=_("Connection"), icon=":material/cable:"),
    ],
    position="top",
)
dock()
page.run()
