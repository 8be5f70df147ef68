"""Plays notes on sampled instruments: zones, envelopes, filter and LFOs of the SoundFont specification 2.04, to stereo frames.

Notes that would sound alike are rendered once and added wherever they stand, which makes a long piece as cheap as a short one.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from engine.sound.bank import Sample, Zone, bank
from engine.sound.compiled import RATE, compiled
from engine.sound.kernels import add, settled, svf_gain, svf_step

#: Frames between two values of the envelopes and LFOs.
_STEP = 32
#: Below this level (-100 dB) a voice has ended.
_SILENCE = 1e-5
#: Cents and dB by which repeated strokes on a drum differ, in turn: no two in a row are the same sound.
_STROKES = ((0.0, 0.0), (7.0, -0.5), (-5.0, 0.3), (3.0, -0.8), (-8.0, -0.2), (5.0, 0.2))
#: Drums ring out by themselves; longer than any sample.
_FOR_EVER = 30.0
_CHOKE_SECONDS = 0.05


class Sound(NamedTuple):
    """A note of one track. Seconds of length, MIDI pitch and velocity; stroke counts through _STROKES."""

    seconds: float
    pitch: int
    velocity: int
    stroke: int = 0


class Envelope(NamedTuple):
    """Seconds, except sustain: dB under the peak for the volume, 0 … 1 for the modulation. fall is the time over the full range."""

    delay: float
    attack: float
    hold: float
    fall: float
    sustain: float
    release: float


class Voice(NamedTuple):
    """What one zone does for one note."""

    #: Source frames per output frame.
    ratio: float
    loop_start: float
    loop_end: float
    left: float
    right: float
    #: Hz and Q (1 / damping) of the filter; 20,000 Hz is open.
    cutoff: float
    damping: float
    #: Cents by which the modulation envelope and the two LFOs move filter and pitch.
    env_to_cutoff: float
    env_to_pitch: float
    vibrato_to_pitch: float
    vibrato_rate: float
    vibrato_delay: float
    lfo_to_pitch: float
    lfo_to_cutoff: float
    lfo_rate: float
    lfo_delay: float
    released: float


def render_sampled(preset: tuple[int, int], notes: Iterable[tuple[int, Sound]], frames: int, vary: bool) -> np.ndarray:
    """The notes, each (first frame, sound), as float32 of shape (frames, 2); vary where repeated strokes should differ."""
    out = np.zeros((frames, 2), np.float32)
    ordered = sorted(notes)
    places = _group_drums(preset, ordered, vary) if preset[0] == 128 else _group(ordered)
    for sound, hits in places.items():
        rendered = _render_sound(preset, sound)
        for start, gain in hits:
            add(out, rendered, start, gain)
    return out


Places = dict[Sound, list[tuple[int, float]]]


def _group(notes: list[tuple[int, Sound]]) -> Places:
    """Sounds after rounding (length to 4 %, velocity to steps of 4) and where each stands, with the gain that makes up for it."""
    places: Places = defaultdict(list)
    for start, sound in notes:
        velocity = _rounded(sound.velocity)
        seconds = round(1.04 ** round(math.log(max(sound.seconds, 0.02), 1.04)), 4)
        places[Sound(seconds, sound.pitch, velocity)].append((start, _trim(sound.velocity, velocity)))
    return places


def _group_drums(preset: tuple[int, int], notes: list[tuple[int, Sound]], vary: bool) -> Places:
    """As _group, but a drum rings until a stroke of its exclusive class (a closing hat) cuts it off."""
    places: Places = defaultdict(list)
    cuts = _chokes(preset, notes)
    strokes: dict[int, int] = defaultdict(int)
    for (start, sound), seconds in zip(notes, cuts, strict=True):
        velocity = _rounded(sound.velocity)
        stroke = strokes[sound.pitch] % len(_STROKES) if vary else 0
        strokes[sound.pitch] += 1
        places[Sound(seconds, sound.pitch, velocity, stroke)].append((start, _trim(sound.velocity, velocity)))
    return places


def _rounded(velocity: int) -> int:
    """To steps of 4, and no softer than 8: under that the specification's curve is as good as silent."""
    return min(127, max(8, 4 * round(velocity / 4)))


def _trim(velocity: int, rounded: int) -> float:
    return (max(velocity, 8) / rounded) ** 1.5


def _chokes(preset: tuple[int, int], notes: list[tuple[int, Sound]]) -> list[float]:
    """Seconds that each drum sounds, to 5 ms."""
    lengths = [_FOR_EVER] * len(notes)
    last: dict[int, int] = {}
    for index, (start, sound) in enumerate(notes):
        group = _exclusive_class(preset, sound.pitch)
        if group and group in last:
            lengths[last[group]] = max(0.005, round((start - notes[last[group]][0]) / RATE / 0.005) * 0.005)
        if group:
            last[group] = index
    return [length if length < 2.0 else _FOR_EVER for length in lengths]


def _exclusive_class(preset: tuple[int, int], pitch: int) -> int:
    """0 for none. The 808's hats have none in the file, though they are one machine's two hats."""
    for zone in bank().zones(preset):
        if zone.keys[0] <= pitch <= zone.keys[1]:
            return zone.generators.get("exclusive_class", 1 if "Hat" in bank().name(zone.sample) else 0)
    return 0


def _render_sound(preset: tuple[int, int], sound: Sound) -> np.ndarray:
    """One note from its first frame to its last audible one."""
    parts = [_render_zone(zone, sound, preset[0] == 128) for zone in _zones(preset, sound)]
    out = np.zeros((max((len(p) for p in parts), default=0), 2), np.float32)
    for part in parts:
        out[: len(part)] += part
    return out


def _zones(preset: tuple[int, int], sound: Sound) -> list[Zone]:
    zones = bank().zones(preset)
    return [z for z in zones if z.plays(sound.pitch, sound.velocity)] or ([] if preset[0] == 128 else [_nearest(zones, sound)])


def _nearest(zones: tuple[Zone, ...], sound: Sound) -> Zone:
    return min(zones, key=lambda z: min(abs(z.keys[0] - sound.pitch), abs(z.keys[1] - sound.pitch)))


def _render_zone(zone: Zone, sound: Sound, drum: bool) -> np.ndarray:
    sample = bank().sample(zone.sample)
    values = _modulated(zone, sound.pitch, sound.velocity)
    volume = _envelope(values, sound.pitch, "", drum)
    voice = _voice(sample, zone, values, sound, drum)
    length = round((sound.seconds + volume.release) * RATE) + _STEP
    if voice.loop_end <= voice.loop_start:
        length = min(length, int(len(sample.frames) / voice.ratio) + _STEP)
    out = np.zeros((length, 2), np.float32)
    used = _play(out, sample.frames, voice, volume, _envelope(values, sound.pitch, "mod_", drum))
    return out[:used]


def _modulated(zone: Zone, key: int, velocity: int) -> dict[str, float]:
    """Generators with what key and velocity add to them. A zone's own attenuation counts 0.4, as in the sound chips it was made for."""
    values: dict[str, float] = dict(zone.generators)
    values["attenuation"] = 0.4 * values.get("attenuation", 0)
    for source, destination, amount in zone.modulators:
        name = _DESTINATIONS.get(destination)
        if name:
            values[name] = values.get(name, _DEFAULTS.get(name, 0)) + amount * _source(source, key, velocity)
    return values


_DESTINATIONS = {
    7: "mod_env_to_pitch", 8: "cutoff", 9: "resonance", 11: "mod_env_to_cutoff", 26: "mod_attack", 28: "mod_decay", 30: "mod_release",
    34: "attack", 36: "decay", 38: "release", 48: "attenuation", 52: "fine_tune",
}  # fmt: skip
_TIMES = ("delay", "attack", "hold", "decay", "release")
_DEFAULTS = {"cutoff": 13500.0, **{prefix + name: -12000.0 for name in _TIMES for prefix in ("", "mod_")}}


def _source(source: int, key: int, velocity: int) -> float:
    """A modulator source's value: 0 … 1, or -1 … 1 if bipolar (specification 8.2)."""
    value = (velocity if source & 0x7F == 2 else key) / 127
    if source & 0x100:
        value = 1 - value
    shape = source >> 10
    if shape == 1:
        value = 1.0 if value >= 1 else min(1.0, -20 / 96 * math.log10((1 - value) ** 2))
    elif shape == 2:
        value = 0.0 if value <= 0 else max(0.0, 1 + 20 / 96 * math.log10(value**2))
    elif shape == 3:
        value = float(value >= 0.5)
    return 2 * value - 1 if source & 0x200 else value


def _seconds(timecents: float) -> float:
    return 2.0 ** (min(timecents, 8000.0) / 1200)


def _envelope(values: dict[str, float], key: int, prefix: str, drum: bool) -> Envelope:
    """Of the volume (prefix "") or the modulation ("mod_"). Times have floors against clicks."""
    delay, attack, hold, decay, release = (_seconds(values.get(prefix + name, -12000.0)) for name in _TIMES)
    if not prefix:
        hold *= _seconds(values.get("key_to_hold", 0) * (60 - key))
        decay *= _seconds(values.get("key_to_decay", 0) * (60 - key))
        release = _CHOKE_SECONDS * 4 if drum else min(release, 8.0)
    sustain = min(1000.0, max(0.0, values.get(prefix + "sustain", 0)))
    level = 1 - sustain / 1000 if prefix else sustain / 10
    return Envelope(0.0 if delay < 0.002 else delay, max(attack, 0.001), hold, max(decay, 0.005), float(level), max(release, 0.03))


def _voice(sample: Sample, zone: Zone, values: dict[str, float], sound: Sound, drum: bool) -> Voice:
    cents, level = _STROKES[sound.stroke]
    ratio = _ratio(sample, values, sound.pitch, cents)
    start, end = _loop(sample, values, drum)
    left, right = _gains(values, sample.frames.shape[1], level)
    resonance = max(0.0, values.get("resonance", 0)) / 10 - 3.01
    return Voice(
        ratio=ratio, loop_start=start, loop_end=end, left=left, right=right,
        cutoff=_hertz(values.get("cutoff", 13500.0)), damping=10 ** (-resonance / 20),
        env_to_cutoff=float(values.get("mod_env_to_cutoff", 0)), env_to_pitch=float(values.get("mod_env_to_pitch", 0)),
        vibrato_to_pitch=float(values.get("vibrato_to_pitch", 0)), vibrato_rate=_hertz(values.get("vibrato_rate", 0.0)),
        vibrato_delay=_seconds(values.get("vibrato_delay", -12000.0)),
        lfo_to_pitch=float(values.get("mod_lfo_to_pitch", 0)), lfo_to_cutoff=float(values.get("mod_lfo_to_cutoff", 0)),
        lfo_rate=_hertz(values.get("mod_lfo_rate", 0.0)), lfo_delay=_seconds(values.get("mod_lfo_delay", -12000.0)),
        released=sound.seconds,
    )  # fmt: skip


def _hertz(cents: float) -> float:
    return 8.176 * 2.0 ** (cents / 1200)


def _ratio(sample: Sample, values: dict[str, float], pitch: int, cents: float) -> float:
    root = values.get("root_key", -1)
    root = sample.root if root < 0 else root
    cents += (pitch - root) * values.get("scale_tuning", 100) + values.get("coarse_tune", 0) * 100 + values.get("fine_tune", 0)
    return 2.0 ** ((cents + sample.correction) / 1200) * sample.rate / RATE


def _loop(sample: Sample, values: dict[str, float], drum: bool) -> tuple[float, float]:
    """(0, 0) where the sample is played once."""
    first = sample.loop[0] + values.get("loop_start", 0) + 32768 * values.get("loop_start_coarse", 0)
    last = sample.loop[1] + values.get("loop_end", 0) + 32768 * values.get("loop_end_coarse", 0)
    last = min(last, len(sample.frames) - 4)
    looped = int(values.get("sample_mode", 0)) & 1 and not drum and last - first > 8
    return (float(first), float(last)) if looped else (0.0, 0.0)


def _gains(values: dict[str, float], channels: int, level: float) -> tuple[float, float]:
    """Equal power from the zone's pan; a stereo sample keeps its own sides."""
    gain = 10 ** ((level - values["attenuation"] / 10) / 20) / 32768
    if channels == 2:
        return gain, gain
    side = min(1.0, max(0.0, values.get("pan", 0) / 1000 + 0.5)) * math.pi / 2
    return gain * math.cos(side), gain * math.sin(side)


@compiled
def _level(e: Envelope, t: float, released: float) -> float:
    """Volume envelope at t seconds, 0 … 1: a straight attack, then a fall that is straight in dB."""
    held = min(t, released)
    if held < e.delay:
        level = 0.0
    elif held < e.delay + e.attack:
        level = (held - e.delay) / e.attack
    else:
        fallen = max(0.0, held - e.delay - e.attack - e.hold) / e.fall * 100.0
        level = 10.0 ** (-min(fallen, e.sustain) / 20.0)
    return level * 10.0 ** (-max(0.0, t - released) / e.release * 5.0)


@compiled
def _modulation(e: Envelope, t: float, released: float) -> float:
    """Modulation envelope at t seconds, 0 … 1: all straight."""
    held = min(t, released)
    if held < e.delay:
        level = 0.0
    elif held < e.delay + e.attack:
        level = (held - e.delay) / e.attack
    else:
        level = max(e.sustain, 1.0 - max(0.0, held - e.delay - e.attack - e.hold) / e.fall)
    return max(0.0, level - max(0.0, t - released) / e.release)


@compiled
def _triangle(t: float, delay: float, rate: float) -> float:
    """An LFO: 0 until its delay, then -1 … 1 from 0 upwards."""
    if t <= delay:
        return 0.0
    phase = ((t - delay) * rate + 0.75) % 1.0
    return abs(phase * 4.0 - 2.0) - 1.0


@compiled
def _play(out: np.ndarray, frames: np.ndarray, v: Voice, volume: Envelope, modulation: Envelope) -> int:
    """Adds the voice to out (n, 2); returns the frames it took. Cubic (Hermite) interpolation, one state-variable filter a side."""
    channels = frames.shape[1]
    last = len(frames) - 4
    looped = v.loop_end > v.loop_start
    filtered = v.cutoff < 18000.0 or v.env_to_cutoff != 0.0 or v.lfo_to_cutoff != 0.0
    filter_gain = 1.0 / np.sqrt(max(1.0 / v.damping, 1.0)) if filtered else 1.0
    low0 = band0 = low1 = band1 = 0.0
    position = 0.0
    level = _level(volume, 0.0, v.released)
    for block in range(0, len(out), _STEP):
        t = block / RATE
        target = _level(volume, t + _STEP / RATE, v.released)
        if t > v.released and target < _SILENCE:
            return block
        low0, band0, low1, band1 = settled(low0), settled(band0), settled(low1), settled(band1)
        shape = _modulation(modulation, t, v.released)
        lfo = _triangle(t, v.lfo_delay, v.lfo_rate)
        bend = v.env_to_pitch * shape + v.lfo_to_pitch * lfo + v.vibrato_to_pitch * _triangle(t, v.vibrato_delay, v.vibrato_rate)
        ratio = v.ratio * 2.0 ** (bend / 1200.0)
        g = svf_gain(v.cutoff * 2.0 ** ((v.env_to_cutoff * shape + v.lfo_to_cutoff * lfo) / 1200.0))
        for i in range(block, min(block + _STEP, len(out))):
            at = int(position)
            if at >= last:
                return i
            f = position - at
            amplitude = (level + (target - level) * (i - block) / _STEP) * filter_gain
            for c in range(channels):
                before, here, after, beyond = frames[max(at - 1, 0), c], frames[at, c], frames[at + 1, c], frames[at + 2, c]
                b = 0.5 * (after - before)
                d = 1.5 * (here - after) + 0.5 * (beyond - before)
                x = ((d * f + (before - 2.5 * here + 2.0 * after - 0.5 * beyond)) * f + b) * f + here
                if filtered and c == 0:
                    x, low0, band0 = svf_step(x, low0, band0, g, v.damping)
                elif filtered:
                    x, low1, band1 = svf_step(x, low1, band1, g, v.damping)
                if channels == 1:
                    out[i, 0] += x * amplitude * v.left
                    out[i, 1] += x * amplitude * v.right
                else:
                    out[i, c] += x * amplitude * (v.left if c == 0 else v.right)
            position += ratio
            if looped and position >= v.loop_end:
                position -= v.loop_end - v.loop_start
        level = target
    return len(out)
