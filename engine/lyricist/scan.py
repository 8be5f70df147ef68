"""How lines sound together: syllables, beats and rhymes, always from the lexicon, never by eye."""

import re

from engine.lyricist.names import PLAIN
from lyric import rhyme
from lyric.sounds import Line

#: Syllables of a line that is sung in one breath, and of one that is rapped.
SUNG, RAPPED = (3, 11), (8, 14)
_WORD = re.compile(r"[A-Za-z'’]+")


def syllables(text: str) -> int:
    return len(Line.of(text).syllables)


def holds(lines: tuple[str, ...], breath: tuple[int, int] = SUNG) -> bool:
    """Whether lines that were written together can be sung as a pair (or two): their lengths agree and their ends rhyme."""
    counts = [syllables(line) for line in lines]
    if not all(breath[0] <= count <= breath[1] for count in counts):
        return False
    pairs = [(0, 1)] if len(lines) == 2 else [(0, 2), (1, 3)]
    reach = 1 if breath == SUNG else 2
    return all(abs(counts[a] - counts[b]) <= reach for a, b in pairs) and rhymed(lines[pairs[-1][0]], lines[pairs[-1][1]])


def rhymed(a: str, b: str) -> bool:
    return last_word(a) != last_word(b) and rhyme.rhymes(a, b)


def words(line: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(line)]


def last_word(line: str) -> str:
    return (words(line) or [""])[-1]


def images(text: str) -> frozenset[str]:
    """The words that paint: what a listener would notice as said twice."""
    return frozenset(word.lower().rstrip("s") for word in _WORD.findall(text) if word.lower() not in PLAIN and len(word) > 2)
