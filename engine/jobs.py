"""The engine's jobs: one SQLite file that says what to render, what came of it, and who is still to be told."""

import hashlib
import json
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

#: The tables, step by step: a file of an earlier engine gets the steps that it does not have yet.
_STEPS = (
    """
    CREATE TABLE job (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, music_id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL,
        action TEXT NOT NULL, request TEXT NOT NULL, seed TEXT NOT NULL, price INTEGER NOT NULL, created REAL NOT NULL,
        status TEXT NOT NULL, message TEXT, deaths INTEGER NOT NULL DEFAULT 0, made TEXT,
        hook_url TEXT, hook_tries INTEGER NOT NULL DEFAULT 0, hook_due REAL
    );
    CREATE INDEX job_waiting ON job (number) WHERE status = 'ON_QUEUE';
    CREATE INDEX job_hook ON job (hook_due) WHERE hook_due IS NOT NULL;
    CREATE TABLE media (
        name TEXT PRIMARY KEY, music_id TEXT NOT NULL, kind TEXT NOT NULL, path TEXT NOT NULL, mime TEXT NOT NULL
    );
    CREATE INDEX media_of_song ON media (music_id);
    """,
)

#: A final status never goes back; whoever is to be told of it is told from now on.
_END = (
    "UPDATE job SET status = ?, message = ?, made = ?, hook_due = iif(hook_url IS NULL, NULL, ?)"
    " WHERE id = ? AND status = 'ON_QUEUE'"
)


class Status(StrEnum):
    """The contract's words for where a job stands."""

    ON_QUEUE = "ON_QUEUE"
    SUCCESS = "SUCCESS"
    FAILED = "FAILED"


@dataclass(frozen=True, kw_only=True)
class Made:
    """What was made of a request."""

    title: str
    #: The words as they are sung, with their section tags; None for an instrumental piece.
    lyrics: str | None
    #: Length of the audio, and the prompt that it was made from; None where only words were asked for.
    seconds: float | None = None
    sound: str | None = None
    #: File names inside the song's folder by what they are: "audio" (mp3), "cover" (JPEG), "score" and "words" (JSON).
    files: dict[str, str] = field(default_factory=dict)
    #: What the sender should know of how it was made.
    message: str = "success"


class Unmakeable(Exception):
    """No song can be made of this request; the message tells the sender why, and what to do."""


@dataclass(frozen=True, kw_only=True)
class Media:
    """One file of a song that anybody who knows its unguessable name may load."""

    name: str
    #: The key of `musics` that links to it, e.g. "audioUrl".
    kind: str
    #: Below the folder of all songs.
    path: Path
    mime: str


@dataclass(frozen=True, kw_only=True)
class Job:
    """One accepted request."""

    id: str
    music_id: str
    action: str
    #: The request as it came, without hook_url.
    request: dict[str, Any]
    #: Given or drawn; always known.
    seed: str
    price: int
    #: Seconds since 1970, UTC.
    created: float
    status: Status
    message: str | None
    #: How often a worker process died over it.
    deaths: int
    made: Made | None
    hook_url: str | None
    hook_tries: int
    media: dict[str, str] = field(default_factory=dict)
    """Names of the song's media by kind."""

    @property
    def quota(self) -> str:
        """What it costs, provisional until it ends: a failed job is free."""
        return "0" if self.status is Status.FAILED else str(self.price)


def owner_of(key: str) -> str:
    """What is kept of an API key: enough to know its jobs again, and not the key."""
    return hashlib.sha256(key.encode()).hexdigest()


class Jobs:
    """The table. Every method is one durable transaction and may be called from any thread."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        """Open the file, or begin one. Raises OSError where it cannot be used."""
        self._clock = clock
        self._lock = threading.Lock()
        try:
            self._open(path)
        except sqlite3.Error as trouble:
            raise OSError(f"the engine's jobs in {path} cannot be used ({trouble}); move that file away to begin anew") from trouble

    def _open(self, path: Path) -> None:
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._upgrade()

    def _upgrade(self) -> None:
        (step,) = self._db.execute("PRAGMA user_version").fetchone()
        if step > len(_STEPS):
            raise sqlite3.DatabaseError("a newer engine wrote it")
        for number, script in enumerate(_STEPS[step:], start=step + 1):
            self._db.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def add(
        self,
        *,
        owner: str,
        action: str,
        request: dict[str, Any],
        seed: str,
        price: int,
        hook_url: str | None = None,
        made: Made | None = None,
    ) -> Job:
        """Take a job in; from here on it is made, whatever happens to the process. With `made` it is finished already."""
        job_id, music_id = str(uuid.uuid4()), str(uuid.uuid4())
        status, message, kept = (Status.SUCCESS, made.message, json.dumps(asdict(made))) if made else (Status.ON_QUEUE, None, None)
        self._write(
            "INSERT INTO job (id, music_id, owner, action, request, seed, price, created, status, message, made, hook_url)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            job_id, music_id, owner, action, json.dumps(request), seed, price, self._clock(), status, message, kept, hook_url,
        )
        return self.job(job_id)

    def job(self, job_id: str) -> Job:
        """A job that is known to exist."""
        (job,) = self._jobs("id = ?", job_id)
        return job

    def find(self, job_id: str, owner: str) -> Job | None:
        """A job of this key; None where there is none, also where it is somebody else's."""
        return next(iter(self._jobs("id = ? AND owner = ?", job_id, owner)), None)

    def waiting(self) -> list[str]:
        """The ids of all unfinished jobs, first come first."""
        return [row["id"] for row in self._read("SELECT id FROM job WHERE status = 'ON_QUEUE' ORDER BY number")]

    def died(self, job_id: str) -> int:
        """Count a worker's death over this job; how many there were."""
        self._write("UPDATE job SET deaths = deaths + 1 WHERE id = ?", job_id)
        return self.job(job_id).deaths

    def succeed(self, job_id: str, made: Made, media: list[Media]) -> None:
        music_id = self.job(job_id).music_id
        rows = [(m.name, music_id, m.kind, str(m.path), m.mime) for m in media]
        with self._lock, self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("INSERT INTO media VALUES (?, ?, ?, ?, ?)", rows)
            self._db.execute(_END, (Status.SUCCESS, made.message, json.dumps(asdict(made)), self._clock(), job_id))

    def fail(self, job_id: str, reason: str) -> None:
        self._write(_END, Status.FAILED, reason, None, self._clock(), job_id)

    def media(self, name: str) -> Media | None:
        rows = self._read("SELECT name, kind, path, mime FROM media WHERE name = ?", name)
        return next((Media(name=row["name"], kind=row["kind"], path=Path(row["path"]), mime=row["mime"]) for row in rows), None)

    def next_hook(self) -> tuple[Job, float] | None:
        """The job whose callback is due first, and when (seconds since 1970)."""
        rows = self._read("SELECT id, hook_due FROM job WHERE hook_due IS NOT NULL ORDER BY hook_due LIMIT 1")
        return next(((self.job(row["id"]), row["hook_due"]) for row in rows), None)

    def hook_done(self, job_id: str) -> None:
        """Nobody waits for this callback any more: it was taken, or given up."""
        self._write("UPDATE job SET hook_tries = hook_tries + 1, hook_due = NULL WHERE id = ?", job_id)

    def hook_later(self, job_id: str, due: float) -> None:
        self._write("UPDATE job SET hook_tries = hook_tries + 1, hook_due = ? WHERE id = ?", due, job_id)

    def _jobs(self, where: str, *values: object) -> list[Job]:
        return [self._job(row) for row in self._read(f"SELECT * FROM job WHERE {where}", *values)]

    def _job(self, row: sqlite3.Row) -> Job:
        media = self._read("SELECT kind, name FROM media WHERE music_id = ?", row["music_id"])
        return Job(
            id=row["id"], music_id=row["music_id"], action=row["action"], request=json.loads(row["request"]), seed=row["seed"],
            price=row["price"], created=row["created"], status=Status(row["status"]), message=row["message"], deaths=row["deaths"],
            made=Made(**json.loads(row["made"])) if row["made"] else None, hook_url=row["hook_url"], hook_tries=row["hook_tries"],
            media={m["kind"]: m["name"] for m in media},
        )

    def _read(self, statement: str, *values: object) -> list[sqlite3.Row]:
        with self._lock:
            return self._db.execute(statement, values).fetchall()

    def _write(self, statement: str, *values: object) -> None:
        with self._lock:
            self._db.execute(statement, values)
