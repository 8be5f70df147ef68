"""Funk: the one, ghosts, rests; a vamp on one or two chords, scratched guitar, clavinet and horns that answer."""

from engine.score import Space
from engine.styles.model import Answer, Bass, Comp, Drums, Feel, Form, Harmony, Layer, Mix, Pad, Part, Progression, Style, Tune, Vocal

_VAMP = (Progression("i7 | IV9 | i7 | IV9"), Progression("i9 | i9 | i9 | IV9"), Progression("i7 | i7 | bIII6 IV9 | i7"))
_HOOK = (Progression("bVImaj7 | bVII | i7 | i7"), Progression("i7 bIII | IV9 | i7 bIII | IV9"), Progression("iv9 | bVII9 | i9 | i9"))
_BRIDGE = (Progression("bVI9 | bVI9 | V7#9 | V7#9"), Progression("iv9 | iv9 | bVI9 | V7#9"))
_VAMP_MAJOR = (Progression("I9 | I9 | I9 | IV9"), Progression("I7 | bVII | IV9 | I7"), Progression("I9 | IV9 | I9 | IV9"))
_HOOK_MAJOR = (Progression("IV9 | IV9 | I9 | I9"), Progression("bVII | IV9 | I9 | I9"))
_BRIDGE_MAJOR = (Progression("bVI9 | bVII9 | bVI9 | V7#9"),)

FUNK = Style(
    name="funk",
    bpm=(92, 104, 118),
    modes={"dorian": 0.6, "mixolydian": 0.4},
    feel=Feel(
        swing_unit=0.25,
        swing=((90, 1.2), (120, 1.08)),
        drift_ms=15.0,
        own_ms=5.5,
        late_ms={"drums": 0, "bass": -2, "lead": 4, "guitar": -3},
    ),
    form=Form(
        opening=(Part("intro", 4, 0.4, "vamp"),),
        cycle=(Part("vamp", 8, 0.55), Part("hook", 8, 0.85)),
        middle=(Part("break", 2, 0.3, "vamp"), Part("bridge", 8, 0.65), Part("solo", 8, 0.8, "vamp")),
        last=(Part("hook", 8, 0.98),),
        closing=(Part("outro", 4, 0.8, "vamp"),),
    ),
    harmony=Harmony(
        major={"vamp": _VAMP_MAJOR, "hook": _HOOK_MAJOR, "bridge": _BRIDGE_MAJOR, "*": _VAMP_MAJOR},
        minor={"vamp": _VAMP, "hook": _HOOK, "bridge": _BRIDGE, "*": _VAMP},
        final_major="I9",
        final_minor="i9",
        rich=True,
    ),
    layers=(
        Layer(
            "drums",
            ("kit_room", "kit_standard"),
            Drums(
                {
                    "*": (
                        "K:X..x...x..x..x.. S:.o..X..o.o..X..o H:XoxoXoxoXoxoXoxo",
                        "K:X.x.......x..x.. S:....X..o.o..X..o H:x.x.x.x.x.x... O:..............x.",
                        "K:X..x......x..... S:....X..o.o..X.oo H:XoxoXoxoXoxoXo.. O:..............x.",
                    ),
                    "hook": (
                        "K:X..x...x..x..x.. S:.o..X..o.o..X..o H:XoxoXoxoXo..Xoxo O:..........x.....",
                        "K:X.x....x..x..... S:....X..o.o..X..o D:x.x.x.x.x.x.x.x. CB:x...x...x...x...",
                    ),
                    "bridge": ("K:X.....x.X....... S:....X.......X..o D:X.x.X.x.X.x.X.x.",),
                },
                ("linear", "linear", "snare", "stop"),
                ghosts=0.56,
                restless=0.45,
            ),
            Mix(0.0, reverb=-24.0, drive=0.1),
            velocity=88,
        ),
        Layer(
            "bass",
            ("slap_bass", "finger_bass"),
            Bass(
                {
                    "*": ("R..O..R...7-R..A", "R--.R.7.R..5.7.R", "R..R..O...57.R.A", "R.r..O...R.7-.5A"),
                    "hook": ("R.R..O.R..R.7.R.", "R-.R..O.R-.R.57."),
                    "bridge": ("R-..R...R-..R.A.",),
                },
                low=28,
                high=52,
                gate=0.6,
            ),
            Mix(0.5, reverb=None, drive=0.15),
            velocity=94,
        ),
        Layer(
            "guitar",
            ("clean_guitar", "muted_guitar"),
            Comp(
                {
                    "*": ("..xX..x...xX.xx.", "x.xXx.xxx.xXx.xx", "....X..x....X..x", ".xX..xX..xX..xX."),
                    "hook": ("x.xXx.xXx.xXx.xX", "..X...X...X..xX."),
                },
                low=60,
                high=77,
                voices=3,
                gate=0.45,
                spread_ms=8,
                rootless=True,
            ),
            Mix(-6.0, pan=0.65, reverb=-22.0, highpass=250),
            enters=0.4,
            velocity=80,
        ),
        Layer(
            "keys",
            ("clavinet", "ep", "organ_perc"),
            Comp(
                {"*": ("X..x..X..x......", "X.....x..X..x.x.", "..X..X....X..X.."), "hook": ("X..x..X..x..x.X.", "X..X..X.........")},
                low=50,
                high=70,
                voices=3,
                gate=0.5,
            ),
            Mix(-6.5, pan=-0.6, reverb=-22.0, drive=0.15),
            enters=0.58,
            velocity=80,
        ),
        Layer(
            "organ",
            ("organ", "ep"),
            Pad(low=55, high=74, voices=3),
            Mix(-15.0, pan=-0.2, reverb=-18.0),
            only=("bridge", "hook"),
            velocity=66,
            chance=0.6,
        ),
        Layer(
            "brass",
            ("brass",),
            Comp(
                {
                    "hook": ("X.....XX........|..............X.", "X..X..X.........|....X-----......", "..........X.XX..|X-............X."),
                    "bridge": ("X-----------....",),
                    "*": ("..............X.|X...............",),
                },
                low=58,
                high=77,
                voices=4,
                gate=0.6,
            ),
            Mix(-3.5, pan=0.2, reverb=-17.0),
            only=("hook", "bridge", "outro"),
            velocity=92,
        ),
        Layer(
            "lead",
            ("alto_sax", "trumpet", "organ_perc", "tenor_sax"),
            Tune(
                {
                    "vamp": ("a . a .", "a . a' .", ". a . a'"),
                    "hook": ("a a a' b", "a a' a b="),
                    "intro": (". .",),
                    "bridge": ("a . a+ .",),
                    "outro": ("a a",),
                },
                per_second=3.3,
                sounding=0.58,
                onsets="9264826482648274",
                intervals="riff",
                degrees="blue",
                lift={"hook": 3.0, "bridge": 2.0},
                spread=3.0,
                gate=0.7,
            ),
            Mix(-1.5, reverb=-18.0),
            never=("intro", "solo", "break"),
            velocity=90,
        ),
        Layer(
            "lead",
            ("tenor_sax", "clean_guitar", "clavinet", "trumpet"),
            Tune(
                {"solo": ("a . a' b", "a b . c", "a a+ b c=")},
                per_second=5.0,
                sounding=0.8,
                onsets="8474837383748373",
                intervals="jazz",
                degrees="blue",
                lift={"solo": 4.0},
                spread=4.4,
                gate=0.8,
            ),
            Mix(0.0, reverb=-17.0),
            only=("solo",),
            velocity=92,
        ),
        Layer(
            "answer",
            ("tenor_sax", "clean_guitar", "ep"),
            Answer(degrees="blue", onsets="9264826482648274", eager=0.6),
            Mix(-5.0, pan=0.3, reverb=-18.0),
            only=("vamp",),
            enters=0.55,
            velocity=80,
            chance=0.8,
        ),
    ),
    space=Space(reverb_seconds=0.5, predelay_ms=6, glue_db=1.5, drive=0.1),
    vocal=Vocal(
        level=0.0,
        reverb=-19.0,
        delay=None,
        drive=0.15,
        onsets="9263826382638263",
        intervals="rock",
        degrees="blue",
        spread=3.3,
        early=0.6,
        parts={"verse": Part("vamp", 8, 0.55), "pre-chorus": Part("vamp", 4, 0.62), "chorus": Part("hook", 8, 0.85)},
    ),
    ending="button",
    dynamics=0.6,
)
