import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from engine.picture import cover, paint
from engine.picture.colour import Hue, contrast, luminance
from engine.picture.lettering import fitted, font, legible
from engine.score import Score, Space, Spec
from engine.styles import STYLES

#: What WCAG 2 asks of text.
READABLE = 4.5


def score(title: str = "The Long Way Home", style: str = "folk", seed: str = "1", brightness: float = 0.0) -> Score:
    spec = Spec(prompt="", style=style, bpm=96, key=0, mode="major", seconds=60, seed=seed, brightness=brightness)
    return Score(spec=spec, title=title, beats_per_bar=4, sections=(), chords=(), tracks=(), space=Space(), tempo=((0, 96),))


def pixels(jpeg: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(jpeg)).convert("RGB"))


@pytest.mark.parametrize("style", STYLES)
def test_every_style_has_a_cover_of_its_own_that_is_a_small_square_jpeg(style: str):
    jpeg = paint(score(style=style))
    assert jpeg[:3] == b"\xff\xd8\xff"
    assert Image.open(io.BytesIO(jpeg)).size == (1024, 1024)
    assert len(jpeg) <= 250_000
    assert pixels(jpeg).std() > 15, "a picture, not a plain ground"


def test_a_cover_is_the_same_every_time_and_another_for_another_seed_or_title_or_style():
    given = score()
    assert paint(given) == paint(given)
    others = [score(seed="2"), score(title="Home"), score(style="jazz"), score(brightness=0.9)]
    assert len({paint(given), *map(paint, others)}) == 5


def test_brighter_moods_have_lighter_covers():
    def light(brightness: float) -> float:
        return float(np.mean([pixels(paint(score(seed=str(n), brightness=brightness))).mean() for n in range(3)]))

    assert light(0.9) > light(-0.9) + 5


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("seed", ["a", "b"])
def test_the_title_can_be_read_on_every_ground(style: str, seed: str, monkeypatch: pytest.MonkeyPatch):
    written = []
    write = cover._write

    def watched(picture: Image.Image, block: cover.Block, ink: tuple[int, int, int]) -> None:
        written.append((block, ink))
        write(picture, block, ink)

    monkeypatch.setattr(cover, "_write", watched)
    shown = pixels(paint(score("Two Words or Three", style, seed)))
    [(block, ink)] = written
    left, top, right, bottom = block.box
    region = shown[top:bottom, left:right].reshape(-1, 3).astype(int)
    letters = np.abs(region - np.array(ink)).sum(axis=1)
    assert (letters < 40).mean() > 0.04, "the letters are there, in the ink"
    own, ground = float(luminance(np.array(ink))), luminance(region[letters > 330])
    near = np.percentile(ground, [2, 98])
    assert min(contrast(own, float(light)) for light in near) >= READABLE


@given(st.text(max_size=220))
@settings(max_examples=8, deadline=None)
def test_any_title_at_all_gets_a_cover(title: str):
    assert paint(score(title))[:2] == b"\xff\xd8"


@given(st.lists(st.text("abcdefghij ÄÖÜß'-", min_size=1, max_size=60), min_size=1, max_size=12).map(" ".join))
@settings(max_examples=40, deadline=None)
def test_a_title_is_set_within_its_room_in_at_most_three_lines(title: str):
    title = legible(title)
    lettering = fitted(title, 888, 216, 700)
    assert len(lettering.lines) <= 3
    assert lettering.width <= 888 + 2
    assert lettering.height <= 216
    assert lettering.lines or not title


def test_a_very_long_title_is_cut_with_an_ellipsis_and_a_short_one_is_whole():
    assert fitted("word " * 60, 888, 216, 700).lines[-1].endswith("…")
    assert fitted("a" * 200, 888, 216, 700).lines[-1].endswith("…")
    assert fitted("Donaudampfschifffahrtsgesellschaftskapitän", 888, 216, 700).lines == ("Donaudampfschifffahrtsgesellschaftskapitän",)
    assert " ".join(fitted("The Long Way Home", 888, 216, 700).lines) == "The Long Way Home"
    assert fitted("\u0301", 888, 216, 700).lines == ("\u0301",), "an accent alone has no width"
    assert fitted("Home", 888, 216, 700).size > fitted("A rather longer title than that one was before", 888, 216, 700).size


def test_signs_that_the_font_lacks_are_left_out_and_scripts_that_it_lacks_leave_the_title_off():
    assert legible("Summer 🌞 Nights") == "Summer Nights"
    assert legible("Café Zürich") == "Café Zürich"
    assert legible("夏天的雨") == ""
    assert legible("Дом") == ""
    assert legible("\x00\ud800\n\u202e") == ""
    assert paint(score("夏天的雨")) != paint(score("夏天的风"))


def test_colours_stay_within_what_a_screen_shows_and_keep_their_lightness():
    for degrees in range(0, 360, 30):
        loud, quiet = Hue(0.7, 0.4, degrees), Hue(0.7, 0.02, degrees)
        assert all(0 <= value <= 255 for value in loud.rgb)
        assert abs(float(luminance(np.array(loud.rgb))) - float(luminance(np.array(quiet.rgb)))) < 0.12


def test_the_font_is_the_dashboards_own():
    assert font(40, 400).getname()[0] == "Hanken Grotesk"
