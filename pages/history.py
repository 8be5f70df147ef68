"""History: every job of this installation, and one of them whole."""

import streamlit as st

from components import table, viewer
from components.chosen import choose, chosen_row
from components.detail import detail
from components.dialogs import act, ask
from components.feed import follow
from components.search import search
from components.sums import empty, sums
from components.text import _
from studio.house import studio

with st.container(horizontal=True, vertical_alignment="center", key="history-head"):
    st.title(_("History"), width="content", anchor=False)
    st.space("stretch")
    wanted = search()

jobs = studio().ledger.search(**wanted.terms, limit=table.MOST)
if not jobs:
    empty(wanted)
    st.stop()

left, right = st.columns([8, 4], gap="medium")
with left:
    selection = st.dataframe(
        table.frame(jobs, viewer.zone()),
        key=table.key(jobs),
        column_order=table.COLUMNS,
        column_config=table.columns(),
        on_select="rerun",
        selection_mode="single-row-required",
        selection_default={"selection": {"rows": [chosen_row(jobs)]}},
        hide_index=True,
        height=table.height(jobs),
        row_height=table.ROW,
        placeholder="",
        alt=_("Jobs, newest first"),
    )
    job = choose(jobs, selection)
    sums(wanted, len(jobs))
with right:
    if clicked := detail(job):
        act(job, clicked)
follow(jobs)
ask()
