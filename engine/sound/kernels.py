"""Small compiled pieces that the voices and effects share."""

import numpy as np

from engine.sound.compiled import RATE, compiled


@compiled
def add(out: np.ndarray, part: np.ndarray, start: int, gain: float) -> None:
    """Adds part (m, 2) to out (n, 2) from frame start on; what does not fit is left out."""
    for i in range(max(0, -start), min(len(part), len(out) - start)):
        out[start + i, 0] += part[i, 0] * gain
        out[start + i, 1] += part[i, 1] * gain


@compiled
def svf_gain(hertz: float) -> float:
    """The state-variable filter's coefficient for a cutoff frequency, kept within what it can do (20 Hz … 20 kHz)."""
    return np.tan(np.pi * min(max(hertz, 20.0), 20000.0) / RATE)


@compiled
def svf_step(x: float, low: float, band: float, g: float, damping: float) -> tuple[float, float, float]:
    """One frame of a low-pass, 12 dB an octave, stable however it is moved (topology-preserving transform, Zavalishin 2012).

    Returns the output and the two states. damping is 1 / Q.
    """
    high = (x - low - (g + damping) * band) / (1.0 + g * (g + damping))
    b = g * high + band
    y = g * b + low
    return y, g * b + y, g * high + b


@compiled
def settled(value: float) -> float:
    """A filter's state, or 0 where nothing is left of it: numbers too small to be normal would slow silence down a hundredfold."""
    return 0.0 if abs(value) < 1e-15 else value
