"""How each style's covers are composed. A scene draws on the sheet and says whether the title stands at the foot (True) or the head."""

from collections.abc import Callable

import numpy as np

from engine.picture.colour import Palette
from engine.picture.scenes import cuttings, landscapes, patterns
from engine.picture.sheet import Sheet
from engine.score import Spec

SCENES: dict[str, Callable[[Sheet, Palette, np.random.Generator, Spec], bool]] = {
    "lo-fi": landscapes.window,
    "synthwave": landscapes.grid,
    "folk": landscapes.hills,
    "ambient": landscapes.horizon,
    "cinematic": landscapes.peaks,
    "bossa nova": landscapes.promenade,
    "jazz": cuttings.papers,
    "hip-hop": cuttings.blocks,
    "rock": cuttings.torn,
    "house": patterns.rings,
    "funk": patterns.stripes,
    "pop": patterns.discs,
}
