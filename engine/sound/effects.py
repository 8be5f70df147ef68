"""What a mixing desk holds: equaliser, compressor, saturation, width, room, echo, ducking, tape and vinyl.

Signals are float32 of shape (n, 2). Functions that end in "_in_place" change what they are given; the others return new arrays.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import fft as scipy_fft

from engine.sound.compiled import RATE, compiled
from engine.sound.kernels import settled, svf_gain, svf_step

#: Its stubs describe how it dispatches and not what it returns.
fft: Any = scipy_fft


class Section(NamedTuple):
    """A second-order filter: b0 … b2 over 1, a1, a2."""

    b0: float
    b1: float
    b2: float
    a1: float
    a2: float


def _normalised(b0: float, b1: float, b2: float, a0: float, a1: float, a2: float) -> Section:
    return Section(b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0)


def _angle(hertz: float, q: float) -> tuple[float, float]:
    w = 2 * math.pi * min(hertz, 0.48 * RATE) / RATE
    return math.cos(w), math.sin(w) / (2 * q)


def highpass(hertz: float, q: float = 0.707) -> Section:
    """12 dB an octave. Like all here after R. Bristow-Johnson's Audio EQ Cookbook."""
    c, alpha = _angle(hertz, q)
    return _normalised((1 + c) / 2, -(1 + c), (1 + c) / 2, 1 + alpha, -2 * c, 1 - alpha)


def lowpass(hertz: float, q: float = 0.707) -> Section:
    c, alpha = _angle(hertz, q)
    return _normalised((1 - c) / 2, 1 - c, (1 - c) / 2, 1 + alpha, -2 * c, 1 - alpha)


def bell(hertz: float, db: float, q: float) -> Section:
    c, alpha = _angle(hertz, q)
    gain = 10 ** (db / 40)
    return _normalised(1 + alpha * gain, -2 * c, 1 - alpha * gain, 1 + alpha / gain, -2 * c, 1 - alpha / gain)


def bandpass(hertz: float, q: float) -> Section:
    """As loud at its middle as what comes in."""
    c, alpha = _angle(hertz, q)
    return _normalised(alpha, 0.0, -alpha, 1 + alpha, -2 * c, 1 - alpha)


def filter_in_place(x: np.ndarray, sections: Iterable[Section]) -> None:
    """All sections one after the other."""
    _filter(x, np.array(list(sections)).reshape(-1, 5))


@compiled
def _filter(x: np.ndarray, sections: np.ndarray) -> None:
    """Transposed direct form II; both sides and all sections in one pass, since memory and not arithmetic takes the time."""
    state = np.zeros((len(sections), 4))
    for i in range(len(x)):
        if i & 255 == 0:
            for k in range(len(sections)):
                for j in range(4):
                    state[k, j] = settled(state[k, j])
        left, right = float(x[i, 0]), float(x[i, 1])
        for k in range(len(sections)):
            b0, b1, b2, a1, a2 = sections[k, 0], sections[k, 1], sections[k, 2], sections[k, 3], sections[k, 4]
            out_left, out_right = b0 * left + state[k, 0], b0 * right + state[k, 2]
            state[k, 0] = b1 * left - a1 * out_left + state[k, 1]
            state[k, 1] = b2 * left - a2 * out_left
            state[k, 2] = b1 * right - a1 * out_right + state[k, 3]
            state[k, 3] = b2 * right - a2 * out_right
            left, right = out_left, out_right
        x[i, 0] = left
        x[i, 1] = right


@compiled
def saturate_in_place(x: np.ndarray, drive: float, reference: float) -> None:
    """Soft clipping, 0 … 1 from none to plain grit, around a level of reference; what is quiet keeps its level.

    The even part makes it warm; the high-pass after it takes away the offset that this part brings.
    """
    gain = drive * 1.6 / max(reference, 1e-6)
    for c in range(x.shape[1]):
        before = y = 0.0
        for i in range(len(x)):
            value = float(x[i, c]) * gain
            shaped = np.tanh(value + 0.15 * drive * value * value / (1.0 + value * value)) / gain
            y = settled(shaped - before + 0.9995 * y)
            before = shaped
            x[i, c] = y


@compiled
def pan_in_place(x: np.ndarray, pan: float) -> None:
    """-1 left … 1 right, at equal power; a stereo signal keeps its two sides and is turned as a whole."""
    left = np.cos((pan + 1.0) * np.pi / 4.0) * np.sqrt(2.0)
    right = np.sin((pan + 1.0) * np.pi / 4.0) * np.sqrt(2.0)
    for i in range(len(x)):
        a, b = x[i, 0], x[i, 1]
        # What the quieter side loses beyond its share moves over, so that a far pan does not drop half of a stereo signal.
        if pan > 0.0:
            b += a * pan * 0.5
        else:
            a -= b * pan * 0.5
        x[i, 0] = a * left
        x[i, 1] = b * right


@compiled
def widen_in_place(x: np.ndarray, width: float) -> None:
    """Adds a side signal made from the middle by two slowly moving delays; the sum of both sides stays what it was."""
    past = np.zeros(2048)
    low = band = short = long = 0.0
    g = svf_gain(220.0)
    for i in range(len(x)):
        if i % 16 == 0:
            low, band = settled(low), settled(band)
            t = i / RATE
            short = (0.0113 + 0.0012 * np.sin(2.0 * np.pi * 0.43 * t)) * RATE
            long = (0.0187 + 0.0016 * np.sin(2.0 * np.pi * 0.31 * t)) * RATE
        middle = (x[i, 0] + x[i, 1]) * 0.5
        under, low, band = svf_step(middle, low, band, g, 1.4)
        past[i & 2047] = middle - under
        side = settled((_past(past, i, short) - _past(past, i, long)) * width * 0.7)
        x[i, 0] += side
        x[i, 1] -= side


@compiled
def narrow_in_place(x: np.ndarray, share: float) -> None:
    """Takes away that share, 0 … 1, of the difference between the sides; their sum stays what it was."""
    for i in range(len(x)):
        over = (x[i, 0] - x[i, 1]) * 0.5 * share
        x[i, 0] -= over
        x[i, 1] += over


@compiled
def _past(ring: np.ndarray, now: int, frames: float) -> float:
    """The value some frames ago in a ring of 2048 past values, between two of them in a straight line."""
    whole = int(frames)
    part = frames - whole
    return ring[(now - whole) & 2047] * (1.0 - part) + ring[(now - whole - 1) & 2047] * part


@compiled
def mono_lows_in_place(x: np.ndarray) -> None:
    """Everything under 120 Hz into the middle: the side signal is high-passed there, 24 dB an octave."""
    a1 = a2 = b1 = b2 = 0.0
    g = svf_gain(120.0)
    for i in range(len(x)):
        if i & 255 == 0:
            a1, a2, b1, b2 = settled(a1), settled(a2), settled(b1), settled(b2)
        middle = (x[i, 0] + x[i, 1]) * 0.5
        side = (x[i, 0] - x[i, 1]) * 0.5
        side, a1, a2 = _high_step(side, a1, a2, g, 1.848)
        side, b1, b2 = _high_step(side, b1, b2, g, 0.765)
        x[i, 0] = middle + side
        x[i, 1] = middle - side


@compiled
def _high_step(x: float, low: float, band: float, g: float, damping: float) -> tuple[float, float, float]:
    """svf_step's high-pass side."""
    high = (x - low - (g + damping) * band) / (1.0 + g * (g + damping))
    b = g * high + band
    y = g * b + low
    return high, g * b + y, g * high + b


@compiled
def compression(x: np.ndarray, threshold_db: float, ratio: float, attack: float, release: float) -> np.ndarray:
    """Gain curve (n,) of a compressor that hears both sides together (RMS over about 5 ms, a knee of 6 dB). Seconds."""
    gains = np.ones(len(x), np.float32)
    step = 16
    rise, fall = 1.0 - np.exp(-step / (attack * RATE)), 1.0 - np.exp(-step / (release * RATE))
    window = 1.0 - np.exp(-step / (0.005 * RATE))
    power = reduction = 0.0
    for block in range(0, len(x), step):
        end = min(block + step, len(x))
        total = 0.0
        for i in range(block, end):
            total += x[i, 0] * x[i, 0] + x[i, 1] * x[i, 1]
        power = settled(power + (total / (2 * step) - power) * window)
        over = 10.0 * np.log10(power + 1e-12) - threshold_db
        if over <= -3.0:
            wanted = 0.0
        elif over < 3.0:
            wanted = (over + 3.0) * (over + 3.0) / 12.0 * (1.0 - 1.0 / ratio)
        else:
            wanted = over * (1.0 - 1.0 / ratio)
        before = reduction
        reduction = settled(reduction + (wanted - reduction) * (rise if wanted > reduction else fall))
        for i in range(block, end):
            gains[i] = 10.0 ** (-(before + (reduction - before) * (i - block) / step) / 20.0)
    return gains


@compiled
def scale_in_place(x: np.ndarray, gains: np.ndarray) -> None:
    """x (n, 2) times a curve (n,)."""
    for i in range(len(x)):
        x[i, 0] *= gains[i]
        x[i, 1] *= gains[i]


@compiled
def mix_in_place(out: np.ndarray, x: np.ndarray, gain: float) -> None:
    """out += x * gain, both (n, 2)."""
    g = np.float32(gain)
    for i in range(len(out)):
        out[i, 0] += x[i, 0] * g
        out[i, 1] += x[i, 1] * g


@compiled
def ducking(frames: int, kicks: np.ndarray, db: float, seconds: float) -> np.ndarray:
    """Gain curve (n,): down by db within 4 ms before each kick's frame, back in seconds along half a cosine."""
    gains = np.ones(frames, np.float32)
    depth = 1.0 - 10.0 ** (-db / 20.0)
    ahead, back = int(0.004 * RATE), int(seconds * RATE)
    for kick in kicks:
        for i in range(max(0, kick - ahead), min(frames, kick + back)):
            x = (kick - i) / ahead if i < kick else (i - kick) / back
            gains[i] = min(gains[i], 1.0 - depth * (0.5 + 0.5 * np.cos(np.pi * x)))
    return gains


@compiled
def echo(x: np.ndarray, seconds: float, feedback: float) -> np.ndarray:
    """Only the echoes: they go from side to side, each duller and thinner than the one before."""
    out = np.zeros_like(x)
    gap = max(1, int(seconds * RATE))
    left = right = 0.0
    thin_left = thin_right = 0.0
    for i in range(gap, len(x)):
        source = (x[i - gap, 0] + x[i - gap, 1]) * 0.5
        to_left = source + out[i - gap, 1] * feedback
        to_right = out[i - gap, 0] * max(feedback, 0.35)
        left = settled(left + (to_left - left) * 0.42)
        right = settled(right + (to_right - right) * 0.42)
        thin_left = settled(thin_left + (left - thin_left) * 0.03)
        thin_right = settled(thin_right + (right - thin_right) * 0.03)
        out[i, 0] = left - thin_left
        out[i, 1] = right - thin_right
    return out


def room(seconds: float, predelay_ms: float) -> np.ndarray:
    """Impulse response (m, 2) of a made-up room: early reflections, then noise that dies away, the highs first.

    seconds is the time to -60 dB of the middle frequencies. Its energy is 1 a side, so a send's level is the level of what comes back.
    """
    random = np.random.default_rng(1770)
    length = int(min(seconds * 1.15, 12.0) * RATE) + int(0.1 * RATE)
    t = np.arange(length) / RATE
    tail = sum(_band(random, length, *edges) * np.exp(-6.91 * t / (seconds * share))[:, None] for edges, share in _DECAYS)
    tail *= (1 - np.exp(-t / (0.006 + 0.010 * min(seconds, 3.0))))[:, None]
    early = _early_reflections(random, length, seconds)
    response = tail / np.sqrt((tail**2).sum(axis=0)) + early * 0.55
    # A part of each side in the other: wholly independent sides sound hollow and vanish in mono.
    response = response + 0.3 * response[:, ::-1]
    response /= np.sqrt((response**2).sum(axis=0))
    return np.concatenate([np.zeros((int(predelay_ms / 1000 * RATE), 2)), response]).astype(np.float32)


#: Bands in hertz, with how long they last against the middle.
_DECAYS = (((180.0, 500.0), 1.1), ((500.0, 2000.0), 1.0), ((2000.0, 5000.0), 0.72), ((5000.0, 11000.0), 0.42))


def _band(random: np.random.Generator, length: int, low: float, high: float) -> np.ndarray:
    """Noise between two frequencies, with soft edges, tilted down as walls do."""
    spectrum = fft.rfft(random.standard_normal((length, 2)), axis=0)
    hertz = np.maximum(fft.rfftfreq(length, 1 / RATE), 1.0)
    shape = 1 / (1 + (low / hertz) ** 6) / (1 + (hertz / high) ** 6) * (1000 / hertz) ** 0.25
    return fft.irfft(spectrum * shape[:, None], length, axis=0)


def _early_reflections(random: np.random.Generator, length: int, seconds: float) -> np.ndarray:
    """A dozen single arrivals within the first 15 to 80 ms, each softened, later ones quieter."""
    out = np.zeros((length, 2))
    spread = 0.018 + 0.03 * min(seconds, 2.2)
    for k in range(12):
        at = int((0.004 + spread * ((k + random.random()) / 12) ** 1.2) * RATE)
        side = random.uniform(0.15, 0.85)
        level = random.choice((-1, 1)) * 0.8**k
        for i, weight in enumerate((0.25, 0.5, 0.25)):
            out[at + i] += level * weight * np.array([math.sqrt(1 - side), math.sqrt(side)])
    return out / np.sqrt((out**2).sum(axis=0))


def convolve(x: np.ndarray, response: np.ndarray) -> np.ndarray:
    """Each side of x (n, 2) with its side of response (m, 2), cut at n frames; by overlapping blocks in the frequency domain."""
    out = np.zeros_like(x)
    size = fft.next_fast_len(max(4 * len(response), 1 << 16), real=True)
    block = size - len(response) + 1
    for c in range(2):
        kernel = fft.rfft(response[:, c], size)
        for start in range(0, len(x), block):
            piece = fft.irfft(fft.rfft(x[start : start + block, c], size) * kernel, size)
            end = min(start + size, len(x))
            out[start:end, c] += piece[: end - start]
    return out


@compiled
def wow(x: np.ndarray, cents: float) -> np.ndarray:
    """Tape that runs unevenly: the pitch sways by cents at 0.5 Hz and a quarter of that at 5.3 Hz."""
    out = np.zeros_like(x)
    slow, fast = 2.0 * np.pi * 0.5, 2.0 * np.pi * 5.3
    # A delay that moves by depth * sin(w t) changes the speed by depth * w.
    speed = 2.0 ** (cents / 1200.0) - 1.0
    centre = speed / slow + 0.25 * speed / fast + 2.0 / RATE
    for i in range(len(x)):
        t = i / RATE
        back = (centre + speed / slow * np.sin(slow * t) + 0.25 * speed / fast * np.sin(fast * t)) * RATE
        at = i - back
        whole = int(np.floor(at))
        part = at - whole
        if whole < 0:
            continue
        for c in range(2):
            out[i, c] = x[whole, c] * (1.0 - part) + x[whole + 1, c] * part if whole + 1 < len(x) else x[whole, c]
    return out


def vinyl(frames: int, seed: int) -> np.ndarray:
    """Surface noise of a record at a level of about 1: a soft hiss, a rumble, and crackles of many sizes. Shape (n, 2)."""
    random = np.random.default_rng(seed)
    noise = random.standard_normal((frames, 2), dtype=np.float32)
    filter_in_place(noise, (highpass(500.0), lowpass(5500.0)))
    crackle = np.zeros((frames, 2), np.float32)
    hits = random.integers(0, frames, frames // 5000 + 1)
    crackle[hits] = (random.pareto(2.2, len(hits)).clip(0, 12) * random.choice((-6.0, 6.0), len(hits)))[:, None] * random.uniform(
        0.3, 1.0, (len(hits), 2)
    )
    filter_in_place(crackle, (highpass(900.0), lowpass(6500.0)))
    return noise + crackle


def sections(bands: Sequence[tuple[float, float, float]]) -> list[Section]:
    """An equaliser from bands of hertz, dB, Q."""
    return [bell(*band) for band in bands]
