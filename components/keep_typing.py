"""The one script that a page loads: Streamlit waits until a text area is left, and a browser closed before takes the words along."""

import streamlit as st


def keep_typing() -> None:
    """Have the words on Lyrics handed over after each pause. Called at the page's end, where it takes no room from anything."""
    st.html('<script src="app/static/keep_typing.js"></script>', unsafe_allow_javascript=True)
