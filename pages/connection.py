"""Connection: which provider, is it answering, where a key goes, and the settings in force."""

import streamlit as st

from components import setup
from components.answering import answering
from components.text import _

with st.container(horizontal=True, vertical_alignment="center", height=44, border=False, key="connection-head"):
    st.title(_("Connection"), anchor=False)
left, right = st.columns([6, 5], gap="large")
with left:
    st.subheader(_("Provider"), anchor=False)
    setup.provider()
    answering()
    setup.callbacks()
    st.subheader(_("The engine"), anchor=False)
    setup.engine_door()
with right:
    st.subheader(_("Where a key goes"), anchor=False)
    setup.key_place()
st.subheader(_("Settings in force"), anchor=False)
setup.settings_in_force()
