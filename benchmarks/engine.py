"""Speed, memory, loudness and balance of the embedded engine, over real HTTP: python -m benchmarks.engine

For each prompt of prompts.txt, instrumental and sung: one piece to warm up, then the median of five seeds. Seconds run from POST to
the fetch that says SUCCESS. Memory is the highest sum over the server and its workers. Loudness is measured on the decoded mp3.
The voice's level (LAR) is its energy over the band's while a section's notes are sung, K-weighted, against the level that the style
wants: it is measured on the buses of the score that the server kept, played again. The words of sung pieces are the engine's own.
"""

import argparse
import io
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pyloudnorm
import requests
from scipy.signal import resample_poly

from benchmarks.processes import Server, engine, peak_memory
from engine.score import SCORE, Score
from engine.sound import Rendering, render
from engine.sound.tempo import Clock

PROMPTS = (Path(__file__).parent / "prompts.txt").read_text(encoding="utf-8").split("\n")
HEADERS = {"TT-API-KEY": "benchmark"}
#: Looks for the end this often; the measured time is late by at most this.
LOOK = 0.02


@dataclass(frozen=True)
class Take:
    """One piece: how long it took and what it is like; balance: dB that each sung section's LAR differs from its level."""

    wall: float
    seconds: float
    lufs: float
    true_peak: float
    balance: tuple[float, ...]


@dataclass(frozen=True)
class Bench:
    """A server and the folder that it keeps songs in."""

    server: Server
    songs: Path

    def make(self, prompt: str, seed: str, sung: bool) -> tuple[float, str, str]:
        """POST one piece and wait for it: (seconds from POST to SUCCESS, address of its audio, musicId)."""
        begin = time.perf_counter()
        body = {"sound_prompt": prompt, "instrumental": not sung, "seed": seed}
        answer = requests.post(f"{self.server.url}/producer/v1/music", json=body, headers=HEADERS, timeout=30)
        job = answer.json()["data"]["jobId"]
        while True:
            record = requests.get(f"{self.server.url}/producer/v1/fetch", params={"jobId": job}, headers=HEADERS, timeout=30).json()
            if record["status"] == "SUCCESS":
                song = record["data"]["musics"][0]
                return time.perf_counter() - begin, song["audioUrl"], song["musicId"]
            if record["status"] == "FAILED":
                raise RuntimeError(f"{prompt!r}, seed {seed}: {record['message']}")
            time.sleep(LOOK)

    def take(self, prompt: str, seed: str, sung: bool) -> Take:
        wall, url, music = self.make(prompt, seed, sung)
        measures = listen(requests.get(url, timeout=30).content)
        score = SCORE.validate_json((self.songs / music / "score.json").read_bytes())
        return Take(wall, *measures, balance(score, render(score)) if score.vocals else ())


@contextmanager
def bench() -> Iterator[Bench]:
    with tempfile.TemporaryDirectory() as data, engine(Path(data)) as server:
        yield Bench(server, Path(data) / "songs")


def listen(audio: bytes) -> tuple[float, float, float]:
    """(seconds, LUFS, true peak in dBTP on four times the samples) of an mp3."""
    with av.open(io.BytesIO(audio), mode="r") as file:
        blocks = [frame.to_ndarray() for frame in file.decode(audio=0)]
        rate = file.streams.audio[0].rate
    sound = np.concatenate(blocks, axis=1).T
    peak = float(np.abs(resample_poly(sound, 4, 1, axis=0)).max())
    return len(sound) / rate, pyloudnorm.Meter(rate).integrated_loudness(sound), 20 * float(np.log10(peak + 1e-12))


def balance(score: Score, rendering: Rendering) -> tuple[float, ...]:
    """By sung section, dB that the voice over the band differs from the wished level."""
    vocals, clock = score.vocals, Clock(score.tempo)
    if vocals is None:
        return ()
    voice = rendering.buses["vocals"]
    sung, band = (np.cumsum(weighted(x)) for x in (voice, rendering.mix - voice))
    found = []
    for section in sorted({phrase.section for phrase in vocals.phrases}):
        notes = [note for phrase in vocals.phrases if phrase.section == section for note in phrase.notes]
        spans = np.array([(clock.frame(note.start), clock.frame(note.start + note.length)) for note in notes]).clip(0, len(sung) - 1)
        energies = [(sums[spans[:, 1]] - sums[spans[:, 0]]).sum() for sums in (sung, band)]
        found.append(10 * float(np.log10(energies[0] / energies[1])) - vocals.level)
    return tuple(found)


def weighted(x: np.ndarray) -> np.ndarray:
    """Power of every frame of x (n, 2), as the ear weighs it (K-weighting)."""
    for stage in pyloudnorm.Meter(44100)._filters.values():
        x = np.stack([stage.apply_filter(x[:, side]) for side in range(2)], axis=1)
    return np.square(x, dtype=np.float64).sum(axis=1)


def row(name: str, takes: list[Take], memory: float) -> str:
    walls = [t.wall for t in takes]
    loud, peaks = [t.lufs for t in takes], [t.true_peak for t in takes]
    pace = statistics.median(t.seconds / t.wall for t in takes)
    off = [abs(db) for t in takes for db in t.balance]
    return (
        f"{name:58.58} {statistics.median(walls):6.2f} {max(walls):6.2f} {statistics.median(t.seconds for t in takes):7.1f} {pace:6.1f}"
        f" {min(loud):7.2f} {max(loud):7.2f} {max(peaks):7.2f} {memory:7.0f}" + (f" {max(off):7.2f}" if off else "")
    )


def table(prompts: list[str], seeds: int, sung: bool) -> None:
    """A row for each prompt and one for all, by a server of its own."""
    print("\nsung" if sung else "\ninstrumental")
    heads = f"{'s med':>6} {'s max':>6} {'length':>7} {'x time':>6} {'LUFS-':>7} {'LUFS+':>7} {'dBTP+':>7} {'MiB':>7}"
    print(f"{'prompt':58} {heads}" + (f" {'LAR off':>7}" if sung else ""))
    everything: list[Take] = []
    with bench() as b, peak_memory(b.server) as memory:
        for prompt in prompts:
            b.make(prompt, "warm-up", sung)
            takes = [b.take(prompt, str(seed), sung) for seed in range(seeds)]
            everything += takes
            print(row(prompt, takes, memory()), flush=True)
        print(row("all", everything, memory()))


def first(prompt: str) -> None:
    """A sung piece as the first thing that a server does."""
    begin = time.perf_counter()
    with bench() as b:
        wall, *_ = b.make(prompt, "first", sung=True)
        print(f"\nfirst sung song after a start: {wall:.1f} s from POST, {time.perf_counter() - begin:.1f} s from the server's start")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5, help="pieces a prompt (default 5)")
    parser.add_argument("--only", default="", help="only prompts that hold this text")
    parser.add_argument("--kind", choices=("instrumental", "sung"), help="one of the two tables alone")
    options = parser.parse_args()
    prompts = [prompt for prompt in PROMPTS if prompt and options.only in prompt]
    for kind in ("instrumental", "sung"):
        if options.kind in (None, kind):
            table(prompts, options.seeds, sung=kind == "sung")
    if options.kind != "instrumental":
        first(prompts[0])


if __name__ == "__main__":
    main()
