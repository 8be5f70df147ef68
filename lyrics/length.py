"""How long words take to sing."""

from collections.abc import Sequence

from lyrics.sections import Section
from lyrics.sounds import Line

#: A song's tempo where none is known.
BPM = 100.0
#: Beats to a bar, bars to a line; a line of more syllables than this takes twice the bars.
_BEATS, _LINE_BARS, _LINE_SYLLABLES = 4, 2, 14
#: Bars without words: before and after the song, and in a section that has none.
_AROUND, _EMPTY = 8, 4


def seconds(sections: Sequence[Section], bpm: float | None = None) -> float:
    """An estimate of the sung song's length; 0 where there is nothing to sing."""
    lines = [Line.of(line) for section in sections for line in section.lines]
    bars = sum(_LINE_BARS * -(-len(line.syllables) // _LINE_SYLLABLES) for line in lines)
    if not bars:
        return 0.0
    empty = _EMPTY * sum(not section.lines for section in sections)
    return (bars + empty + _AROUND) * _BEATS * 60 / (bpm or BPM)
