"""The outline: the sections of the words in order, one of them chosen, and what can be done with it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from components import lyric_draft
from components.escape import escape
from components.lyric_parts import Part, Parts
from components.lyric_sounds import Sounds
from components.text import _, ngettext
from lyric.sections import KINDS

#: Sections that are drawn; from how many on they scroll, and then at what height in pixels.
MOST, MANY, TALL = 60, 10, 220
CHOSEN = "lyrics-section"


def outline(text: str, sounds: Sounds | None) -> None:
    """Draw it. Syllables are told where they are known."""
    parts = Parts.of(text).parts
    shown = parts[:MOST]
    st.session_state[CHOSEN] = min(st.session_state.get(CHOSEN) or 0, len(shown) - 1)
    with st.container(height=TALL if len(shown) > MANY else "content", border=False, key="outline"):
        st.radio(
            _("Sections"), range(len(shown)), key=CHOSEN, label_visibility="collapsed",
            format_func=lambda place: _line(shown[place], place, sounds),
        )  # fmt: skip
    if len(parts) > MOST:
        rest = len(parts) - MOST
        told = ngettext("{count} more section is not drawn here.", "{count} more sections are not drawn here.", rest)
        st.markdown(f":small[:gray[{told.format(count=rest)}]]")
    _tools(st.session_state[CHOSEN], len(shown))


def _line(part: Part, place: int, sounds: Sounds | None) -> str:
    """ "1 Verse 1 4 lines · 30 syllables": the place comes first, for Streamlit tells choices apart by what they are called."""
    section = part.section
    facts = [escape(section.wish, 60)] if section.wish else []
    facts.append(ngettext("{count} line", "{count} lines", len(section.lines)).format(count=len(section.lines)))
    if sounds and section.lines:
        count = sounds.syllables(place)
        facts.append(ngettext("{count} syllable", "{count} syllables", count).format(count=count))
    return f":small[:gray[{place + 1}]] **{escape(section.label, 40)}** :small[:gray[{' · '.join(facts)}]]"


def _tools(place: int, count: int) -> None:
    """What can be done with the chosen section. It stays chosen where it goes, so that a key pressed again moves it on."""
    with st.container(horizontal=True, gap="small", key="outline-tools"):
        _tool(_("Move up"), ":material/arrow_upward:", "up", partial(_move, place, -1), disabled=place == 0)
        _tool(_("Move down"), ":material/arrow_downward:", "down", partial(_move, place, 1), disabled=place == count - 1)
        _tool(_("Duplicate"), ":material/content_copy:", "double", partial(_change, place + 1, lambda parts: parts.doubled(place)))
        _tool(_("Delete"), ":material/delete:", "delete", partial(_change, place, lambda parts: parts.without(place)))
        st.menu_button(
            _("Add"), list(KINDS), icon=":material/add:", key="outline-add", type="tertiary", format_func=_kind,
            on_click=_add, args=(place,),
        )  # fmt: skip


def _tool(label: str, icon: str, key: str, act: Callable[[], None], disabled: bool = False) -> None:
    st.button(label, icon=icon, key=f"outline-{key}", type="tertiary", on_click=act, disabled=disabled)


def _move(place: int, by: int) -> None:
    _change(place + by, lambda parts: parts.moved(place, by))


def _add(place: int) -> None:
    kind = st.session_state["outline-add"]
    _change(place + 1, lambda parts: parts.added(place, kind))


def _change(chosen: int, change: Callable[[Parts], Parts]) -> None:
    lyric_draft.rearrange(change)
    st.session_state[CHOSEN] = chosen


def _kind(kind: str) -> str:
    names = {
        "intro": _("Intro"), "verse": _("Verse"), "pre-chorus": _("Pre-chorus"), "chorus": _("Chorus"), "post-chorus": _("Post-chorus"),
        "bridge": _("Bridge"), "rap": _("Rap"), "solo": _("Solo"), "break": _("Break"), "outro": _("Outro"),
    }  # fmt: skip
    return names[kind]
