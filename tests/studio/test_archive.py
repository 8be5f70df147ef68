"""Keeping what a provider made: real files, real downloads, and every fault on the way."""

import errno
import hashlib
import io
import os
import sqlite3

import av
import numpy as np
import pytest

from studio import archive, sound
from studio.jobs import Job, Keeping, Media
from tests.studio.rig import Rig


def finished(rig: Rig, provider, name: str = "a.mp3", **links: str) -> Job:
    """A job that has ended with one song; its audio is at /media/<name>."""
    rig.sent()
    urls = links or {"audioUrl": f"{provider.origin}/media/{name}"}
    provider.finish("job-1", {"musicId": "m1", "title": "Rain", "lyrics": "[Verse]\nIt rains", "seed": "7", **urls})
    rig.run(3)
    return rig.job()


def audio(rig: Rig) -> Media:
    found = rig.job().songs[0].audio
    assert found
    return found


def test_a_song_is_kept_at_once_and_found_under_its_path(rig: Rig, provider, wav):
    provider.media("a.wav", wav, "text/html")
    finished(rig, provider, "a.wav")
    kept = audio(rig)
    assert (kept.keeping, kept.mime, kept.size, kept.trouble) == (Keeping.KEPT, "audio/wav", len(wav), None)
    assert kept.sha256 == hashlib.sha256(wav).hexdigest()
    assert (kept.seconds, rig.job().songs[0].seconds) == (2.0, 2.0)
    assert kept.path.startswith("/tracks/")
    assert kept.path.endswith(".wav")
    path = rig.archive.find(kept.path.removeprefix("/tracks/"))
    assert path
    assert path.read_bytes() == wav
    assert provider.downloaded == ["a.wav"]


def test_the_peaks_draw_the_sound(rig: Rig, provider, wav):
    provider.media("a.wav", wav)
    finished(rig, provider, "a.wav")
    peaks = rig.archive.peaks(audio(rig))
    assert peaks
    assert 150 <= len(peaks) <= 1000
    half = len(peaks) // 2
    assert all(abs(peak - 0.5) < 0.01 for peak in peaks[: half - 1])
    assert not any(peaks[half + 1 :])


def test_an_mp3_gets_the_tags_it_lacks_and_keeps_its_sound_bit_for_bit(rig: Rig, provider, mp3):
    provider.media("a.mp3", mp3)
    finished(rig, provider)
    path = rig.archive.find(audio(rig).path.removeprefix("/tracks/"))
    assert path
    with av.open(str(path)) as container:
        tags = {name.lower(): text for name, text in container.metadata.items()}
    assert tags["title"] == "Rain"
    assert tags["comment"] == "slow piano"
    assert tags["seed"] == "7"
    assert tags["job"] == "job-1"
    assert "It rains" in next(text for name, text in tags.items() if name.startswith("lyrics"))
    assert path.read_bytes().endswith(mp3), "not a byte of the sound is another"
    assert np.array_equal(_decoded(path.read_bytes()), _decoded(mp3))
    assert audio(rig).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def _decoded(content: bytes) -> np.ndarray:
    with av.open(io.BytesIO(content), "r", format="mp3") as container:
        return np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)


def test_an_mp3_that_has_its_tags_is_kept_as_it_is(rig: Rig, provider, mp3, tmp_path):
    tags = {"title": "Rain", "comment": "slow piano", "lyrics": "[Verse]\nIt rains", "seed": "7", "job": "job-1"}
    (tmp_path / "plain.mp3").write_bytes(mp3)
    assert sound.tag(tmp_path / "plain.mp3", tmp_path / "tagged.mp3", sound.sniff(mp3), tags)
    tagged = (tmp_path / "tagged.mp3").read_bytes()
    provider.media("a.mp3", tagged)
    finished(rig, provider)
    assert audio(rig).sha256 == hashlib.sha256(tagged).hexdigest()


def test_tags_that_are_there_are_not_written_over(tmp_path, mp3):
    paths = [tmp_path / name for name in ("plain.mp3", "once.mp3", "twice.mp3")]
    paths[0].write_bytes(mp3)
    assert sound.tag(paths[0], paths[1], sound.sniff(mp3), {"title": "Théâtre 雨", "artist": "Us", "TBPM": "70"})
    assert sound.tag(paths[1], paths[2], sound.sniff(paths[1].read_bytes()), {"title": "Another", "seed": "7"})
    with av.open(str(paths[2]), "r") as container:
        tags = container.metadata
    assert (tags["title"], tags["artist"], tags["TBPM"], tags["seed"]) == ("Théâtre 雨", "Us", "70", "7")
    assert b"TXXX" not in paths[1].read_bytes()[:200], "a frame that ID3 has a name for is written as that"
    assert paths[2].read_bytes().count(mp3) == paths[2].read_bytes().count(b"ID3") == 1


def test_every_link_of_a_song_is_kept(rig: Rig, provider, mp3):
    picture, midi = provider.media("p", b"\x89PNG\r\n\x1a\nwhatever"), provider.media("m", b"MThd\0\0\0\6")
    job = finished(rig, provider, audioUrl=provider.media("a", mp3), imageUrl=picture, scoreUrl=midi)
    assert {m.kind: (m.keeping, m.mime) for m in job.songs[0].media} == {
        "audioUrl": (Keeping.KEPT, "audio/mpeg"), "imageUrl": (Keeping.KEPT, "image/png"), "scoreUrl": (Keeping.KEPT, "audio/midi"),
    }


NO_SOUND = {
    "page": b"<!doctype html><p>Gone",
    "json": b'{"error": 1}',
    "picture": b"\x89PNG\r\n\x1a\n....",
    "noise": b"ID3" + bytes(range(256)) * 20,
    "empty": b"",
    "no samples": b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x44\xac\0\0\x88\x58\x01\0\x02\0\x10\0data\0\0\0\0",
}


@pytest.mark.parametrize("content", NO_SOUND.values(), ids=NO_SOUND.keys())
def test_what_is_no_sound_is_not_kept_as_one_and_is_tried_again(rig: Rig, provider, mp3, content):
    provider.media("a.mp3", content)
    finished(rig, provider)
    assert audio(rig).keeping is Keeping.DUE
    assert audio(rig).trouble
    provider.media("a.mp3", mp3)
    rig.run(60)
    assert (audio(rig).keeping, audio(rig).trouble) == (Keeping.KEPT, None)


def test_a_download_that_breaks_off_is_tried_again(rig: Rig, provider, mp3):
    provider.media("a.mp3", mp3[: len(mp3) // 2], content_length=str(len(mp3)))
    finished(rig, provider)
    assert (audio(rig).keeping, rig.archive.verify()) == (Keeping.DUE, {})
    assert not list(rig.archive.folder.iterdir())
    provider.media("a.mp3", mp3)
    rig.run(60)
    assert audio(rig).keeping is Keeping.KEPT


def test_a_file_that_is_too_large_is_not_kept(rig: Rig, provider, wav, monkeypatch):
    monkeypatch.setattr(archive, "SIZE_LIMIT", len(wav) - 1)
    provider.media("a.wav", wav)
    finished(rig, provider, "a.wav")
    assert audio(rig).keeping is Keeping.DUE
    assert "more than is allowed" in (audio(rig).trouble or "")
    assert not list(rig.archive.folder.iterdir())


@pytest.mark.parametrize("status", [403, 404, 410])
def test_an_expired_link_is_replaced_by_the_fresh_one_of_a_new_fetch(rig: Rig, provider, mp3, status):
    provider.media("old.mp3", b"", status=status)
    finished(rig, provider, "old.mp3")
    assert (audio(rig).keeping, str(status) in (audio(rig).trouble or "")) == (Keeping.DUE, True)
    path = audio(rig).path
    provider.finish("job-1", {"musicId": "m1", "audioUrl": provider.media("new.mp3", mp3)})
    rig.run(10)
    assert (audio(rig).keeping, audio(rig).path) == (Keeping.KEPT, path + ".mp3")
    assert provider.downloaded == ["old.mp3", "new.mp3"]


def test_a_file_that_is_gone_for_good_is_given_up_after_days_and_says_so(rig: Rig, provider):
    finished(rig, provider)
    rig.run(24 * 3600)
    assert audio(rig).keeping is Keeping.DUE
    rig.run(4 * 24 * 3600)
    assert (audio(rig).keeping, "404" in (audio(rig).trouble or "")) == (Keeping.LOST, True)
    assert len(provider.downloaded) == archive.TRIES
    assert rig.step() is None


def test_days_without_a_network_give_nothing_up(rig: Rig, provider, mp3):
    finished(rig, provider)
    client = rig.clients.pop("here")
    for _ in range(archive.TRIES + 2):
        rig.clock.wind(6 * 3600)
        rig.step()
    assert audio(rig).keeping is Keeping.DUE
    rig.clients["here"] = client
    provider.media("a.mp3", mp3)
    rig.run(100)
    assert audio(rig).keeping is Keeping.KEPT


@pytest.mark.parametrize("place", ["write", "fsync", "replace"])
def test_a_full_disk_is_said_and_loses_nothing(rig: Rig, provider, mp3, monkeypatch, place):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    if place == "write":
        monkeypatch.setattr(archive.Path, "open", lambda path, mode="r": _FullFile() if "w" in mode else open(path, mode))  # noqa: SIM115
    elif place == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(archive.Path, "replace", full)
    provider.media("a.mp3", mp3)
    finished(rig, provider)
    for _ in range(archive.TRIES + 2):
        rig.clock.wind(6 * 3600)
        rig.step()
    assert (audio(rig).keeping, "disk is full" in (audio(rig).trouble or "")) == (Keeping.DUE, True)
    monkeypatch.undo()
    rig.run(100)
    assert audio(rig).keeping is Keeping.KEPT


class _FullFile(io.BytesIO):
    def write(self, piece) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_crash_between_the_renaming_and_the_row_costs_nothing(rig: Rig, provider, mp3, monkeypatch):
    class Crash(BaseException):
        pass

    def crash(*_, **__):
        raise Crash

    provider.media("a.mp3", mp3)
    monkeypatch.setattr(rig.ledger, "kept", crash)
    with pytest.raises(Crash):
        finished(rig, provider)
    assert audio(rig).keeping is Keeping.DUE
    provider.files.clear()
    rig = rig.reopen()
    rig.run(10)
    assert (audio(rig).keeping, rig.archive.verify()) == (Keeping.KEPT, {})
    assert provider.downloaded == ["a.mp3"], "the file itself was there, though its link was gone"


def test_what_a_crash_left_half_written_is_swept_away_at_the_start(rig: Rig):
    (rig.archive.folder / f"{'x' * 32}-1.part").write_bytes(b"half")
    (rig.archive.folder / "somebody-elses.txt").write_bytes(b"stays")
    rig = rig.reopen()
    assert [path.name for path in rig.archive.folder.iterdir()] == ["somebody-elses.txt"]


def test_the_same_bytes_of_two_songs_are_two_files_with_names_that_tell_nothing(rig: Rig, provider, mp3):
    job = finished(rig, provider, audioUrl=provider.media("a", mp3), otherUrl=provider.media("b", mp3))
    first, second = (media.path.removeprefix("/tracks/") for media in job.songs[0].media)
    assert first != second
    assert len(first) == len(second) == 32 + len(".mp3")


def test_only_names_that_the_ledger_knows_are_found(rig: Rig, provider, mp3, tmp_path):
    provider.media("a.mp3", mp3)
    finished(rig, provider)
    name = audio(rig).path.removeprefix("/tracks/")
    assert rig.archive.find(name)
    assert rig.archive.find(name.removesuffix(".mp3")), "the address that it had before its type was known"
    (rig.archive.folder / f"{'x' * 32}.mp3").write_bytes(mp3)
    strangers = ["", ".", "..", "../studio.db", "/etc/passwd", "x" * 32 + ".mp3", name + "/", f"../tracks/{name}", name + "\0"]
    strangers += ["\ud800" * 32, name * 1_000]
    assert [rig.archive.find(stranger) for stranger in strangers] == [None] * len(strangers)


def test_verify_names_what_has_changed_or_is_missing(rig: Rig, provider, mp3):
    links = {f"{name}Url": provider.media(name, mp3) for name in ("audio", "gone", "changed")}
    _, first, second = (media.path.removeprefix("/tracks/") for media in finished(rig, provider, **links).songs[0].media)
    assert rig.archive.verify() == {}
    (rig.archive.folder / first).unlink()
    with (rig.archive.folder / second).open("r+b") as file:
        file.write(b"?")
    assert rig.archive.verify().keys() == {first, second}
    assert rig.archive.find(first) is None


def test_a_hostile_title_is_only_a_tag(rig: Rig, provider, mp3):
    provider.media("a.mp3", mp3)
    rig.sent()
    title = "../../x\0\n=;[#" + "\U0001f600" * 500
    provider.finish("job-1", {"musicId": "m1", "title": title, "audioUrl": f"{provider.origin}/media/a.mp3"})
    rig.run(3)
    assert audio(rig).keeping is Keeping.KEPT


def test_a_mute_video_and_a_singing_one_are_both_kept(rig: Rig, provider, tmp_path):
    for name, rate in (("mute", None), ("singing", 44_100)):
        _video(tmp_path / f"{name}.mp4", rate)
    job = finished(
        rig, provider, videoUrl=provider.media("mute", (tmp_path / "mute.mp4").read_bytes()),
        audioUrl=provider.media("singing", (tmp_path / "singing.mp4").read_bytes()),
    )
    found = {media.kind: media for media in job.songs[0].media}
    assert (found["videoUrl"].mime, found["audioUrl"].mime) == ("video/mp4", "audio/mp4")
    assert rig.archive.peaks(found["videoUrl"]) is None
    assert rig.archive.peaks(found["audioUrl"])


def _video(path, rate: int | None) -> None:
    with av.open(str(path), "w") as out:
        picture = out.add_stream("mpeg4", rate=10, width=16, height=16)
        voice = out.add_stream("aac", rate=rate) if rate else None
        for _ in range(10):
            out.mux(picture.encode(av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), format="rgb24")))
        out.mux(picture.encode(None))
        if voice and rate:
            frame = av.AudioFrame.from_ndarray(np.full((1, 1024), 0.5, np.float32), format="fltp", layout="mono")
            frame.rate = rate
            out.mux(voice.encode(frame))
            out.mux(voice.encode(None))


def test_the_row_of_a_kept_file_never_changes_again(rig: Rig, provider, mp3):
    provider.media("a.mp3", mp3)
    finished(rig, provider)
    kept = audio(rig)
    rig.ledger.missed(kept.id, "late", rig.clock(), counts=True, last=True)
    rig.ledger.kept(kept.id, extension=".exe", mime="x/y", size=1, sha256="", seconds=None, peaks=None)
    assert audio(rig) == kept
    with sqlite3.connect(rig.folder / "studio.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
