"""The engine behind its HTTP doors: takes requests in, has them made, and answers for them."""

import logging
import os
import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from engine import libretto
from engine.answers import Record, record
from engine.hooks import Hooks, Poster
from engine.jobs import Job, Jobs, Made, Media, owner_of
from engine.workers import Crew, TookTooLong, Worker, WorkerDied
from producer.contract import Lyrics, Music
from producer.outbound import Outbound

log = logging.getLogger(__name__)

#: A job over which this many workers died is given up.
DEATHS = 3
#: Seconds that one song may take.
LIMIT = 600.0

#: How a file of a song is linked to: Made's name for it → the contract's key, its MIME type and its ending.
_PUBLISHED = {"audio": ("audioUrl", "audio/mpeg", ".mp3"), "cover": ("imageUrl", "image/jpeg", ".jpg")}

#: Quota that a job costs, by its action.
PRICES = {"music": 5, "lyrics": 1}


class AlreadyRunning(Exception):
    """Another process uses this data folder."""


class Engine:
    """One engine on one data folder. Nothing is opened or started before `start`."""

    def __init__(
        self,
        data_dir: Path,
        base_url: str | Callable[[], str],
        *,
        outbound: Poster | None = None,
        workers: int | None = None,
        music: str = "engine.work",
        clock: Callable[[], float] = time.time,
    ) -> None:
        """base_url: where this engine's own addresses begin, e.g. "http://127.0.0.1:8501/producer"; or a function that knows it from
        `start` on.
        outbound: what callbacks are sent through; without one, one that may reach base_url's own origin.
        music: the module whose `make` and `warm_up` run in the workers."""
        self._data_dir = Path(data_dir).resolve()
        self._base_url = base_url if callable(base_url) else lambda: base_url
        self._outbound = outbound
        self._clock = clock
        self._lock = FileLock(self._data_dir / "engine.lock", timeout=0)
        self._crew = Crew(workers or max(1, (os.cpu_count() or 1) // 2), music, self._make)

    def start(self) -> None:
        """Open the data folder, start the workers and take up what an earlier process left unfinished."""
        self._songs = self._data_dir / "songs"
        self._songs.mkdir(parents=True, exist_ok=True)
        self._take_lock()
        self._jobs = Jobs(self._data_dir / "engine.db", self._clock)
        outbound = self._outbound or Outbound(own_origin=_origin(self._base_url()))
        self._hooks = Hooks(self._jobs, outbound, self._base_url, self._clock)
        for job_id in self._jobs.waiting():
            self._crew.put(job_id)
        self._crew.start()
        self._hooks.start()
        threading.Thread(target=libretto.warm_up, name="engine-words", daemon=True).start()

    def stop(self) -> None:
        """End the workers; unfinished jobs are made after the next start."""
        self._crew.stop()
        self._hooks.stop()
        self._jobs.close()
        self._lock.release()

    def submit(self, request: Music, key: str) -> Job:
        """Take a song in for this key."""
        libretto.check(request)
        wish = request.model_dump(mode="json", exclude={"hook_url"})
        seed = request.seed or str(secrets.randbelow(2**32))
        job = self._jobs.add(
            owner=owner_of(key),
            action=request.action,
            request=wish,
            seed=seed,
            price=PRICES[request.action],
            hook_url=request.hook_url or None,
        )
        self._crew.put(job.id)
        return job

    def write(self, request: Lyrics, key: str) -> tuple[Job, Made]:
        """Write words for this key at once; the job is there to be fetched."""
        seed = str(secrets.randbelow(2**32))
        words = libretto.write(request.prompt, seed)
        made = Made(title=words.title, lyrics=words.text, message=words.remark or "success")
        price = PRICES[request.action]
        job = self._jobs.add(
            owner=owner_of(key), action=request.action, request=request.model_dump(), seed=seed, price=price, made=made
        )
        return job, made

    def fetch(self, job_id: str, key: str) -> Record | None:
        """A job of this key, as the contract tells it; None where this key has no such job."""
        job = self._jobs.find(job_id, owner_of(key))
        return job and record(job, self._base_url())

    def media(self, name: str) -> tuple[Path, str] | None:
        """The file behind an unguessable name, and its MIME type; None where there is none (any more)."""
        media = self._jobs.media(name)
        path = media and self._songs / media.path
        return (path, media.mime) if media and path and path.is_file() else None

    @property
    def worker_pids(self) -> list[int]:
        return self._crew.pids

    def _take_lock(self) -> None:
        try:
            self._lock.acquire()
        except Timeout:
            raise AlreadyRunning(
                f"Another engine is running on the data folder {self._data_dir}: stop it, or give this one a folder of its own."
            ) from None

    def _make(self, job_id: str, worker: Callable[[], Worker]) -> None:
        """Have one job made, in a worker's thread."""
        job = self._jobs.job(job_id)
        try:
            answer = worker().ask(self._task(job), LIMIT)
        except WorkerDied:
            return self._after_death(job, worker)
        except TookTooLong:
            return self._fail(job, "job timeout")
        if "error" in answer:
            return self._fail(job, answer["error"])
        self._publish(job, Made(**answer["made"]))
        self._hooks.wake()

    def _fail(self, job: Job, reason: str) -> None:
        self._jobs.fail(job.id, reason)
        self._hooks.wake()

    def _task(self, job: Job) -> dict[str, Any]:
        return {"request": job.request, "seed": job.seed, "folder": str(self._songs / job.music_id), "music_id": job.music_id}

    def _after_death(self, job: Job, worker: Callable[[], Worker]) -> None:
        if self._crew.stopping:
            return
        deaths = self._jobs.died(job.id)
        log.warning("a worker died over job %s, %d of %d times", job.id, deaths, DEATHS)
        if deaths < DEATHS:
            return self._make(job.id, worker)
        self._fail(job, f"The engine's worker process died {deaths} times over this piece; try another seed or another prompt.")

    def _publish(self, job: Job, made: Made) -> None:
        """Give the song's public files unguessable names."""
        media = [
            Media(name=secrets.token_urlsafe(24) + ending, kind=kind, path=Path(job.music_id, made.files[what]), mime=mime)
            for what, (kind, mime, ending) in _PUBLISHED.items()
            if what in made.files
        ]
        self._jobs.succeed(job.id, made, media)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
