"""Makes a process ready to sing: cuts the network, compiles, and runs everything once."""

from concurrent.futures import ThreadPoolExecutor

from engine.score import Phrase, Score, Space, Spec, Sung, Vocals
from engine.singer.takes import sing
from engine.sound.tempo import Clock

_NOTES = (Sung(0.5, 0.5, 62), Sung(1.0, 1.0, 64))


def warm_up() -> None:
    """Sings two syllables, doubled and in harmony, and throws them away."""
    spec = Spec(prompt="", style="", bpm=120.0, key=0, mode="major", seconds=1.0, seed="warm-up")
    phrase = Phrase(0, "hello", "həlˈO,", _NOTES, doubles=1, harmony=((65, 67),))
    score = Score(spec, "", 4, (), (), (), Space(), ((0.0, 120.0),), Vocals("woman", (phrase,)))
    with ThreadPoolExecutor(1) as pool:
        sing(score, Clock(score.tempo), 44100, pool)
