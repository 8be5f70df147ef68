"""The voice in the mix: how loud it stands over the band, where it is silent, and that it is the same every time."""

from dataclasses import replace

import numpy as np
import pyloudnorm
import pytest
from scipy.signal import butter, resample_poly, sosfilt

from engine.score import Note, Score, Vocals
from engine.sound import Rendering, render
from engine.sound.tempo import Clock
from tests.engine.sound.scores import phrase, score, song, track

RATE = 44100
_METER = pyloudnorm.Meter(RATE)


def _energy(x: np.ndarray) -> float:
    """As the ear weighs it (K-weighting, by another library's filters)."""
    for stage in _METER._filters.values():
        x = np.stack([stage.apply_filter(x[:, c]) for c in range(2)], axis=1)
    return float(np.square(x, dtype=np.float64).sum())


def _over_the_band(piece: Score, rendering: Rendering, section: int) -> float:
    """dB of the voice over the band, while the section's notes are sung."""
    assert piece.vocals
    clock = Clock(piece.tempo)
    spans = [(clock.frame(n.start), clock.frame(n.start + n.length)) for p in piece.vocals.phrases if p.section == section for n in p.notes]
    voice, whole = rendering.buses["vocals"], rendering.mix
    sung, band = (np.concatenate([x[a:b] for a, b in spans]) for x in (voice, whole - voice))
    return 10 * float(np.log10(_energy(sung) / _energy(band)))


def _db(x: np.ndarray) -> float:
    return 20 * float(np.log10(np.sqrt(np.square(x, dtype=np.float64).mean()) + 1e-12))


def _band(x: np.ndarray, low: float, high: float) -> np.ndarray:
    return np.asarray(sosfilt(butter(6, (low, high), "band", fs=RATE, output="sos"), x, axis=0))


@pytest.fixture(scope="module")
def sung() -> Rendering:
    return render(song())


@pytest.mark.parametrize("level", [-2.0, 1.0, 4.0])
def test_the_voice_stands_over_the_band_as_far_as_wished_in_every_section(level: float) -> None:
    piece = song(level)
    rendering = render(piece)
    for section in (0, 1):
        assert _over_the_band(piece, rendering, section) == pytest.approx(level, abs=1.0)


def test_the_vocals_are_a_bus_and_the_mix_is_the_sum_of_all(sung: Rendering) -> None:
    assert list(sung.buses) == ["vocals", "drums", "bass", "other"]
    assert np.array_equal(sung.mix, sung.buses["vocals"] + sung.buses["drums"] + sung.buses["bass"] + sung.buses["other"])


def test_the_voice_is_silent_where_nobody_sings(sung: Rendering) -> None:
    voice = sung.buses["vocals"]
    rests = voice[round(7.4 * RATE) : round(7.8 * RATE)], voice[round(15.5 * RATE) :]
    assert _db(voice[: 7 * RATE]) > -35
    assert all(_db(rest) < -60 for rest in rests)


def test_a_sung_piece_has_the_loudness_and_the_true_peak_of_a_release(sung: Rendering) -> None:
    assert _METER.integrated_loudness(sung.mix) == pytest.approx(-14.0, abs=0.3)
    assert 20 * np.log10(np.abs(resample_poly(sung.mix, 4, 1, axis=0)).max()) <= -1.2


def test_a_sung_piece_is_the_same_on_one_thread(sung: Rendering) -> None:
    alone = render(song(), threads=1)
    assert alone.gains == sung.gains
    assert all(np.array_equal(alone.buses[name], sung.buses[name]) for name in sung.buses)


def test_kept_gains_leave_the_voice_where_it_was_when_the_band_changes(sung: Rendering) -> None:
    piece = song()
    again = render(replace(piece, gains=sung.gains))
    without = render(replace(piece, gains=sung.gains, tracks=tuple(t for t in piece.tracks if t.name != "organ")))
    assert np.array_equal(again.mix, sung.mix)
    assert without.gains == {name: gain for name, gain in sung.gains.items() if name != "organ"}


def test_the_voice_reaches_above_what_the_singer_gives(sung: Rendering) -> None:
    voice = sung.buses["vocals"]
    highs, presence = (_db(_band(voice, *edges)) for edges in ((13e3, 18e3), (2e3, 5e3)))
    assert presence - 45 < highs < presence - 15


def test_a_voice_without_a_band_sings_alone() -> None:
    piece = replace(score(), vocals=Vocals("man", (phrase(0, 0.5, 52, 55),)))
    rendering = render(piece)
    assert np.abs(rendering.buses["vocals"]).max() > 0.1
    assert not rendering.buses["other"].any()
    assert len(rendering.mix) >= 1.25 * RATE


def test_vocals_without_a_phrase_are_a_silent_bus() -> None:
    rendering = render(replace(score(track("piano", Note(0.0, 1.0, 60, 90))), vocals=Vocals("woman", ())))
    assert not rendering.buses["vocals"].any()
    assert np.array_equal(rendering.mix, rendering.buses["other"])


def test_what_plays_in_the_words_region_steps_back_while_they_are_sung() -> None:
    organ = track("organ", *(Note(0.0, 8.0, p, 90) for p in (60, 72, 79, 84)))
    piece = replace(score(organ), vocals=Vocals("woman", (phrase(0, 0.5, 60, 62),)))

    def words_over_lows(piece: Score, start: float) -> float:
        other = render(piece).buses["other"][round(start * RATE) : round((start + 0.4) * RATE)]
        return _db(_band(other, 1500.0, 3000.0)) - _db(_band(other, 230.0, 320.0))

    back = [words_over_lows(replace(piece, vocals=None), start) - words_over_lows(piece, start) for start in (0.5, 3.0)]
    assert 1.0 < back[0] < 3.0
    assert abs(back[1]) < 0.2
