"""A module of music for tests of the engine's machinery: real tones as real mp3 files, and the faults that a prompt can ask for."""

import os
import time
from pathlib import Path
from typing import Any

import lameenc
import numpy as np

from engine.jobs import Made

RATE = 44_100


def warm_up() -> None:
    print("the tones are warm")


def make(request: dict[str, Any], seed: str, folder: Path, music_id: str) -> Made:
    prompt = request["sound_prompt"]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "begun").open("a") as file:
        file.write(f"{os.getpid()}\n")
    if "die" in prompt:
        os._exit(9)
    if "raise" in prompt:
        raise ValueError("a secret detail")
    if "disk full" in prompt:
        raise OSError(28, "No space left on device")
    while "wait" in prompt and not (folder.parent.parent / "go").exists():
        time.sleep(0.02)
    (folder / "song.mp3").write_bytes(_mp3(200 + int(seed) % 600))
    return Made(title=request["title"] or f"Tone {seed}", seconds=1.0, sound=prompt, lyrics=None, files={"audio": "song.mp3"})


def _mp3(hertz: float) -> bytes:
    tone = np.sin(2 * np.pi * hertz * np.arange(RATE) / RATE) * 20_000
    encoder = lameenc.Encoder()
    encoder.set_in_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.silence()
    return bytes(encoder.encode(tone.astype(np.int16).tobytes()) + encoder.flush())
