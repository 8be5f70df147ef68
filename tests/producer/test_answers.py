"""Decoding: the provider's own examples, and whatever else may come."""

import json
import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producer import errors
from producer.answers import LONGEST_WAIT, Accepted, Record, read_fetch, read_record, read_submit
from producer.contract import ACTIONS, Answer

EXAMPLES = Path(__file__).parents[1] / "fixtures" / "producer"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=8), v, max_size=3),
)


def example(name: str) -> bytes:
    return (EXAMPLES / f"{name}.json").read_bytes()


def fetched(**data: Any) -> Record:
    body = {"status": "SUCCESS", "message": "success", "jobId": "j", "data": {"jobId": "j", **data}}
    return read_fetch(200, {}, json.dumps(body).encode())


def envelope(musics: Any = None, **top: Any) -> bytes:
    return json.dumps({"status": "SUCCESS", "jobId": "j", "data": {"jobId": "j", "musics": musics}, **top}).encode()


# The provider's own examples.


@pytest.mark.parametrize("action", ACTIONS)
def test_the_accepted_example_of_every_action_is_read(action: str):
    body = example(f"{action}-200")
    accepted = read_submit(200, {}, body)
    assert accepted.data == json.loads(body)["data"]
    assert accepted.raw == json.loads(body)
    assert accepted.job_id == accepted.data.get("jobId")
    assert (accepted.job_id is None) == (action == "generate-video")
    if ACTIONS[action].answer is Answer.AT_ONCE:
        assert accepted.data.get("lyrics") or accepted.data["videoUrl"].startswith("https://storage.googleapis.com/")


def test_the_refused_example_is_a_refusal_without_a_reason():
    with pytest.raises(errors.Rejected) as caught:
        read_submit(400, {}, example("music-400"))
    assert caught.value.status == 400
    assert str(caught.value)


def test_the_finished_example_is_read():
    record = read_fetch(200, {}, example("callback-SUCCESS"))
    assert record.succeeded
    assert (record.job_id, record.action, record.progress) == ("ffd6870b-9a83-47e6-9d57-601efced86b5", "lyrics", "100%")
    assert (record.mv, record.quota, record.hook_url) == ("FUZZ-2.0", Decimal(1), None)
    (song,) = record.musics
    assert (song.music_id, song.title, song.audio_url, song.seconds, song.urls) == (
        "07d737cf-9509-4132-99f5-a17339bd7462", "Work It Out", None, None, {},
    )  # fmt: skip
    assert song.lyrics is not None
    assert song.lyrics.startswith("[Verse 1]\nBeat beats")
    assert record.raw == json.loads(example("callback-SUCCESS"))


def test_the_running_example_is_read():
    record = read_fetch(200, {}, example("callback-ON_QUEUE"))
    assert record.running
    assert (record.status, record.message, record.progress, record.quota) == ("ON_QUEUE", None, None, Decimal(5))
    assert record.hook_url == "https://webhook-test.com/0e55ca218c11459ac69b6bedf05191dd"
    assert [song.music_id for song in record.musics] == ["1926df39-ecd6-4ae9-893e-b489688cae0d"]
    assert record.urls == {}


def test_the_failed_example_is_read():
    record = read_fetch(200, {}, example("callback-FAILED"))
    assert record.failed
    assert (record.message, record.quota, record.musics) == ("job timeout", Decimal(0), ())


# The answer to a submit.


@pytest.mark.parametrize(
    "body",
    [
        {"status": "SUCCESS", "data": {"jobId": "j"}},
        {"status": "SUCCESS", "data": {"job_id": "j"}},
        {"status": "SUCCESS", "jobId": "j", "data": None},
        {"data": {"jobId": "j"}},
        {"status": "ON_QUEUE", "data": {"jobId": "j"}},
        {"status": "FAILED", "data": {"jobId": "j"}},
    ],
)
def test_an_answer_that_names_a_job_is_accepted_whatever_else_it_says(body: dict[str, Any]):
    assert read_submit(200, {}, json.dumps(body).encode()).job_id == "j"


def test_a_refusal_under_http_200_is_a_refusal():
    with pytest.raises(errors.Rejected, match="prompt is too long"):
        read_submit(200, {}, b'{"status":"FAILED","message":"prompt is too long","data":null}')


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>It works</html>",
        b"[]",
        b"null",
        b'"SUCCESS"',
        b"{",
        b"{}",
        b'{"status":"SUCCESS","data":null}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_an_unreadable_acceptance_is_ambiguous(body: bytes):
    with pytest.raises(errors.Ambiguous):
        read_submit(200, {}, body)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.Rejected), (401, errors.Unauthorized), (402, errors.OutOfQuota), (403, errors.Rejected), (404, errors.NotFound),
        (408, errors.Ambiguous), (422, errors.Rejected), (429, errors.Busy), (499, errors.Busy), (500, errors.Ambiguous),
        (502, errors.Ambiguous), (504, errors.Ambiguous), (301, errors.Ambiguous), (307, errors.Ambiguous), (600, errors.Ambiguous),
    ],
)  # fmt: skip
@pytest.mark.parametrize("body", [b"", b"<html>", b'{"status":"FAILED","message":"no","data":null}'])
def test_every_status_of_a_submit_has_its_error(status: int, kind: type[errors.ProducerError], body: bytes):
    with pytest.raises(errors.ProducerError) as caught:
        read_submit(status, {}, body)
    assert type(caught.value) is kind
    assert caught.value.advice
    assert caught.value.status == status


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.Rejected),
        (401, errors.Unauthorized),
        (402, errors.OutOfQuota),
        (404, errors.NotFound),
        (408, errors.Transport),
        (429, errors.Busy),
        (499, errors.Busy),
        (500, errors.Transport),
        (504, errors.Transport),
        (302, errors.Transport),
    ],
)
def test_every_status_of_a_fetch_has_its_error(status: int, kind: type[errors.ProducerError]):
    with pytest.raises(errors.ProducerError) as caught:
        read_fetch(status, {}, b"")
    assert type(caught.value) is kind


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        (" 7 ", 7),
        ("0", 0),
        ("99999999999999999999", LONGEST_WAIT),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("٣", None),
        ("Thu, 01 Jan 1970 00:01:40 GMT", 40),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Fri, 01 Jan 2100 00:00:00 GMT", LONGEST_WAIT),
        ("Thu, 99 Jan 1970 00:00:00 GMT", None),
    ],
)
@pytest.mark.parametrize("status", [429, 499])
def test_retry_after_is_seconds_or_a_date_and_is_clamped(status: int, header: str, seconds: float | None):
    with pytest.raises(errors.Busy) as caught:
        read_submit(status, {"retry-AFTER": header}, b"", clock=lambda: 60.0)
    assert caught.value.retry_after == seconds


# The answer to a fetch.


def test_a_refused_fetch_under_http_200_ends_no_job():
    with pytest.raises(errors.Rejected):
        read_fetch(200, {}, b'{"status":"FAILED","message":"","data":null}')


@pytest.mark.parametrize("body", [b"", b"<html>It works</html>", b"[]", b"{}", b'{"detail":"hello"}', b"nonsense"])
def test_an_unreadable_fetch_can_be_repeated(body: bytes):
    with pytest.raises(errors.Transport):
        read_fetch(200, {}, body)


@pytest.mark.parametrize("status", ["PENDING_QUEUE", "ON_QUEUE", "REFINING", "", None, 7])
def test_an_unknown_status_is_running_and_kept_as_it_is(status: Any):
    record = read_fetch(200, {}, envelope(status=status))
    assert record.running
    assert record.status == ("" if status is None else str(status))


def test_the_reason_of_a_failure_is_found_where_the_newer_interface_has_it():
    body = {"status": "FAILED", "message": "success", "jobId": "j", "data": {"failReason": "the words were refused"}}
    assert read_fetch(200, {}, json.dumps(body).encode()).message == "the words were refused"


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("5", Decimal(5)),
        ("0", Decimal(0)),
        ("2.50", Decimal("2.50")),
        (" 3 ", Decimal(3)),
        (5, Decimal(5)),
        (0.5, Decimal("0.5")),
        ("five", None),
        ("NaN", None),
        ("Infinity", None),
        ("1e400", None),
        ("-1", None),
        (-1, None),
        ("", None),
        (None, None),
        (True, None),
        ([], None),
        ({}, None),
        ("9" * 13, None),
        ("٣", None),
        ("1_0", None),
        (10**30, None),
    ],
)
def test_quota_is_a_plain_number_or_nothing(sent: Any, read: Decimal | None):
    assert fetched(quota=sent).quota == read


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (185, 185.0),
        (185.4, 185.4),
        ("185.4", 185.4),
        (" 12 ", 12.0),
        (0, 0.0),
        (None, None),
        ("", None),
        ("3:05", None),
        (-1, None),
        ("nan", None),
        ("inf", None),
        (True, None),
        ([3], None),
        (10**400, None),
    ],
)
def test_durations_are_seconds_or_nothing(sent: Any, read: float | None):
    assert fetched(musics=[{"durations": sent}]).musics[0].seconds == read


def test_every_address_in_a_song_is_found_by_its_key():
    song = {
        "musicId": "m",
        "audioUrl": "https://cdn.example/a.mp3",
        "imageUrl": "",
        "videoUrl": None,
        "wavUrl": "HTTP://cdn.example/a.wav",
        "stems": {"vocals": "https://cdn.example/v.wav", "rest": ["https://cdn.example/r.wav", "no address"]},
        "topic": "see https://a.example now",
        "other": "ftp://a.example/x",
        "bad": "https:///x",
        "script": "javascript:alert(1)",
    }
    (read,) = fetched(musics=[song]).musics
    assert read.audio_url == "https://cdn.example/a.mp3"
    assert (read.image_url, read.video_url) == (None, None)
    assert read.urls == {
        "audioUrl": "https://cdn.example/a.mp3", "wavUrl": "HTTP://cdn.example/a.wav",
        "stems.vocals": "https://cdn.example/v.wav", "stems.rest.0": "https://cdn.example/r.wav",
    }  # fmt: skip


def test_addresses_outside_the_songs_are_found_and_the_hooks_is_not():
    record = fetched(hookUrl="https://studio.example/hooks/secret", wavUrl="https://cdn.example/a.wav", musics=None)
    assert record.urls == {"wavUrl": "https://cdn.example/a.wav"}


@pytest.mark.parametrize(
    ("musics", "count"), [(None, 0), ([], 0), ("x", 0), ({"musicId": "m"}, 1), ([None, 3, {"musicId": "m"}, []], 1), ([{}] * 9, 9)]
)
def test_any_number_of_songs_is_taken(musics: Any, count: int):
    assert len(read_fetch(200, {}, envelope(musics)).musics) == count


def test_unknown_keys_are_kept_in_the_raw_record():
    record = fetched(surprise={"a": [1]}, musics=[{"musicId": "m", "loudness": -14}])
    assert record.raw["data"]["surprise"] == {"a": [1]}
    assert record.musics[0].raw["loudness"] == -14


def test_what_no_database_takes_is_not_in_a_record():
    body = b'{"status":"SUCCESS","jobId":"j","data":{"a":NaN,"b":[-Infinity,1e999],"musics":[{"title":"\\ud83d tune","\\udc00":1}]}}'
    record = read_fetch(200, {}, body)
    assert record.raw["data"]["a"] is None
    assert record.raw["data"]["b"] == [None, None]
    json.dumps(record.raw, allow_nan=False, ensure_ascii=False).encode()
    assert record.musics[0].title == "? tune"


# Whatever may come.

SHAPES = ["status", "message", "jobId", "data"]
DATA = ["jobId", "job_id", "action", "progress", "mv", "quota", "hookUrl", "failReason", "musics"]
SONG = ["musicId", "title", "lyrics", "imageUrl", "audioUrl", "videoUrl", "imageId", "topic", "sound", "seed", "durations", "createdAt"]


def likely(keys: list[str], inner: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={key: inner.get(key, JSON) | JSON for key in keys})


SONGS = st.lists(likely(SONG, {"durations": st.floats() | st.floats().map(str), "audioUrl": st.just("https://a.example/b")}), max_size=3)
ENVELOPES = likely(
    SHAPES,
    {"status": st.sampled_from(["SUCCESS", "FAILED", "ON_QUEUE"]), "data": likely(DATA, {"musics": SONGS, "quota": st.floats().map(str)})},
)


@given(ENVELOPES)
def test_any_envelope_is_a_sound_record(body: dict[str, Any]):
    record = read_record(body)
    assert [record.succeeded, record.failed, record.running].count(True) == 1
    assert record.quota is None or (record.quota.is_finite() and record.quota >= 0)
    for song in record.musics:
        assert song.seconds is None or (math.isfinite(song.seconds) and song.seconds >= 0)
        assert all(isinstance(url, str) and url.lower().startswith(("http://", "https://")) for url in song.urls.values())
        assert song.audio_url is None or song.audio_url == song.urls["audioUrl"]


@given(
    st.integers(100, 999),
    ENVELOPES.map(lambda body: json.dumps(body).encode()) | JSON.map(lambda body: json.dumps(body).encode()) | st.binary(),
)
def test_any_answer_is_a_value_or_one_of_our_errors(status: int, body: bytes):
    for read, kind in ((read_submit, Accepted), (read_fetch, Record)):
        try:
            value = read(status, {"Retry-After": "x"}, body)
        except errors.ProducerError:
            continue
        assert isinstance(value, kind)
        json.dumps(value.raw, allow_nan=False, ensure_ascii=False).encode()


@given(st.integers(100, 999).filter(lambda status: not 400 <= status < 500), st.binary(max_size=50))
def test_a_submit_is_never_called_refused_or_unsent_without_a_word_of_the_provider(status: int, body: bytes):
    with pytest.raises(errors.Ambiguous):
        read_submit(status, {}, b"<" + body)


def test_every_error_says_what_happened_and_what_to_do():
    for kind in [*errors.ProducerError.__subclasses__(), errors.NotFound]:
        assert str(kind()) == kind.__doc__
        assert str(kind("because")) == f"{kind.__doc__} because"
        assert kind.advice
    assert len(errors.Rejected("long " * 9_999).message) == errors.MESSAGE_LIMIT
