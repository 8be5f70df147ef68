"""What is sung: in tune, on time, even, and silent where nobody sings."""

import numpy as np
import pytest

from engine.score import Phrase, Sung
from engine.singer import VOICES, range_of
from engine.sound.compiled import RATE
from engine.sound.loudness import loudness
from tests.engine.singer.songs import HOME, RIVER, level, part, phrase, pitch, pitches, song, sung

TUNE = [60, 62, 64, 65, 67, 65, 64, 62, 60]


def cents(lead: np.ndarray, line: Phrase) -> list[float]:
    """How far the middle of every note is off, at 60 bpm."""
    return [
        100 * abs(pitch(part(lead, note.start + 0.2 * note.length, note.start + 0.8 * note.length), note.pitch) - note.pitch)
        for note in line.notes
    ]


@pytest.mark.parametrize(("voice", "down"), [("woman", -5), ("man", 12)])
def test_every_note_is_in_tune(voice, down):
    line = phrase(HOME, [note - down for note in TUNE])
    off = cents(sung(song(line, voice=voice)).lead, line)
    assert np.median(off) < 4
    assert max(off) < 15


@pytest.mark.parametrize("note", [50, 57, 64, 71, 76])
@pytest.mark.parametrize("voice", ["woman", "man"])
def test_low_and_high_notes_are_in_tune(voice, note):
    line = phrase("lˈɑ,", [note], step=1.2)
    assert cents(sung(song(line, voice=voice), 4).lead, line)[0] < 8


def test_a_syllable_moves_on_to_its_further_notes():
    line = Phrase(0, "", "lˈɑ,", (Sung(1.0, 1.5, 60, turns=((1.5, 64), (2.0, 67))),))
    lead = sung(song(line), 4).lead
    for start, note in ((1.0, 60), (1.5, 64), (2.0, 67)):
        assert abs(pitch(part(lead, start + 0.12, start + 0.4), note) - note) < 0.1


@pytest.mark.parametrize("sounds", ["tˈi kˈɑ pˈO,", "sˈi ʃˈɑ fˈO,"])
def test_vowels_begin_on_their_notes(sounds):
    line = phrase(sounds, [62, 62, 62], step=0.8)
    lead = sung(song(line), 5).lead
    for note in line.notes:
        before, after = (level(part(lead, note.start + at, note.start + at + 0.04)) for at in (-0.08, 0.04))
        assert after > level(part(lead, note.start + 0.2, note.start + 0.5)) - 9
        assert before < after - 2


def test_what_lies_between_phrases_is_silent():
    lead = sung(song(phrase(HOME, TUNE, start=1.0, step=0.25), phrase(RIVER, TUNE[:7], start=5.0, step=0.25))).lead
    assert level(part(lead, 0.0, 0.5)) < -100
    assert level(part(lead, 4.0, 4.5)) < -100
    assert level(part(lead, 1.0, 3.0)) > -40


def test_a_rest_within_a_line_is_silent():
    notes = tuple(Sung(start, 0.4, 62) for start in (1.0, 1.4, 1.8, 3.2, 3.6, 4.0, 4.4))
    lead = sung(song(Phrase(0, "", RIVER, notes))).lead
    assert level(part(lead, 2.5, 2.9)) < level(part(lead, 1.0, 2.0)) - 50


def test_lines_are_equally_loud_and_energy_makes_them_louder():
    lines = [
        phrase(HOME, [55] * 9, 1.0, 0.3),
        phrase(HOME, [72] * 9, 5.0, 0.3),
        phrase(RIVER, [64] * 7, 9.0, 0.6),
        phrase(HOME, [55] * 9, 15.0, 0.3, energy=1.0),
    ]
    lead = sung(song(*lines), 20).lead
    both = np.stack([lead, lead], axis=1)
    low, high, slow, strong = (loudness(part(both, start, start + 4.5)) for start in (0.5, 4.5, 8.5, 14.5))
    assert abs(low - high) < 0.5
    assert abs(low - slow) < 0.5
    assert 1.5 < strong - low < 3.5


def test_a_long_vowel_is_held_evenly():
    lead = sung(song(phrase("lˈɑ,", [62], step=4.0)), 7).lead
    levels = [level(part(lead, at, at + 0.1)) for at in np.arange(1.3, 4.4, 0.1)]
    assert max(levels) - min(levels) < 6


def test_no_sample_jumps():
    lead = sung(song(*(phrase(HOME, TUNE, start=1 + 2.5 * k, step=0.25) for k in range(3))), 10).lead
    edges = [np.abs(np.diff(part(lead, at - 0.5, at))).max() for at in (1.0, 3.5, 6.0)]
    assert max(edges) < 0.15


def test_rap_keeps_the_melody_of_speech():
    line = phrase("I kˈAm ˌʌp fɹʌm ðə bˈAsmənt wˌɪð ɐ pˈɛnsəl,", [47] * 11, step=0.2, spoken=True)
    spoken = pitches(part(sung(song(line, voice="man"), 5).lead, 1.0, 3.2), 47)
    assert np.std(spoken) > 1.0
    assert abs(np.median(spoken) - 47) < 3


def test_doubles_and_harmonies_sound_on_both_sides_and_the_lead_is_the_same_without_them():
    plain = sung(song(phrase(RIVER, TUNE[:7])), 6)
    double = sung(song(phrase(RIVER, TUNE[:7], doubles=2)), 6)
    third = sung(song(phrase(RIVER, TUNE[:7], harmony=(tuple(note + 4 for note in TUNE[:7]),))), 6)
    assert not plain.backing.any()
    assert np.array_equal(plain.lead, double.lead)
    assert min(level(part(double.backing[:, side], 1, 4)) for side in (0, 1)) > -40
    middle = part(third.backing.sum(axis=1), 1.6, 1.9)
    assert abs(pitch(middle, TUNE[1] + 4, 0.08) - TUNE[1] - 4) < 0.2


def test_nothing_is_sung_of_an_instrumental_piece():
    score = song()
    score = type(score)(score.spec, "", 4, (), (), (), score.space, score.tempo)
    assert not sung(score, 1).lead.any()
    assert sung(score, 1).backing.shape == (RATE, 2)


def test_voices_say_what_they_sing_well():
    assert range_of("woman") == (57, 74)
    assert range_of("man") == (45, 64)
    assert all(voice.low < voice.best[0] < voice.best[1] < voice.high for voice in VOICES.values())
    with pytest.raises(KeyError):
        range_of("choir")
