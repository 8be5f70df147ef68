"""The sampled instruments on disk: zones of a preset, and samples that are decoded when first played."""

import functools
import io
import json
import threading
import zipfile
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import numpy as np
import soundfile

from engine.assets import INSTRUMENTS_FILE
from engine.sound.tuning import CORRECTIONS

#: Decoded samples kept in memory, in bytes; the longest unused go first.
CACHE_BYTES = 100_000_000
#: Frames of silence after a sample's end, so that interpolation may look ahead.
_MARGIN = 8


@dataclass(frozen=True)
class Zone:
    """Where a sample sounds and how. Ranges include both ends; generators are in the SoundFont specification's units."""

    keys: tuple[int, int]
    velocities: tuple[int, int]
    sample: int
    generators: dict[str, int]
    #: (source and its shape, destination generator number, amount).
    modulators: tuple[tuple[int, int, int], ...]

    def plays(self, key: int, velocity: int) -> bool:
        return self.keys[0] <= key <= self.keys[1] and self.velocities[0] <= velocity <= self.velocities[1]


@dataclass(frozen=True)
class Sample:
    """Decoded sound: frames is int16, shape (n, channels), C-contiguous, with a margin after the end. Loop points in frames."""

    name: str
    frames: np.ndarray
    loop: tuple[int, int]
    rate: int
    root: int
    correction: int


class Bank:
    """The file of sampled instruments, safe to share between threads."""

    def __init__(self) -> None:
        self._archive = zipfile.ZipFile(INSTRUMENTS_FILE)
        table = json.loads(self._archive.read("presets.json"))
        self._headers: dict[str, dict[str, Any]] = table["samples"]
        self._presets = {tuple(map(int, key.split(":"))): preset["zones"] for key, preset in table["presets"].items()}
        self._decoded: OrderedDict[int, Sample] = OrderedDict()
        self._lock = threading.Lock()

    @functools.cache  # noqa: B019 (there is one bank a process, and 84 presets)
    def zones(self, preset: tuple[int, int]) -> tuple[Zone, ...]:
        """Zones of a preset (bank, program); KeyError if it is not in the file."""
        return tuple(
            Zone(tuple(z["keys"]), tuple(z["velocities"]), z["sample"], z["generators"], tuple(map(tuple, z["modulators"])))
            for z in self._presets[preset]
        )

    def name(self, index: int) -> str:
        return self._headers[str(index)]["name"]

    def sample(self, index: int) -> Sample:
        with self._lock:
            if index in self._decoded:
                self._decoded.move_to_end(index)
                return self._decoded[index]
            content = self._archive.read(f"samples/{index}.ogg")
        sample = self._decode(content, self._headers[str(index)], CORRECTIONS.get(index, 0))
        with self._lock:
            self._decoded[index] = sample
            self._forget()
        return sample

    @staticmethod
    def _decode(content: bytes, header: dict[str, Any], cents: int) -> Sample:
        frames = soundfile.read(io.BytesIO(content), dtype="int16", always_2d=True)[0]
        first, last = header["loop"]
        tail = np.zeros((_MARGIN, frames.shape[1]), np.int16)
        if last > first and len(frames) < last + _MARGIN:
            tail = np.resize(frames[first:last], (last + _MARGIN - len(frames), frames.shape[1]))
        return Sample(
            header["name"], np.concatenate([frames, tail]), (first, last), header["rate"], header["root"], header["correction"] + cents
        )

    def _forget(self) -> None:
        while sum(s.frames.nbytes for s in self._decoded.values()) > CACHE_BYTES:
            self._decoded.popitem(last=False)


@functools.cache
def bank() -> Bank:
    """The process's bank, opened when first asked for."""
    return Bank()
