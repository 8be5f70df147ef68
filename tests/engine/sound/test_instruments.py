"""Every instrument of the table, played alone."""

import numpy as np
import pytest

from engine.score import Note
from engine.sound import INSTRUMENTS, MASTER, render
from tests.engine.sound.scores import score, track

_RATE = 44100
#: What has a pitch that an ear follows; the others are drums and noises.
_PITCHED = [n for n, i in INSTRUMENTS.items() if i.family != "drums" and n not in ("syn_noise", "orchestra_hit")]
#: Their partials are no multiples of one pitch, an octave below stands beside it, or they are too short: the partial at the pitch counts.
_PARTIALS = ("glockenspiel", "crystal", "syn_bell", "organ", "pizzicato")
#: Cents: a piano's ends are stretched, sections and detuned voices are many players, and vibrato moves.
_TOLERANCE = 15.0
#: Players of a section who pluck are the least of one mind.
_LOOSE = {"pizzicato": 30.0}
#: GM's kick, side stick, snare, clap, hats, toms, cymbals, ride, tambourine, bell, congas and shaker.
_DRUMS = (36, 37, 38, 39, 42, 44, 46, 41, 45, 48, 49, 51, 54, 56, 63, 70)


def _alone(name: str, *notes: Note) -> np.ndarray:
    """Both sides added; with gains at which no limiter has anything to do."""
    return render(score(track(name, *notes), gains={name: 0.0, MASTER: -14.0})).buses["other"].sum(axis=1)


def _cents_off(x: np.ndarray, hertz: float) -> float:
    """How far the pitch of x is from hertz: the autocorrelation's peak near one, two and four periods."""
    x = x - x.mean()
    correlation = np.fft.irfft(np.abs(np.fft.rfft(x * np.hanning(len(x)), 4 * len(x))) ** 2)[: len(x)]
    cents = 0.0
    for periods in (1, 2, 4):
        lag = _RATE / hertz * periods * 2 ** (-cents / 1200)
        low, high = int(lag * 2 ** (-0.06 / periods)) - 1, int(lag * 2 ** (0.06 / periods)) + 2
        at = low + int(np.argmax(correlation[low:high]))
        before, here, after = correlation[at - 1 : at + 2]
        bend = before - 2 * here + after
        cents = 1200 * float(np.log2(_RATE * periods / hertz / (at + (0.5 * (before - after) / bend if bend else 0.0))))
    return cents


def _partial_off(x: np.ndarray, hertz: float) -> float:
    """How far the strongest partial within a semitone of hertz is from it."""
    spectrum = np.abs(np.fft.rfft(x * np.hanning(len(x)), 1 << 19))
    cents = np.arange(-100.0, 101.0)
    at = hertz * 2 ** (cents / 1200) / _RATE * (1 << 19)
    return float(cents[np.argmax(np.interp(at, np.arange(len(spectrum)), spectrum))])


@pytest.mark.parametrize("name", _PITCHED)
def test_an_instrument_is_in_tune_over_its_range(name: str) -> None:
    instrument = INSTRUMENTS[name]
    pitches = [round(instrument.low + share * (instrument.high - instrument.low)) for share in (0.25, 0.45, 0.65)]
    x = _alone(name, *(Note(4.0 * k, 2.0, pitch, 95) for k, pitch in enumerate(pitches)))
    for k, pitch in enumerate(pitches):
        start = round((2.0 * k + 0.1) * _RATE)
        part = x[start : start + round(0.6 * _RATE)]
        assert np.abs(part).max() > 0.002
        off = _partial_off if name in _PARTIALS else _cents_off
        assert abs(off(part, 440 * 2 ** ((pitch - 69) / 12))) < _LOOSE.get(name, _TOLERANCE), f"at {pitch}"


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_an_instrument_starts_in_time_and_falls_silent(name: str) -> None:
    instrument = INSTRUMENTS[name]
    pitch = 38 if name.startswith("kit_") else (instrument.low + instrument.high) // 2
    x = np.abs(_alone(name, Note(2.0, 1.0, pitch, 100)))
    loud = np.flatnonzero(x > 0.02 * x.max())
    assert np.isfinite(x).all()
    assert x.max() > 0.005
    assert _RATE - 50 <= loud[0] < 1.16 * _RATE, "the first sound comes with the note, or a slow attack later"
    assert x[-441:].max() < 0.01 * x.max()


@pytest.mark.parametrize("name", [n for n in INSTRUMENTS if n.startswith("kit_")])
def test_a_kit_has_the_drums_that_are_written_for_it(name: str) -> None:
    x = np.abs(_alone(name, *(Note(2.0 * k, 0.2, drum, 100) for k, drum in enumerate(_DRUMS))))
    for k, drum in enumerate(_DRUMS):
        assert x[k * _RATE : k * _RATE + 8820].max() > 0.002, f"drum {drum}"


def test_a_closing_hat_cuts_off_an_open_one() -> None:
    ringing = np.abs(_alone("kit_room", Note(0.0, 0.2, 46, 110)))
    closed = np.abs(_alone("kit_room", Note(0.0, 0.2, 46, 110), Note(0.5, 0.2, 44, 20)))
    after = slice(round(0.4 * _RATE), round(0.5 * _RATE))
    assert closed[after].max() / closed.max() < 0.35 * ringing[after].max() / ringing.max()


def test_repeated_strokes_differ_on_a_played_kit_and_not_on_a_machine() -> None:
    def difference(kit: str) -> float:
        x = _alone(kit, *(Note(2.0 * k, 0.2, 38, 100) for k in range(2)))
        one, two = x[: _RATE // 4], x[_RATE : _RATE + _RATE // 4]
        return float(np.abs(one - two).max() / np.abs(one).max())

    assert difference("kit_room") > 0.05
    assert difference("kit_808") < 0.01


def test_a_held_note_is_let_go() -> None:
    for name in ("strings", "organ", "syn_supersaw", "flute"):
        x = np.abs(_alone(name, Note(0.0, 1.0, 67, 90), Note(8.0, 0.5, 67, 90)))
        assert x[round(2.5 * _RATE) : round(3.9 * _RATE)].max() < 0.01 * x.max()


def test_velocity_is_loudness() -> None:
    for name in ("piano", "kit_room", "syn_pluck", "violin"):
        pitch = 38 if name == "kit_room" else 67
        x = np.abs(_alone(name, *(Note(4.0 * k, 0.5, pitch, velocity) for k, velocity in enumerate((40, 75, 120)))))
        peaks = [x[2 * k * _RATE : (2 * k + 1) * _RATE].max() for k in range(3)]
        assert peaks[0] < peaks[1] < peaks[2]


@pytest.mark.parametrize("name", ["strings", "slow_strings", "tremolo_strings", "choir", "warm_pad", "syn_pad", "syn_vox", "piano", "ep"])
def test_a_wide_instrument_survives_in_mono(name: str) -> None:
    notes = tuple(Note(0.0, 4.0, pitch, 75) for pitch in (55, 62, 66, 71))
    x = render(score(track(name, *notes), gains={name: 0.0, MASTER: -14.0})).buses["other"].astype(np.float64)
    middle, side = x.sum(axis=1), x[:, 0] - x[:, 1]
    assert 10 * np.log10(np.square(side).mean() / np.square(middle).mean()) < -3.0
