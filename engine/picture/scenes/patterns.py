"""Covers that are one figure, repeated: rings, stripes, discs."""

import numpy as np
from PIL import ImageChops

from engine.picture.colour import Palette, between
from engine.picture.scenes.shapes import ribbon
from engine.picture.sheet import Sheet
from engine.score import Spec

#: Where the title's ground begins.
_FOOT = 0.645


def rings(sheet: Sheet, colours: Palette, draw: np.random.Generator, spec: Spec) -> bool:
    """Two sets of rings, each other's negative where they meet, around a pulse."""
    sheet.glow(0.5, 0.4, 0.9, between(colours.ground, colours.far, 0.5), 0.35)
    step = float(draw.uniform(0.020, 0.030)) * (1 - 0.15 * spec.drive)
    angle, apart = float(draw.uniform(0, np.pi)), float(draw.uniform(0.05, 0.12))
    x, y = float(draw.uniform(0.45, 0.55)), 0.35
    dx, dy = apart * np.cos(angle), apart * np.sin(angle) * 0.6
    radii = np.arange(0.295, 0.02, -step / 2).tolist()
    one, two = sheet.rings(x - dx, y - dy, radii), sheet.rings(x + dx, y + dy, radii)
    sheet.through(ImageChops.lighter(one, two), colours.far)
    sheet.through(ImageChops.difference(one, two), colours.near if colours.ground.light < 0.5 else colours.accent)
    sheet.through(ImageChops.darker(one, two), colours.mid)
    sheet.disc(x - dx, y - dy, 0.034, colours.accent if colours.ground.light < 0.5 else colours.near)
    return True


def stripes(sheet: Sheet, colours: Palette, draw: np.random.Generator, spec: Spec) -> bool:
    """Stripes that run in from a side, turn, and run out."""
    band = float(draw.uniform(0.044, 0.054))
    hues = [colours.far, colours.mid, colours.accent, colours.near]
    hues = hues[::-1] if draw.random() < 0.5 else hues
    track = (_turning_back, _stepping_up, _arch)[draw.integers(3)]
    path = track(band * len(hues), draw)
    mirrored = bool(draw.integers(2))
    gap = 0.008 if draw.random() < 0.5 else 0.0
    for number, hue in enumerate(hues):
        stripe = ribbon(path, band * number + gap / 2, band * (number + 1) - gap / 2)
        sheet.polygon([(1 - x, y) for x, y in stripe] if mirrored else stripe, hue)
    return True


# The ways of the stripes, each of shape (n, 2); the stripes lie at their right hand, ``width`` wide in all.


def _turning_back(width: float, draw: np.random.Generator) -> np.ndarray:
    """In from the left, half a turn, and out at the left."""
    radius = float(draw.uniform(0.09, 0.13))
    x, y = float(draw.uniform(0.48, 0.62)), _FOOT - width - radius
    return np.concatenate(
        [_straight((-0.1, y + radius), (x, y + radius)), _arc(x, y, radius, 90, -90), _straight((x, y - radius), (-0.1, y - radius))]
    )


def _stepping_up(width: float, draw: np.random.Generator) -> np.ndarray:
    """In from the left, a quarter turn up and one to the right, and out at the right."""
    small, large = float(draw.uniform(0.06, 0.1)), width + 0.05
    x, y = float(draw.uniform(0.30, 0.42)), _FOOT - width
    turn = (x + small + large, y - small - 0.03)
    return np.concatenate(
        [
            _straight((-0.1, y), (x, y)),
            _arc(x, y - small, small, 90, 0),
            _arc(*turn, large, 180, 270),
            _straight((turn[0], turn[1] - large), (1.1, turn[1] - large)),
        ]
    )


def _arch(width: float, draw: np.random.Generator) -> np.ndarray:
    """Up from the ground, over, and down again."""
    radius, x = float(draw.uniform(0.13, 0.19)), float(draw.uniform(0.42, 0.58))
    y = radius + width + 0.075
    up, down = _straight((x + radius, _FOOT), (x + radius, y)), _straight((x - radius, y), (x - radius, _FOOT + 0.01))
    return np.concatenate([up, _arc(x, y, radius, 0, -180), down])


def _straight(start: tuple[float, float], end: tuple[float, float]) -> np.ndarray:
    return np.linspace(start, end, 24)[:-1]


def _arc(x: float, y: float, radius: float, start: float, end: float) -> np.ndarray:
    """Part of a circle; degrees from the right, clockwise as seen."""
    angle = np.radians(np.linspace(start, end, 120))
    return np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], axis=1)


def discs(sheet: Sheet, colours: Palette, draw: np.random.Generator, spec: Spec) -> bool:
    """Discs of coloured foil that overlap, one ring and a field of dots."""
    hues = [colours.mid, colours.near, colours.accent, colours.far]
    start = float(draw.uniform(0, 2 * np.pi))
    places = []
    for number in range(5 + round(1 + spec.drive)):
        turn = start + number * 2.39996
        reach = 0.09 + 0.055 * number**0.8
        radius = float(draw.uniform(0.10, 0.20))
        y = min(0.32 + reach * np.sin(turn) * 0.75, _FOOT - 0.01 - radius)
        places.append((0.5 + reach * np.cos(turn) * 1.2, y, radius))
    for number, (x, y, radius) in enumerate(sorted(places, key=lambda place: -place[2])):
        sheet.disc(float(x), float(y), radius, hues[number % 4], 0.94, multiply=number > 0)
    x, y, radius = places[int(draw.integers(len(places)))]
    spots = [(float(x) + dx * 0.026, float(y) + dy * 0.026, 0.0062) for dx in range(-4, 5) for dy in range(-4, 5) if dx * dx + dy * dy < 18]
    sheet.discs(spots, colours.ground.lit(0.06))
    return True
