"""What the workers make: real pieces, by worker processes as the engine starts them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import pytest

from engine.score import SCORE
from engine.workers import Worker

WISH = {"sound_prompt": "calm solo piano, 90 bpm, 10 seconds", "title": "", "sound_strength": 0.5, "weirdness": 0.5}
SECONDS = 110


def make(worker: Worker, folder: Path, seed: str = "7", **wish: Any) -> dict[str, Any]:
    task = {"request": WISH | wish, "seed": seed, "folder": str(folder), "music_id": folder.name}
    return worker.ask(task, SECONDS)["made"]


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def workers() -> Iterator[tuple[Worker, Worker]]:
    pair = Worker("engine.work"), Worker("engine.work")
    yield pair
    for worker in pair:
        worker.end()


def test_the_same_request_and_seed_give_the_same_bytes_in_another_process(workers: tuple[Worker, Worker], tmp_path: Path) -> None:
    first, second = workers
    make(first, tmp_path / "other", seed="8")
    assert make(first, tmp_path / "one") == make(second, tmp_path / "two")
    one, two, other = (digests(tmp_path / name) for name in ("one", "two", "other"))
    assert one == two
    assert sorted(one) == ["cover.jpg", "score.json", "song.mp3"]
    assert one["song.mp3"] != other["song.mp3"]


def test_a_piece_is_as_long_as_it_says_and_bears_the_title_wished_for(workers: tuple[Worker, Worker], tmp_path: Path) -> None:
    made = make(workers[0], tmp_path / "song", title="Evening 🌧")
    with av.open(str(tmp_path / "song" / "song.mp3"), "r") as audio:
        assert audio.duration is not None
        assert abs(audio.duration / 1e6 - made["seconds"]) < 0.2
        assert audio.metadata["title"] == made["title"] == "Evening 🌧"


def test_the_piece_is_kept_as_a_score_with_its_gains(workers: tuple[Worker, Worker], tmp_path: Path) -> None:
    made = make(workers[0], tmp_path / "song")
    score = SCORE.validate_json((tmp_path / "song" / "score.json").read_bytes())
    assert made["title"] == score.title != ""
    assert {track.name for track in score.tracks} < set(score.gains)
