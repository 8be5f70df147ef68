"""From a request to a song's files; what the worker processes do."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine import composer, prompt, sound
from engine.jobs import Made
from engine.score import SCORE, Score
from engine.sound import encode, warm_up

__all__ = ["make", "warm_up"]


def make(request: dict[str, Any], seed: str, folder: Path, music_id: str) -> Made:
    """Compose, render and write one piece. The same request and seed give the same bytes: music_id names the folder, and enters no file."""
    score = composer.compose(prompt.read(request, seed))
    score = replace(score, title=request.get("title") or score.title)
    rendering = sound.render(score)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "song.mp3", lambda path: encode.mp3(rendering.mix, path, _tags(score)))
    _write(folder / "score.json", lambda path: path.write_bytes(SCORE.dump_json(replace(score, gains=rendering.gains))))
    return Made(
        title=score.title,
        seconds=round(len(rendering.mix) / rendering.rate, 3),
        sound=request.get("sound_prompt", ""),
        lyrics=None,
        files={"audio": "song.mp3", "score": "score.json"},
    )


def _tags(score: Score) -> dict[str, str]:
    return {"title": score.title, "artist": "Producer Studio", "genre": score.spec.style, "bpm": f"{score.spec.bpm:.0f}"}


def _write(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file whole and durably, or not at all."""
    partial = path.with_name("partial-" + path.name)
    write(partial)
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(path)
