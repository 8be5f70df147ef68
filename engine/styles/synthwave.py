"""Synthwave: a pulse of octaves under the side-chain, sixteenth arpeggios, a lead in long notes, tuned toms."""

from engine.score import Space
from engine.styles.model import (
    MACHINE,
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
    Riser,
    Style,
    Tune,
    Vocal,
)

_VERSE = (Progression("i | bVI | bIII | bVII"), Progression("i | i | bVI | bVII"), Progression("i | bVII | bVI | v"))
_CHORUS = (Progression("bVI | bVII | i | i", "bVI | bVII"), Progression("iv | bVI | i | bVII"), Progression("i | bVI | bIII | bVII"))
_BRIDGE = (Progression("iv | iv | bVI | V"), Progression("bVImaj7 | bVImaj7 | bVII | bVII"))
_MAJOR = (Progression("Imaj7 | iii7 | IV | IV"), Progression("I | V | vi | IV"), Progression("vi | IV | I | V"))
_MAJOR_CHORUS = (Progression("IV | V | vi | I", "IV | V"), Progression("IVmaj7 | V | iii7 | vi"))

SYNTHWAVE = Style(
    name="synthwave",
    bpm=(82, 100, 118),
    modes={"minor": 0.75, "major": 0.15, "dorian": 0.1},
    feel=Feel(drift_ms=MACHINE[0], own_ms=MACHINE[1], late_ms={"lead": 5}),
    form=Form(
        opening=(Part("intro", 8, 0.35, "verse"),),
        cycle=(Part("verse", 8, 0.55), Part("chorus", 8, 0.88)),
        middle=(Part("break", 4, 0.3, "bridge"), Part("solo", 8, 0.8, "verse")),
        last=(Part("chorus", 8, 1.0),),
        closing=(Part("outro", 4, 0.4, "verse"),),
    ),
    harmony=Harmony(
        major={"verse": _MAJOR, "chorus": _MAJOR_CHORUS, "bridge": _MAJOR, "*": _MAJOR},
        minor={"verse": _VERSE, "chorus": _CHORUS, "bridge": _BRIDGE, "*": _VERSE},
        final_major="Iadd9",
        final_minor="i",
    ),
    layers=(
        Layer(
            "drums",
            ("kit_electronic", "kit_power"),
            Drums(
                {
                    "verse": (
                        "K:X...X...X...X... S:....X.......X... H:xoxoxoxoxoxoxoxo",
                        "K:X.......X.x..... S:....X.......X... H:x.x.x.x.x.x.x.x.",
                    ),
                    "chorus": (
                        "K:X...X...X...X... S:....X.......X... H:xoxoxoxoxoxoxoxo O:..x...x...x...x. C:....X.......X...",
                        "K:X.....x.X.x..... S:....X.......X... O:..X...X...X...X. C:....X.......X...",
                    ),
                    "intro": ("K:X...X...X...X...", "H:xoxoxoxoxoxoxoxo"),
                    "break": ("T4:X...............",),
                    "*": ("K:X...X...X...X... S:....X.......X... H:x.x.x.x.x.x.x.x.",),
                },
                ("toms", "toms", "stop", "eighths"),
                crash="C1",
                restless=0.2,
            ),
            Mix(-1.0, reverb=-11.0),
            waits=("intro",),
            velocity=92,
        ),
        Layer(
            "bass",
            ("syn_saw_bass", "synth_bass"),
            Bass(
                {
                    "verse": ("RrRrRrRrRrRrRrRr", "R.RrR.RrR.RrR.RO", "..Rr..Rr..Rr..RO"),
                    "chorus": ("R.O.R.O.R.O.R.O.", "RrOrRrOrRrOrRrOr", "RrRORrRORrRORrRO"),
                    "break": ("R---------------",),
                    "*": ("RrRrRrRrRrRrRrRr",),
                },
                low=28,
                high=52,
                gate=0.75,
            ),
            Mix(-1.5, reverb=None, drive=0.2, ducked=True),
            waits=("intro",),
            velocity=90,
        ),
        Layer(
            "pad", ("syn_pad", "warm_pad", "syn_supersaw"), Pad(low=52, high=79, voices=4), Mix(-7.0, reverb=-9.0, ducked=True), velocity=74
        ),
        Layer(
            "arp",
            ("syn_pluck", "syn_square_lead"),
            Arp(
                {"*": ("1234321234543212", "1324132413241324", "14.324.314.324.3", "1.2.3.4.5.4.3.2.")},
                low=60,
                high=84,
                gate=0.6,
            ),
            Mix(-9.0, pan=-0.35, reverb=-11.0, delay=-12.0, ducked=True),
            enters=0.35,
            velocity=76,
        ),
        Layer(
            "keys",
            ("ep_fm", "syn_bell"),
            Comp({"*": ("X-----------....", "X-----X---------", "X-----x-----x---")}, low=57, high=77, voices=3),
            Mix(-12.0, pan=0.4, reverb=-11.0, delay=-16.0),
            only=("verse", "break"),
            velocity=70,
            chance=0.7,
        ),
        Layer(
            "brass",
            ("syn_brass", "syn_stab"),
            Comp({"*": ("X--X--X-........", "X-------X-..X-..", "X..X..X.........|................")}, low=53, high=74, voices=4),
            Mix(-10.0, pan=0.2, reverb=-11.0),
            only=("chorus",),
            velocity=84,
            chance=0.75,
        ),
        Layer(
            "lead",
            ("syn_saw_lead", "syn_square_lead", "tenor_sax"),
            Tune(
                {
                    "intro": (". . . a",),
                    "verse": ("a . a' .", ". a . b", "a . b ."),
                    "chorus": ("a a' a b=", "a b a c=", "a a+ a b="),
                    "break": (". a",),
                    "outro": ("a .",),
                },
                per_second=1.9,
                sounding=0.76,
                onsets="9050703090507062",
                degrees="pentatonic",
                intervals="wide",
                lift={"chorus": 4.0},
                spread=3.6,
            ),
            Mix(0.0, reverb=-10.0, delay=-13.0),
            never=("solo",),
            velocity=86,
        ),
        Layer(
            "lead",
            ("overdrive_guitar", "tenor_sax", "syn_square_lead"),
            Tune(
                {"solo": ("a a' b c d d+ e f=",)},
                unit=1,
                per_second=4.8,
                sounding=0.9,
                onsets="9372827292738272",
                degrees="pentatonic",
                intervals="wide",
                lift={"solo": 6.0},
                spread=4.4,
            ),
            Mix(0.0, reverb=-10.0, delay=-13.0),
            only=("solo",),
            velocity=92,
        ),
        Layer(
            "double",
            ("syn_square_lead", "syn_bell"),
            Double(12),
            Mix(-11.0, pan=0.3, reverb=-9.0, delay=-14.0),
            only=("chorus",),
            enters=0.93,
            velocity=76,
        ),
        Layer(
            "answer",
            ("syn_bell", "syn_square_lead"),
            Answer(eager=0.6),
            Mix(-9.0, pan=0.4, reverb=-9.0, delay=-12.0),
            only=("verse",),
            velocity=70,
            chance=0.7,
        ),
        Layer("riser", ("syn_noise",), Riser(2), Mix(-18.0, reverb=-9.0), only=("intro", "verse", "break"), velocity=70),
    ),
    space=Space(reverb_seconds=2.2, predelay_ms=15, delay_beats=0.75, delay_feedback=0.4, duck_db=4.0, duck_ms=190, glue_db=1.8, drive=0.2),
    vocal=Vocal(level=0.0, reverb=-11.0, delay=-20.0, drive=0.05, early=0.5, doubles={"chorus": 2}),
    ending="held",
    dynamics=0.22,
)
