"""Draw the wordmark anew: python scripts/mark.py, with fonttools and brotli installed.

The text becomes paths, so no font is needed to show it.
"""

from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

PAGES = Path(__file__).parent.parent / "pages"
NAME = "Producer Studio"
WEIGHT = 650
SCALE = 0.021
INKS = {"light": ("#101316", "#0b6e66"), "dark": ("#e7e5e0", "#4cc3b1")}
BARS = (8, 18, 28, 14, 20)


def outline() -> tuple[str, float]:
    """The name as SVG path commands in font units, and its width."""
    font = instantiateVariableFont(TTFont(PAGES / "static" / "hanken-grotesk.woff2"), {"wght": WEIGHT})
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    width, commands = 0.0, []
    for letter in NAME:
        glyph = glyphs[names[ord(letter)]]
        pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:.0f}")
        glyph.draw(TransformPen(pen, (1, 0, 0, -1, width, 0)))
        commands.append(pen.getCommands())
        width += glyph.width
    return "".join(commands), width


def bar(place: int, height: int, colour: str) -> str:
    return f'<rect x="{7 * place}" y="{14 - height / 2:.1f}" width="4" height="{height}" rx="2" fill="{colour}"/>'


def main() -> None:
    path, width = outline()
    for mode, (ink, accent) in INKS.items():
        bars = "".join(bar(place, height, accent) for place, height in enumerate(BARS))
        name = f'<g transform="translate(44 21) scale({SCALE})" fill="{ink}"><path d="{path}"/></g>'
        box = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {46 + width * SCALE:.0f} 28" height="28">'
        (PAGES / f"mark_{mode}.svg").write_text(f"{box}{bars}{name}</svg>")


if __name__ == "__main__":
    main()
