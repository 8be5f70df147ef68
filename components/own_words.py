"""What can be said of a person's own words before they are sent: whether they can be sung, and how long that takes."""

from functools import lru_cache

from components.text import _
from components.words import length
from lyric.length import seconds
from lyric.sections import read
from lyric.sounds import foreign
from producer.contract import LYRICS_LIMIT, Model


def complaint(text: str, local: bool) -> str | None:
    """Why these words would be refused; None where nothing is known against them. ``local``: by the engine on this computer."""
    if not text:
        return _("Write the words, or choose From the prompt.")
    if not local or len(text) > LYRICS_LIMIT:
        return None
    if foreign(_lines(text)):
        return _("The engine on this computer sings English: it cannot read this script.")
    return None if _seconds(text) else _("There is nothing to sing yet: write lines of words under the tags.")


def length_line(text: str, model: Model) -> str | None:
    """How long the words are as a song, against the model's limit, in Markdown; None where there is nothing to sing."""
    if not text or len(text) > LYRICS_LIMIT or foreign(_lines(text)):
        return None
    estimate, most = _seconds(text), float(model.seconds)
    if not estimate:
        return None
    said = _("About {time} to sing; {model} makes up to {most}.").format(time=length(estimate), model=model, most=length(most))
    if estimate > most:
        return f":orange[:material/warning: {said} {_('Shorten the words, or choose another model.')}]"
    return f":gray[{said}]"


def _lines(text: str) -> str:
    """Every line once: a chorus may come back a thousand times."""
    return " ".join(dict.fromkeys(line for section in read(text) for line in section.lines))


@lru_cache(maxsize=64)
def _seconds(text: str) -> float:
    return seconds(read(text))
