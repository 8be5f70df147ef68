"""The database file: durable, migrated from the first table on, written by one connection."""

import sqlite3
import subprocess
import sys

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import IntegrityError, InvalidRequestError, OperationalError

from studio.db import Database, NewerLibrary, UnusableLibrary, metadata


@pytest.fixture
def database(tmp_path):
    database = Database(tmp_path / "a folder % with signs" / "studio.db")
    yield database
    database.close()


def pragma(connection: sa.Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one_or_none()


def test_a_commit_outlives_a_power_cut_and_nothing_is_mapped(database):
    with database.write() as connection:
        settings = {name: pragma(connection, name) for name in ("journal_mode", "synchronous", "foreign_keys", "mmap_size")}
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "mmap_size": 0}


def test_readers_cannot_write(database):
    with pytest.raises(OperationalError), database.read() as connection:
        connection.exec_driver_sql("DELETE FROM jobs")


def test_a_reader_sees_one_moment_while_another_writes(database):
    def count(connection: sa.Connection) -> int:
        return connection.exec_driver_sql("SELECT count(*) FROM songs").scalar_one()

    with database.read() as reader:
        assert count(reader) == 0
        with database.write() as writer:
            _insert_job(writer)
            writer.exec_driver_sql("INSERT INTO songs (job, place, music_id) VALUES ('j', 0, 'm')")
        assert count(reader) == 0
    with database.read() as reader:
        assert count(reader) == 1


def _insert_job(connection: sa.Connection) -> None:
    connection.exec_driver_sql(
        "INSERT INTO jobs (id, provider, action, request, state, created_at, updated_at) VALUES ('j', 'p', 'music', '{}', 'intent', 1, 1)"
    )


def test_what_raises_is_rolled_back(database):
    def half_of_it() -> None:
        with database.write() as connection:
            _insert_job(connection)
            connection.exec_driver_sql("INSERT INTO songs (job, place, music_id) VALUES ('no such job', 0, 'm')")

    with pytest.raises(IntegrityError):
        half_of_it()
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM jobs").scalar_one() == 0


def test_the_migrations_make_the_tables_that_the_code_declares(database):
    with database.write() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_opening_again_keeps_what_is_there(database):
    with database.write() as connection:
        _insert_job(connection)
    database.close()
    again = Database(database.path)
    with again.read() as connection:
        assert connection.exec_driver_sql("SELECT id FROM jobs").scalar_one() == "j"
    again.close()


def test_a_library_of_a_newer_version_is_left_alone(database):
    database.close()
    with sqlite3.connect(database.path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerLibrary, match="newer version"):
        Database(database.path)


def test_a_file_that_is_no_library_is_named_and_left_alone(tmp_path):
    path = tmp_path / "studio.db"
    path.write_bytes(b"a shopping list")
    with pytest.raises(UnusableLibrary, match=r"studio\.db cannot be used \(file is not a database\); .*move it away"):
        Database(path)
    assert path.read_bytes() == b"a shopping list"


def test_a_closed_database_takes_no_late_writes(database):
    database.close()
    with pytest.raises(InvalidRequestError, match="closed"), database.write():
        pass


WRITER = """
import sys
from pathlib import Path
from studio.db import Database
database = Database(Path(sys.argv[1]))
for number in range(60):
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO jobs (id, provider, action, request, state, created_at, updated_at) "
                                   "VALUES (?, 'p', 'music', '{}', 'intent', 1, 1)", (f"{sys.argv[2]}-{number}",))
database.close()
"""


def test_a_second_writer_corrupts_nothing(database):
    """The lock of studio.house keeps it out; should somebody get round that, the rows of both are there."""
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(database.path), name]) for name in "ab"]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM jobs").scalar_one() == 120
        assert pragma(connection, "integrity_check") == "ok"
