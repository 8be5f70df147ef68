"""Makes a process ready: compiles what renders need, or loads it from the cache, before the first request waits for it."""

from engine.score import Note, Phrase, Score, Section, Space, Spec, Sung, Track, Vocals
from engine.sound.render import render

#: Sampled tracks that are narrowed, left alone and widened, a drum and a synthesised track, and every effect, reach all compiled code.
_TRACKS = (
    Track("strings", "other", "strings", (Note(0, 1, 60, 90),), delay=-12.0, drive=0.2, pan=0.3, lowpass=9000.0, ducked=True),
    Track("piano", "other", "piano", (Note(0, 1, 60, 90),)),
    Track("flute", "other", "flute", (Note(0, 1, 72, 90),)),
    Track("drums", "drums", "kit_standard", (Note(0, 0.5, 36, 100), Note(0.5, 0.5, 46, 80), Note(1, 0.5, 42, 80))),
    Track("bass", "bass", "syn_saw_bass", (Note(0, 1, 36, 90),), reverb=None),
)
#: A word sung in two voices, which loads the singer.
_WORD = Phrase(0, "hello", "həlˈO,", (Sung(0.5, 0.5, 62), Sung(1.0, 1.0, 64)), doubles=1, harmony=((65, 67),))
_SPACE = Space(duck_db=3.0, drive=0.1, lowpass=12000.0, noise_db=-30.0, wow_cents=4.0)


def warm_up() -> None:
    """Renders a second of sung sound and throws it away."""
    spec = Spec(prompt="", style="", bpm=120.0, key=0, mode="major", seconds=1.0, seed="warm-up")
    section = Section("verse", 0, 1, 0.5)
    render(Score(spec, "", 4, (section,), (), _TRACKS, _SPACE, ((0.0, 120.0),), Vocals("woman", (_WORD,), drive=0.1)))
