"""The sheet that a cover is drawn on: a square of side 1, x to the right and y downward, drawn at twice the size and then made smaller."""

from collections.abc import Iterable, Sequence

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from engine.picture.colour import Hue, between

Point = tuple[float, float]
#: Pixels a side while drawing.
SIDE = 2048


class Sheet:
    """A picture in the making; shapes cover what was drawn before them."""

    def __init__(self, ground: Hue) -> None:
        self.image = Image.new("RGB", (SIDE, SIDE), ground.rgb)
        self._pen = ImageDraw.Draw(self.image)

    def polygon(self, points: Iterable[Point], hue: Hue, opacity: float = 1.0, *, multiply: bool = False) -> None:
        self._lay(lambda pen, fill: pen.polygon(_pixels(points), fill=fill), hue, opacity, multiply)

    def disc(self, x: float, y: float, radius: float, hue: Hue, opacity: float = 1.0, *, multiply: bool = False) -> None:
        box = _pixels([(x - radius, y - radius), (x + radius, y + radius)])
        self._lay(lambda pen, fill: pen.ellipse(box, fill=fill), hue, opacity, multiply)

    def discs(self, spots: Iterable[tuple[float, float, float]], hue: Hue, opacity: float = 1.0) -> None:
        """Many discs (x, y, radius) of one colour; where they overlap they are one."""
        boxes = [_pixels([(x - r, y - r), (x + r, y + r)]) for x, y, r in spots if r > 0]
        self._lay(lambda pen, fill: [pen.ellipse(box, fill=fill) for box in boxes], hue, opacity, False)

    def lines(self, paths: Iterable[Sequence[Point]], width: float, hue: Hue, opacity: float = 1.0) -> None:
        """Lines of one width and colour through the points of each path."""
        drawn = [_pixels(path) for path in paths]
        pixels = max(1, round(width * SIDE))
        self._lay(lambda pen, fill: [pen.line(path, fill=fill, width=pixels, joint="curve") for path in drawn], hue, opacity, False)

    def rings(self, x: float, y: float, radii: Sequence[float]) -> Image.Image:
        """A mask: white within the first radius, black within the second, and so on; radii fall."""
        mask = Image.new("L", (SIDE, SIDE), 0)
        pen = ImageDraw.Draw(mask)
        for number, radius in enumerate(radii):
            pen.ellipse(_pixels([(x - radius, y - radius), (x + radius, y + radius)]), fill=0 if number % 2 else 255)
        return mask

    def through(self, mask: Image.Image, hue: Hue, opacity: float = 1.0) -> None:
        """Colour where the mask is white."""
        self.image.paste(hue.rgb, mask=mask.point([round(value * opacity) for value in range(256)]))

    def fade(self, hues: Sequence[Hue], top: float = 0.0, bottom: float = 1.0, opacity: float = 1.0) -> None:
        """Colours from top to bottom of a band across the sheet, evenly apart."""
        first, last = round(top * SIDE), round(bottom * SIDE)
        column = np.array([_mixed(hues, at).rgb for at in np.linspace(0, 1, 96)], np.uint8)[:, None]
        band = Image.fromarray(column).resize((SIDE, last - first), Image.Resampling.BICUBIC)
        if opacity < 1:
            band = Image.blend(self.image.crop((0, first, SIDE, last)), band, opacity)
        self.image.paste(band, (0, first))

    def glow(self, x: float, y: float, radius: float, hue: Hue, opacity: float = 1.0) -> None:
        """Light that falls off softly with the distance."""
        side = 192
        across = (np.arange(side) + 0.5) / side
        distance = np.hypot(across[None] - x, across[:, None] - y) / radius
        soft = np.clip(1 - distance, 0, 1) ** 2 * opacity * 255
        mask = Image.fromarray(soft.astype(np.uint8)).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
        self.image.paste(hue.rgb, mask=mask)

    def finished(self, side: int) -> Image.Image:
        return self.image.resize((side, side), Image.Resampling.BOX)

    def _lay(self, draw, hue: Hue, opacity: float, multiply: bool) -> None:
        if opacity >= 1 and not multiply:
            draw(self._pen, hue.rgb)
            return
        mask = Image.new("L", (SIDE, SIDE), 0)
        draw(ImageDraw.Draw(mask), round(255 * opacity))
        box = mask.getbbox()
        if box is None:
            return
        mask, under = mask.crop(box), self.image.crop(box)
        over = Image.new("RGB", under.size, hue.rgb)
        under.paste(ImageChops.multiply(under, over) if multiply else over, mask=mask)
        self.image.paste(under, box[:2])


def _pixels(points: Iterable[Point]) -> list[Point]:
    return [(x * SIDE, y * SIDE) for x, y in points]


def _mixed(hues: Sequence[Hue], at: float) -> Hue:
    """The colour at ``at`` (0 … 1) along colours that stand evenly apart."""
    place = at * (len(hues) - 1)
    first = min(int(place), len(hues) - 2)
    return between(hues[first], hues[first + 1], place - first)
