"""Cinematic: a motif over an ostinato, again and again with more of the orchestra, silence, then everything."""

from engine.score import Space
from engine.styles.model import Arp, Bass, Comp, Counter, Double, Drums, Feel, Form, Harmony, Layer, Mix, Pad, Part, Progression, Riser, Style, Tune

_MINOR = (
    Progression("i | bVI | bIII | bVII", "iv | Vsus4 V"),
    Progression("i | iv | bVI | Vsus4 V"),
    Progression("i | i | bVI | bVI | iv | bIII | bVII | V"),
    Progression("i | bvi | bVI | V"),
)
_MAJOR = (Progression("I | V | vi | IV", "IV | Vsus4 V"), Progression("I | II | IV | I"), Progression("I | bVI | bIII | bVII"), Progression("vi | IV | I | V"))
_BUILD = (Progression("bVI | bVI | bVII | bVII"), Progression("iv | iv | V | V"))
_BUILD_MAJOR = (Progression("IV | IV | V | V"), Progression("ii | IV | Vsus4 | V"))

CINEMATIC = Style(
    name="cinematic",
    bpm=(70, 88, 120),
    modes={"minor": 0.7, "major": 0.2, "dorian": 0.1},
    feel=Feel(drift_ms=11.0, own_ms=8.0, late_ms={"pad": -18, "brass": -8, "lead": 6}),
    form=Form(
        opening=(Part("intro", 4, 0.15, "theme"),),
        cycle=(Part("theme", 8, 0.4), Part("theme", 8, 0.6), Part("build", 4, 0.7)),
        middle=(Part("break", 2, 0.1, "theme"),),
        last=(Part("peak", 8, 1.0, "theme"),),
        closing=(Part("outro", 4, 0.2, "theme"),),
    ),
    harmony=Harmony(major={"theme": _MAJOR, "build": _BUILD_MAJOR, "*": _MAJOR}, minor={"theme": _MINOR, "build": _BUILD, "*": _MINOR}, final_major="I", final_minor="I"),
    layers=(
        Layer("drums", ("kit_orchestra",), Drums(
            {"theme": ("K:X...............|X.........X.....", "K:X.......X......."), "build": ("K:X...X...X...X... T4:..x.x.x...x.x.x.",), "peak": ("K:X.....X.X.....X. T4:..xx..xx..xx..xx S:....X.......X...", "K:X..X..X...X..X.. T4:.xx.xx.xxx.xx.xx"), "*": ("K:X...............",)},
            ("taiko",), crash="C1", restless=0.1,
        ), Mix(-3.0, reverb=-9.0), enters=0.55, velocity=92),
        Layer("drums", ("taiko",), Arp({"*": ("b..b..b.b..b..b.", "b.....b.b.....b.", "b...b...b..bb.b.")}, low=55, high=67), Mix(-6.0, reverb=-8.0), enters=0.65, velocity=96),
        Layer("bass", ("contrabass", "cello"), Bass({"*": ("R---------------",), "peak": ("R-------R-------", "R.R.R.R.R.R.R.R.")}, low=29, high=48), Mix(-6.0, pan=0.3, reverb=-12.0), enters=0.3, velocity=82),
        Layer("pad", ("slow_strings", "strings"), Pad(low=50, high=74, voices=4), Mix(-5.0, pan=-0.1, reverb=-9.0), velocity=78),
        Layer("pad", ("tremolo_strings",), Pad(low=60, high=82, voices=3), Mix(-10.0, pan=-0.4, reverb=-9.0), only=("build", "peak"), velocity=78),
        Layer("ostinato", ("pizzicato", "cello", "strings"), Arp({"theme": ("1.1.2.1.3.1.2.1.", "1.3.2.3.1.3.2.3."), "peak": ("1121312112131211", "1131213111312131"), "*": ("1.1.2.1.1.1.2.1.",)}, low=50, high=69, gate=0.4),
              Mix(-8.0, pan=0.35, reverb=-11.0), enters=0.38, never=("outro",), velocity=80),
        Layer("harp", ("harp", "piano"), Arp({"*": ("1-2-3-4-5-4-3-2-", "1---3---5---4---")}, low=55, high=79, ringing=True), Mix(-9.0, pan=-0.35, reverb=-9.0), leaves=0.45, velocity=72),
        Layer("lead", ("cello", "horn", "clarinet"), Tune(
            {"theme": ("a a' a b=", "a b a c="), "intro": (". .",), "build": ("a+ a+",), "outro": ("a .",), "break": ("a",)},
            per_second=1.15, sounding=0.8, onsets="9020506090204060", intervals="wide", degrees="diatonic", lift={}, spread=4.0, gate=0.98,
        ), Mix(0.0, reverb=-9.0), never=("intro", "peak"), leaves=0.55, velocity=84),
        Layer("lead", ("horn", "violin", "trumpet"), Tune(
            {"theme": ("a a' a b=", "a b a c="), "peak": ("a a' a b=", "a b a c="), "build": ("a a+", "a a")},
            per_second=1.15, sounding=0.8, onsets="9020506090204060", intervals="wide", degrees="diatonic", lift={"build": 3.0}, spread=4.0, gate=0.98,
        ), Mix(0.0, reverb=-9.0), enters=0.56, velocity=92),
        Layer("double", ("violin", "strings"), Double(12), Mix(-5.0, pan=-0.4, reverb=-9.0), only=("peak",), velocity=92),
        Layer("brass", ("brass", "trombone"), Comp({"build": ("X-----------....", "X-------X---...."), "peak": ("X-----X-X-------", "X-------X-------"), "*": ("X-----------....",)}, low=43, high=65, voices=4), Mix(-4.0, pan=0.2, reverb=-9.0), enters=0.68, velocity=88),
        Layer("choir", ("choir",), Pad(low=55, high=77, voices=4), Mix(-8.0, reverb=-7.0), enters=0.68, velocity=84),
        Layer("counter", ("clarinet", "viola", "oboe"), Counter(low=60, high=77), Mix(-9.0, pan=0.15, reverb=-10.0), only=("theme",), enters=0.55, velocity=74, chance=0.8),
        Layer("riser", ("syn_noise",), Riser(4), Mix(-20.0, reverb=-8.0), only=("build",), velocity=70),
    ),
    space=Space(reverb_seconds=2.8, predelay_ms=30, glue_db=0.5),
    ending="ritardando",
    dynamics=0.75,
)
