"""Words at once: POST /v1/lyrics over real HTTP."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from engine.jobs import Jobs

from .conftest import Api, House, served


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(tmp_path_factory.mktemp("lyrics")) as house:
        yield house


def ask(house: House, prompt: str) -> Any:
    return house.api.ask("POST", "/v1/lyrics", json={"prompt": prompt})


def test_words_are_answered_at_once_with_the_documented_envelope(house: House) -> None:
    body = ask(house, "the last train home, hopeful").json()
    assert list(body["data"]) == ["jobId", "title", "lyrics"]
    assert (body["status"], body["message"]) == ("SUCCESS", "success")
    assert body["data"]["title"]
    assert re.match(r"\[Verse 1\]\n\w", body["data"]["lyrics"])
    assert "\n\n[Chorus]\n" in body["data"]["lyrics"]


def test_the_words_can_be_fetched_and_only_there_stands_what_they_cost(house: House) -> None:
    told = ask(house, "summer in Lisbon").json()["data"]
    record = house.api.fetch(told["jobId"])
    (song,) = record["data"]["musics"]
    assert (record["status"], record["data"]["action"], record["data"]["progress"]) == ("SUCCESS", "lyrics", "100%")
    assert (record["data"]["quota"], record["data"]["hookUrl"]) == ("1", None)
    assert (song["title"], song["lyrics"]) == (told["title"], told["lyrics"])
    assert song["musicId"] not in (None, told["jobId"])
    nothing = ("imageUrl", "audioUrl", "videoUrl", "imageId", "topic", "sound", "durations")
    assert [song[name] for name in nothing] == [None] * len(nothing)


def test_the_words_belong_to_the_key_that_had_them_written(house: House) -> None:
    job_id = ask(house, "the sea").json()["data"]["jobId"]
    assert Api(house.api.url, key="another").fetch(job_id)["status"] == "FAILED"


def test_the_same_prompt_gives_new_words_each_time(house: House) -> None:
    assert len({ask(house, "an old friend").json()["data"]["lyrics"] for _ in range(4)}) == 4


def test_finished_words_wait_for_no_worker(house: House) -> None:
    ask(house, "the sea")
    jobs = Jobs(house.data_dir / "engine.db")
    assert jobs.waiting() == []
    jobs.close()


def test_a_prompt_in_another_language_is_told_that_the_words_are_english(house: House) -> None:
    body = ask(house, "关于大海和离别的歌").json()
    assert "in English" in body["message"]
    assert house.api.fetch(body["data"]["jobId"])["message"] == body["message"]
    assert body["data"]["lyrics"].isascii() or "’" in body["data"]["lyrics"]


STRANGE = ["🎹🌧️", "?!", "https://example.com", "x" * 5_000, "1 2 3", "\u202eright to left\u202c", "[Verse 1]", "a\tb\nc"]


@pytest.mark.parametrize("prompt", STRANGE)
def test_any_prompt_gives_words(house: House, prompt: str) -> None:
    body = ask(house, prompt).json()
    assert body["status"] == "SUCCESS"
    assert len(body["data"]["lyrics"].splitlines()) > 8


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "prompt is missing, and it is required"),
        ({"prompt": " "}, "nothing but blanks"),
        ({"prompt": "x" * 5_001}, "prompt has 5001 characters, and may have at most 5000"),
        ({"prompt": "a", "hook_url": "https://example.com"}, "'hook_url' is not a field of this action"),
    ],
)
def test_a_bad_request_is_told_what_is_wrong(house: House, body: dict[str, Any], told: str) -> None:
    answer = house.api.ask("POST", "/v1/lyrics", json=body)
    assert answer.status_code == 400
    assert told in answer.json()["message"]
