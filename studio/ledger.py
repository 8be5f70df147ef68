"""The ledger: every job, its songs and their files.

Each write is one small transaction, and each names the states it may leave: the check stands in the UPDATE itself,
so two threads cannot both move a job, and a final state never goes back.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from secrets import token_urlsafe
from threading import Event
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from producer.answers import Accepted, Music, Record, read_record
from producer.contract import ACTIONS, Lyrics, Request, Stored
from studio.db import Database, jobs, media, songs, storable
from studio.jobs import Due, Job, Keeping, Media, Problem, Song, State, Totals

TO_SEND = (State.INTENT, State.WAITING)
POLLED = (State.PENDING_QUEUE, State.ON_QUEUE)
_NEWEST = (jobs.c.created_at.desc(), jobs.c.id.desc())
_JOB = [jobs.c[name] for name in Job.__dataclass_fields__ if name != "songs"]
_SONG = [songs.c[name] for name in Song.__dataclass_fields__ if name != "media"]
_MEDIA = [media.c[name] for name in Media.__dataclass_fields__ if name != "path"]


class AlreadyAdopted(Exception):
    """Another job of the ledger has this jobId already."""


def now() -> datetime:
    return datetime.now(UTC)


class Ledger:
    """The jobs table and what hangs on it. Safe to use from any thread."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now):
        self._db = database
        self._clock = clock
        #: Pages ask the same again and again, and mostly nothing has changed in between.
        self._found, self._added, self._named = lru_cache(8)(self._find), lru_cache(8)(self._add), lru_cache(64)(self._those)
        #: Set when a person gave the tracker something to do.
        self.work = Event()

    # What a person does

    def intend(self, request: Request, provider: str, ticket: str) -> Job:
        """Write the wish down, durably, before anything is sent. The same ticket twice is the same job."""
        body = request.body
        body.pop("hook_url", None)
        at = self._clock()
        row = {
            "id": ticket, "provider": provider, "action": request.action, "request": body, "state": State.INTENT,
            "created_at": at, "updated_at": at, "search_text": _search_text(body, ()),
        }
        with self._db.write() as connection:
            connection.execute(insert(jobs).values(row).on_conflict_do_nothing())
            job = _jobs(connection, jobs.c.id == ticket)[0]
        self.work.set()
        return job

    def withdraw(self, id: str) -> bool:
        """Take back a job that has not been sent: INTENT, WAITING → SETTLED. False if it is too late."""
        return self._move(id, TO_SEND, state=State.SETTLED, quota=Decimal(0), finished_at=self._clock(), retry_at=None)

    def settle(self, id: str) -> bool:
        """Close by hand what nobody can resolve: UNKNOWN, or a jobId that the provider does not know → SETTLED."""
        unresolved = sa.or_(jobs.c.state == State.UNKNOWN, sa.and_(jobs.c.state.in_(POLLED), jobs.c.problem == Problem.REJECTED))
        return self._move(id, unresolved, state=State.SETTLED, finished_at=self._clock())

    def adopt(self, id: str, job_id: str) -> bool:
        """A person found the jobId of an UNKNOWN: UNKNOWN → ON_QUEUE. Raises AlreadyAdopted if another job has it."""
        with self._db.write() as connection:
            row = connection.execute(sa.select(jobs.c.provider).where(jobs.c.id == id)).one_or_none()
            if row is None:
                return False
            taken = sa.select(jobs.c.id).where(jobs.c.provider == row.provider, jobs.c.job_id == job_id, jobs.c.id != id)
            if connection.execute(taken).first():
                raise AlreadyAdopted(str(AlreadyAdopted.__doc__))
            moved = self._update(connection, id, (State.UNKNOWN,), state=State.ON_QUEUE, job_id=job_id, problem=None, message=None)
        self.work.set()
        return moved

    # What the tracker does

    def recover(self) -> int:
        """At a start: the answer to whatever was being sent is lost, SUBMITTING → UNKNOWN. Gives how many."""
        values = {"state": State.UNKNOWN, "problem": Problem.AMBIGUOUS, "message": None, "updated_at": self._clock()}
        with self._db.write() as connection:
            return connection.execute(sa.update(jobs).where(jobs.c.state == State.SUBMITTING).values(values)).rowcount

    def submitting(self, id: str, token_hash: str) -> int | None:
        """INTENT, WAITING → SUBMITTING, before the POST. Gives the attempt's number from 1, None if it may not be sent."""
        at = self._clock()
        with self._db.write() as connection:
            moved = self._update(
                connection, id, TO_SEND, state=State.SUBMITTING, token_hash=token_hash, attempts=jobs.c.attempts + 1,
                sent_at=at, retry_at=None, problem=None, message=None,
            )
            return connection.execute(sa.select(jobs.c.attempts).where(jobs.c.id == id)).scalar_one() if moved else None

    def accepted(self, id: str, answer: Accepted) -> bool:
        """The POST was accepted: SUBMITTING → ON_QUEUE; SUCCESS where the whole answer came at once; UNKNOWN where no job is named."""
        sent = (State.SUBMITTING, State.UNKNOWN)
        music = read_record({"data": {"musics": [answer.data]}}).musics[0]
        told = _without_token(answer.raw)
        with self._db.write() as connection:
            if answer.job_id is None:
                outcome = self._at_once(music)
                moved = self._update(connection, id, sent, record=told, **outcome)
            else:
                moved = self._update(connection, id, sent, state=State.ON_QUEUE, job_id=answer.job_id, record=told, problem=None)
                self._suspect(connection, id, answer.job_id)
            if moved and (music.urls or music.lyrics):
                self._write_songs(connection, id, [music])
        return moved

    def bind(self, id: str, job_id: str) -> bool:
        """A verified callback names the job: SUBMITTING, UNKNOWN → ON_QUEUE. It binds once; another jobId is marked ODD.

        WAITING too: should a provider take on what it said it had not, then it must not be sent again.
        """
        sent = (State.SUBMITTING, State.UNKNOWN, State.WAITING)
        with self._db.write() as connection:
            moved = self._update(connection, id, sent, state=State.ON_QUEUE, job_id=job_id, problem=None, message=None, retry_at=None)
            self._suspect(connection, id, job_id)
        return moved

    def waiting(self, id: str, retry_at: datetime, problem: Problem, message: str) -> bool:
        """Certainly not accepted, and worth another try: SUBMITTING → WAITING."""
        return self._move(id, (State.SUBMITTING,), state=State.WAITING, retry_at=retry_at, problem=problem, message=message)

    def refused(self, id: str, problem: Problem, message: str) -> bool:
        """Certainly refused, so not charged: SUBMITTING → FAILED."""
        values = {"state": State.FAILED, "quota": Decimal(0), "finished_at": self._clock()}
        return self._move(id, (State.SUBMITTING,), problem=problem, message=message, **values)

    def unknown(self, id: str, message: str) -> bool:
        """No clear answer: SUBMITTING → UNKNOWN. Never sent again by itself."""
        return self._move(id, (State.SUBMITTING,), state=State.UNKNOWN, problem=Problem.AMBIGUOUS, message=message)

    def follow(self, id: str, record: Record) -> State | None:
        """Write what fetch said of an accepted job. Gives the state it is in now; None if it is not followed any more."""
        told = _without_token(record.raw)
        with self._db.write() as connection:
            row = connection.execute(sa.select(jobs).where(jobs.c.id == id, jobs.c.state.in_(POLLED))).one_or_none()
            if row is None:
                return None
            state, problem = _outcome(row.action, record)
            message = record.message if state is State.FAILED else None
            if row.problem == Problem.ODD:
                problem, message = Problem.ODD, row.message
            if (row.state, row.problem, row.record) == (state, problem, told):
                return state
            values = {"state": state, "problem": problem, "message": message, "quota": record.quota, "record": told}
            self._update(connection, id, POLLED, finished_at=self._clock() if state.final else None, **values)
            if state is State.SUCCESS:
                self._write_songs(connection, id, _musics(record))
            return state

    def note(self, id: str, problem: Problem, message: str) -> bool:
        """A fetch was refused: the job stays as it is, and the page says why nothing is heard of it."""
        trouble = sa.and_(jobs.c.state.in_(POLLED), jobs.c.problem.is_distinct_from(Problem.ODD))
        news = sa.or_(jobs.c.problem.is_distinct_from(problem), jobs.c.message.is_distinct_from(message))
        return self._move(id, sa.and_(trouble, news), problem=problem, message=message)

    # What the archive does

    def relink(self, id: str, record: Record) -> None:
        """Take the fresh links of a finished job for the files that are still due."""
        with self._db.write() as connection:
            if connection.execute(sa.select(jobs.c.id).where(jobs.c.id == id, jobs.c.state == State.SUCCESS)).first():
                self._write_songs(connection, id, _musics(record))

    def kept(self, id: int, *, extension: str, mime: str, size: int, sha256: str, seconds: float | None, peaks: bytes | None) -> None:
        """The file is in the archive: DUE → KEPT. What was measured is truer than what the provider said."""
        facts = {"extension": extension, "mime": mime, "size": size, "sha256": sha256, "seconds": seconds, "peaks": peaks}
        with self._db.write() as connection:
            kept = sa.update(media).where(media.c.id == id, media.c.keeping == Keeping.DUE)
            done = kept.values(keeping=Keeping.KEPT, trouble=None, **facts).returning(media.c.song, media.c.kind)
            row = connection.execute(done).one_or_none()
            if row and row.kind == "audioUrl" and seconds:
                connection.execute(sa.update(songs).where(songs.c.id == row.song).values(seconds=seconds))
            self._touch(connection, id)

    def missed(self, id: int, trouble: str, due_at: datetime, *, counts: bool, last: bool = False) -> None:
        """The file could not be fetched: it stays DUE, or is LOST after the last try."""
        values = {"trouble": trouble, "due_at": due_at, "keeping": Keeping.LOST if last else Keeping.DUE}
        update = sa.update(media).where(media.c.id == id, media.c.keeping == Keeping.DUE)
        with self._db.write() as connection:
            connection.execute(update.values(tries=media.c.tries + int(counts), **values))
            self._touch(connection, id)

    # Reading

    def job(self, id: str) -> Job | None:
        return next(iter(self.jobs([id])), None)

    def jobs(self, ids: Iterable[str]) -> list[Job]:
        """Those of the ids that exist, newest first. The very same list comes again while nothing was written: it is not to be changed."""
        return self._named(self._db.version, tuple(storable(id) for id in ids))

    def _those(self, version: int, ids: Sequence[str]) -> list[Job]:
        with self._db.read() as connection:
            return _jobs(connection, jobs.c.id.in_(ids))

    def latest(self, limit: int) -> list[Job]:
        return self.search(limit=limit)

    def search(
        self, text: str = "", actions: Sequence[str] = (), states: Sequence[State] = (), since: datetime | None = None, limit: int = 500
    ) -> list[Job]:
        """Newest first: jobs whose title, prompt or words hold `text`, whatever its case, of these actions and states (none: of all).

        The very same list comes again while nothing was written: it is not to be changed.
        """
        return self._found(self._db.version, text, tuple(actions), tuple(states), since, limit)

    def _find(
        self, version: int, text: str, actions: Sequence[str], states: Sequence[State], since: datetime | None, limit: int
    ) -> list[Job]:
        with self._db.read() as connection:
            return _jobs(connection, _filter(text, actions, states, since), limit)

    def totals(
        self, text: str = "", actions: Sequence[str] = (), states: Sequence[State] = (), since: datetime | None = None
    ) -> Totals:
        """What `search` with the same filters and no limit adds up to, exactly."""
        return self._added(self._db.version, text, tuple(actions), tuple(states), since)

    def _add(self, version: int, text: str, actions: Sequence[str], states: Sequence[State], since: datetime | None) -> Totals:
        grouped = sa.select(jobs.c.state, jobs.c.quota, sa.func.count().label("jobs")).group_by(jobs.c.state, jobs.c.quota)
        with self._db.read() as connection:
            rows = connection.execute(grouped.where(_filter(text, actions, states, since))).all()
        return Totals(
            jobs=sum(row.jobs for row in rows),
            quota=sum((row.quota * row.jobs for row in rows if row.quota is not None and State(row.state).final), Decimal(0)),
            running=sum(row.jobs for row in rows if State(row.state).moving),
        )

    def is_empty(self) -> bool:
        with self._db.read() as connection:
            return connection.execute(sa.select(jobs.c.id).limit(1)).first() is None

    def by_token(self, token_hash: str) -> Job | None:
        """The job whose latest attempt has the token with this hash."""
        with self._db.read() as connection:
            return next(iter(_jobs(connection, jobs.c.token_hash == token_hash)), None)

    def token_hash(self, id: str) -> str | None:
        with self._db.read() as connection:
            return connection.execute(sa.select(jobs.c.token_hash).where(jobs.c.id == id)).scalar_one_or_none()

    def to_send(self) -> list[Job]:
        """INTENT and WAITING, oldest first."""
        with self._db.read() as connection:
            return _jobs(connection, jobs.c.state.in_(TO_SEND))[::-1]

    def polled(self) -> list[Job]:
        """Accepted and not final, oldest first."""
        with self._db.read() as connection:
            return _jobs(connection, jobs.c.state.in_(POLLED))[::-1]

    def due(self) -> list[tuple[datetime, Due]]:
        """Every file that is still to be fetched, and when, first due first."""
        query = (
            sa.select(media, songs.c.title, songs.c.lyrics, songs.c.sound, songs.c.seed)
            .add_columns(jobs.c.id.label("job"), jobs.c.provider, jobs.c.job_id, jobs.c.request)
            .join_from(media, songs).join(jobs).where(media.c.keeping == Keeping.DUE).order_by(media.c.due_at, media.c.id)
        )
        with self._db.read() as connection:
            return [(row["due_at"], _due(dict(row))) for row in connection.execute(query).mappings()]

    def kept_file(self, stem: str) -> str | None:
        """The file name of a kept file, by its unguessable part."""
        query = sa.select(media.c.stem + media.c.extension).where(media.c.stem == storable(stem), media.c.keeping == Keeping.KEPT)
        with self._db.read() as connection:
            return connection.execute(query).scalar_one_or_none()

    def kept_hashes(self) -> dict[str, str]:
        """Of every kept file: its name and its sha256."""
        query = sa.select(media.c.stem + media.c.extension, media.c.sha256).where(media.c.keeping == Keeping.KEPT)
        with self._db.read() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def peaks(self, media_id: int) -> bytes | None:
        with self._db.read() as connection:
            return connection.execute(sa.select(media.c.peaks).where(media.c.id == media_id)).scalar_one_or_none()

    # The small parts

    def _move(self, id: str, leaving: Sequence[State] | sa.ColumnElement[bool], **values: Any) -> bool:
        with self._db.write() as connection:
            return self._update(connection, id, leaving, **values)

    def _update(self, connection: sa.Connection, id: str, leaving: Sequence[State] | sa.ColumnElement[bool], **values: Any) -> bool:
        where = leaving if isinstance(leaving, sa.ColumnElement) else jobs.c.state.in_(leaving)
        update = sa.update(jobs).where(jobs.c.id == id, where).values(updated_at=self._clock(), **values)
        return connection.execute(update).rowcount == 1

    def _touch(self, connection: sa.Connection, media_id: int) -> None:
        """The job of this file has changed: `updated_at` tells whoever shows it."""
        job = sa.select(songs.c.job).join_from(media, songs).where(media.c.id == media_id).scalar_subquery()
        connection.execute(sa.update(jobs).where(jobs.c.id == job).values(updated_at=self._clock()))

    def _suspect(self, connection: sa.Connection, id: str, job_id: str) -> None:
        """A jobId of our request that is not the one bound may be a second charge: a person must see it, whatever the state."""
        other = sa.update(jobs).where(jobs.c.id == id, jobs.c.job_id.is_distinct_from(job_id))
        message = f"the provider made another job of this request: {job_id}"
        connection.execute(other.values(problem=Problem.ODD, message=message, updated_at=self._clock()))

    def _at_once(self, music: Music) -> dict[str, Any]:
        if music.urls:
            return {"state": State.SUCCESS, "problem": None, "quota": Decimal(0), "finished_at": self._clock()}
        return {"state": State.UNKNOWN, "problem": Problem.AMBIGUOUS, "message": "accepted, but the answer names no job"}

    def _write_songs(self, connection: sa.Connection, id: str, musics: Sequence[Music]) -> None:
        for place, music in enumerate(musics):
            row = {"title": music.title, "lyrics": music.lyrics, "sound": music.sound, "seed": music.seed, "seconds": music.seconds}
            row["music_id"] = music.music_id or ""
            known = {name: value for name, value in row.items() if value}
            new = insert(songs).values(job=id, place=place, **row)
            song = connection.execute(_upsert(new, known).returning(songs.c.id)).scalar_one()
            for kind, url in music.urls.items():
                self._write_link(connection, song, kind, url)
        request = connection.execute(sa.select(jobs.c.request).where(jobs.c.id == id)).scalar_one()
        made = connection.execute(sa.select(songs.c.title, songs.c.lyrics).where(songs.c.job == id)).all()
        connection.execute(sa.update(jobs).where(jobs.c.id == id).values(search_text=_search_text(request, chain(*made))))

    def _write_link(self, connection: sa.Connection, song: int, kind: str, url: str) -> None:
        row = {"song": song, "kind": kind, "url": url, "stem": token_urlsafe(24), "keeping": Keeping.DUE, "due_at": self._clock()}
        fresh = {"index_elements": ["song", "kind"], "set_": {"url": url}, "where": media.c.keeping == Keeping.DUE}
        connection.execute(insert(media).values(row).on_conflict_do_update(**fresh))


def _musics(record: Record) -> Sequence[Music]:
    """The record's songs. Links that stand beside them belong to the first; where there are only links, they make one song."""
    first, *others = record.musics or read_record({"data": {"musics": [{}]}}).musics
    if not (record.musics or record.urls):
        return []
    return [replace(first, urls=record.urls | first.urls), *others]


def _upsert(new: Any, known: Mapping[str, Any]) -> Any:
    place = ["job", "place"]
    return new.on_conflict_do_update(index_elements=place, set_=dict(known) or {"place": new.excluded.place})


def _outcome(action: str, record: Record) -> tuple[State, Problem | None]:
    if record.failed:
        return State.FAILED, Problem.FAILED
    if record.succeeded:
        return State.SUCCESS, None if _holds_what_it_should(action, record) else Problem.ODD
    return (State.PENDING_QUEUE if record.status == State.PENDING_QUEUE.upper() else State.ON_QUEUE), None


def _holds_what_it_should(action: str, record: Record) -> bool:
    """New music has audio; whatever else makes files has at least one."""
    kind = ACTIONS.get(action)
    if kind is Lyrics:
        return True
    if kind and issubclass(kind, Stored):
        return any(music.audio_url for music in record.musics)
    return any(music.urls for music in _musics(record))


def _without_token(raw: dict[str, Any]) -> dict[str, Any]:
    """The answer as it came, but for the token that fetch echoes: whoever holds it can speak for the provider."""
    return json.loads(re.sub(r"(/hooks/)[A-Za-z0-9_-]{16,}", r"\1…", json.dumps(raw)))


def _search_text(request: Mapping[str, Any], made: Iterable[str | None]) -> str:
    asked = [request.get(name) for name in ("title", "sound_prompt", "prompt", "lyrics_text")]
    return "\n".join(text for text in dict.fromkeys([*asked, *made]) if text).casefold()


def _filter(text: str, actions: Sequence[str], states: Sequence[State], since: datetime | None) -> sa.ColumnElement[bool]:
    """`instr` and not LIKE: % and _ are letters like others, and there is no limit to the length."""
    wanted: list[sa.ColumnElement[bool]] = [sa.true()]
    if text.strip():
        wanted.append(sa.func.instr(jobs.c.search_text, storable(text.strip().casefold())) > 0)
    if actions:
        wanted.append(jobs.c.action.in_(actions))
    if states:
        wanted.append(jobs.c.state.in_(states))
    if since:
        wanted.append(jobs.c.created_at >= since)
    return sa.and_(*wanted)


def _jobs(connection: sa.Connection, where: sa.ColumnElement[bool], limit: int | None = None) -> list[Job]:
    """The jobs, newest first, with their songs and media: three queries, however many jobs."""
    rows = connection.execute(sa.select(*_JOB).where(where).order_by(*_NEWEST).limit(limit)).mappings().all()
    found = _songs(connection, [row["id"] for row in rows])
    return [_job(dict(row), found[row["id"]]) for row in rows]


def _job(row: dict[str, Any], songs: Iterable[Song]) -> Job:
    row["state"], row["problem"] = State(row["state"]), Problem(row["problem"]) if row["problem"] else None
    return Job(**row, songs=tuple(songs))


def _songs(connection: sa.Connection, ids: Sequence[str]) -> dict[str, list[Song]]:
    found: dict[str, list[Song]] = defaultdict(list)
    files = _media(connection, ids)
    query = sa.select(songs.c.id, songs.c.job, *_SONG).where(songs.c.job.in_(ids)).order_by(songs.c.place)
    for row in connection.execute(query).mappings():
        facts = {column.name: row[column.name] for column in _SONG}
        found[row["job"]].append(Song(**facts, media=tuple(files[row["id"]])))
    return found


def _media(connection: sa.Connection, ids: Sequence[str]) -> dict[int, list[Media]]:
    found: dict[int, list[Media]] = defaultdict(list)
    query = sa.select(media.c.song, media.c.stem, media.c.extension, *_MEDIA).join_from(media, songs)
    for row in connection.execute(query.where(songs.c.job.in_(ids)).order_by(media.c.id)).mappings():
        facts: dict[str, Any] = {column.name: row[column.name] for column in _MEDIA}
        facts["keeping"] = Keeping(row["keeping"])
        found[row["song"]].append(Media(**facts, path=f"/tracks/{row['stem']}{row['extension']}"))
    return found


def _due(row: Mapping[str, Any]) -> Due:
    request = row["request"]
    tags = {
        "title": row["title"] or request.get("title"), "comment": request.get("sound_prompt") or request.get("prompt"),
        "lyrics": row["lyrics"], "seed": row["seed"], "job": row["job_id"],
    }
    facts = {name: row[name] for name in ("id", "job", "provider", "job_id", "kind", "url", "stem", "tries")}
    return Due(**facts, tags={name: text for name, text in tags.items() if text})
