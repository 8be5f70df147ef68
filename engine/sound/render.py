"""From a score to finished sound: all its tracks played, mixed and mastered."""

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from engine import singer
from engine.score import Note, Score, Sung
from engine.sound import effects, vocals
from engine.sound.bus import summed
from engine.sound.compiled import RATE
from engine.sound.instruments import INSTRUMENTS
from engine.sound.master import master_gain
from engine.sound.mix import mix
from engine.sound.tempo import Clock

MASTER = "master"
"""The key of the whole's gain in Rendering.gains; the others are tracks' names."""

#: Seconds that instruments ring on after the last note ends, besides the room.
_RING = 3.0
#: Sound this far under full scale is taken for silence at the end.
_FLOOR = 10 ** (-72 / 20)
#: Seconds over which what is left at the end goes to nothing.
_FADE = 1.2


@dataclass(frozen=True)
class Rendering:
    """A finished piece. mix and every bus: float32 (n, 2), within -1 … 1; mix is exactly the sum of the buses, added in their order.

    The buses are "drums", "bass" and "other", after "vocals" where the score has some.
    """

    buses: dict[str, np.ndarray]
    mix: np.ndarray
    #: dB by track name, of the whole under MASTER and of the voices under keys that begin with vocals.LEAD: kept in the score,
    #: they make a later render of it match this one.
    gains: dict[str, float]
    rate: int = RATE


def render(score: Score, threads: int = 2) -> Rendering:
    """Plays and sings the score. The same score gives the same frames, however many threads. KeyError: an instrument that there is not."""
    unknown = {track.instrument for track in score.tracks} - INSTRUMENTS.keys()
    if unknown:
        raise KeyError(f"no such instrument: {', '.join(sorted(unknown))}")
    clock = Clock(score.tempo)
    last = clock.frame(max((n.start + n.length for n in _notes(score)), default=0.0))
    frames = last + round((_RING + min(score.space.reverb_seconds, 8.0)) * RATE)
    with ThreadPoolExecutor(threads) as pool, ThreadPoolExecutor(1) as stage:
        singing = stage.submit(_sung, score, clock, frames, pool) if score.vocals else None
        buses, gains = mix(score, clock, frames, pool, threads)
        if score.vocals and singing:
            stem = singing.result()
            gains |= stem.gains | vocals.in_front(score, score.vocals, stem, buses, clock, pool)
            buses = {"vocals": stem.sound, **buses}
            del stem, singing
        whole = summed(buses)
        curve, gains[MASTER] = master_gain(whole, score.space.glue_db, score.gains.get(MASTER))
        end = _end(whole, curve, last)
        del whole
        curve = _faded(curve[:end], last)
        finished = {name: bus[:end] for name, bus in buses.items()}
        list(pool.map(lambda bus: effects.scale_in_place(bus, curve), finished.values()))
    return Rendering(finished, summed(finished), gains)


def _notes(score: Score) -> Iterator[Note | Sung]:
    yield from (note for track in score.tracks for note in track.notes)
    yield from (note for phrase in (score.vocals.phrases if score.vocals else ()) for note in phrase.notes)


def _sung(score: Score, clock: Clock, frames: int, pool: Executor) -> vocals.Stem:
    assert score.vocals
    return vocals.stem(score, score.vocals, singer.sing(score, clock, frames, pool), clock, pool)


def _end(whole: np.ndarray, curve: np.ndarray, last: int) -> int:
    """The frame at which the piece has died away, not before its last note has ended."""
    loud = np.flatnonzero(np.abs(whole[last:]).max(axis=1) * curve[last:] > _FLOOR)
    after = int(loud[-1]) + 1 if len(loud) else 0
    return min(len(whole), last + max(after, round(0.25 * RATE)))


def _faded(curve: np.ndarray, last: int) -> np.ndarray:
    """The curve going to nothing at its end, but not before the frame in which the last note ends."""
    length = min(len(curve) - last, round(_FADE * RATE))
    out = curve.copy()
    out[len(out) - length :] *= (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, length))).astype(np.float32)
    return out
