"""Jazz: a swinging ride, a bass that walks, rootless voicings, a head in AABA, solos over its changes."""

from engine.score import Space
from engine.styles.model import Comp, Drums, Feel, Form, Harmony, Layer, Mix, Part, Progression, Style, Tune, Vocal, Walking

_A = (
    Progression("ii7 | V7 | Imaj7 | VI7 | ii7 | V7 | Imaj7 | VI7", "ii7 V7 | I6"),
    Progression("Imaj7 | VI7 | ii7 | V7 | iii7 | VI7 | ii7 | V7", "ii7 V7 | I6"),
    Progression("I6 vi7 | ii7 V7 | iii7 VI7 | ii7 V7 | v7 I7 | IVmaj7 iv6 | iii7 VI7 | ii7 V7", "ii7 V7 | I6"),
    Progression("Imaj7 | Imaj7 | iv7 | bVII7 | Imaj7 | bIIImaj7 | ii7 | V7", "ii7 bII7 | Imaj9"),
)
_B = (
    Progression("III7 | III7 | VI7 | VI7 | II7 | II7 | ii7 | V7"),
    Progression("v7 | I7 | IVmaj7 | IVmaj7 | vi7 | II7 | ii7 | V7"),
    Progression("IVmaj7 | iv6 | iii7 | VI7 | IVmaj7 | #IVm7b5 VII7b9 | iii7 VI7 | ii7 V7"),
)
_A_MINOR = (
    Progression("i6 | iim7b5 V7b9 | i6 | iim7b5 V7b9 | iv7 | i6 | iim7b5 | V7b9", "iim7b5 V7b9 | i6"),
    Progression("iv7 | bVII7 | bIIImaj7 | bVImaj7 | iim7b5 | V7b9 | i6 | i6", "V7b9 | i6"),
    Progression("i6 | i6 | iv7 | iv7 | bVI7 | V7b9 | i6 | V7b9", "bVI7 V7b9 | i6"),
)
_B_MINOR = (
    Progression("iv7 | bVII7 | bIIImaj7 | bIIImaj7 | bVImaj7 | iim7b5 | V7b9 | V7b9"),
    Progression("I7 | I7 | iv7 | iv7 | bVII7 | bVII7 | bIIImaj7 | V7b9"),
)
_RIDE = "D:X...x.x.X...x.x. P:....x.......x... K:o...o...o...o..."

JAZZ = Style(
    name="jazz",
    bpm=(96, 140, 220),
    modes={"major": 0.65, "minor": 0.35},
    feel=Feel(
        swing=((90, 2.4), (100, 2.4), (140, 2.2), (180, 1.8), (220, 1.5), (300, 1.1)),
        drift_ms=14.0,
        own_ms=7.0,
        late_ms={"bass": 8, "lead": 22, "keys": 10},
        swing_share={"lead": 0.6},
    ),
    form=Form(
        opening=(Part("intro", 4, 0.4, "A"),),
        first=(Part("head", 8, 0.5, "A"), Part("head", 8, 0.5, "A"), Part("head", 8, 0.58, "B"), Part("head", 8, 0.52, "A")),
        cycle=(Part("solo", 8, 0.65, "A"), Part("solo", 8, 0.75, "A"), Part("solo", 8, 0.85, "B"), Part("solo", 8, 0.75, "A")),
        last=(Part("head", 8, 0.6, "B"), Part("head", 8, 0.6, "A")),
        closing=(Part("outro", 4, 0.5, "tag"),),
    ),
    harmony=Harmony(
        major={"A": _A, "B": _B, "tag": (Progression("iii7 VI7 | ii7 V7 | iii7 VI7 | ii7 V7"),), "*": _A},
        minor={"A": _A_MINOR, "B": _B_MINOR, "tag": (Progression("iim7b5 V7b9 | i6 bVI7 | iim7b5 V7b9 | bVI7 V7b9"),), "*": _A_MINOR},
        final_major="I6/9",
        final_minor="i6",
        rich=True,
    ),
    layers=(
        Layer(
            "drums",
            ("kit_jazz", "kit_brush"),
            Drums(
                {
                    "*": (_RIDE, "D:X...x.x.x...X.x. P:....x.......x... K:o...o...o...o..."),
                    "intro": ("H:x...x.x.x...x.x. P:....x.......x...",),
                    "solo": (_RIDE, "D:X...X.x.X.x.X.x. P:....x.......x... K:o...o...o...o..."),
                },
                ("triplets", "soft"),
                crash="",
                restless=0.2,
                comping=1.7,
            ),
            Mix(-5.5, pan=0.25, reverb=-13.0),
            velocity=80,
        ),
        Layer("bass", ("upright_bass",), Walking(low=28, high=53, in_two=("head", "intro")), Mix(-2.5, reverb=-20.0), velocity=86),
        Layer(
            "keys",
            ("piano", "vibraphone"),
            Comp(
                {
                    "*": (
                        "x-....X-........|......X-....x...",
                        "..x.....X-......|......x-..X-....",
                        "......A-......A-|....x.......X-..",
                        "X-......x-....A-|......X-........",
                    ),
                    "intro": ("X-----x-X-------|......X---x-....",),
                },
                low=52,
                high=72,
                voices=4,
                rootless=True,
                gate=0.8,
                spread_ms=6,
            ),
            Mix(-7.0, pan=-0.35, reverb=-13.0),
            velocity=74,
        ),
        Layer(
            "guitar",
            ("jazz_guitar",),
            Comp({"*": ("x-..x-..x-..x-..",)}, low=52, high=70, voices=3, rootless=True, gate=0.7, spread_ms=12, strum=True),
            Mix(-15.0, pan=0.45, reverb=-14.0),
            only=("solo",),
            velocity=66,
            chance=0.4,
        ),
        Layer(
            "lead",
            ("tenor_sax", "trumpet", "alto_sax", "vibraphone", "muted_trumpet"),
            Tune(
                {"head": ("a a' b c=", "a b a' c=", "a a+ b c="), "intro": (". .",), "outro": ("a a", "a a-")},
                per_second=2.3,
                sounding=0.72,
                onsets="8050706080507070",
                intervals="jazz",
                degrees="diatonic",
                lift={},
                spread=3.6,
                gate=0.92,
            ),
            Mix(-2.5, reverb=-12.0, lowpass=7000),
            never=("solo",),
            velocity=84,
        ),
        Layer(
            "lead",
            ("tenor_sax", "piano", "trumpet", "jazz_guitar", "alto_sax"),
            Tune(
                {"solo": ("a b a' c", "a . b c", "a b c d=")},
                per_second=4.3,
                sounding=0.82,
                onsets="8090808090807090",
                intervals="jazz",
                degrees="chordal",
                lift={"solo": 3.0},
                spread=4.6,
                gate=0.92,
            ),
            Mix(0.0, reverb=-12.0, lowpass=7000),
            only=("solo",),
            velocity=88,
        ),
    ),
    space=Space(reverb_seconds=1.0, predelay_ms=12, glue_db=0.8),
    vocal=Vocal(
        level=3.5,
        reverb=-13.0,
        delay=None,
        onsets="8060708060706080",
        intervals="jazz",
        degrees="diatonic",
        lift={"verse": -1.2, "pre-chorus": 0.5, "chorus": 2.0, "bridge": 1.0},
        early=0.7,
        parts={
            "verse": Part("head", 8, 0.5, "A"),
            "pre-chorus": Part("head", 4, 0.54, "A"),
            "chorus": Part("head", 8, 0.6, "B"),
            "bridge": Part("head", 8, 0.55, "tag"),
            "solo": Part("solo", 8, 0.75, "A"),
            "break": Part("solo", 4, 0.6, "A"),
        },
        doubles={},
        harmony=(),
    ),
    ending="held",
    dynamics=0.6,
)
