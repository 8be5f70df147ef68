"""The engine's doors, over real HTTP."""

import io
import json
import re
import socket
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import av
import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from engine.refusals import sentence
from engine.server import BODY_LIMIT
from producer.contract import ACTIONS, Lyrics, Music

from .conftest import KEY, Api, House, served

NOTHING_YET = dict.fromkeys(
    ["title", "lyrics", "imageUrl", "audioUrl", "videoUrl", "imageId", "topic", "sound", "seed", "durations", "createdAt"]
)


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One engine for all tests that leave nothing behind that another would notice."""
    with served(tmp_path_factory.mktemp("doors")) as house:
        yield house


def refused(answer: Any, http: int) -> str:
    """The message of a refusal in the documented envelope."""
    assert answer.status_code == http, answer.text
    body = answer.json()
    assert list(body) == ["status", "message", "data"]
    assert body["status"] == "FAILED"
    assert body["data"] is None
    return body["message"]


def test_a_submit_answers_with_the_documented_envelope(doors: House) -> None:
    answer = doors.api.music(sound_prompt="a tone")
    assert answer.status_code == 200
    body = answer.json()
    assert body == {"status": "SUCCESS", "message": "success", "data": {"jobId": body["data"]["jobId"]}}


def test_a_running_job_shows_a_music_id_and_nothing_that_is_not_known(house: House) -> None:
    job_id = house.api.submit("wait for it", mv="FUZZ-1.1 Pro")
    record = house.api.fetch(job_id)
    (song,) = record["data"]["musics"]
    assert song == {"musicId": song["musicId"]} | NOTHING_YET
    assert song["musicId"] != job_id
    assert record == {
        "status": "ON_QUEUE", "message": None, "jobId": job_id,
        "data": {
            "jobId": job_id, "action": "music", "progress": None, "mv": "FUZZ-1.1 Pro", "quota": "5", "hookUrl": None, "musics": [song],
        },
    }  # fmt: skip


def test_a_finished_job_has_a_song_that_decodes(house: House) -> None:
    job_id = house.api.submit("wait for a warm tone", title="Warm", seed="42")
    before = house.api.fetch(job_id)["data"]["musics"][0]["musicId"]
    house.go()
    record = house.api.finished(job_id)
    assert (record["status"], record["message"], record["data"]["progress"], record["data"]["quota"]) == ("SUCCESS", "success", "100%", "5")
    (song,) = record["data"]["musics"]
    assert song["musicId"] == before
    assert (song["title"], song["sound"], song["seed"], song["durations"]) == ("Warm", "wait for a warm tone", "42", 1.0)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", song["createdAt"])
    assert song["imageUrl"] is song["videoUrl"] is None
    with av.open(io.BytesIO(house.api.ask("GET", song["audioUrl"]).content), "r") as audio:
        assert audio.duration is not None
        assert 900_000 < audio.duration < 1_200_000


def test_the_audio_is_served_in_ranges_and_by_an_address_that_cannot_be_guessed(doors: House) -> None:
    url = doors.api.finished(doors.api.submit())["data"]["musics"][0]["audioUrl"]
    assert re.fullmatch(re.escape(doors.api.url) + r"/media/[\w-]{32}\.mp3", url)
    whole = doors.api.ask("GET", url)
    part = doors.api.ask("GET", url, headers={"Range": "bytes=10-19"})
    head = doors.api.ask("HEAD", url)
    assert whole.headers["content-type"] == "audio/mpeg"
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole.content)}"
    assert (head.status_code, head.headers["content-length"], head.content) == (200, str(len(whole.content)), b"")
    assert doors.api.ask("GET", url, headers={"Range": "bytes=99999999-"}).status_code == 416


@pytest.mark.parametrize("name", ["nonsense.mp3", "..%2F..%2Fengine.db", "%00", "x" * 3000])
def test_other_media_names_find_nothing(doors: House, name: str) -> None:
    refused(doors.api.ask("GET", f"/media/{name}"), 404)


def test_a_song_whose_file_is_gone_is_not_found(house: House) -> None:
    url = house.api.finished(house.api.submit())["data"]["musics"][0]["audioUrl"]
    for file in house.data_dir.glob("songs/*/song.mp3"):
        file.unlink()
    refused(house.api.ask("GET", url), 404)


def test_a_seed_is_drawn_and_reported_and_gives_the_same_bytes_again(doors: House) -> None:
    first, other = (doors.api.finished(doors.api.submit())["data"]["musics"][0] for _ in range(2))
    again = doors.api.finished(doors.api.submit(seed=first["seed"]))["data"]["musics"][0]
    heard = [doors.api.ask("GET", song["audioUrl"]).content for song in (first, other, again)]
    assert first["seed"] != other["seed"]
    assert heard[0] == heard[2] != heard[1]


KEYED = [("POST", "/v1/music"), ("POST", "/v1/lyrics"), ("GET", "/v1/fetch?jobId=x"), ("GET", "/v1/fetch")]


@pytest.mark.parametrize("headers", [{"TT-API-KEY": None}, {"TT-API-KEY": ""}])
@pytest.mark.parametrize(("method", "path"), KEYED)
def test_without_a_key_nothing_is_answered(doors: House, method: str, path: str, headers: dict[str, Any]) -> None:
    assert "TT-API-KEY" in refused(doors.api.ask(method, path, headers=headers), 401)


def test_a_job_is_known_only_to_the_key_that_made_it(doors: House) -> None:
    job_id = doors.api.submit()
    stranger = Api(doors.api.url, key="another")
    assert refused(stranger.ask("GET", f"/v1/fetch?jobId={job_id}"), 404) == refused(stranger.ask("GET", "/v1/fetch?jobId=none"), 404)


def test_the_key_is_not_kept(house: House) -> None:
    house.api.finished(house.api.submit())
    kept = b"".join(path.read_bytes() for path in house.data_dir.rglob("*") if path.is_file())
    assert KEY.encode() not in kept


BAD_REQUESTS = [
    ({}, "both empty"),
    ({"sound_prompt": " ", "lyrics_text": "\n"}, "both empty"),
    ({"sound_prompt": "a", "sound_strength": 0.1}, "sound_strength is 0.1, and must be from 0.2 to 1"),
    ({"sound_prompt": "a", "weirdness": 1.01}, "weirdness is 1.01, and must be from 0 to 1"),
    ({"sound_prompt": "a", "lyrics_strength": "0.5"}, "lyrics_strength is '0.5', and must be a number"),
    ({"sound_prompt": "a", "lyrics_strength": True}, "lyrics_strength is true, and must be a number"),
    ({"sound_prompt": "a", "weirdness": float("nan")}, "weirdness is nan, and must be a finite number"),
    ({"sound_prompt": "a", "mv": "FUZZ-9"}, "mv is 'FUZZ-9', and must be one of 'FUZZ-2.0 Pro'"),
    ({"sound_prompt": "a" * 50_000}, "sound_prompt has 50000 characters, and may have at most 5000"),
    ({"sound_prompt": "a\x07b"}, "character 2 is an invisible control character (U+0007)"),
    ({"sound_prompt": None}, "sound_prompt is null, and must be text"),
    ({"sound_prompt": {"text": "a"}}, "sound_prompt is an object, and must be text"),
    ({"sound_prompt": "a", "instrumental": "yes"}, "instrumental is 'yes', and must be true or false"),
    ({"sound_promt": "a"}, "perhaps sound_prompt is meant"),
    ({"sound_prompt": "a", "music_id": "x"}, "'music_id' is not a field of this action; the fields are "),
    ({"sound_prompt": "a", "hook_url": "ftp://example.com"}, "hook_url: a web address begins with"),
    ({"sound_prompt": "a", "lyrics_text": "la " * 7_000}, "lyrics_text has 21000 characters, and may have at most 20000"),
    ({"lyrics_text": "la la", "instrumental": True}, "sound_prompt is needed"),
    ({"lyrics_text": "[Verse 1]\n[Chorus]\n(Bridge)"}, "nothing that can be sung"),
    ({"sound_prompt": "a", "lyrics_text": "... !?! --\n***\n.,.,"}, "nothing that can be sung"),
    ({"sound_prompt": "a", "lyrics_text": "🎤🎤🎤\n❤️"}, "nothing that can be sung"),
    ({"sound_prompt": "a", "lyrics_text": "https://example.com/a?b=c"}, "nothing that can be sung"),
    ({"lyrics_text": "x\n" * 9_000}, "lyrics_text has 9000 lines, and no song holds more than 1000"),
    ({"lyrics_text": "[Chorus]\n我爱你\n月亮代表我的心"}, "sings English only"),
    ({"sound_prompt": "a", "lyrics_text": "Я помню чудное мгновенье"}, "sings English only"),
]  # fmt: skip


@pytest.mark.parametrize(("request_", "words"), BAD_REQUESTS)
def test_a_bad_request_is_told_what_is_wrong(doors: House, request_: dict[str, Any], words: str) -> None:
    answer = doors.api.ask("POST", "/v1/music", data=json.dumps(request_))
    assert words in refused(answer, 400)


@pytest.mark.parametrize("body", [b"", b"tempo=90", b"{", b'{"sound_prompt": "\xff"}', b'{"sound_prompt": "\\ud800"}', b"[" * 50_000])
def test_what_is_not_json_is_told_so(doors: House, body: bytes) -> None:
    assert "not valid JSON" in refused(doors.api.ask("POST", "/v1/music", data=body), 400)


@pytest.mark.parametrize("body", ["null", "[]", '"a"', "7"])
def test_json_that_is_no_object_is_told_so(doors: House, body: str) -> None:
    assert "not a JSON object" in refused(doors.api.ask("POST", "/v1/music", data=body), 400)


@pytest.mark.parametrize("size", [BODY_LIMIT + 1, 20 * BODY_LIMIT])
def test_a_body_that_is_too_large_is_told_so(doors: House, size: int) -> None:
    assert "256 KiB" in refused(doors.api.ask("POST", "/v1/music", data=b" " * size), 413)


def test_a_sender_who_hangs_up_leaves_no_job_and_no_error(doors: House, caplog: pytest.LogCaptureFixture) -> None:
    address = urlsplit(doors.api.url)
    with socket.create_connection((address.hostname, address.port)) as line:
        line.sendall(f"POST {address.path}/v1/music HTTP/1.1\r\nHost: h\r\nTT-API-KEY: k\r\nContent-Length: 100\r\n\r\n{{".encode())
    doors.api.finished(doors.api.submit())
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


STRANGE = ["🎹🌧️ calm", "موسيقى هادئة", "\u202eright to left\u202c", "安静的钢琴", "line\nline\ttab", "'; DROP TABLE job; --", "é" * 5_000]


@pytest.mark.parametrize("prompt", STRANGE)
def test_unusual_words_are_taken_and_come_back_as_they_were(doors: House, prompt: str) -> None:
    song = doors.api.finished(doors.api.submit(prompt, title=prompt[:200]))["data"]["musics"][0]
    assert (song["sound"], song["title"]) == (prompt, prompt[:200])


def test_every_knob_of_the_contract_is_taken(doors: House) -> None:
    job_id = doors.api.submit(
        lyrics_text="ignored", instrumental=True, mv="Lyria 3 preview", title="T", cover_art_url="https://example.com/a.png", seed="7",
        lyrics_strength=1, sound_strength=0.2, weirdness=0, is_storage=True, hook_url=None,
    )  # fmt: skip
    assert doors.api.finished(job_id)["data"]["musics"][0]["seed"] == "7"


NO_JOBS = [("", 400), ("?jobId=", 404), ("?jobId=nonsense", 404), ("?jobId=%00", 404), (f"?jobId={'x' * 101}", 400)]


@pytest.mark.parametrize(("query", "http"), NO_JOBS)
def test_a_job_id_of_nonsense_is_told_so(doors: House, query: str, http: int) -> None:
    assert "jobId" in refused(doors.api.ask("GET", "/v1/fetch" + query), http)


@pytest.mark.parametrize("action", sorted(set(ACTIONS) - {"music", "lyrics"}))
def test_what_the_engine_does_not_do_yet_it_says(doors: House, action: str) -> None:
    assert f"does not do {action} yet" in refused(doors.api.ask("POST", f"/v1/{action}", json={}), 404)


WRONG_DOORS = [("GET", "/v1/music", 405), ("POST", "/v1/fetch", 405), ("GET", "/v1/nothing", 404), ("GET", "/", 404)]


@pytest.mark.parametrize(("method", "path", "http"), WRONG_DOORS)
def test_wrong_doors_answer_in_the_same_envelope(doors: House, method: str, path: str, http: int) -> None:
    refused(doors.api.ask(method, path), http)


@pytest.mark.parametrize(
    ("prompt", "words"), [("raise", "could not make this piece (ValueError)"), ("disk full", "No space left on device")]
)
def test_a_failed_job_says_why_and_costs_nothing(doors: House, prompt: str, words: str) -> None:
    record = doors.api.finished(doors.api.submit(prompt))
    assert (record["status"], record["data"]["quota"], record["data"]["musics"], record["data"]["progress"]) == ("FAILED", "0", None, None)
    assert words in record["message"]
    assert "secret" not in record["message"]


class Scripts(HTMLParser):
    """What a page loads, and what it runs of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.inline = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.loads += [value for name in ("src", "href") if (value := found.get(name))]
        self.inline += tag == "script" and "src" not in found


def test_the_openapi_page_loads_only_our_own_files_and_runs_no_inline_script(doors: House) -> None:
    page = doors.api.ask("GET", "/docs")
    scripts = Scripts()
    scripts.feed(page.text)
    assert "script-src 'self';" in page.headers["content-security-policy"]
    assert scripts.inline == 0
    for path in scripts.loads:
        assert path.startswith("docs/")
        assert doors.api.ask("GET", "/" + path).status_code == 200
    assert refused(doors.api.ask("GET", "/docs/index.html"), 404)


def test_the_openapi_description_lists_what_is_served_where_it_is_served(doors: House) -> None:
    described = doors.api.ask("GET", "/openapi.json").json()
    assert list(described["paths"]) == ["/v1/music", "/v1/lyrics", "/v1/fetch", "/media/{name}"]
    assert described["servers"] == [{"url": "/producer"}]
    assert set(described["components"]["schemas"]["MusicRequest"]["properties"]) == set(Music.model_fields)
    assert set(described["components"]["schemas"]["LyricsRequest"]["properties"]) == set(Lyrics.model_fields)


#: This engine takes any key, and refuses well-formed words that cannot be sung.
NOT_OURS = [ignored_auth, positive_data_acceptance]
SAID, UNSAID = GenerationMode.POSITIVE, GenerationMode.NEGATIVE


@pytest.mark.parametrize("mode", [SAID, UNSAID])
@pytest.mark.parametrize("path", ["/v1/music", "/v1/lyrics", "/v1/fetch", "/media/{name}"])
def test_the_doors_do_what_their_description_says(doors: House, path: str, mode: GenerationMode) -> None:
    """Whatever is sent, also against the description: no server error, and only documented statuses, types and shapes."""
    described = schemathesis.openapi.from_url(doors.api.url + "/openapi.json").include(path=path)
    (operation,) = (found.ok() for found in described.get_all_operations() if isinstance(found, Ok))

    @given(operation.as_strategy(generation_mode=mode))
    @settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
    def try_it(case: schemathesis.Case) -> None:
        # Starlette's mount takes no line break in a path: such a request never comes to the engine's doors.
        assume(not any("\n" in unquote(str(value)) for value in (case.path_parameters or {}).values()))
        case.call_and_validate(headers={"TT-API-KEY": KEY}, excluded_checks=NOT_OURS)

    try_it()


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda some: st.lists(some) | st.dictionaries(st.text(), some),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(list(Music.model_fields)) | st.text(), anything, max_size=8))
@settings(max_examples=200)
def test_any_object_is_a_request_or_is_told_in_one_readable_line_why_not(body: dict[str, Any]) -> None:
    try:
        Music.model_validate_json(json.dumps(body))
    except ValidationError as error:
        told = sentence(error, Music)
        assert told.isprintable()
        assert told.endswith(".")
        assert 10 < len(told) < 1_000
        assert "pydantic" not in told.lower()


def test_a_second_engine_of_the_same_folder_refuses_to_start(house: House, serve: Callable[..., House], tmp_path: Path) -> None:
    with pytest.raises(Exception, match=re.escape(str(tmp_path))):
        serve(tmp_path)
