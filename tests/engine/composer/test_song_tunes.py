"""What our songs measure against what was counted in songs that people sing (chart songs: 10th, 50th and 90th percentile)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from engine.composer import compose
from engine.composer.ranges import VOICES
from engine.prompt import read
from engine.score import Phrase, Score, Sung
from engine.singer import VOICES as SINGERS
from engine.singer import range_of
from engine.styles import STYLES
from lyric.sounds import split
from tests.engine.composer.words_to_sing import RIVER

SUNG = [name for name, style in STYLES.items() if not style.vocal.raps]


def phrases(score: Score, kind: str = "") -> list[Phrase]:
    assert score.vocals
    return [phrase for phrase in score.vocals.phrases if not kind or score.sections[phrase.section].kind == kind]


def pitches(some: list[Phrase]) -> list[int]:
    return [pitch for phrase in some for note in phrase.notes for pitch in (note.pitch, *(pitch for _, pitch in note.turns))]


def seconds(phrase: Phrase, score: Score) -> float:
    last = phrase.notes[-1]
    return (last.start + last.length - phrase.notes[0].start) * 60 / score.spec.bpm


def moves(score: Score) -> list[int]:
    return [other - one for phrase in phrases(score) for one, other in pairwise(pitches([phrase]))]


def step(note: Sung, score: Score) -> int:
    """Sixteenth of the bar."""
    return round(note.start * 4) % (4 * score.beats_per_bar)


def section_lines(score: Score, kind: str) -> Iterator[list[tuple]]:
    """Rhythm in sixteenths and pitches of each section of that kind."""
    for number in dict.fromkeys(phrase.section for phrase in phrases(score, kind)):
        begin = score.sections[number].bar * score.beats_per_bar
        yield [
            (phrase.text, [(round(4 * (note.start - begin)), note.pitch) for note in phrase.notes])
            for phrase in phrases(score)
            if phrase.section == number
        ]


def test_stressed_syllables_stand_on_strong_beats(songs):
    def on_beat(score: Score, stressed: bool) -> float:
        return float(
            np.mean([
                step(note, score) % 4 == 0
                for phrase in phrases(score)
                for note, syllable in zip(phrase.notes, split(phrase.sounds), strict=True)
                if (syllable.stress == 2) == stressed
            ])
        )

    apart = [on_beat(score, True) - on_beat(score, False) for score in songs("*")]
    assert min(apart) > 0.2
    assert np.median(apart) > 0.45


def test_notes_begin_off_the_beat_nearly_as_often_as_on_it(songs):
    steps = [step(note, score) for score in songs("*") for phrase in phrases(score) for note in phrase.notes]
    off = np.mean([place % 4 == 2 for place in steps])
    assert 0.33 <= off <= 0.55
    assert np.mean([place % 2 == 1 for place in steps]) < 0.16


def test_a_chorus_comes_back_the_same_to_the_note(songs):
    for score in songs("*"):
        first, *others = section_lines(score, "chorus")
        assert others
        for other in others:
            assert [(text, [pitch for _, pitch in notes]) for text, notes in other] == [
                (text, [pitch for _, pitch in notes]) for text, notes in first
            ]
            steps = [[step for _, notes in lines for step, _ in notes] for lines in (first, other)]
            assert max(abs(one - two) for one, two in zip(*steps, strict=True)) <= 1, "but for the singer's own timing"


def test_verses_share_their_tune(songs):
    shared = []
    for score in songs("*"):
        one, other = list(section_lines(score, "verse"))[:2]
        for (_, first), (_, second) in zip(one, other, strict=True):
            common = Counter(first) & Counter(second)
            shared.append(common.total() / max(len(first), len(second)))
    assert np.median(shared) > 0.5


def test_the_chorus_lies_above_the_verse(songs):
    means = [np.mean(pitches(phrases(score, "chorus"))) - np.mean(pitches(phrases(score, "verse"))) for score in songs("*")]
    tops = [max(pitches(phrases(score, "chorus"))) - max(pitches(phrases(score, "verse"))) for score in songs("*")]
    assert np.mean(np.array(means) > 0) >= 0.9
    assert 2.0 <= np.median(means) <= 4.0
    assert np.median(tops) >= 1


@pytest.mark.parametrize("style", SUNG)
def test_syllables_come_as_fast_as_people_sing_them(songs, style):
    rates = [len(phrase.notes) / seconds(phrase, score) for score in songs(style) for phrase in phrases(score)]
    assert 2.2 <= np.median(rates) <= 3.2
    assert np.mean([1.4 <= rate <= 4.1 for rate in rates]) > 0.85


@pytest.mark.parametrize("style", SUNG)
def test_phrases_are_as_long_as_a_breath_and_rest_between(songs, style):
    lengths = [seconds(phrase, score) for score in songs(style) for phrase in phrases(score)]
    rests = [
        (other.notes[0].start - one.notes[-1].start - one.notes[-1].length) * 60 / score.spec.bpm
        for score in songs(style)
        for one, other in pairwise(phrases(score))
    ]
    assert 2.0 <= np.median(lengths) <= 4.2
    assert max(lengths) < 8
    assert np.mean(np.array(rests) >= 0.3) > 0.9


def test_tunes_repeat_step_and_leap_as_counted_songs_do(songs):
    sizes = Counter(abs(move) for score in songs("*") for move in moves(score))
    share = {size: count / sizes.total() for size, count in sizes.items()}
    assert 0.18 <= share[0] <= 0.32
    assert 0.42 <= share[1] + share[2] <= 0.58
    assert 0.10 <= share[3] <= 0.22
    assert sum(some for size, some in share.items() if size > 7) < 0.04


def test_downward_moves_outnumber_upward_ones_and_leaps_turn_back(songs):
    every = [move for score in songs("*") for move in moves(score)]
    assert sum(move < 0 for move in every) > sum(move > 0 for move in every)
    pairs = [(one, other) for score in songs("*") for one, other in pairwise(moves(score)) if abs(one) >= 5]
    assert np.mean([one * other < 0 for one, other in pairs]) > 0.5


def test_the_range_is_that_of_a_song(songs):
    spans = [max(pitches(phrases(score))) - min(pitches(phrases(score))) for score in songs("*")]
    assert 10 <= np.median(spans) <= 18
    assert np.mean([9 <= span <= 19 for span in spans]) > 0.9


def test_some_syllables_turn(songs):
    notes = [note for score in songs("*") for phrase in phrases(score) for note in phrase.notes]
    assert 1.04 <= np.mean([1 + len(note.turns) for note in notes]) <= 1.16


def test_a_chorus_ends_at_home_more_often_than_not(songs):
    ends = [pitches(phrases(score, "chorus")[-1:])[-1] % 12 == score.spec.key for score in songs("*")]
    assert np.mean(ends) > 0.6


def test_rap_is_spoken_fast_and_lands_its_rhymes(songs):
    for score in songs("hip-hop"):
        verses, hooks = phrases(score, "verse"), phrases(score, "chorus")
        assert all(phrase.spoken for phrase in verses)
        assert not any(phrase.spoken for phrase in hooks)
        assert 3.6 <= np.median([len(phrase.notes) / seconds(phrase, score) for phrase in verses]) <= 5.6
        ends = [step(phrase.notes[-1], score) for phrase in verses]
        assert np.mean([end in (8, 11, 12, 14) for end in ends]) > 0.7
        assert all(max(pitches([phrase])) - min(pitches([phrase])) <= 8 for phrase in verses)


def test_backing_voices_join_when_the_chorus_returns(songs):
    for score in songs("pop"):
        first, *others = dict.fromkeys(phrase.section for phrase in phrases(score, "chorus"))
        for phrase in phrases(score):
            chorus = score.sections[phrase.section].kind == "chorus"
            assert (phrase.doubles > 0) == chorus or score.sections[phrase.section].kind == "pre-chorus"
            assert bool(phrase.harmony) == (phrase.section in others)
            assert all(2 < abs(one - note.pitch) < 13 for voice in phrase.harmony for one, note in zip(voice, phrase.notes, strict=True))
        assert first not in others


def test_the_band_leaves_the_words_room(songs):
    for score in songs("*"):
        sung = {phrase.section for phrase in phrases(score)}
        spans = [
            (section.bar * score.beats_per_bar + 0.3, (section.bar + section.bars) * score.beats_per_bar - 0.3)
            for number, section in enumerate(score.sections)
            if number in sung
        ]
        for track in score.tracks:
            if track.name.startswith(("lead", "double")):
                assert not [note for note in track.notes if any(begin < note.start < end for begin, end in spans)], track.name


def test_every_style_sets_its_voice_over_the_band(songs):
    levels = {style: songs(style)[0].vocals.level for style in STYLES}
    assert all(level >= 1.5 for level in levels.values())
    assert levels["folk"] > levels["pop"]
    assert levels["jazz"] > levels["rock"]


def test_the_composer_writes_where_the_singers_sing():
    for name, voice in VOICES.items():
        assert range_of(name) == (voice.low, voice.high)
        assert abs(voice.spoken - SINGERS[name].speaking) <= 1


def test_strict_lyrics_stand_on_the_beat_more_than_loose_ones():
    def on_beat(strength: float) -> float:
        scores = [
            compose(replace(read({"sound_prompt": "pop"}, str(seed)), lyrics=RIVER, voice="man", lyrics_strength=strength))
            for seed in range(4)
        ]
        return float(
            np.mean([
                step(note, score) % 4 == 0
                for score in scores
                for phrase in phrases(score)
                for note, syllable in zip(phrase.notes, split(phrase.sounds), strict=True)
                if syllable.stress == 2
            ])
        )

    assert on_beat(1.0) > on_beat(0.0)


def test_some_songs_begin_with_the_tune_of_their_chorus(songs):
    quoted = 0
    for score in songs("*"):
        end = score.sections[0].bars * score.beats_per_bar - 0.1
        chorus = [note.pitch % 12 for note in phrases(score, "chorus")[0].notes + phrases(score, "chorus")[1].notes if not note.turns]
        for track in score.tracks:
            heard = [note.pitch % 12 for note in track.notes if note.start < end] if track.name.startswith("lead") else []
            quoted += len(heard) >= 6 and not Counter(heard[:6]) - Counter(chorus)
    assert quoted > 0.1 * len(songs("*"))
