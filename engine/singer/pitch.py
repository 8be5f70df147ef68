"""The pitch that is sung: from note to note with a short glide, with vibrato, a little drift, and from below at the start of a phrase."""

from collections.abc import Sequence

import numpy as np

from engine.singer.tones import Tone

#: Seconds of a glide, most and as a part of the shorter note beside it, and how much of it lies before the note.
_GLIDE, _GLIDE_PART, _EARLY = 0.08, 0.25, 0.8
#: Tones longer than this vibrate, from _VIBRATO_AFTER on; Hz, and semitones at its fullest.
_VIBRATO, _VIBRATO_AFTER, _RATE, _DEPTH = 0.42, 0.25, 5.4, (0.18, 0.14)
#: Semitones of drift, and seconds between two of its points.
_DRIFT, _DRIFT_STEP = 0.07, 0.12
#: Semitones below the first tone at which a phrase starts, and the second by which it has arrived.
_SCOOP, _SCOOP_END = 0.9, 0.09


def curve(tones: Sequence[Tone], at: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """MIDI pitch at the seconds `at` (n,). What moves in a tone moves around its note: its middle lies on it."""
    ornaments = _drift(at, rng)
    for tone in tones:
        ornaments += _vibrato(tone, at, rng)
    steps = _steps(tones)
    levels = [pitch - _centre(ornaments, at, start, end) for start, end, pitch in steps]
    out = np.full(len(at), levels[0])
    for k in range(1, len(steps)):
        start, before, length = steps[k][0], steps[k][0] - steps[k - 1][0], steps[k][1] - steps[k][0]
        glide = min(_GLIDE, _GLIDE_PART * before, _GLIDE_PART * length)
        out += (levels[k] - levels[k - 1]) * _rise((at - start) / glide + _EARLY)
    return out + ornaments - _scoop(tones[0], at)


def _steps(tones: Sequence[Tone]) -> list[tuple[float, float, float]]:
    """(start, end, pitch) of every note, those that a syllable moves on to among them."""
    found = []
    for tone in tones:
        ends = [*(start for start, _ in tone.turns[1:]), tone.end]
        found.extend((start, end, pitch) for (start, pitch), end in zip(tone.turns, ends, strict=True))
    return found


def _rise(part: np.ndarray) -> np.ndarray:
    """0 to 1 while part goes from 0 to 1, softly."""
    return 0.5 - 0.5 * np.cos(np.pi * np.clip(part, 0.0, 1.0))


def _vibrato(tone: Tone, at: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    rate, turn = _RATE + rng.uniform(-0.3, 0.3), rng.uniform(0.0, 2 * np.pi)
    start = tone.turns[-1][0]
    length = tone.end - start
    if length <= _VIBRATO:
        return np.zeros(len(at))
    since = at - start
    grown = np.clip((since - _VIBRATO_AFTER) / 0.4, 0.0, 1.0) * np.clip((length - since) / 0.08, 0.0, 1.0)
    return grown * (_DEPTH[0] + _DEPTH[1] * min(length, 1.6)) * np.sin(2 * np.pi * rate * since + turn)


def _drift(at: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    points = np.arange(at[0] - _DRIFT_STEP, at[-1] + 2 * _DRIFT_STEP, _DRIFT_STEP)
    return np.interp(at, points, _DRIFT * rng.standard_normal(len(points)))


def _centre(ornaments: np.ndarray, at: np.ndarray, start: float, end: float) -> float:
    """What the ornaments add in the middle of a note."""
    edge = 0.2 * (end - start)
    middle = ornaments[np.searchsorted(at, start + edge) : np.searchsorted(at, end - edge)]
    return float(np.median(middle)) if len(middle) else 0.0


def _scoop(tone: Tone, at: np.ndarray) -> np.ndarray:
    arrived = min(_SCOOP_END, 0.3 * tone.length)
    return _SCOOP * np.clip((tone.start + arrived - at) / 0.25, 0.0, 1.0)
