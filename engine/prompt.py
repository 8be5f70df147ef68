"""A request's words → Spec."""

from engine.composer.seeds import Seeds
from engine.score import Spec
from engine.styles import STYLES


def read(request: dict, seed: str) -> Spec:
    """What the request asks for; what it leaves open is drawn from the seed."""
    rng = Seeds(seed, "prompt").at()
    style = STYLES["lo-fi"]
    return Spec(prompt=request.get("sound_prompt") or "", style=style.name, bpm=80.0, key=int(rng.integers(12)), mode="major", seconds=120.0, seed=seed,
                weirdness=request.get("weirdness", 0.5), sound_strength=request.get("sound_strength", 0.5))
