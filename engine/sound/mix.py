"""From a score's tracks to the band's three buses: levels by measured loudness, places, sends, ducking, bus compression."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import TypeVar

import numpy as np

from engine.score import Score, Space, Track
from engine.sound import effects
from engine.sound.bus import REFERENCE, Bus, coloured
from engine.sound.instruments import INSTRUMENTS, Instrument
from engine.sound.loudness import SILENCE, loudness
from engine.sound.sampler import Sound, render_sampled
from engine.sound.synth import render_synth
from engine.sound.tempo import Clock

BUSES = ("drums", "bass", "other")
#: The most, in dB, that a faint track is raised.
_MOST_GAIN = 40.0
_KICKS = (35, 36)

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def mix(score: Score, clock: Clock, frames: int, pool: Executor, threads: int) -> tuple[dict[str, np.ndarray], dict[str, float]]:
    """The band's buses (n, 2) in the order of BUSES, and the gain that each track was given, in dB by its name."""
    gains: dict[str, float] = {}
    finished: list[Future[np.ndarray]] = []
    duck = _duck_curve(score, clock, frames)
    room = effects.room(score.space.reverb_seconds, score.space.predelay_ms)
    players = {name: [track for track in score.tracks if track.notes and _bus(track) == name] for name in BUSES}
    rendered = _in_order(pool, threads, lambda track: _track(score, track, clock, frames), [t for some in players.values() for t in some])
    for name, tracks in players.items():  # one bus after another: what each sends to room and echo is as large as itself
        bus = Bus(np.zeros((frames, 2), np.float32))
        for track, (sound, gain) in zip(tracks, rendered, strict=False):
            gains[track.name] = gain
            if track.ducked and duck is not None:
                effects.scale_in_place(sound, duck)
            bus.add(sound, track.reverb, track.delay)
        finished.append(pool.submit(_finish, name, bus, score.space, room, clock))
        del bus
    done = [one.result() for one in finished]
    _add_noise(score, done)
    return dict(zip(BUSES, done, strict=True)), gains


def _bus(track: Track) -> str:
    return track.bus if track.bus in BUSES else "other"


def seed_of(score: Score, name: str) -> int:
    """A seed for what is drawn at random under a name, from the piece's own."""
    return int.from_bytes(hashlib.sha256(f"{score.spec.seed}/{name}".encode()).digest()[:4]) & 0x7FFFFFFF


def _in_order(pool: Executor, ahead: int, work: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result]:
    """Results in the items' order, with at most so many under way or waiting: each may be large."""
    waiting: deque[Future[_Result]] = deque()
    for item in items:
        waiting.append(pool.submit(work, item))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _track(score: Score, track: Track, clock: Clock, frames: int) -> tuple[np.ndarray, float]:
    """A track as it stands in the mix before ducking and sends, and its gain in dB."""
    instrument = INSTRUMENTS[track.instrument]
    sound = _play(score, track, instrument, clock, frames)
    effects.filter_in_place(sound, _tone(instrument, track))
    if track.drive > 0:
        effects.saturate_in_place(sound, track.drive, 2 * 10 ** (loudness(sound) / 20))
    if instrument.width > 0:
        effects.widen_in_place(sound, instrument.width)
    elif instrument.width < 0:
        effects.narrow_in_place(sound, -instrument.width)
    gain = score.gains.get(track.name)
    if gain is None:
        measured = loudness(sound)
        gain = 0.0 if measured <= SILENCE else min(_MOST_GAIN, REFERENCE + track.level - measured)
    sound *= np.float32(10 ** (gain / 20))
    if track.pan:
        effects.pan_in_place(sound, float(track.pan))
    return sound, gain


def _play(score: Score, track: Track, instrument: Instrument, clock: Clock, frames: int) -> np.ndarray:
    notes = []
    for note in track.notes:
        start = clock.seconds(note.start)
        notes.append((clock.frame(note.start), Sound(clock.seconds(note.start + note.length) - start, note.pitch, note.velocity)))
    if instrument.preset:
        return render_sampled(instrument.preset, notes, frames, instrument.vary)
    assert instrument.patch
    return render_synth(instrument.patch, notes, frames, clock.beat_seconds, seed_of(score, track.name))


def _tone(instrument: Instrument, track: Track) -> list[effects.Section]:
    sections = [effects.highpass(max(instrument.highpass, track.highpass or 0.0)), *effects.sections(instrument.bands)]
    return [*sections, effects.lowpass(track.lowpass)] if track.lowpass else sections


def _duck_curve(score: Score, clock: Clock, frames: int) -> np.ndarray | None:
    if score.space.duck_db <= 0 or not any(track.ducked for track in score.tracks):
        return None
    kicks = [clock.frame(n.start) for t in score.tracks if t.bus == "drums" for n in t.notes if n.pitch in _KICKS]
    return effects.ducking(frames, np.array(sorted(kicks), np.int64), score.space.duck_db, score.space.duck_ms / 1000)


def _finish(name: str, bus: Bus, space: Space, room: np.ndarray, clock: Clock) -> np.ndarray:
    bus.bring_back(space, room, clock)
    _compress(name, bus.dry, space)
    return coloured(bus.dry, space)


def _compress(name: str, x: np.ndarray, space: Space) -> None:
    """Drums by the style's glue, the bass steadily; the loudness stays what it was."""
    if name == "other" or (name == "drums" and space.glue_db <= 0):
        return
    before = loudness(x)
    if before <= SILENCE:
        return
    if name == "drums":
        curve = effects.compression(x, before + 2.0, 1.0 + space.glue_db, 0.012, 0.11)
    else:
        curve = effects.compression(x, before - 1.0, 2.5, 0.02, 0.16)
    effects.scale_in_place(x, curve)
    x *= np.float32(10 ** ((before - loudness(x)) / 20))


def _add_noise(score: Score, buses: list[np.ndarray]) -> None:
    """Vinyl under the whole, on the last bus."""
    if score.space.noise_db is None:
        return
    level = loudness(buses[0] + buses[1] + buses[2]) + score.space.noise_db
    noise = effects.vinyl(len(buses[-1]), seed_of(score, "vinyl"))
    effects.mix_in_place(buses[-1], noise, 10 ** ((level - loudness(noise)) / 20))
