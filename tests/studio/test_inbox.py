"""Callbacks: hints that only wake the tracker. Whoever sends one, fetch decides."""

import json

import pytest

from studio.inbox import BODY_LIMIT
from studio.jobs import Problem, State
from tests.studio.provider import refusal
from tests.studio.rig import Rig


def callback(job_id: str) -> bytes:
    return json.dumps({"status": "SUCCESS", "jobId": job_id, "data": {"jobId": job_id, "musics": [{"audioUrl": "http://evil.test/x.mp3"}]}}).encode()


def lost_answer(rig: Rig, provider) -> str:
    """A POST that the provider took on and whose answer got lost. Gives the jobId that only the provider knows."""

    def take_and_hang_up(body):
        provider.accept("music", body)

    provider.posts.append(take_and_hang_up)
    rig.intend()
    rig.step()
    assert rig.job().state is State.UNKNOWN
    return f"job-{len(provider.jobs)}"


def test_a_late_callback_resolves_an_unknown(rig: Rig, provider):
    job_id = lost_answer(rig, provider)
    provider.finish(job_id, quota="3")
    rig.inbox.receive(rig.token(), callback(job_id))
    rig.step()
    assert (rig.job().state, rig.job().job_id, rig.job().quota, rig.job().songs) == (State.SUCCESS, job_id, 3, ())
    assert len(provider.posted) == 1


def test_an_early_callback_comes_before_the_posts_answer(rig: Rig, provider, mp3):
    def answer(body):
        job_id = provider.accept("music", body)
        provider.finish(job_id, {"musicId": "m", "audioUrl": provider.media("a", mp3)})
        rig.inbox.receive(body["hook_url"].rpartition("/")[2], callback(job_id))
        rig.tracker._ask_due()
        assert rig.job().state is State.SUCCESS, "already known, and final"
        return 200, {}, json.dumps({"status": "SUCCESS", "data": {"jobId": job_id}}).encode()

    provider.posts.append(answer)
    job = rig.sent()
    assert (job.state, job.job_id, job.problem) == (State.SUCCESS, "job-1", None)


def test_a_callback_for_a_running_job_saves_the_wait_for_the_next_poll(rig: Rig, provider):
    rig.sent()
    rig.run(300)
    fetched = len(provider.fetched)
    provider.fail("job-1")
    rig.inbox.receive(rig.token(), callback("job-1"))
    rig.step()
    assert rig.job().state is State.FAILED
    assert len(provider.fetched) == fetched + 1


def test_many_callbacks_lead_to_one_fetch_in_five_seconds(rig: Rig, provider):
    job_id = lost_answer(rig, provider)
    for number in range(50):
        rig.inbox.receive(rig.token(), callback(f"nonsense-{number}"))
    rig.inbox.receive(rig.token(), callback(job_id))
    rig.run(4)
    assert len(provider.fetched) == 1
    rig.run(60)
    assert len(provider.fetched) <= 5
    rig.inbox.receive(rig.token(), callback(job_id))
    rig.step()
    assert rig.job().job_id == job_id, "and later the right one is heard"


def test_a_doubled_callback_changes_nothing(rig: Rig, provider):
    job_id = lost_answer(rig, provider)
    provider.fail(job_id)
    for _ in range(3):
        rig.inbox.receive(rig.token(), callback(job_id))
        rig.run(10)
    assert (rig.job().state, rig.job().problem, provider.fetched) == (State.FAILED, Problem.FAILED, [job_id])


def test_a_jobid_that_is_not_of_this_request_binds_nothing(rig: Rig, provider):
    lost_answer(rig, provider)
    stranger = provider.accept("music", {"hook_url": "http://studio.test/hooks/somebody-elses"})
    silent = provider.accept("music", {})
    for job_id in (stranger, silent):
        rig.inbox.receive(rig.token(), callback(job_id))
        rig.run(10)
    assert (rig.job().state, rig.job().job_id, rig.job().problem) == (State.UNKNOWN, None, Problem.AMBIGUOUS)
    assert provider.fetched == [stranger, silent]


def test_a_second_job_for_one_request_is_shown_whatever_the_state(rig: Rig, provider, mp3):
    rig.sent()
    provider.finish("job-1", {"musicId": "m", "audioUrl": provider.media("a", mp3)})
    rig.run(5)
    twin = provider.accept("music", {"hook_url": provider.posted[0][1]["hook_url"]})
    rig.inbox.receive(rig.token(), callback(twin))
    rig.step()
    job = rig.job()
    assert (job.state, job.job_id, job.problem) == (State.SUCCESS, "job-1", Problem.ODD)
    assert job.message
    assert twin in job.message


def test_a_job_that_was_called_busy_and_made_all_the_same_is_not_sent_again(rig: Rig, provider):
    def busy_and_yet(body):
        provider.accept("music", body)
        return refusal(429, retry_after="30")

    provider.posts.append(busy_and_yet)
    rig.sent()
    rig.inbox.receive(rig.token(), callback("job-1"))
    rig.run(60)
    assert (rig.job().state, len(provider.posted)) == (State.ON_QUEUE, 1)


def test_a_callback_is_looked_at_again_when_the_fetch_did_not_work(rig: Rig, provider):
    job_id = lost_answer(rig, provider)
    provider.fetches.extend([refusal(500), refusal(429)])
    rig.inbox.receive(rig.token(), callback(job_id))
    rig.run(30)
    assert rig.job().job_id == job_id


NAMELESS = [b"", b"\xff\xfe", b"[]", b"null", b'{"jobId": 7}', b'{"jobId": ""}', b'{"data": "job-1"}', b"[" * 60_000]


@pytest.mark.parametrize("body", [*NAMELESS, callback("x" * 300)])
def test_a_body_that_names_no_job_is_nothing(rig: Rig, provider, body):
    lost_answer(rig, provider)
    rig.inbox.receive(rig.token(), body)
    rig.run(10)
    assert provider.fetched == []


def test_a_body_that_is_too_long_is_not_even_read(rig: Rig, provider):
    job_id = lost_answer(rig, provider)
    rig.inbox.receive(rig.token(), callback(job_id) + b" " * BODY_LIMIT)
    rig.run(10)
    assert provider.fetched == []


@pytest.mark.parametrize("token", ["", "x", "../../etc", "\ud800", "a" * 100_000])
def test_a_token_that_nobody_gave_out_is_nothing(rig: Rig, provider, token):
    job_id = lost_answer(rig, provider)
    rig.inbox.receive(token, callback(job_id))
    rig.run(10)
    assert (provider.fetched, rig.job().state) == ([], State.UNKNOWN)
