"""Syllables, rhymes and length of words, worked out beside the page: the first line loads a lexicon, and long words take their time."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

from lyric.length import seconds
from lyric.rhyme import scheme
from lyric.sections import Section, read
from lyric.sounds import Line, foreign

#: Lines that are looked at; the length is estimated from these too.
MOST = 600
#: Syllables of a line whose stresses are drawn.
DRAWN = 40
_workers = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lyric-sounds")


@dataclass(frozen=True)
class Sound:
    """One line as it is sung."""

    #: The place of its section.
    section: int
    text: str
    syllables: int
    #: Within its section; "" where it rhymes with no line there.
    rhyme: str
    #: A sign for each syllable, words apart.
    stress: str


@dataclass(frozen=True)
class Sounds:
    """What can be said of words."""

    lines: tuple[Sound, ...]
    #: Of the sung song, estimated.
    seconds: float
    #: Whether a line is in a script that the engine cannot sing.
    foreign: bool
    #: Whether there were more lines than are looked at.
    cut: bool

    def syllables(self, section: int) -> int:
        return sum(line.syllables for line in self.lines if line.section == section)


@lru_cache(maxsize=32)
def sounds(text: str) -> Future[Sounds]:
    """The answer, or the promise of it."""
    return _workers.submit(_sounds, text)


def warm_up() -> None:
    """Have the lexicon loaded before the first word is typed."""
    sounds("la")


def _sounds(text: str) -> Sounds:
    sections, cut = _first(read(text))
    lines = tuple(line for place, section in enumerate(sections) for line in _heard(place, section))
    return Sounds(lines, seconds(sections), any(foreign(line.text) for line in lines), cut)


def _first(sections: tuple[Section, ...]) -> tuple[tuple[Section, ...], bool]:
    """The sections that hold the first lines."""
    left, found = MOST, []
    for section in sections:
        found.append(Section(section.kind, section.tag, section.lines[:left]))
        left -= len(found[-1].lines)
    return tuple(found), sum(len(section.lines) for section in sections) > MOST


def _heard(place: int, section: Section) -> Iterator[Sound]:
    for text, rhyme in zip(section.lines, scheme(section.lines), strict=True):
        line = Line.of(text)
        yield Sound(place, text, len(line.syllables), rhyme, _stress(line))


def _stress(line: Line) -> str:
    """A large dot for a stressed syllable, a small one for another: "●· ●· · · ●·"."""
    signs, word = [], 0
    for syllable in line.syllables[:DRAWN]:
        signs.append(" " * (syllable.word > word) + ("●" if syllable.stress else "·"))
        word = syllable.word
    return "".join(signs) + "…" * (len(line.syllables) > DRAWN)
