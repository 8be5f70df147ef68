"""The studio's parts on real files and real HTTP, with a clock that a test winds and errands that run at once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from producer.client import Client
from producer.contract import Music, Request
from producer.outbound import Outbound
from studio.archive import Archive
from studio.db import Database
from studio.inbox import Inbox
from studio.jobs import Job
from studio.ledger import Ledger
from studio.tracker import Tracker
from tests.studio.provider import Provider

PUBLIC = "http://studio.test"


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        """A microsecond passes at each look, so that no two rows are of the same moment."""
        self.time += timedelta(microseconds=1)
        return self.time

    def wind(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


def at_once(work: Callable[[], None]) -> None:
    work()


@dataclass
class Rig:
    folder: Path
    provider: Provider
    clock: Clock = field(default_factory=Clock)
    public: str | None = PUBLIC
    spawn: Callable[[Callable[[], None]], None] = at_once

    def __post_init__(self) -> None:
        self.database = Database(self.folder / "studio.db")
        self.ledger = Ledger(self.database, self.clock)
        self.ledger.recover()
        self.clients = {"here": Client(self.provider.url, "a-key-of-our-own", timeout=(1, 5))}
        self.archive = Archive(self.folder / "tracks", self.ledger, Outbound(self.provider.origin), clock=self.clock, random=Random(1))
        self.archive.sweep()
        self.tracker = Tracker(
            self.ledger, self.archive, self.clients, lambda name: self.public, clock=self.clock, random=Random(1), spawn=self.spawn
        )
        self.inbox = Inbox(self.ledger, self.tracker)

    def reopen(self) -> "Rig":
        """As after a crash: the same files, nothing remembered."""
        self.database.close()
        return Rig(self.folder, self.provider, self.clock, self.public, self.spawn)

    def intend(self, ticket: str = "t1", request: Request | None = None) -> Job:
        return self.ledger.intend(request or Music(sound_prompt="slow piano"), "here", ticket)

    def job(self, ticket: str = "t1") -> Job:
        job = self.ledger.job(ticket)
        assert job
        return job

    def sent(self, ticket: str = "t1", request: Request | None = None) -> Job:
        """A job that the provider has accepted."""
        self.intend(ticket, request)
        self.step()
        return self.job(ticket)

    def step(self) -> datetime | None:
        """Let the tracker do all that is due now, as its thread does: it looks again whenever an errand has ended."""
        while True:
            self.ledger.work.clear()
            due = self.tracker.step()
            if not self.ledger.work.is_set():
                return due

    def run(self, seconds: float) -> None:
        """Let the tracker do what it does in this time, by its own appointments."""
        end = self.clock.time + timedelta(seconds=seconds)
        while (due := self.step()) and due <= end:
            self.clock.time = max(self.clock.time, due)
        self.clock.time = max(self.clock.time, end)

    def token(self, nth: int = -1) -> str:
        """The token in the hook_url of a POST that the provider got."""
        return self.provider.posted[nth][1]["hook_url"].rpartition("/")[2]
