"""Fills: a rhythm drawn beat by beat, spread over the drums in one of several ways."""

import numpy as np

from engine.composer.scene import Scene
from engine.score import Note

#: What one beat of a fill may look like.
_CELLS = ("xxxx", "x.xx", "xx.x", "x.x.", ".xxx", "xxx.")
_CELL_WEIGHTS = (0.26, 0.2, 0.14, 0.2, 0.1, 0.1)
_KICK, _SNARE, _HAT, _CLAP = 36, 38, 42, 39
_TOMS = (50, 47, 45, 43)
_LINEAR = (_SNARE, _HAT, _KICK, _SNARE, _TOMS[2], _KICK, _SNARE, _HAT)


def fill(kinds: tuple[str, ...], scene: Scene, notes: list[Note], bar: int, steps: int, rng: np.random.Generator) -> list[Note]:
    """The bar with its last ``steps`` sixteenths filled in one of the ways named; the kick's beats go on under toms."""
    kind = kinds[int(rng.integers(len(kinds)))]
    begin = scene.bar_start(bar) + scene.beats - steps / 4
    before = [note for note in notes if note.start < begin - 1e-6]
    after = [note for note in notes if note.start >= begin - 1e-6]
    return before + _WAYS[kind](begin, steps, after, rng)


def _rhythm(steps: int, rng: np.random.Generator) -> list[int]:
    """The steps that sound: a cell for every beat, the first never empty on its beat."""
    cells = rng.choice(len(_CELLS), size=steps // 4, p=_CELL_WEIGHTS)
    sounding = [beat * 4 + place for beat, cell in enumerate(cells) for place, sign in enumerate(_CELLS[int(cell)]) if sign == "x"]
    return sorted({0, *sounding})


def _swell(step: int, steps: int, low: int, high: int, rng: np.random.Generator) -> int:
    return int(low + (high - low) * (step + 1) / steps + rng.integers(-6, 7)) - (8 if step % 2 else 0)


def _toms(begin: float, steps: int, after: list[Note], rng: np.random.Generator) -> list[Note]:
    drums = (_SNARE, *_TOMS)
    order = sorted(int(place) for place in rng.choice(5, size=len(_rhythm(steps, rng)) + 8))
    rhythm = _rhythm(steps, rng)
    spread = order[:: max(1, len(order) // len(rhythm))][: len(rhythm)]
    rolled = [
        Note(begin + step / 4, 0.25, drums[place], _swell(step, steps, 84, 118, rng)) for step, place in zip(rhythm, spread, strict=False)
    ]
    return rolled + [note for note in after if note.pitch == _KICK]


def _snare(begin: float, steps: int, after: list[Note], rng: np.random.Generator) -> list[Note]:
    rolled = [Note(begin + step / 4, 0.25, _SNARE, _swell(step, steps, 62, 116, rng)) for step in _rhythm(steps, rng)]
    return rolled + [note for note in after if note.pitch == _KICK]


def _linear(begin: float, steps: int, after: list[Note], rng: np.random.Generator) -> list[Note]:
    """One drum at a time, as funk drummers fill."""
    turn = int(rng.integers(len(_LINEAR)))
    return [
        Note(begin + step / 4, 0.25, _LINEAR[(turn + place) % 8], _swell(step, steps, 74, 112, rng))
        for place, step in enumerate(_rhythm(steps, rng))
    ]


def _eighths(begin: float, steps: int, after: list[Note], rng: np.random.Generator) -> list[Note]:
    """Snare and low tom together, in eighths: plain and heavy."""
    both = [
        Note(begin + step / 4, 0.25, drum, _swell(step, steps, 88, 120, rng)) for step in range(0, steps, 2) for drum in (_SNARE, _TOMS[3])
    ]
    return both + [note for note in after if note.pitch == _KICK]


def _triplets(begin: float, steps: int, after: list[Note], rng: np.random.Generator) -> list[Note]:
    """Soft triplets on the snare, some left out; ride and feet go on."""
    count = steps * 3 // 4
    rolled = [
        Note(begin + place / 3, 0.2, _SNARE if rng.random() < 0.7 else _TOMS[1], int(rng.integers(44, 88)))
        for place in range(count)
        if rng.random() < 0.7
    ]
    return rolled + [note for note in after if note.pitch != _SNARE]


def _soft(begin: float, steps: int, after: list[Note], rng: np.random.Generator) -> list[Note]:
    """The groove goes on; two or three light strokes lead over."""
    places = sorted(rng.choice(steps, size=min(steps, int(rng.integers(2, 4))), replace=False))
    return after + [Note(begin + int(step) / 4, 0.25, _SNARE, int(rng.integers(38, 68))) for step in places]


def _stop(begin: float, steps: int, after: list[Note], rng: np.random.Generator) -> list[Note]:
    """Nothing: the silence is the fill."""
    return [note for note in after if note.start < begin + (steps - 4) / 4 - 1e-6]


def _claps(begin: float, steps: int, after: list[Note], rng: np.random.Generator) -> list[Note]:
    """The kick leaves, claps hurry to the next section."""
    rolled = [Note(begin + step / 4, 0.25, _CLAP, _swell(step, steps, 66, 108, rng)) for step in _rhythm(steps, rng)]
    return rolled + [note for note in after if note.pitch not in (_KICK, _CLAP, _SNARE)]


def _kicks(begin: float, steps: int, after: list[Note], rng: np.random.Generator) -> list[Note]:
    """The kick stumbles, the rest goes on."""
    extra = [Note(begin + step / 4, 0.25, _KICK, int(rng.integers(84, 108))) for step in _rhythm(steps, rng)[1:]]
    return after + extra


def _taiko(begin: float, steps: int, after: list[Note], rng: np.random.Generator) -> list[Note]:
    """Low drums rolling up to the next section."""
    return after + [Note(begin + step / 4, 0.25, _TOMS[3] if step % 2 else 41, _swell(step, steps, 50, 120, rng)) for step in range(steps)]


_WAYS = {
    "toms": _toms,
    "snare": _snare,
    "linear": _linear,
    "eighths": _eighths,
    "triplets": _triplets,
    "soft": _soft,
    "stop": _stop,
    "claps": _claps,
    "kicks": _kicks,
    "taiko": _taiko,
}
