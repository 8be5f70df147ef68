"""Colours as people see them (OKLCH: lightness, chroma, hue) and as a screen shows them (sRGB), and how well one reads on another."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from engine.score import Spec

RGB = tuple[int, int, int]

#: OKLab to the cube roots of the cone responses, and these to linear sRGB (Björn Ottosson, 2020).
_LAB_TO_LMS = np.array([[1, 0.3963377774, 0.2158037573], [1, -0.1055613458, -0.0638541728], [1, -0.0894841775, -1.2914855480]])
_LMS_TO_RGB = np.array(
    [[4.0767416621, -3.3077115913, 0.2309699292], [-1.2684380046, 2.6097574011, -0.3413193965], [-0.0041960863, -0.7034186147, 1.707614701]]
)
#: How much of each channel the eye counts as light (WCAG 2).
_LIGHT = np.array([0.2126, 0.7152, 0.0722])


@dataclass(frozen=True)
class Hue:
    """A colour in OKLCH: lightness 0 … 1, chroma 0 … about 0.3, hue in degrees."""

    light: float
    chroma: float
    degrees: float

    def turned(self, degrees: float) -> "Hue":
        return replace(self, degrees=self.degrees + degrees)

    def lit(self, by: float) -> "Hue":
        return replace(self, light=min(0.98, max(0.08, self.light + by)))

    @property
    def rgb(self) -> RGB:
        """The nearest colour that a screen has: chroma gives way, lightness and hue stay."""
        chroma = self.chroma
        while (linear := self._linear(chroma)).min() < -0.001 or linear.max() > 1.001:
            chroma -= 0.005
            if chroma <= 0:
                break
        linear = np.clip(linear, 0, 1)
        shown = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
        red, green, blue = (int(value) for value in np.round(shown * 255))
        return red, green, blue

    def _linear(self, chroma: float) -> np.ndarray:
        angle = np.radians(self.degrees)
        lab = np.array([self.light, max(chroma, 0.0) * np.cos(angle), max(chroma, 0.0) * np.sin(angle)])
        return _LMS_TO_RGB @ (_LAB_TO_LMS @ lab) ** 3


@dataclass(frozen=True)
class Palette:
    """The five colours of a cover, by their part in it; what they paint is the composition's affair."""

    ground: Hue
    far: Hue
    mid: Hue
    near: Hue
    accent: Hue

    def each(self, change: Callable[[Hue], Hue]) -> "Palette":
        return Palette(*(change(hue) for hue in (self.ground, self.far, self.mid, self.near, self.accent)))

    def for_mood(self, spec: Spec, turn: float) -> "Palette":
        """Brighter moods are lighter, driving ones more colourful; ``turn`` in degrees is the seed's own."""
        return self.each(lambda hue: replace(hue.turned(turn).lit(0.05 * spec.brightness), chroma=hue.chroma * (1 + 0.18 * spec.drive)))


def between(a: Hue, b: Hue, share: float) -> Hue:
    """The colour at ``share`` (0 … 1) of the way from ``a`` to ``b``, the short way round the hues."""
    turn = (b.degrees - a.degrees + 180) % 360 - 180
    return Hue(a.light + (b.light - a.light) * share, a.chroma + (b.chroma - a.chroma) * share, a.degrees + turn * share)


def luminance(pixels: np.ndarray) -> np.ndarray:
    """Relative luminance 0 … 1 (WCAG 2) of sRGB pixels 0 … 255, shape (…, 3)."""
    shown = np.asarray(pixels, np.float64) / 255
    return np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4) @ _LIGHT


def contrast(a: float, b: float) -> float:
    """Contrast 1 … 21 of two luminances (WCAG 2)."""
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
