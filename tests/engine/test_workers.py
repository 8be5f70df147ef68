"""The worker processes: what dies with one, what does not, and what is left of them."""

import logging
import os
import signal
from pathlib import Path

import pytest

from engine.workers import TookTooLong, Worker, WorkerDied
from tests.waiting import until

from .conftest import House, gone


def test_a_poisoned_job_fails_alone_after_three_deaths(house: House) -> None:
    before, poisoned, after = (house.api.submit(prompt) for prompt in ("a", "die", "b"))
    records = [house.api.finished(job_id) for job_id in (before, poisoned, after)]
    assert [record["status"] for record in records] == ["SUCCESS", "FAILED", "SUCCESS"]
    assert "died 3 times" in records[1]["message"]
    assert house.attempts() == 5


def test_a_job_whose_worker_was_killed_is_made_by_the_next(house: House) -> None:
    job_id = house.api.submit("wait")
    until(house.begun)
    for pid in house.engine.worker_pids:
        os.kill(pid, signal.SIGKILL)
    house.go()
    assert house.api.finished(job_id)["status"] == "SUCCESS"


def test_a_worker_that_dies_with_nothing_to_do_is_replaced_unnoticed(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.api.finished(house.api.submit())
    (worker,) = house.engine.worker_pids
    os.kill(worker, signal.SIGKILL)
    until(lambda: not house.engine.worker_pids)
    assert house.api.finished(house.api.submit())["status"] == "SUCCESS"
    assert "died" not in caplog.text


def test_what_a_worker_prints_goes_to_the_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "engine.workers"):
        house.api.finished(house.api.submit("raise"))
        until(lambda: "a secret detail" in caplog.text)


def test_a_worker_leaves_the_signals_of_its_group_to_the_engine(house: House) -> None:
    job_id = house.api.submit("wait")
    until(house.begun)
    (worker,) = house.engine.worker_pids
    os.kill(worker, signal.SIGINT)
    os.kill(worker, signal.SIGTERM)
    house.go()
    assert house.api.finished(job_id)["status"] == "SUCCESS"
    assert house.engine.worker_pids == [worker]


def test_a_stop_in_mid_song_ends_every_worker(house: House) -> None:
    house.api.submit("wait")
    until(house.begun)
    workers = house.engine.worker_pids
    assert workers
    house.engine.stop()
    assert all(gone(pid) for pid in workers)


def test_a_worker_that_takes_too_long_is_ended() -> None:
    worker = Worker("tests.engine.tones")
    with pytest.raises(TookTooLong):
        worker.ask({"request": {"sound_prompt": "wait"}, "seed": "1", "folder": "/nonexistent", "music_id": "m"}, 0)
    assert not worker.alive


def test_a_worker_without_its_music_is_dead_and_says_so() -> None:
    worker = Worker("tests.engine.nothing")
    with pytest.raises(WorkerDied):
        worker.ask({}, 60)


def test_a_worker_does_not_see_the_api_key(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TT_API_KEY", "the-key-of-the-provider")
    house.api.finished(house.api.submit())
    os.kill(house.engine.worker_pids[0], signal.SIGKILL)
    until(lambda: not house.engine.worker_pids)
    house.api.submit("wait")
    until(lambda: house.engine.worker_pids)
    environment = until(lambda: Path(f"/proc/{house.engine.worker_pids[0]}/environ").read_bytes())
    assert b"the-key-of-the-provider" not in environment
