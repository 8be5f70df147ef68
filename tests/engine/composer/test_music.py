"""What tunes, grooves and forms of our own pieces measure, against what was counted in real ones."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from engine.composer.harmony import voicings
from engine.composer.perform import swing_ratio
from engine.composer.theory import chord_at
from engine.score import Note, Score, Section
from engine.styles import STYLES

SONGS = ("pop", "rock", "folk", "lo-fi", "funk")
#: Styles played by people, and by machines.
PLAYED, PROGRAMMED = ("rock", "folk", "funk", "lo-fi"), ("house", "synthwave")


def leads(score: Score) -> list[tuple[Note, ...]]:
    return [track.notes for track in score.tracks if track.name.startswith("lead")]


def inside(notes, section: Section, beats: int) -> list[Note]:
    return [note for note in notes if section.bar * beats - 0.2 <= note.start < (section.bar + section.bars) * beats - 0.2]


def intervals(scores) -> Counter[int]:
    return Counter(
        abs(other.pitch - one.pitch)
        for score in scores
        for notes in leads(score)
        for one, other in pairwise(notes)
        if other.start - one.start < 4
    )


def share(counted: Counter[int], *sizes: int) -> float:
    return sum(counted[size] for size in sizes) / counted.total()


def test_tunes_repeat_step_and_leap_as_counted_tunes_do(pieces):
    counted = intervals([score for style in SONGS for score in pieces(style)])
    assert 0.18 <= share(counted, 0) <= 0.34
    assert 0.40 <= share(counted, 1, 2) <= 0.56
    assert 0.10 <= share(counted, 3) <= 0.22
    assert 0.03 <= share(counted, 5) <= 0.11
    assert sum(count for size, count in counted.items() if size > 7) / counted.total() < 0.05


def test_downward_moves_outnumber_upward_ones_and_leaps_turn_back(pieces):
    lines = [[note.pitch for note in notes] for score in pieces("*") for notes in leads(score)]
    moves = [other - one for line in lines for one, other in pairwise(line)]
    assert sum(move < 0 for move in moves) >= sum(move > 0 for move in moves)
    pairs = [(one, other) for line in lines for one, other in pairwise([b - a for a, b in pairwise(line)]) if abs(one) >= 5]
    assert sum(one * other < 0 for one, other in pairs) / len(pairs) > 0.5


def test_the_range_of_a_tune_is_that_of_a_song(pieces):
    ranges = [
        max(all_notes) - min(all_notes)
        for style in SONGS
        for score in pieces(style)
        if (all_notes := [note.pitch for note in leads(score)[0]])
    ]
    assert 8 <= np.median(ranges) <= 17


def test_tunes_begin_notes_off_the_beat_as_readily_as_on_it(pieces):
    starts = [
        round(note.start * 4) % 4
        for style in ("pop", "rock", "folk")
        for score in pieces(style)
        for notes in leads(score)
        for note in notes
    ]
    off = sum(start == 2 for start in starts) / len(starts)
    assert 0.36 <= off <= 0.56
    assert sum(start % 2 for start in starts) / len(starts) < 0.16


def test_a_lead_seldom_rubs_against_its_chord_on_the_beat(pieces):
    rubs, strong = 0, 0
    for score in pieces("*"):
        for notes in leads(score):
            for note in notes:
                if abs(note.start - round(note.start)) < 0.1:
                    chord = chord_at(score.chords, note.start + 0.1)
                    strong += 1
                    rubs += note.pitch % 12 not in chord.pitches and (note.pitch - 1) % 12 in chord.pitches
    assert rubs / strong < 0.03


def test_leads_rest(pieces):
    for score in pieces("*"):
        for notes in leads(score):
            sounding = sum(note.length for note in notes)
            assert sounding < 0.85 * score.bars * score.beats_per_bar


def rhythm_and_tune(score: Score, section: Section) -> list[tuple[float, int]]:
    begin = section.bar * score.beats_per_bar
    return [
        (round(2 * (note.start - begin)) / 2, note.pitch) for notes in leads(score) for note in inside(notes, section, score.beats_per_bar)
    ]


def likeness(one: list, other: list) -> float:
    common = Counter(one) & Counter(other)
    return 2 * common.total() / max(1, len(one) + len(other))


@pytest.mark.parametrize(
    ("style", "again", "against"),
    [
        ("pop", "chorus", "verse"),
        ("rock", "chorus", "verse"),
        ("folk", "chorus", "verse"),
        ("synthwave", "chorus", "verse"),
        ("funk", "hook", "vamp"),
    ],
)
def test_a_chorus_comes_back_the_same_and_is_not_the_verse(pieces, style, again, against):
    same, different = [], []
    for score in pieces(style):
        choruses = [rhythm_and_tune(score, section) for section in score.sections if section.kind == again]
        verses = [rhythm_and_tune(score, section) for section in score.sections if section.kind == against]
        same += [likeness(one, other) for one, other in pairwise(choruses)]
        different += [likeness(choruses[0], verse) for verse in verses]
    assert np.mean(same) > 0.85
    assert np.mean(different) < 0.5


def density(score: Score, section: Section) -> float:
    return sum(len(inside(track.notes, section, score.beats_per_bar)) for track in score.tracks) / section.bars


@pytest.mark.parametrize(
    ("style", "full", "thin"),
    [
        ("pop", "chorus", "verse"),
        ("folk", "chorus", "verse"),
        ("house", "drop", "break"),
        ("cinematic", "peak", "intro"),
        ("synthwave", "chorus", "intro"),
        ("hip-hop", "hook", "intro"),
    ],
)
def test_the_full_section_has_more_players_and_more_notes(pieces, style, full, thin):
    for score in pieces(style):
        fulls = [section for section in score.sections if section.kind == full]
        thins = [section for section in score.sections if section.kind == thin]
        if fulls and thins:
            assert np.mean([density(score, section) for section in fulls]) > 1.1 * np.mean([density(score, section) for section in thins])


def test_the_chorus_lies_higher_than_the_verse(pieces):
    rises = []
    for score in (*pieces("pop"), *pieces("rock"), *pieces("folk")):
        by_kind = {
            kind: [
                note.pitch
                for section in score.sections
                if section.kind == kind
                for notes in leads(score)
                for note in inside(notes, section, score.beats_per_bar)
            ]
            for kind in ("verse", "chorus")
        }
        rises.append(np.mean(by_kind["chorus"]) - np.mean(by_kind["verse"]))
    assert 0.5 < np.mean(rises) < 6


def drums(score: Score) -> list[Note]:
    return [note for track in score.tracks if track.instrument.startswith("kit_") for note in track.notes]


def off_grid_ms(score: Score) -> np.ndarray:
    """Deviations of kick and snare from the sixteenth grid."""
    beats = np.array([note.start for note in drums(score) if note.pitch in (36, 38) and note.start > 1])
    return (beats - np.round(beats * 4) / 4) * 60_000 / score.spec.bpm


@pytest.mark.parametrize("style", ["rock", "folk"])
def test_people_play_as_loosely_as_measured_takes(pieces, style):
    spreads = [off_grid_ms(score).std() for score in pieces(style) if drums(score)]
    assert 12 <= np.median(spreads) <= 22


@pytest.mark.parametrize("style", PROGRAMMED)
def test_machines_keep_to_the_grid(pieces, style):
    if STYLES[style].feel.swing[0][1] == 1.0:
        assert all(off_grid_ms(score).std() <= 4 for score in pieces(style))
    kicks = [note.start for score in pieces(style) for note in drums(score) if note.pitch == 36]
    assert np.std([(kick - round(kick * 2) / 2) * 60_000 / 124 for kick in kicks if abs(kick - round(kick)) < 0.06]) < 5


def test_kick_and_hat_drift_together(pieces):
    """The players share a clock: what differs between two drums of one stroke is small against what both are off."""
    score = pieces("rock")[0]
    hits: dict[int, dict[int, float]] = {}
    for note in drums(score):
        hits.setdefault(round(note.start * 4), {})[note.pitch] = note.start * 60_000 / score.spec.bpm
    apart = [both[38] - both[42] for both in hits.values() if 38 in both and 42 in both]
    assert np.std(apart) < 0.75 * off_grid_ms(score).std()


@pytest.mark.parametrize(("bpm", "ratio"), [(100, 2.4), (140, 2.2), (180, 1.8), (220, 1.5)])
def test_jazz_swings_less_the_faster_it_goes(bpm, ratio):
    assert swing_ratio(STYLES["jazz"].feel, bpm) == pytest.approx(ratio, abs=0.01)


def test_the_ride_swings_at_the_ratio_of_its_tempo(pieces):
    for score in pieces("jazz"):
        late = [note.start % 1 for note in drums(score) if note.pitch == 51 and 0.35 < note.start % 1 < 0.85]
        wanted = swing_ratio(STYLES["jazz"].feel, score.spec.bpm)
        assert np.mean(late) / (1 - np.mean(late)) == pytest.approx(wanted, rel=0.12)


@pytest.mark.parametrize(("style", "wanted"), [("rock", 0.23), ("pop", 0.27), ("hip-hop", 0.35), ("funk", 0.56), ("jazz", 0.62)])
def test_ghost_notes_have_their_share_of_the_snare(pieces, style, wanted):
    snares = [note.velocity for score in pieces(style) for note in drums(score) if note.pitch == 38]
    assert np.mean(np.array(snares) < 60) == pytest.approx(wanted, abs=0.13)


@pytest.mark.parametrize("style", ["rock", "pop", "funk", "synthwave"])
def test_a_fill_leads_out_of_most_sections_and_fills_differ(pieces, style):
    fills, filled = set(), []
    for score in pieces(style):
        beats = score.beats_per_bar
        for section in score.sections[:-1]:
            if section.bars >= 4 and inside(drums(score), section, beats):
                bars = [
                    frozenset(
                        (round(4 * (note.start - bar * beats)), note.pitch)
                        for note in drums(score)
                        if bar * beats - 0.1 <= note.start < (bar + 1) * beats - 0.1
                    )
                    for bar in (section.bar + section.bars - 1, section.bar + section.bars - 2)
                ]
                filled.append(likeness(list(bars[0]), list(bars[1])) < 0.9)
                fills.add(bars[0])
    assert np.mean(filled) > 0.75
    assert len(fills) > 0.6 * len(filled)


@pytest.mark.parametrize("style", ["pop", "rock", "hip-hop"])
def test_the_bass_locks_with_the_kick(pieces, style):
    for score in pieces(style):
        kicks = np.array([note.start for note in drums(score) if note.pitch == 36])
        bass = [note.start for track in score.tracks if track.bus == "bass" for note in track.notes]
        met = np.mean([np.min(np.abs(np.array(bass) - kick)) < 0.12 for kick in kicks if kick > bass[0]])
        assert met > 0.5


def test_the_bass_plays_the_root_where_a_chord_begins(pieces):
    for style in ("pop", "rock", "folk", "house", "bossa nova", "jazz"):
        agreed = []
        for score in pieces(style):
            bass = [note for track in score.tracks if track.bus == "bass" for note in track.notes]
            for chord in score.chords:
                struck = [note for note in bass if abs(note.start - chord.start) < 0.12]
                agreed += [note.pitch % 12 == chord.root for note in struck]
        assert np.mean(agreed) > 0.85, style


def test_chords_are_led_by_small_steps(pieces):
    for score in pieces("*"):
        placed = voicings(score.chords, 52, 76, 4)
        moves = [abs(max(other) - max(one)) for one, other in pairwise(placed)]
        assert np.mean(moves) < 3.2, score.spec.style
        assert max(moves) <= 9, score.spec.style
        assert all({pitch % 12 for pitch in notes} <= set(chord.pitches) for notes, chord in zip(placed, score.chords, strict=True))


def test_styles_differ_in_what_is_played():
    """No two styles have the same first groove, roster or form."""
    rosters = {tuple(layer.instruments for layer in style.layers) for style in STYLES.values()}
    forms = {style.form for style in STYLES.values()}
    assert len(rosters) == len(forms) == len(STYLES)
