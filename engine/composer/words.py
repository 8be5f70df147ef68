"""The words as they are sung: stanzas, and in them what goes into one breath."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from engine.score import Spec
from lyric.sections import Section, read
from lyric.sounds import Line, Syllable

#: Syllables that one breath carries at most: sung, and spoken.
SUNG, SPOKEN = 13, 22
#: Lines of the longest stanza that is one section, and of the verses that a longer one is divided into.
_WALL, _VERSE = 16, 8
#: Pieces of a line that one breath holds at most, those that nobody sings (emoji, dashes) among them.
_PIECES = 100
#: Words after which nobody breathes, and signs after which everybody may.
_LEADING = frozenset(
    ("a", "an", "and", "as", "at", "but", "by", "for", "from", "i", "i'm", "if", "in", "into", "it's", "my", "of", "on", "or", "our", "so",
     "than", "that", "the", "their", "to", "with", "your")
)
_PAUSES = (",", ";", ":", ".", "!", "?", "…", "-", "–", "—", ")")

#: Kinds that a band can play alone. Any other kind without words is left out.
_WORDLESS = ("intro", "solo", "break", "bridge", "outro")
#: Prompts that ask for rapped verses, and what wishes beside a tag ask for.
_RAPS = re.compile(r"(?<!no )(?<!without )\b(?:rap|raps|rapped|rapping|rapper)\b", re.IGNORECASE)
_SPOKEN_WISH = re.compile(r"\b(?:rap|rapped|rapping|spoken|talking)\b", re.IGNORECASE)
_SOFT_WISH = re.compile(r"\b(?:soft|softly|quiet|quietly|gentle|gently|whispered|intimate|close|calm|stripped|sparse)\b", re.IGNORECASE)
_LOUD_WISH = re.compile(r"\b(?:loud|loudly|full|big|belted|shouted|powerful|soaring|huge|anthemic|energetic|explosive)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Breath:
    """What is sung in one breath: a line, or a part of a long one."""

    text: str
    sounds: str
    syllables: tuple[Syllable, ...]
    #: Which line of its stanza it is part of, and which part.
    line: int
    part: int

    @property
    def paused(self) -> tuple[bool, ...]:
        """For every syllable whether a comma stands after it."""
        starts = [syllable.onset[0] for syllable in self.syllables]
        return (*("," in self.sounds[one:other] for one, other in pairwise(starts)), False)


@dataclass(frozen=True)
class Stanza:
    """A section of the words; without breaths the band plays alone."""

    kind: str
    breaths: tuple[Breath, ...]
    spoken: bool = False
    #: What the words beside its tag add to its energy.
    push: float = 0.0

    @property
    def syllables(self) -> int:
        return sum(len(breath.syllables) for breath in self.breaths)


def stanzas(spec: Spec, raps: bool) -> tuple[Stanza, ...]:
    """The stanzas in their order; empty where there is nothing to sing. ``raps``: the style speaks its verses."""
    sections = read(spec.lyrics) if spec.lyrics else ()
    raps = raps or _RAPS.search(spec.prompt[:5000]) is not None
    some = [stanza for section in sections for stanza in _divided(_stanza(section, raps))]
    kept = [stanza for stanza in some if stanza.breaths or stanza.kind in _WORDLESS]
    return tuple(kept) if any(stanza.breaths for stanza in kept) else ()


def _stanza(section: Section, raps: bool) -> Stanza:
    wished = _SPOKEN_WISH.search(section.wish) is not None
    spoken = section.kind == "rap" or (section.kind == "verse" and raps) or wished
    limit = SPOKEN if spoken else SUNG
    breaths = [
        Breath(line.text, line.sounds, line.syllables, number, part)
        for number, text in enumerate(section.lines)
        for part, line in enumerate(_parted(text, limit))
    ]
    return Stanza(section.kind, tuple(breaths), spoken, push=_push(section.wish))


def _push(wish: str) -> float:
    """The energy that a wish adds or takes: "soft and close", "full band"."""
    return 0.12 * (_LOUD_WISH.search(wish) is not None) - 0.12 * (_SOFT_WISH.search(wish) is not None)


def _divided(stanza: Stanza) -> Iterator[Stanza]:
    """A wall of words becomes verses of eight lines, so that the band can take breath and start anew."""
    alone = len({breath.line for breath in stanza.breaths}) == 1
    rows = [breath.part if alone else breath.line for breath in stanza.breaths]
    lines = rows[-1] + 1 if rows else 0
    if lines <= _WALL:
        yield stanza
        return
    for first in range(0, lines - _VERSE // 2, _VERSE):
        last = lines if first + _VERSE + _VERSE // 2 >= lines else first + _VERSE
        yield replace(stanza, breaths=tuple(breath for row, breath in zip(rows, stanza.breaths, strict=True) if first <= row < last))


@lru_cache(maxsize=4096)
def _parted(text: str, limit: int) -> tuple[Line, ...]:
    """The line in as few breaths as it needs, parted where one would breathe."""
    line = Line.of(text)
    if len(line.syllables) <= limit:
        return (line,) if line.syllables else ()
    tokens = [piece for word in re.findall(r"\S+\s*", text) for piece in _pieces(word, limit)]
    counts = [len(Line.of(token).syllables) for token in tokens]
    lines = [Line.of("".join(tokens[one:other]).strip()) for one, other in pairwise(_cuts(tokens, counts, limit))]
    return tuple(part for part in lines if part.syllables)


def _pieces(word: str, limit: int) -> list[str]:
    """A chain of hyphens may be parted where it is too long for one breath."""
    return re.findall(r"[^-–—/]+[-–—/]*\s*|[-–—/]+\s*", word) if len(word) > 3 * limit else [word]


def _cuts(tokens: list[str], counts: list[int], limit: int) -> list[int]:
    """Where the breaths begin, and the end: even ones, cut at commas and never after "the"."""
    whole = sum(counts)
    even = max(whole, 1) / max(1, -(-whole // limit))
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(tokens) + 1):
        cost = 0.0 if end == len(tokens) else _cut_cost(tokens[end - 1])
        options, held = [], 0
        for begin in range(end - 1, -1, -1):
            held += counts[begin]
            if (held > limit and begin < end - 1) or end - begin > _PIECES:
                break
            options.append((best[begin][0] + cost + ((held - even) / even) ** 2 * 3, begin))
        best.append(min(options))
    cuts = [len(tokens)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    return cuts[::-1]


def _cut_cost(token: str) -> float:
    word = token.strip().lower()
    return 0.0 if word.endswith(_PAUSES) else 3.0 if word in _LEADING else 1.0
