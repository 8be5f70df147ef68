"""The table of jobs, and jobs across restarts."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engine.jobs import Job, Jobs, Made, Media, Status, owner_of
from tests.waiting import until

from .conftest import served

MADE = Made(title="T", seconds=2.5, sound="a", lyrics=None, files={"audio": "song.mp3"})


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[Jobs]:
    jobs = Jobs(tmp_path / "engine.db", clock=lambda: 1000.0)
    yield jobs
    jobs.close()


def add(jobs: Jobs, key: str = "k", hook_url: str | None = None) -> Job:
    return jobs.add(owner=owner_of(key), action="music", request={"sound_prompt": "a"}, seed="1", price=3, hook_url=hook_url)


def test_a_new_job_waits_with_its_music_id_known_and_its_price_as_a_string(jobs: Jobs) -> None:
    job = add(jobs)
    assert (job.status, job.quota, job.created, job.made, job.deaths) == (Status.ON_QUEUE, "3", 1000.0, None, 0)
    assert len({job.id, job.music_id, add(jobs).id, add(jobs).music_id}) == 4


def test_a_job_can_come_finished_and_nobody_makes_it_again(jobs: Jobs) -> None:
    words = Made(title="T", lyrics="[Verse]\nla", message="as told")
    job = jobs.add(owner=owner_of("k"), action="lyrics", request={"prompt": "a"}, seed="1", price=1, made=words)
    assert (job.status, job.message, job.made, job.quota) == (Status.SUCCESS, "as told", words, "1")
    assert jobs.waiting() == []


def test_jobs_wait_in_the_order_in_which_they_came(jobs: Jobs) -> None:
    ids = [add(jobs).id for _ in range(20)]
    jobs.fail(ids[3], "no")
    assert jobs.waiting() == [*ids[:3], *ids[4:]]


def test_a_job_is_found_by_its_owner_only(jobs: Jobs) -> None:
    job = add(jobs, key="mine")
    assert jobs.find(job.id, owner_of("mine")) == job
    assert jobs.find(job.id, owner_of("yours")) is None


def test_a_final_status_never_goes_back(jobs: Jobs) -> None:
    job = add(jobs)
    jobs.succeed(job.id, MADE, [])
    jobs.fail(job.id, "too late")
    assert (jobs.job(job.id).status, jobs.job(job.id).made) == (Status.SUCCESS, MADE)


def test_a_success_and_its_media_come_together_or_not_at_all(jobs: Jobs) -> None:
    first, second = add(jobs), add(jobs)
    media = Media(name="n.mp3", kind="audioUrl", path=Path("x/song.mp3"), mime="audio/mpeg")
    jobs.succeed(first.id, MADE, [media])
    with pytest.raises(Exception, match="UNIQUE"):
        jobs.succeed(second.id, MADE, [media])
    assert (jobs.media("n.mp3"), jobs.job(first.id).media) == (media, {"audioUrl": "n.mp3"})
    assert jobs.job(second.id).status is Status.ON_QUEUE
    jobs.fail(second.id, "the table still takes writes")


def test_only_a_job_with_a_callback_address_is_due_when_it_ends(jobs: Jobs) -> None:
    silent, told = add(jobs), add(jobs, hook_url="http://example.com/")
    assert jobs.next_hook() is None
    jobs.fail(silent.id, "no")
    jobs.fail(told.id, "no")
    found = jobs.next_hook()
    assert found
    assert (found[0].id, found[1]) == (told.id, 1000.0)
    jobs.hook_done(told.id)
    assert jobs.next_hook() is None


def test_all_is_there_again_when_the_file_is_opened_again(jobs: Jobs, tmp_path: Path) -> None:
    job = add(jobs)
    jobs.died(job.id)
    again = Jobs(tmp_path / "engine.db")
    assert again.job(job.id) == jobs.job(job.id)
    assert again.job(job.id).deaths == 1
    again.close()


@pytest.mark.parametrize("content", [b"no table at all, and long enough to be looked at" * 100, None])
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "engine.db"
    if content is None:
        with closing(sqlite3.connect(path)) as newer:
            newer.execute("PRAGMA user_version = 99")
    else:
        path.write_bytes(content)
    with pytest.raises(OSError, match=re.escape(str(path))):
        Jobs(path)


def test_what_was_unfinished_at_a_stop_is_made_after_the_next_start_in_its_order(tmp_path: Path) -> None:
    with served(tmp_path) as house:
        ids = [house.api.submit("wait") for _ in range(3)]
        until(house.begun)
    with served(tmp_path) as house:
        house.go()
        records = [house.api.finished(job_id) for job_id in ids]
        assert [record["status"] for record in records] == ["SUCCESS"] * 3
        order = sorted(tmp_path.glob("songs/*/song.mp3"), key=lambda path: path.stat().st_mtime_ns)
        assert [path.parent.name for path in order] == [record["data"]["musics"][0]["musicId"] for record in records]
