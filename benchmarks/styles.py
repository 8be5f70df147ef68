"""Whether the engine's styles can be told apart by ear: python -m benchmarks.styles

Short pieces of every style are made, and plain measures taken of their mixes, equally loud (benchmarks/traits.py). A linear
discriminant learns the styles from some pieces, and is asked about others, whose seeds, keys and tempi it has never heard. It is
asked again without being told the tempo, which must not do the work alone. Right by chance: one in twelve.

This measures that the engine's styles differ from one another, not that they are like the world's.
"""

import argparse
import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from benchmarks.traits import traits
from engine import composer, libretto, prompt, sound
from engine.styles import STYLES

#: Seconds of a piece that are asked for.
SECONDS = 45
#: Learned from: these keys, and tempi at these places between a style's slowest and fastest. Asked about: the others.
LEARNED_KEYS, ASKED_KEYS = ("C", "D", "E", "Gb", "Ab", "Bb"), ("Db", "Eb", "F", "G", "A", "B")
LEARNED_TEMPI, ASKED_TEMPI = (0.05, 0.35, 0.65, 0.95), (0.2, 0.5, 0.8)
#: How far the styles' common spread is drawn towards a ball: with few pieces for many measures a spread is known badly.
SHRINKAGE = 0.3
NEEDED = 0.8


@dataclass(frozen=True)
class Piece:
    """What is asked of the engine."""

    style: str
    seed: str
    key: str
    bpm: int
    sung: bool

    @property
    def request(self) -> dict[str, object]:
        wish = f"{self.style}, {self.bpm} bpm, key of {self.key}, {SECONDS} seconds"
        return {"sound_prompt": wish, "instrumental": not self.sung}

    @property
    def name(self) -> str:
        return hashlib.sha256(json.dumps(astuple(self)).encode()).hexdigest()[:24] + ".json"


def pieces(each: int, keys: Sequence[str], tempi: Sequence[float], seeds: str, sung: bool) -> list[Piece]:
    """As many of every style, going through keys and tempi side by side."""
    made = []
    for style in STYLES.values():
        slowest, _, fastest = style.bpm
        for number in range(each):
            bpm = round(slowest + (fastest - slowest) * tempi[number % len(tempi)])
            made.append(Piece(style.name, f"{seeds}-{number}", keys[number % len(keys)], bpm, sung))
    return made


def heard(piece: Piece) -> dict[str, float]:
    """Make the piece and measure it."""
    words = libretto.of(piece.request, piece.seed)
    spec = prompt.read(piece.request, piece.seed, words.text)
    assert (spec.style, round(spec.bpm)) == (piece.style, piece.bpm), f"{piece} was read as {spec.style} at {spec.bpm}"
    return traits(sound.render(composer.compose(spec), threads=1).mix)


def all_heard(wanted: list[Piece], folder: Path | None, workers: int) -> tuple[np.ndarray, list[str]]:
    """Measures of the pieces, (pieces, measures), and their names; taken from the folder where they are there already."""
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=os.nice, initargs=(10,)) as pool:
        found = list(pool.map(_kept, wanted, [folder] * len(wanted)))
    return np.array([list(measures.values()) for measures in found]), list(found[0])


def _kept(piece: Piece, folder: Path | None) -> dict[str, float]:
    path = folder / piece.name if folder else None
    if path and path.exists():
        return json.loads(path.read_text())
    found = heard(piece)
    if path:
        path.write_text(json.dumps(found))
    return found


def guesses(learned: np.ndarray, of: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Linear discriminant: the class of each asked row whose mean is nearest, measured by the classes' common spread."""
    centre, scale = learned.mean(axis=0), learned.std(axis=0) + 1e-9
    learned, asked = (learned - centre) / scale, (asked - centre) / scale
    classes = np.unique(of)
    means = np.array([learned[of == one].mean(axis=0) for one in classes])
    within = np.cov((learned - means[np.searchsorted(classes, of)]).T)
    ball = np.eye(len(within)) * np.trace(within) / len(within)
    spread = np.linalg.inv((1 - SHRINKAGE) * within + SHRINKAGE * ball)
    away = asked[:, None] - means
    return classes[np.einsum("pcm,mn,pcn->pc", away, spread, away).argmin(axis=1)]


def table(of: Sequence[str], guessed: Sequence[str]) -> str:
    """Rows: what it was; columns: what it was taken for."""
    names = list(STYLES)
    counts = {(was, taken): sum(pair == (was, taken) for pair in zip(of, guessed, strict=True)) for was in names for taken in names}
    head = " " * 12 + "".join(f"{name[:9]:>10}" for name in names)
    rows = [f"{was:12}" + "".join(f"{counts[was, taken] or '.':>10}" for taken in names) for was in names]
    return "\n".join([head, *rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learn", type=int, default=8, help="pieces of each style to learn from (default 8)")
    parser.add_argument("--ask", type=int, default=6, help="pieces of each style to ask about (default 6)")
    parser.add_argument("--sung", action="store_true", help="sung pieces in place of instrumental ones")
    parser.add_argument("--measures", type=Path, help="a folder that keeps the measures for another run of the same engine")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    if given.measures:
        given.measures.mkdir(parents=True, exist_ok=True)
    learned = pieces(given.learn, LEARNED_KEYS, LEARNED_TEMPI, "learned", given.sung)
    asked = pieces(given.ask, ASKED_KEYS, ASKED_TEMPI, "asked", given.sung)
    measures, names = all_heard([*learned, *asked], given.measures, given.workers)
    report(measures[: len(learned)], learned, measures[len(learned) :], asked, names)


def report(learned: np.ndarray, learned_of: list[Piece], asked: np.ndarray, asked_of: list[Piece], names: list[str]) -> None:
    was, truth = np.array([piece.style for piece in learned_of]), [piece.style for piece in asked_of]
    for what, kept in (("all measures", [True] * len(names)), ("without tempo", [name != "tempo" for name in names])):
        guessed = guesses(learned[:, kept], was, asked[:, kept])
        right = np.mean([one == other for one, other in zip(truth, guessed, strict=True)])
        print(f"{what}: {100 * right:.1f} % of {len(truth)} pieces told right ({sum(kept)} measures; needed: {100 * NEEDED:.0f} %)")
        print(table(truth, guessed.tolist()), flush=True)


if __name__ == "__main__":
    main()
