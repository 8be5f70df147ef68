"""How long words take to sing: as the composer lays them out at first, before it knows the style."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, log

from lyric.sections import Section
from lyric.sounds import Line

#: A song's tempo where none is known, and beats to its bars.
BPM, _BEATS = 100.0, 4
#: Bars that a breath may take, and syllables that it carries at most: sung, rapped.
_BARS, _BREATH, _RAPPED_BREATH = (1, 2, 4, 8), 13, 22
#: Syllables a second that lines come nearest to, rests counted, and the most of them beside the seconds of a breath.
_SUNG, _RAPPED, _MOST, _MOST_RAPPED, _REST = 1.8, 4.2, 3.7, 5.6, 0.5
#: Sections fill whole groups of bars; the band alone takes as many where they last no longer than this, else half.
_GROUP, _ALONE = 4, 11.0
#: Seconds under which the words are sung again after a solo, up to which a solo and the last chorus come once more, and of the last chord.
_SHORTEST, _USUAL, _TAIL = 40.0, 120.0, 4.0


def seconds(sections: Sequence[Section], bpm: float | None = None) -> float:
    """An estimate of the sung song's length; 0 where there is nothing to sing."""
    bar = _BEATS * 60 / (bpm or BPM)
    alone = _GROUP if _GROUP * bar <= _ALONE else _GROUP // 2
    bars = [_bars(section, bar) for section in sections]
    if not any(bars):
        return 0.0
    kinds = [section.kind for section in sections]
    words = sum(some or alone * (2 if kind == "solo" else 1) for some, kind in zip(bars, kinds, strict=True))
    words += alone * sum(one == "chorus" and other in ("verse", "rap") for one, other in pairwise(kinds))
    around = alone * sum(kind not in kinds for kind in ("intro", "outro"))
    more = words + 2 * alone
    words += more * max(0, ceil((_SHORTEST / bar - words - around) / more))
    chorus = next((some for some, kind in zip(bars[:0:-1], kinds[:0:-1], strict=True) if kind == "chorus"), 0)
    encore = chorus + 2 * alone * ("solo" not in kinds) if chorus else 0
    whole = words + around
    return (whole + encore if (whole + encore) * bar <= _USUAL else whole) * bar + _TAIL


def _bars(section: Section, bar: float) -> int:
    """Of a section with its words; 0 where nothing in it can be sung."""
    rapped = section.kind == "rap"
    breaths = [part for line in section.lines for part in _breaths(len(Line.of(line).syllables), _RAPPED_BREATH if rapped else _BREATH)]
    if not breaths:
        return 0
    mean, aim, most = sum(breaths) / len(breaths), _RAPPED if rapped else _SUNG, _MOST_RAPPED if rapped else _MOST
    usual = min(_BARS, key=lambda bars: abs(log(mean / (bars * bar) / aim)))
    needed = sum(next((bars for bars in _BARS if bars >= usual and bars * bar >= part / most + _REST), _BARS[-1]) for part in breaths)
    return ceil(needed / _GROUP) * _GROUP


def _breaths(syllables: int, most: int) -> list[float]:
    """A line's syllables, shared out over the breaths that it needs."""
    parts = ceil(syllables / most)
    return [syllables / parts] * parts if parts else []
