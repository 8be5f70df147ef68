"""Covers of cut, printed and torn paper."""

import numpy as np

from engine.picture.colour import Hue, Palette, between
from engine.picture.scenes.shapes import Path, block, torn_edge, turned
from engine.picture.sheet import Sheet
from engine.score import Spec


def papers(sheet: Sheet, colours: Palette, draw: np.random.Generator, spec: Spec) -> bool:
    """Papers cut by hand, a moon, keys, a string or two: a late session of the fifties."""
    loose = [colours.far, colours.mid, colours.accent]
    draw.shuffle(loose)  # type: ignore[arg-type]
    x, number = -0.02, 0
    while x < 1.0:
        width = float(draw.uniform(0.13, 0.27))
        top, bottom = float(draw.uniform(-0.05, 0.16)), float(draw.uniform(0.42, 0.64))
        hue = colours.near if number == 2 else loose[number % 3]
        sheet.polygon(_cut(x, top, x + width * 0.96, bottom, draw), hue)
        x, number = x + width, number + 1
    _keys(sheet, colours, draw)
    moon = float(draw.uniform(0.2, 0.8)), float(draw.uniform(0.16, 0.34)), float(draw.uniform(0.09, 0.145))
    sheet.disc(*moon, loose[1].lit(0.05) if moon[0] < 0.5 else colours.accent)
    sheet.disc(moon[0] + 0.035, moon[1] - 0.02, moon[2] * 0.8, colours.near, 0.92)
    for _ in range(2 + round(1 + spec.drive)):
        start, end = float(draw.uniform(0, 1)), float(draw.uniform(0, 1))
        sheet.lines([[(start, -0.02), (end, 0.66)]], 0.0035, colours.ground.lit(0.04) if colours.ground.light > 0.6 else colours.mid)
    return True


def _cut(left: float, top: float, right: float, bottom: float, draw: np.random.Generator) -> Path:
    """A block as scissors leave it."""
    slips = draw.uniform(-0.028, 0.028, (4, 2)).tolist()
    return [(x + dx, y + dy) for (x, y), (dx, dy) in zip(block(left, top, right, bottom), slips, strict=True)]


def _keys(sheet: Sheet, colours: Palette, draw: np.random.Generator) -> None:
    left, top = float(draw.uniform(0.08, 0.45)), float(draw.uniform(0.39, 0.43))
    degrees, keys, wide = float(draw.uniform(-9, 9)), int(draw.integers(8, 12)), 0.046
    around = (left + keys * wide / 2, top + 0.1)
    sheet.polygon(turned(block(left, top, left + keys * wide, top + 0.2), degrees, around), Hue(0.96, 0.02, colours.ground.degrees))
    for key in range(1, keys):
        x = left + key * wide
        sheet.lines([turned([(x, top), (x, top + 0.2)], degrees, around)], 0.002, colours.near)
        if key % 7 not in (3, 0):
            sheet.polygon(turned(block(x - 0.014, top, x + 0.014, top + 0.12), degrees, around), colours.near)


def blocks(sheet: Sheet, colours: Palette, draw: np.random.Generator, spec: Spec) -> bool:
    """Big flat blocks and a great disc in printer's dots."""
    edge = float(draw.uniform(0.36, 0.6))
    flip = bool(draw.integers(2))

    def at(x: float) -> float:
        return 1 - x if flip else x

    sheet.polygon(block(min(at(0), at(edge)), 0, max(at(0), at(edge)), 0.64), colours.far)
    sheet.polygon(block(0, 0.60, 1, 0.645), colours.near)
    sheet.polygon(block(min(at(edge), at(1)), 0, max(at(edge), at(1)), float(draw.uniform(0.08, 0.2))), colours.mid)
    x, y, radius = at(float(draw.uniform(0.46, 0.6))), float(draw.uniform(0.29, 0.34)), float(draw.uniform(0.21, 0.25))
    sheet.disc(x, y, radius, colours.accent)
    _dots(sheet, x, y, radius, colours.near, float(draw.uniform(20, 70)), 0.0165 - 0.002 * spec.drive)
    for step in range(int(draw.integers(3, 6))):
        left = at(0.06 + 0.052 * step)
        sheet.polygon(block(left - 0.016, 0.46 - 0.06 * float(draw.uniform(0, 4)), left + 0.016, 0.60), colours.near)
    sheet.polygon(block(at(0.93) - 0.035, 0.50, at(0.93) + 0.035, 0.57), colours.mid if draw.random() < 0.5 else colours.accent)
    return True


def _dots(sheet: Sheet, x: float, y: float, radius: float, hue: Hue, degrees: float, pitch: float) -> None:
    """A disc shaded in printer's dots: they grow from the light side to the dark one."""
    reach = np.arange(-radius, radius + pitch, pitch)
    across, down = (grid.ravel() for grid in np.meshgrid(reach, reach))
    angle = np.radians(45)
    u, v = across * np.cos(angle) - down * np.sin(angle), across * np.sin(angle) + down * np.cos(angle)
    shade = 0.5 + 0.5 * (u * np.cos(np.radians(degrees)) + v * np.sin(np.radians(degrees))) / radius
    size = pitch * 0.78 * np.clip(shade, 0, 1) ** 0.8
    inside = np.hypot(u, v) + size < radius
    sheet.discs(zip((x + u[inside]).tolist(), (y + v[inside]).tolist(), size[inside].tolist(), strict=True), hue)


def torn(sheet: Sheet, colours: Palette, draw: np.random.Generator, spec: Spec) -> bool:
    """Strips torn across on the slant, one loud among them, over bare wall."""
    lean = float(draw.uniform(0.16, 0.34)) * float(draw.choice([-1, 1]))
    paper = Hue(0.95, 0.015, 85)
    places = np.cumsum(draw.uniform(0.09, 0.20, 4))
    hues = [colours.mid, colours.far, colours.accent, colours.near]
    order = draw.permutation(4)
    y = float(draw.uniform(-0.10, -0.03))
    for number, place in zip(order, places, strict=True):
        high = y + place - 0.12
        thick = float(draw.uniform(0.10, 0.19))
        _strip(sheet, high, thick, lean + float(draw.uniform(-0.05, 0.05)), hues[number], paper, draw)
    _scratches(sheet, colours, draw, 26 + round(14 * spec.drive))
    return True


def _strip(sheet: Sheet, y: float, thick: float, lean: float, hue: Hue, paper: Hue, draw: np.random.Generator) -> None:
    shift = lean / 2
    upper = torn_edge(draw, (-0.05, y + shift), (1.05, y - shift), 0.012)
    lower = torn_edge(draw, (-0.05, y + thick + shift), (1.05, y + thick - shift), 0.016)
    rim = [(a, b + 0.010 + float(w)) for (a, b), w in zip(lower, np.abs(draw.normal(0, 0.004, len(lower))), strict=True)]
    shadow = [(a + 0.006, b + 0.014) for a, b in rim]
    sheet.polygon(upper + shadow[::-1], Hue(0.1, 0, 0), 0.35)
    sheet.polygon([(a, b - 0.006) for a, b in upper] + rim[::-1], paper)
    sheet.polygon(upper + lower[::-1], hue)


def _scratches(sheet: Sheet, colours: Palette, draw: np.random.Generator, count: int) -> None:
    """Flaws of a print that was folded and carried about."""
    for _ in range(count):
        x, y, length = float(draw.uniform(0, 1)), float(draw.uniform(0, 0.68)), float(draw.uniform(0.01, 0.07))
        angle = float(draw.normal(1.2, 0.35))
        sheet.lines([[(x, y), (x + length * np.cos(angle), y + length * np.sin(angle))]], 0.0012, colours.ground.lit(0.05), 0.6)
    spots = zip(draw.random(160), draw.random(160) * 0.7, draw.exponential(0.0011, 160), strict=True)
    sheet.discs(spots, between(colours.ground, colours.far, 0.2), 0.8)
