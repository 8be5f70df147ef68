"""What prompts mean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.composer.ranges import INSTRUMENTS
from engine.composer.theory import SCALES
from engine.prompt import read
from engine.score import Spec
from engine.styles import STYLES
from engine.styles.words import FAMILY_WORDS, GROUPS, INSTRUMENT_WORDS, NEAREST, STYLE_WORDS, SUGGESTS

#: Words that mean something together, for prompts that nearly do.
FRAGMENTS = (
    "no",
    "just",
    "solo",
    "only",
    "in",
    "key",
    "of",
    "a",
    "b",
    "C#",
    "minor",
    "9",
    ":",
    "1:3",
    "min",
    "s",
    "bpm",
    "jazz",
    "drums",
    "and",
    "without",
    "🎷",
)


def spec(prompt: str, seed: str = "1", **others) -> Spec:
    return read({"sound_prompt": prompt, **others}, seed)


@pytest.mark.parametrize(
    ("prompt", "style"),
    [
        ("lofi", "lo-fi"),
        ("Lo-Fi hip-hop to study to", "lo-fi"),
        ("chillhop, rainy night", "lo-fi"),
        ("hip hop", "hip-hop"),
        ("Hip-Hop with boom bap drums", "hip-hop"),
        ("deep house", "house"),
        ("drum & bass", "house"),
        ("DnB roller", "house"),
        ("techno for a warehouse", "house"),
        ("dance pop", "pop"),
        ("K-Pop hit", "pop"),
        ("indie rock anthem", "rock"),
        ("heavy metal", "rock"),
        ("bossa", "bossa nova"),
        ("Bossa-Nova at the beach", "bossa nova"),
        ("salsa", "bossa nova"),
        ("jazz trio", "jazz"),
        ("jazzy lo-fi", "lo-fi"),
        ("synth wave", "synthwave"),
        ("80s city pop", "synthwave"),
        ("epic trailer", "cinematic"),
        ("orchestral film score", "cinematic"),
        ("spanish guitar", "folk"),
        ("bluegrass", "folk"),
        ("country ballad", "folk"),
        ("p-funk groove", "funk"),
        ("disco", "funk"),
        ("ambient drone", "ambient"),
        ("meditation", "ambient"),
        ("R&B", "funk"),
        ("trap beat", "hip-hop"),
        ("rock 'n' roll", "rock"),
        ("爵士", "jazz"),
        ("民谣", "folk"),
    ],
)
def test_a_style_word_chooses_its_style_or_the_nearest_that_is_built(prompt, style):
    assert spec(prompt).style == style


@pytest.mark.parametrize(
    ("prompt", "bpm"),
    [
        ("house at 126 bpm", 126),
        ("96BPM lofi", 96),
        ("tempo of 88, jazz", 88),
        ("174 beats per minute", 174),
        ("allegro", 138),
        ("an adagio for strings", 66),
        ("999 bpm", 220),
        ("10 bpm", 40),
    ],
)
def test_a_tempo_that_is_written_is_played(prompt, bpm):
    assert spec(prompt).bpm == bpm


def test_slow_and_fast_move_the_tempo_inside_the_style():
    for style in STYLES.values():
        slow, fast = (sum(spec(f"{word} {style.name}", str(seed)).bpm for seed in range(12)) for word in ("slow", "fast"))
        assert slow < fast, style.name


@pytest.mark.parametrize(
    ("prompt", "key", "mode"),
    [
        ("lofi in D minor", 2, "minor"),
        ("F# major house", 6, "major"),
        ("C♯ minor", 1, "minor"),
        ("in Bb major", 10, "major"),
        ("pop in A minor", 9, "minor"),
        ("E dorian groove", 4, "dorian"),
        ("A-flat major waltz", 8, "major"),
        ("rock in F#m", 6, "minor"),
        ("a piece in E phrygian", 4, "phrygian"),
        ("G大调", 7, "major"),
        ("in a minor", 9, "minor"),
        ("d harmonic minor", 2, "harmonic minor"),
    ],
)
def test_a_key_that_is_written_is_the_key(prompt, key, mode):
    assert (spec(prompt).key, spec(prompt).mode) == (key, mode)


def test_in_a_minor_key_names_a_mode_and_no_tonic():
    read_keys = {spec("a song in a minor key", str(seed)).key for seed in range(20)}
    assert len(read_keys) > 3
    assert spec("a song in a minor key").mode == "minor"


@pytest.mark.parametrize("prompt", ["a calm song in a dark club", "jazz in Berlin", "e piano and drums", "a minor setback", "80s feeling"])
def test_words_that_only_look_like_a_key_are_none(prompt):
    assert len({spec(prompt, str(seed)).key for seed in range(20)}) > 3


@pytest.mark.parametrize(
    ("prompt", "seconds"),
    [
        ("90 seconds of jazz", 90),
        ("two minutes", 120),
        ("rock, 1:30", 90),
        ("a 3-minute pop song", 180),
        ("2.5 min", 150),
        ("half a minute", 30),
        ("two and a half minutes", 150),
        ("a minute and a half", 90),
        ("20 minutes of ambient", 480),
        ("1 second", 10),
        ("two minutes and 30 seconds", 150),
    ],
)
def test_a_length_that_is_written_is_wished_for_within_the_models_limit(prompt, seconds):
    assert spec(prompt, mv="FUZZ-2.0").seconds == seconds


def test_a_length_is_about_two_minutes_where_none_is_written_and_never_longer_than_the_model_allows():
    assert 105 <= spec("80s synthwave").seconds <= 135
    assert spec("5 minutes of rock", mv="FUZZ-0.8").seconds == 120
    assert spec("5 minutes of rock", mv="Lyria 3 preview").seconds == 180


@pytest.mark.parametrize(
    ("prompt", "instruments"),
    [
        ("jazz with upright bass and brushed drums", ("upright_bass", "kit_brush")),
        ("warm rhodes and strings", ("ep", "strings")),
        ("saxophone solo over funk", ("tenor_sax",)),
        ("drum and bass with pads", ("syn_pad",)),
        ("electric guitar and Hammond organ", ("clean_guitar", "organ")),
        ("acoustic guitar, cello", ("steel_guitar", "cello")),
        ("piano without strings", ("piano",)),
        ("808 bass and bells", ("syn_808", "syn_bell")),
        ("distorted guitars", ("distortion_guitar",)),
        ("double bass", ("upright_bass",)),
    ],
)
def test_instruments_are_read_in_the_order_they_are_named(prompt, instruments):
    assert spec(prompt).instruments == instruments


def test_what_is_refused_is_refused_as_a_whole_family():
    refused = spec("lofi, no drums").without
    assert {"kit_room", "kit_brush", "kit_808"} <= set(refused)
    assert {"piano", "ep"} & set(spec("pop without piano or drums").without) == {"piano"}
    assert "kit_room" in spec("pop without piano or drums").without
    assert spec("without a guitar but with piano").instruments == ("piano",)


@pytest.mark.parametrize(
    ("prompt", "instruments"),
    [
        ("solo piano", ("piano",)),
        ("just guitar and cello", ("steel_guitar", "cello")),
        ("only piano, sad", ("piano",)),
        ("violin and piano duet", ("violin", "piano")),
        ("a jazz trio at night", ("piano", "upright_bass", "kit_jazz")),
        ("string quartet", ("violin", "viola", "cello")),
    ],
)
def test_a_named_few_play_alone(prompt, instruments):
    assert spec(prompt).instruments == instruments
    assert spec(prompt).only


def test_a_solo_inside_a_band_leaves_the_band():
    assert not spec("rock with a guitar solo").only


def test_metre_and_mood_are_read():
    assert [spec(prompt).metre for prompt in ("a waltz", "folk in 3/4", "6/8 ballad", "pop")] == ["3/4", "3/4", "6/8", "4/4"]
    assert spec("dark and brooding").brightness < 0 < spec("happy and sunny").brightness
    assert spec("calm and gentle").drive < 0 < spec("energetic and driving").drive


def test_a_bright_prompt_is_oftener_in_major_than_a_dark_one():
    bright, dark = (sum(spec(f"{mood} pop", str(seed)).mode == "major" for seed in range(30)) for mood in ("happy", "sad"))
    assert bright > dark + 8


def test_a_loose_prompt_strays_further_from_the_styles_tempo_than_a_strict_one():
    def distance(strength: float) -> float:
        return sum(abs(spec("pop", str(seed), sound_strength=strength).bpm - STYLES["pop"].bpm[1]) for seed in range(40))

    assert distance(0.2) > 1.4 * distance(1.0)


def test_a_prompt_that_says_nothing_gets_styles_drawn_by_the_seed():
    assert len({spec("🎉🎉 שלום", str(seed)).style for seed in range(40)}) >= 6


@settings(max_examples=150, deadline=None)
@given(
    prompt=st.one_of(
        st.text(max_size=400),
        st.lists(st.sampled_from(FRAGMENTS)).map(" ".join),
    ),
    seed=st.text(max_size=20),
)
def test_every_text_gives_a_spec_that_can_be_composed(prompt, seed):
    result = spec(prompt, seed)
    assert result.style in STYLES
    assert 40 <= result.bpm <= 220
    assert 0 <= result.key < 12
    assert result.mode in SCALES
    assert 10 <= result.seconds <= 480
    assert set(result.instruments) | set(result.without) <= set(INSTRUMENTS)
    assert not set(result.instruments) & set(result.without)
    assert -1 <= result.brightness <= 1
    assert -1 <= result.drive <= 1


def test_fifty_thousand_characters_are_read():
    assert spec("jazz " + "x" * 50_000).style == "jazz"


def test_every_word_of_the_tables_leads_to_something_that_exists():
    assert {name for names in (*INSTRUMENT_WORDS.values(), *FAMILY_WORDS.values(), *GROUPS.values()) for name in names} <= set(INSTRUMENTS)
    assert set(SUGGESTS.values()) <= set(STYLE_WORDS)
    assert all(name in STYLES or NEAREST[name] in STYLES for name in STYLE_WORDS)
    assert set(STYLES) <= set(STYLE_WORDS)
