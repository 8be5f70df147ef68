"""One job, whole: its player, what can be done with it, what was asked for, and the record as it came."""

import json
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from components import cards, session, viewer, words
from components.cards import Act, primary
from components.escape import escape, lines
from components.sung import sung
from components.text import _
from producer.contract import ACTIONS
from studio.jobs import Job, Song, State

#: Pixels a side of the cover.
COVER = 220
#: What the card shows at another place than among the parameters.
_ELSEWHERE = ("sound_prompt", "prompt", "lyrics_text", "mv", "title")


def detail(job: Job) -> Act | None:
    """Draw the card. Gives what was clicked."""
    with st.container(border=True, key="detail"):
        _head(job)
        cards.cover(job, COVER)
        chosen = _buttons(job)
        if note := words.note(job, datetime.now(UTC)):
            st.markdown(f":small[{note}]")
        _sound(job)
        return _tabs(job) or chosen


def _head(job: Job) -> None:
    song = words.playable(job)
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, key="detail-head"):
        st.subheader(words.name(job), width="stretch", anchor=False)
        if song and song.seconds:
            st.markdown(f":small[:gray[{words.length(song.seconds)}]]", width="content")
        elif not song and not (words.only_words(job) and job.state is State.SUCCESS):
            cards.state_badge(job)
    zone = viewer.zone()
    line = f"{cards.quiet_line(job, datetime.now(UTC), zone)} · {escape(words.moment(job.created_at, zone))}"
    st.markdown(f":small[:gray[{line}]]")


def _buttons(job: Job) -> Act | None:
    """The next step filled, the others beside it."""
    song = words.playable(job)
    steps = [Act.PLAY] if song else [act for act in cards.acts(job) if act not in (Act.REUSE, Act.OPEN)]
    if not steps:
        return None
    with st.container(horizontal=True, key="detail-buttons"):
        clicked = [act for place, act in enumerate(steps) if _button(act, filled=place == 0 and act is not Act.WITHDRAW)]
        if song and song.audio:
            cards.download(song.audio, words.plain_name(job), key="detail-download", type="secondary")
    return next(iter(clicked), None)


def _button(act: Act, filled: bool) -> bool:
    if filled:
        return primary(cards.label(act), cards.icon(act), f"detail-{act}")
    return st.button(cards.label(act), icon=cards.icon(act), key=f"detail-{act}")


def _sound(job: Job) -> None:
    """A player for every piece of the job, but for the one that the dock holds: nothing has two players."""
    now = session.playing()
    for song in job.songs:
        if words.kept(song) and song.audio and not (now and now.path == song.audio.path):
            if len(job.songs) > 1:
                st.markdown(f":small[{escape(song.title or words.plain_name(job), 80)}]")
            st.audio(f"{viewer.origin()}{song.audio.path}", alt=_("Player: {title}").format(title=song.title or words.plain_name(job)))


def _tabs(job: Job) -> Act | None:
    """Only the open tab is drawn: records are long."""
    if words.only_words(job):
        lyrics, prompt, record = st.tabs([_("Words"), _("Prompt"), _("Record")], key="words-tabs", on_change="rerun")
    else:
        prompt, lyrics, record = st.tabs([_("Prompt"), _("Words"), _("Record")], key="detail-tabs", on_change="rerun")
    if lyrics.open:
        lyrics.markdown(sung(words.lyrics(job)) or _no_words(job))
    elif record.open:
        with record:
            _raw(_("Request"), job.request, "detail-request")
            _raw(_("Answer"), job.record, "detail-answer")
    else:
        with prompt:
            return _asked_for(job)
    return None


def _asked_for(job: Job) -> Act | None:
    st.markdown(lines(job.request.get("sound_prompt") or job.request.get("prompt") or "") or _(":gray[No prompt.]"))
    if parameters := _parameters(job):
        st.markdown(f":small[:gray[{parameters}]]")
    if Act.REUSE not in cards.acts(job):
        return None
    again = st.button(_("Use these settings again"), icon=":material/replay:", key="detail-reuse", type="tertiary")
    return Act.REUSE if again else None


def _no_words(job: Job) -> str:
    return _(":gray[No words: it is instrumental.]") if job.request.get("instrumental") else _(":gray[It has no words.]")


def _parameters(job: Job) -> str:
    """What was set besides prompt, words and model, and the seed that was drawn."""
    model = ACTIONS.get(job.action)
    given = {name: value for name, value in job.request.items() if name not in _ELSEWHERE}
    song: Song | None = next(iter(job.songs), None)
    if song and song.seed:
        given["seed"] = song.seed
    return " · ".join(_parameter(_title(model, name), value) for name, value in given.items() if value not in ("", False, None))


def _parameter(title: str, value: Any) -> str:
    if value is True:
        return title
    return f"{title} {escape(f'{value:g}' if isinstance(value, float) else str(value), 100)}"


def _title(model: Any, name: str) -> str:
    field = model.model_fields.get(name) if model else None
    return _(field.title) if field and field.title else escape(name, 60)


def _raw(title: str, content: Any, key: str) -> None:
    st.markdown(f":small[:gray[{title}]]")
    with st.container(key=key):
        if content is None:
            st.markdown(_(":small[:gray[None came yet.]]"))
        else:
            st.code(json.dumps(content, indent=2, ensure_ascii=False), language="json", wrap_lines=True, height=260)
