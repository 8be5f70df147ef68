"""From a score to its cover: palette and composition by style, mood and seed, the title set where the composition leaves room for it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from engine.composer.seeds import Seeds
from engine.picture.colour import RGB, contrast, luminance
from engine.picture.lettering import Lettering, fitted, font, legible
from engine.picture.palettes import PALETTES
from engine.picture.scenes import SCENES
from engine.picture.sheet import Sheet
from engine.score import Score, Spec

SIDE = 1024
_MARGIN = 68
#: The title's room in pixels; the caption under it takes a line more.
_ROOM = (SIDE - 2 * _MARGIN, 216)
_CAPTION, _CAPTION_GAP = 25, 22
_HEAVY = {"hip-hop": 900, "rock": 900, "pop": 800, "house": 800, "funk": 800, "jazz": 800, "ambient": 500, "cinematic": 600, "folk": 700}
_CAPITALS = {"hip-hop", "rock", "cinematic"}
#: What the letters need against their ground (WCAG 2 asks 4.5:1), with a little for what JPEG takes.
_CONTRAST = 5.2
_GRAIN = 1.6
_QUALITIES = (88, 82, 74, 64)
_MOST_BYTES = 250_000


@dataclass(frozen=True)
class Block:
    """What is written on a cover, and where: its top edge in pixels."""

    title: Lettering
    caption: str
    top: int

    @property
    def height(self) -> int:
        return self.title.height + _CAPTION_GAP + _CAPTION if self.title.lines else _CAPTION

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom in pixels, with a margin."""
        width = max(self.title.width, round(font(_CAPTION, 600).getlength(self.caption)))
        return _MARGIN - 16, self.top - 12, min(SIDE, _MARGIN + width + 16), self.top + self.height + 14


def paint(score: Score) -> bytes:
    """A JPEG of 1024×1024 pixels, at most 250 kB; the same score gives the same bytes."""
    spec, seeds = score.spec, Seeds(score.spec.seed, "cover", score.title)
    picture, low = _scene(spec, seeds)
    block = _block(score, low)
    picture = _grained(picture, seeds)
    picture, ink = _readable(picture, block, low, spec)
    _write(picture, block, ink)
    return _jpeg(picture)


def _scene(spec: Spec, seeds: Seeds) -> tuple[Image.Image, bool]:
    """The composition, and whether the title stands at its foot (else at its head)."""
    families = PALETTES[spec.style]
    draw = seeds.at("palette")
    palette = families[draw.integers(len(families))].for_mood(spec, float(draw.uniform(-9, 9)))
    sheet = Sheet(palette.ground)
    low = SCENES[spec.style](sheet, palette, seeds.at("scene"), spec)
    return sheet.finished(SIDE), low


def _block(score: Score, low: bool) -> Block:
    spec = score.spec
    title = legible(score.title)
    title = title.upper() if spec.style in _CAPITALS else title
    lettering = fitted(title, *_ROOM, weight=_HEAVY.get(spec.style, 700))
    block = Block(lettering, f"{spec.style}  ·  {spec.bpm:.0f} bpm", 0)
    return Block(lettering, block.caption, SIDE - _MARGIN - block.height + 8 if low else _MARGIN - 14)


def _grained(picture: Image.Image, seeds: Seeds) -> Image.Image:
    """A breath of grain, the same in all channels: it hides the steps of soft fades, as on paper."""
    grain = seeds.at("grain").standard_normal((SIDE, SIDE, 1), np.float32) * _GRAIN
    return Image.fromarray(np.clip(np.asarray(picture, np.float32) + grain, 0, 255).astype(np.uint8))


def _readable(picture: Image.Image, block: Block, low: bool, spec: Spec) -> tuple[Image.Image, RGB]:
    """The picture and an ink that reads on it: where none does, the ground under the words is veiled until one does."""
    for veil in np.linspace(0, 1, 11):
        for ink, shade in _inks(picture, block):
            veiled = _veiled(picture, shade, block, low, float(veil)) if veil else picture
            if _least_contrast(veiled, block, ink) >= _CONTRAST:
                return veiled, ink
    raise AssertionError("a full veil is as dark or as light as paper")


def _inks(picture: Image.Image, block: Block) -> Sequence[tuple[RGB, RGB]]:
    """Ink and veil, the pair that suits the ground better first; both take a tinge of the ground's colour."""
    ground = np.asarray(picture.crop(block.box)).reshape(-1, 3).mean(axis=0)
    tinge = (ground - ground.mean()) / 255
    light = _rgb(np.array([250, 249, 245]) + 8 * tinge)
    dark = _rgb(np.array([22, 22, 26]) + 24 * tinge)
    pairs = [(light, dark), (dark, light)]
    return pairs if luminance(ground) < 0.3 else pairs[::-1]


def _rgb(values: np.ndarray) -> RGB:
    red, green, blue = (int(value) for value in np.clip(np.round(values), 0, 255))
    return red, green, blue


def _least_contrast(picture: Image.Image, block: Block, ink: RGB) -> float:
    """The ink's contrast against the ground of the words where it is worst, but for single grains."""
    lights = luminance(np.asarray(picture.crop(block.box)))
    own = float(luminance(np.array(ink)))
    return min(contrast(own, float(np.percentile(lights, share))) for share in (1, 99))


def _veiled(picture: Image.Image, shade: RGB, block: Block, low: bool, strength: float) -> Image.Image:
    """The picture with a veil of one colour from its edge over the words, and fading out beyond them."""
    _, top, _, bottom = block.box
    rows = np.arange(SIDE)
    beyond = (top - rows) if low else (rows - bottom)
    soft = np.clip(1 - beyond / 200, 0, 1)
    mask = (soft * soft * (3 - 2 * soft) * strength * 255).astype(np.uint8)
    return Image.composite(Image.new("RGB", picture.size, shade), picture, Image.fromarray(np.repeat(mask[:, None], SIDE, axis=1)))


def _write(picture: Image.Image, block: Block, ink: RGB) -> None:
    pen, y = ImageDraw.Draw(picture), float(block.top)
    for line in block.title.lines:
        pen.text((_MARGIN, y), line, fill=ink, font=font(block.title.size, block.title.weight))
        y += block.title.height / len(block.title.lines)
    pen.text((_MARGIN, y + _CAPTION_GAP if block.title.lines else y), block.caption, fill=ink, font=font(_CAPTION, 600))


def _jpeg(picture: Image.Image) -> bytes:
    data = b""
    for quality in _QUALITIES:
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality, subsampling=0 if quality > 80 else 2, optimize=True)
        data = file.getvalue()
        if len(data) <= _MOST_BYTES:
            break
    return data
