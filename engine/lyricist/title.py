"""A title found in words: the hook, or else what strikes most in them."""

import re
from collections import Counter
from collections.abc import Iterable

from engine.lyricist.names import HANGING, LEADING, SMALL
from engine.lyricist.scan import images
from lyric.sections import Section

_LONGEST = 5
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def title_of(sections: Iterable[Section], seed: str) -> str:
    """A title of at most five words for given words; always something printable. Nothing is drawn: the seed names words that have none."""
    sections = tuple(sections)
    lines = (re.sub(r"\([^)]*\)|[()]", " ", line) for line in _hooks(sections))
    return next((title for line in lines if (title := _trimmed(line))), f"Untitled {''.join(_WORD.findall(seed))[:8]}".strip())


def printed(words: list[str]) -> str:
    """Words as a title."""
    last = len(words) - 1
    return " ".join(
        word.lower() if 0 < place < last and word.lower() in SMALL and words[place - 1][-1] not in ",.;" else _raised(word)
        for place, word in enumerate(words)
    )


def _raised(word: str) -> str:
    return word[:1].upper() + (word[1:].lower() if word.isupper() and len(word) > 3 else word[1:])


def _hooks(sections: tuple[Section, ...]) -> list[str]:
    """Lines that may hold the title, the likeliest first: the chorus's most repeated one, its first and its last, then any line."""
    chorus = [line for section in sections if section.kind == "chorus" for line in section.lines]
    every = [line for section in sections for line in section.lines]
    first = next((section.lines for section in sections if section.kind == "chorus" and section.lines), ())
    within = Counter(map(_same, first))
    repeated = [line for line in first if within[_same(line)] > 1]
    opening = _opening(first)
    said = Counter(filter(None, map(_same, every)))
    striking = sorted(every, key=lambda line: -said[_same(line)] - 0.1 * min(3, len(images(line))))
    return [*repeated[:1], *opening, *first[:1], *first[-1:], *chorus, *striking]


def _opening(lines: tuple[str, ...]) -> list[str]:
    """The words with which at least two of the lines begin."""
    heads = Counter(" ".join(_WORD.findall(line.lower())[:length]) for line in lines for length in (5, 4, 3))
    shared = [head for head, count in heads.items() if count > 1 and len(head.split()) > 2]
    return sorted(shared, key=len, reverse=True)[:1]


def _same(line: str) -> str:
    return " ".join(_WORD.findall(line.lower()))


def _trimmed(line: str) -> str:
    """At most five words of a line that can stand alone: its first clause if that says enough."""
    clauses = [words for clause in re.split(r"[,;:.!?–—]+", line) if (words := _bare(_WORD.findall(clause)))]
    whole = _bare(_WORD.findall(line))
    if not whole:
        return ""
    if len(whole) <= _LONGEST:
        return printed(whole)
    chosen = next((words for words in clauses if 2 <= len(words) <= _LONGEST), _bare(whole[:_LONGEST]))
    return printed([word[:24] for word in chosen])


def _bare(words: list[str]) -> list[str]:
    """Without a leading "and" and without an end that hangs in the air; as it was if nothing else is left."""
    kept = list(words)
    while len(kept) > 1 and kept[0].lower() in LEADING:
        kept.pop(0)
    kept = kept[:]
    if len(kept) > _LONGEST:
        return kept
    while len(kept) > 1 and kept[-1].lower().replace("’", "'") in HANGING:
        kept.pop()
    return kept
