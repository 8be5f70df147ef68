"""The styles that exist, by name."""

from engine.styles.ambient import AMBIENT
from engine.styles.bossa import BOSSA
from engine.styles.cinematic import CINEMATIC
from engine.styles.folk import FOLK
from engine.styles.funk import FUNK
from engine.styles.hiphop import HIPHOP
from engine.styles.house import HOUSE
from engine.styles.jazz import JAZZ
from engine.styles.lofi import LOFI
from engine.styles.model import Style
from engine.styles.pop import POP
from engine.styles.rock import ROCK
from engine.styles.synthwave import SYNTHWAVE

STYLES: dict[str, Style] = {
    style.name: style for style in (LOFI, HOUSE, POP, ROCK, JAZZ, FOLK, CINEMATIC, SYNTHWAVE, FUNK, BOSSA, AMBIENT, HIPHOP)
}
