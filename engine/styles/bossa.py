"""Bossa nova: a nylon guitar's two-bar pattern, straight eighths, soft drums, long notes against the beat."""

from engine.score import Space
from engine.styles.model import Answer, Bass, Comp, Counter, Drums, Feel, Form, Harmony, Layer, Mix, Part, Progression, Style, Tune, Vocal

_A = (
    Progression("Imaj9 | Imaj9 | II7 | II7 | ii9 | V13 | Imaj9 | bII7", "ii9 V13 | I6/9"),
    Progression("Imaj7 | #Idim7 | ii9 | V13 | iii7 | bIIIdim7 | ii9 | V13", "ii9 bII7 | I6/9"),
    Progression("I6/9 | vi9 | ii9 | V13 | I6/9 | VI7 | II9 | V9sus4", "ii9 V13 | I6/9"),
)
_B = (
    Progression("IVmaj9 | bVII9 | Imaj9 | VI7b9 | ii9 | iv6 | iii7 VI7 | ii9 V13"),
    Progression("bIIImaj9 | bIIImaj9 | iv9 | bVII9 | Imaj9 | vi9 | ii9 | V13"),
)
_A_MINOR = (
    Progression("i6 | i6 | iim7b5 | V7b9 | i6 | i6 | iv9 | V7b9", "iim7b5 V7b9 | i6"),
    Progression("i9 | bVI9 | iim7b5 | V7b9 | v7 | I7 | iv9 | V7b9", "bVI9 V7b9 | i6"),
)
_B_MINOR = (Progression("iv9 | bVII13 | bIIImaj9 | bVImaj9 | iim7b5 | V7b9 | i6 | V7b9"),)

BOSSA = Style(
    name="bossa nova",
    bpm=(112, 128, 144),
    modes={"major": 0.7, "minor": 0.3},
    feel=Feel(drift_ms=13.0, own_ms=6.0, late_ms={"lead": 22, "drums": 2}),
    form=Form(
        opening=(Part("intro", 4, 0.42, "A"),),
        first=(Part("head", 8, 0.45, "A"), Part("head", 8, 0.48, "A"), Part("head", 8, 0.58, "B"), Part("head", 8, 0.5, "A")),
        cycle=(Part("solo", 8, 0.6, "A"), Part("solo", 8, 0.65, "B")),
        last=(Part("head", 8, 0.58, "A"),),
        closing=(Part("outro", 4, 0.4, "tag"),),
    ),
    harmony=Harmony(
        major={"A": _A, "B": _B, "tag": (Progression("iii7 | bIIIdim7 | ii9 | bII7"), Progression("Imaj9 | bII7 | Imaj9 | bII7")), "*": _A},
        minor={"A": _A_MINOR, "B": _B_MINOR, "tag": (Progression("i6 | bII7 | i6 | V7b9"),), "*": _A_MINOR},
        final_major="I6/9",
        final_minor="i6",
        rich=True,
    ),
    layers=(
        Layer(
            "drums",
            ("kit_brush", "kit_jazz"),
            Drums(
                {
                    "*": (
                        "K:x.....x.x.....x. P:....x.......x... H:xoxoxoxoxoxoxoxo SS:x.....x.....x...|....x.....x.....",
                        "K:x.....x.x.....x. Sh:xoxoxoxoxoxoxoxo SS:x.....x...x.....|....x...x.....x.",
                    ),
                    "intro": ("Sh:xoxoxoxoxoxoxoxo",),
                },
                ("soft",),
                crash="",
                restless=0.1,
            ),
            Mix(-11.0, pan=0.15, reverb=-16.0),
            velocity=72,
        ),
        Layer(
            "bass",
            ("upright_bass",),
            Bass({"*": ("R-----5-5-----R-", "R-----5-5-----A-", "R-----R-5-----5-")}, low=28, high=50),
            Mix(-3.5, reverb=-22.0),
            waits=("intro",),
            velocity=82,
        ),
        Layer(
            "guitar",
            ("nylon_guitar",),
            Comp(
                {"*": ("X-..X-X-..X-..A-|..X-..X-..X-..A-", "X-..X-..X-..X-A-|..X-..X-X-..X-A-", "..X-..X-X-..X-..|X-..X-..X-..X-A-")},
                low=52,
                high=70,
                voices=4,
                rootless=True,
                gate=0.8,
                spread_ms=14,
            ),
            Mix(-4.0, pan=-0.2, reverb=-15.0),
            velocity=78,
        ),
        Layer(
            "keys",
            ("piano", "ep"),
            Comp(
                {"*": ("......X---------|................", "..........X-----|..X-............", "....X-..........|......X---......")},
                low=60,
                high=79,
                voices=4,
                rootless=True,
            ),
            Mix(-12.0, pan=0.35, reverb=-13.0),
            enters=0.55,
            velocity=68,
        ),
        Layer(
            "lead",
            ("flute", "vibraphone", "tenor_sax", "muted_trumpet"),
            Tune(
                {"head": ("a a- b c=", "a a' a- b=", "a a+ b c="), "outro": ("a .",)},
                per_second=1.9,
                sounding=0.8,
                onsets="5070806080708080",
                intervals="jazz",
                degrees="diatonic",
                lift={},
                spread=3.0,
                gate=0.96,
            ),
            Mix(-1.5, reverb=-12.0, lowpass=7500),
            only=("head", "outro"),
            velocity=78,
        ),
        Layer(
            "lead",
            ("piano", "jazz_guitar", "flute", "vibraphone"),
            Tune(
                {"solo": ("a . a' b", "a b . c", "a b a' c=")},
                per_second=3.4,
                sounding=0.76,
                onsets="7080809080807090",
                intervals="jazz",
                degrees="chordal",
                lift={"solo": 2.0},
                spread=4.0,
            ),
            Mix(0.0, pan=0.1, reverb=-12.0, lowpass=7500),
            only=("solo",),
            velocity=78,
        ),
        Layer(
            "strings",
            ("slow_strings", "strings"),
            Counter(low=64, high=82, beats=4.0),
            Mix(-13.0, pan=0.1, reverb=-10.0),
            enters=0.57,
            velocity=66,
            chance=0.7,
        ),
        Layer(
            "answer",
            ("ep", "nylon_guitar", "piano"),
            Answer(per_second=2.2, eager=0.4),
            Mix(-8.0, pan=0.3, reverb=-13.0),
            only=("head",),
            velocity=64,
            chance=0.5,
        ),
    ),
    space=Space(reverb_seconds=1.5, predelay_ms=14, glue_db=0.6),
    vocal=Vocal(
        level=4.0,
        reverb=-17.0,
        delay=None,
        onsets="7080708070807080",
        intervals="jazz",
        degrees="diatonic",
        spread=2.8,
        lift={"verse": -1.4, "pre-chorus": 0.2, "chorus": 1.6, "bridge": 0.8},
        early=0.8,
        parts={
            "verse": Part("head", 8, 0.45, "A"),
            "pre-chorus": Part("head", 4, 0.5, "A"),
            "chorus": Part("head", 8, 0.58, "B"),
            "bridge": Part("head", 8, 0.5, "B"),
            "solo": Part("solo", 8, 0.62, "A"),
            "break": Part("solo", 4, 0.55, "A"),
        },
        doubles={},
        harmony=(),
    ),
    ending="ritardando",
    dynamics=0.5,
)
