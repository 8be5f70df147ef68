"""Loudness and true peak after ITU-R BS.1770-4, at 44.1 kHz."""

import numpy as np
from scipy.signal import firwin

from engine.sound.compiled import RATE, compiled
from engine.sound.kernels import settled

HOP = RATE // 10
"""Frames of a block of 100 ms; four make one of the recommendation's gating blocks."""

SILENCE = -70.0
"""What silence measures, in LUFS: the recommendation's absolute gate."""

#: Four phases of 12 taps: a low-pass at the original band's edge, read at quarter frames.
_TAPS = np.asarray(firwin(48, 0.9 / 4)).reshape(12, 4).T[:, ::-1].astype(np.float32) * 4


@compiled
def weighted_energy(x: np.ndarray) -> np.ndarray:
    """Mean square of the K-weighted signal x (n, 2), both sides added, per block of HOP frames.

    The two filters are the recommendation's (a shelf and a high-pass), as the bilinear transform gives them at 44.1 kHz.
    """
    blocks = np.zeros(len(x) // HOP)
    shelf, high = np.zeros((2, 2)), np.zeros((2, 2))
    for b in range(len(blocks)):
        for c in range(2):
            for k in range(2):
                shelf[c, k], high[c, k] = settled(shelf[c, k]), settled(high[c, k])
        total = 0.0
        for i in range(b * HOP, (b + 1) * HOP):
            for c in range(2):
                value = float(x[i, c])
                raised = 1.5308412300503478 * value + shelf[c, 0]
                shelf[c, 0] = -2.6509799951547297 * value + 1.6636551132560204 * raised + shelf[c, 1]
                shelf[c, 1] = 1.1690790799215869 * value - 0.7125954280732254 * raised
                heard = raised + high[c, 0]
                high[c, 0] = -2.0 * raised + 1.9891696736297957 * heard + high[c, 1]
                high[c, 1] = raised - 0.9891990357870394 * heard
                total += heard * heard
        blocks[b] = total / HOP
    return blocks


def integrated(energy: np.ndarray) -> float:
    """LUFS of blocks of 100 ms, gated; SILENCE where nothing passes the gate. Shorter than 400 ms is measured whole."""
    gating = _gating_blocks(energy)
    gating = gating[gating > _energy(SILENCE)]
    if not len(gating):
        return SILENCE
    return _lufs(float(gating[gating > gating.mean() / 10].mean()))


def loudness(x: np.ndarray) -> float:
    """Integrated loudness of x (n, 2) in LUFS."""
    return integrated(weighted_energy(x))


def _gating_blocks(energy: np.ndarray) -> np.ndarray:
    if len(energy) < 4:
        return energy.mean(keepdims=True) if len(energy) else energy
    return (energy[:-3] + energy[1:-2] + energy[2:-1] + energy[3:]) / 4


def _lufs(energy: float) -> float:
    return -0.691 + 10 * float(np.log10(energy))


def _energy(lufs: float) -> float:
    return 10 ** ((lufs + 0.691) / 10)


def true_peaks(x: np.ndarray) -> np.ndarray:
    """At every frame of x (n, 2) the greatest magnitude of either side there and at the three points after it, at 4 times the rate."""
    return _true_peaks(x, _TAPS)


@compiled
def _true_peaks(x: np.ndarray, taps: np.ndarray) -> np.ndarray:
    peaks = np.zeros(len(x), np.float32)
    width = taps.shape[1]
    for i in range(len(x)):
        most = max(abs(x[i, 0]), abs(x[i, 1]))
        if i >= width // 2 - 1 and i + width // 2 < len(x):
            first = i - width // 2 + 1
            for phase in range(4):
                left = right = np.float32(0.0)
                for k in range(width):
                    left += taps[phase, k] * x[first + k, 0]
                    right += taps[phase, k] * x[first + k, 1]
                most = max(most, abs(left), abs(right))
        peaks[i] = most
    return peaks
