"""Drafts: lyrics in work, and the versions kept of them.

Whatever reaches the server is written at once as the draft's working state. A version is a copy of title and words: one is cut
before anything is lost (a deletion, another window's words), one of what each larger step led to, and one where much was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from secrets import token_urlsafe
from typing import Any

import sqlalchemy as sa

from producer.contract import LYRICS_LIMIT
from studio.db import Database, drafts, storable, versions
from studio.ledger import now

#: Versions kept of a draft; beyond, the oldest without a name goes.
MOST = 200
#: Characters of a draft that are kept. More than a provider takes, so that what is too long can be shortened after a reload.
LONGEST = 5 * LYRICS_LIMIT
#: How many characters may go in one edit, and differ from the last version, before a version is cut.
LOSS, DRIFT = 30, 200
#: Who comes back after so long finds a version of what stood there.
PAUSE = timedelta(minutes=10)
#: How long a deleted draft can be brought back.
GRACE = timedelta(days=30)


class Why(StrEnum):
    """What made a version."""

    TYPED = "typed"
    GENERATED = "generated"
    #: A section was moved, added, doubled or taken out.
    OUTLINE = "outline"
    RESTORED = "restored"
    UNDONE = "undone"
    SENT = "sent"


@dataclass(frozen=True, kw_only=True)
class Draft:
    id: str
    #: What generated words were to be about.
    subject: str
    title: str
    text: str
    revision: int
    created_at: datetime
    updated_at: datetime
    #: Our id of the job whose words are awaited, and the revision that asked for them.
    asked: str | None = None
    asked_revision: int | None = None


@dataclass(frozen=True, kw_only=True)
class Version:
    id: int
    draft: str
    at: datetime
    why: Why
    name: str
    title: str
    text: str
    job: str | None = None
    back_to: int | None = None


_DRAFT = [drafts.c[name] for name in Draft.__dataclass_fields__]
_VERSION = [versions.c[name] for name in Version.__dataclass_fields__]
_HERE = drafts.c.deleted_at.is_(None)


class Drafts:
    """The drafts of this installation. Safe to use from any thread; each change is one transaction."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now):
        self._db = database
        self._clock = clock

    # Reading

    def draft(self, id: str) -> Draft | None:
        """None where there is none, or it was deleted."""
        with self._db.read() as connection:
            return _draft(connection, sa.and_(drafts.c.id == storable(id), _HERE))

    def latest(self, limit: int) -> list[Draft]:
        """The last touched first."""
        query = sa.select(*_DRAFT).where(_HERE).order_by(drafts.c.updated_at.desc(), drafts.c.id).limit(limit)
        with self._db.read() as connection:
            return [Draft(**row) for row in connection.execute(query).mappings()]

    def versions(self, id: str) -> list[Version]:
        """The newest first."""
        with self._db.read() as connection:
            return _versions(connection, id)

    def before(self, id: str) -> Version | None:
        """What `undo` goes back to; None where there is nothing."""
        with self._db.read() as connection:
            draft = _draft(connection, drafts.c.id == id)
            return _before(connection, draft) if draft else None

    # Writing

    def new(self, *, subject: str = "", title: str = "", text: str = "") -> Draft:
        with self._db.write() as connection:
            return self._new(connection, subject=subject, title=title, text=text)

    def type(self, id: str, seen: int, *, subject: str, title: str, text: str) -> Draft:
        """Write what was typed. `seen` is the revision that it was typed over: what came in between is kept as a version."""
        with self._db.write() as connection:
            before = _existing(connection, id)
            if before.revision != seen or _loses(before, title, text) or self._far(connection, before, text):
                self._keep(connection, before, Why.TYPED)
            return self._set(connection, before, title, text, subject=subject)

    def change(self, id: str, text: str, why: Why, *, title: str | None = None) -> Draft:
        """Put other words in the place of these, which are kept first."""
        with self._db.write() as connection:
            return self._replace(connection, _existing(connection, id), title, text, why)

    def keep(self, id: str, why: Why) -> None:
        """Cut a version of the working state."""
        with self._db.write() as connection:
            self._keep(connection, _existing(connection, id), why)

    def undo(self, id: str) -> Draft | None:
        """Back to the version before; again, to the one before that. None where there is nothing to go back to."""
        with self._db.write() as connection:
            draft = _existing(connection, id)
            target = _before(connection, draft)
            if target is None:
                return None
            return self._replace(connection, draft, target.title, target.text, Why.UNDONE, back_to=target.id)

    def restore(self, version: int) -> Draft:
        """Bring a version back. What stood there is kept, and what comes of it is a version too."""
        with self._db.write() as connection:
            found = _version(connection, version)
            return self._replace(connection, _existing(connection, found.draft), found.title, found.text, Why.RESTORED)

    def rename(self, version: int, name: str) -> None:
        """Give a version a name; with one it is pruned last."""
        with self._db.write() as connection:
            connection.execute(sa.update(versions).where(versions.c.id == version).values(name=name))

    def duplicate(self, id: str, title: str) -> Draft:
        """A draft of its own with the same words."""
        with self._db.write() as connection:
            draft = _existing(connection, id)
            return self._new(connection, subject=draft.subject, title=title, text=draft.text)

    def delete(self, id: str) -> None:
        self._mark(id, deleted_at=self._clock())

    def bring_back(self, id: str) -> None:
        self._mark(id, deleted_at=None, updated_at=self._clock())

    def sweep(self) -> None:
        """Forget for good what was deleted long ago."""
        gone = sa.select(drafts.c.id).where(drafts.c.deleted_at < self._clock() - GRACE)
        with self._db.write() as connection:
            connection.execute(sa.delete(versions).where(versions.c.draft.in_(gone)))
            connection.execute(sa.delete(drafts).where(drafts.c.id.in_(gone)))

    # Words that a job writes

    def ask(self, id: str, job: str) -> None:
        """The draft waits for the words of this job."""
        with self._db.write() as connection:
            draft = _existing(connection, id)
            self._keep(connection, draft, Why.TYPED)
            self._update(connection, id, asked=job, asked_revision=draft.revision)

    def take(self, id: str, title: str, text: str) -> Draft:
        """The awaited words are there: show them. A title that a person chose stays, and so does all where none are awaited any more."""
        with self._db.write() as connection:
            draft = _existing(connection, id)
            if draft.asked is None:
                return draft
            own = draft.title and draft.title != _generated_title(connection, draft)
            self._replace(connection, draft, draft.title if own else title, text, Why.GENERATED, job=draft.asked)
            self._update(connection, id, asked=None, asked_revision=None)
            return _existing(connection, id)

    def leave(self, id: str, title: str, text: str) -> None:
        """The awaited words are there, and not wanted now: keep them as a version."""
        with self._db.write() as connection:
            draft = _existing(connection, id)
            self._keep(connection, draft, Why.TYPED)
            self._cut(connection, draft.id, title, text, Why.GENERATED, job=draft.asked)
            self._cut(connection, draft.id, draft.title, draft.text, Why.TYPED)
            self._update(connection, id, asked=None, asked_revision=None)

    def give_up(self, id: str) -> None:
        """Wait no more."""
        self._mark(id, asked=None, asked_revision=None)

    def of_job(self, job: str, title: str, text: str) -> Draft:
        """The draft with the words of this job, or that waits for them; made where there is none."""
        has_them = drafts.c.id.in_(sa.select(versions.c.draft).where(versions.c.job == storable(job)))
        query = sa.and_(_HERE, sa.or_(has_them, drafts.c.asked == storable(job)))
        with self._db.write() as connection:
            if found := _draft(connection, query):
                return found
            draft = self._new(connection, subject="", title=title, text=text)
            self._cut(connection, draft.id, title, text, Why.GENERATED, job=job)
            return draft

    # The small parts

    def _new(self, connection: sa.Connection, **words: str) -> Draft:
        at = self._clock()
        row: dict[str, Any] = {"id": token_urlsafe(12), "revision": 1, "created_at": at, "updated_at": at, **_fitting(words)}
        connection.execute(sa.insert(drafts).values(row))
        return _existing(connection, row["id"])

    def _set(self, connection: sa.Connection, draft: Draft, title: str, text: str, **more: Any) -> Draft:
        words = _fitting({"title": title, "text": text})
        changed = (words["title"], words["text"]) != (draft.title, draft.text)
        if changed or more.get("subject", draft.subject) != draft.subject:
            touched = {"revision": draft.revision + changed, "updated_at": self._clock(), "deleted_at": None}
            self._update(connection, draft.id, **words, **more, **touched)
        return _existing(connection, draft.id)

    def _replace(self, connection: sa.Connection, draft: Draft, title: str | None, text: str, why: Why, **more: Any) -> Draft:
        self._keep(connection, draft, Why.TYPED)
        after = self._set(connection, draft, draft.title if title is None else title, text)
        self._cut(connection, after.id, after.title, after.text, why, **more)
        return after

    def _keep(self, connection: sa.Connection, draft: Draft, why: Why) -> None:
        """Cut a version of the working state, unless it is empty or kept already."""
        last = _newest(connection, draft.id)
        kept = last and (last.title, last.text) == (draft.title, draft.text) and why in (Why.TYPED, last.why)
        if not kept and (draft.title.strip() or draft.text.strip()):
            self._cut(connection, draft.id, draft.title, draft.text, why)

    def _cut(self, connection: sa.Connection, id: str, title: str, text: str, why: Why, **more: Any) -> None:
        row = {"draft": id, "at": self._clock(), "why": why, "name": "", **_fitting({"title": title, "text": text}), **more}
        new = connection.execute(sa.insert(versions).values(row).returning(versions.c.id)).scalar_one()
        others = sa.select(versions.c.id).where(versions.c.draft == id, versions.c.id != new)
        spare = others.order_by(versions.c.name == "", versions.c.id.desc()).offset(MOST - 1)
        connection.execute(sa.delete(versions).where(versions.c.id.in_(spare.limit(-1))))

    def _far(self, connection: sa.Connection, before: Draft, text: str) -> bool:
        """Whether this edit is so far from the last version, or from the last edit, that what was there before it deserves one."""
        last = _newest(connection, before.id)
        return self._clock() - before.updated_at > PAUSE or max(_replaced(last.text if last else "", text)) > DRIFT

    def _update(self, connection: sa.Connection, id: str, **values: Any) -> None:
        connection.execute(sa.update(drafts).where(drafts.c.id == id).values(values))

    def _mark(self, id: str, **values: Any) -> None:
        with self._db.write() as connection:
            self._update(connection, id, **values)


def _fitting(words: dict[str, str]) -> dict[str, str]:
    return {name: storable(text[:LONGEST]) for name, text in words.items()}


def _loses(before: Draft, title: str, text: str) -> bool:
    return _replaced(before.text, text)[0] >= LOSS or bool(before.title and not title)


def _replaced(before: str, after: str) -> tuple[int, int]:
    """How many characters of `before` make room for how many of `after`: what lies between their common ends."""
    shorter = min(len(before), len(after))
    start = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    end = next((i for i in range(shorter - start) if before[-1 - i] != after[-1 - i]), shorter - start)
    return len(before) - start - end, len(after) - start - end


def _draft(connection: sa.Connection, where: sa.ColumnElement[bool]) -> Draft | None:
    row = connection.execute(sa.select(*_DRAFT).where(where).order_by(drafts.c.updated_at.desc()).limit(1)).mappings().one_or_none()
    return Draft(**row) if row else None


def _existing(connection: sa.Connection, id: str) -> Draft:
    """Also one that was deleted meanwhile in another window: typing brings it back. Raises KeyError."""
    draft = _draft(connection, drafts.c.id == id)
    if draft is None:
        raise KeyError(id)
    return draft


def _versions(connection: sa.Connection, id: str, *where: sa.ColumnElement[bool], limit: int | None = None) -> list[Version]:
    query = sa.select(*_VERSION).where(versions.c.draft == storable(id), *where).order_by(versions.c.id.desc()).limit(limit)
    return [_read(row) for row in connection.execute(query).mappings()]


def _read(row: Any) -> Version:
    return Version(**{**row, "why": Why(row["why"])})


def _version(connection: sa.Connection, id: int) -> Version:
    return _read(connection.execute(sa.select(*_VERSION).where(versions.c.id == id)).mappings().one())


def _newest(connection: sa.Connection, id: str) -> Version | None:
    return next(iter(_versions(connection, id, limit=1)), None)


def _before(connection: sa.Connection, draft: Draft) -> Version | None:
    """The newest version that differs from the working state; after an undo, of those before the one it went back to."""
    last = _newest(connection, draft.id)
    if last is None:
        return None
    undone = (last.title, last.text) == (draft.title, draft.text) and last.back_to
    older = versions.c.id < (last.back_to if undone else last.id + 1)
    other = sa.or_(versions.c.title != draft.title, versions.c.text != draft.text)
    return next(iter(_versions(connection, draft.id, older, other, limit=1)), None)


def _generated_title(connection: sa.Connection, draft: Draft) -> str | None:
    """The title that the last generated words came with."""
    last = next(iter(_versions(connection, draft.id, versions.c.job.is_not(None), limit=1)), None)
    return last.title if last else None
