"""The draft that this browser works on: what its fields hold, what is written down of it, and the words that it waits for.

A click that comes while another is worked on ends that work at its next look into the session. So what is written down and what
the desk remembers of it stand together, with no such look between them.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from components import forms, session
from components.lyric_parts import Parts
from components.text import _
from producer.contract import Lyrics
from studio.drafts import Draft, Why
from studio.house import studio
from studio.jobs import Job, Song

TEXT, TITLE, SUBJECT = "lyrics-text", "lyrics-title", "lyrics-subject"
_FIELDS = {TEXT: "text", TITLE: "title", SUBJECT: "subject"}
#: A job whose words are to be opened, by its id.
OPEN = "lyrics-open"
#: In the address, so that a reload goes on with the same draft.
ADDRESS = "draft"


@dataclass
class Desk:
    """What one browser session has before it."""

    #: The open draft's id; None while nothing was written yet.
    draft: str | None
    #: The draft and the revision of it that the fields show.
    shown: tuple[str, int] | None = None
    #: The id of what was just deleted.
    deleted: str | None = None


def desk() -> Desk:
    if "lyrics-desk" not in st.session_state:
        st.session_state["lyrics-desk"] = Desk(st.query_params.get(ADDRESS))
    return st.session_state["lyrics-desk"]


def current() -> Draft | None:
    """The open draft, its words in the fields; None while nothing was written yet. Called before the fields are drawn."""
    mine = desk()
    if job := studio().ledger.job(st.session_state.pop(OPEN, "")):
        _open_words_of(job)
    draft = studio().drafts.draft(mine.draft or "")
    draft = _answered(draft) if draft else None
    mine.draft = draft.id if draft else None
    _show(draft)
    if st.query_params.get(ADDRESS) != mine.draft:
        st.query_params.from_dict({ADDRESS: draft.id} if draft else {})
    return draft


def _open_words_of(job: Job) -> None:
    if song := song_with_words(job):
        desk().draft = studio().drafts.of_job(job.id, song.title or "", song.lyrics or "").id


def _show(draft: Draft | None) -> None:
    """Fill the fields, unless they show this already: what is being typed is not written over."""
    mine, shown = desk(), (draft.id, draft.revision) if draft else None
    if mine.shown != shown:
        for key, name in _FIELDS.items():
            st.session_state[key] = getattr(draft, name) if draft else ""
        mine.shown = shown


def typed() -> None:
    """Write down what the fields hold. Called whenever one of them reaches the server.

    It belongs to the draft that the fields show, though another may just have been chosen.
    """
    mine, held = desk(), {name: st.session_state.get(key, "") for key, name in _FIELDS.items()}
    if mine.shown:
        draft = studio().drafts.type(*mine.shown, **held)
    elif any(held.values()):
        draft = studio().drafts.new(**held)
        mine.draft = mine.draft or draft.id
    else:
        return
    mine.shown = (draft.id, draft.revision)


def open(id: str | None) -> None:
    """Go to another draft, or with None to an empty page."""
    typed()
    mine = desk()
    mine.draft, mine.deleted = id, None


# What is done to the open draft


def rearrange(change: Callable[[Parts], Parts]) -> None:
    """Put the sections into another order, or others in their place."""
    typed()
    replace(change(Parts.of(st.session_state[TEXT])).text, Why.OUTLINE)


def replace(text: str, why: Why) -> None:
    mine = desk()
    mine.draft = mine.draft or studio().drafts.new().id
    _show(studio().drafts.change(mine.draft, text, why))


def undo() -> None:
    typed()
    if id := desk().draft:
        _show(studio().drafts.undo(id) or studio().drafts.draft(id))


def restore(version: int) -> None:
    typed()
    _show(studio().drafts.restore(version))


def duplicate() -> None:
    typed()
    title = _("{title}, copy").format(title=st.session_state.get(TITLE) or _("Untitled"))
    if id := desk().draft:
        open(studio().drafts.duplicate(id, title[:200]).id)


def delete() -> None:
    id = desk().draft
    open(None)
    if id:
        studio().drafts.delete(id)
        desk().deleted = id


def bring_back() -> None:
    if id := desk().deleted:
        studio().drafts.bring_back(id)
        open(id)


# The words that a job writes


def ask() -> None:
    """Have words written about the subject; what is wrong with it is told by `complaints`."""
    request, _complaints = forms.check(Lyrics, {"prompt": subject()})
    st.session_state["lyrics-asked"] = request is None
    if request:
        typed()
        mine, job = desk(), session.ticket(request)
        studio().drafts.ask(mine.draft or studio().drafts.new(subject=request.body["prompt"]).id, job)
        studio().submit(request, job)
        session.watch(job)


def complaints() -> list[str]:
    """What is wrong with the subject; that there is none is said only after the click."""
    if not subject():
        return [_("Say first what the words are to be about.")] if st.session_state.get("lyrics-asked") else []
    return forms.check(Lyrics, {"prompt": subject()})[1]


def subject() -> str:
    return st.session_state.get(SUBJECT, "").strip()


def song_with_words(job: Job) -> Song | None:
    return next((song for song in job.songs if song.lyrics), None)


def awaited(draft: Draft | None) -> Job | None:
    """The job whose words this draft waits for."""
    return studio().ledger.job(draft.asked) if draft and draft.asked else None


def _answered(draft: Draft) -> Draft:
    """With the awaited words, where they are there and nothing was typed since they were asked for."""
    job = awaited(draft)
    song = song_with_words(job) if job else None
    return _taken(draft, song) if song and draft.revision == draft.asked_revision else draft


def _taken(draft: Draft, song: Song) -> Draft:
    return studio().drafts.take(draft.id, song.title or "", song.lyrics or "")


def take(draft: Draft, song: Song) -> None:
    """The words that came while others were typed: show them."""
    typed()
    _show(_taken(draft, song))


def leave(draft: Draft, song: Song) -> None:
    typed()
    studio().drafts.leave(draft.id, song.title or "", song.lyrics or "")
