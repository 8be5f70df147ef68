"""Sung songs, made by real workers and asked for over real HTTP. Each costs seconds, so they are few."""

import hashlib
import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from engine import composer, lines, prompt, sound
from engine.score import SCORE

from .conftest import House, served

#: Seconds that a worker may take for its start and a song on a slow machine.
PATIENCE = 110.0
WORDS = "[Verse 1 - soft]\nMorning is breaking the window\n[Chorus]\nHold on to me"
WISH = {"sound_prompt": "pop, 120 bpm, male vocals", "lyrics_text": WORDS, "title": "Daybreak", "seed": "7"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(tmp_path_factory.mktemp("songs"), workers=2, music="engine.work") as house:
        yield house


@pytest.fixture(scope="module")
def twins(house: House) -> list[dict[str, Any]]:
    """One wish made twice, at the same time in two processes."""
    ids = [house.api.music(**WISH).json()["data"]["jobId"] for _ in range(2)]
    return [house.api.finished(job_id, PATIENCE) for job_id in ids]


@pytest.fixture(scope="module")
def song(twins: list[dict[str, Any]]) -> dict[str, Any]:
    return twins[0]["data"]["musics"][0]


@pytest.fixture(scope="module")
def folder(house: House, song: dict[str, Any]) -> Path:
    return house.data_dir / "songs" / song["musicId"]


def refusal(house: House, **request: Any) -> str:
    record = house.api.finished(house.api.music(**request).json()["data"]["jobId"], PATIENCE)
    assert (record["status"], record["data"]["quota"]) == ("FAILED", "0")
    return record["message"]


def test_words_come_back_sung(twins: list[dict[str, Any]], song: dict[str, Any]) -> None:
    assert [(record["status"], record["message"]) for record in twins] == [("SUCCESS", "success")] * 2
    assert (song["title"], song["sound"], song["seed"]) == ("Daybreak", WISH["sound_prompt"], "7")
    assert song["lyrics"] == WORDS.replace("\n[Chorus]", "\n\n[Chorus]")


def test_the_same_words_and_seed_give_the_same_bytes_in_another_process(house: House, twins: list[dict[str, Any]]) -> None:
    folders = [house.data_dir / "songs" / record["data"]["musics"][0]["musicId"] for record in twins]
    first, second = ({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()} for folder in folders)
    assert first == second
    assert sorted(first) == ["cover.jpg", "score.json", "song.mp3", "words.json"]


def test_the_times_of_lines_and_words_are_in_order_and_inside_the_song(folder: Path, song: dict[str, Any]) -> None:
    kept = json.loads((folder / "words.json").read_text("utf-8"))
    assert [line["section"] for line in kept[:2]] == ["verse", "chorus"]
    assert [line["text"] for line in kept[:2]] == ["Morning is breaking the window", "Hold on to me"]
    assert [word["text"] for word in kept[0]["words"]] == ["Morning", "is", "breaking", "the", "window"]
    times = [time for line in kept for word in line["words"] for time in (word["start"], word["end"])]
    starts = [word["start"] for line in kept for word in line["words"]]
    assert starts == sorted(set(starts))
    assert all(start < end for start, end in zip(times[::2], times[1::2], strict=True))
    assert all((line["start"], line["end"]) == (line["words"][0]["start"], line["words"][-1]["end"]) for line in kept)
    assert 0 < times[0] < times[-1] < song["durations"]


def test_the_mp3_bears_title_words_seed_and_cover(house: House, song: dict[str, Any]) -> None:
    audio = house.api.ask("GET", song["audioUrl"]).content
    with av.open(io.BytesIO(audio), "r") as file:
        tags = {name.lower(): value for name, value in file.metadata.items()}
        assert file.streams.video[0].codec_context.name == "mjpeg"
    assert (tags["title"], tags["artist"], tags["genre"], tags["seed"]) == ("Daybreak", "Producer Studio", "pop", "7")
    assert "Morning is breaking the window" in next(value for name, value in tags.items() if name.startswith("lyrics"))
    assert b"TKEY" in audio[:2_000_000]
    assert b"TBPM" in audio[:2_000_000]


def test_the_cover_is_served_as_a_jpeg_by_an_address_that_cannot_be_guessed(house: House, song: dict[str, Any]) -> None:
    answer = house.api.ask("GET", song["imageUrl"])
    assert answer.headers["content-type"] == "image/jpeg"
    assert len(song["imageUrl"].rpartition("/")[2]) == 32 + len(".jpg")
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1024, 1024))


def test_the_score_holds_what_is_sung_by_whom_and_how_loud(folder: Path) -> None:
    score = SCORE.validate_json((folder / "score.json").read_bytes())
    assert score.vocals
    assert (score.vocals.voice, score.spec.lyrics_strength, score.spec.longest) == ("man", 0.5, 480.0)
    assert any(name.startswith("vocals") for name in score.gains)


def test_instrumental_drops_the_words_and_says_so(house: House) -> None:
    wish = WISH | {"instrumental": True, "sound_prompt": "calm solo piano, 90 bpm, 10 seconds"}
    record = house.api.finished(house.api.music(**wish).json()["data"]["jobId"], PATIENCE)
    (song,) = record["data"]["musics"]
    assert (record["status"], record["message"]) == ("SUCCESS", "Made without the words, since instrumental was set.")
    assert song["lyrics"] is None
    assert not (house.data_dir / "songs" / song["musicId"] / "words.json").exists()


def test_words_that_are_too_many_for_the_model_are_told_so(house: House) -> None:
    told = refusal(house, lyrics_text="\n".join(f"We are walking on the longest road number {n}" for n in range(400)), mv="FUZZ-0.8")
    assert "400 lines" in told
    assert "Traceback" not in told


def test_what_breaks_in_a_worker_is_told_in_a_sentence_and_logged_in_full(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """A folder that cannot be written, as a full or broken disk is."""
    songs = house.data_dir / "songs"
    songs.rename(house.data_dir / "away")
    songs.write_text("a file where a folder belongs")
    with caplog.at_level(logging.WARNING, "engine.workers"):
        try:
            told = refusal(house, sound_prompt="calm solo piano, 90 bpm, 10 seconds")
        finally:
            songs.unlink()
            (house.data_dir / "away").rename(songs)
    assert told == "The engine could not keep the song: Not a directory."
    assert "Traceback" in caplog.text


#: Words that people send by mistake, from spite, or because they are like that. None of them is rendered here.
ODD_WORDS = [
    "Call me at 555-1234, 24/7, on the 1st of May 2026",
    "see https://example.com/x?y=z and mail me@example.com tonight",
    "Xqzvw blorptastic frumious jabberwock of Llanfairpwll",
    "la " * 500,
    "x2 " * 20,
    "la " * 14 + "🎤 " * 300 + "la",
    "antidisestablishmentarianism " * 40,
    "a" * 400,
    "WHY ARE WE SHOUTING???!!!",
    "Hello 🎤 my 我爱你 friend\n月亮",
    "<b>bold</b> & **brave** `code`",
    "(ooh) (aah)\n(ooh)",
    "[Chorus]\n\n[Verse]\nOne line only\n[Chorus]",
    "oh",
]


@pytest.mark.parametrize("text", ODD_WORDS)
def test_odd_words_are_sung(text: str) -> None:
    score = composer.compose(prompt.read({"sound_prompt": "pop"}, "3", text))
    assert score.vocals
    assert all(line["start"] < line["end"] for line in lines.timed(score))


def test_a_voice_that_is_not_heard_is_noticed() -> None:
    score = composer.compose(prompt.read({"sound_prompt": "pop, 140 bpm"}, "3", "[Verse]\nOne little line"))
    assert score.vocals
    rendering = sound.render(replace(score, tracks=()))
    voice = rendering.buses["vocals"]
    assert lines.unheard(score, voice) == []
    assert set(lines.unheard(score, np.zeros_like(voice))) == {"verse"}
