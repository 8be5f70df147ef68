"""The tracker: the one place that talks to a provider. It sends what the ledger intends, follows it, and has its files kept.

One thread runs `step()` again and again; nothing else polls. Slow things (a POST, a download) run beside it, so that
one of them does not hold up the others. With nothing open it sleeps until somebody wakes it.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Protocol

from pydantic import ValidationError

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
#: How many POSTs and downloads run at a time.
SENDING, KEEPING = 4, 2

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
        self._errands: dict[str, set[str | int]] = {"send": set(), "keep": set()}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    # The thread

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, daemon=True, name="studio-tracker")
        self._thread.start()

    def stop(self, patience: float = 5.0) -> None:
        """End the thread. A POST that is still out after `patience` seconds is left to its fate: its row says SUBMITTING."""
        self._stopping.set()
        self.wake()
        if self._thread:
            self._thread.join(patience)

    def wake(self) -> None:
        """Look at the ledger now."""
        self._ledger.work.set()

    def hint(self, id: str, job_id: str) -> None:
        """A callback came for our job `id`: look whether the provider's `job_id` is it. See studio.inbox."""
        with self._lock:
            at = max(self._clock(), self._hinted.get(id, datetime.min.replace(tzinfo=self._clock().tzinfo)))
            self._hinted[id] = at + timedelta(seconds=HINT_PAUSE)
            self._hints.setdefault((id, job_id), Poll(at))
        self.wake()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._ledger.work.clear()
            try:
                due = self.step()
            except Exception:
                log.exception("the tracker stumbled; it goes on")
                due = self._in(LONGEST)
            self._ledger.work.wait(None if due is None else max(0.0, (due - self._clock()).total_seconds()))

    # One look at everything

    def step(self) -> datetime | None:
        """Send, follow and keep whatever is due now. Gives when something is due next; None where nothing is open."""
        times = [*self._send_due(), *self._take_hints(), *self._poll_due(), *self._keep_due()]
        return min(times, default=None)

    def _send_due(self) -> list[datetime]:
        times = []
        for job in self._ledger.to_send():
            at = max(job.retry_at or self._clock(), self._pauses.get((job.provider, "send"), self._clock()))
            if at > self._clock():
                times.append(at)
            else:
                self._errand("send", job.id, SENDING, lambda job=job: self._send(job))
        return times

    def _take_hints(self) -> list[datetime]:
        with self._lock:
            hints = dict(self._hints)
        for (id, job_id), poll in hints.items():
            if poll.at <= self._clock() and self._follow_hint(id, job_id, poll):
                with self._lock:
                    del self._hints[id, job_id]
        with self._lock:
            self._hinted = {id: at for id, at in self._hinted.items() if at > self._clock()}
            return [poll.at for poll in self._hints.values()]

    def _poll_due(self) -> list[datetime]:
        jobs = self._ledger.polled()
        self._polls = {job.id: self._polls.get(job.id) or Poll(self._in(FIRST) if job.sent_at else self._clock()) for job in jobs}
        times = []
        for job in jobs:
            poll = self._polls[job.id]
            if self._may_fetch(job.provider, poll) and self._poll(job, poll):
                del self._polls[job.id]
            else:
                times.append(max(poll.at, self._pauses.get((job.provider, "fetch"), poll.at)))
        return times

    def _keep_due(self) -> list[datetime]:
        times = []
        for at, file in self._ledger.due():
            if at > self._clock():
                times.append(at)
            else:
                self._errand("keep", file.id, KEEPING, lambda file=file: self._keep(file))
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
            answer = self._client(job.provider).submit(request, self._hook_url(job.provider, request, token))
        except (KeyError, ValidationError) as error:
            self._ledger.refused(job.id, Problem.REJECTED, f"this version cannot send it: {error}")
        except (Busy, Transport) as error:
            self._wait(job, error, attempt)
        except (Rejected, Unauthorized, OutOfQuota) as error:
            self._ledger.refused(job.id, _kind(_REFUSED, error), error.message)
        except Exception as error:
            if not isinstance(error, Ambiguous):
                log.exception("sending ended in a way nobody foresaw")
            self._ledger.unknown(job.id, getattr(error, "message", type(error).__name__))
        else:
            self._ledger.accepted(job.id, answer)

    def _wait(self, job: Job, error: ProducerError, attempt: int) -> None:
        retry_at = self._in(max(self._jitter(_pause(attempt)), error.retry_after or 0))
        self._pauses[job.provider, "send"] = retry_at
        self._ledger.waiting(job.id, retry_at, _kind(_NOT_YET, error), error.message)

    def _hook_url(self, provider: str, request: Request, token: str) -> str | None:
        base = self._hook_base(provider) if isinstance(request, Hooked) else None
        return f"{base}/hooks/{token}" if base else None

    # Following

    def _poll(self, job: Job, poll: Poll) -> bool:
        """Ask for the job. True if it is final now."""
        try:
            record = self._client(job.provider).fetch(job.job_id or "")
        except ProducerError as error:
            self._put_off(job, poll, error)
            return False
        state = self._ledger.follow(job.id, record)
        poll.at, poll.pause = self._in(self._jitter(poll.pause)), min(poll.pause * GROWTH, LONGEST)
        return state is None or state.final

    def _put_off(self, job: Job, poll: Poll, error: ProducerError) -> None:
        """A fetch that failed says nothing about the job: it stays as it is, and is asked for again."""
        poll.pause = min(poll.pause * GROWTH, LONGEST)
        wait = self._jitter(poll.pause)
        if isinstance(error, Busy):
            wait = max(wait, error.retry_after or 0)
            self._pauses[job.provider, "fetch"] = self._in(wait)
        elif isinstance(error, Rejected | Unauthorized | OutOfQuota):
            wait = self._jitter(SLOW)
            self._ledger.note(job.id, _kind(_REFUSED, error), error.message)
        poll.at = self._in(wait)

    def _follow_hint(self, id: str, job_id: str, poll: Poll) -> bool:
        """Look whether the jobId is our job's, by the token in its hookUrl. True when the hint is dealt with."""
        job = self._ledger.job(id)
        if job is None or (job.job_id == job_id and job.state.final):
            return True
        try:
            record = self._client(job.provider).fetch(job_id)
        except Rejected:
            return True
        except ProducerError as error:
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

    def _errand(self, kind: str, id: str | int, most: int, work: Callable[[], None]) -> None:
        """Run the work beside the tracker, unless it runs already or too many do; then look at the ledger again."""

        def run() -> None:
            try:
                work()
            except Exception:
                log.exception("an errand of the tracker failed; what it left undone is found again")
            finally:
                with self._lock:
                    self._errands[kind].discard(id)
                self.wake()

        with self._lock:
            if id in self._errands[kind] or len(self._errands[kind]) >= most or self._stopping.is_set():
                return
            self._errands[kind].add(id)
        self._spawn(run)

    def _client(self, provider: str) -> Provider:
        if provider not in self._clients:
            raise Transport(f"no connection to {provider} is set up")
        return self._clients[provider]

    def _may_fetch(self, provider: str, poll: Poll) -> bool:
        return max(poll.at, self._pauses.get((provider, "fetch"), poll.at)) <= self._clock()

    def _in(self, seconds: float) -> datetime:
        return self._clock() + timedelta(seconds=seconds)

    def _jitter(self, seconds: float) -> float:
        return seconds * self._random.uniform(0.8, 1.2)


def _pause(attempt: int) -> float:
    return min(FIRST * GROWTH ** min(attempt - 1, 20), LONGEST)


def _kind(problems: Mapping[type[ProducerError], Problem], error: ProducerError) -> Problem:
    return next(problem for kind, problem in problems.items() if isinstance(error, kind))
