"""How lines sound together: syllables, beats and rhymes, always from the lexicon, never by eye."""

import re

from lyrics import rhyme
from lyrics.sounds import Line

#: Syllables of a line that is sung in one breath, and of one that is rapped.
SUNG, RAPPED = (3, 11), (7, 15)
_WORD = re.compile(r"[A-Za-z'’]+")
_PLAIN = frozenset(
    "the a an and or but so to of in on at by for from with as is am are was were be been it its it's i i'm i'll i've i'd you you're you'll "
    "you've your my me we we're we'll we've our us he she they them his her their this that these those there here what when where who how "
    "not no never every all some one two out up down over into through back still just now then than too do don't does did can can't could "
    "would will won't let let's like if oh away more again only till until where's that's there's what's know keep keeps say says said "
    "time way day night go going come comes get got make made take long old new own same little".split()
)


def syllables(text: str) -> int:
    return len(Line.of(text).syllables)


def tail(text: str) -> str:
    return rhyme.tail(text)


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


def last_word(line: str) -> str:
    words = _WORD.findall(line)
    return words[-1].lower() if words else ""


def evenness(text: str) -> float:
    """0 … 1: how far the stressed syllables stand on every other one, as in iambs and trochees."""
    stressed = [place % 2 for place, syllable in enumerate(Line.of(text).syllables) if syllable.stress]
    return max(stressed.count(0), stressed.count(1)) / len(stressed) if stressed else 0.5


def images(text: str) -> frozenset[str]:
    """The words that paint: what a listener would notice as said twice."""
    return frozenset(word.lower().rstrip("s") for word in _WORD.findall(text) if word.lower() not in _PLAIN and len(word) > 2)
