"""The studio as a whole: assembled once for a process by app.py, and reached by the pages with `studio()`."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from producer.client import Client
from producer.contract import Request
from producer.outbound import Outbound
from settings import Settings
from studio.archive import Archive
from studio.db import Database
from studio.drafts import Drafts
from studio.inbox import Inbox
from studio.jobs import Job
from studio.ledger import Ledger, now
from studio.tracker import Tracker


class AlreadyRunning(Exception):
    """Another Producer Studio works in this DATA_DIR; the text names its process."""


@dataclass(frozen=True)
class Studio:
    settings: Settings
    #: The name of the provider that new jobs go to.
    provider: str
    clients: Mapping[str, Client]
    ledger: Ledger
    drafts: Drafts
    archive: Archive
    tracker: Tracker
    inbox: Inbox
    _database: Database
    _lock: FileLock

    @classmethod
    def open(
        cls,
        settings: Settings,
        clients: Mapping[str, Client],
        outbound: Outbound,
        hook_base: Callable[[str], str | None],
        clock: Callable[[], datetime] = now,
    ) -> "Studio":
        """Take the DATA_DIR for this process and set straight what the last one left. Raises AlreadyRunning.

        `hook_base(provider)` is the address under which that provider reaches our /hooks/, None where it cannot.
        """
        lock = _taken(settings.data_dir)
        try:
            database = Database(settings.data_dir / "studio.db")
            ledger = Ledger(database, clock)
            ledger.recover()
            drafts = Drafts(database, clock)
            drafts.sweep()
            archive = Archive(settings.data_dir / "tracks", ledger, outbound, clock=clock)
            archive.sweep()
            tracker = Tracker(ledger, archive, clients, hook_base, clock=clock)
        except BaseException:
            lock.release()
            raise
        return cls(settings, settings.provider, clients, ledger, drafts, archive, tracker, Inbox(ledger, tracker), database, lock)

    def start(self) -> None:
        self.tracker.start()

    def stop(self, patience: float = 4.0) -> None:
        """Let go of the DATA_DIR, after at most `patience` seconds for what is under way; the next start sets the rest straight."""
        self.tracker.stop(patience)
        self._database.close()
        self._lock.release()

    def submit(self, request: Request, ticket: str) -> Job:
        """Write the wish down; the tracker sends it. The same ticket twice is one job, so a double click is harmless."""
        return self.ledger.intend(request, self.provider, ticket)


def _taken(folder: Path) -> FileLock:
    folder.mkdir(parents=True, exist_ok=True)
    lock, pid = FileLock(folder / "studio.lock", thread_local=False), folder / "studio.pid"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        holder = pid.read_text() if pid.exists() else "unknown"
        raise AlreadyRunning(
            f"Producer Studio is already running in {folder} (process {holder.strip()}). "
            "Use that one, stop it first, or choose another folder with DATA_DIR=…"
        ) from None
    pid.write_text(str(os.getpid()))
    return lock


_here: list[Studio] = []


def enter(studio: Studio) -> None:
    """Make it the one that `studio()` gives."""
    _here[:] = [studio]


def leave() -> None:
    _here.clear()


def studio() -> Studio:
    """This process's studio. Raises RuntimeError before app.py has opened it, or after it was closed."""
    if not _here:
        raise RuntimeError("the studio is not open: start the dashboard with `make run` or `streamlit run app.py`")
    return _here[0]
