"""The title on a cover: which letters our font has, how the words break into lines, how large they can be."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

#: The dashboard's own font (SIL OFL 1.1; its licence lies beside it): Latin letters, weights 100 … 900.
_FONT = Path(__file__).parents[2] / "pages" / "static" / "hanken-grotesk.woff2"
#: A code point that no font gives a shape: its mark is the font's "no such letter".
_NOWHERE = "\uffff"

_LARGEST, _SMALLEST = 124, 44
#: So small a title of few words may be, rather than be broken within one.
_LONG_WORD = 30
_LINES = 3
#: More words than this never fit.
_WORDS = 40
#: The size at which words are measured once; their widths grow in proportion.
_GAUGE = 100
_LEADING = 1.04


@dataclass(frozen=True)
class Lettering:
    """Lines of text at one size (pixels), and the room they take in pixels."""

    lines: tuple[str, ...]
    size: int
    weight: int

    @property
    def height(self) -> int:
        return round(len(self.lines) * self.size * _LEADING)

    @property
    def width(self) -> int:
        return max((round(font(self.size, self.weight).getlength(line)) for line in self.lines), default=0)


@lru_cache(maxsize=32)
def font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    loaded = ImageFont.truetype(_FONT, size)
    loaded.set_variation_by_axes([weight])
    return loaded


def legible(title: str) -> str:
    """The title as the font can set it: a sign that it lacks (emoji, arrows) is left out; where it lacks a letter, nothing is left."""
    kept = []
    for letter in unicodedata.normalize("NFC", title):
        if letter.isspace():
            kept.append(" ")
        elif _drawn(letter):
            kept.append(letter)
        elif unicodedata.category(letter)[0] in "LNM":
            return ""
    return " ".join("".join(kept).split())


@cache
def _drawn(letter: str) -> bool:
    if unicodedata.category(letter)[0] == "C":
        return False
    return _shape(letter) != _shape(_NOWHERE)


def _shape(letter: str) -> bytes:
    sheet = Image.new("L", (64, 64))
    ImageDraw.Draw(sheet).text((8, 4), letter, fill=255, font=font(40, 400))
    return sheet.tobytes()


def fitted(text: str, width: int, height: int, weight: int, largest: int = _LARGEST) -> Lettering:
    """The text at the largest size that lies within the room, in at most three lines; what has no room at the smallest ends in "…"."""
    words = text.split()[:_WORDS]
    ways = [_even(words, count, weight) for count in range(1, min(_LINES, len(words)) + 1)]
    sized = [(min(largest, int(width / widest), int(height / len(lines) / _LEADING)), -len(lines), lines) for widest, lines in ways]
    size, _, lines = max(sized, default=(largest, 0, ()))
    if size >= (_SMALLEST if len(words) > 3 else _LONG_WORD) or not words:
        return Lettering(lines, size, weight)
    return Lettering(_cut(text, width, _SMALLEST, weight), _SMALLEST, weight)


def _even(words: list[str], count: int, weight: int) -> tuple[float, tuple[str, ...]]:
    """The words in ``count`` lines as even as can be, and the widest line's width at size 1 (an accent alone has none)."""
    face = font(_GAUGE, weight)
    ends = np.cumsum([face.getlength(word + " ") for word in words])
    space = face.getlength(" ")
    ways = []
    for cuts in combinations(range(1, len(words)), count - 1):
        edges = (0, *cuts, len(words))
        spans = list(pairwise(edges))
        ways.append((max(ends[b - 1] - (ends[a - 1] if a else 0) - space for a, b in spans), spans))
    widest, spans = min(ways)
    return max(float(widest), 1.0) / _GAUGE, tuple(" ".join(words[a:b]) for a, b in spans)


def _cut(text: str, width: int, size: int, weight: int) -> tuple[str, ...]:
    """As much of the text as three lines hold, letter by letter where a word is wider than a line."""
    face, lines, rest = font(size, weight), [], text
    for last in (False, False, True):
        if not rest:
            break
        fits = next(n for n in range(len(rest), 0, -1) if n == 1 or face.getlength(rest[:n] + ("…" if last else "")) <= width)
        if fits < len(rest) and not last and " " in rest[:fits]:
            fits = rest[:fits].rindex(" ")
        whole = rest[:fits].strip()
        lines.append(whole + "…" if last and fits < len(rest) else whole)
        rest = rest[fits:].strip()
    return tuple(lines)
