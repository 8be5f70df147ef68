"""The form: which sections follow one another, so that whole sections come as near as they can to the wished length."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from engine.composer.seeds import Seeds
from engine.composer.words import Breath
from engine.score import Section, Spec
from engine.styles.model import Form, Part, Parts

#: How many seconds of a miss are as bad as a form without its middle, or without its last and fullest part, …
_NO_MIDDLE = 8.0
_NO_LAST = 16.0
#: … as sections of another length than the style's own …
_SCALED = {1.0: 0.0, 0.5: 20.0, 0.25: 45.0, 2.0: 12.0}
#: … as later cycles that begin with half a section …
_TRIMMED = 4.0
#: … as material that never comes back, or only in part, and as every cycle after the third.
_ONCE = 14.0
_PARTLY = 5.0
_TIRING = 5.0
#: A single section and no form at all, for the shortest pieces.
_FRAGMENT = 60.0
#: Seconds under which the wished length grows more important than the form.
_SHORT = 90.0
_MOST_CYCLES = 12


@dataclass(frozen=True)
class Slot:
    """Whole bars of a section, and what is sung in them."""

    #: From the section's beginning.
    bar: int
    bars: int
    breath: Breath


@dataclass(frozen=True)
class Place:
    """A section in its piece."""

    section: Section
    material: str
    #: How many sections of this kind came before, and how many will have come in all.
    nth: int
    of: int
    #: What the style calls this kind of section: its players go by that.
    part: str
    slots: tuple[Slot, ...] = ()
    #: Rapped instead of sung.
    spoken: bool = False
    #: The lead plays what the chorus will sing.
    quotes: bool = False


def beats_per_bar(spec: Spec) -> int:
    return 4 if spec.metre == "4/4" else 3


def plan(form: Form, spec: Spec, seeds: Seeds) -> tuple[Place, ...]:
    """Sections one behind the other from bar 0; the last one ends with one bar for the final chord."""
    bar_seconds = beats_per_bar(spec) * 60.0 / spec.bpm
    exacting = max(1.0, _SHORT / spec.seconds)
    candidates = list(_variants(form))
    cost = [price + exacting * abs((_length(parts, scale) + 1) * bar_seconds - spec.seconds) for price, parts, scale in candidates]
    _, parts, scale = candidates[cost.index(min(cost))]
    return _placed(_unusual(_scaled(parts, scale), spec, seeds))


def _variants(form: Form) -> Iterator[tuple[float, Parts, float]]:
    """What speaks against a form in seconds, its parts, and how their lengths are scaled: every form there could be."""
    choices = product(_SCALED, range(_MOST_CYCLES + 1), (True, False), (True, False), (False, True))
    for scale, cycles, middle, last, trimmed in choices:
        if cycles > 0 or form.first or (last and form.last and not middle):
            missing = _NO_MIDDLE * (bool(form.middle) and not middle) + _NO_LAST * (bool(form.last) and not last)
            rounds = cycles + bool(form.first) + bool(form.last and last)
            once = _ONCE if rounds < 2 else _PARTLY if cycles < 2 and not form.first else 0.0
            price = missing + _SCALED[scale] + once + _TRIMMED * trimmed + _TIRING * max(0, cycles - 3)
            yield price, _assembled(form, cycles, middle, last, trimmed), scale
    fullest = max(form.cycle + form.first, key=lambda part: part.energy)
    yield from ((_FRAGMENT, (replace(fullest, bars=bars),), 1.0) for bars in (16, 8, 4, 2))


def _assembled(form: Form, cycles: int, middle: bool, last: bool, trimmed: bool) -> Parts:
    """The middle stands before the last cycle or the last part, and in a long piece a second time halfway."""
    final = cycles if form.last and last else cycles - 1
    places = ({final} | ({cycles // 2} if cycles > 4 else set())) if middle and cycles else set()
    body: Parts = form.first[len(form.first) // 2 :] if trimmed else form.first
    for number in range(cycles + 1):
        body += form.middle if number in places else ()
        body += _cycle(form, trimmed and number > 0 and not form.first) if number < cycles else ()
    return form.opening + body + (form.last if last else ()) + form.closing


def _cycle(form: Form, trimmed: bool) -> Parts:
    first, *others = form.cycle
    return (replace(first, bars=max(2, first.bars // 2)), *others) if trimmed and len(form.cycle) > 1 else form.cycle


def _scaled(parts: Parts, scale: float) -> Parts:
    return tuple(replace(part, bars=_bars(part, scale)) for part in parts)


def _length(parts: Parts, scale: float) -> int:
    return sum(_bars(part, scale) for part in parts)


def _bars(part: Part, scale: float) -> int:
    return max(min(part.bars, 2), int(part.bars * scale))


def _unusual(parts: Parts, spec: Spec, seeds: Seeds) -> Parts:
    """An experimental piece may begin with its chorus, lose its intro, or stop for two bars where nobody expects it."""
    rng = seeds.at("form")
    if len(parts) < 4 or rng.random() > 1.6 * (spec.weirdness - 0.5):
        return parts
    place = int(rng.integers(2, len(parts) - 1))
    halted = (*parts[:place], Part("break", 2, 0.2, parts[place].material or parts[place].kind), *parts[place:])
    fullest = max(parts, key=lambda part: part.energy)
    opened = (replace(fullest, bars=max(2, fullest.bars // 2), material=fullest.material or fullest.kind), *parts[1:])
    return (halted, opened, parts[1:])[int(rng.integers(3))]


def _placed(parts: Parts) -> tuple[Place, ...]:
    parts = (*parts[:-1], replace(parts[-1], bars=parts[-1].bars + 1))
    kinds = [part.kind for part in parts]
    places, bar = [], 0
    for number, part in enumerate(parts):
        section = Section(kind=part.kind, bar=bar, bars=part.bars, energy=part.energy)
        places.append(Place(section, part.material or part.kind, kinds[:number].count(part.kind), kinds.count(part.kind), part.kind))
        bar += part.bars
    return tuple(heightened(place) for place in places)


def heightened(place: Place) -> Place:
    """What comes back, comes back a little fuller."""
    energy = place.section.energy
    grown = energy + (0.1 * place.nth / max(1, place.of - 1) if place.of > 1 and energy >= 0.4 else 0.0)
    return replace(place, section=replace(place.section, energy=round(min(1.0, grown), 3)))
