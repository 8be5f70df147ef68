"""Chords: a progression for every material, its cadences, its colour, and how voices move from chord to chord."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from engine.composer.seeds import Seeds
from engine.composer.theory import chord, has_minor_third, numeral, spelling
from engine.score import Chord, Spec
from engine.styles.model import Harmony, Progression

Bars = list[list[str]]

#: What an unusual piece may play instead: borrowed chords, mediants and tritone substitutes.
_BORROWED = {
    "IV": ("iv", "bVII", "II"),
    "V": ("bVII", "v", "bII"),
    "vi": ("bVI", "VI", "bIII"),
    "ii": ("bVI", "II", "iv"),
    "iii": ("bIII", "III"),
    "i": ("bVI", "IV"),
    "bVI": ("IV", "bII"),
    "bVII": ("V", "v"),
    "iv": ("IV", "bII"),
    "v": ("V", "bII"),
    "bIII": ("III", "bVI"),
}
_PLAINER = {
    "add9": "",
    "sus2": "",
    "madd9": "m",
    "maj9": "maj7",
    "m9": "m7",
    "9": "7",
    "13": "7",
    "m11": "m7",
    "6/9": "6",
    "9sus4": "7sus4",
    "7#9": "7",
}
_RICHER = {
    "": "add9",
    "m": "madd9",
    "maj7": "maj9",
    "m7": "m9",
    "7": "13",
    "add9": "maj9",
    "maj9": "maj7#11",
    "m9": "m11",
    "9": "13",
    "6": "6/9",
}


def progression(harmony: Harmony, material: str, spec: Spec, seeds: Seeds) -> Progression:
    """The one that this material keeps through the piece; a conventional piece takes the commonest, which stands first."""
    table = harmony.minor if has_minor_third(spec.mode) else harmony.major
    choices = table.get(material) or table["*"]
    weights = np.array([(0.35 + spec.weirdness) ** rank for rank in range(len(choices))])
    return choices[int(seeds.at("progression", material).choice(len(choices), p=weights / weights.sum()))]


def section_bars(chosen: Progression, bars: int) -> Bars:
    """The progression round and round for so many bars, turned at the end."""
    loop, turn = _bars(chosen.bars), _bars(chosen.turn)
    filled = [loop[number % len(loop)] for number in range(bars)]
    return filled[: -len(turn)] + turn if turn and len(turn) < bars else filled


def _bars(text: str) -> Bars:
    return [bar.split() for bar in text.split("|")] if text else []


def written(bars: Bars, first_bar: int, beats: int, harmony: Harmony, material: str, spec: Spec, seeds: Seeds) -> list[Chord]:
    """Those bars as chords of the piece. Draws go by the place in the section, so a section that returns has the same chords."""
    rng = seeds.at("colour", material)
    names = spelling(spec.key, spec.mode)
    chords: list[Chord] = []
    known: dict[str, str] = {}
    for number, bar in enumerate(bars):
        for place, text in enumerate(bar):
            text = known.setdefault(text, _substituted(text, spec, rng)) if number else text
            root, quality = numeral(text)
            quality = known.setdefault(f"{text} colour", _coloured(quality, harmony.rich, spec, rng))
            length = beats / len(bar)
            chords.append(chord(spec.key + root, quality, first_bar * beats + (number * beats) + place * length, length, names))
    return _joined(chords)


def _substituted(text: str, spec: Spec, rng: np.random.Generator) -> str:
    chance, pick = rng.random(), rng.random()
    stem = next((key for key in sorted(_BORROWED, key=len, reverse=True) if text.startswith(key)), None)
    if stem is None or chance > 0.9 * max(0.0, spec.weirdness - 0.5):
        return text
    return _BORROWED[stem][int(pick * len(_BORROWED[stem]))]


def _coloured(quality: str, rich: bool, spec: Spec, rng: np.random.Generator) -> str:
    chance = rng.random()
    if spec.weirdness > 0.5 and chance < 1.3 * (spec.weirdness - 0.5):
        return _RICHER.get(quality, quality)
    if spec.weirdness < 0.5 and chance < 2.0 * (0.5 - spec.weirdness):
        return _PLAINER.get(quality, quality)
    return quality


def _joined(chords: list[Chord]) -> list[Chord]:
    """Neighbours that are the same chord within one bar become one."""
    joined: list[Chord] = []
    for one in chords:
        before = joined[-1] if joined else None
        if before and before.name == one.name and one.length < 4:
            joined[-1] = Chord(before.start, before.length + one.length, before.root, before.pitches, before.name)
        else:
            joined.append(one)
    return joined


def voicings(chords: Sequence[Chord], low: int, high: int, voices: int, rootless: bool = False) -> list[tuple[int, ...]]:
    """For every chord the notes from below, each voice going on to the nearest it can."""
    placed: list[tuple[int, ...]] = []
    for one in chords:
        options = _positions(_tones(one, voices, rootless), low, high)
        previous = placed[-1] if placed else None
        placed.append(min(options, key=lambda notes: _strain(notes, previous, (low + high) / 2)))
    return placed


def _tones(one: Chord, voices: int, rootless: bool) -> tuple[int, ...]:
    """The chord's tones by importance: third, seventh, tensions, root, fifth where there is a bass; else the root first."""
    tones = one.pitches
    ranked = sorted(
        range(len(tones)),
        key=lambda place: (1.5, 0, 2.5, 0.5, 1, 1.2)[place] if rootless and len(tones) > 3 else (0, 1, 3, 2, 2.5, 2.7)[place],
    )
    return tuple(tones[place] for place in ranked[:voices])


def _positions(tones: tuple[int, ...], low: int, high: int) -> list[tuple[int, ...]]:
    """Close positions, and those with the second voice from above an octave lower, wherever they fit."""
    found: list[tuple[int, ...]] = []
    for bottom in range(low, high + 1):
        if bottom % 12 in tones:
            close = sorted(bottom + (tone - bottom) % 12 for tone in tones)
            dropped = sorted((*close[:-2], close[-2] - 12, close[-1])) if len(close) > 2 else close
            found += [tuple(notes) for notes in (close, dropped) if low <= notes[0] and notes[-1] <= high]
    return found or [tuple(sorted(low + (tone - low) % 12 for tone in tones))]


def _strain(notes: tuple[int, ...], previous: tuple[int, ...] | None, centre: float) -> float:
    """How far a voicing lies from the last one and from the middle, and how it rubs."""
    middle = sum(notes) / len(notes)
    rub = sum(1.5 for lower, upper in pairwise(notes) if upper - lower == 1) + sum(
        3.0 for lower, upper in pairwise(notes) if upper - lower < 4 and lower < 50
    )
    rub += 2.0 if len(notes) > 1 and notes[-1] - notes[-2] == 1 else 0.0
    if not previous:
        return abs(middle - centre) + rub
    movement = sum(min(abs(note - other) for other in previous) for note in notes) + 2.0 * abs(max(notes) - max(previous))
    return movement + 0.35 * abs(middle - centre) + rub
