"""What holds for every score, whatever was asked for."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from engine.composer import compose
from engine.composer.form import beats_per_bar, plan
from engine.composer.ranges import INSTRUMENTS, KITS, RANGES
from engine.composer.seeds import Seeds
from engine.prompt import read
from engine.score import SCORE, Score, Track
from engine.sound import INSTRUMENTS as SOUNDS
from engine.styles import STYLES


def check(score: Score) -> None:
    """Everything the renderer and the dashboard rely on."""
    beats = score.bars * score.beats_per_bar
    assert score.sections[0].bar == 0
    assert all(one.bar + one.bars == other.bar for one, other in pairwise(score.sections))
    assert all(section.bars > 0 and 0 <= section.energy <= 1 for section in score.sections)
    assert score.chords[0].start == 0
    assert all(abs(one.start + one.length - other.start) < 1e-6 for one, other in pairwise(score.chords))
    assert abs(score.chords[-1].start + score.chords[-1].length - beats) < 1e-6
    assert score.tempo[0] == (0.0, score.spec.bpm)
    assert all(one[0] < other[0] for one, other in pairwise(score.tempo))
    assert score.title.strip()
    assert score.tracks
    for track in score.tracks:
        check_track(track, beats)
    assert len({track.name for track in score.tracks}) == len(score.tracks)


def check_track(track: Track, beats: float) -> None:
    assert track.notes
    assert track.bus in ("drums", "bass", "other")
    low, high = (0, 127) if track.instrument in KITS else RANGES[track.instrument][:2]
    assert all(low <= note.pitch <= high for note in track.notes), track.instrument
    assert all(note.start >= 0 and note.length > 0 and note.start + note.length <= beats + 1e-4 for note in track.notes)
    assert all(1 <= note.velocity <= 127 for note in track.notes)
    assert all(one.start <= other.start for one, other in pairwise(track.notes))


@pytest.mark.parametrize("style", STYLES)
def test_every_piece_of_a_style_is_sound_data(pieces, style):
    for score in pieces(style):
        check(score)


@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(
    style=st.sampled_from(list(STYLES)),
    mode=st.sampled_from(["major", "minor", "dorian", "phrygian", "lydian", "mixolydian", "harmonic minor"]),
    bpm=st.floats(40, 220),
    seconds=st.floats(10, 90),
    seed=st.text(max_size=8),
    metre=st.sampled_from(["4/4", "3/4", "6/8"]),
    weirdness=st.floats(0, 1),
    strength=st.floats(0.2, 1),
    brightness=st.floats(-1, 1),
    only=st.booleans(),
    instruments=st.lists(st.sampled_from(INSTRUMENTS), max_size=3, unique=True),
    without=st.lists(st.sampled_from(INSTRUMENTS), max_size=6, unique=True),
)
def test_every_spec_can_be_composed(style, mode, bpm, seconds, seed, metre, weirdness, strength, brightness, only, instruments, without):
    wanted = tuple(name for name in instruments if name not in without)
    spec = replace(
        read({"sound_prompt": style}, seed),
        mode=mode,
        bpm=round(bpm, 2),
        seconds=seconds,
        metre=metre,
        weirdness=weirdness,
        sound_strength=strength,
        brightness=brightness,
        instruments=wanted,
        without=tuple(without),
        only=only and bool(wanted),
    )
    score = compose(spec)
    check(score)
    assert not {track.instrument for track in score.tracks} & set(without)


@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(prompt=st.text(max_size=60), seed=st.text(max_size=10), weirdness=st.floats(0, 1))
def test_every_prompt_becomes_a_piece(prompt, seed, weirdness):
    check(compose(read({"sound_prompt": prompt, "weirdness": weirdness}, seed)))


def test_the_composer_never_writes_what_the_instruments_cannot_sound():
    for name, (low, high, _) in RANGES.items():
        assert SOUNDS[name].low <= low < high <= SOUNDS[name].high, name
    assert set(KITS) <= set(SOUNDS)


def test_the_same_spec_gives_the_same_score_and_another_seed_another_one():
    for style in STYLES:
        one = read({"sound_prompt": f"{style}, 45 seconds"}, "same")
        score = compose(one)
        assert SCORE.dump_json(compose(one)) == SCORE.dump_json(score)
        assert compose(replace(one, seed="other")).tracks != score.tracks


@pytest.mark.parametrize("seconds", [15, 30, 60, 90, 120, 180, 240, 480])
def test_the_form_comes_near_the_wished_length_with_whole_sections(seconds):
    for style in STYLES.values():
        spec = read({"sound_prompt": f"{style.name}, {seconds} seconds"}, "1")
        last = plan(style.form, spec, Seeds("1"))[-1].section
        length = (last.bar + last.bars) * beats_per_bar(spec) * 60 / spec.bpm
        assert abs(length - seconds) <= max(14, 0.22 * seconds), (style.name, length)


@pytest.mark.parametrize("style", STYLES)
def test_a_piece_ends_on_its_final_chord_and_not_on_a_cut(pieces, style):
    for score in pieces(style):
        last_bar = (score.bars - 1) * score.beats_per_bar
        final = score.chords[-1]
        assert final.start == last_bar
        assert final.root == score.spec.key or (style == "house" and score.spec.mode == "major")
        ending = [note for track in score.tracks for note in track.notes if note.start > last_bar - 0.5]
        assert len(ending) >= 3
        pitched = [
            note.pitch % 12 for track in score.tracks if track.instrument not in KITS for note in track.notes if note.start > last_bar - 0.1
        ]
        assert set(pitched) <= set(final.pitches)
        assert max(note.start for note in ending) < last_bar + 1.6


def test_named_instruments_play_and_refused_ones_do_not():
    def played(prompt: str, seed: str = "1") -> set[str]:
        return {track.instrument for track in compose(read({"sound_prompt": prompt}, seed)).tracks}

    assert played("solo piano") == {"piano"}
    assert played("just guitar and cello, folk") == {"steel_guitar", "cello"}
    assert played("a jazz trio") == {"piano", "upright_bass", "kit_jazz"}
    assert played("string quartet") == {"violin", "viola", "cello"}
    for style in STYLES:
        assert {"upright_bass", "kit_brush", "accordion", "cello"} <= played(
            f"{style} with upright bass, brushed drums, accordion and cello, 40 seconds"
        ), style
        assert not played(f"{style}, no drums, 30 seconds") & set(KITS), style
        assert "piano" not in played(f"{style} without piano, 30 seconds"), style


def test_a_named_horn_leads():
    for style in STYLES:
        score = compose(read({"sound_prompt": f"{style} with alto sax, 40 seconds"}, "2"))
        assert any(track.name.startswith("lead") and track.instrument == "alto_sax" for track in score.tracks), style


def test_three_beats_make_three_beats():
    score = compose(read({"sound_prompt": "a folk waltz"}, "1"))
    assert score.beats_per_bar == 3
    kicks = [
        note.start % 3 for track in score.tracks if track.bus == "drums" for note in track.notes if note.pitch == 36 and note.velocity > 90
    ]
    assert np.median([min(beat, 3 - beat) for beat in kicks] or [0.0]) < 0.2


def test_titles_are_short_words_of_our_own_and_differ():
    titles = {compose(read({"sound_prompt": "a song about the ocean at night"}, str(seed))).title for seed in range(12)}
    assert len(titles) >= 8
    assert all(1 <= len(title.split()) <= 6 and "{" not in title for title in titles)
    assert any("Ocean" in title or "Night" in title for title in titles)


def test_a_weird_piece_is_measurably_weirder():
    def measured(weirdness: float) -> tuple[float, float]:
        scores = [
            compose(read({"sound_prompt": style, "weirdness": weirdness}, str(seed))) for style in ("pop", "folk") for seed in range(4)
        ]
        tensions = float(np.mean([len(chord.pitches) for score in scores for chord in score.chords]))
        leaps = [
            abs(other.pitch - one.pitch)
            for score in scores
            for track in score.tracks
            if track.name == "lead"
            for one, other in pairwise(track.notes)
        ]
        return tensions, float(np.mean(np.array(leaps) > 4))

    (plain_chords, plain_leaps), (usual_chords, usual_leaps), (odd_chords, odd_leaps) = (
        measured(weirdness) for weirdness in (0.0, 0.5, 1.0)
    )
    assert plain_chords <= usual_chords < odd_chords
    assert plain_leaps < usual_leaps < odd_leaps
