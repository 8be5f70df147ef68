"""History's search field and filters."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from components import table, words
from components.text import _
from producer.contract import ACTIONS
from studio.jobs import State


@dataclass(frozen=True)
class Search:
    """What History asks the ledger for."""

    text: str
    actions: tuple[str, ...]
    states: tuple[State, ...]
    since: datetime | None

    @property
    def narrow(self) -> bool:
        return bool(self.text.strip() or self.actions or self.states or self.since)

    @property
    def terms(self) -> dict[str, Any]:
        return {"text": self.text, "actions": self.actions, "states": self.states, "since": self.since}


def search() -> Search:
    """Draw the controls and read them."""
    text = st.text_input(
        _("Search"), placeholder=_("Search titles, prompts, words"), key="search", label_visibility="collapsed", icon=":material/search:",
        width=300, persist_state="session",
    )
    with st.popover(_label(), icon=":material/filter_list:", key="filters"):
        actions = st.multiselect(_("Action"), list(ACTIONS), format_func=words.action, key="filter-actions", persist_state="session")
        states = st.multiselect(_("State"), list(table.states_by_word()), key="filter-states", persist_state="session")
        periods = list(table.periods())
        period = st.segmented_control(_("Since"), periods, default=periods[0], required=True, key="filter-since", persist_state="session")
    wanted = tuple(state for word in states for state in table.states_by_word()[word])
    return Search(text or "", tuple(actions), wanted, table.since(period, datetime.now(UTC)))


def _label() -> str:
    held, any_time = st.session_state, _("Any time")
    count = bool(held.get("filter-actions")) + bool(held.get("filter-states")) + (held.get("filter-since", any_time) != any_time)
    return _("Filters · {count}").format(count=count) if count else _("Filters")
