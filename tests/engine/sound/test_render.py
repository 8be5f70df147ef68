"""Whole pieces: what comes out of render, measured by other people's meters."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import resample_poly

from engine.score import Note, Score, Space
from engine.sound import INSTRUMENTS, MASTER, Rendering, render
from tests.engine.sound.scores import band, beat, score, track

_METER = pyloudnorm.Meter(44100)


def _db(value: float) -> float:
    return 20 * float(np.log10(max(value, 1e-12)))


def _true_peak(x: np.ndarray) -> float:
    return _db(float(np.abs(resample_poly(x, 4, 1, axis=0)).max()))


def _digest(rendering: Rendering) -> str:
    return hashlib.sha256(rendering.mix.tobytes()).hexdigest()


@pytest.fixture(scope="module")
def played() -> Rendering:
    return render(band())


def _dense() -> Score:
    chords = tuple(Note(b / 4, 0.5, p, 127) for b in range(64) for p in range(48, 84, 4))
    return score(beat(), *(track(name, *chords, reverb=-6.0) for name in ("syn_supersaw", "distortion_guitar", "brass")))


def _percussive() -> Score:
    return score(track("woodblock", *(Note(float(b), 0.1, 60, 100) for b in range(12))))


def test_the_mix_is_the_sum_of_its_buses_exactly(played: Rendering) -> None:
    assert list(played.buses) == ["drums", "bass", "other"]
    assert np.array_equal(played.mix, played.buses["drums"] + played.buses["bass"] + played.buses["other"])
    assert played.mix.dtype == np.float32
    assert all(np.abs(bus).max() > 0.01 for bus in played.buses.values())


@pytest.mark.parametrize("piece", [band(), _dense(), score(track("piano", *(Note(float(b), 1.0, 60 + b, 90) for b in range(12))))])
def test_a_piece_has_the_loudness_and_the_true_peak_of_a_release(piece: Score) -> None:
    mix = render(piece).mix
    assert _METER.integrated_loudness(mix) == pytest.approx(-14.0, abs=0.3)
    assert _true_peak(mix) <= -1.2


def test_a_piece_that_limiting_would_crush_stays_quieter_under_the_same_ceiling() -> None:
    mix = render(_percussive()).mix
    assert -40 < _METER.integrated_loudness(mix) < -14.0
    assert -5.0 < _true_peak(mix) <= -1.2


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param(score(), id="no tracks"),
        pytest.param(score(track("piano")), id="a track without notes"),
        pytest.param(score(track("kit_room", Note(0.0, 1.0, 1, 100), bus="drums")), id="a drum that the kit has not"),
    ],
)
def test_a_piece_without_sound_is_a_short_silence(piece: Score) -> None:
    rendering = render(piece)
    assert 0 < len(rendering.mix) < 3 * 44100
    assert not rendering.mix.any()


def test_a_nearly_silent_piece_is_brought_up_and_stays_clean() -> None:
    mix = render(score(track("strings", Note(0.0, 8.0, 60, 1), Note(0.0, 8.0, 64, 1)))).mix
    assert np.isfinite(mix).all()
    assert -20 < _METER.integrated_loudness(mix) < -13.5


def test_one_short_note_rings_out_and_ends_in_silence() -> None:
    mix = render(score(track("piano", Note(0.0, 0.5, 60, 100)))).mix
    assert np.abs(mix[:4410]).max() > 0.05
    assert np.abs(mix[-20:]).max() < 1e-4


def test_the_last_note_is_as_loud_as_the_same_note_before_it() -> None:
    x = np.abs(render(score(track("kit_808", *(Note(2.0 * k, 0.1, 38, 100) for k in range(3)), bus="drums"))).mix)
    assert x[2 * 44100 :].max() == pytest.approx(x[44100 : 2 * 44100].max(), rel=0.02)


def test_a_piece_ends_without_a_click_while_a_pad_still_sounds() -> None:
    mix = render(score(track("syn_dark_pad", Note(0.0, 8.0, 48, 100), reverb=-4.0), space=Space(reverb_seconds=6.0))).mix
    assert np.abs(np.diff(mix[-4410:], axis=0)).max() < 0.01
    assert np.abs(mix[-20:]).max() < 1e-4


def test_the_middle_of_the_mix_has_no_offset(played: Rendering) -> None:
    assert np.abs(played.mix.mean(axis=0)).max() < 1e-3


def test_a_level_is_loudness_against_the_other_tracks() -> None:
    notes = [Note(float(b), 1.0, 60, 90) for b in range(16)]
    loudness = {}
    for level in (0.0, -9.0):
        buses = render(
            score(track("flute", *notes, name="lead", bus="other"), track("organ", *notes, bus="bass", name="under", level=level))
        ).buses
        loudness[level] = _METER.integrated_loudness(buses["bass"]) - _METER.integrated_loudness(buses["other"])
    assert loudness[0.0] == pytest.approx(0.0, abs=0.7)
    assert loudness[-9.0] == pytest.approx(-9.0, abs=0.7)


def test_pan_moves_a_track_and_lows_stay_in_the_middle() -> None:
    def sides(instrument: str, pitch: int) -> float:
        mix = render(score(track(instrument, Note(0.0, 4.0, pitch, 90), pan=0.8))).mix
        return _db(float(np.square(mix[:, 1]).sum() / np.square(mix[:, 0]).sum())) / 2

    assert sides("clarinet", 72) > 8
    assert sides("syn_sub", 28) == pytest.approx(0.0, abs=0.6)


def test_a_kick_ducks_a_ducked_track_and_it_comes_back() -> None:
    pad = track("syn_triangle", Note(0.0, 8.0, 60, 90), name="pad", ducked=True)
    kick = track("kit_808", Note(4.0, 0.2, 36, 110), bus="drums", name="kick")
    bus = render(score(pad, kick, space=Space(duck_db=12.0, duck_ms=200.0, glue_db=0.0, reverb_seconds=0.4))).buses["other"]

    def level(second: float) -> float:
        return _db(float(np.sqrt(np.square(bus[round(second * 44100) :][:1500]).mean())))

    assert level(2.005) < level(1.8) - 7
    assert level(2.4) == pytest.approx(level(1.8), abs=1.5)


def test_sends_to_room_and_echo_leave_sound_after_the_note() -> None:
    def after(**sends: Any) -> float:
        rendering = render(score(track("woodblock", Note(0.0, 0.1, 60, 100), Note(8.0, 0.1, 60, 1), **sends)))
        bus = rendering.buses["other"]
        return _db(float(np.sqrt(np.square(bus[26460:44100]).mean())) / float(np.abs(bus[:8820]).max()))

    dry = after()
    assert after(reverb=-6.0) > dry + 15
    assert after(delay=-6.0) > dry + 15


def test_the_same_score_gives_the_same_bytes_in_another_process_and_on_one_thread(played: Rendering) -> None:
    program = (
        "import hashlib; from tests.engine.sound.scores import band; from engine.sound import render; "
        "print(hashlib.sha256(render(band(), threads=1).mix.tobytes()).hexdigest())"
    )
    root = Path(__file__).parents[3]
    other = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True, timeout=120)
    assert other.stdout.strip() == _digest(played)


def test_another_seed_changes_what_is_drawn_at_random(played: Rendering) -> None:
    assert _digest(render(band(seed="another"))) != _digest(played)


def test_kept_gains_make_a_changed_score_match_the_part_that_did_not_change() -> None:
    notes = [Note(float(b), 0.9, 60 + b % 5, 90) for b in range(16)]
    first = score(track("marimba", *notes))
    gains = render(first).gains
    again = render(replace(first, gains=gains))
    louder = replace(first.tracks[0], notes=(*notes[:12], *(replace(n, velocity=30) for n in notes[12:])))
    changed = render(replace(first, tracks=(louder,), gains=gains))
    assert set(gains) == {"marimba", MASTER}
    assert np.array_equal(again.mix, render(first).mix)
    assert np.array_equal(changed.mix[: 5 * 44100], again.mix[: 5 * 44100])


def test_a_tempo_change_moves_the_notes_after_it() -> None:
    piece = score(track("woodblock", *(Note(float(b), 0.1, 60, 100) for b in range(8))))
    mix = np.abs(render(replace(piece, tempo=((0.0, 120.0), (4.0, 60.0)))).mix).max(axis=1)
    for second in (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0):
        at = round(second * 44100)
        assert mix[at : at + 1500].max() > 0.05
        assert mix[max(0, at - 2000) : at].max(initial=0.0) < 0.05


def test_an_instrument_that_there_is_not_is_named() -> None:
    with pytest.raises(KeyError, match="kazoo"):
        render(score(track("kazoo", Note(0.0, 1.0, 60, 90))))


_NOTES = st.builds(
    Note,
    st.floats(0, 6, allow_nan=False),
    st.floats(0.001, 3, allow_nan=False),
    st.integers(0, 127),
    st.integers(1, 127),
)
_TRACKS = st.builds(
    track,
    st.sampled_from(sorted(INSTRUMENTS)),
    _NOTES,
    _NOTES,
    _NOTES,
    bus=st.sampled_from(["drums", "bass", "other"]),
    level=st.floats(-24, 6),
    pan=st.floats(-1, 1),
    reverb=st.none() | st.floats(-30, 0),
    delay=st.none() | st.floats(-30, 0),
    drive=st.floats(0, 1),
    ducked=st.booleans(),
)


@settings(max_examples=20, deadline=None)
@given(st.lists(_TRACKS, max_size=3), st.floats(40, 220), st.floats(0.2, 6), st.floats(0, 12))
def test_whatever_is_written_sounds_within_limits(tracks: list, bpm: float, reverb: float, duck: float) -> None:
    named = [replace(t, name=f"{i} {t.name}") for i, t in enumerate(tracks)]
    rendering = render(score(*named, bpm=bpm, space=Space(reverb_seconds=reverb, duck_db=duck, drive=0.2)))
    assert np.isfinite(rendering.mix).all()
    assert _true_peak(rendering.mix) <= -1.0
    assert np.array_equal(rendering.mix, rendering.buses["drums"] + rendering.buses["bass"] + rendering.buses["other"])
