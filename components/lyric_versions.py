"""The versions of a draft: when each was kept and why, what changed, its words, and the way back to it."""

from collections import Counter

import streamlit as st

from components import lyric_draft
from components.cards import primary
from components.escape import escape
from components.lyric_drafts import age
from components.sung import sung
from components.text import _, ngettext
from studio.drafts import Draft, Version, Why
from studio.house import studio

#: From how many versions on they scroll, and then at what height in pixels; of the words beside them.
MANY, TALL, WORDS = 14, 320, 340
#: In the session while the dialog is open.
LOOKING, CHOSEN, NAME = "lyrics-looking", "lyrics-version", "lyrics-version-name"


def ask(draft: Draft | None) -> None:
    """Called at the end of the page: the open dialog, if it is."""
    if draft and st.session_state.get(LOOKING):
        _dialog(draft)


def _close() -> None:
    for key in (LOOKING, CHOSEN, NAME):
        st.session_state.pop(key, None)


def _dialog(draft: Draft) -> None:
    @st.dialog(_("Versions"), width="large", on_dismiss=_close)
    def dialog() -> None:
        kept = {version.id: version for version in studio().drafts.versions(draft.id)}
        if not kept:
            st.markdown(_("None yet: a version is kept before anything larger changes."))
            return
        left, right = st.columns([5, 6], gap="medium")
        lines = _lines(list(kept.values()))
        with left, st.container(height=TALL if len(kept) > MANY else "content", border=False, key="lyrics-kept"):
            chosen = st.radio(_("Versions"), list(kept), key=CHOSEN, format_func=lines.__getitem__, label_visibility="collapsed")
        with right:
            _shown(kept[chosen], draft)

    dialog()


def _lines(kept: list[Version]) -> dict[int, str]:
    """By id: "12 Sections changed 3 minutes ago · +2 -1 lines". Numbered, for Streamlit tells choices apart by what they are called."""
    before = [*kept[1:], None]
    numbered = zip(range(len(kept), 0, -1), kept, before, strict=True)
    return {version.id: f":small[:gray[{number}]] {_line(version, older)}" for number, version, older in numbered}


def _line(version: Version, older: Version | None) -> str:
    name = f"**{escape(version.name, 40)}** · " if version.name else ""
    return f"{name}{_why(version.why)} :small[:gray[{age(version.at)}{_difference(version, older)}]]"


def _difference(version: Version, older: Version | None) -> str:
    """Lines that came and went; nothing where only their order changed."""
    now, then = (Counter(_written(one)) for one in (version, older))
    came, went = (now - then).total(), (then - now).total()
    told = [f"+{came}"] * bool(came) + [f"-{went}"] * bool(went)
    return f" · {ngettext('{changes} line', '{changes} lines', came + went).format(changes=' '.join(told))}" if told else ""


def _written(version: Version | None) -> list[str]:
    return [line.strip() for line in version.text.splitlines() if line.strip()] if version else []


def _why(why: Why) -> str:
    match why:
        case Why.TYPED:
            return _("Typed")
        case Why.GENERATED:
            return _("Written for you")
        case Why.OUTLINE:
            return _("Sections changed")
        case Why.RESTORED:
            return _("Restored")
        case Why.UNDONE:
            return _("Undone")
        case Why.SENT:
            return _("Sent to Generate")


def _shown(version: Version, draft: Draft) -> None:
    with st.container(height=WORDS, border=True, key="lyrics-version-words"):
        st.markdown(f"**{escape(version.title, 80) or _('Untitled')}**\n\n{sung(version.text) or _(':gray[No words.]')}")
    st.session_state[NAME] = version.name
    st.text_input(
        _("Name"), key=NAME, placeholder=_("A name keeps it longest"), label_visibility="collapsed", max_chars=60, on_change=_named,
        args=(version.id,),
    )  # fmt: skip
    same = (version.title, version.text) == (draft.title, draft.text)
    if same:
        st.markdown(_(":small[:gray[These are the words in the editor.]]"))
    else:
        primary(_("Restore this version"), ":material/restore:", "lyrics-restore", on_click=_restored, args=(version.id,))


def _named(version: int) -> None:
    studio().drafts.rename(version, st.session_state[NAME].strip())


def _restored(version: int) -> None:
    lyric_draft.restore(version)
    _close()
