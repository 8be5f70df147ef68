"""What is sung, as the network reads it: a line's sounds as numbered tokens, and which of them make up each syllable."""

from dataclasses import dataclass
from itertools import pairwise

from engine.singer.graphs import vocabulary
from lyric.sounds import split

#: Signs that stand between words.
_PAUSES = frozenset(' ,.;:!?—…"“”()')
#: A stress mark and a length belong to the vowel that they stand beside.
_BEFORE, _AFTER = frozenset("ˈˌ"), frozenset("ː̃")
#: Vowels that move from one sound to another.
_GLIDES = frozenset("AIOQWY")


@dataclass(frozen=True)
class Syllable:
    """A syllable's sounds, and the signs after it."""

    onset: str
    nucleus: str
    coda: str
    gap: str

    @property
    def glides(self) -> bool:
        return not _GLIDES.isdisjoint(self.nucleus)

    @property
    def ends_word(self) -> bool:
        return bool(self.gap)


@dataclass(frozen=True)
class Place:
    """Where a syllable's sounds stand among the line's tokens; token 0 is the nothing before the line."""

    onset: range
    nucleus: range
    coda: range
    gap: range


def syllables(sounds: str) -> list[Syllable]:
    """The line's syllables, in order; signs that the network does not know are left out. A line without a vowel has none."""
    places = split(sounds)
    if not places:
        return []
    between = [("", "", sounds[: places[0].nucleus[0]])]
    for one, other in pairwise(places):
        between.append(_shared(sounds[one.nucleus[1] : other.nucleus[0]], other.onset[0] - one.nucleus[1]))
    between.append((sounds[places[-1].nucleus[1] :], ",", ""))
    return [
        _syllable(before[2], sounds[slice(*place.nucleus)], *after[:2])
        for (before, after), place in zip(pairwise(between), places, strict=True)
    ]


def numbered(line: list[Syllable]) -> tuple[list[int], list[Place]]:
    """The line's tokens, and where among them each syllable stands."""
    number = vocabulary()
    tokens: list[int] = []
    places: list[Place] = []
    for one in line:
        ranges: list[range] = []
        for part in (one.onset, one.nucleus, one.coda, one.gap):
            ranges.append(range(len(tokens) + 1, len(tokens) + 1 + len(part)))
            tokens.extend(number[sign] for sign in part)
        places.append(Place(*ranges))
    return tokens, places


def _shared(middle: str, cut: int) -> tuple[str, str, str]:
    """What stands between two vowels: the first one's coda, the signs between words, the second one's onset."""
    return middle[: max(cut, 0)], "".join(sign for sign in middle if sign in _PAUSES), middle[max(cut, 0) :]


def _syllable(onset: str, vowel: str, coda: str, gap: str) -> Syllable:
    marks = "".join(sign for sign in onset if sign in _BEFORE)
    lengths = "".join(sign for sign in coda if sign in _AFTER)
    beside = _PAUSES | _BEFORE | _AFTER
    return Syllable(_known(onset, beside), _known(marks + vowel + lengths), _known(coda, beside), _known(gap))


def _known(signs: str, without: frozenset[str] = frozenset()) -> str:
    known = vocabulary()
    return "".join(sign for sign in signs if sign in known and sign not in without)
