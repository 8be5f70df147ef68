"""Covers that look out at something: a window, a road of light, hills, water, mountains, a promenade by the sea."""

from itertools import pairwise

import numpy as np

from engine.picture.colour import Hue, Palette, between
from engine.picture.scenes.shapes import Path, along, block, leaf, ridge, swell, under
from engine.picture.sheet import Sheet
from engine.score import Spec


def window(sheet: Sheet, colours: Palette, draw: np.random.Generator, spec: Spec) -> bool:
    """An evening window in the rain: town lights outside, a plant and a cup on the sill."""
    left, right, top, sill = 0.13, 0.87, 0.075, 0.625
    sheet.fade([colours.far, colours.mid], top, sill)
    moon = float(draw.uniform(0.25, 0.75)), float(draw.uniform(0.20, 0.30))
    sheet.glow(*moon, 0.3, colours.accent, 0.5)
    sheet.disc(*moon, float(draw.uniform(0.045, 0.075)), colours.accent.lit(0.04))
    for distance, share in ((0.38, 0.45), (0.48, 0.85)):
        _town(sheet, between(colours.mid, colours.near, share), colours.accent, distance, sill, draw)
    _rain(sheet, colours.mid.lit(0.15), (left, right, top, sill), draw, 150 + round(60 * spec.drive))
    for wall in (block(0, 0, left, 1), block(right, 0, 1, 1), block(0, 0, 1, top), block(0, sill, 1, 1)):
        sheet.polygon(wall, colours.ground)
    sheet.glow(float(draw.choice([0.02, 0.98])), 0.02, 0.75, colours.accent, 0.16)
    frame, beam = colours.ground.lit(0.13), 0.016
    middle = float(draw.choice([0.5, 0.5, 0.36, 0.64]))
    for x in (left, middle, right):
        sheet.polygon(block(x - beam / 2, top, x + beam / 2, sill), frame)
    for y in (top, (top + sill) / 2 - 0.09):
        sheet.polygon(block(left - beam / 2, y - beam / 2, right + beam / 2, y + beam / 2), frame)
    sheet.polygon(block(left - 0.05, sill, right + 0.05, sill + 0.03), frame.lit(0.05))
    sheet.polygon(block(left - 0.05, sill + 0.03, right + 0.05, sill + 0.042), colours.ground.lit(-0.06))
    flip = bool(draw.integers(2))
    _plant(sheet, colours, 0.27 if flip else 0.73, sill, draw)
    _cup(sheet, colours, 0.70 if flip else 0.30, sill, draw)
    return True


def _town(sheet: Sheet, wall: Hue, light: Hue, skyline: float, ground: float, draw: np.random.Generator) -> None:
    x, lit = 0.1, []
    while x < 0.9:
        width, roof = float(draw.uniform(0.05, 0.11)), skyline + float(draw.uniform(-0.05, 0.08))
        sheet.polygon(block(x, roof, x + width, ground), wall)
        for column in np.arange(x + 0.012, x + width - 0.012, 0.018):
            lit += [(float(column), float(row)) for row in np.arange(roof + 0.018, ground, 0.026) if draw.random() < 0.22]
        x += width + float(draw.uniform(-0.004, 0.012))
    for column, row in lit:
        sheet.polygon(block(column, row, column + 0.008, row + 0.012), between(wall, light, 0.75))


def _rain(sheet: Sheet, hue: Hue, pane: tuple[float, float, float, float], draw: np.random.Generator, drops: int) -> None:
    left, right, top, bottom = pane
    x, y = draw.uniform(left, right, drops), draw.uniform(top, bottom, drops)
    length = draw.uniform(0.012, 0.05, drops)
    sheet.lines([[(a, b), (a - 0.22 * n, b + n)] for a, b, n in zip(x, y, length, strict=True)], 0.0015, hue, 0.5)
    sheet.discs(zip(draw.uniform(left, right, 60), draw.uniform(top, bottom, 60), draw.uniform(0.0012, 0.0035, 60), strict=True), hue, 0.6)


def _plant(sheet: Sheet, colours: Palette, x: float, sill: float, draw: np.random.Generator) -> None:
    green = Hue(colours.near.light + 0.14, 0.06, 155)
    for number, degrees in enumerate(np.linspace(-62, 62, int(draw.integers(6, 10)))):
        length = float(draw.uniform(0.11, 0.19)) * (1 - abs(degrees) / 220)
        sheet.polygon(leaf(x, sill - 0.06, length, 0.02, float(degrees + draw.uniform(-8, 8))), green.lit(0.06 * (number % 3)))
    clay = between(colours.mid, colours.near, 0.3)
    sheet.polygon(_vessel(x, sill, 0.045, 0.075), clay)
    sheet.polygon(block(x - 0.05, sill - 0.083, x + 0.05, sill - 0.065), clay.lit(0.05))


def _cup(sheet: Sheet, colours: Palette, x: float, sill: float, draw: np.random.Generator) -> None:
    height = np.linspace(0, 1, 40)
    for shift in (-0.014, 0.016):
        sway = 0.011 * np.sin(height * 7 + draw.uniform(0, 6)) * (0.4 + height)
        steam = list(zip((x + shift + sway).tolist(), (sill - 0.085 - 0.09 * height).tolist(), strict=True))
        sheet.lines([steam], 0.0045, colours.mid.lit(0.18), 0.45)
    body = between(colours.accent, colours.mid, 0.35)
    sheet.disc(x + 0.043, sill - 0.038, 0.024, body)
    sheet.disc(x + 0.043, sill - 0.038, 0.013, between(colours.mid, colours.near, 0.6))
    sheet.polygon(_vessel(x, sill, 0.042, 0.072), body)
    sheet.polygon(block(x - 0.042, sill - 0.072, x + 0.042, sill - 0.064), body.lit(0.06))


def _vessel(x: float, foot: float, half: float, tall: float) -> Path:
    """A pot or a cup from the side: narrower at its foot."""
    return [(x - half, foot - tall), (x + half, foot - tall), (x + half * 0.78, foot), (x - half * 0.78, foot)]


def grid(sheet: Sheet, colours: Palette, draw: np.random.Generator, spec: Spec) -> bool:
    """A slotted sun behind mountains, and a floor of light that runs to the horizon."""
    horizon = float(draw.uniform(0.66, 0.70))
    sheet.fade([colours.ground, colours.ground, colours.far, colours.mid], 0, horizon)
    sheet.discs(zip(draw.random(90), draw.random(90) * 0.42, draw.uniform(0.0006, 0.0022, 90), strict=True), colours.accent.lit(0.1), 0.8)
    x, radius = float(draw.choice([0.5, 0.5, 0.62, 0.4])), float(draw.uniform(0.20, 0.235))
    y = horizon - radius * float(draw.uniform(0.55, 0.75))
    sheet.glow(x, y, radius * 2.4, colours.mid.lit(0.1), 0.65)
    _slotted_sun(sheet, x, y, radius, colours)
    rock = between(colours.ground, colours.far, 0.25)
    heights = horizon - 0.012 - np.abs(ridge(draw, 0.0, 0.075, 0.5, 6)) * np.clip(np.abs(np.linspace(0, 1, 65) - x) * 3.2, 0.06, 1)
    sheet.polygon([*along(heights), (1, horizon), (0, horizon)], rock)
    sheet.lines([along(heights)], 0.0022, colours.mid.lit(0.08))
    sheet.fade([between(colours.near, colours.mid, 0.35), colours.near, colours.near], horizon, 1)
    line = between(colours.mid, colours.accent, 0.25)
    depth = np.geomspace(1, 14, 13 + round(3 * spec.drive))
    rows = horizon + (1 - horizon) * (depth - 1) / 13
    sheet.lines([[(0, float(row)), (1, float(row))] for row in rows], 0.0022, line, 0.85)
    feet = np.arange(-24, 25) * 0.16
    sheet.lines([[(x + float(foot) * 0.09, horizon), (x + float(foot), 1.0)] for foot in feet], 0.0022, line, 0.85)
    sheet.lines([[(0, horizon), (1, horizon)]], 0.005, colours.accent.lit(0.05))
    return False


def _slotted_sun(sheet: Sheet, x: float, y: float, radius: float, colours: Palette) -> None:
    bottom, edge = 1.0, -1.0
    slots = [(0.02 + 0.17 * n, 0.05 + 0.012 * n) for n in range(6)]
    gaps = [(place, place + wide) for place, wide in slots]
    edges = [edge, *[side for gap in gaps for side in gap], bottom]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        for low, high in zip(np.linspace(start, end, 9)[:-1], np.linspace(start, end, 9)[1:], strict=True):
            cut = np.linspace(low, high, 6)
            half = np.sqrt(np.clip(1 - cut**2, 0, 1)) * radius
            down = y + cut * radius
            right = list(zip((x + half).tolist(), down.tolist(), strict=True))
            left = list(zip((x - half[::-1]).tolist(), down[::-1].tolist(), strict=True))
            sheet.polygon(right + left, between(colours.accent, colours.mid, float((low + 1) / 2) * 0.9))


def hills(sheet: Sheet, colours: Palette, draw: np.random.Generator, spec: Spec) -> bool:
    """Hills behind hills, drawn with the lines of their slopes; a sun, trees and birds."""
    sheet.fade([colours.ground, between(colours.ground, colours.far, 0.35)], 0, 0.8)
    x = float(draw.uniform(0.62, 0.84))
    sheet.disc(x, float(draw.uniform(0.40, 0.46)), float(draw.uniform(0.085, 0.12)), colours.accent)
    _birds(sheet, colours.near, draw)
    steps = [colours.far, between(colours.far, colours.mid, 0.5), colours.mid, between(colours.mid, colours.near, 0.5), colours.near]
    for number, hue in enumerate(steps):
        heights = swell(draw, 0.53 + 0.095 * number, 0.05 - 0.004 * number)
        sheet.polygon(under(heights), hue)
        ink = between(hue, colours.near if number < 3 else colours.far, 0.35)
        gap = 0.011 + 0.0035 * number
        slopes = [heights + gap * n * (1 + 0.35 * np.sin(np.linspace(0, 6, len(heights)) + number)) for n in range(1, 9)]
        sheet.lines([along(slope) for slope in slopes], 0.0016 + 0.0003 * number, ink, 0.8)
        if 1 <= number <= 3:
            _trees(sheet, heights, 0.03 + 0.018 * number, between(hue, colours.near, 0.75), draw, 5 + round(3 * spec.drive))
    return False


def _birds(sheet: Sheet, hue: Hue, draw: np.random.Generator) -> None:
    for _ in range(int(draw.integers(3, 6))):
        x, y, span = float(draw.uniform(0.3, 0.6)), float(draw.uniform(0.40, 0.47)), float(draw.uniform(0.009, 0.016))
        spread = np.linspace(-1, 1, 21)
        wings = y - span * 0.75 * np.sin(np.pi * np.abs(spread) ** 0.7)
        sheet.lines([list(zip((x + span * spread).tolist(), wings.tolist(), strict=True))], 0.0028, hue)


def _trees(sheet: Sheet, heights: np.ndarray, size: float, hue: Hue, draw: np.random.Generator, most: int) -> None:
    middle = float(draw.uniform(0.1, 0.9))
    for _ in range(max(2, most)):
        x = float(np.clip(middle + draw.normal(0, 0.07), 0.02, 0.98))
        foot, tall = float(heights[round(x * (len(heights) - 1))]) + 0.006, size * float(draw.uniform(0.7, 1.25))
        sheet.polygon(block(x - tall * 0.03, foot - tall * 0.2, x + tall * 0.03, foot), hue)
        for tier in range(3):
            top, wide = foot - tall * (1.0 - 0.24 * tier), tall * (0.16 + 0.06 * tier)
            sheet.polygon([(x, top), (x + wide, top + tall * 0.38), (x - wide, top + tall * 0.38)], hue)


def horizon(sheet: Sheet, colours: Palette, draw: np.random.Generator, spec: Spec) -> bool:
    """Still water under a wide sky, and a light that lies on both."""
    line = float(draw.uniform(0.54, 0.62))
    sheet.fade([colours.ground, colours.far, colours.mid], 0, line)
    x, radius = float(draw.uniform(0.3, 0.7)), float(draw.uniform(0.10, 0.17))
    y = line - radius * float(draw.uniform(-0.15, 1.5))
    sheet.glow(x, y, radius * 3.4, colours.accent, 0.75)
    sheet.disc(x, y, radius, colours.accent, 0.92)
    haze = swell(draw, line - 0.012, 0.012)
    sheet.polygon([*along(np.minimum(haze, line)), (1, line), (0, line)], between(colours.mid, colours.far, 0.5), 0.75)
    sheet.fade([between(colours.mid, colours.near, 0.25), between(colours.mid, colours.near, 0.8), colours.near], line, 1)
    sheet.glow(x, line + 0.02, radius * 2.2, colours.accent, 0.35)
    rows = line + 0.004 + np.cumsum(np.geomspace(0.004, 0.017, 22))
    for number, row in enumerate(rows):
        wide = radius * (1.0 - 0.028 * number) * float(draw.uniform(0.55, 1.0))
        shift = float(draw.normal(0, 0.008))
        sheet.polygon(_lens(x + shift, float(row), wide, 0.0022 + 0.00016 * number), colours.accent, 0.62 - 0.022 * number)
    return True


def _lens(x: float, y: float, half: float, thick: float) -> Path:
    across = np.linspace(-1, 1, 21)
    bulge = thick * (1 - across**2)
    upper = list(zip((x + half * across).tolist(), (y - bulge).tolist(), strict=True))
    return upper + list(zip((x + half * across[::-1]).tolist(), (y + bulge[::-1]).tolist(), strict=True))


def peaks(sheet: Sheet, colours: Palette, draw: np.random.Generator, spec: Spec) -> bool:
    """Ranges of mountains that darken towards us, one peak above them, and light from behind it."""
    sheet.fade([colours.ground, colours.far, colours.mid], 0, 0.6)
    x, top = float(draw.uniform(0.36, 0.64)), float(draw.uniform(0.17, 0.25))
    sun = x + float(draw.choice([-1, 1])) * float(draw.uniform(0.1, 0.17))
    sheet.glow(sun, top + 0.12, 0.75, colours.accent, 0.7)
    for degrees in draw.uniform(-78, 78, 9 + round(4 * spec.drive)):
        _ray(sheet, sun, top + 0.14, float(degrees), colours.accent, float(draw.uniform(0.015, 0.04)))
    sheet.disc(sun, top + 0.13, 0.055, colours.accent)
    _mountain(sheet, x, top, sun > x, colours, draw)
    for number, base in enumerate((0.50, 0.58, 0.665)):
        heights = ridge(draw, base, 0.055, 0.52)
        sheet.polygon(under(heights), between(colours.far, colours.near, 0.3 + 0.33 * number))
    sheet.fade([between(colours.far, colours.near, 0.96), colours.near], 0.76, 1)
    sheet.polygon(under(ridge(draw, 0.735, 0.03, 0.55)), colours.near)
    return True


def _ray(sheet: Sheet, x: float, y: float, degrees: float, hue: Hue, opacity: float) -> None:
    ends = np.radians([degrees - 3.5, degrees + 3.5])
    sheet.polygon([(x, y), *[(x + 1.4 * float(np.sin(end)), y - 1.4 * float(np.cos(end))) for end in ends]], hue, opacity * 2)


def _mountain(sheet: Sheet, x: float, top: float, lit_right: bool, colours: Palette, draw: np.random.Generator) -> None:
    """The great peak: a lit face and a face in shadow, with a ragged crest line between them."""
    base = 0.72
    slope = float(draw.uniform(0.72, 0.95))
    share = np.linspace(0, 1, 129)
    wide = (base - top) * slope
    sides = {}
    for side in (-1, 1):
        rough = ridge(draw, 0.0, 0.03, 0.55, 7) * np.minimum(share * 6, 1)
        sides[side] = list(zip((x + side * wide * share).tolist(), (top + (base - top) * share + rough).tolist(), strict=True))
    crest = ridge(draw, 0.0, 0.07, 0.6, 7) * np.minimum(share * 4, 1)
    middle = list(zip((x + crest + 0.05 * share).tolist(), (top + (base - top) * share).tolist(), strict=True))
    bright, dim = between(colours.mid, colours.accent, 0.65), between(colours.far, colours.near, 0.42)
    sheet.polygon(sides[-1] + middle[::-1], dim if lit_right else bright)
    sheet.polygon(sides[1] + middle[::-1], bright if lit_right else dim)


def promenade(sheet: Sheet, colours: Palette, draw: np.random.Generator, spec: Spec) -> bool:
    """A bay with round hills and a sun, and before it a pavement of waves."""
    sheet.fade([colours.ground, between(colours.ground, colours.accent, 0.3)], 0, 0.6)
    x = float(draw.uniform(0.5, 0.8))
    sheet.disc(x, float(draw.uniform(0.40, 0.47)), float(draw.uniform(0.11, 0.15)), colours.accent)
    shore = 0.60
    for number in range(4):
        place = float(draw.uniform(-0.05, 1.05)) if number else x + float(draw.choice([-0.22, 0.2]))
        half, tall = float(draw.uniform(0.05, 0.11)), float(draw.uniform(0.07, 0.19))
        _hump(sheet, place, shore, half, tall, between(colours.far, colours.mid, 0.45 - 0.15 * number))
    sheet.fade([colours.mid, between(colours.mid, colours.far, 0.35)], shore, 0.69)
    for row in np.linspace(shore + 0.018, 0.67, 4):
        starts, lengths = draw.uniform(0, 1, 4).tolist(), draw.uniform(0.03, 0.12, 4).tolist()
        glints = [[(start, float(row)), (start + length, float(row))] for start, length in zip(starts, lengths, strict=True)]
        sheet.lines(glints, 0.0025, colours.ground, 0.7)
    _pavement(sheet, 0.685, Hue(0.95, 0.02, colours.ground.degrees), colours.near, draw, spec)
    return False


def _hump(sheet: Sheet, x: float, foot: float, half: float, tall: float, hue: Hue) -> None:
    across = np.linspace(-2.6, 2.6, 80)
    rise = tall / (1 + np.abs(across) ** 3.2)
    outline = zip((x + half * across).tolist(), (foot - rise).tolist(), strict=True)
    sheet.polygon([*outline, (x + half * 2.6, foot), (x - half * 2.6, foot)], hue)


def _pavement(sheet: Sheet, top: float, stone: Hue, dark: Hue, draw: np.random.Generator, spec: Spec) -> None:
    """Bands of dark stone that swell and narrow as waves do, wider towards us."""
    sheet.polygon(block(0, top, 1, 1), stone)
    across, start = np.linspace(-0.02, 1.02, 300), float(draw.uniform(0, 6))
    depth = top + (1.06 - top) * np.linspace(0.03, 1, 6) ** 1.5
    for y, below in pairwise(depth):
        step = below - y
        turns = (2.6 + 0.6 * spec.drive) * 2 * np.pi * across
        upper = y + step * (0.42 * np.sin(turns + start) + 0.1)
        lower = y + step * (0.42 * np.sin(turns + start + 0.85) + 0.62)
        sheet.polygon([*zip(across, upper, strict=True), *zip(across[::-1], lower[::-1], strict=True)], dark)
    sheet.polygon(block(0, top - 0.012, 1, top + 0.004), stone.lit(-0.08))
