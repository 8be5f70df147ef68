"""Reads a SoundFont 2 or 3 file: presets as flat zones, and the sample data they point to.

Only the build script uses this; the engine plays the flat zones it wrote. Source: the SoundFont Technical Specification 2.04;
SF3 differs in that a sample is an Ogg Vorbis stream, its offsets count bytes and its loop points count frames of that sample.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import soundfile

#: Generator numbers that the engine plays, with the names it knows them by.
GENERATORS = {
    2: "loop_start", 3: "loop_end", 6: "vibrato_to_pitch", 7: "mod_env_to_pitch", 8: "cutoff", 9: "resonance",
    10: "mod_lfo_to_cutoff", 11: "mod_env_to_cutoff", 13: "mod_lfo_to_volume", 5: "mod_lfo_to_pitch", 17: "pan",
    21: "mod_lfo_delay", 22: "mod_lfo_rate", 23: "vibrato_delay", 24: "vibrato_rate",
    25: "mod_delay", 26: "mod_attack", 27: "mod_hold", 28: "mod_decay", 29: "mod_sustain", 30: "mod_release",
    33: "delay", 34: "attack", 35: "hold", 36: "decay", 37: "sustain", 38: "release", 39: "key_to_hold", 40: "key_to_decay",
    45: "loop_start_coarse", 48: "attenuation", 50: "loop_end_coarse", 51: "coarse_tune", 52: "fine_tune",
    54: "sample_mode", 56: "scale_tuning", 57: "exclusive_class", 58: "root_key",
}  # fmt: skip
_INSTRUMENT, _KEYS, _VELOCITIES, _SAMPLE = 41, 43, 44, 53
#: A preset's zone replaces nothing by these; all else it adds to the instrument's (specification 9.4).
_NOT_ADDED = {_INSTRUMENT, _KEYS, _VELOCITIES, _SAMPLE, 2, 3, 45, 50, 54, 57, 58}
_VORBIS = 0x10

Modulators = dict[tuple[int, int, int], int]


@dataclass(frozen=True)
class Zone:
    """Where a sample sounds and how. Ranges include both ends; generators are in the specification's units."""

    keys: tuple[int, int]
    velocities: tuple[int, int]
    sample: int
    generators: dict[str, int]
    #: (source, destination generator number, amount source) → amount.
    modulators: Modulators


@dataclass(frozen=True)
class Sample:
    """The header of a sample. Loop points in frames from its start."""

    name: str
    start: int
    end: int
    loop: tuple[int, int]
    rate: int
    root: int
    correction: int
    kind: int


def _chunks(data: bytes) -> dict[bytes, tuple[int, int]]:
    """Offset and size of every chunk inside the file's lists. Some SF3 writers leave out the padding byte after an odd size."""
    found: dict[bytes, tuple[int, int]] = {}
    at = 12
    while at + 12 <= len(data):
        size = struct.unpack_from("<I", data, at + 4)[0]
        inner, end = at + 12, at + 8 + size
        while inner + 8 <= end:
            inner_size = struct.unpack_from("<I", data, inner + 4)[0]
            found[data[inner : inner + 4]] = (inner + 8, inner_size)
            inner += 8 + inner_size
            if inner_size % 2 and data[inner : inner + 1] == b"\0":
                inner += 1
        at = end if data[end : end + 4] == b"LIST" else end + 1
    return found


def _name(raw: bytes) -> str:
    return raw.split(b"\0")[0].decode("latin1")


class SoundFont:
    """An open SoundFont: `presets` maps (bank, program) to (name, zones)."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        self._chunk = _chunks(self._data)
        self.samples = [Sample(_name(n), a, b, self._loop(k, a, la, lb), rate, root, fix, k)
                        for n, a, b, la, lb, rate, root, fix, _, k in self._records(b"shdr", "<20sIIIIIBbHH")]  # fmt: skip
        instruments = list(self._records(b"inst", "<20sH"))
        bags = [b for _, b in instruments]
        zones = [list(self._zones(b"i", *ends, _SAMPLE)) for ends in pairwise(bags)]
        heads = list(self._records(b"phdr", "<20sHHHIII"))
        self.presets = {
            (head[2], head[1]): (_name(head[0]), list(self._flatten(list(self._zones(b"p", head[3], after[3], _INSTRUMENT)), zones)))
            for head, after in pairwise(heads)
        }

    def decode(self, index: int) -> np.ndarray:
        """A sample as float32 frames, mono, about -1 … 1."""
        sample, base = self.samples[index], self._chunk[b"smpl"][0]
        if sample.kind & _VORBIS:
            return soundfile.read(io.BytesIO(self.raw(index)), dtype="float32", always_2d=True)[0][:, 0]
        return np.frombuffer(self._data, "<i2", sample.end - sample.start, base + 2 * sample.start).astype(np.float32) / 32768

    def raw(self, index: int) -> bytes:
        """A Vorbis sample's stream as it stands in the file."""
        base = self._chunk[b"smpl"][0]
        return self._data[base + self.samples[index].start : base + self.samples[index].end]

    @staticmethod
    def _loop(kind: int, start: int, first: int, last: int) -> tuple[int, int]:
        return (first, last) if kind & _VORBIS else (first - start, last - start)

    def _records(self, chunk: bytes, layout: str) -> Iterator[tuple]:
        at, size = self._chunk[chunk]
        width = struct.calcsize(layout)
        return struct.iter_unpack(layout, self._data[at : at + size - size % width])

    def _zones(self, level: bytes, first: int, last: int, target: int) -> Iterator[tuple[dict[int, int], Modulators]]:
        """Zones first … last - 1 of a preset or instrument, the global zone's values already under them."""
        bags = list(self._records(level + b"bag", "<HH"))
        generators = list(self._records(level + b"gen", "<Hh"))
        modulators = list(self._records(level + b"mod", "<HHhHH"))
        common: tuple[dict[int, int], Modulators] = ({}, {})
        for index in range(first, last):
            (g0, m0), (g1, m1) = bags[index], bags[index + 1]
            own = dict(generators[g0:g1])
            controls = {(source, target_, by): amount for source, target_, amount, by, _ in modulators[m0:m1]}
            if index == first and target not in own:
                common = (own, controls)
            elif target in own:
                yield common[0] | own, common[1] | controls

    def _flatten(self, outer: list, instruments: list) -> Iterator[Zone]:
        """Each pair of a preset's zone and a zone of its instrument, as one."""
        for above, above_controls in outer:
            for own, controls in instruments[above[_INSTRUMENT]]:
                keys = _overlap(own.get(_KEYS), above.get(_KEYS))
                velocities = _overlap(own.get(_VELOCITIES), above.get(_VELOCITIES))
                if keys and velocities:
                    yield Zone(keys, velocities, own[_SAMPLE], _sum_generators(own, above), _sum_controls(controls, above_controls))


def _overlap(one: int | None, other: int | None) -> tuple[int, int] | None:
    """Two ranges, each low byte to high byte of a word, None for all."""
    a, b = ((0x7F00 if r is None else r & 0xFFFF) for r in (one, other))
    low, high = max(a & 255, b & 255), min(a >> 8, b >> 8)
    return (low, high) if low <= high else None


def _sum_generators(own: dict[int, int], above: dict[int, int]) -> dict[str, int]:
    default = {8: 13500, 56: 100, **dict.fromkeys((21, 23, 25, 26, 27, 28, 30, 33, 34, 35, 36, 38), -12000)}
    total = dict(own)
    for number, amount in above.items():
        if number not in _NOT_ADDED:
            total[number] = total.get(number, default.get(number, 0)) + amount
    return {GENERATORS[n]: v for n, v in sorted(total.items()) if n in GENERATORS}


def _sum_controls(own: Modulators, above: Modulators) -> Modulators:
    #: The specification's default: velocity to attenuation and to the filter (8.4.1, 8.4.2).
    total = {(0x0502, 48, 0): 960, (0x0102, 8, 0): -2400} | own
    for control, amount in above.items():
        total[control] = total.get(control, 0) + amount
    return {c: a for c, a in total.items() if a}
