"""A phrase's notes in seconds, put in order: whatever a score holds, one tone to a syllable that can be sung."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from engine.score import Sung
from engine.sound.tempo import Clock

#: The shortest time from one syllable to the next, and the shortest tone.
_LEAST = 0.04
#: Gaps shorter than this are sung through.
REST = 0.15
#: MIDI notes that a throat can be asked for.
_LOWEST, _HIGHEST = 33, 90


@dataclass(frozen=True)
class Tone:
    """Seconds; turns are (seconds, MIDI note), the first of them at start."""

    start: float
    end: float
    turns: tuple[tuple[float, float], ...]

    @property
    def length(self) -> float:
        return self.end - self.start

    @property
    def pitch(self) -> float:
        return self.turns[0][1]

    def moved(self, seconds: float) -> "Tone":
        return Tone(self.start + seconds, self.end + seconds, tuple((at + seconds, pitch) for at, pitch in self.turns))


def tones(notes: Sequence[Sung], clock: Clock, count: int) -> list[Tone]:
    """As many tones as there are syllables, one after the other, at least _LEAST apart; short gaps are closed."""
    found: list[Tone] = []
    for note in _as_many(sorted(notes, key=lambda note: note.start), count):
        start = max(clock.seconds(note.start), found[-1].start + _LEAST if found else 0.0)
        end = max(clock.seconds(note.start + note.length), start + _LEAST)
        later = ((clock.seconds(beat), _sung(pitch)) for beat, pitch in sorted(note.turns))
        found.append(Tone(start, end, ((start, _sung(note.pitch)), *((at, pitch) for at, pitch in later if start < at < end))))
    return [*(_joined(tone, after) for tone, after in pairwise(found)), *found[-1:]]


def _joined(tone: Tone, after: Tone) -> Tone:
    """Ends where the next begins if it would end later or hardly earlier."""
    if after.start - tone.end >= REST:
        return tone
    return replace(tone, end=after.start, turns=tuple(turn for turn in tone.turns if turn[0] < after.start))


def _as_many(notes: list[Sung], count: int) -> list[Sung]:
    """Where syllables are more than notes, the last note is shared; further notes are left out."""
    if not notes or len(notes) >= count:
        return notes[:count]
    last, shared = notes[-1], count - len(notes) + 1
    step = last.length / shared
    return [*notes[:-1], *(replace(last, start=last.start + k * step, length=step, turns=()) for k in range(shared))]


def _sung(pitch: float) -> float:
    return float(min(max(pitch, _LOWEST), _HIGHEST))
