"""House: four on the floor, one loop of minor sevenths in parallel, layers in and out by eights."""

from engine.score import Space
from engine.styles.model import (
    MACHINE,
    Bass,
    Comp,
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

_MINOR = (
    Progression("i7 | bVII | bVImaj7 | bVII"),
    Progression("i9 | i9 | iv9 | v7"),
    Progression("bVImaj7 | bVII | i7 | i7"),
    Progression("ii7 v7 | i9 | ii7 v7 | bIIImaj7"),
)
_MAJOR = (Progression("vi7 | IVmaj7 | Imaj7 | V"), Progression("ii9 | IVmaj7 | vi7 | V"), Progression("IVmaj7 | V | vi7 | iii7"))
_BEAT = "K:X...X...X...X... C:....X.......X... "

HOUSE = Style(
    name="house",
    bpm=(120, 124, 128),
    modes={"minor": 0.55, "dorian": 0.25, "major": 0.2},
    feel=Feel(swing_unit=0.25, swing=((120, 1.2), (130, 1.12)), drift_ms=MACHINE[0], own_ms=MACHINE[1], late_ms={"lead": 4}),
    form=Form(
        opening=(Part("intro", 8, 0.35, "loop"), Part("groove", 8, 0.55, "loop")),
        cycle=(Part("break", 8, 0.3, "loop"), Part("build", 4, 0.6, "loop"), Part("drop", 8, 0.9, "loop")),
        last=(Part("drop", 8, 0.95, "loop"),),
        middle=(Part("groove", 8, 0.65, "loop"),),
        closing=(Part("outro", 8, 0.4, "loop"),),
    ),
    harmony=Harmony(major={"*": _MAJOR}, minor={"*": _MINOR}, final_major="vi9", final_minor="i9", rich=True),
    layers=(
        Layer(
            "drums",
            ("kit_electronic", "kit_808"),
            Drums(
                {
                    "intro": (_BEAT + "Sh:xoxoxoxoxoxoxoxo", "K:X...X...X...X... O:..X...X...X...X."),
                    "groove": (_BEAT + "O:..X...X...X...X. Sh:xoxoxoxoxoxoxoxo", _BEAT + "O:..X...X...X...X. SS:...x..x...x..x.."),
                    "break": ("Sh:xoxoxoxoxoxoxoxo", "C:....x.......x... Sh:xoxoxoxoxoxoxoxo"),
                    "build": ("K:X...X...X...X... Sh:xxxxxxxxxxxxxxxx",),
                    "drop": (
                        _BEAT + "O:..X...X...X...X. H:xoxxxoxxxoxxxoxx SS:...x..x...x..x..",
                        _BEAT + "O:..X...X...X...X. Sh:xoxoxoxoxoxoxoxo Tb:..x...x...x..xx.",
                    ),
                    "*": (_BEAT + "O:..X...X...X...X.",),
                },
                ("claps", "stop", "kicks"),
                crash="C1",
                restless=0.2,
            ),
            Mix(0.0, reverb=-24.0),
            velocity=90,
        ),
        Layer(
            "bass",
            ("synth_bass", "syn_saw_bass"),
            Bass(
                {
                    "*": ("..R-..R-..R-..R-", "R..R..R...R..O..", "..R...R-..R..7O.", "R..R..5...R.7.R."),
                    "groove": ("..R-..R-..R-..R-", "R..R..R...R..O.."),
                },
                low=31,
                high=50,
                gate=0.8,
            ),
            Mix(-0.5, reverb=None, drive=0.2, ducked=True),
            only=("groove", "drop", "outro"),
            velocity=90,
        ),
        Layer(
            "keys",
            ("bright_piano", "organ_perc", "syn_stab"),
            Comp(
                {
                    "drop": ("X..X..X...X..X..", "..X..X..X..X..X.", "X--X..X-..X..X-."),
                    "groove": ("...X..X.........", "..X.....X.......|..X...X.X.......", "X-....X-..X....."),
                    "break": ("X---------------", "X-----X---------"),
                    "build": ("X..X..X...X..X..",),
                    "*": ("..X.....X.......",),
                },
                low=55,
                high=77,
                voices=4,
                gate=0.7,
                rootless=True,
            ),
            Mix(-6.0, reverb=-13.0, delay=-20.0, ducked=True),
            enters=0.3,
            velocity=86,
        ),
        Layer(
            "pad",
            ("syn_pad", "warm_pad", "strings"),
            Pad(low=55, high=79, voices=4),
            Mix(-10.0, reverb=-9.0, ducked=True),
            only=("break", "build", "drop", "intro"),
            waits=("intro",),
            velocity=72,
        ),
        Layer(
            "lead",
            ("syn_vox", "syn_pluck", "syn_saw_lead"),
            Tune(
                {
                    "break": (". . a a'", "a . a' ."),
                    "drop": ("a a a a'", "a a' a b", "a . a a'"),
                    "groove": (". . . a",),
                    "build": (". a",),
                },
                per_second=2.9,
                sounding=0.8,
                onsets="8065407180654071",
                intervals="riff",
                degrees="pentatonic",
                lift={"break": 6.0, "build": 6.0, "drop": 6.0},
                spread=2.8,
                gate=0.75,
            ),
            Mix(-1.0, reverb=-10.0, delay=-14.0, ducked=True),
            only=("break", "drop", "build"),
            velocity=86,
        ),
        Layer(
            "stab",
            ("strings", "syn_supersaw", "brass"),
            Comp({"*": ("X---------------|................", "X-----X---------|................")}, low=60, high=84, voices=3, gate=0.5),
            Mix(-13.0, pan=0.3, reverb=-8.0, delay=-14.0, ducked=True),
            only=("drop",),
            velocity=76,
            chance=0.6,
        ),
        Layer("riser", ("syn_noise",), Riser(4), Mix(-15.0, reverb=-10.0), only=("build", "break", "groove"), velocity=76),
    ),
    space=Space(
        reverb_seconds=2.0, predelay_ms=20, delay_beats=0.75, delay_feedback=0.35, duck_db=5.0, duck_ms=170, glue_db=2.0, drive=0.1
    ),
    vocal=Vocal(
        level=0.0,
        reverb=-12.0,
        delay=-20.0,
        onsets="8171817181718171",
        spread=3.0,
        early=0.6,
        parts={
            "verse": Part("groove", 8, 0.55, "loop"),
            "pre-chorus": Part("build", 4, 0.6, "loop"),
            "chorus": Part("drop", 8, 0.9, "loop"),
            "bridge": Part("break", 8, 0.3, "loop"),
            "solo": Part("drop", 8, 0.85, "loop"),
            "break": Part("groove", 4, 0.6, "loop"),
        },
        doubles={"chorus": 2},
    ),
    ending="button",
    dynamics=0.2,
)
