"""The archive: a copy of every file that a provider made, kept for good.

A file is fetched beside its final place, looked at, made durable, renamed, and only then written into the ledger: a
crash between any two steps costs a second fetch at most. Names are random, so that a link tells nothing and stays.
"""

import errno
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from secrets import token_hex
from typing import BinaryIO, Protocol, cast

from producer.outbound import OutboundFailed, OutboundRefused
from studio import sound
from studio.jobs import Due, Media
from studio.ledger import Ledger, now

#: The largest file that is kept, in bytes: an eight-minute WAV has 85 MB, a video of it may have a few hundred.
SIZE_LIMIT = 500 * 1024 * 1024
#: Seconds after the first failed try, the longest pause, and the tries until it is given up: about three days.
FIRST, LONGEST, TRIES = 5.0, 6 * 3_600.0, 24
#: Seconds until the next try where the fault is on our side of the line: that is no try.
OURS = 60.0
_PART = ".part"
_NAME = re.compile(r"([A-Za-z0-9_-]{32})(\.[a-z0-9]{1,5})?")


class DiskError(Exception):
    """Writing failed; no OSError, which a network library would take for the network's."""


class _Writing:
    """The writing end of a file."""

    def __init__(self, file: BinaryIO):
        self._file = file

    def write(self, piece: bytes) -> int:
        try:
            return self._file.write(piece)
        except OSError as error:
            raise DiskError(error.errno) from error


class Fetcher(Protocol):
    """What the archive needs of a producer.outbound.Outbound."""

    def download(self, url: str, into: BinaryIO, limit: int) -> object: ...


class Archive:
    def __init__(
        self, folder: Path, ledger: Ledger, outbound: Fetcher, *, clock: Callable[[], datetime] = now, random: Random | None = None
    ):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._ledger, self._outbound, self._clock, self._random = ledger, outbound, clock, random or Random()

    def find(self, name: str) -> Path | None:
        """The file behind /tracks/{name}: a name that the ledger knows, never a path."""
        match = _NAME.fullmatch(name)
        kept = match and self._ledger.kept_file(match[1])
        path = self.folder / kept if kept else None
        return path if path and path.is_file() else None

    def peaks(self, media: Media) -> list[float] | None:
        """Waveform peaks, 0…1, at most about 1,000; None where it is not kept or has no sound."""
        found = self._ledger.peaks(media.id)
        return [round(value / 255, 3) for value in found] if found else None

    def keep(self, due: Due) -> None:
        """Fetch a file and keep it. Whatever goes wrong is written to its row, and when it is tried again."""
        try:
            with self._parts(due.stem) as (part, tagged):
                there = self._leftover(due.stem)
                if not there:
                    self._fetch(due.url, part)
                self._keep(due, there or part, tagged)
        except (OutboundRefused, OutboundFailed, sound.Unusable) as error:
            self._try_again(due, str(error))
        except (OSError, DiskError) as error:
            self.put_off(due, _in_words(error))

    def put_off(self, due: Due, trouble: str) -> None:
        """Say why it is not kept yet, where that says nothing about the file: this was no try."""
        self._ledger.missed(due.id, trouble, self._in(OURS), counts=False)

    def sweep(self) -> None:
        """Remove what a crash left half written. Only at a start, when nothing is being written."""
        for part in self.folder.glob(f"*{_PART}"):
            part.unlink(missing_ok=True)

    def verify(self) -> dict[str, str]:
        """Read every kept file again. Gives what is wrong, by file name; empty where all is well."""
        found = {name: _trouble_of(self.folder / name, sha256) for name, sha256 in self._ledger.kept_hashes().items()}
        return {name: trouble for name, trouble in found.items() if trouble}

    def _fetch(self, url: str, part: Path) -> None:
        with part.open("wb") as file:
            self._outbound.download(url, cast(BinaryIO, _Writing(file)), SIZE_LIMIT)

    def _keep(self, due: Due, path: Path, tagged: Path) -> None:
        kind = _fitting(due.kind, path)
        if sound.tag(path, tagged, kind, due.tags):
            path = tagged
        seconds, peaks = sound.listen(path, kind) if kind.container else (None, None)
        size, digest = path.stat().st_size, _sha256(path)
        _make_durable(path, self.folder / f"{due.stem}{kind.extension}")
        self._ledger.kept(due.id, extension=kind.extension, mime=kind.mime, size=size, sha256=digest, seconds=seconds, peaks=peaks)

    def _leftover(self, stem: str) -> Path | None:
        """The file itself, where a crash came between its renaming and its row: it may be the last copy."""
        return next((path for path in self.folder.glob(f"{stem}.*") if path.suffix != _PART), None)

    @contextmanager
    def _parts(self, stem: str) -> Iterator[tuple[Path, Path]]:
        """Two places for temporary files, in the archive's own folder so that a rename is one step; gone afterwards."""
        parts = [self.folder / f"{stem}-{token_hex(4)}{_PART}" for _ in range(2)]
        try:
            yield parts[0], parts[1]
        finally:
            for part in parts:
                part.unlink(missing_ok=True)

    def _try_again(self, due: Due, trouble: str) -> None:
        pause = min(FIRST * 2**due.tries, LONGEST) * self._random.uniform(0.8, 1.2)
        self._ledger.missed(due.id, trouble, self._in(pause), counts=True, last=due.tries + 1 >= TRIES)

    def _in(self, seconds: float) -> datetime:
        return self._clock() + timedelta(seconds=seconds)


def _fitting(wanted: str, path: Path) -> sound.Kind:
    """The file's kind, if it fits the record's key that it came under: an audioUrl must give a sound. Raises Unusable."""
    with path.open("rb") as file:
        kind = sound.sniff(file.read(64))
    family = re.match(r"audio|image|video", wanted)
    if family and family[0] == "audio" and kind.container:
        return kind.heard
    if family and not kind.mime.startswith(family[0]):
        raise sound.Unusable(f"{kind.mime} came where {family[0]} was due")
    return kind


def _make_durable(path: Path, final: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
    path.replace(final)
    folder = os.open(final.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _trouble_of(path: Path, sha256: str) -> str | None:
    try:
        return None if _sha256(path) == sha256 else "its content has changed"
    except OSError as error:
        return _in_words(error)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _in_words(error: OSError | DiskError) -> str:
    code = error.errno if isinstance(error, OSError) else error.args[0]
    if code in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full; make room in DATA_DIR, and it is fetched again by itself"
    return f"the disk does not take or give it ({os.strerror(code or 0)}); look at DATA_DIR"
