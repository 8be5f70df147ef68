"""Chords as they are played: held, struck in a rhythm, broken, or as one slow line of guide tones."""

from engine.composer.harmony import voicings
from engine.composer.scene import Hit, Scene, hits
from engine.score import Chord, Note
from engine.styles.model import Arp, Comp, Counter, Pad


def _spans(scene: Scene) -> list[Chord]:
    """The section's chords, cut at the end of what is played."""
    return [chord for chord in scene.chords if chord.start < scene.end - 1e-6]


def _placed(scene: Scene, low: int, high: int, voices: int, rootless: bool = False) -> dict[float, tuple[int, ...]]:
    chords = _spans(scene)
    return dict(zip((chord.start for chord in chords), voicings(chords, low, high, voices, rootless), strict=True))


def play_pad(play: Pad, scene: Scene) -> list[Note]:
    """Held chords; a voice that stays is tied over where the play says so."""
    placed = _placed(scene, play.low, play.high, play.voices)
    open_notes: dict[int, float] = {}
    notes: list[Note] = []
    for chord in _spans(scene):
        wanted = set(placed[chord.start])
        for pitch in [pitch for pitch in open_notes if not (play.tied and pitch in wanted)]:
            started = open_notes.pop(pitch)
            notes.append(Note(started, chord.start - started, pitch, 74))
        open_notes = {pitch: open_notes.get(pitch, chord.start) for pitch in sorted(wanted)}
    return notes + [Note(started, scene.end - started, pitch, 74) for pitch, started in open_notes.items()]


def play_comp(play: Comp, scene: Scene) -> list[Note]:
    placed = _placed(scene, play.low, play.high, play.voices, play.rootless)
    pattern = scene.pick(play.patterns, "comp")
    notes: list[Note] = []
    for bar in range(scene.bars):
        for number, hit in enumerate(hits(pattern, bar, scene.beats)):
            beat = scene.bar_start(bar) + hit.at
            chord = scene.chord(min(beat + (0.5 if hit.sign == "A" else 0.0), scene.end - 0.01))
            pitches = _power(chord, play) if play.power else placed[chord.start]
            notes += _stroke(play, scene, beat, hit, pitches, number)
    return notes


def _power(chord: Chord, play: Comp) -> tuple[int, ...]:
    root = play.low + (chord.root - play.low) % 12
    fifth = next((tone for tone in ((pitch - chord.root) % 12 for pitch in chord.pitches) if tone in (6, 8)), 7)
    return root, root + fifth, root + 12


def _stroke(play: Comp, scene: Scene, beat: float, hit: Hit, pitches: tuple[int, ...], number: int) -> list[Note]:
    """One chord, from the bottom up or, every second stroke of a strum, from the top down and without its lowest string."""
    rng = scene.here("comp", play.low, beat)
    velocity = (88 if hit.sign in "XA" else 68) + int(rng.integers(-6, 7))
    up = play.strum and hit.at % 1 == 0.5
    ordered = tuple(reversed(pitches[1:])) if up and len(pitches) > 3 else pitches
    gap = play.spread_ms / 60_000.0 * scene.spec.bpm / max(1, len(ordered) - 1)
    length = max(0.08, hit.length * play.gate)
    voiced = enumerate(ordered)
    return [
        Note(beat + place * gap, length - min(place * gap, length / 2), pitch, velocity - 3 * place * up - (place == 1) * 3)
        for place, pitch in voiced
    ]


def play_arp(play: Arp, scene: Scene) -> list[Note]:
    placed = _placed(scene, play.low, play.high, play.voices)
    pattern = scene.pick(play.patterns, "arp")
    notes: list[Note] = []
    for bar in range(scene.bars):
        for hit in hits(pattern, bar, scene.beats):
            beat = scene.bar_start(bar) + hit.at
            chord = scene.chord(beat)
            length = min(chord.start + chord.length, scene.end) - beat if play.ringing else hit.length * play.gate
            velocity = (84 if hit.at % 1 == 0 else 72) + int(scene.here("arp", play.low, beat).integers(-7, 8))
            notes.append(Note(beat, max(0.1, min(length, 4.0)), _broken(play, chord, placed[chord.start], hit.sign), velocity))
    return notes


def _broken(play: Arp, chord: Chord, voices: tuple[int, ...], sign: str) -> int:
    if sign in "bB":
        low = play.low - 15
        root = low + (chord.root - low) % 12
        return root if sign == "b" else root + 7 if root + 7 < play.low + 2 else root - 5
    octave, place = divmod(int(sign) - 1, len(voices))
    return voices[place] + 12 * octave


def play_counter(play: Counter, scene: Scene) -> list[Note]:
    """Thirds and sevenths, each the nearest to the last: the line that makes the chords sound meant."""
    here = (play.low + play.high) // 2
    notes: list[Note] = []
    for chord in _spans(scene):
        guide = [tone for place, tone in enumerate(chord.pitches) if place in (1, 3)] or list(chord.pitches)
        tones = [pitch for pitch in range(play.low, play.high + 1) if pitch % 12 in guide]
        here = min(tones, key=lambda pitch: abs(pitch - here) + (0.4 if pitch == here else 0.0))
        end = min(chord.start + chord.length, scene.end)
        notes.append(Note(chord.start, min(play.beats, end - chord.start) * 0.97, here, 76))
    return notes
