"""Bass lines: by pattern, with the kick drum, or walking."""

import numpy as np

from engine.composer.scene import Hit, Scene, hits
from engine.score import Chord, Note
from engine.styles.model import Bass, Walking

_STRONG, _SOFT = 96, 78
#: Index of a chord's tones by the sign of a pattern, with the interval that stands in where the chord has none.
_TONES = {"3": ((3, 4), 4), "5": ((6, 7, 8), 7), "6": ((9,), 9), "7": ((10, 11), 10)}


def root_note(chord: Chord, low: int) -> int:
    return low + (chord.root - low) % 12


def play_bass(play: Bass, scene: Scene) -> list[Note]:
    pattern = scene.pick(play.patterns, "bass")
    notes: list[Note] = []
    for bar in range(scene.bars):
        strokes = _with_kick(scene, bar) if pattern == "kick" else list(hits(pattern, bar, scene.beats))
        notes += [_note(play, scene, bar, hit) for hit in _cut_at_changes(strokes, scene, bar)]
    return notes


def _with_kick(scene: Scene, bar: int) -> list[Hit]:
    """Roots on the kick drum, each held to the next one but no longer than a beat and a half; a step leads into the next bar."""
    start = scene.bar_start(bar)
    kicks = sorted({round(beat - start, 3) for beat in scene.kick if start - 1e-6 <= beat < start + scene.beats - 1e-6} | {0.0})
    ends = [*kicks[1:], float(scene.beats)]
    strokes = [Hit(at, "R" if at % 1 == 0 else "r", min(end - at, 1.5)) for at, end in zip(kicks, ends, strict=True)]
    if bar % 2 and kicks[-1] < scene.beats - 0.75:
        sign = ("A", "5", "O")[int(scene.same("lead-in", bar % 4).integers(3))]
        strokes[-1] = strokes[-1]._replace(length=min(strokes[-1].length, scene.beats - 0.5 - strokes[-1].at))
        strokes.append(Hit(scene.beats - 0.5, sign, 0.5))
    return strokes


def _cut_at_changes(strokes: list[Hit], scene: Scene, bar: int) -> list[Hit]:
    """A note never sounds into a chord it does not belong to: it stops there, and the new root is struck if nothing else is."""
    start = scene.bar_start(bar)
    changes = [chord.start - start for chord in scene.chords if start < chord.start < start + scene.beats]
    cut: list[Hit] = []
    for hit in strokes:
        change = next((at for at in changes if hit.at + 1e-6 < at < hit.at + hit.length - 1e-6), None)
        if change is None:
            cut.append(hit)
        else:
            cut += [hit._replace(length=change - hit.at), Hit(change, "R", hit.at + hit.length - change)]
    return cut


def _note(play: Bass, scene: Scene, bar: int, hit: Hit) -> Note:
    beat = scene.bar_start(bar) + hit.at
    pitch = _pitch(play, scene, beat, hit)
    velocity = (_STRONG if hit.sign.isupper() or hit.at == 0 else _SOFT) + int(scene.here("bass", beat).integers(-5, 6))
    return Note(beat, hit.length * play.gate, pitch, velocity)


def _pitch(play: Bass, scene: Scene, beat: float, hit: Hit) -> int:
    chord = scene.chord(beat)
    root = root_note(chord, play.low)
    sign = hit.sign.upper()
    if sign == "A":
        return _approach(root_note(scene.chord(beat + hit.length + 0.01), play.low), root, play, scene, beat)
    interval = 0 if sign == "R" else 12 if sign == "O" else _tone(chord, sign)
    pitch = root + interval
    return pitch if pitch <= play.high else pitch - 12 if pitch - 12 >= play.low else root


def _tone(chord: Chord, sign: str) -> int:
    wanted, instead = _TONES[sign]
    return next((interval for interval in ((tone - chord.root) % 12 for tone in chord.pitches) if interval in wanted), instead)


def _approach(target: int, now: int, play: Bass, scene: Scene, beat: float) -> int:
    """A step into the next root from the side we come from; the fifth where the root stays."""
    if target == now:
        return now + 7 if now + 7 <= play.high else now - 5
    step = int(scene.same("approach", beat - scene.start).choice((1, 2)))
    below, above = target - step, target + step
    return below if (now < target or above > play.high) and below >= play.low else above


def play_walking(play: Walking, scene: Scene) -> list[Note]:
    """Root on the chord's first beat, chord and scale tones on the way, a step into the next root; halves "in two"."""
    step = 2 if scene.kind in play.in_two and scene.beats == 4 else 1
    notes: list[Note] = []
    here = (play.low + play.high) // 2 - 3
    for beat in np.arange(scene.start, scene.end, step):
        here = _walk(play, scene, float(beat), step, here)
        notes.append(Note(float(beat), step * 0.94, here, int(scene.here("walk", beat).integers(84, 100))))
        if step == 1 and scene.here("skip", beat).random() < 0.07:
            notes.append(Note(float(beat) + 0.5, 0.4, here, 66))
    return notes


def _walk(play: Walking, scene: Scene, beat: float, step: int, here: int) -> int:
    chord = scene.chord(beat)
    rng = scene.here("step", beat)
    following = scene.chord(beat + step)
    if abs(beat - chord.start) < 1e-6:
        return _nearest(chord.root, here, play, rng)
    if following is not chord and beat + step < scene.end:
        target = _nearest(following.root, here, play, rng)
        return _inside(target + int(rng.choice((-1, 1, 2, -2), p=(0.35, 0.35, 0.15, 0.15))), play)
    tones = [
        pitch for pitch in range(here - 5, here + 6) if pitch % 12 in chord.pitches[:4] and pitch != here and play.low <= pitch <= play.high
    ]
    pull = (play.low + play.high) / 2
    weights = np.array([1.0 / (1 + abs(pitch - here)) * (1.6 if (pitch - here) * (pull - here) > 0 else 1.0) for pitch in tones])
    return int(rng.choice(tones, p=weights / weights.sum())) if tones else _nearest(chord.root, here, play, rng)


def _nearest(tone: int, here: int, play: Walking, rng: np.random.Generator) -> int:
    places = [pitch for pitch in range(play.low, play.high + 1) if pitch % 12 == tone]
    return min(places, key=lambda pitch: abs(pitch - here) + 0.4 * abs(pitch - (play.low + play.high) / 2) + rng.random())


def _inside(pitch: int, play: Walking) -> int:
    return pitch + 12 if pitch < play.low else pitch - 12 if pitch > play.high else pitch
