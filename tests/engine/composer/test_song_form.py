"""What holds for every song, whatever its words: the form that they give, and the singer's part as plain data."""

from dataclasses import replace
from itertools import pairwise, product

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from engine.composer import TooLong, compose
from engine.composer.ranges import VOICES
from engine.prompt import read
from engine.score import SCORE, Phrase, Score
from engine.styles import STYLES
from lyric.sounds import split
from tests.engine.composer.words_to_sing import DECEMBER, RIVER


def song(words: str, style: str = "pop", seed: str = "1", **changes) -> Score:
    return compose(replace(read({"sound_prompt": style}, seed), lyrics=words, voice="woman", **changes))


def seconds(score: Score) -> float:
    return score.bars * score.beats_per_bar * 60 / score.spec.bpm


def kinds(score: Score) -> list[str]:
    return [section.kind for section in score.sections]


def sung_kinds(score: Score) -> list[str]:
    """The sections that have words, in order."""
    assert score.vocals
    return [score.sections[number].kind for number in dict.fromkeys(phrase.section for phrase in score.vocals.phrases)]


def check_singing(score: Score) -> None:
    """Everything that the singer and the mix rely on."""
    assert score.vocals
    assert score.vocals.phrases
    for phrase in score.vocals.phrases:
        check_phrase(phrase, score)
    for one, other in pairwise(score.vocals.phrases):
        assert one.section <= other.section
        assert one.notes[-1].start + one.notes[-1].length <= other.notes[0].start + 1e-4


def check_phrase(phrase: Phrase, score: Score) -> None:
    section, beats = score.sections[phrase.section], score.beats_per_bar
    slack = 0.1 + 0.12 * score.spec.bpm / 60  # swing, and the singer's own time
    low, high, *_ = VOICES[score.spec.voice]
    assert len(split(phrase.sounds)) == len(phrase.notes) > 0
    assert all(len(voice) == len(phrase.notes) for voice in phrase.harmony)
    assert section.bar * beats - 1 - slack <= phrase.notes[0].start
    assert phrase.notes[0].start >= 0
    assert phrase.notes[-1].start + phrase.notes[-1].length <= (section.bar + section.bars) * beats + slack
    assert all(one.start + one.length <= other.start + 1e-4 for one, other in pairwise(phrase.notes))
    for note in phrase.notes:
        times = [note.start, *(beat for beat, _ in note.turns), note.start + note.length]
        assert all(one < other for one, other in pairwise(times)), note
        assert all(low - 5 <= pitch <= high + 5 for pitch in (note.pitch, *(pitch for _, pitch in note.turns)))


@pytest.mark.parametrize("style", STYLES)
def test_every_song_of_a_style_can_be_sung(songs, style):
    for score in songs(style):
        check_singing(score)
        assert SCORE.validate_json(SCORE.dump_json(score)) == score


_VERBS, _NOUNS = ("carry", "follow", "remember", "borrow", "whistle"), ("river", "morning", "window", "fire", "paper")
_PLACES = ("home", "down the road", "once again", "in the rain")

_LINES = st.one_of(
    st.sampled_from(["[Verse 1]", "[Chorus]", "[Rap]", "[Solo]", "[Outro]", "[Bridge - quietly]", "", "Hold on to me", "la " * 40, "yeah"]),
    st.text(max_size=40),
)


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(
    lines=st.lists(_LINES, max_size=14),
    style=st.sampled_from(list(STYLES)),
    bpm=st.floats(40, 220),
    metre=st.sampled_from(["4/4", "3/4", "6/8"]),
    weirdness=st.floats(0, 1),
    strength=st.floats(0, 1),
    longest=st.sampled_from([60.0, 240.0, 480.0]),
    voice=st.sampled_from(list(VOICES)),
    key=st.integers(0, 11),
)
def test_odd_words_end_in_a_song_or_in_a_reason(lines, style, bpm, metre, weirdness, strength, longest, voice, key):
    spec = replace(read({"sound_prompt": style}, "odd"), bpm=round(bpm, 2), metre=metre, key=key, voice=voice, longest=longest)
    try:
        score = compose(replace(spec, lyrics="\n".join(lines), weirdness=weirdness, lyrics_strength=strength))
    except TooLong:
        return
    assert score.vocals is None or seconds(score) <= longest
    if score.vocals:
        check_singing(score)


def test_the_words_give_the_form():
    score = song(RIVER, seconds=60.0)
    assert kinds(score) == ["intro", "verse", "chorus", "break", "verse", "chorus", "bridge", "chorus", "outro"]
    assert sung_kinds(score) == ["verse", "chorus", "verse", "chorus", "bridge", "chorus"]
    assert all(section.bars % 4 == 0 for section in score.sections)


def test_a_chorus_that_is_only_named_again_is_sung_again():
    assert song(RIVER).vocals
    texts = [phrase.text for phrase in song(RIVER, seconds=60.0).vocals.phrases]  # type: ignore[union-attr]
    assert texts.count("Under the summer rain") == 3


def test_sections_without_words_belong_to_the_band():
    score = song("[Intro]\n[Verse]\nHello there my friend\n[Solo]\n[Chorus]\nSing it with me\n[Break]\n[Outro]\nGoodbye my friend")
    assert kinds(score)[:5] == ["intro", "verse", "solo", "chorus", "break"]
    assert kinds(score)[-1] == "outro"
    assert sung_kinds(score)[-1] == "outro"
    assert "solo" not in sung_kinds(score)


def test_few_words_become_a_short_song_and_not_a_snippet():
    score = song("Hold me now")
    assert 40 <= seconds(score) <= 90
    assert score.vocals
    assert len(score.vocals.phrases) >= 2


def test_a_long_line_is_sung_in_several_breaths_with_no_word_lost():
    line = "I was walking down the avenue at midnight, and the wind was calling out your name, and I was not afraid of anything at all"
    phrases = song(line, seconds=30.0).vocals.phrases  # type: ignore[union-attr]
    once = [phrase.text for phrase in phrases][:3]
    assert " ".join(once) == line
    assert all(len(phrase.notes) <= 13 for phrase in phrases)


def test_a_wall_of_words_is_divided_into_verses():
    wall = song("[Verse]\n" + "\n".join(f"I {verb} the {noun} home" for verb, noun in product(_VERBS, (*_NOUNS, "moon", "stone", "light"))))
    assert kinds(wall).count("verse") == 5
    assert max(section.bars for section in wall.sections) <= 24


def test_many_words_are_sung_faster_before_they_are_refused():
    lines = [f"I {verb} the {noun} {place}" for verb, noun, place in product(_VERBS, _NOUNS, _PLACES)]
    roomy, tight = song("\n".join(lines[:32])), song("\n".join(lines[:32]), longest=100.0)
    assert seconds(tight) <= 100 < seconds(roomy)
    with pytest.raises(TooLong, match=r"take about \d+(\.5)? minutes, and a song of this model lasts 3 at most: leave out about \d+ of"):
        song("\n".join(lines), longest=180.0)


def test_a_wished_length_adds_a_solo_but_never_cuts_words():
    short, long = song(DECEMBER, seconds=30.0), song(DECEMBER, seconds=200.0)
    assert "solo" not in kinds(short)
    assert "solo" in kinds(long)
    assert {phrase.text for phrase in short.vocals.phrases} == {phrase.text for phrase in long.vocals.phrases}  # type: ignore[union-attr]


def test_words_without_a_voice_in_them_leave_the_piece_instrumental():
    for words in ("[Verse]\n[Chorus]", "...!!!", ""):
        assert song(words).vocals is None


def test_the_same_spec_gives_the_same_song():
    for style in ("pop", "hip-hop"):
        assert SCORE.dump_json(song(RIVER, style)) == SCORE.dump_json(song(RIVER, style))
        assert song(RIVER, style, "2").vocals != song(RIVER, style, "3").vocals


def test_words_beside_a_tag_are_wishes():
    def sung(wish: str, style: str = "rock") -> Score:
        return song(f"[Verse 1{wish}]\nThe river runs below the town\n[Chorus]\nHold on to me", style)

    plain, soft, loud = (sung(wish).sections[1].energy for wish in ("", " - soft and close", " - full band"))
    assert soft < plain < loud
    assert [phrase.spoken for phrase in sung(" - rapped").vocals.phrases][:2] == [True, False]  # type: ignore[union-attr]
    assert not any(phrase.spoken for phrase in sung("").vocals.phrases)  # type: ignore[union-attr]


def test_a_prompt_may_ask_for_rapped_verses_in_any_style():
    for prompt, rapped in (("rock with rapped verses", True), ("rock, no rap", False), ("rock", False)):
        spec = replace(read({"sound_prompt": "rock"}, "1"), prompt=prompt, lyrics=RIVER, voice="man")
        assert any(phrase.spoken for phrase in compose(spec).vocals.phrases) == rapped  # type: ignore[union-attr]
