"""The form for a new song: what it should sound like, its words, and the knobs behind one button."""

from typing import Any

import streamlit as st

from components import forms, own_words, session, words
from components.cards import primary
from components.costs import cost_line
from components.styles import styles
from components.text import _
from producer.contract import Model, Music, Request
from studio.house import studio

PROMPT, LYRICS, MODEL = (forms.key(Music, name) for name in ("sound_prompt", "lyrics_text", "mv"))
KNOBS = ("title", "lyrics_strength", "sound_strength", "weirdness", "seed", "cover_art_url", "is_storage")
#: What the engine on this computer takes and does nothing with.
WITHOUT_EFFECT = ("cover_art_url", "is_storage")
WORDS = "music-words"
OWN, FOUND, NONE = "own", "found", "none"


def _starters() -> tuple[str, ...]:
    """Whole prompts for a first song."""
    return (
        _("Warm folk song about the last train home, a woman sings"),
        _("Bright pop song about the first day of summer, 118 bpm"),
        _("Slow lo-fi piano, rain, 72 bpm, instrumental"),
    )


def opens_simply() -> bool:
    """Whether nothing was made here yet, and no words were sent here to be sung: then one field is enough."""
    _prepare()
    return studio().ledger.is_empty() and st.session_state.get(WORDS) != OWN


def first_song() -> None:
    """The first start of an installation: one sentence, one field, three prompts, one button."""
    _left, middle, _right = st.columns([1, 3, 1])
    with middle:
        st.space("large")
        st.title(_("Say what you want to hear"), text_alignment="center", anchor=False)
        st.markdown(_first_promise(), text_alignment="center")
        st.space("small")
        _prompt(height=96, label_visibility="collapsed")
        st.pills(_("Or start from one of these"), _starters(), key="starter", wrap=True, on_change=_start_from)
        _complaints()
        with st.container(horizontal=True, horizontal_alignment="center", key="first-go"):
            _make()


def new_song() -> None:
    """Prompt and words first, knobs behind the button that names the model in force."""
    _prompt(height=88)
    st.pills(_("Add a style"), list(styles()), key="style", label_visibility="collapsed", on_change=_add_style)
    _words()
    _complaints()
    with st.container(horizontal=True, vertical_alignment="center", key="go-row"):
        _make()
        _knobs()
        cost, source = cost_line(Music, _model())
        st.markdown(f":small[:gray[{cost}]]", width="content", help=source)


def _first_promise() -> str:
    if _local():
        return _("A song is ready in about ten seconds. It is made on this computer, so nothing is charged.")
    return _("A song is ready in about half a minute. The provider charges quota for it.")


def _local() -> bool:
    """Whether the engine on this computer makes the song."""
    return words.free(studio().provider)


def _model() -> str:
    return str(st.session_state.get(MODEL, forms.default(Music, "mv")))


def _prepare() -> None:
    """Fill the form from a request where that was asked for: see session.reuse."""
    if (request := session.take_reuse()) is not None:
        whole = "sound_prompt" in request
        (forms.fill if whole else forms.put)(Music, {name: value for name, value in request.items() if name in Music.model_fields})
        if whole or "lyrics_text" in request:
            st.session_state[WORDS] = NONE if request.get("instrumental") else OWN if request.get("lyrics_text") else FOUND


def _prompt(**options: Any) -> None:
    _text(PROMPT, _("What should it sound like?"), placeholder=_("A mood, a style, a tempo, some instruments"), **options)


def _text(key: str, label: str, **options: Any) -> None:
    st.text_area(label, key=key, persist_state="session", **options)


def _words() -> None:
    names = {OWN: _("Write my own"), FOUND: _("From the prompt"), NONE: _("Instrumental")}
    start: dict[str, Any] = {} if WORDS in st.session_state else {"default": FOUND}
    chosen = st.segmented_control(
        _("Words"), list(names), format_func=names.__getitem__, key=WORDS, required=True, persist_state="session", **start
    )
    if chosen == OWN:
        example = _("[Verse]\nThe words, line by line\n\n[Chorus]\n…")
        _text(LYRICS, _("Lyrics"), height=150, label_visibility="collapsed", placeholder=example)
        if said := own_words.length_line(_own(), Model(_model())):
            st.markdown(f":small[{said}]")


def _own() -> str:
    """The words as they stand in the form, without blanks around them."""
    return (st.session_state.get(LYRICS) or "").strip()


def _knobs() -> None:
    with st.popover(_model(), icon=":material/tune:", help=_("Model, title and knobs"), key="knobs"):
        forms.field(Music, "mv")
        if _local():
            st.markdown(_(":small[:gray[On this computer the models are local stand-ins for the provider's.]]"))
        for name in KNOBS:
            if not (_local() and name in WITHOUT_EFFECT):
                forms.field(Music, name)


def _start_from() -> None:
    if chosen := st.session_state.get("starter"):
        st.session_state[PROMPT] = chosen


def _add_style() -> None:
    """Put the pill's words at the end of the prompt, and let the pill go."""
    if chosen := styles().get(st.session_state.get("style") or ""):
        before = st.session_state.get(PROMPT, "").rstrip().rstrip(",")
        if chosen.casefold() not in before.casefold():
            st.session_state[PROMPT] = f"{before}, {chosen}" if before else chosen[:1].upper() + chosen[1:]
    st.session_state["style"] = None


def _wanted() -> dict[str, Any]:
    """The request as the form stands now. The model is always named, so that the record tells it."""
    kind = st.session_state.get(WORDS, FOUND)
    wanted = {"sound_prompt": st.session_state.get(PROMPT, "").strip(), "mv": _model(), **forms.values(Music, KNOBS)}
    if kind == OWN and _own():
        wanted["lyrics_text"] = _own()
    return {**wanted, "instrumental": True} if kind == NONE else wanted


def _checked() -> tuple[Request | None, list[str]]:
    request, complaints = forms.check(Music, _wanted())
    missing = own_words.complaint(_own(), _local()) if st.session_state.get(WORDS) == OWN else None
    return (None, [*complaints, missing]) if missing else (request, complaints)


def _complaints() -> None:
    """What is wrong, before the click; that nothing was written yet is said only after one."""
    _request, complaints = _checked()
    untouched = not (st.session_state.get(PROMPT, "").strip() or (st.session_state.get(WORDS) == OWN and _own()))
    if complaints and (not untouched or st.session_state.get("asked")):
        st.warning("\n\n".join(complaints), icon=":material/edit:")


def _make() -> None:
    primary(_("Make the song"), ":material/graphic_eq:", "make", on_click=_submit)


def _submit() -> None:
    request, _complaints = _checked()
    st.session_state["asked"] = request is None
    if request:
        session.submit(request)
