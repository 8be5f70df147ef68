"""The form of words without tags: what comes again is the chorus."""

import re
from collections import Counter
from collections.abc import Sequence

Lines = tuple[str, ...]

#: A block of more lines than these was typed without breaks, and is cut into blocks of eight.
_LONGEST, _CUT = 12, 8
#: So few lines before the first tag lead in.
_LEAD_IN = 2


def kinds(blocks: Sequence[Lines], alone: bool) -> list[tuple[str, Lines]]:
    """(kind, lines) for every block of lines.

    Args:
        alone: whether the blocks are all the words; else sections with tags follow them.
    """
    cut = [part for block in blocks for part in _parts(block)]
    if not alone:
        return [("intro" if len(cut) == 1 and len(part) <= _LEAD_IN else "verse", part) for part in cut]
    names = [_opening(part) for part in cut]
    return list(zip(_kinds(names), cut, strict=True))


def _parts(block: Lines) -> list[Lines]:
    return [block] if len(block) <= _LONGEST else [block[at : at + _CUT] for at in range(0, len(block), _CUT)]


def _opening(block: Lines) -> str:
    """Blocks that begin alike are the same block again: a chorus may change its end."""
    return "\n".join(re.sub(r"[\W_]+", " ", line).strip().casefold() for line in block[:2])


def _kinds(names: list[str]) -> list[str]:
    counts = Counter(names)
    most = max(counts.values(), default=0)
    if most < 2:
        return ["chorus" if at % 2 else "verse" for at in range(len(names))]
    # Of blocks that come equally often the last to begin is the chorus: the other leads up to it.
    chorus = max(counts, key=lambda name: (counts[name], names.index(name)))
    return [_kind(names, at, chorus, counts) for at in range(len(names))]


def _kind(names: list[str], at: int, chorus: str, counts: Counter[str]) -> str:
    name = names[at]
    if name == chorus:
        return "chorus"
    if counts[name] > 1:
        return "pre-chorus" if names[at + 1 : at + 2] == [chorus] else "verse"
    sung = names[:at].count(chorus)
    if sung >= 2:
        return "bridge" if chorus in names[at:] else "outro"
    return "verse"
