"""The database: its tables, one writing connection, and readers that cannot write.

SQLite in WAL mode with synchronous FULL, so that a commit outlives a power cut. Only one connection ever writes or
checkpoints: the SQLite 3.40 that Python brings on Debian 12 can corrupt a WAL that two connections reset at once.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from threading import Lock
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlalchemy.types import JSON, BigInteger, Text, TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MIGRATIONS = Path(__file__).parent / "migrations"


class Instant(TypeDecorator[datetime]):
    """A moment as whole microseconds since 1970, in UTC: it sorts, and no time zone gets lost."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> int | None:
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Exact(TypeDecorator[Decimal]):
    """A decimal number as text, so that a price comes back as it was written."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Words(TypeDecorator[str]):
    """Text of a stranger: what UTF-8 cannot hold (lone surrogates) becomes a question mark, so that it can be stored."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else storable(value)


def storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


_json = JSON(none_as_null=True)
metadata = sa.MetaData()

jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("id", Text, primary_key=True),
    sa.Column("provider", Text, nullable=False),
    sa.Column("action", Text, nullable=False),
    sa.Column("request", _json, nullable=False),
    sa.Column("state", Text, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("updated_at", Instant, nullable=False),
    sa.Column("job_id", Words),
    sa.Column("problem", Text),
    sa.Column("message", Words),
    sa.Column("quota", Exact),
    sa.Column("sent_at", Instant),
    sa.Column("finished_at", Instant),
    sa.Column("retry_at", Instant),
    sa.Column("record", _json),
    #: sha256 of the token in the latest attempt's hook_url; the token itself is kept nowhere.
    sa.Column("token_hash", Text),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    #: Title, prompt and words, casefolded: what a search looks through.
    sa.Column("search_text", Words, nullable=False, server_default=""),
    sa.Index("jobs_newest", "created_at", "id"),
    sa.Index("jobs_state", "state", "created_at"),
    sa.Index("jobs_action", "action", "created_at"),
    sa.Index("jobs_token", "token_hash", unique=True),
    sa.Index("jobs_job_id", "provider", "job_id"),
)

songs = sa.Table(
    "songs",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("job", Text, sa.ForeignKey("jobs.id"), nullable=False),
    #: Its place in `musics`, from 0.
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("music_id", Words, nullable=False),
    sa.Column("title", Words),
    sa.Column("lyrics", Words),
    sa.Column("sound", Words),
    sa.Column("seed", Words),
    sa.Column("seconds", sa.Float),
    sa.UniqueConstraint("job", "place", name="songs_place"),
    sa.Index("songs_music_id", "music_id"),
)

media = sa.Table(
    "media",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("song", sa.Integer, sa.ForeignKey("songs.id"), nullable=False),
    sa.Column("kind", Words, nullable=False),
    #: Where the provider has it; replaced by a fresh link while it is due.
    sa.Column("url", Words, nullable=False),
    #: The unguessable part of its address on our port; its file is stem + extension.
    sa.Column("stem", Text, nullable=False, unique=True),
    sa.Column("extension", Text, nullable=False, server_default=""),
    sa.Column("keeping", Text, nullable=False),
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("trouble", Words),
    sa.Column("mime", Text),
    sa.Column("size", BigInteger),
    sa.Column("sha256", Text),
    sa.Column("seconds", sa.Float),
    #: Waveform peaks: one byte each, 0…255 for 0…1 of full scale.
    sa.Column("peaks", sa.LargeBinary),
    sa.UniqueConstraint("song", "kind", name="media_kind"),
    sa.Index("media_due", "keeping", "due_at"),
)

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("id", Text, primary_key=True),
    sa.Column("subject", Words, nullable=False),
    sa.Column("title", Words, nullable=False),
    sa.Column("text", Words, nullable=False),
    #: Counts the changes of title and text: who last saw an earlier one is about to write over something unseen.
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("updated_at", Instant, nullable=False),
    #: Since when it can be brought back, and is shown no more.
    sa.Column("deleted_at", Instant),
    #: Our id of the job whose words it waits for, and the revision that asked.
    sa.Column("asked", Text),
    sa.Column("asked_revision", sa.Integer),
    sa.Index("drafts_newest", "updated_at"),
)

versions = sa.Table(
    "versions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("draft", Text, sa.ForeignKey("drafts.id"), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("why", Text, nullable=False),
    #: Given by a person; what has one is pruned last.
    sa.Column("name", Words, nullable=False),
    sa.Column("title", Words, nullable=False),
    sa.Column("text", Words, nullable=False),
    #: Our id of the job that wrote these words.
    sa.Column("job", Text),
    #: Of an undone change: the version that it went back to.
    sa.Column("back_to", sa.Integer),
    sa.Index("versions_draft", "draft", "id"),
    sa.Index("versions_job", "job"),
)


class UnusableLibrary(Exception):
    """The file cannot be opened as a library; the text says which, why and what to do."""


class NewerLibrary(UnusableLibrary):
    """The library was written by a newer version of Producer Studio. Start that version, or set DATA_DIR to another folder."""


class Database:
    """One SQLite file. `write()` gives the one writing connection, to one thread at a time; `read()` a consistent read-only view."""

    def __init__(self, path: Path):
        """Open the file, make it if it is missing, and bring its tables up to date. Raises UnusableLibrary."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._lock = Lock()
        self._closed = False
        #: Counts the transactions: what was read at one number is still true while it stands.
        self.version = 0
        self._writer = sa.create_engine(
            "sqlite://", creator=lambda: _connect(path, writing=True), poolclass=sa.StaticPool, json_serializer=_dump
        )
        event.listen(self._writer, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        self._migrate()
        self._reader = sa.create_engine(
            "sqlite://", creator=lambda: _connect(path, writing=False), poolclass=sa.QueuePool, pool_size=4, max_overflow=60
        )
        event.listen(self._reader, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction: committed, durably, when the block ends; rolled back when it raises."""
        with self._lock:
            if self._closed:
                raise InvalidRequestError("the library is closed")
            with self._writer.begin() as connection:
                yield connection
            self.version += 1

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One snapshot: everything read in the block is of the same moment."""
        with self._reader.begin() as connection:
            yield connection

    def close(self) -> None:
        with self._lock:
            self._reader.dispose()
            self._writer.dispose()
            self._closed = True  # or a late thread would open the file again

    def _migrate(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        try:
            with self.write() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except CommandError as error:
            raise NewerLibrary(str(NewerLibrary.__doc__)) from error
        except DBAPIError as error:
            raise UnusableLibrary(
                f"the library {self.path} cannot be used ({error.orig}); put a copy of it back, or move it away to begin anew"
            ) from error


def _connect(path: Path, writing: bool) -> sqlite3.Connection:
    mode = "rwc" if writing else "ro"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False, timeout=10
    )
    pragmas = ["mmap_size = 0", "foreign_keys = ON"]
    pragmas += ["journal_mode = WAL", "synchronous = FULL", "journal_size_limit = 16777216"] if writing else ["query_only = ON"]
    for pragma in pragmas:
        with closing(connection.execute(f"PRAGMA {pragma}")) as answer:
            answer.fetchall()
    return connection


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
