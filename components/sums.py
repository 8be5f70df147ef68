"""What stands under History's table, and in its place where there is nothing."""

import streamlit as st

from components import words
from components.search import Search
from components.text import _, ngettext
from studio.house import studio


def sums(wanted: Search, shown: int) -> None:
    """All jobs that fit the search, their quota, and how many still run; exact, however many the table shows."""
    totals = studio().ledger.totals(**wanted.terms)
    parts = [
        ngettext("{count} job", "{count} jobs", totals.jobs).format(count=words.number(totals.jobs)),
        words.quota(totals.quota),
        ngettext("{count} still running", "{count} still running", totals.running).format(count=totals.running) if totals.running else "",
        _("the newest {count} are shown").format(count=words.number(shown)) if shown < totals.jobs else "",
        _("the engine counts quota as a provider does, and charges nothing") if words.free(studio().provider) else "",
    ]
    st.markdown(f":small[:gray[{' · '.join(part for part in parts if part)}]]")


def empty(wanted: Search) -> None:
    if wanted.narrow:
        st.markdown(_("No job fits this search. A shorter word or fewer filters find more."))
        return
    st.markdown(_("Nothing was made here yet. The first song appears on this page with its prompt, its sound and its cost."))
    st.page_link("generate.py", label=_("Make the first song"), icon=":material/music_note:")
