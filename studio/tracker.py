"""The tracker: the one place that talks to a provider. It sends what the ledger intends, follows it, and has its files kept.

One thread runs `step()` again and again. Whatever may be slow runs beside it, so that it does not hold up the others: every
POST, every download, and the fetches of a provider, which are made one after another. With nothing open it sleeps until
somebody wakes it.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Protocol

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from producer.answers import Accepted, Record
from producer.contract import ACTIONS, Hooked, Request
from producer.errors import Ambiguous, Busy, OutOfQuota, ProducerError, Rejected, Transport, Unauthorized
from studio.archive import Archive
from studio.inbox import hash_of, new_token, token_in
from studio.jobs import Due, Job, Problem
from studio.ledger import Ledger, now

log = logging.getLogger(__name__)

#: Seconds: the first poll of a job, and the longest pause between two.
FIRST, LONGEST, GROWTH = 1.0, 15.0, 1.5
#: Seconds between polls of a job whose fetch is refused: it is not given up, and does not nag.
SLOW = 60.0
#: A callback leads to one fetch in this many seconds, however many callbacks come.
HINT_PAUSE = 5.0
#: How many jobIds that wait to be looked at are remembered for a token.
HINTS = 4
#: How many POSTs, providers' rounds of fetches, and downloads run at a time.
AT_A_TIME = {"send": 4, "ask": 4, "keep": 2}

_REFUSED = {Unauthorized: Problem.UNAUTHORIZED, OutOfQuota: Problem.OUT_OF_QUOTA, Rejected: Problem.REJECTED}
_NOT_YET = {Busy: Problem.BUSY, Transport: Problem.UNREACHABLE}


class Provider(Protocol):
    """What the tracker needs of a producer.client.Client."""

    def submit(self, request: Request, hook_url: str | None = None) -> Accepted: ...
    def fetch(self, job_id: str) -> Record: ...


@dataclass
class Poll:
    """When a job is looked at next, and how long the pause after that is."""

    at: datetime
    pause: float = FIRST


@dataclass(frozen=True)
class Question:
    """A fetch to be made: of an open job, or of what a callback spoke of."""

    provider: str
    poll: Poll
    ask: Callable[[], None]


def daemon(work: Callable[[], None]) -> None:
    """Run it beside the caller. Not waited for at the process's end: whatever it leaves undone is found at the next start."""
    threading.Thread(target=work, daemon=True, name="studio-errand").start()


class Tracker:
    def __init__(
        self,
        ledger: Ledger,
        archive: Archive,
        clients: Mapping[str, Provider],
        hook_base: Callable[[str], str | None],
        *,
        clock: Callable[[], datetime] = now,
        random: Random | None = None,
        spawn: Callable[[Callable[[], None]], None] = daemon,
    ):
        self._ledger, self._archive, self._clients, self._hook_base = ledger, archive, clients, hook_base
        self._clock, self._random, self._spawn = clock, random or Random(), spawn
        self._polls: dict[str, Poll] = {}
        self._hints: dict[tuple[str, str], Poll] = {}
        self._hinted: dict[str, datetime] = {}
        #: Until when nothing is sent to, or fetched from, a provider that asked for a pause: by its name and "send" or "fetch".
        self._pauses: dict[tuple[str, str], datetime] = {}
        self._errands: dict[str, set[str | int]] = {kind: set() for kind in AT_A_TIME}
        #: Until when an errand is left alone that failed for a reason of ours, such as a full disk.
        self._stumbled: dict[str | int, datetime] = {}
        #: What came of a POST and could not be written down yet.
        self._unwritten: dict[str, Callable[[], bool]] = {}
        self._lock = threading.Lock()
        self._quiet = threading.Condition(self._lock)
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    # The thread

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, daemon=True, name="studio-tracker")
        self._thread.start()

    def stop(self, patience: float = 4.0) -> None:
        """End the thread and its errands. A POST still out after `patience` seconds is left to its fate: its row says SUBMITTING."""
        end = time.monotonic() + patience
        self._stopping.set()
        self.wake()
        if self._thread:
            self._thread.join(patience)
        with self._quiet:
            self._quiet.wait_for(lambda: not any(self._errands.values()), max(0.0, end - time.monotonic()))

    def wake(self) -> None:
        """Look at the ledger now."""
        self._ledger.work.set()

    def hint(self, id: str, job_id: str) -> None:
        """A callback came for our job `id`: look whether the provider's `job_id` is it. See studio.inbox."""
        with self._lock:
            if (id, job_id) in self._hints or sum(of == id for of, _ in self._hints) >= HINTS:
                return
            at = max(self._clock(), self._hinted.get(id, self._clock()))
            self._hinted[id] = at + timedelta(seconds=HINT_PAUSE)
            self._hints[id, job_id] = Poll(at)
        self.wake()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._ledger.work.clear()
            try:
                due = self.step()
            except Exception:
                if not self._stopping.is_set():
                    log.exception("the tracker stumbled; it goes on")
                due = self._in(LONGEST)
            self._ledger.work.wait(None if due is None else max(0.0, (due - self._clock()).total_seconds()))

    # One look at everything

    def step(self) -> datetime | None:
        """Send, follow and keep whatever is due now. Gives when something is due next; None where nothing is open."""
        self._write_answers()
        times = [*self._send_due(), *self._ask_due(), *self._keep_due()]
        if self._unwritten:
            times.append(self._in(LONGEST))
        return min(times, default=None)

    def _send_due(self) -> list[datetime]:
        times = []
        for job in self._ledger.to_send():
            at = max(job.retry_at or self._clock(), self._pauses.get((job.provider, "send"), self._clock()))
            if again := self._errand("send", job.id, at, lambda job=job: self._send(job)):
                times.append(again)
        return times

    def _ask_due(self) -> list[datetime]:
        """Have each provider asked what is due, beside each other: one that hangs holds up no other's jobs."""
        questions = [*self._hinted_at(), *self._open()]
        times = []
        for provider in dict.fromkeys(question.provider for question in questions):
            theirs = sorted((q for q in questions if q.provider == provider), key=lambda q: q.poll.at)  # one bad job starves no other
            at = self._when(provider, theirs[0].poll)
            if again := self._errand("ask", provider, at, lambda theirs=theirs: self._ask(theirs)):
                times.append(again)
        return times

    def _hinted_at(self) -> list[Question]:
        with self._lock:
            hints = dict(self._hints)
            self._hinted = {id: at for id, at in self._hinted.items() if at > self._clock()}
        providers = {job.id: job.provider for job in self._ledger.jobs([id for id, _ in hints])} if hints else {}
        return [Question(providers.get(of[0], ""), poll, partial(self._take_hint, of, poll)) for of, poll in hints.items()]

    def _open(self) -> list[Question]:
        jobs = self._ledger.polled()
        self._polls = {job.id: self._polls.get(job.id) or self._first_poll(job) for job in jobs}
        return [Question(job.provider, self._polls[job.id], partial(self._poll, job, self._polls[job.id])) for job in jobs]

    def _ask(self, questions: list[Question]) -> None:
        """Ask one after another what is due by now; a failure may put off the rest."""
        for question in questions:
            if self._when(question.provider, question.poll) <= self._clock() and not self._stopping.is_set():
                question.ask()

    def _keep_due(self) -> list[datetime]:
        times = []
        for at, file in self._ledger.due():
            if again := self._errand("keep", file.id, at, lambda file=file: self._keep(file)):
                times.append(again)
        return times

    # Sending

    def _send(self, job: Job) -> None:
        """POST it, once. The row says SUBMITTING, durably, before the first byte leaves."""
        token = new_token()
        attempt = self._ledger.submitting(job.id, hash_of(token))
        if attempt is None:
            return
        try:
            request = ACTIONS[job.action].model_validate(job.request)
            client, hook_url = self._client(job.provider), self._hook_url(job.provider, request, token)
        except (KeyError, ValidationError):
            self._write(job.id, partial(self._ledger.refused, job.id, Problem.REJECTED, "this version of Producer Studio cannot send it"))
        except Transport as error:
            self._write(job.id, self._wait(job, error, attempt))
        else:
            self._write(job.id, self._post(job, client, request, hook_url, attempt))

    def _post(self, job: Job, client: Provider, request: Request, hook_url: str | None, attempt: int) -> Callable[[], bool]:
        """The POST itself. Gives what is to be written down of its outcome."""
        try:
            return partial(self._ledger.accepted, job.id, client.submit(request, hook_url))
        except (Busy, Transport) as error:
            return self._wait(job, error, attempt)
        except (Rejected, Unauthorized, OutOfQuota) as error:
            return partial(self._ledger.refused, job.id, _kind(_REFUSED, error), error.message)
        except Ambiguous as error:
            return partial(self._ledger.unknown, job.id, error.message)
        except Exception as error:
            log.exception("sending ended in a way that nobody foresaw")
            return partial(self._ledger.unknown, job.id, type(error).__name__)

    def _wait(self, job: Job, error: ProducerError, attempt: int) -> Callable[[], bool]:
        retry_at = self._in(max(self._jitter(_pause(attempt)), error.retry_after or 0))
        self._pauses[job.provider, "send"] = retry_at
        return partial(self._ledger.waiting, job.id, retry_at, _kind(_NOT_YET, error), error.message)

    def _write(self, id: str, outcome: Callable[[], bool]) -> None:
        """Write down what came of a POST. It may be worth money: where it cannot be written now, it is tried again."""
        try:
            outcome()
        except SQLAlchemyError:
            log.exception("what came of a request cannot be written down yet")
            self._unwritten[id] = outcome

    def _write_answers(self) -> None:
        for id in list(self._unwritten):
            self._write(id, self._unwritten.pop(id))

    def _hook_url(self, provider: str, request: Request, token: str) -> str | None:
        base = self._hook_base(provider) if isinstance(request, Hooked) else None
        return f"{base}/hooks/{token}" if base else None

    # Following

    def _first_poll(self, job: Job) -> Poll:
        return Poll(max(self._clock(), (job.sent_at or self._clock()) + timedelta(seconds=FIRST)))

    def _poll(self, job: Job, poll: Poll) -> None:
        """Ask for the job."""
        try:
            record = self._client(job.provider).fetch(job.job_id or "")
        except Exception as error:
            return self._put_off(job, poll, error)
        poll.at, poll.pause = self._in(self._jitter(poll.pause)), min(poll.pause * GROWTH, LONGEST)
        self._ledger.follow(job.id, record)

    def _put_off(self, job: Job, poll: Poll, error: Exception) -> None:
        """A fetch that failed says nothing about the job: it stays as it is, and is asked for again."""
        poll.pause = min(poll.pause * GROWTH, LONGEST)
        wait = self._jitter(poll.pause)
        if isinstance(error, Rejected | Unauthorized | OutOfQuota):
            wait = self._jitter(SLOW)
            self._ledger.note(job.id, _kind(_REFUSED, error), error.message)
        elif not isinstance(error, ProducerError):
            log.error("a fetch ended in a way that nobody foresaw", exc_info=error)
        elif isinstance(error, Busy) or error.status is None:  # it is the provider's trouble and not this job's: ask for none of them
            wait = max(wait, error.retry_after or 0)
            self._pauses[job.provider, "fetch"] = self._in(wait)
        if isinstance(error, Transport):
            self._ledger.note(job.id, Problem.UNREACHABLE, error.message)
        poll.at = self._in(wait)

    def _take_hint(self, hint: tuple[str, str], poll: Poll) -> None:
        if self._follow_hint(*hint, poll):
            with self._lock:
                self._hints.pop(hint, None)

    def _follow_hint(self, id: str, job_id: str, poll: Poll) -> bool:
        """Look whether the jobId is our job's, by the token in its hookUrl. True when the hint is dealt with."""
        job = self._ledger.job(id)
        if job is None or (job.job_id == job_id and job.state.final):
            return True
        try:
            record = self._client(job.provider).fetch(job_id)
        except Rejected:
            return True
        except Exception as error:
            self._put_off(job, poll, error)
            return False
        if job.job_id == job_id or hash_of(token_in(record.hook_url)) == self._ledger.token_hash(id):
            self._ledger.bind(id, job_id)
            if job.job_id in (None, job_id):
                self._ledger.follow(id, record)
        return True

    # Keeping

    def _keep(self, file: Due) -> None:
        """Have a file kept. A second try begins with a fresh link: the old one may have expired."""
        if file.tries and file.job_id:
            try:
                self._ledger.relink(file.job, self._client(file.provider).fetch(file.job_id))
            except Rejected:
                pass
            except ProducerError as error:
                self._archive.put_off(file, str(error))
                return
            file = next((again for _, again in self._ledger.due() if again.id == file.id), file)
        self._archive.keep(file)

    # The small parts

    def _errand(self, kind: str, id: str | int, at: datetime, work: Callable[[], None]) -> datetime | None:
        """Run the work beside the tracker when it is due. Gives when to come again, None where the end of an errand will tell."""
        with self._lock:
            at, running = max(at, self._stumbled.get(id, at)), self._errands[kind]
            if at > self._clock():
                return at
            self._stumbled.pop(id, None)
            if id in running or len(running) >= AT_A_TIME[kind] or self._stopping.is_set():
                return None
            running.add(id)
        self._spawn(lambda: self._run_errand(kind, id, work))
        return None

    def _run_errand(self, kind: str, id: str | int, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:
            log.exception("an errand failed; it is tried again")
            self._stumbled[id] = self._in(LONGEST)
        finally:
            with self._quiet:
                self._errands[kind].discard(id)
                self._quiet.notify_all()
            self.wake()

    def _client(self, provider: str) -> Provider:
        if provider not in self._clients:
            raise Transport(f"no connection to {provider} is set up")
        return self._clients[provider]

    def _when(self, provider: str, poll: Poll) -> datetime:
        return max(poll.at, self._pauses.get((provider, "fetch"), poll.at))

    def _in(self, seconds: float) -> datetime:
        return self._clock() + timedelta(seconds=seconds)

    def _jitter(self, seconds: float) -> float:
        return seconds * self._random.uniform(0.8, 1.2)


def _pause(attempt: int) -> float:
    return min(FIRST * GROWTH ** min(attempt - 1, 20), LONGEST)


def _kind(problems: Mapping[type[ProducerError], Problem], error: ProducerError) -> Problem:
    return next(problem for kind, problem in problems.items() if isinstance(error, kind))
