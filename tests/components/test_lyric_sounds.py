"""What is worked out of words beside the page."""

from components.lyric_sounds import MOST, sounds

SONG = "[Verse 1]\nPaper lanterns on the water\nSail away, my only daughter\n\n[Chorus]\nLow tide, low tide\n月亮代表我的心"


def test_each_line_has_its_syllables_its_rhyme_and_its_stresses():
    found = sounds(SONG).result(60)
    first, second, third, fourth = found.lines
    assert (first.text, first.section, first.syllables, first.rhyme, first.stress) == (
        "Paper lanterns on the water", 0, 8, "A", "●· ●· ● · ●·",
    )  # fmt: skip
    assert (second.syllables, second.rhyme) == (8, "A")
    assert (third.section, third.syllables, third.rhyme) == (1, 4, "")
    assert fourth.syllables == 0
    assert found.syllables(0) == 16
    assert found.foreign
    assert found.seconds > 10


def test_only_so_many_lines_are_looked_at():
    found = sounds("\n".join(f"line {number}" for number in range(MOST + 50))).result(60)
    assert len(found.lines) == MOST
    assert found.cut


def test_nothing_to_sing_is_no_length():
    assert sounds("").result(60).seconds == 0
    assert sounds("[Verse]\n\n[Chorus]").result(60).lines == ()
