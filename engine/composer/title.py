"""A title of the piece's own: an image that the prompt names or the mood suggests, in a short phrase."""

import re

from engine.composer.seeds import Seeds
from engine.score import Spec

_IMAGES: dict[str, tuple[str, ...]] = {
    "dark": ("Ash", "Undertow", "Cinder", "Iron", "Shadow", "Winter", "Hollow", "Midnight", "Raven", "Static", "Fog", "Ember"),
    "bright": ("Daylight", "Citrus", "Marigold", "Summer", "Paper Kite", "Meadow", "Sunrise", "Swallow", "Apricot", "Spark", "Orchard", "Tinsel"),
    "calm": ("Tide", "Linen", "Lantern", "Slow Water", "Cedar", "Window", "Feather", "Harbour", "Snowfall", "Evening", "Porcelain", "Drift"),
    "driving": ("Engine", "Highway", "Signal", "Chrome", "Wire", "Rocket", "Thunder", "Pulse", "Asphalt", "Voltage", "Runner", "Sparkplug"),
    "plain": ("Harbour", "Postcard", "Orchard", "Streetlight", "Compass", "River", "Satellite", "Balcony", "Mirror", "Garden", "Ticket", "Staircase"),
}
#: Words of a prompt that are pictures in themselves.
_SEEN = {
    "rain", "snow", "ocean", "sea", "river", "city", "night", "summer", "winter", "autumn", "spring", "desert", "forest", "mountain", "moon", "sun",
    "star", "stars", "train", "road", "coffee", "garden", "island", "fire", "storm", "beach", "sunset", "sunrise", "dawn", "dusk", "neon", "space",
    "castle", "dragon", "ship", "wind", "cloud", "clouds", "morning", "evening", "highway", "harbour", "harbor", "lake", "battle", "robot", "cat",
    "dream", "dreams", "memory", "memories", "home", "street", "cafe", "library", "kitchen", "bicycle", "balloon", "clock", "letter", "midnight",
}
_SHAPES = (
    "{image}", "{image} Again", "After the {seen}", "{image} and {other}", "Before {image}", "The Last {image}", "{image} Letter", "Half a {image}",
    "{image} for Two", "Under {image}", "{seen} Without a Map", "{image}, Slowly", "Small {image}", "A {image} Away", "{image} Hours", "Leaving {image}",
)


def title_of(spec: Spec) -> str:
    """A few words; the same prompt and seed give the same title."""
    rng = Seeds(spec.seed, "title").at(spec.prompt[:400], spec.style)
    mood = _mood(spec)
    images = _IMAGES[mood]
    image, other = (images[int(place)] for place in rng.choice(len(images), size=2, replace=False))
    named = [word.capitalize() for word in re.findall(r"[a-z]+", spec.prompt.lower()) if word in _SEEN]
    seen = named[int(rng.integers(len(named)))] if named else image
    image = seen if named and rng.random() < 0.6 else image
    shape = _SHAPES[int(rng.integers(len(_SHAPES)))]
    return shape.format(image=image, other=other, seen=seen)


def _mood(spec: Spec) -> str:
    if max(abs(spec.brightness), abs(spec.drive)) < 0.2:
        return "plain"
    if abs(spec.brightness) >= abs(spec.drive):
        return "bright" if spec.brightness > 0 else "dark"
    return "driving" if spec.drive > 0 else "calm"
