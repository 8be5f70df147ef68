"""Lyrics: words written or had written, arranged, counted, kept, and handed to Generate."""

import streamlit as st

from components import lyric_draft, lyric_drafts, lyric_editor, lyric_lines, lyric_outline, lyric_sounds, lyric_versions
from components.keep_typing import keep_typing
from components.text import _
from lyric.sections import read

lyric_sounds.warm_up()
draft = lyric_draft.current()
lyric_drafts.head(draft)
left, right = st.columns([5, 6], gap="large")
with left:
    lyric_editor.deleted()
    lyric_editor.writer(draft)
    lyric_editor.editor(draft)
with right:
    text = st.session_state[lyric_draft.TEXT]
    sections = read(text)
    if not sections:
        lyric_drafts.offer(draft)
    else:
        found = lyric_lines.known(text)
        with st.container(horizontal=True, vertical_alignment="center", key="outline-head"):
            st.subheader(_("Outline"), anchor=False)
            if found:
                lyric_lines.length(found)
        lyric_outline.outline(text, found)
        lyric_lines.look_again(text)
        if found:
            lyric_lines.about(found)
            lyric_lines.table(sections, found)
lyric_versions.ask(draft)
keep_typing()
