"""A server of ours as a child process, and what the operating system says it used."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import psutil
import requests

ROOT = Path(__file__).parent.parent
#: How long a server may take to answer: numba compiles at the very first start.
PATIENCE = 180.0


def free_port() -> int:
    """A loopback port that nothing listens on just now."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_until(true: Callable[[], bool], patience: float, what: str) -> None:
    """Look again and again until it holds, or raise TimeoutError saying what did not come."""
    end = time.monotonic() + patience
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not come within {patience:.0f} s")
        time.sleep(0.05)


class Server:
    """A child process that serves HTTP on a loopback port. Its environment has no key and no proxy."""

    def __init__(self, command: list[str], port: int, health: str, folder: Path = ROOT, **environment: str):
        self.url = f"http://127.0.0.1:{port}"
        self._health = self.url + health
        kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy") and k not in ("TT_API_KEY", "PRODUCER_API_URL")}
        self._environment = kept | {"PYTHONPATH": str(ROOT)} | environment
        self._command, self._folder = command, folder
        self.log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115, it lives as long as the server

    def start(self) -> Self:
        streams = {"stdin": subprocess.DEVNULL, "stdout": self.log, "stderr": self.log}
        self.process = subprocess.Popen(self._command, cwd=self._folder, env=self._environment, start_new_session=True, **streams)
        wait_until(self._answers, PATIENCE, f"an answer of {self._health}")
        return self

    def _answers(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError(f"the server ended with {self.process.returncode}:\n{self.text()}")
        try:
            return requests.get(self._health, timeout=2).ok
        except requests.RequestException:
            return False

    def text(self) -> str:
        """What it printed so far."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def family(self) -> list[psutil.Process]:
        """The server and every process below it."""
        try:
            top = psutil.Process(self.process.pid)
            return [top, *top.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def kill(self) -> None:
        """kill -9 of the server alone, as when the machine runs out of memory."""
        self.process.kill()
        self.process.wait()

    def stop(self, patience: float = 10.0) -> int:
        """SIGTERM; returns the exit code, or raises subprocess.TimeoutExpired."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(patience)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        family = self.family()
        try:
            self.stop()
        except subprocess.TimeoutExpired:
            for process in family:
                process.kill()


def dashboard(data_dir: Path, port: int | None = None, **environment: str) -> Server:
    """The whole product: dashboard and embedded engine on one port."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port), "--server.address", "127.0.0.1"]
    return Server(command, port, "/readyz", ROOT, DATA_DIR=str(data_dir), PORT=str(port), **environment)


def engine(data_dir: Path) -> Server:
    """The embedded engine alone."""
    port = free_port()
    command = [sys.executable, "-m", "engine", "--port", str(port), "--data-dir", str(data_dir)]
    return Server(command, port, "/producer/openapi.json")


@contextmanager
def peak_memory(server: Server) -> Iterator[Callable[[], float]]:
    """Sample the family's unique and shared-by-parts memory; the callable tells the highest sum so far, in MiB."""
    peak, done = 0.0, threading.Event()

    def sample() -> None:
        nonlocal peak
        while not done.wait(0.05):
            peak = max(peak, sum(_memory(p) for p in server.family()) / 2**20)

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield lambda: peak
    finally:
        done.set()
        thread.join()


def _memory(process: psutil.Process) -> int:
    try:
        info = process.memory_full_info()
        return getattr(info, "pss", 0) or info.rss
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
