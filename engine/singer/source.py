"""From frames of a voice to its waveform: pulses at the sung pitch and breath, shaped by the frames' spectra."""

from typing import NamedTuple

import numpy as np
from scipy.fft import irfft, rfft

from engine.singer.graphs import Spectra
from engine.sound.compiled import compiled

RATE = 24000
"""Samples per second of the neural voice."""
HOP = 300
_SIZE = 4 * HOP
_WINDOW = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_SIZE) / _SIZE)).astype(np.float32)
#: With windows at every quarter of their length, a signal windowed twice comes back one and a half times as large.
_OVERLAP = np.float32(1 / 1.5)
#: Harmonics above this are left to the breath, as the network has learnt it.
_HIGHEST = 11000.0
#: Log magnitudes are cut here, far above any voice.
_LOUDEST = 7.0


class Colour(NamedTuple):
    """What a voice does to pulses and breath: each (frames, 601) float32 or complex64."""

    harmonic: np.ndarray
    noise: np.ndarray
    rest: np.ndarray


def colour(parts: Spectra) -> Colour:
    """Magnitudes and phases as factors."""
    return Colour(
        _turned(_magnitude(parts.harmonic), np.float32(np.pi) * np.tanh(parts.angle)),
        _magnitude(parts.noise),
        _turned(_magnitude(parts.rest), parts.phase),
    )


def formed(given: Colour, factor: float) -> Colour:
    """The colour with every resonance moved by factor."""
    bins = given.noise.shape[1]
    place = np.arange(bins) / factor
    low = np.minimum(place.astype(np.int64), bins - 2)
    part = np.minimum(place - low, 1.0)
    inside = place <= bins - 1
    shares = np.stack([(1 - part) * inside, part * inside]).astype(np.float32)
    return Colour(*(_moved(one, low, shares) for one in given))


def waveform(given: Colour, pitch: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Sound of HOP samples a frame: the colour (frames, 601) on pulses at pitch (frames,) in Hz; float32 at RATE."""
    frames = len(pitch)
    pulses = np.pad(_pulses(pitch.astype(np.float64)), _SIZE // 2)
    cut = np.lib.stride_tricks.sliding_window_view(pulses, _SIZE)[::HOP][:frames]
    spectrum = np.asarray(rfft(cut * (_WINDOW * np.float32(4 / _SIZE)), axis=1))
    breath = rng.standard_normal((frames, 2 * given.noise.shape[1]), dtype=np.float32).view(np.complex64)
    _shape(spectrum, given.harmonic, breath, given.noise, given.rest)
    return _joined(np.asarray(irfft(spectrum, _SIZE, axis=1)))


def _magnitude(log: np.ndarray) -> np.ndarray:
    return np.exp(np.minimum(log, _LOUDEST), dtype=np.float32)


def _turned(size: np.ndarray, angle: np.ndarray) -> np.ndarray:
    out = np.empty(size.shape, np.complex64)
    np.multiply(np.cos(angle), size, out=out.real)
    np.multiply(np.sin(angle), size, out=out.imag)
    return out


def _joined(windows: np.ndarray) -> np.ndarray:
    """Overlapping windows (frames, _SIZE) added up to frames * HOP samples."""
    windows *= _WINDOW * _OVERLAP
    frames = len(windows)
    blocks = windows.reshape(frames, 4, HOP)
    out = np.zeros((frames + 3, HOP), np.float32)
    for k in range(4):
        out[k : k + frames] += blocks[:, k]
    return out.reshape(-1)[_SIZE // 2 : _SIZE // 2 + frames * HOP]


@compiled
def _moved(values: np.ndarray, low: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Every bin (frames, bins) made of bin `low` of it and the next one, in these shares (2, bins)."""
    out = np.empty_like(values)
    for i in range(values.shape[0]):
        for k in range(values.shape[1]):
            out[i, k] = values[i, low[k]] * shares[0, k] + values[i, low[k] + 1] * shares[1, k]
    return out


@compiled
def _shape(spectrum: np.ndarray, harmonic: np.ndarray, breath: np.ndarray, noise: np.ndarray, rest: np.ndarray) -> None:
    """Filters the spectrum of the pulses and adds breath and rest; all (frames, bins)."""
    for i in range(spectrum.shape[0]):
        for k in range(spectrum.shape[1]):
            spectrum[i, k] = spectrum[i, k] * harmonic[i, k] + breath[i, k] * noise[i, k] + rest[i, k]


@compiled
def _pulses(pitch: np.ndarray) -> np.ndarray:
    """HOP samples a frame of a pulse train: every harmonic below _HIGHEST at the same strength, summed in closed form."""
    out = np.zeros(len(pitch) * HOP, np.float32)
    phase = 0.0
    for i in range(len(out)):
        place = i / HOP
        frame = min(max(int(np.floor(place)), 0), len(pitch) - 1)
        after = min(frame + 1, len(pitch) - 1)
        part = min(max(place - frame, 0.0), 1.0)
        hertz = max(pitch[frame] * (1.0 - part) + pitch[after] * part, 40.0)
        phase += hertz / RATE
        phase -= np.floor(phase)
        harmonics = np.floor(_HIGHEST / hertz) + 0.5
        half = np.pi * phase
        below = 2.0 * np.sin(half)
        out[i] = (np.sin(2.0 * half * harmonics) / below if abs(below) > 2e-3 else harmonics) - 0.5
    return out
