"""Pages over a real ledger in tmp_path; what a provider would say is written into the ledger as the tracker writes it."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from producer.answers import Accepted, read_fetch
from producer.client import Client
from producer.contract import Lyrics, Music
from producer.outbound import Outbound
from settings import Settings
from studio.house import Studio, enter, leave
from studio.jobs import Job, Problem

INDEX = Path(__file__).parents[2] / "pages" / "index.py"


@pytest.fixture(autouse=True)
def _our_own_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest leaves the page behind as `__main__`, and a child process of a later test would run it."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@dataclass
class Clock:
    now: datetime = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)  # no two moments are the same
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class House:
    """A studio whose tracker does not run: the test says what the provider did."""

    studio: Studio
    clock: Clock
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def wish(self, **request: Any) -> Job:
        self.clock.forward(60)
        given = {"sound_prompt": "slow lo-fi piano", "instrumental": True, **request}
        return self.studio.submit(Music(**given), f"ticket-{next(self.numbers)}")

    def sent(self, **request: Any) -> Job:
        job = self.wish(**request)
        self.studio.ledger.submitting(job.id, f"hash of {job.id}")
        return self._again(job)

    def accepted(self, **request: Any) -> Job:
        job = self.sent(**request)
        self.studio.ledger.accepted(job.id, Accepted(job_id=f"p-{job.id}", data={}, raw={}))
        return self._again(job)

    def followed(self, status: str, *, message: str = "success", musics: list[dict] | None = None, **data: Any) -> Job:
        """A job about which fetch said this."""
        job = self.accepted(**data.pop("request", {}))
        self.clock.forward(6)
        answer = {"status": status, "message": message, "jobId": job.job_id, "data": {"quota": "5", "musics": musics, **data}}
        self.studio.ledger.follow(job.id, read_fetch(200, {}, json.dumps(answer).encode()))
        return self._again(job)

    def made(self, title: str = "Paper lanterns", *, keep: bool = True, message: str = "success", **music: Any) -> Job:
        """A finished song; its files are in the archive where `keep` is true."""
        said = {"musicId": "m", "title": title, "audioUrl": "http://127.0.0.1:9/a.mp3", "seed": "4711", "durations": 134, **music}
        job = self.followed("SUCCESS", message=message, musics=[said], request=music.pop("request", {}))
        for media in (media for song in job.songs for media in song.media if keep):
            sound = {"extension": ".mp3", "mime": "audio/mpeg", "seconds": 134.0}
            picture = {"extension": ".jpg", "mime": "image/jpeg", "seconds": None}
            facts: dict[str, Any] = sound if media.kind == "audioUrl" else picture
            self.studio.ledger.kept(media.id, size=9, sha256="0" * 64, peaks=None, **facts)
        return self._again(job)

    def written(self, text: str, title: str = "Rain", quota: str = "1") -> Job:
        """A finished job of words: answered at once, and fetched once for its price."""
        self.clock.forward(60)
        job = self.studio.submit(Lyrics(prompt="a rainy day"), f"ticket-{next(self.numbers)}")
        words = {"musicId": "w", "title": title, "lyrics": text}
        self.studio.ledger.submitting(job.id, f"hash of {job.id}")
        self.studio.ledger.accepted(job.id, Accepted(job_id=f"p-{job.id}", data=words, raw={}))
        answer = {"status": "SUCCESS", "message": "success", "data": {"quota": quota, "musics": [words]}}
        self.studio.ledger.follow(job.id, read_fetch(200, {}, json.dumps(answer).encode()))
        return self._again(job)

    def unknown(self, **request: Any) -> Job:
        job = self.sent(**request)
        self.studio.ledger.unknown(job.id, "the connection broke")
        return self._again(job)

    def waiting(self, problem: Problem = Problem.BUSY, **request: Any) -> Job:
        job = self.sent(**request)
        self.studio.ledger.waiting(job.id, datetime.now(UTC) + timedelta(hours=1), problem, "busy")
        return self._again(job)

    def refused(self, problem: Problem, message: str = "", **request: Any) -> Job:
        job = self.sent(**request)
        self.studio.ledger.refused(job.id, problem, message)
        return self._again(job)

    def _again(self, job: Job) -> Job:
        found = self.studio.ledger.job(job.id)
        assert found
        return found


@pytest.fixture
def open_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., House]]:
    for name in ("TT_API_KEY", "PRODUCER_API_URL", "PUBLIC_URL", "DATA_DIR", "HOST", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)  # a checkout's own secrets file is not this test's
    opened: list[Studio] = []

    def build(**settings: Any) -> House:
        held, clock = Settings(data_dir=tmp_path / "data", **settings), Clock()
        nowhere = Client("http://127.0.0.1:9/producer/v1", "test_nowhere")
        studio = Studio.open(held, {held.provider: nowhere}, Outbound(), lambda provider: None, clock=clock)
        opened.append(studio)
        enter(studio)
        return House(studio, clock)

    yield build
    leave()
    for studio in opened:
        studio.stop()


@pytest.fixture
def house(open_house: Callable[..., House]) -> House:
    """On the embedded engine."""
    return open_house()


@pytest.fixture
def remote(open_house: Callable[..., House]) -> House:
    """On a provider that charges."""
    return open_house(tt_api_key="a-real-key", producer_api_url="http://127.0.0.1:9/producer/v1")


@pytest.fixture
def visit() -> Callable[..., AppTest]:
    """Open a page through the frame."""

    def visit(page: str = "generate.py", **query: str) -> AppTest:
        at = AppTest.from_file(str(INDEX), default_timeout=30)
        at.run()
        if page != "generate.py":
            at.query_params.update(query)
            at.switch_page(page).run()
        assert not at.exception
        return at

    return visit
