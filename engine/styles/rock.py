"""Rock: two guitars played twice, a picked bass, open hats and crashes in the chorus, a solo."""

from engine.score import Space
from engine.styles.model import (
    Answer,
    Arp,
    Bass,
    Comp,
    Double,
    Drums,
    Feel,
    Form,
    Harmony,
    Layer,
    Mix,
    Pad,
    Part,
    Progression,
    Style,
    Tune,
    Vocal,
)

_VERSE = (Progression("I | bVII | IV | I"), Progression("I | I | IV | V"), Progression("I | IV | V | IV"), Progression("vi | IV | I | V"))
_CHORUS = (
    Progression("IV | I | V | I", "IV | V"),
    Progression("I | V | IV | IV"),
    Progression("bVI | bVII | I | I"),
    Progression("I | V | vi | IV"),
)
_VERSE_MINOR = (Progression("i | i | bVI | bVII"), Progression("i | bIII | bVII | IV"), Progression("i | bVII | i | bVI bVII"))
_CHORUS_MINOR = (
    Progression("bVI | bVII | i | i", "bVI | bVII"),
    Progression("i | bVI | bIII | bVII"),
    Progression("bIII | bVII | i | bVI"),
)
_BRIDGE = (Progression("IV | IV | V | V"), Progression("bVI | bVII | bVI | V"))
_BRIDGE_MINOR = (Progression("iv | iv | bVI | V"), Progression("bVI | bVI | bVII | V"))
_RIFFS = ("X-..X-X.X-..X-X.", "X.x.X..x..X-x.x.|X.x.X..x..X.X.X.", "X--xX-..X--xX-x.", "X.X.xX..X.X.xX-.")

ROCK = Style(
    name="rock",
    bpm=(100, 122, 150),
    modes={"major": 0.3, "mixolydian": 0.25, "minor": 0.45},
    feel=Feel(drift_ms=15.5, own_ms=6.0, late_ms={"drums": 0, "bass": 2, "lead": 8}),
    form=Form(
        opening=(Part("intro", 4, 0.6, "verse"),),
        cycle=(Part("verse", 8, 0.5), Part("chorus", 8, 0.88)),
        middle=(Part("bridge", 4, 0.45), Part("solo", 8, 0.85, "verse")),
        last=(Part("chorus", 8, 0.98),),
        closing=(Part("outro", 3, 0.8, "verse"),),
    ),
    harmony=Harmony(
        major={"verse": _VERSE, "chorus": _CHORUS, "bridge": _BRIDGE, "*": _VERSE},
        minor={"verse": _VERSE_MINOR, "chorus": _CHORUS_MINOR, "bridge": _BRIDGE_MINOR, "*": _VERSE_MINOR},
        final_major="I",
        final_minor="i",
    ),
    layers=(
        Layer(
            "drums",
            ("kit_power", "kit_room"),
            Drums(
                {
                    "verse": (
                        "K:X......xX.x..... S:....X.......X... H:X.x.X.x.X.x.X.x.",
                        "K:X.x.....X.x...x. S:....X.......X... H:X.x.X.x.X.x.X.x.",
                        "K:X.....x.X....... S:....X.......X... H:X.x.X.x.X.x.X.x.",
                    ),
                    "chorus": (
                        "K:X.x...x.X.x..... S:....X.......X... O:X...X...X...X... H:..x...x...x...x.",
                        "K:X......xX.x...x. S:....X.......X... C2:X...X...X...X...",
                        "K:X.x.....X.x..x.. S:....X.......X... D:X.x.X.x.X.x.X.x.",
                    ),
                    "solo": ("K:X......xX.x..... S:....X.......X... D:X.x.X.x.X.x.X.x.",),
                    "bridge": (
                        "K:X.......X....... T4:x.x.x.x.x.x.x.x. S:............X...",
                        "K:X...X...X...X... S:........X....... H:x...x...x...x...",
                    ),
                    "*": ("K:X......xX.x..... S:....X.......X... O:X...X...X...X...",),
                },
                ("toms", "toms", "snare", "eighths"),
                ghosts=0.23,
                restless=0.4,
            ),
            Mix(1.5, reverb=-16.0, drive=0.15),
            velocity=92,
        ),
        Layer(
            "bass",
            ("pick_bass", "finger_bass"),
            Bass(
                {
                    "verse": ("R.R.R.R.R.R.R.A.", "R-R-..R-R-R-5-A-", "kick"),
                    "chorus": ("R-R-R-R-R-R-R-A-", "R-R-R-R-R-R-5-A-"),
                    "bridge": ("R-r-r-r-r-r-r-r-",),
                    "*": ("R-R-R-R-R-R-R-A-",),
                },
                low=28,
                high=48,
            ),
            Mix(-1.0, reverb=None, drive=0.25),
            velocity=92,
        ),
        Layer(
            "guitar",
            ("distortion_guitar", "overdrive_guitar"),
            Comp(
                {
                    "verse": ("x.x.x.x.x.x.x.x.", "X.x.x.x.X.x.x.x.", "X..x..x.X..x..x."),
                    "chorus": ("X---X-X-X---X-X-", "X-------X---X-X-", "X-X-X-X-X-X-X-X-"),
                    "bridge": ("X---------------",),
                    "intro": _RIFFS,
                    "solo": ("X-X-X-X-X-X-X-X-",),
                    "outro": _RIFFS,
                    "*": ("X-X-X-X-X-X-X-X-",),
                },
                low=40,
                power=True,
                gate=0.85,
            ),
            Mix(-3.0, pan=-0.85, reverb=-22.0, highpass=80, lowpass=5500),
            velocity=84,
        ),
        Layer(
            "guitar",
            ("overdrive_guitar", "distortion_guitar"),
            Comp(
                {
                    "chorus": ("X---X-X-X---X-X-", "X-X-X-X-X-X-X-X-"),
                    "intro": _RIFFS,
                    "solo": ("X-X-X-X-X-X-X-X-",),
                    "outro": _RIFFS,
                    "*": ("X-------X-------",),
                },
                low=40,
                power=True,
                gate=0.9,
            ),
            Mix(-3.0, pan=0.85, reverb=-22.0, highpass=80, lowpass=5500),
            enters=0.55,
            velocity=82,
        ),
        Layer(
            "guitar",
            ("clean_guitar", "steel_guitar"),
            Arp({"*": ("1.3.2.4.3.2.4.3.", "1-3-4-3-2-3-4-3-", "1..3..4.2..3..4.")}, low=52, high=74, ringing=True),
            Mix(-9.0, pan=0.4, reverb=-14.0, delay=-18.0),
            only=("verse", "bridge"),
            velocity=78,
        ),
        Layer(
            "organ",
            ("organ_rock", "organ"),
            Pad(low=55, high=76, voices=3),
            Mix(-13.0, pan=-0.2, reverb=-16.0),
            enters=0.84,
            velocity=70,
            chance=0.6,
        ),
        Layer(
            "lead",
            ("overdrive_guitar", "clean_guitar"),
            Tune(
                {
                    "intro": (". a",),
                    "verse": ("a . a' b=", "a b a .", "a . b ."),
                    "chorus": ("a a a' b=", "a b a c=", "a a' a b="),
                    "bridge": ("a a+",),
                    "outro": ("a",),
                },
                per_second=2.5,
                sounding=0.66,
                intervals="rock",
                degrees="blue",
                lift={"chorus": 4.0, "bridge": 2.0},
                spread=4.0,
            ),
            Mix(-1.5, reverb=-14.0, delay=-17.0, drive=0.2, lowpass=6500),
            never=("solo",),
            velocity=88,
        ),
        Layer(
            "lead",
            ("distortion_guitar", "overdrive_guitar"),
            Tune(
                {"solo": ("a a' b c d d+ e f=", "a b a' c d e e+ f=")},
                unit=1,
                per_second=5.2,
                sounding=0.9,
                onsets="9373837393738373",
                intervals="wide",
                degrees="blue",
                lift={"solo": 7.0},
                spread=4.5,
            ),
            Mix(0.0, reverb=-12.0, delay=-15.0, drive=0.2, lowpass=6500),
            only=("solo",),
            velocity=94,
        ),
        Layer("double", ("distortion_guitar",), Double(-12), Mix(-8.0, pan=0.3, reverb=-14.0), only=("chorus",), enters=0.95, velocity=80),
        Layer(
            "answer",
            ("overdrive_guitar", "organ_rock"),
            Answer(degrees="blue", eager=0.6),
            Mix(-6.0, pan=0.35, reverb=-14.0, delay=-16.0),
            only=("verse",),
            velocity=78,
            chance=0.7,
        ),
    ),
    space=Space(reverb_seconds=0.9, delay_beats=0.5, delay_feedback=0.2, glue_db=2.5, drive=0.2),
    vocal=Vocal(
        level=0.0,
        reverb=-17.0,
        delay=-16.0,
        drive=0.2,
        intervals="rock",
        degrees="blue",
        lift={"verse": -1.4, "pre-chorus": 0.6, "chorus": 2.6, "bridge": 1.2},
        early=0.5,
        doubles={"chorus": 2},
    ),
    ending="held",
    dynamics=0.3,
)
