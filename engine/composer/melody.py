"""Tunes: a motif is stated, repeated, varied and closed; its pitches are drawn from what tunes do.

Pitches of a unit are one draw from a chain: how likely each interval is, how well each pitch suits its chord, its degree, its
height, and, where a motif returns, how near it stays to its first statement. Of several draws the most graceful is kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import pi, sin

import numpy as np

from engine.composer.intervals import degree_costs, step_costs
from engine.composer.rhythm import rhythm
from engine.composer.scene import Scene
from engine.composer.theory import has_minor_third, palette
from engine.score import Chord, Note, Spec
from engine.styles.model import Answer, Double, Tune

#: Where tunes are written before they are set into an instrument's range.
MIDDLE = 67
_TRIES = 8
#: How dear it is to leave the first statement by a semitone.
_FAITH = 5.0
Contour = Callable[[float], float]
"""Semitones over the line's middle, by how far it has come, 0 … 1."""

CONTOURS: dict[str, Contour] = {
    "arch": lambda x: 5.0 * sin(pi * x) - 2.0,
    "fall": lambda x: 3.5 - 7.0 * x,
    "rise": lambda x: 6.0 * x - 3.0,
    "wave": lambda x: 3.0 * sin(2 * pi * x),
}
CONTOUR_SHARES = (0.38, 0.32, 0.2, 0.1)


@dataclass(frozen=True)
class Unit:
    """A token of a scheme: ``a``, ``a'`` (ends anew), ``a+`` ``a-`` (a step higher or lower), ``b=`` (closes), ``.`` (rests)."""

    letter: str
    marks: str

    @classmethod
    def read(cls, token: str) -> "Unit":
        return cls(token[0], token[1:])

    @property
    def rests(self) -> bool:
        return self.letter == "."

    @property
    def shift(self) -> int:
        return 2 * (self.marks.count("+") - self.marks.count("-"))


@dataclass
class Motifs:
    """What has been stated so far in a section."""

    rhythms: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    pitches: dict[str, list[int]] = field(default_factory=dict)


def play_tune(play: Tune, scene: Scene) -> list[Note]:
    """The lead through the section, around MIDDLE."""
    units = _units(play, scene)
    motifs, notes = Motifs(), []
    for number, unit in enumerate(units):
        begin = scene.start + number * play.unit * scene.beats
        if not unit.rests:
            closes = "=" in unit.marks or number == len(units) - 1
            notes += _stated(play, scene, motifs, unit, number, begin, closes, notes[-1].pitch if notes else None)
    return [note for note in _shaped(notes, scene) if note.start < scene.end - 0.2]


def _units(play: Tune, scene: Scene) -> list[Unit]:
    scheme = [Unit.read(token) for token in scene.pick(play.schemes, "scheme").split()]
    count = max(1, -(-scene.bars // play.unit))
    return [scheme[number % len(scheme)] for number in range(count)]


def _stated(
    play: Tune, scene: Scene, motifs: Motifs, unit: Unit, number: int, begin: float, closes: bool, before: int | None
) -> list[Note]:
    timing = [(at, length) for at, length in _rhythm(play, scene, motifs, unit.letter) if begin + at < scene.end - 0.2]
    if not timing:
        return []
    spots = [Spot.of(scene, begin + at, length) for at, length in timing]
    first = motifs.pitches.get(unit.letter)
    held = _held(first, unit, len(spots), closes) if first else [None] * len(spots)
    line = Line(_ground(play, scene), scene.spec, spots, held, "closed" if closes else "", before, _contour(scene, unit.letter))
    pitches = line.sing(scene.same("pitches", unit.letter, number) if first else scene.same("pitches", unit.letter))
    motifs.pitches.setdefault(unit.letter, pitches)
    return [Note(spot.beat, spot.length * play.gate, pitch, 84) for spot, pitch in zip(spots, pitches, strict=True)]


def _rhythm(play: Tune, scene: Scene, motifs: Motifs, letter: str) -> list[tuple[float, float]]:
    """A letter keeps its rhythm; later letters may speak in the rhythm of the first."""
    if letter not in motifs.rhythms:
        rng = scene.same("rhythm", letter)
        borrowed = next(iter(motifs.rhythms.values()), None) if rng.random() < 0.35 else None
        motifs.rhythms[letter] = borrowed or rhythm(play, scene.beats, scene.spec.bpm, scene.spec.weirdness, rng)
    return motifs.rhythms[letter]


def _held(first: list[int], unit: Unit, count: int, closes: bool) -> list[int | None]:
    """The pitches that a restatement keeps near to."""
    free = max(2, count // 3) if "'" in unit.marks else 1 if closes else 0
    kept: list[int | None] = [pitch + unit.shift for pitch in first[: count - free]]
    return kept + [None] * (count - len(kept))


def _contour(scene: Scene, letter: str) -> Contour:
    return CONTOURS[str(scene.same("contour", letter).choice(list(CONTOURS), p=CONTOUR_SHARES))]


@dataclass(frozen=True)
class Spot:
    """A note before it has a pitch."""

    beat: float
    length: float
    chord: Chord
    strong: bool

    @classmethod
    def of(cls, scene: Scene, beat: float, length: float) -> "Spot":
        """Its chord is the one that it mostly sounds over: an anticipation belongs to what comes."""
        inside = beat - scene.start
        return cls(beat, length, scene.chord(min(beat + min(length / 2, 0.55), scene.end - 0.01)), inside % 1 < 0.01 or length >= 0.9)


@dataclass(frozen=True)
class Ground:
    """Where a line may move, and what it likes: lowest and highest pitch, its middle, and the tables of engine.composer.intervals."""

    low: int
    high: int
    height: float
    intervals: str
    degrees: str
    #: Standard deviation of its pitches in semitones.
    spread: float
    #: How much gladlier than an instrument it repeats a note: words do.
    repeats: float = 0.0


def _ground(play: Tune, scene: Scene) -> Ground:
    height = MIDDLE + play.lift.get(scene.kind, 0.0) + 1.5 * scene.spec.brightness
    return Ground(MIDDLE - 15, MIDDLE + 19, height, play.intervals, play.degrees, play.spread)


class Line:
    """The draw of one unit's pitches. It may end "closed", "open" (a question), at "home" (the tonic, if it can), or "" as it likes."""

    def __init__(
        self,
        ground: Ground,
        spec: Spec,
        spots: Sequence[Spot],
        held: Sequence[int | None],
        ending: str,
        before: int | None,
        contour: Contour,
    ) -> None:
        self.pitches = pitches = np.arange(ground.low, ground.high + 1)
        self.steps = step_costs(ground.intervals, ground.low, ground.high, spec.weirdness) - ground.repeats * np.eye(len(pitches))
        liked = degree_costs(ground.degrees, pitches, spec.key, has_minor_third(spec.mode))
        self.costs = []
        for place, (spot, kept) in enumerate(zip(spots, held, strict=True)):
            target = ground.height + contour(place / max(1, len(spots) - 1))
            allowed = palette(spec.key, spec.mode, spot.chord)
            cost = _suits(spot, allowed, pitches) + 0.8 * liked + 0.5 * ((pitches - target) / ground.spread) ** 2
            self.costs.append(cost if kept is None else 1.6 * cost + _FAITH * np.abs(pitches - kept))
        if ending:
            self.costs[-1] = self.costs[-1] + _ENDINGS[ending](spots[-1].chord, spec.key, pitches)
        if before is not None:
            self.costs[0] = self.costs[0] + 0.5 * self.steps[int(np.argmin(np.abs(pitches - before)))]

    def sing(self, rng: np.random.Generator) -> list[int]:
        return max((self._draw(rng) for _ in range(_TRIES)), key=_grace)

    def _draw(self, rng: np.random.Generator) -> list[int]:
        """Forward sampling with what lies ahead already summed up."""
        ahead = [np.zeros(len(self.pitches))]
        for cost in reversed(self.costs[1:]):
            ahead.insert(0, _log_sum(-self.steps - cost[None, :] + ahead[0][None, :]))
        logs = -self.costs[0] + ahead[0]
        chosen: list[int] = []
        for place in range(len(self.costs)):
            if place:
                logs = -self.steps[chosen[-1]] - self.costs[place] + ahead[place]
            likely = np.exp(logs - logs.max())
            chosen.append(int(rng.choice(len(likely), p=likely / likely.sum())))
        return [int(self.pitches[place]) for place in chosen]


def _log_sum(logs: np.ndarray) -> np.ndarray:
    top = logs.max(axis=1)
    return top + np.log(np.exp(logs - top[:, None]).sum(axis=1))


def _suits(spot: Spot, allowed: set[int], pitches: np.ndarray) -> np.ndarray:
    """Chord tones where it counts, no rub against them, nothing outside the scale."""
    tones = set(spot.chord.pitches)
    weight = 2.4 if spot.strong else 0.5
    cost = np.zeros(len(pitches))
    for place, pitch in enumerate(pitches % 12):
        if pitch not in tones:
            rubs = (pitch - 1) % 12 in tones or ((pitch + 1) % 12 in tones and (pitch + 1) % 12 == spot.chord.root)
            cost[place] = weight * (1.7 if rubs else 1.0) if pitch in allowed else 7.0
    return cost


def _closed(chord: Chord, key: int, pitches: np.ndarray) -> np.ndarray:
    """Home if the chord has it, else the chord's root or third."""
    home = {key} if key in chord.pitches else {chord.pitches[0], chord.pitches[1]}
    return np.where(np.isin(pitches % 12, list(home)), 0.0, np.where(np.isin(pitches % 12, chord.pitches[:3]), 1.4, 5.0))


def _open(chord: Chord, key: int, pitches: np.ndarray) -> np.ndarray:
    """On a tone of the chord, but not at home."""
    return np.where(pitches % 12 == key, 3.0, np.where(np.isin(pitches % 12, chord.pitches[:4]), 0.0, 2.5))


def _home(chord: Chord, key: int, pitches: np.ndarray) -> np.ndarray:
    """The tonic over almost any chord; next to it what closes."""
    return np.where(pitches % 12 == key, -2.5, _closed(chord, key, pitches))


_ENDINGS = {"closed": _closed, "open": _open, "home": _home}


def _grace(pitches: list[int]) -> float:
    """Leaps that turn back, a single high point, more than two pitches, no pitch hammered."""
    moves = [later - earlier for earlier, later in pairwise(pitches)]
    turned = sum(-1.0 if abs(one) >= 5 and one * two >= 0 else 0.3 if abs(one) >= 5 else 0.0 for one, two in pairwise(moves))
    span = max(pitches) - min(pitches)
    peak = 0.4 if pitches.count(max(pitches)) == 1 else 0.0
    hammered = sum(one == two == 0 for one, two in pairwise(moves))
    return turned + peak - 0.4 * hammered - 0.15 * max(0, span - 10) - 0.3 * max(0, 4 - span) - 0.5 * (len(set(pitches)) < 3)


def _shaped(notes: list[Note], scene: Scene) -> list[Note]:
    """Dynamics of a phrase: on-beats a little louder, the top louder still, the end lets go; returning verses are ornamented."""
    shaped: list[Note] = []
    for place, note in enumerate(notes):
        inside = (note.start - scene.start) % 1
        top = note.pitch >= max(other.pitch for other in notes[max(0, place - 4) : place + 5])
        last = place + 1 == len(notes) or notes[place + 1].start - note.start > 1.9
        velocity = 82 + (5 if inside < 0.01 else 0) + (6 if top else 0) - (8 if last else 0)
        shaped += _ornamented(
            Note(note.start, note.length, note.pitch, velocity + int(scene.here("touch", note.start).integers(-4, 5))), scene
        )
    return shaped


def _ornamented(note: Note, scene: Scene) -> list[Note]:
    """A long note of a returning section may be struck twice; a chorus comes back as it was."""
    rng = scene.here("ornament", note.start)
    if scene.place.nth == 0 or scene.kind in ("chorus", "drop", "head") or not 0.9 < note.length < 2.1 or rng.random() > 0.16:
        return [note]
    return [
        Note(note.start, note.length - 0.5, note.pitch, note.velocity),
        Note(note.start + note.length - 0.5, 0.45, note.pitch, note.velocity - 8),
    ]


def play_answer(play: Answer, scene: Scene) -> list[Note]:
    """Phrases of a few notes where the lead is silent for a bar or so."""
    notes: list[Note] = []
    for begin, end in _rests(scene):
        rng = scene.here("answer", begin)
        if rng.random() < play.eager:
            notes += _phrase(play, scene, begin, end, rng)
    return notes


def _rests(scene: Scene) -> list[tuple[float, float]]:
    edges = [scene.start, *(note.start + note.length for note in scene.tune)]
    starts = [*(note.start for note in scene.tune), scene.end]
    return [(np.ceil(begin * 2) / 2 + 0.0, end) for begin, end in zip(edges, starts, strict=True) if end - begin >= 1.9]


def _phrase(play: Answer, scene: Scene, begin: float, end: float, rng: np.random.Generator) -> list[Note]:
    end = min(end, begin + 2.0 * scene.beats)
    weights = [float(play.onsets[int((beat - scene.start) * 4) % (scene.beats * 4)]) + 1e-9 for beat in np.arange(begin, end - 0.3, 0.25)]
    count = min(max(2, round(play.per_second * (end - begin) * 60 / scene.spec.bpm * 0.6)), sum(weight > 0.01 for weight in weights))
    if count < 2:
        return []
    places = sorted(rng.choice(len(weights), size=count, replace=False, p=np.array(weights) / sum(weights)))
    beats = [begin + int(place) / 4 for place in places]
    lengths = [min(later - earlier, 1.0) for earlier, later in pairwise([*beats, end])]
    spots = [Spot.of(scene, beat, length) for beat, length in zip(beats, lengths, strict=True)]
    ground = Ground(MIDDLE - 15, MIDDLE + 19, MIDDLE + 1.5 * scene.spec.brightness, "pop", play.degrees, 4.0)
    pitches = Line(ground, scene.spec, spots, [None] * count, "", None, CONTOURS["fall"]).sing(rng)
    return [Note(spot.beat, spot.length * 0.9, pitch, 78 + int(rng.integers(-6, 7))) for spot, pitch in zip(spots, pitches, strict=True)]


def play_double(play: Double, scene: Scene) -> list[Note]:
    """The lead's notes again, shifted, or in thirds that stay in the scale."""
    if not play.thirds:
        return [Note(note.start, note.length, note.pitch + play.shift, note.velocity - 8) for note in scene.tune]
    return [Note(note.start, note.length, _third_below(note, scene), note.velocity - 10) for note in scene.tune]


def _third_below(note: Note, scene: Scene) -> int:
    chord = scene.chord(min(note.start + min(note.length / 2, 0.5), scene.end - 0.01))
    allowed = palette(scene.spec.key, scene.spec.mode, chord)
    options = [note.pitch - down for down in (3, 4, 5) if (note.pitch - down) % 12 in allowed]
    return next((pitch for pitch in options if pitch % 12 in chord.pitches), options[0] if options else note.pitch - 12)
