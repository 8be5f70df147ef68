"""The engine's worker processes, seen from the engine: each makes one song at a time, and its death costs nobody else's."""

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

log = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parent.parent
#: Seconds that a killed process may take to be gone.
_PATIENCE = 3.0


class WorkerDied(Exception):
    """The worker process ended before it answered."""


class TookTooLong(Exception):
    """The worker did not answer in time, and was ended."""


class Worker:
    """One worker process. `ask` is called by one thread at a time, `end` by any."""

    def __init__(self, module: str) -> None:
        self._late = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "engine.worker", module],
            cwd=_ROOT, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, encoding="utf-8", errors="replace",
        )
        threading.Thread(target=_log_lines, args=(self._process.stderr, self.pid), daemon=True).start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, task: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Hand over a task and wait for its answer, at most so long."""
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            line = self._exchange(json.dumps(task) + "\n")
        finally:
            timer.cancel()
        if not line.endswith("\n"):
            self.end()
            raise TookTooLong if self._late else WorkerDied
        return json.loads(line)

    def _exchange(self, line: str) -> str:
        tasks, answers = self._process.stdin, self._process.stdout
        assert tasks is not None
        assert answers is not None
        try:
            tasks.write(line)
            tasks.flush()
            return answers.readline()
        except OSError:
            return ""

    def _expire(self) -> None:
        self._late = True
        self._process.kill()

    def end(self) -> None:
        self._process.kill()
        self._process.wait(_PATIENCE)


def _environment() -> dict[str, str]:
    """Without the key, which no song needs. One heap for all threads: glibc's usual one for each keeps some 50 MB after every song."""
    return {name: value for name, value in os.environ.items() if name != "TT_API_KEY"} | {"MALLOC_ARENA_MAX": "1"}


def _log_lines(stream: IO[str], pid: int) -> None:
    """A worker that is well says nothing."""
    for line in stream:
        log.warning("worker %d: %s", pid, line.rstrip())


class Crew:
    """A fixed number of workers that take tasks in the order in which they came."""

    def __init__(self, count: int, module: str, perform: Callable[[str, Callable[[], Worker]], None]) -> None:
        """`perform(task, worker)` is called in a worker's thread; worker() is a living worker, started anew where the last one died."""
        self._module = module
        self._perform = perform
        self._tasks: SimpleQueue[str | None] = SimpleQueue()
        self._workers: list[Worker | None] = [None] * count
        self._lock = threading.Lock()
        self._stopping = False
        self._threads = [threading.Thread(target=self._run, args=(place,), daemon=True) for place in range(count)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def put(self, task: str) -> None:
        self._tasks.put(task)

    @property
    def pids(self) -> list[int]:
        return [worker.pid for worker in self._workers if worker and worker.alive]

    @property
    def stopping(self) -> bool:
        return self._stopping

    def stop(self) -> None:
        """End all workers at once; what they were making is left unfinished."""
        with self._lock:
            self._stopping = True
            for worker in filter(None, self._workers):
                worker.end()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join(_PATIENCE)

    def _run(self, place: int) -> None:
        with suppress(WorkerDied):
            self._worker(place)
        while (task := self._tasks.get()) is not None and not self._stopping:
            self._try(task, place)

    def _try(self, task: str, place: int) -> None:
        try:
            self._perform(task, lambda: self._worker(place))
        except Exception:
            if not self._stopping:
                log.exception("job %s was left unfinished", task)

    def _worker(self, place: int) -> Worker:
        with self._lock:
            if self._stopping:
                raise WorkerDied
            worker = self._workers[place]
            if worker is None or not worker.alive:
                worker = self._workers[place] = Worker(self._module)
            return worker
