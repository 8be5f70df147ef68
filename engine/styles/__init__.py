"""The styles that exist, by name."""

from engine.styles.lofi import LOFI
from engine.styles.model import Style

STYLES: dict[str, Style] = {style.name: style for style in (LOFI,)}
