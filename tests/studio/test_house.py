"""The whole studio: real threads, real processes, real clock."""

import multiprocessing
import os
import signal
import sqlite3
import threading
from collections import Counter
from multiprocessing import forkserver
from pathlib import Path
from random import Random

import pytest

from producer.contract import Music
from settings import Settings
from studio.house import AlreadyRunning, Studio, enter, leave, studio
from studio.jobs import Job, Keeping, State
from tests.studio import lives
from tests.studio.provider import Provider
from tests.waiting import until

KILLS = 30


@pytest.fixture(scope="module")
def processes():
    """Children that start in milliseconds: forked from a server that has everything imported already, and no threads."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.studio.lives"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))  # the server is not told sys.path before Python 3.12
        forkserver.ensure_running()
    return context


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch, tmp_path):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def house(tmp_path, provider):
    house = lives.studio_in(tmp_path, provider.url)
    yield house
    house.stop()


def at_rest(house: Studio) -> bool:
    return not any(job.moving for job in house.ledger.latest(1_000))


def job_of(house: Studio, ticket: str) -> Job:
    job = house.ledger.job(ticket)
    assert job
    return job


def finishing(provider: Provider, link: str) -> None:
    """Have every job end as soon as it is accepted."""
    accept = provider.accept

    def accept_and_finish(action, body):
        job_id = accept(action, body)
        provider.finish(job_id, {"musicId": job_id, "title": body["sound_prompt"], "audioUrl": link})
        return job_id

    provider.accept = accept_and_finish


def test_a_wish_becomes_a_kept_song_by_itself(house, provider, mp3):
    finishing(provider, provider.media("a.mp3", mp3))
    house.start()
    job = house.submit(Music(sound_prompt="slow piano"), "t")
    assert job.state is State.INTENT
    assert house.submit(Music(sound_prompt="slow piano"), "t").id == job.id
    until(lambda: at_rest(house))
    done = job_of(house, "t")
    assert (done.state, done.provider, done.songs[0].media[0].keeping) == (State.SUCCESS, "engine", Keeping.KEPT)
    assert len(provider.posted) == 1


def test_a_callback_wakes_the_sleeping_tracker(house, provider, mp3):
    finishing(provider, provider.media("a.mp3", mp3))
    provider.posts.append(lambda body: None)
    house.start()
    house.submit(Music(sound_prompt="x"), "t")
    until(lambda: job_of(house, "t").state is State.UNKNOWN)
    assert house.ledger.adopt("t", provider.accept("music", {"sound_prompt": "x"}))
    until(lambda: at_rest(house))
    assert job_of(house, "t").state is State.SUCCESS


def test_pages_reach_the_one_studio_that_was_entered(house):
    with pytest.raises(RuntimeError, match="make run"):
        studio()
    enter(house)
    assert studio() is house
    leave()
    with pytest.raises(RuntimeError):
        studio()


def test_a_stopped_studio_leaves_its_folder_to_the_next(house, tmp_path, provider):
    house.submit(Music(sound_prompt="x"), "t")
    house.stop()
    again = lives.studio_in(tmp_path, provider.url)
    assert job_of(again, "t").state is State.INTENT
    again.stop()


def test_a_studio_opened_by_one_thread_is_stopped_by_another(house, tmp_path, provider):
    thread = threading.Thread(target=house.stop)
    thread.start()
    thread.join(20)
    lives.studio_in(tmp_path, provider.url).stop()


def test_a_stop_does_not_wait_for_a_provider_that_does_not_answer(house, tmp_path, provider):
    asked, answer = threading.Event(), threading.Event()

    def think(body):
        asked.set()
        answer.wait(20)

    provider.posts.append(think)
    house.start()
    house.submit(Music(sound_prompt="x"), "t")
    assert asked.wait(20)
    house.stop(patience=0.1)
    again = lives.studio_in(tmp_path, provider.url)
    assert job_of(again, "t").state is State.UNKNOWN
    answer.set()
    again.stop()


def test_a_second_studio_in_the_same_process_is_refused(house, tmp_path, provider):
    with pytest.raises(AlreadyRunning, match=f"process {os.getpid()}"):
        lives.studio_in(tmp_path, provider.url)


def test_a_second_process_is_refused_and_told_which_one_runs(house, tmp_path, provider, processes):
    ours, theirs = processes.Pipe()
    second = processes.Process(target=lives.try_to_open, args=(tmp_path, provider.url, theirs))
    second.start()
    assert ours.poll(20)
    told = ours.recv()
    second.join(20)
    assert f"process {os.getpid()}" in told
    assert "DATA_DIR=" in told
    house.submit(Music(sound_prompt="x"), "t")
    assert job_of(house, "t"), "the first goes on as if nothing had been"


def test_a_killed_studio_leaves_its_folder_to_the_next(tmp_path, provider, processes):
    ours, theirs = processes.Pipe()
    first = processes.Process(target=lives.send_until_killed, args=(tmp_path, provider.url, [], theirs))
    first.start()
    assert ours.poll(20)
    first.kill()
    first.join()
    lives.studio_in(tmp_path, provider.url).stop()


def test_a_process_killed_at_any_moment_leaves_no_wish_unaccounted_for(tmp_path, provider, mp3, processes):
    """Killed while opening, while writing, while sending, while keeping: nothing is sent twice, nothing is forgotten."""
    finishing(provider, provider.media("a.mp3", mp3))
    random, promised = Random(3), []
    for number in range(KILLS):
        ours, theirs = processes.Pipe()
        tickets = [f"{number}-{nth}" for nth in range(3)]
        life = processes.Process(target=lives.send_until_killed, args=(tmp_path, provider.url, tickets, theirs))
        life.start()
        if number % 5:  # the others are killed while they open
            assert ours.poll(20)
        threading.Event().wait(random.uniform(0, 0.12))
        life.kill()
        life.join()
        assert life.exitcode == -signal.SIGKILL
        theirs.close()
        promised += _told(ours)

    house = lives.studio_in(tmp_path, provider.url)
    assert not house.ledger.search(states=(State.SUBMITTING,))
    house.start()
    until(lambda: at_rest(house))
    house.stop()

    house = lives.studio_in(tmp_path, provider.url)
    jobs = {job.id: job for job in house.ledger.latest(1_000)}
    wrong = house.archive.verify()
    house.stop()
    posted = Counter(body["sound_prompt"] for _, body in provider.posted)
    assert set(promised) <= jobs.keys(), "what was promised is remembered"
    assert posted.keys() <= jobs.keys(), "what was sent was written down before"
    assert max(posted.values()) == 1, "nothing is sent twice"
    assert {job.state for job in jobs.values()} <= {State.SUCCESS, State.UNKNOWN}
    for job in jobs.values():
        if job.state is State.SUCCESS:
            assert posted[job.id] == 1
            assert [song.title for song in job.songs] == [job.id], "each has what was made for it"
            assert [media.keeping for media in job.songs[0].media] == [Keeping.KEPT]
    assert {job.state for job in jobs.values() if not posted[job.id]} <= {State.UNKNOWN}, "marked as being sent, and killed before it was"
    assert (wrong, len(list((tmp_path / "tracks").iterdir()))) == ({}, sum(job.state is State.SUCCESS for job in jobs.values()))
    with sqlite3.connect(tmp_path / "studio.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _told(ours) -> list[str]:
    told = []
    try:
        while ours.poll():
            told.append(ours.recv())
    except (EOFError, OSError):
        pass
    return [ticket for ticket in told if ticket != "open"]
