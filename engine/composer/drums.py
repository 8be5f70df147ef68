"""Drums: the groove, its ghosts and small changes, fills, crashes and stops."""

from collections.abc import Iterator

import numpy as np

from engine.composer.fills import fill
from engine.composer.scene import Scene, hits
from engine.score import Note
from engine.styles.model import Drums

#: General MIDI drums by the names that grids use.
DRUMS: dict[str, int] = {
    "K": 36,
    "S": 38,
    "SS": 37,
    "C": 39,
    "H": 42,
    "P": 44,
    "O": 46,
    "D": 51,
    "DB": 53,
    "C1": 49,
    "C2": 57,
    "CH": 52,
    "SP": 55,
    "T1": 50,
    "T2": 47,
    "T3": 45,
    "T4": 43,
    "Sh": 70,
    "Tb": 54,
    "CB": 56,
    "Cg": 63,
    "Cl": 64,
    "Cm": 62,
    "B1": 60,
    "B2": 61,
    "Cv": 75,
    "W": 76,
    "Gu": 73,
    "Mr": 70,
    "Tr": 81,
    "B": 41,
    "BD": 35,
}
#: Signs and the velocities from which a stroke is drawn.
_STROKES = {"X": (106, 122), "x": (80, 100), "o": (26, 50)}
_SNARES = (38, 37)
#: Where ghost strokes lie in a bar of sixteenths, likeliest first.
_GHOST_STEPS = (7, 9, 15, 5, 3, 11, 1, 13)
_WALTZ = "K:X........... S:....x...x... H:x.x.x.x.x.x."
_SIX_EIGHT = "K:X.........x. S:......X..... H:x.x.x.x.x.x."


def grid(text: str) -> dict[str, str]:
    """ "K:X... S:..X." → the pattern of every drum."""
    return dict(line.split(":", 1) for line in text.split())


def play_drums(play: Drums, scene: Scene) -> list[Note]:
    """The section's drums; the kick's beats go into the scene for the bass."""
    groove = grid(_in_metre(scene.pick(play.grooves, "groove"), scene.spec.metre))
    notes: list[Note] = []
    for bar in range(scene.bars):
        notes += _bar(play, scene, groove, bar)
    notes += _crash(play, scene)
    kicks = sorted(note.start for note in notes if note.pitch == DRUMS["K"] and note.velocity > 60)
    scene.kick = tuple(kicks)
    return notes


def _in_metre(text: str, metre: str) -> str:
    """Four-beat grooves with a backbeat have no three-beat form of their own: they become a waltz, or two threes."""
    if metre == "4/4" or ("S:" not in text and "C:" not in text):
        return text
    return _WALTZ if metre == "3/4" else _SIX_EIGHT


def _bar(play: Drums, scene: Scene, groove: dict[str, str], bar: int) -> list[Note]:
    rng = scene.here("drums", bar)
    notes = list(_strokes(scene, groove, bar, rng))
    if play.ghosts:
        notes += _ghosts(play.ghosts, scene, notes, bar, rng)
    if play.comping:
        notes += _comping(play.comping, scene, bar, rng)
    if scene.kind == "build":
        return _build(scene, notes, bar, rng)
    return _changed(play, scene, notes, bar, rng)


def _strokes(scene: Scene, groove: dict[str, str], bar: int, rng: np.random.Generator) -> Iterator[Note]:
    for name, pattern in groove.items():
        for hit in hits(pattern, bar, scene.beats):
            low, high = _STROKES[hit.sign]
            yield Note(scene.bar_start(bar) + hit.at, 0.25, DRUMS[name], int(rng.integers(low, high)))


def _ghosts(share: float, scene: Scene, notes: list[Note], bar: int, rng: np.random.Generator) -> list[Note]:
    """So many soft strokes that they are this share of the snare's, over many bars."""
    snares = [note for note in notes if note.pitch in _SNARES]
    loud = sum(note.velocity >= 60 for note in snares)
    wanted = loud * share / (1 - share) - (len(snares) - loud)
    count = int(wanted) + (rng.random() < wanted % 1) if wanted > 0 else 0
    taken = {round((note.start - scene.bar_start(bar)) * 4) for note in snares}
    free = [step for step in _GHOST_STEPS if step not in taken and step < scene.beats * 4]
    weights = np.array([0.75**rank for rank in range(len(free))])
    steps = rng.choice(free, size=min(count, len(free)), replace=False, p=weights / weights.sum()) if free and count else ()
    return [Note(scene.bar_start(bar) + int(step) / 4, 0.25, DRUMS["S"], int(rng.integers(24, 46))) for step in steps]


def _comping(strokes: float, scene: Scene, bar: int, rng: np.random.Generator) -> list[Note]:
    """Off-beat talk of snare and kick, busier where the section is fuller."""
    count = int(rng.poisson(strokes * (0.6 + 0.8 * scene.energy)))
    eighths = rng.choice(scene.beats * 2, size=min(count, 4), replace=False, p=_comping_weights(scene.beats))
    notes = []
    for eighth in eighths:
        kick = rng.random() < 0.3
        velocity = int(rng.integers(72, 98)) if kick or rng.random() < 0.36 else int(rng.integers(26, 56))
        notes.append(Note(scene.bar_start(bar) + int(eighth) / 2, 0.25, DRUMS["K" if kick else "S"], velocity))
    return notes


def _comping_weights(beats: int) -> np.ndarray:
    weights = np.array([0.5 if eighth % 2 == 0 else 1.5 for eighth in range(beats * 2)])
    return weights / weights.sum()


def _changed(play: Drums, scene: Scene, notes: list[Note], bar: int, rng: np.random.Generator) -> list[Note]:
    """A fill where a section ends, a smaller one halfway, now and then a different bar."""
    last = bar == scene.bars - 1
    if play.fills and last and scene.following is not None:
        return fill(play.fills, scene, notes, bar, _fill_steps(scene, rng), rng)
    if play.fills and bar % 4 == 3 and scene.bars > 4 and rng.random() < 0.55 * play.restless + 0.25 * scene.energy:
        return fill(play.fills, scene, notes, bar, 4, rng)
    return _varied(scene, notes, bar, rng) if bar % 2 and rng.random() < play.restless else notes


def _fill_steps(scene: Scene, rng: np.random.Generator) -> int:
    whole = scene.beats * 4
    return int(rng.choice((8, 8, whole if scene.energy > 0.5 else 8))) if scene.rises else int(rng.choice((4, 4, 8)))


def _varied(scene: Scene, notes: list[Note], bar: int, rng: np.random.Generator) -> list[Note]:
    """One stroke of the bar is different: a kick more, an open hat, a kick less."""
    start, kind = scene.bar_start(bar), int(rng.integers(3))
    hats = [note for note in notes if note.pitch == DRUMS["H"]]
    kicks = [note for note in notes if note.pitch == DRUMS["K"]]
    if kind == 0 and hats:
        lifted = hats[-1]
        return [*(note for note in notes if note is not lifted), Note(lifted.start, 0.5, DRUMS["O"], lifted.velocity)]
    if kind == 1 and len(kicks) > 2:
        return [note for note in notes if note is not kicks[-1]]
    if kicks and scene.beats == 4:
        step = float(rng.choice((1.75, 2.75, 3.5)))
        return [*notes, Note(start + step, 0.25, DRUMS["K"], int(rng.integers(78, 96)))]
    return notes


def _build(scene: Scene, notes: list[Note], bar: int, rng: np.random.Generator) -> list[Note]:
    """Snares that come twice as fast every quarter of the build, louder and louder; the kick leaves at the end."""
    progress = bar / max(1, scene.bars)
    step = 1.0 if progress < 0.5 else 0.5 if progress < 0.75 else 0.25
    kept = [note for note in notes if progress < 0.75 or note.pitch != DRUMS["K"]]
    beats = scene.beats - (1.0 if bar == scene.bars - 1 else 0.0)
    roll = []
    for count in range(int(beats / step)):
        swell = (bar * scene.beats + count * step) / (scene.bars * scene.beats)
        roll.append(Note(scene.bar_start(bar) + count * step, 0.25, DRUMS["S"], int(40 + 72 * swell + rng.integers(-4, 5))))
    return [note for note in kept if note.start < scene.bar_start(bar) + beats] + roll


def _crash(play: Drums, scene: Scene) -> list[Note]:
    if not play.crash or scene.energy < 0.5 or scene.bars < 1:
        return []
    velocity = int(80 + 32 * scene.energy)
    return [Note(scene.start, 2.0, DRUMS[play.crash], velocity)]
