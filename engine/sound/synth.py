"""Synthesised voices: band-limited oscillators, frequency modulation or noise, through a filter, envelopes and drive, to stereo frames."""

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from engine.sound.compiled import RATE, compiled
from engine.sound.kernels import add, settled, svf_gain, svf_step
from engine.sound.sampler import Sound

SAW, PULSE, TRIANGLE, SINE, FM, NOISE = range(6)
_STEP = 32
#: A noise at least this long rises over its whole length (a riser); a shorter one falls (a stroke).
_RISER_SECONDS = 1.0


class Patch(NamedTuple):
    """A synthesised voice. Times in seconds, pitches in cents or octaves as named, levels against 1."""

    wave: int = SAW
    #: Oscillators, how far the outer ones stand from the pitch, and how far apart on the stage (0 … 1).
    voices: int = 1
    detune_cents: float = 0.0
    spread: float = 0.0
    #: Of a pulse: the high part of its cycle.
    duty: float = 0.5
    #: Levels of a sine an octave below, and of white noise.
    sub: float = 0.0
    breath: float = 0.0
    #: Low-pass: hertz (for middle C, moved by track of the key's distance), Q, and how it moves. 20 kHz is open.
    cutoff: float = 20000.0
    track: float = 0.0
    q: float = 0.7
    steep: bool = False
    env_octaves: float = 0.0
    env_attack: float = 0.001
    env_decay: float = 0.3
    velocity_octaves: float = 0.0
    lfo_octaves: float = 0.0
    lfo_rate: float = 0.3
    #: If not 0, the LFO's period in beats, from the note's start.
    lfo_beats: float = 0.0
    attack: float = 0.004
    decay: float = 0.5
    sustain: float = 0.7
    release: float = 0.1
    #: The pitch begins this much higher and falls back.
    drop_octaves: float = 0.0
    drop_seconds: float = 0.03
    fm_ratio: float = 1.0
    fm_index: float = 0.0
    fm_decay: float = 0.5
    vibrato_cents: float = 0.0
    vibrato_rate: float = 5.4
    vibrato_delay: float = 0.25
    #: How long the pitch slides from the note before, where that one is still held.
    glide: float = 0.0
    #: Gain into a soft clipper; 0 leaves it out.
    drive: float = 0.0
    #: Levels of a staircase that the wave is rounded to; 0 is smooth.
    stairs: int = 0


_PATCHES = {
    "syn_supersaw": Patch(voices=7, detune_cents=20, spread=0.9, cutoff=6000, track=0.4, env_octaves=0.6, env_decay=0.4,
        velocity_octaves=1.0, attack=0.006, decay=0.6, sustain=0.8, release=0.22),
    "syn_saw_lead": Patch(voices=3, detune_cents=9, spread=0.35, cutoff=3200, track=0.5, q=0.9, env_octaves=0.9, env_decay=0.35,
        velocity_octaves=0.8, attack=0.008, sustain=0.85, release=0.16, vibrato_cents=14, glide=0.04, drive=0.7),
    "syn_square_lead": Patch(wave=PULSE, voices=2, detune_cents=5, spread=0.25, cutoff=3000, track=0.5, env_octaves=0.7,
        velocity_octaves=0.7, attack=0.006, sustain=0.85, release=0.14, vibrato_cents=12, glide=0.03),
    "syn_saw_bass": Patch(voices=2, detune_cents=7, sub=0.55, cutoff=340, track=0.3, q=1.1, steep=True, env_octaves=2.4, env_decay=0.17,
        velocity_octaves=1.0, attack=0.003, decay=0.5, sustain=0.75, release=0.06, drive=0.9),
    "syn_sub": Patch(wave=SINE, attack=0.006, sustain=0.95, release=0.07, drive=0.8),
    "syn_808": Patch(wave=SINE, attack=0.002, decay=1.1, sustain=0.0, release=0.09, drop_octaves=1.4, drop_seconds=0.022, glide=0.07,
        drive=1.8),
    "syn_reese": Patch(voices=3, detune_cents=15, spread=0.5, sub=0.6, cutoff=620, track=0.3, q=1.0, steep=True, lfo_octaves=0.6,
        lfo_rate=0.35, attack=0.008, sustain=0.95, release=0.08, drive=1.2),
    "syn_pluck": Patch(voices=4, detune_cents=9, spread=0.7, cutoff=900, track=0.6, q=0.9, env_octaves=2.8, env_decay=0.11,
        velocity_octaves=1.0, attack=0.002, decay=0.28, sustain=0.0, release=0.25),
    "syn_pad": Patch(voices=5, detune_cents=15, spread=0.75, cutoff=1500, track=0.4, lfo_octaves=0.35, lfo_rate=0.17, attack=0.4,
        sustain=0.9, release=0.9),
    "syn_dark_pad": Patch(voices=5, detune_cents=12, spread=0.75, sub=0.25, cutoff=520, track=0.3, steep=True, lfo_octaves=0.5,
        lfo_rate=0.11, attack=0.7, sustain=0.95, release=1.3),
    "syn_bell": Patch(wave=FM, voices=2, detune_cents=3, spread=0.6, fm_ratio=3.51, fm_index=2.2, fm_decay=0.6, attack=0.001, decay=1.4,
        sustain=0.0, release=1.0),
    "syn_acid": Patch(cutoff=300, track=0.2, q=5.5, steep=True, env_octaves=2.9, env_decay=0.15, velocity_octaves=1.6, attack=0.002,
        decay=0.6, sustain=0.6, release=0.04, glide=0.06, drive=1.6),
    "syn_stab": Patch(voices=5, detune_cents=12, spread=0.8, cutoff=1900, track=0.3, q=1.0, env_octaves=1.6, env_decay=0.14,
        velocity_octaves=0.8, attack=0.002, decay=0.3, sustain=0.0, release=0.15),
    "syn_wobble": Patch(wave=PULSE, voices=3, detune_cents=12, spread=0.4, duty=0.4, sub=0.6, cutoff=420, q=1.8, steep=True,
        lfo_octaves=1.9, lfo_beats=0.5, attack=0.004, sustain=1.0, release=0.05, drive=2.2),
    "syn_pulse": Patch(wave=PULSE, duty=0.25, attack=0.002, decay=0.25, sustain=0.7, release=0.02, vibrato_cents=14, vibrato_rate=6.0,
        vibrato_delay=0.15),
    "syn_triangle": Patch(wave=TRIANGLE, attack=0.001, sustain=1.0, release=0.015, stairs=15),
    "syn_noise": Patch(wave=NOISE, cutoff=9000, attack=0.001, decay=0.12, sustain=0.0, release=0.06),
    "syn_brass": Patch(voices=4, detune_cents=9, spread=0.6, cutoff=700, track=0.5, env_octaves=2.2, env_attack=0.05, env_decay=0.5,
        velocity_octaves=1.2, attack=0.025, decay=0.6, sustain=0.8, release=0.14),
    "syn_log_drum": Patch(wave=FM, fm_ratio=2.0, fm_index=1.1, fm_decay=0.04, attack=0.002, decay=0.4, sustain=0.0, release=0.1,
        drop_octaves=0.35, drop_seconds=0.03, drive=1.3),
    "syn_vox": Patch(voices=5, detune_cents=14, spread=0.9, breath=0.12, cutoff=2600, track=0.2, attack=0.14, sustain=0.95, release=0.4,
        vibrato_cents=16, vibrato_rate=5.0, vibrato_delay=0.3),
}  # fmt: skip


def _typed(patch: Patch) -> Patch:
    """With every field of its declared type, so that all patches share one compiled voice."""
    return Patch._make(type(default)(value) for value, default in zip(patch, Patch(), strict=True))


PATCHES: dict[str, Patch] = {name: _typed(patch) for name, patch in _PATCHES.items()}


def render_synth(patch: Patch, notes: Iterable[tuple[int, Sound]], frames: int, beat_seconds: float, seed: int) -> np.ndarray:
    """The notes, each (first frame, sound), as float32 of shape (frames, 2). seed is for oscillator phases and noise."""
    out = np.zeros((frames, 2), np.float32)
    for (sound, previous), starts in _group(patch, sorted(notes)).items():
        tone = _riser(patch, sound.seconds) if patch.wave == NOISE else patch
        part = np.zeros((round((sound.seconds + 4 * tone.release) * RATE) + _STEP, 2), np.float32)
        _play(
            part, tone, sound.pitch, previous, sound.seconds, sound.velocity / 127, beat_seconds, (seed + 7919 * sound.pitch) & 0x7FFFFFFF
        )
        for start in starts:
            add(out, part, start, 1.0)
    return out


def _group(patch: Patch, notes: list[tuple[int, Sound]]) -> dict[tuple[Sound, int], list[int]]:
    """Sounds after rounding (length to 3 %, velocity to steps of 3), with the pitch they slide from, and where each stands."""
    places: dict[tuple[Sound, int], list[int]] = defaultdict(list)
    held, until = -1, -1
    for start, sound in notes:
        previous = held if patch.glide and held >= 0 and start <= until + RATE // 50 else sound.pitch
        seconds = round(1.03 ** round(math.log(max(sound.seconds, 0.02), 1.03)), 4)
        places[Sound(seconds, sound.pitch, min(127, max(3, 3 * round(sound.velocity / 3)))), previous].append(start)
        held, until = sound.pitch, start + round(sound.seconds * RATE)
    return places


def _riser(patch: Patch, seconds: float) -> Patch:
    if seconds < _RISER_SECONDS:
        return patch
    return patch._replace(attack=seconds * 0.96, sustain=1.0, cutoff=500.0, env_octaves=4.0, env_attack=seconds, q=1.2)


@compiled
def _blep(phase: float, step: float) -> float:
    """What rounds off a downward jump of 2 at phase 0 (polyBLEP, Välimäki and Huovilainen 2007)."""
    if phase < step:
        t = phase / step
        return t + t - t * t - 1.0
    if phase > 1.0 - step:
        t = (phase - 1.0) / step
        return t * t + t + t + 1.0
    return 0.0


@compiled
def _wave(wave: int, phase: float, step: float, duty: float, modulation: float) -> float:
    """One oscillator's value, -1 … 1, at a phase of 0 … 1."""
    if wave == SAW:
        return 2.0 * phase - 1.0 - _blep(phase, step)
    if wave == PULSE:
        second = phase + 1.0 - duty
        second -= np.floor(second)
        return (1.0 if phase < duty else -1.0) + _blep(phase, step) - _blep(second, step) + 1.0 - 2.0 * duty
    if wave == TRIANGLE:
        return 1.0 - 4.0 * abs(phase - 0.5)
    return np.sin(2.0 * np.pi * phase + modulation)


@compiled
def _envelope(p: Patch, t: float, seconds: float) -> float:
    held = min(t, seconds)
    level = held / p.attack if held < p.attack else p.sustain + (1.0 - p.sustain) * np.exp(-(held - p.attack) / p.decay)
    return level * np.exp(-max(0.0, t - seconds) / p.release * 2.3)


@compiled
def _cutoff(p: Patch, t: float, pitch: float, velocity: float, beat: float) -> float:
    env = t / p.env_attack if t < p.env_attack else np.exp(-(t - p.env_attack) / p.env_decay)
    period = p.lfo_beats * beat if p.lfo_beats > 0.0 else 1.0 / p.lfo_rate
    lfo = -np.cos(2.0 * np.pi * t / period) if p.lfo_beats > 0.0 else np.sin(2.0 * np.pi * t / period)
    octaves = p.track * (pitch - 60.0) / 12.0 + p.env_octaves * env + p.velocity_octaves * (velocity - 0.8) + p.lfo_octaves * lfo
    return p.cutoff * 2.0**octaves


@compiled
def _pitch(p: Patch, t: float, pitch: float, previous: float) -> float:
    """Semitones at t seconds: the slide, the drop and the vibrato."""
    now = pitch
    if p.glide > 0.0 and t < p.glide:
        now += (previous - pitch) * (1.0 - t / p.glide)
    now += 12.0 * p.drop_octaves * np.exp(-t / p.drop_seconds)
    if t > p.vibrato_delay:
        now += (
            p.vibrato_cents / 100.0 * min(1.0, (t - p.vibrato_delay) / 0.3) * np.sin(2.0 * np.pi * p.vibrato_rate * (t - p.vibrato_delay))
        )
    return now


@compiled
def _random(state: int) -> int:
    """The next of a cycle of 2^31 (linear congruential, Knuth's constants for 2^32 reduced)."""
    return (state * 1103515245 + 12345) & 0x7FFFFFFF


@compiled
def _play(out: np.ndarray, p: Patch, pitch: int, previous: int, seconds: float, velocity: float, beat: float, seed: int) -> None:
    """One note into out (n, 2), block by block: oscillators, then filter, then envelope and drive."""
    phases, states = np.zeros(p.voices), np.zeros((2, 4))
    for u in range(p.voices):
        seed = _random(seed)
        phases[u] = seed / 2147483648.0 if p.voices > 1 and p.wave != FM else 0.0
    together = np.sqrt(p.voices)
    loudness = velocity**1.5 / together * 0.5
    buffer, modulation = np.zeros((2, _STEP)), np.zeros(_STEP)
    modulator = sub = level = 0.0
    for block in range(0, len(out), _STEP):
        t = block / RATE
        target = _envelope(p, t + _STEP / RATE, seconds)
        step = 440.0 * 2.0 ** ((_pitch(p, t, pitch, previous) - 69.0) / 12.0) / RATE
        buffer[:] = 0.0
        if p.wave == FM:
            index = p.fm_index * np.exp(-t / p.fm_decay) * (0.4 + 0.6 * velocity)
            modulator = _modulate(modulation, modulator, step * p.fm_ratio, index)
        seed = _voices(buffer, p, phases, step, modulation, seed)
        if p.sub > 0.0:
            sub = _hum(buffer, sub, step * 0.5, p.sub * together)
        if p.breath > 0.0:
            seed = _hiss(buffer, seed, p.breath * together, 0.0)
        if p.cutoff < 19000.0:
            g = svf_gain(_cutoff(p, t, pitch, velocity, beat))
            for c in range(2):
                _low_pass(buffer[c], states[c], g, 1.0 / p.q, p.steep)
        for i in range(block, min(block + _STEP, len(out))):
            amplitude = (level + (target - level) * (i - block) / _STEP) * loudness
            for c in range(2):
                x = buffer[c, i - block] * amplitude
                out[i, c] = np.tanh(x * (1.0 + p.drive)) / (1.0 + 0.5 * p.drive) if p.drive > 0.0 else x
        level = target


@compiled
def _voices(buffer: np.ndarray, p: Patch, phases: np.ndarray, step: float, modulation: np.ndarray, seed: int) -> int:
    """Adds a block of every oscillator to buffer (2, n); returns the noise's state after it."""
    for u in range(p.voices):
        place = 2.0 * u / (p.voices - 1) - 1.0 if p.voices > 1 else 0.0
        side = place * p.spread * (1.0 if u % 2 == 0 else -1.0)
        if p.wave == NOISE:
            seed = _hiss(buffer, seed, 1.0, side)
        else:
            own = step * 2.0 ** (place * p.detune_cents / 1200.0)
            phases[u] = _oscillate(buffer, p.wave, phases[u], own, p.duty, p.stairs, modulation, side)
    return seed


@compiled
def _oscillate(
    buffer: np.ndarray, wave: int, phase: float, step: float, duty: float, stairs: int, modulation: np.ndarray, side: float
) -> float:
    """Adds a block of one oscillator to buffer (2, n), at its place on the stage; returns its phase after it."""
    for i in range(buffer.shape[1]):
        phase += step
        if phase >= 1.0:
            phase -= np.floor(phase)
        x = _wave(wave, phase, step, duty, modulation[i])
        if stairs > 0:
            x = np.floor((x * 0.5 + 0.5) * stairs + 0.5) / stairs * 2.0 - 1.0
        buffer[0, i] += x * (1.0 - side)
        buffer[1, i] += x * (1.0 + side)
    return phase


@compiled
def _modulate(modulation: np.ndarray, phase: float, step: float, index: float) -> float:
    """Writes a block of the modulating sine, in radians; returns its phase after it."""
    for i in range(len(modulation)):
        phase += step
        modulation[i] = index * np.sin(2.0 * np.pi * phase)
    return phase


@compiled
def _hum(buffer: np.ndarray, phase: float, step: float, level: float) -> float:
    """Adds a block of a sine to buffer (2, n), in the middle; returns its phase after it."""
    for i in range(buffer.shape[1]):
        phase += step
        x = level * np.sin(2.0 * np.pi * phase)
        buffer[0, i] += x
        buffer[1, i] += x
    return phase


@compiled
def _hiss(buffer: np.ndarray, seed: int, level: float, side: float) -> int:
    """Adds a block of white noise to buffer (2, n); returns the generator's state after it."""
    for i in range(buffer.shape[1]):
        seed = _random(seed)
        x = (seed / 1073741824.0 - 1.0) * level
        buffer[0, i] += x * (1.0 - side)
        buffer[1, i] += x * (1.0 + side)
    return seed


@compiled
def _low_pass(x: np.ndarray, state: np.ndarray, g: float, damping: float, steep: bool) -> None:
    """A block (n,) through the filter, in place: 12 dB an octave, or 24 where it is steep. state: (4,)."""
    low, band, low_2, band_2 = state[0], state[1], state[2], state[3]
    for i in range(len(x)):
        y, low, band = svf_step(x[i], low, band, g, damping)
        if steep:
            y, low_2, band_2 = svf_step(y, low_2, band_2, g, 1.4)
        x[i] = y
    state[0], state[1], state[2], state[3] = settled(low), settled(band), settled(low_2), settled(band_2)
