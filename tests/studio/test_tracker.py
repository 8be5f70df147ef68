"""Sending and following, over real HTTP: every state of a job, and every way into it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import OperationalError

from producer.client import Client
from producer.contract import GenerateVideo, Lyrics, Music, Variation
from studio import tracker
from studio.inbox import hash_of
from studio.jobs import Problem, State
from tests.studio.provider import refusal, reply
from tests.studio.rig import PUBLIC, Rig


def test_a_wish_is_sent_once_and_followed_until_it_has_ended(rig: Rig, provider, mp3):
    job = rig.intend()
    assert (job.state, job.sent_at, provider.posted) == (State.INTENT, None, [])
    rig.step()
    assert (rig.job().state, rig.job().job_id) == (State.ON_QUEUE, "job-1")
    provider.jobs["job-1"]["status"] = "PENDING_QUEUE"
    rig.run(3)
    assert (rig.job().state, rig.job().quota) == (State.PENDING_QUEUE, Decimal(5))
    song = {"musicId": "m1", "title": "Rain", "audioUrl": provider.media("a.mp3", mp3), "durations": "2.0", "seed": 7}
    provider.finish("job-1", song, quota="3.5")
    rig.run(20)
    done = rig.job()
    assert (done.state, done.quota, done.problem, done.title) == (State.SUCCESS, Decimal("3.5"), None, "Rain")
    assert done.songs[0].audio
    assert rig.step() is None, "with nothing open there is nothing to come back for"
    assert [action for action, _ in provider.posted] == ["music"]
    assert done.record
    assert done.record["data"]["musics"] == [song]


def test_the_row_says_submitting_before_the_first_byte_leaves(rig: Rig, provider):
    seen = []
    provider.posts.append(lambda body: seen.append(rig.job().state) or refusal(400, "no"))
    rig.intend()
    rig.step()
    assert seen == [State.SUBMITTING]


def test_the_hook_url_holds_a_fresh_token_that_is_kept_only_as_a_hash(rig: Rig, provider):
    provider.posts.append(refusal(429))
    rig.intend()
    rig.run(5)
    first, second = rig.token(0), rig.token(1)
    assert first != second
    assert len(second) >= 43, "256 bits"
    assert provider.posted[1][1]["hook_url"] == f"{PUBLIC}/hooks/{second}"
    assert rig.ledger.token_hash("t1") == hash_of(second)
    assert "hook_url" not in rig.job().request
    provider.finish("job-1")
    rig.run(5)
    assert rig.job().record["data"]["hookUrl"] == f"{PUBLIC}/hooks/…"  # pyright: ignore[reportOptionalSubscript]
    assert second.encode() not in b"".join(path.read_bytes() for path in rig.folder.glob("studio.db*"))


def test_without_a_public_address_no_hook_url_is_sent(rig: Rig, provider):
    rig.public = None
    rig.sent()
    assert "hook_url" not in provider.posted[0][1]


@pytest.mark.parametrize(
    ("status", "problem"),
    [(400, Problem.REJECTED), (401, Problem.UNAUTHORIZED), (402, Problem.OUT_OF_QUOTA), (404, Problem.REJECTED)],
)
def test_a_certain_refusal_ends_the_job_and_costs_nothing(rig: Rig, provider, status, problem):
    provider.posts.append(refusal(status, "weirdness is out of range"))
    rig.intend()
    rig.run(600)
    job = rig.job()
    assert (job.state, job.problem, job.message, job.quota) == (State.FAILED, problem, "weirdness is out of range", 0)
    assert job.finished_at
    assert len(provider.posted) == 1


@pytest.mark.parametrize("status", [429, 499])
def test_a_busy_provider_is_asked_again_when_it_said(rig: Rig, provider, status):
    provider.posts.append(refusal(status, "queue full", retry_after="40"))
    rig.intend()
    due = rig.step()
    waiting = rig.job()
    assert (waiting.state, waiting.problem, waiting.message) == (State.WAITING, Problem.BUSY, "queue full")
    assert waiting.retry_at
    assert waiting.retry_at == due
    assert timedelta(seconds=39) < waiting.retry_at - rig.clock() <= timedelta(seconds=40)
    rig.intend("t2")
    rig.run(39)
    assert len(provider.posted) == 1, "nothing at all is sent to a provider that asked for a pause"
    rig.run(2)
    assert (rig.job().state, rig.job("t2").state, rig.job().retry_at) == (State.ON_QUEUE, State.ON_QUEUE, None)


def test_a_provider_where_nothing_listens_gets_the_job_when_it_is_back(rig: Rig, provider):
    rig.clients["here"] = Client("http://127.0.0.1:9/producer/v1", "a-key-of-our-own")
    rig.intend()
    rig.run(120)
    job = rig.job()
    assert (job.state, job.problem) == (State.WAITING, Problem.UNREACHABLE)
    assert job.retry_at
    assert job.retry_at - rig.clock() <= timedelta(seconds=tracker.LONGEST * 1.2)
    rig.clients["here"] = Client(provider.url, "a-key-of-our-own")
    rig.run(20)
    assert rig.job().state is State.ON_QUEUE


def test_a_provider_that_nobody_set_up_leaves_the_job_waiting(rig: Rig):
    del rig.clients["here"]
    rig.intend()
    rig.run(1)
    assert (rig.job().state, rig.job().problem) == (State.WAITING, Problem.UNREACHABLE)


UNCLEAR = [refusal(500), refusal(504), reply(200, ["?"]), (200, {}, b"<html>"), reply(302, {}, location="/x"), None]


@pytest.mark.parametrize("answer", UNCLEAR)
def test_what_is_not_clear_is_unknown_and_never_sent_again(rig: Rig, provider, answer):
    provider.posts.append(lambda body: answer)
    rig.intend()
    rig.run(3600)
    assert (rig.job().state, rig.job().problem) == (State.UNKNOWN, Problem.AMBIGUOUS)
    assert rig.step() is None
    rig = rig.reopen()
    rig.run(3600)
    assert (rig.job().state, len(provider.posted)) == (State.UNKNOWN, 1)


def test_an_error_that_nobody_foresaw_leaves_the_job_unknown(rig: Rig):
    class Broken:
        def submit(self, request, hook_url=None):
            raise ZeroDivisionError

    rig.clients["here"] = Broken()  # pyright: ignore[reportArgumentType]
    rig.intend()
    rig.run(60)
    assert (rig.job().state, rig.job().message) == (State.UNKNOWN, "ZeroDivisionError")


def test_what_a_dead_process_was_sending_is_unknown_and_what_it_only_intended_is_sent(rig: Rig, provider):
    rig.intend("sending")
    rig.ledger.submitting("sending", "hash")
    rig.intend("intended")
    rig = rig.reopen()
    assert (rig.job("sending").state, rig.job("sending").problem) == (State.UNKNOWN, Problem.AMBIGUOUS)
    rig.step()
    assert rig.job("intended").state is State.ON_QUEUE
    assert len(provider.posted) == 1


def test_an_adopted_job_is_followed(rig: Rig, provider):
    provider.posts.append(refusal(500))
    rig.intend()
    rig.run(1)
    job_id = provider.accept("music", {})
    rig.ledger.work.clear()
    assert rig.ledger.adopt("t1", job_id)
    assert rig.ledger.work.is_set(), "the tracker is woken"
    assert rig.job().state is State.ON_QUEUE
    provider.fail(job_id)
    rig.run(2)
    assert (rig.job().state, rig.job().problem, rig.job().message, rig.job().quota) == (State.FAILED, Problem.FAILED, "job timeout", 0)


def test_an_adopted_job_that_the_provider_does_not_know_can_be_closed(rig: Rig, provider):
    provider.posts.append(refusal(500))
    rig.intend()
    rig.run(1)
    rig.ledger.adopt("t1", "nonsense")
    assert not rig.ledger.settle("t1"), "an open job is not closed by hand"
    rig.run(2)
    assert (rig.job().state, rig.job().problem, rig.job().message) == (State.ON_QUEUE, Problem.REJECTED, "no such job")
    assert rig.ledger.settle("t1")
    assert rig.job().state is State.SETTLED


@pytest.mark.parametrize("status", [401, 402, 404])
def test_a_refused_fetch_does_not_lose_the_job_and_does_not_nag(rig: Rig, provider, status):
    rig.sent()
    provider.fetches.extend([refusal(status, "look elsewhere")] * 12)
    rig.run(600)
    assert rig.job().state is State.ON_QUEUE
    assert rig.job().problem in (Problem.UNAUTHORIZED, Problem.OUT_OF_QUOTA, Problem.REJECTED)
    assert rig.job().message == "look elsewhere"
    assert 8 <= len(provider.fetched) <= 14
    provider.fetches.clear()
    rig.run(80)
    assert (rig.job().problem, rig.job().message) == (None, None)


def test_an_accepted_job_whose_provider_is_away_says_so_and_is_found_again(rig: Rig, provider):
    rig.sent()
    rig.clients["here"] = Client("http://127.0.0.1:9/producer/v1", "a-key-of-our-own")
    rig.run(60)
    assert (rig.job().state, rig.job().problem) == (State.ON_QUEUE, Problem.UNREACHABLE)
    rig.clients["here"] = Client(provider.url, "a-key-of-our-own")
    rig.run(60)
    assert (rig.job().state, rig.job().problem) == (State.ON_QUEUE, None)


def test_polling_grows_slower_and_goes_on_for_ever(rig: Rig, provider):
    rig.sent()
    rig.run(60)
    early = len(provider.fetched)
    assert 6 <= early <= 12
    rig.clock.wind(24 * 3600)
    rig.run(600)
    later = len(provider.fetched) - early
    assert 600 / tracker.LONGEST * 0.8 < later < 600 / tracker.LONGEST * 1.2 + 1
    assert rig.job().state is State.ON_QUEUE


def test_a_status_that_nobody_has_heard_of_is_polled_on(rig: Rig, provider):
    rig.sent()
    provider.jobs["job-1"]["status"] = "POLISHING"
    rig.run(10)
    assert rig.job().state is State.ON_QUEUE
    assert rig.job().record["status"] == "POLISHING"  # pyright: ignore[reportOptionalSubscript]


def test_a_busy_fetch_is_repeated_no_sooner_than_the_provider_said(rig: Rig, provider):
    rig.sent()
    provider.fetches.append(refusal(429, retry_after="100"))
    rig.run(99)
    assert len(provider.fetched) == 1
    rig.run(5)
    assert len(provider.fetched) >= 2
    assert rig.job().problem is None


def test_one_job_whose_fetch_always_breaks_starves_no_other(rig: Rig, provider):
    rig.sent("bad")
    rig.sent("good")
    rig.clients["here"] = _BreaksFor(rig.clients["here"], "job-1")  # pyright: ignore[reportArgumentType]
    provider.finish("job-2", {"musicId": "m", "audioUrl": f"{provider.origin}/media/x"})
    rig.run(30)
    assert rig.job("good").state is State.SUCCESS
    assert rig.job("bad").state is State.ON_QUEUE


class _BreaksFor:
    def __init__(self, client: Client, job_id: str):
        self.client, self.job_id = client, job_id

    def fetch(self, job_id: str):
        if job_id == self.job_id:
            raise tracker.Transport("the connection broke")
        return self.client.fetch(job_id)


def test_a_slow_post_holds_up_neither_polls_nor_other_posts(rig: Rig, provider):
    kept = []
    rig = Rig(rig.folder, provider, rig.clock, spawn=kept.append)
    rig.sent("first")
    kept.pop()()
    rig.intend("slow")
    rig.step()
    rig.intend("second")
    rig.clock.wind(2)
    rig.step()
    assert rig.job("slow").state is State.INTENT
    assert len(kept) == 3, "each of the two is sent, and the first one polled"
    rig.step()
    assert len(kept) == 3, "and nothing twice"
    kept.pop()()
    assert provider.fetched == ["job-1"]


def test_a_provider_that_hangs_in_a_fetch_holds_up_neither_what_is_sent_nor_the_jobs_of_another(rig: Rig, provider):
    kept = []
    rig = Rig(rig.folder, provider, rig.clock, spawn=kept.append)
    rig.clients["there"] = rig.clients["here"]
    for name in ("here", "there"):
        rig.ledger.intend(Music(sound_prompt="slow piano"), name, name)
        rig.step()
        kept.pop()()
    rig.clock.wind(2)
    provider.finish("job-2", {"musicId": "m", "audioUrl": f"{provider.origin}/media/x"})
    rig.intend("new")
    rig.step()
    assert len(kept) == 3, "one POST, and one round of fetches for each provider: each waits for itself alone"
    post, _hangs, ask = kept
    post()
    ask()
    assert [rig.job(name).state for name in ("here", "there", "new")] == [State.ON_QUEUE, State.SUCCESS, State.ON_QUEUE]


def test_after_a_fetch_that_found_nobody_a_providers_other_jobs_wait_with_it(rig: Rig, provider):
    for name in ("bad", "good", "better"):
        rig.sent(name)
    rig.clients["here"] = _BreaksFor(rig.clients["here"], "job-1")  # pyright: ignore[reportArgumentType]
    rig.clock.wind(1.5)
    rig.step()
    assert provider.fetched == [], "three jobs do not wait for three timeouts"
    rig.clock.wind(3)
    rig.step()
    assert sorted(set(provider.fetched)) == ["job-2", "job-3"]


def test_what_came_of_a_post_is_written_down_when_the_disk_takes_it_again(rig: Rig, provider, monkeypatch):
    accepted, full = rig.ledger.accepted, [True]

    def on_a_full_disk(id, answer):
        if full:
            raise OperationalError("COMMIT", {}, Exception("database or disk is full"))
        return accepted(id, answer)

    monkeypatch.setattr(rig.ledger, "accepted", on_a_full_disk)
    rig.intend()
    rig.run(60)
    assert rig.job().state is State.SUBMITTING
    full.clear()
    rig.run(20)
    assert (rig.job().state, rig.job().job_id, len(provider.posted)) == (State.ON_QUEUE, "job-1", 1)


def test_lyrics_answer_at_once_and_their_price_is_fetched(rig: Rig, provider):
    def answer(body):
        words = {"jobId": provider.accept("lyrics", body), "title": "Rain", "lyrics": "[Verse 1]\nIt rains"}
        return reply(200, {"status": "SUCCESS", "message": "success", "data": words})

    provider.posts.append(answer)
    rig.sent(request=Lyrics(prompt="rain"))
    assert rig.job().songs[0].lyrics == "[Verse 1]\nIt rains", "there before its price is known"
    provider.finish("job-1", {"musicId": "m1", "title": "Rain", "lyrics": "[Verse 1]\nIt rains"}, quota="1")
    rig.run(2)
    job = rig.job()
    assert (job.state, job.quota, job.problem, len(job.songs), job.songs[0].music_id) == (State.SUCCESS, 1, None, 1, "m1")
    assert "hook_url" not in provider.posted[0][1]


def test_a_video_answers_at_once_without_a_job(rig: Rig, provider):
    link = f"{provider.origin}/media/v.mp4"
    provider.posts.append(reply(200, {"status": "SUCCESS", "message": "success", "data": {"videoUrl": link, "status": "complete"}}))
    job = rig.sent(request=GenerateVideo(music_id="m1"))
    assert (job.state, job.quota, job.job_id, [m.kind for m in job.songs[0].media]) == (State.SUCCESS, 0, None, ["videoUrl"])


def test_an_acceptance_that_names_no_job_is_unknown(rig: Rig, provider):
    provider.posts.append(reply(200, {"status": "SUCCESS", "message": "success", "data": {"queue": 3}}))
    assert rig.sent().state is State.UNKNOWN


def test_a_success_without_audio_is_for_a_person_to_look_at(rig: Rig, provider):
    rig.sent("music")
    rig.sent("variation", Variation(music_id="m1"))
    provider.finish("job-1", {"musicId": "m1", "imageUrl": f"{provider.origin}/media/x.png"})
    provider.finish("job-2")
    rig.run(5)
    assert [(job.state, job.problem) for job in rig.ledger.latest(2)] == [(State.SUCCESS, Problem.ODD)] * 2


def test_links_that_stand_beside_the_songs_are_kept_too(rig: Rig, provider, mp3):
    rig.sent()
    provider.finish("job-1", {"musicId": "m1", "audioUrl": provider.media("a", mp3)}, zipUrl=provider.media("z", b"PK\x03\x04..."))
    rig.run(5)
    assert {media.kind: media.mime for media in rig.job().songs[0].media} == {"audioUrl": "audio/mpeg", "zipUrl": "application/zip"}


def test_a_wish_that_this_version_cannot_send_is_refused_before_anything_is_sent(rig: Rig, provider):
    job = rig.intend(request=Music(sound_prompt="x"))
    with rig.database.write() as connection:
        connection.exec_driver_sql("UPDATE jobs SET request = '{\"gone\": 1}' WHERE id = ?", (job.id,))
    rig.run(1)
    assert (rig.job().state, rig.job().problem, provider.posted) == (State.FAILED, Problem.REJECTED, [])
