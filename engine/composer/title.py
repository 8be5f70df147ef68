"""A title of the piece's own: an image that the prompt names or the mood suggests, in a short phrase."""

import re

from engine.composer.seeds import Seeds
from engine.score import Spec

_IMAGES: dict[str, tuple[str, ...]] = {
    "dark": ("Ash", "Undertow", "Cinders", "Iron", "Shadow", "Winter", "Ravens", "Static", "Fog", "Embers", "Rust", "Black Ice"),
    "bright": ("Daylight", "Citrus", "Marigold", "Paper Kites", "Meadow", "Swallows", "Apricots", "Tinsel", "Lemonade", "Open Windows",
        "Confetti", "Kites"),
    "calm": ("Tide", "Linen", "Lanterns", "Slow Water", "Cedar", "Feathers", "Harbour", "Snowfall", "Porcelain", "Soft Rain", "Moss",
        "Candles"),
    "driving": ("Engines", "Signals", "Chrome", "Live Wires", "Rockets", "Thunder", "Asphalt", "Voltage", "Runners", "Full Speed",
        "Redline", "Sirens"),
    "plain": ("Harbour", "Postcards", "Orchard", "Streetlights", "Compass", "River", "Satellites", "Balconies", "Mirrors", "Garden",
        "Tickets", "Staircase"),
}
#: Images of a style's own, beside those of the mood.
_SCENERY: dict[str, tuple[str, ...]] = {
    "lo-fi": ("Coffee Rings", "Rooftops", "Rainy Windows", "Homework"), "house": ("Mirrorball", "Warehouse", "Strobe", "Afterhours"),
    "pop": ("Polaroids", "Summer Keys", "Heartlines", "Neon Shoes"), "rock": ("Gasoline", "Broken Strings", "Back Roads", "Loud Rooms"),
    "jazz": ("Corner Table", "Blue Smoke", "Late Trains", "Brass Buttons"), "folk": ("Hollow Oak", "Kitchen Door", "Wild Thyme",
        "Stone Bridge"),
    "cinematic": ("The Gates", "Banners", "First Light", "The Summit"), "synthwave": ("Grid Lines", "Cassette Sky", "Magenta",
        "Night Drive"),
    "funk": ("Hot Sauce", "Platform Shoes", "Elbow Room", "Sidestep"), "bossa nova": ("Terrace", "Salt Air", "Sandals", "Blue Tiles"),
    "ambient": ("Glass Lake", "Aurora", "Low Clouds", "Far Shore"), "hip-hop": ("Corner Store", "Gold Caps", "Subway Maps", "Vinyl Dust"),
}
#: Words of a prompt that are pictures in themselves.
_SEEN = frozenset((
    "rain", "snow", "ocean", "sea", "river", "city", "night", "summer", "winter", "autumn", "spring", "desert", "forest", "mountain",
    "mountains", "moon", "sun", "star", "stars", "train", "road", "coffee", "garden", "island", "fire", "storm", "beach", "sunset",
    "sunrise", "dawn", "dusk", "neon", "space", "castle", "dragon", "ship", "wind", "cloud", "clouds", "morning", "evening", "highway",
    "harbour", "harbor", "lake", "robot", "dream", "dreams", "memory", "memories", "home", "street", "library", "kitchen", "bicycle",
    "balloon", "clock", "letter", "midnight", "sky", "wave", "waves", "thunder", "forest", "meadow", "lantern", "candle", "mirror",
    "window",
))
_SHAPES = (
    "{image}", "{image} Again", "After the {seen}", "{image} and {other}", "Before {image}", "{image} at Noon", "Letters about {image}",
    "{image}, Slowly",
    "Under {image}", "{seen} without a Map", "Toward {image}", "{image} in Colour", "Leaving {image}", "Some {seen}", "{image} for Two",
    "Nearly {image}",
)


def title_of(spec: Spec) -> str:
    """A few words; the same prompt and seed give the same title."""
    rng = Seeds(spec.seed, "title").at(spec.prompt[:400], spec.style)
    images = (*_IMAGES[_mood(spec)], *_SCENERY.get(spec.style, ()) * 2)
    image = images[int(rng.integers(len(images)))]
    others = [one for one in images if one != image]
    named = [word.capitalize() for word in re.findall(r"[a-z]+", spec.prompt.lower()) if word in _SEEN]
    seen = named[int(rng.integers(len(named)))] if named else image.removeprefix("The ")
    shape = _SHAPES[int(rng.integers(len(_SHAPES)))]
    return shape.format(image=seen if named and rng.random() < 0.5 else image, other=others[int(rng.integers(len(others)))], seen=seen)


def _mood(spec: Spec) -> str:
    if max(abs(spec.brightness), abs(spec.drive)) < 0.2:
        return "plain"
    if abs(spec.brightness) >= abs(spec.drive):
        return "bright" if spec.brightness > 0 else "dark"
    return "driving" if spec.drive > 0 else "calm"
