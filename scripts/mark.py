"""Draw the wordmark and the pictures of buttons without words anew: python scripts/mark.py, with fonttools and brotli installed.

The wordmark's text becomes paths, so no font is needed to show it.
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
#: Drawn on 24 x 24, after Material Symbols' manner; "play-off" is for a button that is disabled, in either mode.
ICONS = {
    "play": '<path d="M9 6.5v11l8.5-5.5z" fill="none" stroke="{ink}" stroke-width="2" stroke-linejoin="round"/>',
    "more": '<g fill="{ink}"><circle cx="5.5" cy="12" r="2"/><circle cx="12" cy="12" r="2"/><circle cx="18.5" cy="12" r="2"/></g>',
    "download": '<path d="M12 4v11m-5-5 5 5 5-5M5 16v3.5h14V16" fill="none" stroke="{ink}" stroke-width="2" stroke-linejoin="round"/>',
}
OFF = "#8e9196"


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


def draw_icons() -> None:
    inks = {f"{icon}-{mode}": (icon, ink) for icon in ICONS for mode, (ink, _) in INKS.items()} | {"play-off": ("play", OFF)}
    for name, (icon, ink) in inks.items():
        shape = ICONS[icon].format(ink=ink)
        picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24">{shape}</svg>'
        (PAGES / "static" / "icons" / f"{name}.svg").write_text(picture)


def main() -> None:
    draw_icons()
    path, width = outline()
    for mode, (ink, accent) in INKS.items():
        bars = "".join(bar(place, height, accent) for place, height in enumerate(BARS))
        name = f'<g transform="translate(44 21) scale({SCALE})" fill="{ink}"><path d="{path}"/></g>'
        box = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {46 + width * SCALE:.0f} 28" height="28">'
        (PAGES / f"mark_{mode}.svg").write_text(f"{box}{bars}{name}</svg>")


if __name__ == "__main__":
    main()
