"""From a request to a song's files; what the worker processes do."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine import composer, libretto, lines, picture, prompt, sound
from engine.composer.theory import has_minor_third
from engine.jobs import Made, Unmakeable
from engine.libretto import Libretto
from engine.score import SCORE, Score
from engine.sound import Rendering, encode

#: Pitch classes as players name them.
_KEYS = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")


def warm_up() -> None:
    """Load and compile what the first song would wait for."""
    sound.warm_up()
    libretto.warm_up()


def make(request: dict[str, Any], seed: str, folder: Path, music_id: str) -> Made:
    """Write, compose, sing, render and keep one song. Unmakeable: its words cannot be sung.

    The same request and seed give the same bytes: music_id names the folder, and enters no file.
    """
    words = libretto.of(request, seed)
    score = _composed(request, seed, words)
    rendering = _heard(score, sound.render(score))
    folder.mkdir(parents=True, exist_ok=True)
    return Made(
        title=score.title,
        seconds=round(len(rendering.mix) / rendering.rate, 3),
        sound=request.get("sound_prompt", ""),
        lyrics=words.text or None,
        files=_kept(score, rendering, folder),
        message=words.remark or "success",
    )


def _composed(request: dict[str, Any], seed: str, words: Libretto) -> Score:
    try:
        score = composer.compose(prompt.read(request, seed, words.text))
    except composer.TooLong as reason:
        raise Unmakeable(str(reason)) from None
    if score.spec.lyrics and not score.vocals:
        raise Unmakeable("These words hold nothing that can be sung: write lines of words, or set instrumental to true.")
    return replace(score, title=request.get("title") or words.title or score.title)


def _heard(score: Score, rendering: Rendering) -> Rendering:
    """Never sell silence as a song."""
    if score.vocals and (silent := lines.unheard(score, rendering.buses["vocals"])):
        raise Unmakeable(f"The voice cannot be heard in the {silent[0]}; try another seed.")
    return rendering


def _kept(score: Score, rendering: Rendering, folder: Path) -> dict[str, str]:
    """Write the song's files; their names by what they are."""
    cover, words = picture.paint(score), score.spec.lyrics
    score = replace(score, gains=rendering.gains)
    writers: dict[str, tuple[str, Callable[[Path], object]]] = {
        "audio": ("song.mp3", lambda path: encode.mp3(rendering.mix, path, _tags(score), picture=cover, lyrics=words)),
        "cover": ("cover.jpg", lambda path: path.write_bytes(cover)),
        "score": ("score.json", lambda path: path.write_bytes(SCORE.dump_json(score))),
    }
    if score.vocals:
        writers["words"] = ("words.json", lambda path: path.write_text(json.dumps(lines.timed(score), ensure_ascii=False), "utf-8"))
    for name, write in writers.values():
        _write(folder / name, write)
    return {what: name for what, (name, _) in writers.items()}


def _tags(score: Score) -> dict[str, str]:
    spec = score.spec
    key = _KEYS[spec.key] + ("m" if has_minor_third(spec.mode) else "")
    return {
        "title": score.title,
        "artist": "Producer Studio",
        "genre": spec.style,
        "bpm": f"{spec.bpm:.0f}",
        "key": key,
        "seed": spec.seed,
    }


def _write(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file whole and durably, or not at all."""
    partial = path.with_name("partial-" + path.name)
    write(partial)
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(path)
