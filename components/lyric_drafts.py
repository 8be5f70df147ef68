"""Which draft: the head of the page Lyrics, and what a page without words offers to go on with."""

from collections import Counter
from datetime import UTC, datetime

import streamlit as st

from components import lyric_draft, words
from components.escape import escape, plain
from components.text import _, ngettext
from lyric.sections import read
from studio.drafts import Draft
from studio.house import studio

#: How many drafts one can choose from, the last touched first, and how many an empty page offers.
MOST, OFFERED = 100, 3


def head(draft: Draft | None) -> None:
    """Title, the picker of drafts, and what can be done with one."""
    with st.container(horizontal=True, vertical_alignment="center", key="lyrics-head"):
        st.title(_("Lyrics"), width="content", anchor=False)
        st.space("stretch")
        _picker(draft)
        st.button(_("New"), icon=":material/add:", key="lyrics-new", on_click=lyric_draft.open, args=(None,), disabled=draft is None)
        if draft:
            _menu()


def _picker(draft: Draft | None) -> None:
    """Another draft is chosen by its name. What it shows follows the open one."""
    drafts = studio().drafts.latest(MOST)
    names = {one.id: f"{name(one)} · {age(one.updated_at)}" for one in drafts}
    if draft and draft.id not in names:
        names[draft.id] = name(draft)
    names = _told_apart(names)
    if names:
        st.session_state["lyrics-picked"] = draft.id if draft else None
        st.selectbox(
            _("Draft"), list(names), format_func=names.__getitem__, key="lyrics-picked", index=0 if draft else None, width=360,
            on_change=_picked, label_visibility="collapsed", placeholder=_("Go on with a draft"),
        )  # fmt: skip


def _told_apart(names: dict[str, str]) -> dict[str, str]:
    """Equal names numbered: a choice is known by what it is called."""
    seen: Counter[str] = Counter()
    told = {}
    for id, text in names.items():
        seen[text] += 1
        told[id] = f"{text} ({seen[text]})" if seen[text] > 1 else text
    return told


def _picked() -> None:
    lyric_draft.open(st.session_state["lyrics-picked"])


def _menu() -> None:
    acts = {"duplicate": _("Duplicate"), "delete": _("Delete")}
    st.menu_button(_("More"), list(acts), key="lyrics-more", type="tertiary", format_func=acts.__getitem__, on_click=_act)


def _act() -> None:
    {"duplicate": lyric_draft.duplicate, "delete": lyric_draft.delete}[st.session_state["lyrics-more"]]()


def offer(draft: Draft | None) -> None:
    """What a page without words says: how to begin, or what to go on with."""
    st.markdown(_("Say what the words are about and have them written, or write your own."))
    if draft is None and (drafts := studio().drafts.latest(OFFERED)):
        st.subheader(_("Go on with"), anchor=False)
        for one in drafts:
            label = f"**{escape(name(one), 60)}** :small[:gray[{_opening(one)}{age(one.updated_at)}]]"
            st.button(label, key=f"lyrics-continue-{one.id}", width="stretch", on_click=lyric_draft.open, args=(one.id,))


def _opening(draft: Draft) -> str:
    line = first_line(draft.text)
    return f"{escape(line, 50)} · " if line and draft.title else ""


def name(draft: Draft) -> str:
    """Its title, else its first line or what it is to be about."""
    return plain(draft.title or first_line(draft.text) or draft.subject, 60) or _("Untitled")


def first_line(text: str) -> str:
    """The first line that is sung, "" where there is none."""
    return next((line for section in read(text) for line in section.lines), "")


def age(when: datetime) -> str:
    """ "just now", "3 minutes ago"."""
    minutes = int((datetime.now(UTC) - when).total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("{count} minute ago", "{count} minutes ago", minutes).format(count=minutes)
    if minutes < 24 * 60:
        return ngettext("{count} hour ago", "{count} hours ago", minutes // 60).format(count=minutes // 60)
    days = minutes // (24 * 60)
    return ngettext("{count} day ago", "{count} days ago", days).format(count=words.number(days))
