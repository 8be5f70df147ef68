"""Every draw of the composer: a generator of its own for every path, so that one more draw somewhere changes nothing elsewhere."""

import hashlib

import numpy as np


class Seeds:
    """Generators by path, e.g. ``seeds.at("melody", "chorus")``; the same seed and path give the same numbers for ever."""

    def __init__(self, seed: str, *path: object) -> None:
        self._path = (seed, *map(str, path))

    def under(self, *path: object) -> "Seeds":
        return Seeds(*self._path, *path)

    def at(self, *path: object) -> np.random.Generator:
        text = "\x1f".join((*self._path, *map(str, path))).encode("utf-8", "surrogatepass")
        return np.random.default_rng(int.from_bytes(hashlib.sha256(text).digest()[:16], "big"))
