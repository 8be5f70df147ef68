"""What one rerun of each page costs against an empty Streamlit page, in one run: python -m benchmarks.dashboard

The ledger is filled with finished jobs first. Then both servers run side by side, and their pages are rerun in turn by one
visitor each: CPU is the server process's own, wall is what the visitor waits, and the ratio is of CPU to the empty page's.
"""

import argparse
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.processes import ROOT, Server, dashboard, free_port
from benchmarks.visitor import Visitor
from producer.answers import Accepted, read_record
from producer.contract import Music
from studio.db import Database
from studio.ledger import Ledger

PAGES = {"Generate": "", "History": "history", "Connection": "connection"}
#: Reruns that do not count, and rounds of counted ones: the medians of a round's mean are told.
WARM_UP, ROUNDS, RERUNS = 10, 5, 100


@dataclass(frozen=True)
class Cost:
    """Milliseconds of one rerun."""

    cpu: float
    wall: float


def fill(data_dir: Path, jobs: int) -> None:
    """Finished jobs, written by the ledger's own methods as the tracker does."""
    database = Database(data_dir / "studio.db")
    ledger = Ledger(database)
    for number in range(jobs):
        job = ledger.intend(Music(sound_prompt=f"Warm folk at {80 + number % 60} bpm", seed=str(number)), "engine", f"ticket-{number}")
        ledger.submitting(job.id, f"hash-{number}")
        ledger.accepted(job.id, Accepted(job_id=f"job-{number}", data={}, raw={}))
        music = {"musicId": f"music-{number}", "title": f"Piece {number}", "audioUrl": f"http://127.0.0.1/{number}.mp3", "durations": 120}
        ledger.follow(job.id, read_record({"status": "SUCCESS", "data": {"action": "music", "quota": "5", "musics": [music]}}))
    for _, file in ledger.due():
        ledger.kept(file.id, extension=".mp3", mime="audio/mpeg", size=2_900_000, sha256="0" * 64, seconds=120.0, peaks=bytes(1000))
    database.close()


def empty() -> Server:
    port = free_port()
    script = str(ROOT / "benchmarks" / "empty" / "app.py")
    return Server([sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)], port, "/readyz")


def rerun(server: Server, visitor: Visitor, times: int) -> Cost:
    """The mean cost of so many reruns."""
    process = psutil.Process(server.process.pid)
    cpu, wall = _cpu(process), time.perf_counter()
    for _ in range(times):
        visitor.rerun()
    return Cost(1000 * (_cpu(process) - cpu) / times, 1000 * (time.perf_counter() - wall) / times)


def _cpu(process: psutil.Process) -> float:
    used = process.cpu_times()
    return used.user + used.system


def compare(ours: Server, bare: Server, page: str) -> tuple[Cost, Cost, float]:
    """(our page, the empty page, the median of the rounds' CPU ratios)."""
    with Visitor(ours.url, page) as our_visitor, Visitor(bare.url) as bare_visitor:
        rerun(ours, our_visitor, WARM_UP)
        rerun(bare, bare_visitor, WARM_UP)
        rounds = [(rerun(ours, our_visitor, RERUNS), rerun(bare, bare_visitor, RERUNS)) for _ in range(ROUNDS)]
    ratio = statistics.median(ours.cpu / bare.cpu for ours, bare in rounds)
    return _median([ours for ours, _ in rounds]), _median([bare for _, bare in rounds]), ratio


def _median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(c.cpu for c in costs), statistics.median(c.wall for c in costs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=500, help="finished jobs in the ledger (default 500)")
    jobs = parser.parse_args().jobs
    print(f"{'page':12} {'CPU ms':>8} {'wall ms':>8} {'empty CPU':>10} {'wall':>8} {'ratio':>6}   ({jobs} jobs)")
    with tempfile.TemporaryDirectory() as data:
        fill(Path(data), jobs)
        with dashboard(Path(data)) as ours, empty() as bare:
            for name, page in PAGES.items():
                our, other, ratio = compare(ours, bare, page)
                print(f"{name:12} {our.cpu:8.1f} {our.wall:8.1f} {other.cpu:10.1f} {other.wall:8.1f} {ratio:6.2f}", flush=True)


if __name__ == "__main__":
    main()
