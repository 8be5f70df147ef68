"""The lines of a sung piece: when each of them and each of its words is heard, and whether it is."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import numpy as np

from engine.score import Phrase, Score
from engine.sound.tempo import Clock
from lyric.sounds import Line

#: RMS under which a voice is not heard, as a share of full scale (-50 dB); songs have theirs at about -20 dB.
_HEARD = 10 ** (-50 / 20)


def timed(score: Score) -> list[dict[str, Any]]:
    """Every line in the order in which it is sung: its section's kind, its text, start and end in seconds, and the same of its words."""
    clock = Clock(score.tempo)
    return [_timed(score, phrase, clock) for phrase in _phrases(score)]


def unheard(score: Score, voice: np.ndarray) -> list[str]:
    """The kinds of the sections in which the voice should be heard and is not; voice: float32 (n, 2), the bus of the vocals."""
    clock = Clock(score.tempo)
    sections = groupby(_phrases(score), key=lambda phrase: phrase.section)
    return [score.sections[number].kind for number, some in sections if _level(voice, list(some), clock) < _HEARD]


def _phrases(score: Score) -> tuple[Phrase, ...]:
    return score.vocals.phrases if score.vocals else ()


def _timed(score: Score, phrase: Phrase, clock: Clock) -> dict[str, Any]:
    words = list(_words(phrase, clock))
    return {
        "section": score.sections[phrase.section].kind,
        "text": phrase.text,
        "start": words[0]["start"],
        "end": words[-1]["end"],
        "words": words,
    }


def _words(phrase: Phrase, clock: Clock) -> Iterator[dict[str, Any]]:
    line = Line.of(phrase.text)
    for word, some in groupby(zip(line.syllables, phrase.notes, strict=True), key=lambda pair: pair[0].word):
        notes = [note for _, note in some]
        yield {"text": line.words[word], "start": _round(clock, notes[0].start), "end": _round(clock, notes[-1].start + notes[-1].length)}


def _round(clock: Clock, beat: float) -> float:
    return round(max(0.0, clock.seconds(beat)), 3)


def _level(voice: np.ndarray, phrases: list[Phrase], clock: Clock) -> float:
    spans = [(clock.frame(one.notes[0].start), clock.frame(one.notes[-1].start + one.notes[-1].length)) for one in phrases]
    heard = np.concatenate([voice[max(0, start) : end].ravel() for start, end in spans])
    return float(np.sqrt(np.mean(np.square(heard, dtype=np.float64)))) if len(heard) else 0.0
