"""Speed, memory and loudness of the embedded engine, over real HTTP: python -m benchmarks.engine

For each prompt of prompts.txt: one piece to warm up, then the median of five seeds. Seconds run from POST to the fetch that
says SUCCESS. Memory is the highest sum over the server and its workers. Loudness is measured on the decoded mp3.
"""

import argparse
import io
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pyloudnorm
import requests
from scipy.signal import resample_poly

from benchmarks.processes import Server, engine, peak_memory

PROMPTS = (Path(__file__).parent / "prompts.txt").read_text(encoding="utf-8").split("\n")
HEADERS = {"TT-API-KEY": "benchmark"}
#: Looks for the end this often; the measured time is late by at most this.
LOOK = 0.02


@dataclass(frozen=True)
class Take:
    """One piece: how long it took and what it is like."""

    wall: float
    seconds: float
    lufs: float
    true_peak: float


def make(server: Server, prompt: str, seed: str) -> tuple[float, str]:
    """POST one piece and wait for it: (seconds from POST to SUCCESS, address of its audio)."""
    begin = time.perf_counter()
    body = {"sound_prompt": prompt, "instrumental": True, "seed": seed}
    answer = requests.post(f"{server.url}/producer/v1/music", json=body, headers=HEADERS, timeout=30)
    job = answer.json()["data"]["jobId"]
    while True:
        record = requests.get(f"{server.url}/producer/v1/fetch", params={"jobId": job}, headers=HEADERS, timeout=30).json()
        if record["status"] == "SUCCESS":
            return time.perf_counter() - begin, record["data"]["musics"][0]["audioUrl"]
        if record["status"] == "FAILED":
            raise RuntimeError(f"{prompt!r}, seed {seed}: {record['message']}")
        time.sleep(LOOK)


def listen(audio: bytes) -> tuple[float, float, float]:
    """(seconds, LUFS, true peak in dBTP on four times the samples) of an mp3."""
    with av.open(io.BytesIO(audio), mode="r") as file:
        blocks = [frame.to_ndarray() for frame in file.decode(audio=0)]
        rate = file.streams.audio[0].rate
    sound = np.concatenate(blocks, axis=1).T
    peak = float(np.abs(resample_poly(sound, 4, 1, axis=0)).max())
    return len(sound) / rate, pyloudnorm.Meter(rate).integrated_loudness(sound), 20 * float(np.log10(peak + 1e-12))


def take(server: Server, prompt: str, seed: str) -> Take:
    wall, url = make(server, prompt, seed)
    return Take(wall, *listen(requests.get(url, timeout=30).content))


def row(name: str, takes: list[Take], memory: float) -> str:
    walls = [t.wall for t in takes]
    loud, peaks = [t.lufs for t in takes], [t.true_peak for t in takes]
    pace = statistics.median(t.seconds / t.wall for t in takes)
    return (
        f"{name:58.58} {statistics.median(walls):6.2f} {max(walls):6.2f} {statistics.median(t.seconds for t in takes):7.1f} {pace:6.1f}"
        f" {min(loud):7.2f} {max(loud):7.2f} {max(peaks):7.2f} {memory:7.0f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5, help="pieces a prompt (default 5)")
    seeds = parser.parse_args().seeds
    print(f"{'prompt':58} {'s med':>6} {'s max':>6} {'length':>7} {'x time':>6} {'LUFS-':>7} {'LUFS+':>7} {'dBTP+':>7} {'MiB':>7}")
    everything: list[Take] = []
    with tempfile.TemporaryDirectory() as data, engine(Path(data)) as server, peak_memory(server) as memory:
        for prompt in filter(None, PROMPTS):
            make(server, prompt, "warm-up")
            takes = [take(server, prompt, str(seed)) for seed in range(seeds)]
            everything += takes
            print(row(prompt, takes, memory()), flush=True)
        print(row("all", everything, memory()))


if __name__ == "__main__":
    main()
