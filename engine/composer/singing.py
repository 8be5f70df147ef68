"""What is sung: every breath gets its rhythm, its tune and its ends; lines of a section answer each other, choruses come back.

A line shares rhythm and pitches with the line two before it, verses share theirs with the verses before; a chorus whose words
return is the same to the note. Lines in odd places ask (they end open), the ones after them answer, the chorus ends at home.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from engine.composer.form import Slot
from engine.composer.melisma import turned
from engine.composer.melody import CONTOURS, Ground, Line, Spot
from engine.composer.prosody import STEP, Habits, Window, onsets
from engine.composer.ranges import VOICES
from engine.composer.scene import Scene
from engine.composer.seeds import Seeds
from engine.score import Sung
from engine.styles.model import Vocal

#: Syllables a second from onset to onset: verses, choruses, rap.
_RATES = {"verse": 3.9, "chorus": 3.7}
_RATE, _RAP_RATE = 3.8, 5.2
#: Seconds: the least a last syllable is held, and what a breath takes.
_HELD, _BREATH = 0.35, 0.45
#: The shortest gaps between syllables, sung and spoken.
_SHORTEST, _SHORTEST_SPOKEN = 0.15, 0.11
#: See Ground.repeats.
_REPEATS = 0.35
#: Where rhymes fall in rap: costs of the steps of the last bar.
_RHYMES = {12: 0.0, 11: 0.5, 8: 1.2, 14: 0.9, 10: 1.0, 13: 1.2, 9: 1.6}
#: How likely a line is an arch, falls, rises or waves.
_CONTOURS = (0.45, 0.37, 0.08, 0.1)
_RAP_ONSETS = "8686868686868686"


@dataclass(frozen=True)
class Uttered:
    """A breath as it is sung, in even time."""

    section: int
    kind: str
    slot: Slot
    notes: tuple[Sung, ...]
    spoken: bool


@dataclass
class Memory:
    """What has been sung: steps, and pitches by step, of every line by kind and letter; whole stanzas by their words."""

    steps: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    pitches: dict[tuple[str, str], dict[int, int]] = field(default_factory=dict)
    stanzas: dict[tuple, tuple[tuple[list[int], list[int]], ...]] = field(default_factory=dict)


def sing(scenes: Sequence[Scene], vocal: Vocal, seeds: Seeds) -> list[Uttered]:
    """Every breath of the song in order."""
    memory, sung = Memory(), []
    for number, scene in enumerate(scenes):
        if scene.place.slots:
            sung += _stanza(number, scene, vocal, memory, seeds.under("sung"), _end(sung))
    held = _held(sung, scenes, seeds)
    known: dict[tuple, tuple[Sung, ...]] = {}
    return [one if one.spoken else _with_turns(one, scenes[one.section], known, seeds) for one in held]


def _with_turns(one: Uttered, scene: Scene, known: dict[tuple, tuple[Sung, ...]], seeds: Seeds) -> Uttered:
    """A line that has been sung in that place with those pitches turns where it turned before."""
    key = (one.kind, one.slot.bar, one.slot.breath.text, tuple(note.pitch for note in one.notes))
    first = known.setdefault(key, turned(one.notes, scene, _own(one, seeds, "turns")))
    return replace(one, notes=tuple(_like(model, note) for model, note in zip(first, one.notes, strict=True)))


def _like(model: Sung, note: Sung) -> Sung:
    """The note with the other's turns, in proportion."""
    turns = tuple((note.start + (beat - model.start) / model.length * note.length, pitch) for beat, pitch in model.turns)
    return replace(note, pitch=model.pitch, turns=turns)


def _end(sung: list[Uttered]) -> float:
    """The last onset so far."""
    return sung[-1].notes[-1].start if sung else -8.0


def _stanza(number: int, scene: Scene, vocal: Vocal, memory: Memory, seeds: Seeds, before: float) -> list[Uttered]:
    room = scene.start - before - (_HELD + _BREATH) * scene.spec.bpm / 60
    pickup = int(np.clip(room / STEP, 0, 4)) if scene.start else 0
    key = (scene.place.section.kind, tuple((slot.breath.text, slot.bar) for slot in scene.place.slots))
    known = memory.stanzas.get(key)
    lines = known if known and known[0][0][0] >= -pickup else tuple(_lines(scene, vocal, memory, seeds, pickup))
    memory.stanzas.setdefault(key, lines)
    return [
        Uttered(number, scene.place.section.kind, slot, _notes(scene, slot, steps, pitches), scene.place.spoken)
        for slot, (steps, pitches) in zip(scene.place.slots, lines, strict=True)
    ]


def _notes(scene: Scene, slot: Slot, steps: list[int], pitches: list[int]) -> tuple[Sung, ...]:
    begin = scene.bar_start(slot.bar)
    ends = [*steps[1:], steps[-1] + 4]
    return tuple(
        Sung(begin + step * STEP, (end - step) * STEP, pitch) for step, end, pitch in zip(steps, ends, pitches, strict=True)
    )


def _lines(scene: Scene, vocal: Vocal, memory: Memory, seeds: Seeds, pickup: int) -> list[tuple[list[int], list[int]]]:
    kind = scene.place.section.kind
    habits = _habits(scene, vocal, seeds.under(kind))
    lines: list[tuple[list[int], list[int]]] = []
    last = -8.0
    for place, slot in enumerate(scene.place.slots):
        letter = f"{'ab'[slot.breath.line % 2]}{slot.breath.part % 2}"
        first = pickup if place == 0 else int(np.clip(slot.bar * scene.beats / STEP - last - (_HELD + _BREATH) / habits.step, 0, 4))
        window = _window(slot, scene, habits, first)
        like = memory.steps.get((kind, letter), [])
        own = replace(habits, taste=habits.taste + seeds.at("letter", kind, letter).normal(0.0, 0.35, len(habits.taste)))
        steps = onsets(slot.breath.syllables, slot.breath.paused, window, own, like)
        memory.steps.setdefault((kind, letter), steps)
        if scene.place.spoken:
            pitches = _spoken(scene, slot, steps, seeds)
        else:
            pitches = _tune(scene, slot, steps, vocal, memory, seeds, letter, lines)
        memory.pitches.setdefault((kind, letter), dict(zip(steps, pitches, strict=True)))
        lines.append((steps, pitches))
        last = slot.bar * scene.beats / STEP + steps[-1]
    return lines


def _habits(scene: Scene, vocal: Vocal, seeds: Seeds) -> Habits:
    spec, spoken = scene.spec, scene.place.spoken
    steps = round(scene.beats / STEP)
    rng = seeds.at("habits")
    digits = np.array([float(sign) for sign in (_RAP_ONSETS if spoken else vocal.onsets)])[:steps]
    taste = -0.4 * np.log((digits + 0.5) / 9.5) + rng.normal(0.0, 0.35, steps)
    rate = _RAP_RATE if spoken else _RATES.get(scene.place.section.kind, _RATE)
    landing = np.array([_RHYMES.get(step, 3.0) for step in range(16)])[:steps] if spoken and steps == 16 else np.zeros(0)
    return Habits(
        metre=spec.metre,
        step=STEP * 60 / spec.bpm,
        rate=rate * float(np.exp(rng.normal(0.0, 0.1))),
        taste=taste,
        tie=(0.8 if spoken else 1.15) * (0.6 + 0.8 * spec.lyrics_strength),
        early=0.2 if spoken else vocal.early,
        shortest=_SHORTEST_SPOKEN if spoken else _SHORTEST,
        landing=landing,
        gait=float(rng.uniform(1.0, 1.2 if spoken else 2.1)),
    )


def _window(slot: Slot, scene: Scene, habits: Habits, pickup: int) -> Window:
    """Room for the last syllable and a breath at the end, and where it costs nothing for a pickup into the next line."""
    steps = round(slot.bars * scene.beats / STEP)
    needed = (len(slot.breath.syllables) - 1) / (1.2 * habits.rate) / habits.step
    rests = ((_HELD + _BREATH) / habits.step + 4, (_HELD + _BREATH) / habits.step, 0.4 / habits.step)
    rest = rests[-1] if scene.place.spoken else next((rest for rest in rests if steps - rest >= needed), rests[-1])
    return Window(-pickup, max(1, int(steps - rest)))


def _tune(
    scene: Scene, slot: Slot, steps: list[int], vocal: Vocal, memory: Memory, seeds: Seeds, letter: str, lines: list
) -> list[int]:
    kind = scene.place.section.kind
    spots = [_spot(scene, note) for note in _notes(scene, slot, steps, [0] * len(steps))]
    known = memory.pitches.get((kind, letter), {})
    ending = _ending(scene, slot)
    free = 2 if ending else 1
    held = [known.get(step) if place < len(steps) - free else None for place, step in enumerate(steps)]
    path = (kind, letter, slot.breath.line if known else "", scene.place.nth if known else "")
    contour = CONTOURS[str(seeds.at("contour", kind, letter).choice(list(CONTOURS), p=_CONTOURS))]
    before = lines[-1][1][-1] if lines else None
    return Line(_ground(scene, vocal), scene.spec, spots, held, ending, before, contour).sing(seeds.at("pitches", *path))


def _ground(scene: Scene, vocal: Vocal) -> Ground:
    low, high, middle, _ = VOICES[scene.spec.voice or "woman"]
    kind = scene.place.section.kind
    height = middle + vocal.lift.get(kind, vocal.lift.get(_LIKE.get(kind, "verse"), 0.0)) + 0.5 * scene.spec.brightness
    return Ground(low, high, height, vocal.intervals, vocal.degrees, vocal.spread, _REPEATS)


_LIKE = {"post-chorus": "chorus", "outro": "pre-chorus"}


def _spot(scene: Scene, note: Sung) -> Spot:
    """As an instrument's, but a pickup belongs to the section's first chord."""
    middle = max(scene.start, min(note.start + min(note.length / 2, 0.55), scene.end - 0.01))
    return Spot(note.start, note.length, scene.chord(middle), note.start % 1 < 0.01 or note.length >= 0.9)


def _ending(scene: Scene, slot: Slot) -> str:
    slots = scene.place.slots
    if slot is slots[-1]:
        return "home" if scene.place.section.kind in ("chorus", "post-chorus", "outro") else "closed"
    following = slots[slots.index(slot) + 1].breath
    if following.line == slot.breath.line:
        return ""
    return "closed" if slot.breath.line % 2 else "open"


def _spoken(scene: Scene, slot: Slot, steps: list[int], seeds: Seeds) -> list[int]:
    """Around the speaking voice: up on stressed syllables, down along the line."""
    base = VOICES[scene.spec.voice or "woman"].spoken
    rng = seeds.at("spoken", scene.place.section.bar, slot.bar)
    fall = np.linspace(1.5, -2.0, len(steps))
    stress = np.array([syllable.stress for syllable in slot.breath.syllables])
    return [int(pitch) for pitch in np.round(base + fall + 0.8 * stress + rng.normal(0.0, 0.5, len(steps)))]


def _own(uttered: Uttered, seeds: Seeds, *path: object) -> np.random.Generator:
    """Draws of that line, the same when its words return in the same place."""
    return seeds.at(*path, uttered.kind, uttered.slot.bar, uttered.slot.breath.text)


def _held(sung: list[Uttered], scenes: Sequence[Scene], seeds: Seeds) -> list[Uttered]:
    """Last syllables are held as long as there is room before the next breath and in the section, the others go on to the next one."""
    second = scenes[0].spec.bpm / 60
    breath = _BREATH * second
    starts = [*(uttered.notes[0].start for uttered in sung[1:]), np.inf][: len(sung)]
    return [
        replace(uttered, notes=_lengths(uttered, min(start, scenes[uttered.section].end + breath), second, _own(uttered, seeds, "held")))
        for uttered, start in zip(sung, starts, strict=True)
    ]


def _lengths(uttered: Uttered, following: float, second: float, rng: np.random.Generator) -> tuple[Sung, ...]:
    notes, paused = uttered.notes, uttered.slot.breath.paused
    wished = 0.4 * second if uttered.spoken else float(rng.choice((1.0, 1.5, 2.0, 3.0), p=(0.3, 0.25, 0.35, 0.1)))
    last = notes[-1]
    room = following - _BREATH * second - last.start
    length = max(min(wished, 2.2 * second, room), min(0.25 * second, 0.8 * (following - last.start)))
    inner = [
        replace(one, length=_inner(one, other.start, pause, second))
        for (one, other), pause in zip(pairwise(notes), paused, strict=False)
    ]
    return (*inner, replace(last, length=length))


def _inner(note: Sung, following: float, paused: bool, second: float) -> float:
    gap = following - note.start
    return min(gap, 1.1 * second) if not paused or gap < 0.6 * second else gap - 0.3 * second
