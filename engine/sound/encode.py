"""Writes rendered sound to files: mp3 with ID3 tags, and wav."""

from collections.abc import Mapping
from pathlib import Path

import lameenc
import numpy as np
import soundfile

from engine.sound.compiled import RATE

KILOBITS = 320
"""Constant bit rate of every mp3, so that a player can seek by bytes. At 192, peaks overshot by up to 1.8 dB after decoding."""

#: LAME's trade of time for quality, 0 best … 9 fastest: at 320 kbit/s there are bits enough, and 7 takes half the time of 5.
_QUALITY = 7
_BLOCK = 10 * RATE
#: Names of our tags and the ID3 frames that hold them; others go into user text frames.
_FRAMES = {"title": "TIT2", "artist": "TPE1", "album": "TALB", "genre": "TCON", "date": "TDRC", "bpm": "TBPM", "key": "TKEY"}


#: What frames that hold text of other than Latin letters begin with: UTF-8 (ID3v2.4, 4).
_UTF8 = b"\x03"
_FRONT_COVER = b"\x03"
_ENGLISH = b"eng"


def mp3(mix: np.ndarray, path: Path, tags: Mapping[str, str], picture: bytes | None = None, lyrics: str = "") -> None:
    """mix: float32 (n, 2), -1 … 1. A tag's name is its lower-case English word, such as title, artist or seed.

    picture is a JPEG, the front cover; lyrics are the words in English, in lines.
    """
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(2)
    encoder.set_in_sample_rate(RATE)
    encoder.set_bit_rate(KILOBITS)
    encoder.set_quality(_QUALITY)
    with path.open("wb") as file:
        file.write(_id3(tags, picture, lyrics))
        for start in range(0, len(mix), _BLOCK):
            file.write(encoder.encode(_integers(mix[start : start + _BLOCK]).tobytes()))
        file.write(encoder.flush())


def wav(mix: np.ndarray, path: Path) -> None:
    """mix: float32 (n, 2), written as 16 bits."""
    soundfile.write(path, _integers(mix), RATE, format="WAV", subtype="PCM_16")


def _integers(block: np.ndarray) -> np.ndarray:
    return np.round(np.clip(block, -1.0, 1.0) * 32767).astype(np.int16)


def _id3(tags: Mapping[str, str], picture: bytes | None, lyrics: str) -> bytes:
    """An ID3v2.4 tag; empty where there is nothing to tell."""
    frames = [_text(name, value) for name, value in tags.items() if value]
    if lyrics:
        frames.append(_frame("USLT", _UTF8 + _ENGLISH + b"\0" + _bytes(lyrics)))
    if picture:
        frames.append(_frame("APIC", _UTF8 + b"image/jpeg\0" + _FRONT_COVER + b"\0" + picture))
    body = b"".join(frames)
    return b"ID3\x04\x00\x00" + _sync_safe(len(body)) + body if frames else b""


def _text(name: str, value: str) -> bytes:
    if name in _FRAMES:
        return _frame(_FRAMES[name], _UTF8 + _bytes(value))
    return _frame("TXXX", _UTF8 + _bytes(name) + b"\0" + _bytes(value))


def _bytes(text: str) -> bytes:
    """A text ends where a zero is, so it holds none."""
    return text.replace("\0", "").encode("utf-8", "replace")


def _frame(identifier: str, body: bytes) -> bytes:
    return identifier.encode() + _sync_safe(len(body)) + b"\0\0" + body


def _sync_safe(size: int) -> bytes:
    """Four bytes of seven bits each (ID3v2.4, 6.2)."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
