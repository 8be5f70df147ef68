"""Lines and outlines that several scenes are made of; all in parts of the sheet's side."""

from collections.abc import Sequence

import numpy as np

from engine.picture.sheet import Point

Path = list[Point]


def ridge(draw: np.random.Generator, height: float, relief: float, rough: float, steps: int = 8) -> np.ndarray:
    """2**steps + 1 heights across the sheet: midpoints displaced by ever less, ``rough`` (0.4 soft … 0.6 jagged) of the step before."""
    line = np.array([height, height]) + draw.uniform(-relief, relief, 2) * 0.5
    for _ in range(steps):
        middles = (line[:-1] + line[1:]) / 2 + draw.uniform(-relief, relief, len(line) - 1)
        line = np.insert(line, np.arange(1, len(line)), middles)
        relief *= rough
    return line


def swell(draw: np.random.Generator, height: float, relief: float, points: int = 257) -> np.ndarray:
    """Heights of a soft line across the sheet: three long waves."""
    across = np.linspace(0, 1, points)
    line = np.full(points, height)
    for number in (1, 2, 3):
        turns = draw.uniform(0.5, 0.9) * number * across + draw.uniform()
        line += relief * draw.uniform(0.4, 1) / number * np.sin(2 * np.pi * turns)
    return line


def under(heights: np.ndarray) -> Path:
    """All that lies below a line across the sheet."""
    return [*along(heights), (1.0, 1.0), (0.0, 1.0)]


def along(heights: np.ndarray) -> Path:
    return list(zip(np.linspace(0, 1, len(heights)).tolist(), heights.tolist(), strict=True))


def turned(points: Sequence[Point], degrees: float, around: Point) -> Path:
    angle = np.radians(degrees)
    cosine, sine = np.cos(angle), np.sin(angle)
    x0, y0 = around
    return [(x0 + (x - x0) * cosine - (y - y0) * sine, y0 + (x - x0) * sine + (y - y0) * cosine) for x, y in points]


def block(left: float, top: float, right: float, bottom: float) -> Path:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def leaf(x: float, y: float, length: float, width: float, degrees: float) -> Path:
    """A pointed leaf that grows from (x, y) straight up, turned."""
    share = np.linspace(0, 1, 24)
    bulge = width * np.sin(np.pi * share**0.8)
    side = list(zip((x + bulge).tolist(), (y - length * share).tolist(), strict=True))
    back = list(zip((x - bulge[::-1]).tolist(), (y - length * share[::-1]).tolist(), strict=True))
    return turned(side + back, degrees, (x, y))


def torn_edge(draw: np.random.Generator, start: Point, end: Point, rough: float, steps: int = 7) -> Path:
    """From start to end as paper tears: displaced across the way, finely."""
    offset = ridge(draw, 0.0, rough, 0.62, steps)
    offset -= np.linspace(offset[0], offset[-1], len(offset))
    (x0, y0), (x1, y1) = start, end
    length = float(np.hypot(x1 - x0, y1 - y0))
    across, down = -(y1 - y0) / length, (x1 - x0) / length
    share = np.linspace(0, 1, len(offset))
    return list(zip((x0 + (x1 - x0) * share + across * offset).tolist(), (y0 + (y1 - y0) * share + down * offset).tolist(), strict=True))


def ribbon(path: np.ndarray, inner: float, outer: float) -> Path:
    """The band between two distances to the right of a path of shape (n, 2)."""
    way = np.gradient(path, axis=0)
    normal = np.stack([-way[:, 1], way[:, 0]], axis=1) / np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)[:, None]
    near, far = path + normal * inner, path + normal * outer
    return [(float(x), float(y)) for x, y in np.concatenate([near, far[::-1]])]
