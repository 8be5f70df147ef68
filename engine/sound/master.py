"""The master: one gain curve for all buses that brings the sum to its loudness and keeps its true peaks under the ceiling."""

import numpy as np
from scipy.ndimage import minimum_filter1d

from engine.sound import effects
from engine.sound.compiled import RATE, compiled
from engine.sound.loudness import HOP, SILENCE, integrated, loudness, true_peaks, weighted_energy

LOUDNESS = -14.0
"""LUFS of every piece (AES TD1008 asks for -16 to -14)."""

CEILING = -2.2
"""dBTP before encoding: an mp3 of 320 kbit/s overshoots by up to 0.8 dB (a drum machine's, measured), and -1 dBTP is what has to hold."""

#: The most the limiter takes off, in dB: a piece that would need more stays quieter than LOUDNESS rather than being crushed.
_MOST_LIMITING = 11.0
_AHEAD, _RELEASE = 0.004, 0.09
_ROUNDS = 5
#: How often the sum is heard at most; a correction smaller than this, in dB, needs no further one.
_HEARINGS, _NEAR = 3, 0.12


def master_gain(mix: np.ndarray, glue_db: float, fixed_db: float | None) -> tuple[np.ndarray, float]:
    """Gain curve (n,) for the sum mix (n, 2), and the gain in dB that it holds apart from compressor and limiter.

    fixed_db is that gain where an earlier render has already decided it.
    """
    before = loudness(mix)
    if before <= SILENCE:
        return np.ones(len(mix), np.float32), 0.0
    curve = _glue(mix, before, glue_db)
    glued = mix * curve[:, None]
    peaks = true_peaks(glued)
    gain = fixed_db if fixed_db is not None else _find_gain(glued, peaks)
    del glued
    limiter = _limit(peaks, gain)
    return curve * limiter * np.float32(10 ** (gain / 20)), gain


def _glue(mix: np.ndarray, level: float, glue_db: float) -> np.ndarray:
    if glue_db <= 0:
        return np.ones(len(mix), np.float32)
    return effects.compression(mix, level + 1.0, 1.0 + 0.5 * glue_db, 0.03, 0.2)


def _find_gain(glued: np.ndarray, peaks: np.ndarray) -> float:
    """The gain in dB at which the limited sum (n, 2) has its loudness.

    The limiter's effect on each block is first taken as its mean power there. It bites where the block is loudest, so the sum is
    then heard, and heard again where much was missing: what is added, the limiter takes away in part.
    """
    energy = weighted_energy(glued)
    most = 20 * float(np.log10(10 ** (CEILING / 20) / max(float(peaks.max()), 1e-9))) + _MOST_LIMITING
    gain = min(most, LOUDNESS - integrated(energy))
    for _ in range(_ROUNDS):
        short = LOUDNESS - integrated(energy * _block_power(_limit(peaks, gain), len(energy))) - gain
        if abs(short) < 0.02:
            break
        gain = min(most, gain + short)
    for _ in range(_HEARINGS):
        short = LOUDNESS - loudness(glued * _limit(peaks, gain)[:, None]) - gain
        gain = min(most, gain + short)
        if abs(short) < _NEAR:
            break
    return gain


def _block_power(curve: np.ndarray, blocks: int) -> np.ndarray:
    return np.square(curve[: blocks * HOP].reshape(blocks, HOP), dtype=np.float64).mean(axis=1)


def _limit(peaks: np.ndarray, gain: float) -> np.ndarray:
    """The limiter's curve (n,) for peaks (n,) raised by gain dB: down before a peak comes, slowly back.

    The least gain needed in the frames ahead, let back slowly, then averaged over as many frames: each value averaged is low enough.
    """
    ceiling = np.float32(10 ** ((CEILING - gain) / 20))
    ahead = int(_AHEAD * RATE) // 2 * 2
    needed = ceiling / np.maximum(peaks, ceiling)
    needed = minimum_filter1d(needed, ahead + 1, mode="constant", cval=1.0, origin=-(ahead // 2))
    _recover(needed, ahead + 1, 1 - np.exp(-1 / (_RELEASE * RATE)))
    return needed


@compiled
def _recover(gains: np.ndarray, window: int, release: float) -> None:
    """Lets gains (n, at least 1) rise no faster than release allows and averages the last window of them, in place."""
    now = float(gains[0])
    ring = np.full(window, now)
    total = now * window
    for i in range(len(gains)):
        now = min(float(gains[i]), now + (1.0 - now) * release)
        total += now - ring[i % window]
        ring[i % window] = now
        gains[i] = total / window
