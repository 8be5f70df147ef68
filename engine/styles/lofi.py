"""Lo-fi: a tired drum kit, ninths on an electric piano, short phrases and long rests."""

from engine.score import Space
from engine.styles.model import Answer, Arp, Bass, Comp, Drums, Feel, Form, Harmony, Layer, Mix, Pad, Part, Progression, Style, Tune, Vocal

_A = (
    Progression("ii9 V13 | Imaj9 VI7 | ii9 V13 | Imaj9", "ii9 V9sus4 | Imaj9"),
    Progression("Imaj9 | vi9 | ii9 | V9sus4", "ii9 V9sus4 | Imaj9"),
    Progression("IVmaj9 | iii7 | vi9 | vi9", "IVmaj9 V9sus4 | Imaj9"),
)
_B = (
    Progression("IVmaj7 | iv6 | iii7 VI7 | ii9 V13"),
    Progression("vi9 | IVmaj9 | Imaj9 | V9sus4"),
    Progression("IVmaj9 | III7 | vi9 | I7"),
)
_A_MINOR = (
    Progression("i9 | bVImaj7 | iv9 | v7", "iv9 V7b9 | i9"),
    Progression("iv9 bVII9 | bIIImaj9 bVImaj7 | iim7b5 V7b9 | i9"),
    Progression("i9 | iv9 | i9 | iv9"),
)
_B_MINOR = (Progression("bVImaj7 | bVII | i9 | i9"), Progression("bVImaj9 | v7 | iv9 | v7"))

LOFI = Style(
    name="lo-fi",
    bpm=(70, 80, 90),
    modes={"major": 0.55, "minor": 0.25, "dorian": 0.2},
    feel=Feel(
        swing_unit=0.25, swing=((60, 1.55), (80, 1.4), (100, 1.25)), late_ms={"drums": 6, "lead": 16, "keys": 4}, swing_share={"lead": 0.8}
    ),
    form=Form(
        opening=(Part("intro", 4, 0.42, "A"),),
        cycle=(Part("A", 8, 0.5), Part("B", 8, 0.62)),
        middle=(Part("break", 4, 0.3, "B"),),
        last=(Part("A", 8, 0.55),),
        closing=(Part("outro", 3, 0.25, "A"),),
    ),
    harmony=Harmony(
        major={"A": _A, "B": _B, "*": _A},
        minor={"A": _A_MINOR, "B": _B_MINOR, "*": _A_MINOR},
        final_major="Imaj9",
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
                        "K:X......x..x..... S:....X.......X... H:x.x.x.x.x.x.x.x.",
                        "K:X.....x.x....x..|X.....x...x..... S:....X.......X... H:x.xox.x.x.xox.x.",
                        "K:X..x......x..... SS:....X.......X... H:x.x.x.x.x.x.x.xo",
                    )
                },
                ("soft", "stop", "kicks"),
                ghosts=0.3,
                crash="",
                restless=0.25,
            ),
            Mix(-3.0, reverb=-22.0, lowpass=8500, drive=0.25),
            enters=0.4,
            waits=("intro",),
            velocity=76,
        ),
        Layer(
            "bass",
            ("upright_bass", "finger_bass"),
            Bass({"*": ("kick", "R-----R-5-----A-", "R-------5---..A-")}, low=29, high=50),
            Mix(-5.0, reverb=None, lowpass=2500),
            enters=0.4,
            waits=("intro",),
        ),
        Layer(
            "keys",
            ("ep", "piano"),
            Comp(
                {
                    "*": ("X------x-----...", "X-----..x-------", "X---..x-X-----x-"),
                    "break": ("X---------------",),
                },
                low=53,
                high=72,
                voices=4,
                rootless=True,
                spread_ms=34,
            ),
            Mix(-4.0, pan=-0.12, reverb=-16.0, drive=0.15),
            velocity=74,
        ),
        Layer(
            "guitar",
            ("jazz_guitar", "nylon_guitar"),
            Arp({"*": ("..1-..3-..2-4-..", "....3-2-....4-3-", "1-..3-..2-..4-..")}, low=55, high=74),
            Mix(-11.0, pan=0.38, reverb=-14.0),
            enters=0.58,
            velocity=68,
        ),
        Layer(
            "pad", ("warm_pad", "syn_pad"), Pad(low=55, high=74, voices=3), Mix(-15.0, reverb=-10.0, ducked=True), enters=0.25, velocity=62
        ),
        Layer(
            "lead",
            ("piano", "vibraphone", "jazz_guitar", "flute"),
            Tune(
                {
                    "A": ("a . a' .", "a . b .", "a . a+ ."),
                    "B": ("a a' b .", "a b a' .", "a . b c"),
                    "break": (". a",),
                    "outro": ("a",),
                    "intro": (". .",),
                },
                per_second=2.3,
                sounding=0.62,
                onsets="7071807170718080",
                degrees="pentatonic",
                lift={"B": 2.0},
            ),
            Mix(0.0, pan=0.1, reverb=-13.0, delay=-22.0),
            never=("intro",),
            velocity=72,
        ),
        Layer(
            "answer",
            ("vibraphone", "nylon_guitar", "ep"),
            Answer(per_second=2.2, eager=0.6),
            Mix(-7.0, pan=0.4, reverb=-11.0, delay=-18.0),
            only=("A", "B"),
            velocity=62,
            chance=0.75,
        ),
    ),
    space=Space(
        reverb_seconds=0.9,
        delay_beats=0.75,
        delay_feedback=0.25,
        duck_db=2.5,
        glue_db=2.5,
        drive=0.25,
        lowpass=9000,
        noise_db=-30,
        wow_cents=8,
    ),
    vocal=Vocal(
        level=1.0,
        reverb=-13.0,
        delay=-18.0,
        drive=0.1,
        onsets="7171817181718181",
        spread=3.2,
        lift={"verse": -1.6, "pre-chorus": 0.0, "chorus": 1.6, "bridge": 0.6},
        early=0.4,
        parts={
            "verse": Part("A", 8, 0.5),
            "pre-chorus": Part("A", 4, 0.54),
            "chorus": Part("B", 8, 0.62),
            "bridge": Part("break", 8, 0.35, "B"),
            "solo": Part("A", 8, 0.55),
            "break": Part("A", 4, 0.5),
        },
        doubles={"chorus": 1},
    ),
    ending="ritardando",
    dynamics=0.2,
)
