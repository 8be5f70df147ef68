"""From the tune to the singers: takes under the lead, backing voices, and the singer's own timing."""

from collections.abc import Sequence

import numpy as np

from engine.composer.perform import Clock, swing_ratio, swung
from engine.composer.ranges import VOICES
from engine.composer.scene import Scene
from engine.composer.seeds import Seeds
from engine.composer.singing import Uttered
from engine.composer.theory import palette
from engine.score import Phrase, Spec, Sung, Vocals
from engine.styles.model import Feel, Vocal

#: Words are lost under a band that is as loud as the voice: no style is mixed below this.
_LEAST_LEVEL = 3.0
#: ms: what a singer strays at least and at most, and the shortest a syllable gets.
_STRAYS, _SHORTEST = (6.0, 12.0), 60.0


def vocals(sung: Sequence[Uttered], scenes: Sequence[Scene], vocal: Vocal, feel: Feel, clock: Clock, seeds: Seeds) -> Vocals:
    """The singer's part; ``sung`` in even time."""
    spec = scenes[0].spec
    times = _Times(spec, feel, clock)
    phrases = [_phrase(uttered, scenes[uttered.section], vocal, times, seeds.at("singer", number)) for number, uttered in enumerate(sung)]
    return Vocals(
        voice=spec.voice or "woman",
        phrases=tuple(phrases),
        level=max(vocal.level, _LEAST_LEVEL),
        reverb=vocal.reverb,
        delay=vocal.delay,
        drive=vocal.drive,
    )


def _phrase(uttered: Uttered, scene: Scene, vocal: Vocal, times: "_Times", rng: np.random.Generator) -> Phrase:
    breath, place = uttered.slot.breath, scene.place
    return Phrase(
        section=uttered.section,
        text=breath.text,
        sounds=breath.sounds,
        notes=times.sung(uttered.notes, rng),
        spoken=uttered.spoken,
        doubles=_doubles(uttered, scene, vocal),
        harmony=() if uttered.spoken else tuple(_voices(uttered, scene, vocal)),
        energy=place.section.energy,
    )


def _doubles(uttered: Uttered, scene: Scene, vocal: Vocal) -> int:
    """By kind; rap is doubled where a stanza ends."""
    if uttered.spoken:
        return int(uttered.slot is scene.place.slots[-1])
    return vocal.doubles.get(scene.place.section.kind, 0)


def _voices(uttered: Uttered, scene: Scene, vocal: Vocal) -> list[tuple[int, ...]]:
    """One backing voice when a chorus returns, two at the last time."""
    place = scene.place
    if place.section.kind not in vocal.harmony or place.nth == 0:
        return []
    low, high, *_ = VOICES[scene.spec.voice or "woman"]
    above, below = (tuple(_third(note, scene, side) for note in uttered.notes) for side in (1, -1))
    fitting = [voice for voice in (above, below) if low - 4 <= min(voice) and max(voice) <= high + 2]
    return fitting[: 2 if place.nth == place.of - 1 and place.of > 2 else 1]


def _third(note: Sung, scene: Scene, side: int) -> int:
    """A diatonic third over or under it, a fourth where that is a tone of the chord and the third is not."""
    chord = scene.chord(max(scene.start, min(note.start + min(note.length / 2, 0.5), scene.end - 0.01)))
    allowed = palette(scene.spec.key, scene.spec.mode, chord)
    options = [note.pitch + side * size for size in (3, 4, 5) if (note.pitch + side * size) % 12 in allowed]
    return next((pitch for pitch in options if pitch % 12 in chord.pitches), options[0] if options else note.pitch - 12)


class _Times:
    """From even time to the singer's: swing, the common clock, a little of its own."""

    def __init__(self, spec: Spec, feel: Feel, clock: Clock) -> None:
        self._ratio = 1 + (swing_ratio(feel, spec.bpm) - 1) * feel.swing_share.get("lead", 1.0)
        self._feel, self._clock, self._beats = feel, clock, spec.bpm / 60_000.0

    def sung(self, notes: Sequence[Sung], rng: np.random.Generator) -> tuple[Sung, ...]:
        own = np.clip(rng.normal(0.0, 1.0, len(notes)), -1.5, 1.5) * np.clip(self._feel.own_ms, *_STRAYS)
        starts = [self._late(note.start, float(ms)) for note, ms in zip(notes, own, strict=True)]
        for place in range(1, len(starts)):
            starts[place] = max(starts[place], starts[place - 1] + _SHORTEST * self._beats)
        ends = [min(self._late(note.start + note.length, 0.0), after) for note, after in zip(notes, [*starts[1:], np.inf], strict=True)]
        return tuple(
            Sung(
                round(start, 5),
                round(max(end - start, 0.5 * _SHORTEST * self._beats), 5),
                note.pitch,
                tuple((round(start + (beat - note.start) / note.length * (end - start), 5), pitch) for beat, pitch in note.turns),
            )
            for note, start, end in zip(notes, starts, ends, strict=True)
        )

    def _late(self, beat: float, ms: float) -> float:
        late = self._feel.late_ms.get("lead", 0.0)
        return max(0.0, swung(beat, self._ratio, self._feel.swing_unit) + (self._clock.ms(beat) + late + ms) * self._beats)
