"""Where words are written: what they are about, their title, the words, and the way to Generate."""

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from components import cards, forms, lyric_draft, session, words
from components.costs import cost_line
from components.lyric_draft import SUBJECT, TEXT, TITLE
from components.lyric_parts import form
from components.lyric_versions import LOOKING
from components.text import _, ngettext
from producer.contract import LYRICS_LIMIT, Lyrics, Music
from studio.drafts import LONGEST, Draft, Why
from studio.house import studio
from studio.jobs import Job, State

#: From how many characters on the limit is told.
NEAR = LYRICS_LIMIT * 4 // 5
#: The sections of the form that one can begin with.
FORM = ("verse", "chorus", "verse", "chorus", "bridge", "chorus")
#: Seconds between two looks for words that are being written.
PACE = 0.5
#: Pixels of the field for the words.
HEIGHT = 372
#: Whatever is typed is written down as soon as it is here.
_KEPT: dict[str, Any] = {"on_change": lyric_draft.typed, "persist_state": "session"}


def writer(draft: Draft | None) -> None:
    """What the words are to be about, and the words that come of it."""
    job = lyric_draft.awaited(draft)
    with st.container(gap="xsmall", key="lyrics-ask"):
        with st.container(horizontal=True, vertical_alignment="bottom", key="lyrics-ask-row"):
            st.text_input(_("What are the words about?"), key=SUBJECT, placeholder=_("A ferry at dawn, leaving home"), **_KEPT)
            _write_button(filled=not _has_words(draft))
        cost, source = cost_line(Lyrics, None)
        st.markdown(f":small[:gray[{cost}]]", help=source)
    if complaints := lyric_draft.complaints():
        st.warning("\n\n".join(complaints), icon=":material/edit:")
    if draft and job:
        _waiting(draft, job)


def _write_button(filled: bool) -> None:
    if filled:
        cards.primary(_("Write the words"), ":material/edit_note:", "lyrics-write", on_click=lyric_draft.ask)
    else:
        st.button(_("Write new words"), icon=":material/edit_note:", key="lyrics-write-anew", on_click=lyric_draft.ask)


def _has_words(draft: Draft | None) -> bool:
    return draft is not None and bool(draft.text.strip())


def _waiting(draft: Draft, job: Job) -> None:
    """What became of the job that writes for this draft."""
    if song := lyric_draft.song_with_words(job):
        with _row("lyrics-arrived"):
            st.markdown(_("The new words are there. You have typed since, so yours were left alone."), width="stretch")
            st.button(_("Show them"), key="lyrics-take", on_click=lyric_draft.take, args=(draft, song))
            st.button(_("Keep mine"), key="lyrics-leave", on_click=lyric_draft.leave, args=(draft, song))
    elif job.state.moving:
        st.fragment(_writing, run_every=PACE)(job.id, job.updated_at)
    else:
        _told(draft, job)


def _row(key: str):
    return st.container(horizontal=True, vertical_alignment="center", key=key)


def _writing(id: str, since: datetime) -> None:
    """A line that breathes until the job moves on."""
    job = studio().ledger.job(id)
    if job is None or job.updated_at != since:
        st.rerun()
    st.markdown(_(":small[:gray[Writing words …]]") if not job.problem else f":small[{words.note(job, datetime.now(UTC))}]")
    st.skeleton(height=6)


def _told(draft: Draft, job: Job) -> None:
    """What went wrong, and what can be done."""
    note = words.note(job, datetime.now(UTC)) or _("Finished without any words.")
    st.warning(f"{note}", icon=words.badge(words.shown_state(job)).icon)
    with _row("lyrics-trouble"):
        if job.state is State.FAILED:
            st.button(_("Send again"), icon=":material/replay:", key="lyrics-again", on_click=lyric_draft.ask)
        if st.button(_("Show in History"), key="lyrics-history"):
            st.switch_page("history.py", query_params={"job": job.id})
        st.button(_("Close"), key="lyrics-close", on_click=studio().drafts.give_up, args=(draft.id,))


def editor(draft: Draft | None) -> None:
    """Title and words. Each value that reaches the server is written down before the page is drawn."""
    title = _("Title, found for you where it is left empty")
    st.text_input(_("Title"), key=TITLE, placeholder=title, label_visibility="collapsed", **_KEPT)
    example = _("[Verse 1]\nThe words, line by line\n\n[Chorus]\n…")
    st.text_area(_("Words"), key=TEXT, height=HEIGHT, placeholder=example, label_visibility="collapsed", **_KEPT)
    _limits()
    if _has_words(draft) and draft:
        _next_step(draft)
    else:
        st.button(_("Start with a form"), icon=":material/format_list_bulleted:", key="lyrics-form", on_click=_begin, help=_form_help())


def _form_help() -> str:
    return _("Verse, chorus, verse, chorus, bridge, chorus: empty, to be filled in.")


def _begin() -> None:
    lyric_draft.typed()
    lyric_draft.replace(form(FORM), Why.OUTLINE)


def _limits() -> None:
    """What keeps these words from being sent, and how much room is left, before it runs out."""
    text = st.session_state.get(TEXT, "")
    _request, complaints = forms.check(Music, {"lyrics_text": text.strip() or "la", "title": st.session_state.get(TITLE, "").strip()})
    if len(text) > LONGEST:
        most = words.number(LONGEST)
        complaints.append(_("Only the first {most} characters are kept when this page is left.").format(most=most))
    if complaints:
        st.warning("\n\n".join(complaints), icon=":material/edit:")
    elif len(text) > NEAR:
        left = LYRICS_LIMIT - len(text)
        room = ngettext("Room for {count} more character.", "Room for {count} more characters.", left).format(count=words.number(left))
        st.markdown(f":small[:orange[{room}]]")


def _next_step(draft: Draft) -> None:
    """The way to Generate, the way back, and what was kept."""
    with _row("lyrics-go"):
        send = cards.primary(_("Send to Generate"), ":material/music_note:", "lyrics-send")
        before = studio().drafts.before(draft.id)
        st.button(_("Undo"), icon=":material/undo:", key="lyrics-undo", on_click=lyric_draft.undo, disabled=before is None)
        if st.button(_("Versions"), icon=":material/history:", key="lyrics-versions"):
            st.session_state[LOOKING] = True
        st.markdown(f":small[:gray[{_('Kept as you type.')}]]", width="content")
    if send:
        _send(draft)


def _send(draft: Draft) -> None:
    studio().drafts.keep(draft.id, Why.SENT)
    session.reuse({"lyrics_text": draft.text.strip(), "title": draft.title.strip()})
    st.switch_page("generate.py")


def deleted() -> None:
    """The way back to what was just deleted."""
    if lyric_draft.desk().deleted:
        with _row("lyrics-deleted"):
            st.markdown(_(":gray[The draft was deleted.]"), width="content")
            st.button(_("Bring it back"), icon=":material/undo:", key="lyrics-bring-back", on_click=lyric_draft.bring_back)
