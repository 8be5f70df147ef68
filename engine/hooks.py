"""The callbacks: who asked to be told gets a POST when a job ends, also after a restart, and no render waits for it."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from engine.answers import record
from engine.jobs import Job, Jobs
from producer.outbound import OutboundFailed, OutboundRefused

log = logging.getLogger(__name__)

#: Seconds to wait after the first, second, … try that nobody took; after the last it is given up.
WAITS = (2.0, 10.0, 60.0, 300.0)


class Poster(Protocol):
    """What producer.outbound.Outbound does for us."""

    def post_json(self, url: str, body: dict[str, Any]) -> int: ...


class Hooks:
    """One thread that delivers what the table says is due, one after another."""

    def __init__(self, jobs: Jobs, outbound: Poster, base_url: Callable[[], str], clock: Callable[[], float] = time.time) -> None:
        self._jobs = jobs
        self._outbound = outbound
        self._base_url = base_url
        self._clock = clock
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="engine-hooks", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Something may be due now."""
        self._wake.set()

    def stop(self) -> None:
        """A callback that is on its way is not waited for: it is told again after the next start."""
        self._stopping = True
        self._wake.set()
        self._thread.join(1)

    def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            try:
                wait = self._deliver_next()
            except Exception:
                if self._stopping:
                    return
                log.exception("the callbacks cannot be read; trying again")
                wait = WAITS[0]
            self._wake.wait(wait)

    def _deliver_next(self) -> float | None:
        """Deliver what is due first; how long to wait until something may be due (None: until woken)."""
        due = self._jobs.next_hook()
        if due is None:
            return None
        job, when = due
        if (wait := when - self._clock()) > 0:
            return wait
        self._deliver(job)
        return 0

    def _deliver(self, job: Job) -> None:
        assert job.hook_url
        try:
            http = self._outbound.post_json(job.hook_url, record(job, self._base_url()).model_dump(mode="json"))
        except OutboundRefused as refusal:
            log.warning("the callback of job %s is not sent: %s", job.id, refusal)
            return self._jobs.hook_done(job.id)
        except Exception as failure:  # one address must not stop the callbacks of the others
            return self._later(job, str(failure) if isinstance(failure, OutboundFailed) else type(failure).__name__)
        if 200 <= http < 300:
            return self._jobs.hook_done(job.id)
        return self._later(job, f"it answered {http}")

    def _later(self, job: Job, trouble: str) -> None:
        if self._stopping:
            return
        if job.hook_tries >= len(WAITS):
            log.warning("the callback of job %s is given up after %d tries: %s", job.id, job.hook_tries + 1, trouble)
            return self._jobs.hook_done(job.id)
        self._jobs.hook_later(job.id, self._clock() + WAITS[job.hook_tries])
