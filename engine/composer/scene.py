"""What a player sees of the section it plays in, and how it reads a pattern."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from engine.composer.form import Place
from engine.composer.seeds import Seeds
from engine.composer.theory import chord_at
from engine.score import Chord, Note, Spec
from engine.styles.model import Choices, Style


class Hit(NamedTuple):
    """A sign of a pattern: beats from the bar's start, the sign, beats until the next sign."""

    at: float
    sign: str
    length: float


def hits(pattern: str, bar: int, beats: int) -> Iterator[Hit]:
    """The signs of that bar. Patterns are written for four beats; three beats take their beginning."""
    bars = pattern.split("|")
    signs = bars[bar % len(bars)]
    step = 4.0 / len(signs)
    signs = signs[: round(beats / step)]
    for place, sign in enumerate(signs):
        if sign not in ".-":
            held = len(signs[place + 1 :]) - len(signs[place + 1 :].lstrip("-"))
            yield Hit(place * step, sign, (1 + held) * step)


@dataclass
class Scene:
    """One section while it is written. ``kick`` and ``tune`` are filled as the drums and the lead, or the voice, are written."""

    spec: Spec
    style: Style
    place: Place
    following: Place | None
    beats: int
    #: Bars that are played; the piece's last bar belongs to the final chord.
    bars: int
    chords: tuple[Chord, ...]
    seeds: Seeds
    kick: tuple[float, ...] = ()
    tune: tuple[Note, ...] = ()
    #: What the lead plays here instead of a tune of its own.
    quoted: tuple[Note, ...] = ()

    @property
    def kind(self) -> str:
        return self.place.part

    @property
    def energy(self) -> float:
        return self.place.section.energy

    @property
    def start(self) -> float:
        return float(self.place.section.bar * self.beats)

    @property
    def end(self) -> float:
        return self.start + self.bars * self.beats

    @property
    def rises(self) -> bool:
        """Whether what follows is clearly fuller."""
        return self.following is not None and self.following.section.energy > self.energy + 0.15

    def bar_start(self, bar: int) -> float:
        return self.start + bar * self.beats

    def chord(self, beat: float) -> Chord:
        return chord_at(self.chords, beat)

    def same(self, *path: object) -> np.random.Generator:
        """Draws that a section repeats when its material returns."""
        return self.seeds.at("material", self.place.material, *path)

    def here(self, *path: object) -> np.random.Generator:
        """Draws of this very section."""
        return self.seeds.at("section", self.place.section.bar, *path)

    def pick(self, choices: Choices, *path: object) -> str:
        """One of the choices for this kind of section, the same whenever the material returns. An unknown kind takes the first."""
        some = choices.get(self.kind) or choices.get("*") or next(iter(choices.values()))
        return some[int(self.same("pick", *path).integers(len(some)))]
