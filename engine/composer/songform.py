"""The form of a sung song: its words give the sections, the style what stands behind them.

Bars per line. A breath (a line, or a part of a line of more than 13 syllables) is sung within whole bars of its own: 1, 2, 4 or 8,
the same for all lines of a section, chosen so that syllables a second counted with rests come nearest to 1.8 (rapped 4.2); a line
that would then need more than 3.7 syllables a second beside a breath of half a second (rapped 5.6) takes twice as many. Sections are
filled up to a multiple of four bars. Two or four bars of the band stand before the words, before a verse that follows a chorus, and
after the words. Where all that is longer than the model's songs may be, the band's bars go first, then lines get fewer bars, up to
5 syllables a second; words that are still too long are refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, inf, log

from engine.composer.form import Place, Slot, beats_per_bar, heightened
from engine.composer.seeds import Seeds
from engine.composer.words import Stanza
from engine.score import Section, Spec
from engine.styles.model import Form, Part, Style


class TooLong(Exception):
    """The words cannot be sung within the model's length; the message tells a person what to do."""


@dataclass(frozen=True)
class Pace:
    """How much room words get: syllables a second with rests, at most within a breath, and bars that a section is filled up to."""

    sung: float = 1.8
    spoken: float = 4.2
    most: float = 3.7
    most_spoken: float = 5.6
    breathes: bool = True
    fill: int = 4


_PACES = (Pace(), Pace(breathes=False), Pace(2.6, 4.6, 4.4, 5.8, False, 2), Pace(9.0, 9.0, 5.0, 6.2, False, 1))
#: Seconds to breathe after a line.
_BREATH = 0.5
#: Sixteenths that stay free beside one for every syllable.
_FREE = 4
_BARS = (1, 2, 4, 8)
#: Seconds under which the words are sung again, the most rounds, and what is kept free for the last chord to ring.
_SHORTEST, _MOST_ROUNDS, _TAIL = 40.0, 12, 4.0
#: Bars without words: the longest that suits, in seconds.
_ALONE = 11.0
#: How many songs begin with their chorus's tune.
_QUOTES = 0.5
#: Energy by kind where the style has no part of that name; an unknown one is a verse.
_PLAIN = {
    "verse": Part("verse", 8, 0.5),
    "pre-chorus": Part("pre-chorus", 4, 0.6, "verse"),
    "chorus": Part("chorus", 8, 0.85),
    "bridge": Part("bridge", 8, 0.5),
}
_LIKE = {"post-chorus": "chorus", "rap": "verse", "solo": "chorus", "break": "verse", "pre-chorus": "verse", "bridge": "verse"}


def song(words: Sequence[Stanza], style: Style, spec: Spec) -> tuple[Place, ...]:
    """The sections one behind the other from bar 0; the last one ends with one bar for the final chord."""
    length = 0.0
    for pace in _PACES:
        places = _round_after_round(tuple(words), style, spec, pace)
        length = _seconds(places, spec) + _TAIL
        if length <= spec.longest:
            return _lengthened(places, tuple(words), style, spec, pace)
    raise TooLong(_refusal(words, length, spec.longest))


def _refusal(words: Sequence[Stanza], seconds: float, longest: float) -> str:
    lines = sum(len({breath.line for breath in stanza.breaths}) for stanza in words)
    minutes, most = ceil(seconds / 30) / 2, round(longest / 60, 1)
    spare = max(1, ceil(lines * (1 - longest / max(seconds, longest + 1))))
    advice = f"leave out about {spare} of their {lines} lines" if lines > 1 else "make them shorter"
    return (
        f"Even sung without a pause, these words take about {minutes:g} minutes, and a song of this model lasts {most:g} at most: "
        f"{advice}, or make more than one song of them."
    )


def _round_after_round(words: tuple[Stanza, ...], style: Style, spec: Spec, pace: Pace) -> tuple[Place, ...]:
    """The words once; few words again after a solo, until it is a song."""
    places = _arranged(words, style, spec, pace)
    rounds = 1
    while _seconds(places, spec) < min(_SHORTEST, spec.longest / 2) and rounds < _MOST_ROUNDS:
        rounds += 1
        places = _arranged((*words, *((Stanza("solo", ()), *words) * (rounds - 1))), style, spec, pace)
    return places


def _lengthened(places: tuple[Place, ...], words: tuple[Stanza, ...], style: Style, spec: Spec, pace: Pace) -> tuple[Place, ...]:
    """A solo before the last chorus, and that chorus once more at the end, as far as the wished length leaves room for them."""
    last = max((place for place, stanza in enumerate(words) if stanza.kind == "chorus" and stanza.breaths), default=0)
    solo = () if any(stanza.kind == "solo" for stanza in words) else (Stanza("solo", ()),)
    end = len(words) - (words[-1].kind == "outro")
    again = (*words[:last], *solo, *words[last:end], words[last], *words[end:])
    for longer in (again, (*words[:last], *solo, *words[last:])):
        tried = _arranged(longer, style, spec, pace)
        if last and len(longer) > len(words) and _seconds(tried, spec) <= min(spec.seconds, spec.longest - _TAIL):
            return tried
    return places


def _seconds(places: tuple[Place, ...], spec: Spec) -> float:
    last = places[-1].section
    return (last.bar + last.bars) * _bar_seconds(spec)


def _bar_seconds(spec: Spec) -> float:
    return beats_per_bar(spec) * 60.0 / spec.bpm


@dataclass(frozen=True)
class _Row:
    """A section before it has its place."""

    kind: str
    part: Part
    slots: tuple[Slot, ...] = ()
    spoken: bool = False
    quotes: bool = False


def _arranged(words: tuple[Stanza, ...], style: Style, spec: Spec, pace: Pace) -> tuple[Place, ...]:
    """Intro, the stanzas with what stands between them, outro."""
    alone = 4 if 4 * _bar_seconds(spec) <= _ALONE and pace.breathes else 2
    rows = [] if words[0].kind == "intro" else [_intro(words, style, spec, alone)]
    for number, stanza in enumerate(words):
        after_chorus = number > 0 and words[number - 1].kind in ("chorus", "post-chorus") and stanza.kind in ("verse", "rap")
        if after_chorus and pace.breathes and style.vocal.breathes:
            rows.append(_Row("break", replace(part_of(style, "verse"), bars=alone)))
        rows.append(_row(stanza, style, spec, pace, alone))
    if words[-1].kind != "outro":
        rows.append(_Row("outro", replace(style.form.closing[-1], bars=alone - 1)))
    return _placed(rows)


def _intro(words: tuple[Stanza, ...], style: Style, spec: Spec, bars: int) -> _Row:
    """The style's opening; in some songs over the chorus's chords, with its tune."""
    opening = replace(style.form.opening[0], bars=bars)
    chorus = part_of(style, "chorus")
    if not any(stanza.kind == "chorus" and stanza.breaths for stanza in words) or Seeds(spec.seed, "quote").at().random() > _QUOTES:
        return _Row("intro", opening)
    return _Row("intro", replace(opening, material=chorus.material or chorus.kind), quotes=True)


def _row(stanza: Stanza, style: Style, spec: Spec, pace: Pace, alone: int) -> _Row:
    part = part_of(style, stanza.kind)
    part = replace(part, energy=min(1.0, max(0.0, part.energy + stanza.push)))
    if not stanza.breaths:
        return _Row(stanza.kind, replace(part, bars=2 * alone if stanza.kind == "solo" and pace.breathes else alone))
    slots = slots_of(stanza, spec, pace)
    used = slots[-1].bar + slots[-1].bars
    return _Row(stanza.kind, replace(part, bars=-(-used // pace.fill) * pace.fill), slots, stanza.spoken)


def slots_of(stanza: Stanza, spec: Spec, pace: Pace) -> tuple[Slot, ...]:
    """Every breath with the bars it is sung in."""
    bar = _bar_seconds(spec)
    mean = stanza.syllables / len(stanza.breaths)
    aim = pace.spoken if stanza.spoken else pace.sung
    usual = min(_BARS, key=lambda bars: abs(log(mean / (bars * bar) / aim)) if mean else inf)
    slots, at = [], 0
    for breath in stanza.breaths:
        seconds = len(breath.syllables) / (pace.most_spoken if stanza.spoken else pace.most) + _BREATH
        bars = _needed(max(seconds / bar, (len(breath.syllables) + _FREE) / (4 * beats_per_bar(spec))), usual)
        slots.append(Slot(at, bars, breath))
        at += bars
    return tuple(slots)


def _needed(bars: float, usual: int) -> int:
    return next((some for some in _BARS if some >= usual and some >= bars), 4 * ceil(bars / 4))


def part_of(style: Style, kind: str) -> Part:
    """What the style has for a section of that kind."""
    if kind in style.vocal.parts:
        return style.vocal.parts[kind]
    named = [part for part in _parts(style.form) if part.kind == kind]
    if named:
        return named[0]
    if kind in ("intro", "outro"):
        return (style.form.opening if kind == "intro" else style.form.closing)[-1]
    return _PLAIN[kind] if kind not in _LIKE else part_of(style, _LIKE[kind])


def _parts(form: Form) -> tuple[Part, ...]:
    return (*form.opening, *form.first, *form.cycle, *form.middle, *form.last, *form.closing)


def _placed(rows: list[_Row]) -> tuple[Place, ...]:
    kinds = [row.kind for row in rows]
    places, bar = [], 0
    for number, row in enumerate(rows):
        bars = row.part.bars + (number == len(rows) - 1)
        section = Section(kind=row.kind, bar=bar, bars=bars, energy=row.part.energy)
        nth, of = kinds[:number].count(row.kind), kinds.count(row.kind)
        material = row.part.material or row.part.kind
        places.append(heightened(Place(section, material, nth, of, row.part.kind, row.slots, row.spoken, row.quotes)))
        bar += bars
    return tuple(places)
