"""Pop: a thin verse, a step up, a chorus at full width that comes back the same, a bridge without drums."""

from engine.score import Space
from engine.styles.model import (
    Answer,
    Arp,
    Bass,
    Comp,
    Counter,
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

_VERSE = (
    Progression("I | V | vi | IV"),
    Progression("I | vi | IV | V"),
    Progression("I | IV | vi | V"),
    Progression("Iadd9 | iii | vi | IV"),
)
_RISE = (Progression("ii | IV | V | V"), Progression("IV | V | vi | V"), Progression("ii | vi | IV | V7sus4"))
_CHORUS = (
    Progression("IV | I | V | vi", "IV | V"),
    Progression("vi | IV | I | V"),
    Progression("I | V | vi | IV"),
    Progression("IVadd9 | V | vi | I", "IV | Vsus4 V"),
)
_BRIDGE = (Progression("vi | iii | IV | V"), Progression("IV | iv | I | V"), Progression("vi | V | IV | V7sus4"))
_VERSE_MINOR = (Progression("i | bVI | bIII | bVII"), Progression("i | bVII | bVI | bVII"), Progression("i | iv | bVI | bVII"))
_CHORUS_MINOR = (
    Progression("bVI | bIII | bVII | i", "bVI | bVII"),
    Progression("bVI | bVII | i | bIII"),
    Progression("i | bVI | bIII | bVII"),
)
_RISE_MINOR = (Progression("iv | bVI | bVII | bVII"), Progression("bVI | bVII | iv | Vsus4 V"))
_BRIDGE_MINOR = (Progression("iv | i | bVI | V"), Progression("bVI | iv | i | bVII"))

POP = Style(
    name="pop",
    bpm=(84, 104, 128),
    modes={"major": 0.72, "minor": 0.28},
    feel=Feel(drift_ms=9.0, own_ms=5.0, late_ms={"lead": 8, "bass": 2}),
    form=Form(
        opening=(Part("intro", 4, 0.42, "verse"),),
        cycle=(Part("verse", 8, 0.45), Part("pre-chorus", 4, 0.6), Part("chorus", 8, 0.85)),
        middle=(Part("bridge", 8, 0.5),),
        last=(Part("chorus", 8, 0.98),),
        closing=(Part("outro", 3, 0.4, "verse"),),
    ),
    harmony=Harmony(
        major={"verse": _VERSE, "pre-chorus": _RISE, "chorus": _CHORUS, "bridge": _BRIDGE, "*": _VERSE},
        minor={"verse": _VERSE_MINOR, "pre-chorus": _RISE_MINOR, "chorus": _CHORUS_MINOR, "bridge": _BRIDGE_MINOR, "*": _VERSE_MINOR},
        final_major="Iadd9",
        final_minor="i",
    ),
    layers=(
        Layer(
            "drums",
            ("kit_room", "kit_electronic"),
            Drums(
                {
                    "verse": (
                        "K:X.......x.x..... S:....X.......X... H:x.x.x.x.x.x.x.x.",
                        "K:X.....x...x..... SS:....X.......X... H:xoxoxoxoxoxoxoxo",
                    ),
                    "pre-chorus": (
                        "K:X...X...X...X... S:....x.......x... H:x.x.x.x.x.x.x.x.",
                        "K:X.......X....... T4:..x.x.x...x.x.x. H:x...x...x...x...",
                    ),
                    "chorus": (
                        "K:X.....x.x.x..... S:....X.......X... C:....X.......X... H:x.x.x.x.x.x.x... O:..............x.",
                        "K:X..x..x.x.....x. S:....X.......X... C:....X.......X... H:xoxoxoxoxoxoxoxo Tb:..x...x...x...x.",
                    ),
                    "bridge": ("K:X............... SS:........x.......",),
                    "intro": ("H:x.x.x.x.x.x.x.x. K:X.......X.......",),
                    "*": ("K:X.......x....... SS:....x.......x... H:x.x.x.x.x.x.x.x.",),
                },
                ("toms", "snare", "stop", "eighths"),
                ghosts=0.27,
                restless=0.3,
            ),
            Mix(-1.0, reverb=-20.0),
            never=("intro",),
            velocity=86,
        ),
        Layer(
            "bass",
            ("finger_bass", "synth_bass"),
            Bass(
                {
                    "verse": ("kick", "R-----R-R-5-----", "R-------R-----A-"),
                    "chorus": ("R.R.R.R.R.R.R.A.", "R-R-R-R-R-R-5-A-", "kick"),
                    "pre-chorus": ("R-r-R-r-R-r-R-r-", "R-----------R---"),
                    "bridge": ("R---------------",),
                    "*": ("R-------R-----5-",),
                },
                low=28,
                high=48,
            ),
            Mix(-2.0, reverb=None, drive=0.1),
            enters=0.42,
            waits=("intro",),
            velocity=86,
        ),
        Layer(
            "keys",
            ("piano", "ep"),
            Comp(
                {
                    "verse": ("X-----x-----x---", "X---....X-....x.", "X-------x---x---"),
                    "chorus": ("X---X---X---X---", "X--X--X-X--X--X-", "X---x-x-X---x-x-"),
                    "pre-chorus": ("X---X---X---X---", "X-------X-------"),
                    "intro": ("X---x---X---x---", "X---..x-x---..x-"),
                    "*": ("X-------x-------",),
                },
                low=52,
                high=76,
                voices=4,
                spread_ms=10,
            ),
            Mix(-8.0, pan=-0.35, reverb=-13.0),
            velocity=78,
        ),
        Layer(
            "guitar",
            ("muted_guitar", "clean_guitar", "steel_guitar"),
            Arp(
                {"verse": ("1.2.3.2.1.2.4.2.", "1..3..2.1..4..3."), "*": ("1.3.2.4.1.3.2.4.", "1.2.3.4.3.2.3.2.")},
                low=52,
                high=76,
                gate=0.6,
            ),
            Mix(-9.0, pan=0.7, reverb=-14.0, delay=-18.0),
            enters=0.42,
            waits=("intro", "verse"),
            velocity=74,
        ),
        Layer(
            "guitar",
            ("steel_guitar", "clean_guitar"),
            Comp({"*": ("X-x-X-xxX-x-X-xx", "X-xxX-x-X-xxX-x-", "X..xX.x.X..xX.x.")}, low=47, high=69, voices=5, spread_ms=20, strum=True),
            Mix(-9.0, pan=-0.7, reverb=-16.0, highpass=180),
            enters=0.8,
            velocity=72,
            chance=0.8,
        ),
        Layer(
            "pad",
            ("warm_pad", "syn_pad", "strings"),
            Pad(low=55, high=79, voices=4),
            Mix(-12.0, reverb=-9.0, ducked=True),
            enters=0.3,
            velocity=66,
        ),
        Layer(
            "pluck",
            ("syn_pluck", "syn_bell"),
            Arp({"*": ("1.3.4.3.2.3.4.3.", "14.3.24.3.14.3.2", "4.3.2.3.4.3.2.1.")}, low=67, high=88, gate=0.5),
            Mix(-14.0, pan=-0.4, reverb=-11.0, delay=-14.0, ducked=True),
            enters=0.84,
            velocity=72,
            chance=0.85,
        ),
        Layer(
            "lead",
            ("clean_guitar", "ep", "vibraphone", "clarinet"),
            Tune(
                {
                    "intro": (". a",),
                    "verse": ("a b a c=", "a a' a b=", "a b a' ."),
                    "pre-chorus": ("a a+", "a a'"),
                    "bridge": ("a . a+ b", "a a- b c"),
                    "outro": ("a",),
                    "*": ("a b",),
                },
                per_second=2.7,
                sounding=0.66,
                lift={"pre-chorus": 1.0, "bridge": 1.0},
                spread=3.8,
            ),
            Mix(-2.5, reverb=-13.0, delay=-18.0),
            never=("chorus",),
            waits=("intro",),
            velocity=80,
        ),
        Layer(
            "lead",
            ("syn_saw_lead", "violin", "trumpet"),
            Tune(
                {"chorus": ("a a' a b=", "a b a c=", "a a+ a b=")},
                per_second=2.4,
                sounding=0.72,
                lift={"chorus": 3.5},
                spread=3.6,
            ),
            Mix(0.0, reverb=-12.0, delay=-17.0),
            only=("chorus",),
            velocity=92,
        ),
        Layer("double", ("strings", "choir"), Double(12), Mix(-9.0, pan=0.15, reverb=-11.0), enters=0.9, only=("chorus",), velocity=78),
        Layer(
            "counter",
            ("cello", "strings", "horn"),
            Counter(low=52, high=70),
            Mix(-11.0, pan=0.25, reverb=-12.0),
            only=("bridge", "chorus"),
            enters=0.5,
            velocity=72,
            chance=0.7,
        ),
        Layer(
            "answer",
            ("vibraphone", "steel_guitar", "syn_bell"),
            Answer(eager=0.55),
            Mix(-8.0, pan=0.35, reverb=-12.0, delay=-16.0),
            only=("verse", "chorus"),
            enters=0.5,
            velocity=68,
            chance=0.7,
        ),
        Layer("riser", ("syn_noise",), Riser(2), Mix(-19.0, reverb=-10.0), only=("pre-chorus", "bridge"), velocity=70),
    ),
    space=Space(reverb_seconds=1.4, delay_beats=0.5, delay_feedback=0.3, duck_db=1.5, glue_db=2.0),
    vocal=Vocal(level=1.0, reverb=-14.0, delay=-20.0, early=0.6, doubles={"chorus": 2, "post-chorus": 2, "pre-chorus": 1}),
    ending="held",
    dynamics=0.6,
)
