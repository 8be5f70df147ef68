"""One card a job, the state badge, and the page's one filled button."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from components import viewer, words
from components.escape import escape, plain
from components.sung import first_line
from components.text import _
from studio.jobs import Job, Keeping, Media, Problem, State

#: Pixels a side of a cover in a row.
THUMBNAIL = 40


class Act(StrEnum):
    """What a person can do with a job."""

    PLAY = "play"
    #: Go on with a job's words on Lyrics.
    WORDS = "words"
    REUSE = "reuse"
    OPEN = "open"
    AGAIN = "again"
    ADOPT = "adopt"
    SETTLE = "settle"
    WITHDRAW = "withdraw"


def primary(label: str, icon: str, key: str, **options: Any) -> bool:
    """The page's one filled button. Streamlit paints its label white; the directive paints it in the ink made for the accent."""
    return st.button(f":violet[{icon} {label}]", type="primary", key=key, **options)


def picture(icon: str, name: str) -> str:
    """The label of a button without words: a picture whose alternative text is the button's name for those who do not see it.

    Streamlit would name a button that has only an icon after the icon.
    """
    return f"![{name}](app/static/icons/{icon}.svg)"


def head(key: str) -> Any:
    """A column's title row, as high in each column, so that a title stands level with one that has a link beside it."""
    options: dict[str, Any] = {"horizontal": True, "vertical_alignment": "center", "horizontal_alignment": "distribute"}
    return st.container(height=44, border=False, key=key, **options)


def state_badge(job: Job) -> None:
    badge = words.badge(words.shown_state(job))
    st.badge(badge.label, color=badge.colour, icon=badge.icon)


def label(act: Act) -> str:
    match act:
        case Act.PLAY:
            return _("Play")
        case Act.WORDS:
            return _("Open in Lyrics")
        case Act.REUSE:
            return _("Use these settings")
        case Act.OPEN:
            return _("Show in History")
        case Act.AGAIN:
            return _("Send again")
        case Act.ADOPT:
            return _("Enter its job ID")
        case Act.SETTLE:
            return _("Close it by hand")
        case Act.WITHDRAW:
            return _("Withdraw")


def acts(job: Job) -> list[Act]:
    """What the state of a job allows, the next step first."""
    return [*_steps(job), *_uses(job), Act.OPEN]


def _steps(job: Job) -> list[Act]:
    """What moves the job itself."""
    match job.state:
        case State.FAILED:
            return [Act.AGAIN]
        case State.UNKNOWN:
            return [*([Act.AGAIN] if words.free(job.provider) else []), Act.ADOPT, Act.SETTLE]
        case State.WAITING | State.INTENT:
            return [Act.WITHDRAW]
        case State.ON_QUEUE | State.PENDING_QUEUE if job.problem is Problem.REJECTED:
            return [Act.SETTLE]
        case _:
            return []


def _uses(job: Job) -> list[Act]:
    """What can be made of it. Generate's form has no place for a request of words alone."""
    if words.only_words(job):
        return [Act.WORDS] if words.lyrics(job) else []
    return [Act.REUSE]


def icon(act: Act) -> str:
    """The icon of what a button does."""
    icons = {Act.PLAY: "play_arrow", Act.WORDS: "lyrics", Act.ADOPT: "search", Act.SETTLE: "check", Act.WITHDRAW: "undo"}
    return f":material/{icons.get(act, 'replay')}:"


def download(media: Media, name: str, key: str, **options: Any) -> None:
    """A link that has the browser keep the file under the piece's name."""
    address = f"{viewer.origin()}{media.path}?{urlencode({'download': plain(name, 80)})}"
    label = picture(f"download-{viewer.mode()}", _("Download {title}").format(title=escape(name, 80)))
    st.link_button(label, address, key=key, help=_("Download"), **options)


def cover(job: Job, width: int) -> None:
    """The picture of the job's song, where it is in the archive. ``width`` in pixels."""
    song = words.playable(job)
    if song and song.image and song.image.keeping is Keeping.KEPT:
        alt = _("Cover of {title}").format(title=plain(song.title or words.plain_name(job), 80))
        st.image(f"{viewer.origin()}{song.image.path}", width=width, alt=alt)


def quiet_line(job: Job, now: datetime, zone: tzinfo) -> str:
    """music · FUZZ-2.0 · 5 quota · in 31 s"""
    begins = escape(first_line(words.lyrics(job)), 60) if words.only_words(job) else ""
    parts = [words.action(job.action), begins, escape(str(job.request.get("mv") or "")), _cost(job), _time(job, now, zone)]
    return " · ".join(part for part in parts if part)


def _cost(job: Job) -> str | None:
    known = job.state.final and job.quota is not None and not words.free(job.provider)
    return words.quota(job.quota) if known and job.quota is not None else None


def _time(job: Job, now: datetime, zone: tzinfo) -> str | None:
    if job.state is State.SUCCESS:
        return words.took(job)
    if job.state is State.UNKNOWN and job.sent_at:
        return _("sent {moment}, no answer").format(moment=escape(words.moment(job.sent_at, zone)))
    if job.state.final:
        return None
    since = words.length(max(0.0, (now - (job.sent_at or job.created_at)).total_seconds()))
    return (_("sent {time} ago") if job.sent_at else _("asked for {time} ago")).format(time=since)


def job_card(job: Job, now: datetime, zone: tzinfo) -> Act | None:
    """One row of a feed: sound, words, state, what can be done. Gives what was clicked."""
    more = _more(job, now)
    if not more:
        with _row(f"job-{job.id}", border=True):
            return _first_line(job, now, zone)
    with st.container(border=True, key=f"job-{job.id}", gap="xsmall"):
        with _row(f"job-{job.id}-row"):
            chosen = _first_line(job, now, zone)
        more()
    return chosen


def _row(key: str, **options: Any) -> Any:
    return st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False, key=key, **options)


def _first_line(job: Job, now: datetime, zone: tzinfo) -> Act | None:
    cover(job, THUMBNAIL)
    chosen = _words_button(job) if words.only_words(job) else _play_button(job)
    st.markdown(f"**{words.name(job)}**  \n:small[:gray[{quiet_line(job, now, zone)}]]", width="stretch")
    _state_or_length(job)
    return _menu(job) or chosen


def _play_button(job: Job) -> Act | None:
    ready = words.playable(job) is not None
    label = picture(f"play-{viewer.mode() if ready else 'off'}", _("Play {title}").format(title=words.name(job)))
    return Act.PLAY if st.button(label, key=f"play-{job.id}", help=_("Play") if ready else None, disabled=not ready) else None


def _words_button(job: Job) -> Act | None:
    """What stands in the play button's place where there is nothing to play."""
    ready = bool(words.lyrics(job))
    label = picture(f"lyrics-{viewer.mode() if ready else 'off'}", _("Open {title} in Lyrics").format(title=words.name(job)))
    return Act.WORDS if st.button(label, key=f"words-{job.id}", help=_("Open in Lyrics") if ready else None, disabled=not ready) else None


def _state_or_length(job: Job) -> None:
    song = words.playable(job)
    if song is None:
        if not (words.only_words(job) and job.state is State.SUCCESS):
            state_badge(job)
    elif song.seconds:
        st.markdown(f":small[:gray[{words.length(song.seconds)}]]", width="content")


def _menu(job: Job) -> Act | None:
    naming: Callable[[Any], str] = label
    shown = picture(f"more-{viewer.mode()}", _("More for {title}").format(title=words.name(job)))
    return st.menu_button(shown, acts(job), key=f"menu-{job.id}", type="tertiary", help=_("More"), format_func=naming)


def _more(job: Job, now: datetime) -> Callable[[], object] | None:
    """What draws the second line of a card, where there is something to say."""
    if job.state in (State.SUBMITTING, State.ON_QUEUE) and not job.problem:
        return lambda: _breathing(job)
    note = words.note(job, now)
    return (lambda: st.markdown(f":small[{note}]")) if note else None


def _breathing(job: Job) -> None:
    """A line that breathes; a bar only where the provider itself says how far it is."""
    percent = words.progress(job)
    if percent is None:
        st.skeleton(height=6)
    else:
        st.progress(percent, text=_(":small[:gray[{percent} %, says the provider]]").format(percent=percent))
