"""What one rerun of each page costs against an empty Streamlit page, in one run: python -m benchmarks.dashboard

The ledger is filled with finished jobs first. Then our server and two with an empty page run side by side, and their pages are
rerun in turn by one visitor each: CPU is the server process's own, wall is what the visitor waits. "tuned" is an empty page on a
server with our settings and our frozen heap; "plain" is the same page as `streamlit run` serves it by itself.
"""

import argparse
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks.processes import ROOT, Server, dashboard, free_port
from benchmarks.visitor import Visitor
from producer.answers import Accepted, read_record
from producer.contract import Music
from studio.db import Database
from studio.ledger import Ledger

PAGES = {"Generate": "", "History": "history", "Connection": "connection"}
HEAD = ("page", "CPU ms", "wall ms", "tuned", "wall", "ratio", "plain", "wall", "ratio")
WORDS = "[Verse 1]\nPaper lanterns in the rain\nAnd nobody knows your name\n\n[Chorus]\nCarry me over the water" * 4
SOUND: dict[str, Any] = {"extension": ".mp3", "mime": "audio/mpeg", "seconds": 120.0, "peaks": bytes(1000)}
PICTURE: dict[str, Any] = {"extension": ".jpg", "mime": "image/jpeg", "seconds": None, "peaks": None}
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
        files = {"audioUrl": f"http://127.0.0.1/{number}.mp3", "imageUrl": f"http://127.0.0.1/{number}.jpg"}
        music = {"musicId": f"music-{number}", "title": f"Piece {number}", "lyrics": WORDS, "durations": 120, **files}
        ledger.follow(job.id, read_record({"status": "SUCCESS", "data": {"action": "music", "quota": "5", "musics": [music]}}))
    for _, file in ledger.due():
        ledger.kept(file.id, size=200_000, sha256="0" * 64, **(SOUND if file.kind == "audioUrl" else PICTURE))
    database.close()


def empty(script: str, health: str, folder: Path = ROOT) -> Server:
    """An empty page's server; our config.toml holds for it where it is started in our folder."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "benchmarks" / "empty" / script)]
    return Server([*command, "--server.port", str(port), "--server.headless", "true"], port, health, folder)


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


def compare(servers: list[Server], page: str) -> list[Cost]:
    """The median cost of our page, which is the first server's, and of the others' only one; measured in turn."""
    with ExitStack() as visits:
        visitors = [visits.enter_context(Visitor(server.url, "" if number else page)) for number, server in enumerate(servers)]
        pairs = list(zip(servers, visitors, strict=True))
        for server, visitor in pairs:
            rerun(server, visitor, WARM_UP)
        rounds = [[rerun(server, visitor, RERUNS) for server, visitor in pairs] for _ in range(ROUNDS)]
    return [_median([costs[number] for costs in rounds]) for number in range(len(servers))]


def _median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(c.cpu for c in costs), statistics.median(c.wall for c in costs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=500, help="finished jobs in the ledger (default 500)")
    jobs = parser.parse_args().jobs
    print("".join(f"{word:>9}" for word in HEAD), f"  ({jobs} jobs)")
    with tempfile.TemporaryDirectory() as data:
        fill(Path(data), jobs)
        with dashboard(Path(data)) as ours, empty("app.py", "/readyz") as tuned, empty("page.py", "/_stcore/health", Path(data)) as plain:
            for name, page in PAGES.items():
                our, *others = compare([ours, tuned, plain], page)
                against = [figure for other in others for figure in (other.cpu, other.wall, our.cpu / other.cpu)]
                print(f"{name:12}", *(f"{figure:8.2f}" for figure in (our.cpu, our.wall, *against)), flush=True)


if __name__ == "__main__":
    main()
