"""Files: what another decoder reads from them."""

from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from PIL import Image
from scipy.signal import resample_poly

from engine.sound import Rendering, encode, render
from tests.engine.sound.scores import band


@pytest.fixture(scope="module")
def played() -> Rendering:
    return render(band(8))


def _jpeg() -> bytes:
    """A picture large enough that its size takes three of the tag's seven-bit digits."""
    noise = np.random.default_rng(1).integers(0, 255, (240, 240, 3), np.uint8)
    file = BytesIO()
    Image.fromarray(noise).save(file, "JPEG")
    return file.getvalue()


def _decoded(path: Path) -> np.ndarray:
    with av.open(str(path)) as file:
        return np.concatenate([frame.to_ndarray() for frame in file.decode(audio=0)], axis=1).T


def test_an_mp3_holds_the_piece_and_its_tags(played: Rendering, tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    encode.mp3(played.mix, path, {"title": "Señal – 夜", "artist": "Producer Studio", "style": "lo-fi", "album": ""})
    with av.open(str(path)) as file:
        assert file.metadata["title"] == "Señal – 夜"
        assert file.metadata["artist"] == "Producer Studio"
        assert file.metadata["style"] == "lo-fi"
        assert "album" not in file.metadata
        assert file.streams.audio[0].bit_rate == 320_000
    assert len(_decoded(path)) == pytest.approx(len(played.mix), abs=4000)


def test_an_mp3_holds_its_cover_its_words_and_its_seed(played: Rendering, tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    words = "[Verse 1]\nNightfall – señor, 夜\n\n[Chorus]\nStay\0 a while"
    encode.mp3(played.mix[:100_000], path, {"title": "All", "seed": "00ff-7"}, picture=_jpeg(), lyrics=words)
    with av.open(str(path)) as file:
        assert file.metadata["seed"] == "00ff-7"
        assert file.metadata["lyrics-eng"] == words.replace("\0", "")
        cover = next(stream for stream in file.streams if stream.type == "video")
        assert cover.metadata["comment"] == "Cover (front)"
        packet = next(file.demux(cover))
        assert bytes(packet) == _jpeg()
    assert len(_decoded(path)) == pytest.approx(100_000, abs=4000)


def test_an_mp3_without_anything_to_tell_is_sound_from_its_first_byte(tmp_path: Path) -> None:
    encode.mp3(np.zeros((44100, 2), np.float32), tmp_path / "plain.mp3", {})
    assert (tmp_path / "plain.mp3").read_bytes()[:1] == b"\xff"


def test_a_decoded_mp3_keeps_its_true_peaks_under_one_decibel_below_full_scale(played: Rendering, tmp_path: Path) -> None:
    encode.mp3(played.mix, tmp_path / "song.mp3", {})
    peak = np.abs(resample_poly(_decoded(tmp_path / "song.mp3"), 4, 1, axis=0)).max()
    assert 20 * np.log10(peak) <= -1.0


def test_the_same_sound_gives_the_same_file(played: Rendering, tmp_path: Path) -> None:
    for name in ("one.mp3", "two.mp3"):
        encode.mp3(played.mix[:200_000], tmp_path / name, {"title": "Twice"})
    assert (tmp_path / "one.mp3").read_bytes() == (tmp_path / "two.mp3").read_bytes()


def test_a_wav_holds_the_frames_to_sixteen_bits(played: Rendering, tmp_path: Path) -> None:
    encode.wav(played.mix, tmp_path / "song.wav")
    frames, rate = soundfile.read(tmp_path / "song.wav", dtype="float32")
    assert rate == 44100
    assert np.abs(frames - played.mix).max() < 2 / 32768
