"""How words sing: their length against the model's limit, and each line with its syllables, rhyme and stresses."""

from collections.abc import Iterator
from concurrent.futures import Future, wait
from itertools import groupby

import pandas as pd
import streamlit as st

from components import forms, words
from components.escape import plain
from components.lyric_sounds import MOST, Sounds, sounds
from components.text import _
from lyric.sections import Section
from producer.contract import Model, Music
from studio.house import studio

#: Seconds that a page waits for an answer, and between two looks for one that takes longer.
PATIENCE, PACE = 0.15, 0.4
#: Pixels of a row, of the table's head, and of the table where it is long.
ROW, HEAD, TALL = 30, 37, 380


def known(text: str) -> Sounds | None:
    """What can be said of the words; None while that is being worked out."""
    answer = sounds(text)
    wait([answer], PATIENCE)
    return answer.result() if answer.done() and not answer.exception() else None


def look_again(text: str) -> None:
    """Where it is still being worked out, say so quietly, and draw the page anew when it is known."""
    answer = sounds(text)
    if not answer.done():
        st.fragment(_counting, run_every=PACE)(answer)
    elif answer.exception():
        st.markdown(_(":small[:gray[Syllables and rhymes cannot be counted: the lexicon could not be loaded.]]"))


def _counting(answer: "Future[Sounds]") -> None:
    if answer.done():
        st.rerun()
    st.markdown(_(":small[:gray[Counting syllables …]]"))


def length(found: Sounds) -> None:
    """About how long the song will be, against what the model makes."""
    if not found.seconds:
        return
    model = Model(st.session_state.get(forms.key(Music, "mv"), forms.default(Music, "mv")))
    said = _("About {time} to sing; {model} makes up to {most}.")
    said = said.format(time=words.length(found.seconds), model=model, most=words.length(model.seconds))
    if found.seconds <= model.seconds:
        st.markdown(f":small[:gray[{said}]]", width="content")
    else:
        st.markdown(f":small[:orange[:material/warning: {said} {_advice(model)}]]", width="content")


def _advice(model: Model) -> str:
    longest = max(one.seconds for one in Model)
    return _("Shorten the words.") if model.seconds == longest else _("Shorten the words, or choose another model.")


def about(found: Sounds) -> None:
    """What must be said of these words."""
    if found.foreign and words.free(studio().provider):
        st.info(_("The engine on this computer sings English only. Lines in another script are kept as they are, and not sung by it."))
    if found.cut:
        st.markdown(_(":small[:gray[Only the first {most} lines are counted.]]").format(most=words.number(MOST)))


def table(sections: tuple[Section, ...], found: Sounds) -> None:
    """Line by line, under the names of the sections. A frame scrolls by itself, however long the words are."""
    if not found.lines:
        return
    rows = list(_rows(sections, found))
    config = st.column_config
    st.dataframe(
        pd.DataFrame(rows, columns=["line", "syllables", "rhyme", "stress"]).astype({"syllables": "Int64"}),
        key="lyrics-lines",
        hide_index=True,
        height=min(TALL, ROW * len(rows) + HEAD),
        row_height=ROW,
        column_config={
            "line": config.TextColumn(_("Line"), width=224),
            "syllables": config.NumberColumn(_("Syllables"), width=72, help=_("As they are sung, counted by a lexicon of English.")),
            "rhyme": config.TextColumn(_("Rhyme"), width=64, help=_("Lines of a section with the same letter rhyme, at least nearly.")),
            "stress": config.TextColumn(_("Stress"), width=150, help=_("A large dot for each stressed syllable, words apart.")),
        },
        placeholder="",
        alt=_("Each line with its syllables, its rhyme and its stresses"),
    )


def _rows(sections: tuple[Section, ...], found: Sounds) -> Iterator[tuple[str, int | None, str, str]]:
    for place, lines in groupby(found.lines, lambda line: line.section):
        yield f"[{plain(sections[place].label, 40)}]", None, "", ""
        for line in lines:
            yield plain(line.text, 300), line.syllables, line.rhyme, line.stress
