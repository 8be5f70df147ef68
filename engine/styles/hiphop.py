"""Hip-hop (boom bap): a loop of jazz chords that never develops, drums in front, layers muted and let in."""

from engine.score import Space
from engine.styles.model import Answer, Arp, Bass, Comp, Drums, Feel, Form, Harmony, Layer, Mix, Pad, Part, Progression, Style, Tune, Vocal

_LOOP = (
    Progression("i9 | bVImaj9"),
    Progression("i7 | iv7"),
    Progression("iv9 | i9"),
    Progression("i9 | i9 | bVImaj7 | V7b9"),
    Progression("bVImaj7 v7 | i7"),
)
_MAJOR = (Progression("ii9 V13 | Imaj9 VI7"), Progression("IVmaj7 iii7 | ii7 Imaj7"), Progression("Imaj9 | ii9"))
_K1 = "K:X......x.xX..... S:....X.......X... H:x.x.x.x.x.x.x.x."

HIPHOP = Style(
    name="hip-hop",
    bpm=(82, 90, 98),
    modes={"minor": 0.6, "dorian": 0.25, "major": 0.15},
    feel=Feel(
        swing_unit=0.25, swing=((80, 1.45), (90, 1.35), (100, 1.22)), drift_ms=4.0, own_ms=4.0, late_ms={"bass": 8, "lead": 14, "keys": 6}
    ),
    form=Form(
        opening=(Part("intro", 4, 0.42, "loop"),),
        cycle=(Part("verse", 8, 0.58, "loop"), Part("hook", 8, 0.82, "loop")),
        middle=(Part("break", 4, 0.35, "loop"),),
        last=(Part("hook", 8, 0.92, "loop"),),
        closing=(Part("outro", 4, 0.4, "loop"),),
    ),
    harmony=Harmony(major={"*": _MAJOR}, minor={"*": _LOOP}, final_major="Imaj9", final_minor="i9", rich=True),
    layers=(
        Layer(
            "drums",
            ("kit_808", "kit_room"),
            Drums(
                {
                    "*": (
                        _K1,
                        "K:X..x....x.x..... S:....X.......X... H:x.x.x.xox.x.x.xo",
                        "K:X.....x..xX....x S:....X.......X... H:x.x.x.x.x.x.x.x.",
                        "K:X.x.....x..x.... S:....X..o....X... H:x.x.x.x.x.x...x. O:............x...",
                    ),
                    "break": ("K:X.........x..... SS:....x.......x...",),
                },
                ("stop", "kicks", "snare"),
                ghosts=0.35,
                crash="",
                restless=0.25,
            ),
            Mix(0.0, reverb=-26.0, drive=0.3),
            enters=0.35,
            waits=("intro",),
            velocity=94,
        ),
        Layer(
            "bass",
            ("finger_bass", "syn_808", "upright_bass"),
            Bass({"*": ("kick",), "break": ("R---..R.....7-5-", "R-......R-5.7...")}, low=28, high=47, gate=0.85),
            Mix(1.0, reverb=None, lowpass=1800, drive=0.2),
            enters=0.4,
            waits=("intro",),
            velocity=92,
        ),
        Layer(
            "keys",
            ("ep", "piano"),
            Comp(
                {"*": ("X-----X-......X-", "X---....X--.X...", "X-..x-..X-......|X-....X-..x-....", "..X-..X-..X-....")},
                low=52,
                high=72,
                voices=4,
                rootless=True,
                spread_ms=16,
            ),
            Mix(-6.0, pan=-0.35, reverb=-17.0, lowpass=6500),
            velocity=78,
        ),
        Layer(
            "sample",
            ("strings", "vibraphone", "brass"),
            Comp(
                {"*": ("X------.........|................", "..........X---X-|................", "X--X--..........|........X-------")},
                low=60,
                high=79,
                voices=3,
            ),
            Mix(-6.5, pan=0.45, reverb=-14.0, lowpass=7000),
            only=("hook", "intro"),
            velocity=76,
        ),
        Layer(
            "guitar",
            ("muted_guitar", "jazz_guitar", "harp"),
            Arp({"*": ("1..3..4.....2...", "..4.3...1.......", "4.3.1...........|......2.3.1.....")}, low=60, high=79),
            Mix(-9.5, pan=0.6, reverb=-15.0, delay=-18.0),
            enters=0.55,
            velocity=68,
            chance=0.7,
        ),
        Layer(
            "pad",
            ("warm_pad", "choir"),
            Pad(low=55, high=74, voices=3),
            Mix(-12.0, reverb=-10.0),
            only=("hook", "break"),
            velocity=62,
            chance=0.7,
        ),
        Layer(
            "lead",
            ("vibraphone", "flute", "muted_trumpet", "piano"),
            Tune(
                {
                    "verse": ("a . . .", "a . a' .", ". . a ."),
                    "hook": ("a a a a'", "a a' a b", "a a a' ."),
                    "intro": (". .",),
                    "break": ("a .",),
                    "outro": ("a .",),
                },
                per_second=2.6,
                sounding=0.6,
                onsets="8054627280546273",
                intervals="riff",
                degrees="pentatonic",
                lift={"verse": 3.0, "hook": 3.0, "break": 3.0, "outro": 3.0},
                spread=3.6,
                gate=0.85,
            ),
            Mix(-1.0, pan=0.1, reverb=-14.0, delay=-17.0),
            never=("intro",),
            velocity=78,
        ),
        Layer(
            "answer",
            ("muted_trumpet", "ep", "flute"),
            Answer(eager=0.45, per_second=2.4),
            Mix(-6.0, pan=-0.4, reverb=-14.0, delay=-16.0),
            only=("verse", "hook"),
            velocity=66,
            chance=0.6,
        ),
    ),
    space=Space(
        reverb_seconds=0.6, predelay_ms=6, delay_beats=0.75, delay_feedback=0.25, glue_db=3.0, drive=0.25, lowpass=14000, noise_db=-42
    ),
    vocal=Vocal(
        level=2.0,
        reverb=-20.0,
        delay=-20.0,
        drive=0.1,
        onsets="8263817382638173",
        intervals="pop",
        spread=3.2,
        early=0.4,
        parts={
            "chorus": Part("hook", 8, 0.82, "loop"),
            "pre-chorus": Part("verse", 4, 0.62, "loop"),
            "bridge": Part("break", 8, 0.45, "loop"),
            "solo": Part("hook", 8, 0.7, "loop"),
            "break": Part("verse", 4, 0.5, "loop"),
        },
        breathes=False,
        raps=True,
    ),
    ending="button",
    dynamics=0.4,
)
