"""What a file really is: its type by its content, its sound decoded once, its tags. By PyAV, without trusting a name or a header."""

import io
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.error import FFmpegError

#: How many waveform peaks a sound has at most.
PEAKS = 1_000
#: A sound longer than this is not decoded: nothing in the contract makes one, but a small file can claim days of silence.
LONGEST = 3 * 3_600.0
#: Samples a block of the first pass over a sound; its blocks are then gathered into PEAKS.
_BLOCK = 512


class Unusable(Exception):
    """The file is not what it should be; the text says what it is."""


@dataclass(frozen=True)
class Kind:
    mime: str
    extension: str
    #: ffmpeg's name of the container, for what has a sound; named, so that no playlist or script is ever tried.
    container: str | None = None

    @property
    def heard(self) -> "Kind":
        """The same as a sound: an mp4 may hold one and nothing else."""
        return replace(self, mime=self.mime.replace("video/", "audio/"), extension=".m4a" if self.extension == ".mp4" else self.extension)


_MP3 = Kind("audio/mpeg", ".mp3", "mp3")
_BY_CONTENT: list[tuple[bytes, Kind]] = [
    (rb"ID3", _MP3),
    (rb"\xff[\xf2\xf3\xfa\xfb]", _MP3),
    (rb"RIFF....WAVE", Kind("audio/wav", ".wav", "wav")),
    (rb"fLaC", Kind("audio/flac", ".flac", "flac")),
    (rb"OggS", Kind("audio/ogg", ".ogg", "ogg")),
    (rb"\xff[\xf0\xf1\xf8\xf9]", Kind("audio/aac", ".aac", "aac")),
    (rb"....ftypM4A ", Kind("audio/mp4", ".m4a", "mov")),
    (rb"....ftyp(?!avi[fs]|heic)", Kind("video/mp4", ".mp4", "mov")),
    (rb"\x1a\x45\xdf\xa3", Kind("video/webm", ".webm", "matroska")),
    (rb"\x89PNG\r\n\x1a\n", Kind("image/png", ".png")),
    (rb"\xff\xd8\xff", Kind("image/jpeg", ".jpg")),
    (rb"GIF8[79]a", Kind("image/gif", ".gif")),
    (rb"RIFF....WEBP", Kind("image/webp", ".webp")),
    (rb"....ftypavi[fs]", Kind("image/avif", ".avif")),
    (rb"MThd", Kind("audio/midi", ".mid")),
    (rb"PK\x03\x04", Kind("application/zip", ".zip")),
]


def sniff(head: bytes) -> Kind:
    """The kind of a file by its first bytes. Raises Unusable for what a browser must not be handed, a web page above all."""
    for pattern, kind in _BY_CONTENT:
        if re.match(pattern, head, re.DOTALL):
            return kind
    page = b"<" in head[:64].lstrip()[:1] or b"{" in head[:1]
    raise Unusable("a page or message came instead of a file" if page else "no kind of file that is known" if head else "the file is empty")


def listen(path: Path, kind: Kind) -> tuple[float, bytes | None]:
    """Decode a whole sound: its seconds, and its peaks as bytes, 0…255 for 0…1 of full scale. Raises Unusable.

    A video without sound has no peaks.
    """
    try:
        with av.open(str(path), format=kind.container) as container:
            if not container.streams.audio and kind.mime.startswith("video/"):
                return float(container.duration or 0) / av.time_base, None
            return _decode(container)
    except (FFmpegError, EOFError) as error:
        raise Unusable(f"it cannot be decoded ({type(error).__name__})") from error


def _decode(container: InputContainer) -> tuple[float, bytes]:
    if not container.streams.audio:
        raise Unusable("there is no sound in it")
    stream = container.streams.audio[0]
    resampler = av.AudioResampler(format="flt", layout="mono", rate=stream.rate)
    loudest: list[np.ndarray] = []
    samples, packets, broken = 0, 0, 0
    for packet in container.demux(stream):
        packets += 1
        try:
            frames = packet.decode()
        except FFmpegError:
            broken += 1
            continue
        for frame in frames:
            samples += frame.samples
            loudest.extend(_peaks_of(part.to_ndarray()) for part in resampler.resample(frame))
        if samples > LONGEST * stream.rate:
            raise Unusable(f"it is longer than {LONGEST / 3600:.0f} hours")
    if not samples or broken * 20 > packets:
        raise Unusable(f"{broken} of its {packets} packets cannot be decoded" if packets else "there is no sound in it")
    return samples / stream.rate, _gathered(np.concatenate(loudest))


def _peaks_of(part: np.ndarray) -> np.ndarray:
    """The loudest sample of each block of one decoded frame; shape (1, n) to (blocks,)."""
    return np.maximum.reduceat(np.abs(part[0]), np.arange(0, part.shape[1], _BLOCK))


def _gathered(blocks: np.ndarray) -> bytes:
    starts = np.unique(np.linspace(0, len(blocks), PEAKS, endpoint=False).astype(int))
    peaks = np.nan_to_num(np.maximum.reduceat(blocks, starts), nan=0.0, posinf=1.0)
    return np.round(np.clip(peaks, 0, 1) * 255).astype(np.uint8).tobytes()


def tag(path: Path, into: Path, kind: Kind, tags: dict[str, str]) -> bool:
    """Write an mp3 with the tags that it lacks to another file. False where there is nothing to do.

    Only the ID3 block before the sound is new; every byte after it stays, the encoder's own header with its delay included.
    """
    if kind != _MP3 or not tags:
        return False
    try:
        with av.open(str(path), format="mp3") as source:
            there = {name.lower() for name in source.metadata}
            missing = {name: text for name, text in tags.items() if name not in there}
            if not missing or len(source.streams) != 1:  # a second stream is a picture within the old block
                return False
            block = _id3(source, source.metadata | missing)
    except (FFmpegError, ValueError, StopIteration):
        return False  # the sound matters, the tags are a nicety
    with path.open("rb") as old, into.open("wb") as new:
        old.seek(_id3_length(old.read(10)))
        new.write(block)
        shutil.copyfileobj(old, new)
    return True


def _id3(source: InputContainer, tags: dict[str, str]) -> bytes:
    """An ID3 block with the tags: ffmpeg writes one before the first packet of a sound, and that alone is taken."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp3") as target:
        target.metadata.update(tags)
        packet = next(source.demux(source.streams.audio[0]))
        packet.stream = target.add_stream_from_template(source.streams.audio[0])
        target.mux(packet)
    return file.getvalue()[: _id3_length(file.getvalue())]


def _id3_length(head: bytes) -> int:
    """Bytes of the ID3v2 block that a file begins with, 0 where there is none (id3.org, ID3v2.4, 3.1)."""
    if len(head) < 10 or head[:3] != b"ID3":
        return 0
    size = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
    return 10 + size + (10 if head[5] & 0x10 else 0)
