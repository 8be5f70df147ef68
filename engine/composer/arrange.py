"""The piece put together: sections, their chords, the players in each, the last bar, and the hands that play it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from engine.composer.accompaniment import play_arp, play_comp, play_counter, play_pad
from engine.composer.backing import vocals
from engine.composer.bass import play_bass, play_walking
from engine.composer.drums import play_drums
from engine.composer.ending import Final, final_notes, tempo_map
from engine.composer.form import Place, beats_per_bar, plan
from engine.composer.harmony import progression, section_bars, written
from engine.composer.melody import MIDDLE, play_answer, play_double, play_tune
from engine.composer.perform import Clock, performed
from engine.composer.ranges import KITS, fitted, sung
from engine.composer.roster import Player, roster
from engine.composer.scene import Scene
from engine.composer.seeds import Seeds
from engine.composer.singing import sing
from engine.composer.songform import song
from engine.composer.theory import chord, has_minor_third, numeral, spelling
from engine.composer.title import title_of
from engine.composer.words import stanzas
from engine.score import Chord, Note, Score, Spec, Track, Vocals
from engine.styles import STYLES
from engine.styles.model import Answer, Arp, Bass, Comp, Counter, Double, Drums, Pad, Riser, Style, Tune, Walking


@dataclass(frozen=True)
class Plan:
    """The piece before anybody plays."""

    spec: Spec
    style: Style
    beats: int
    places: tuple[Place, ...]
    scenes: tuple[Scene, ...]
    chords: tuple[Chord, ...]

    @property
    def end(self) -> float:
        last = self.places[-1].section
        return float((last.bar + last.bars) * self.beats)


def compose(spec: Spec) -> Score:
    """The whole piece; the same Spec gives the same Score."""
    seeds = Seeds(spec.seed, "piece")
    piece = _planned(spec, STYLES[spec.style], seeds)
    players = roster(piece.style, spec, seeds)
    clock = Clock(piece.style.feel, piece.end, seeds)
    singer = _singer(piece, clock, seeds)
    return Score(
        spec=spec,
        title=title_of(spec),
        beats_per_bar=piece.beats,
        sections=tuple(place.section for place in piece.places),
        chords=piece.chords,
        tracks=tuple(_tracks(piece, players, clock, seeds)),
        space=piece.style.space,
        tempo=tempo_map(piece.style.ending, spec.bpm, piece.end - piece.beats, piece.beats),
        vocals=singer,
    )


def _singer(piece: Plan, clock: Clock, seeds: Seeds) -> Vocals | None:
    """The voice first: the band listens to it."""
    uttered = sing(piece.scenes, piece.style.vocal, seeds)
    for number, scene in enumerate(piece.scenes):
        notes = [note for one in uttered if one.section == number for note in one.notes]
        scene.tune = tuple(Note(note.start, note.length, note.pitch, 84) for note in notes)
    for scene in piece.scenes:
        scene.quoted = _quoted(scene, piece.scenes) if scene.place.quotes else ()
    return vocals(uttered, piece.scenes, piece.style.vocal, piece.style.feel, clock, seeds) if uttered else None


def _quoted(scene: Scene, scenes: tuple[Scene, ...]) -> tuple[Note, ...]:
    """The beginning of the first chorus, as much of it as the section has bars for."""
    chorus = next(one for one in scenes if one.place.section.kind == "chorus" and one.tune)
    octaves = 12 * round((MIDDLE - sum(note.pitch for note in chorus.tune) / len(chorus.tune)) / 12)
    moved = [replace(note, start=note.start - chorus.start + scene.start, pitch=note.pitch + octaves) for note in chorus.tune]
    return tuple(note for note in moved if scene.start <= note.start and note.start + note.length <= scene.end)


def _planned(spec: Spec, style: Style, seeds: Seeds) -> Plan:
    beats = beats_per_bar(spec)
    words = stanzas(spec, style.vocal.raps)
    places = song(words, style, spec) if words else plan(style.form, spec, seeds)
    scenes, chords = [], []
    for number, place in enumerate(places):
        following = places[number + 1] if number + 1 < len(places) else None
        bars = place.section.bars - (following is None)
        own = _chords(place, bars, beats, style, spec, seeds)
        chords += own
        scenes.append(Scene(spec, style, place, following, beats, bars, tuple(own), seeds))
    return Plan(spec, style, beats, places, tuple(scenes), (*chords, _final_chord(places[-1], beats, style, spec)))


def _chords(place: Place, bars: int, beats: int, style: Style, spec: Spec, seeds: Seeds) -> list[Chord]:
    chosen = progression(style.harmony, place.material, spec, seeds)
    return written(section_bars(chosen, bars), place.section.bar, beats, style.harmony, place.material, spec, seeds)


def _final_chord(last: Place, beats: int, style: Style, spec: Spec) -> Chord:
    root, quality = numeral(style.harmony.final_minor if has_minor_third(spec.mode) else style.harmony.final_major)
    start = float((last.section.bar + last.section.bars - 1) * beats)
    return chord(spec.key + root, quality, start, float(beats), spelling(spec.key, spec.mode))


def _tracks(piece: Plan, players: tuple[Player, ...], clock: Clock, seeds: Seeds) -> list[Track]:
    """Drums first and the lead next, since bass and answers listen to them; given back in the roster's order."""
    order = sorted(range(len(players)), key=lambda place: _turn(players[place]))
    tracks: dict[int, Track] = {}
    for place in order:
        player = players[place]
        if notes := _part(piece, player):
            hands = seeds.at("hands", place)
            played = performed(notes, player.layer.role, piece.style.feel, piece.spec.bpm, clock, piece.end, hands)
            tracks[place] = _track(player, played, tracks)
    return [tracks[place] for place in sorted(tracks)]


def _turn(player: Player) -> int:
    return 0 if isinstance(player.layer.play, Drums) else 1 if isinstance(player.layer.play, Tune) else 2


def _track(player: Player, notes: tuple[Note, ...], others: dict[int, Track]) -> Track:
    role, mix = player.layer.role, player.layer.mix
    taken = sum(track.name.split(" ")[0] == role for track in others.values())
    bus = role if role in ("drums", "bass") else "other"
    return Track(
        name=f"{role} {taken + 1}" if taken else role,
        bus=bus,
        instrument=player.instrument,
        notes=notes,
        level=mix.level,
        pan=mix.pan,
        reverb=mix.reverb,
        delay=mix.delay,
        drive=mix.drive,
        highpass=mix.highpass,
        lowpass=mix.lowpass,
        ducked=mix.ducked,
    )


def _part(piece: Plan, player: Player) -> list[Note]:
    """Everything that one player plays, in even time."""
    notes: list[Note] = []
    for scene in piece.scenes:
        if _plays(player, scene):
            notes += _dynamic(_until_the_stop(_from_its_entry(_written(player, scene), player, scene), player, scene), player, scene)
    return notes + _last(piece, player, notes)


def _plays(player: Player, scene: Scene) -> bool:
    """One lead at a time, and nobody doubles a voice; everybody else by the section's kind and energy."""
    layer = player.layer
    if scene.bars == 0 or (isinstance(layer.play, Tune) and scene.tune) or (isinstance(layer.play, Double) and scene.place.slots):
        return False
    if isinstance(layer.play, Tune) and scene.quoted:
        return True
    called = scene.kind not in layer.never and (not layer.only or scene.kind in layer.only)
    return called and layer.enters <= scene.energy + 1e-6 and scene.energy <= layer.leaves


def _written(player: Player, scene: Scene) -> list[Note]:
    """The section as that player's way of playing writes it, within what the instrument reaches."""
    play = player.layer.play
    notes = list(scene.quoted) if isinstance(play, Tune) and scene.quoted else _WRITERS[type(play)](play, scene)
    if not isinstance(play, Tune | Answer):
        return fitted(notes, player.instrument)
    line = sung(notes, player.instrument, MIDDLE)
    if isinstance(play, Tune):
        scene.tune = tuple(line)
    return line


def _riser(play: Riser, scene: Scene) -> list[Note]:
    if not scene.rises:
        return []
    begin = max(scene.start, scene.end - play.bars * scene.beats)
    return [Note(begin, scene.end - begin, 60, 82)]


def _from_its_entry(notes: list[Note], player: Player, scene: Scene) -> list[Note]:
    if scene.kind not in player.layer.waits or scene.bars < 2:
        return notes
    entry = scene.bar_start(scene.bars // 2)
    return [note for note in notes if note.start >= entry - 1e-6]


def _until_the_stop(notes: list[Note], player: Player, scene: Scene) -> list[Note]:
    """Some fuller sections are announced by a beat in which bass and chords hold their breath."""
    silent = scene.rises and scene.energy > 0.3 and scene.here("stop").random() < 0.35
    if not silent or player.instrument in KITS or isinstance(player.layer.play, Tune | Riser | Answer):
        return notes
    stop = scene.end - 1.0
    return [replace(note, length=min(note.length, stop - note.start)) for note in notes if note.start < stop - 0.05]


def _dynamic(notes: list[Note], player: Player, scene: Scene) -> list[Note]:
    """Velocities follow the section's energy."""
    push = scene.style.dynamics * (scene.energy - 0.6)
    if player.instrument in KITS:
        return [
            replace(note, velocity=max(1, min(127, round(note.velocity * (1 + 0.6 * push) * player.layer.velocity / 92)))) for note in notes
        ]
    base = player.layer.velocity - 82 + 70 * push + 4 * scene.spec.drive
    return [replace(note, velocity=max(20, min(124, round(note.velocity + base)))) for note in notes]


def _last(piece: Plan, player: Player, notes: list[Note]) -> list[Note]:
    """The final chord, for whoever has played in the last eight bars."""
    final = piece.chords[-1]
    if not notes or max(note.start for note in notes) < final.start - 8 * piece.beats:
        return []
    short = piece.style.ending == "button"
    lead = notes[-1].pitch if isinstance(player.layer.play, Tune) else None
    closing = Final(final, 0.75 if short else piece.beats - 0.05, piece.places[-1].section.energy, lead)
    return fitted(final_notes(player.layer.play, closing), player.instrument)


_WRITERS: dict[type, Callable[[Any, Scene], list[Note]]] = {
    Drums: play_drums,
    Bass: play_bass,
    Walking: play_walking,
    Pad: play_pad,
    Comp: play_comp,
    Arp: play_arp,
    Tune: play_tune,
    Answer: play_answer,
    Counter: play_counter,
    Double: play_double,
    Riser: _riser,
}
