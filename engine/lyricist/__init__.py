"""Words from a prompt: a subject is read from it, and stanzas from hand-written worlds are drawn until they scan, rhyme and say it."""

from dataclasses import dataclass

from engine.composer.seeds import Seeds
from engine.lyricist import subject
from engine.lyricist.poet import poem
from engine.lyricist.title import title_of
from lyric.sections import written

__all__ = ["Words", "title_of", "write"]


@dataclass(frozen=True)
class Words:
    """A song's words."""

    title: str
    #: With section tags, as the contract has them.
    text: str


def write(prompt: str, seed: str) -> Words:
    """New words on what a prompt is about; anything that a person may type gives some, and the same prompt and seed the same."""
    made = poem(subject.read(prompt), Seeds(seed, "lyricist", prompt[:5_000]))
    return Words(made.title, written(made.sections))
