"""What a voice passes through besides what every track does: de-essing, highs that the singer has not, and how present it is.

Signals are float32 of shape (n, 2). Functions that end in "_in_place" change what they are given; the others return new arrays.
"""

import numpy as np

from engine.sound import effects
from engine.sound.compiled import RATE, compiled
from engine.sound.kernels import settled

#: Hertz from which on a voice's sound is taken for hissing, and the band whose octave replaces what the singer has not.
_HISS = 5200.0
_SOURCE = (5500.0, 11500.0)
#: Hertz under which the made highs are cut: the singer sounds up to there.
_MADE = 11500.0


def deess_in_place(x: np.ndarray, threshold_db: float, ratio: float) -> None:
    """Turns the hissing band down where it is louder than the threshold (dB, RMS); the rest of the voice keeps its level."""
    hiss = x.copy()
    effects.filter_in_place(hiss, [effects.highpass(_HISS)])
    curve = effects.compression(hiss, threshold_db, ratio, 0.001, 0.04)
    effects.scale_in_place(hiss, curve - np.float32(1.0))
    effects.mix_in_place(x, hiss, 1.0)


def excite_in_place(x: np.ndarray, db: float) -> None:
    """Adds highs above 11.5 kHz: the octave of the band below, as loud as that band plus db."""
    made = x.copy()
    effects.filter_in_place(made, [effects.highpass(_SOURCE[0]), effects.highpass(_SOURCE[0]), effects.lowpass(_SOURCE[1])])
    _octave_in_place(made)
    effects.filter_in_place(made, [effects.highpass(_MADE), effects.highpass(_MADE)])
    effects.mix_in_place(x, made, 10 ** (db / 20))


@compiled
def _octave_in_place(x: np.ndarray) -> None:
    """Squares over the level: sums of the frequencies within, at about the level that they came with (and differences, to be cut)."""
    rise, fall = 1.0 - np.exp(-1.0 / (0.001 * RATE)), 1.0 - np.exp(-1.0 / (0.015 * RATE))
    for c in range(2):
        power = 0.0
        for i in range(len(x)):
            square = float(x[i, c]) * float(x[i, c])
            power = settled(power + (square - power) * (rise if square > power else fall))
            x[i, c] = square / np.sqrt(power) if power > 1e-14 else 0.0


@compiled
def activity(x: np.ndarray, level_db: float) -> np.ndarray:
    """How much the voice sings: a curve (n,) from 0, 24 dB and more under level_db (RMS), to 1, from 10 dB under it on."""
    curve = np.zeros(len(x), np.float32)
    step = 32
    rise, fall = 1.0 - np.exp(-step / (0.012 * RATE)), 1.0 - np.exp(-step / (0.16 * RATE))
    now = 0.0
    for block in range(0, len(x), step):
        end = min(block + step, len(x))
        total = 0.0
        for i in range(block, end):
            total += x[i, 0] * x[i, 0] + x[i, 1] * x[i, 1]
        level = 10.0 * np.log10(total / (2 * step) + 1e-12) - level_db
        wanted = min(1.0, max(0.0, (level + 24.0) / 14.0))
        before = now
        now = settled(now + (wanted - now) * (rise if wanted > now else fall))
        for i in range(block, end):
            curve[i] = before + (now - before) * (i - block) / step
    return curve


@compiled
def dip_in_place(x: np.ndarray, curve: np.ndarray, band: effects.Section, db: float) -> None:
    """Turns a band of x down by db where curve (n,) is 1, and not where it is 0."""
    b0, b1, b2, a1, a2 = band
    state = np.zeros((2, 2))
    depth = -db / 20.0 * np.log(10.0)
    for i in range(len(x)):
        turn = np.exp(depth * curve[i]) - 1.0
        for c in range(2):
            value = float(x[i, c])
            inside = b0 * value + state[c, 0]
            state[c, 0] = settled(b1 * value - a1 * inside + state[c, 1])
            state[c, 1] = settled(b2 * value - a2 * inside)
            x[i, c] = value + inside * turn
