"""Connection: which provider, is it answering, where a key goes, and the settings in force."""
import streamlit as st

st.title("Connection", anchor=False)
