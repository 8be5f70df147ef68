"""Ambient: pads that breathe, open fifths and ninths that share tones, an event now and then, no beat in front."""

from engine.score import Space
from engine.styles.model import Arp, Bass, Comp, Counter, Feel, Form, Harmony, Layer, Mix, Pad, Part, Progression, Style, Tune

_LIGHT = (
    Progression("Imaj9 | Imaj9 | IVadd9 | IVadd9"),
    Progression("Iadd9 | Iadd9 | vi9 | IVmaj9"),
    Progression("Isus2 | Isus2 | II | II | Isus2 | Isus2 | vi7 | vi7"),
    Progression("IVmaj9 | IVmaj9 | Imaj9 | Imaj9 | vi9 | vi9 | IVmaj9 | IVmaj9"),
)
_DIM = (
    Progression("i9 | i9 | bVImaj9 | bVImaj9"),
    Progression("iadd9 | iadd9 | iv9 | bVImaj7"),
    Progression("i9 | i9 | i9 | i9 | bVIImaj9 | bVIImaj9 | bVImaj9 | bVImaj9"),
)

AMBIENT = Style(
    name="ambient",
    bpm=(56, 66, 78),
    modes={"major": 0.35, "lydian": 0.25, "dorian": 0.2, "minor": 0.2},
    feel=Feel(drift_ms=26.0, own_ms=22.0),
    form=Form(
        opening=(Part("intro", 4, 0.15, "tide"),),
        cycle=(Part("tide", 8, 0.4), Part("swell", 8, 0.7)),
        middle=(Part("still", 4, 0.2, "tide"),),
        last=(Part("swell", 8, 0.8),),
        closing=(Part("outro", 5, 0.12, "tide"),),
    ),
    harmony=Harmony(major={"*": _LIGHT}, minor={"*": _DIM}, final_major="Imaj9", final_minor="i9", rich=True),
    layers=(
        Layer("pad", ("syn_pad", "warm_pad", "slow_strings"), Pad(low=48, high=74, voices=4), Mix(0.0, reverb=-9.0), velocity=72),
        Layer(
            "pad",
            ("halo_pad", "syn_vox", "choir"),
            Pad(low=60, high=84, voices=3),
            Mix(-6.0, pan=0.2, reverb=-7.0, delay=-16.0),
            enters=0.35,
            velocity=66,
        ),
        Layer(
            "bass",
            ("syn_dark_pad", "contrabass"),
            Bass({"*": ("R---------------",)}, low=31, high=45, gate=1.0),
            Mix(-6.0, reverb=-14.0),
            enters=0.3,
            velocity=70,
        ),
        Layer(
            "keys",
            ("piano", "ep"),
            Comp(
                {"*": ("X---------------|................", "..........X-----|................", "....X-----------|..........x-----")},
                low=58,
                high=81,
                voices=3,
                spread_ms=260,
            ),
            Mix(-8.0, pan=-0.2, reverb=-7.0, delay=-14.0),
            enters=0.2,
            leaves=0.75,
            velocity=60,
        ),
        Layer(
            "texture",
            ("syn_bell", "kalimba", "harp"),
            Arp(
                {"*": ("..1.....3...2...|....4.....3.....", "1.....2...4.....|..3.......5.....", "......4.....2...|1.........3.....")},
                low=67,
                high=91,
                ringing=True,
            ),
            Mix(-13.0, pan=0.35, reverb=-6.0, delay=-10.0),
            enters=0.38,
            velocity=58,
        ),
        Layer(
            "pulse",
            ("syn_pluck", "marimba"),
            Arp({"*": ("1.3.2.3.1.3.2.4.", "1...3...2...3...")}, low=60, high=79, gate=0.6),
            Mix(-16.0, pan=-0.45, reverb=-5.0, delay=-10.0),
            enters=0.65,
            velocity=58,
            chance=0.7,
        ),
        Layer(
            "lead",
            ("piano", "flute", "cello", "syn_bell"),
            Tune(
                {
                    "tide": ("a . a' .", "a . b .", ". a . a'"),
                    "swell": ("a b a' .", "a . a+ b"),
                    "still": ("a .",),
                    "intro": (". .",),
                    "outro": ("a .",),
                },
                per_second=0.62,
                sounding=0.62,
                onsets="9010402070104030",
                degrees="pentatonic",
                intervals="wide",
                lift={"swell": 3.0},
                spread=4.2,
                gate=1.0,
            ),
            Mix(-5.0, pan=0.05, reverb=-7.0, delay=-12.0),
            never=("intro",),
            velocity=66,
        ),
        Layer(
            "counter",
            ("cello", "slow_strings"),
            Counter(low=45, high=64, beats=8.0),
            Mix(-9.0, pan=-0.3, reverb=-5.0),
            enters=0.6,
            velocity=66,
            chance=0.7,
        ),
    ),
    space=Space(reverb_seconds=6.5, predelay_ms=40, delay_beats=1.5, delay_feedback=0.45, glue_db=0.0),
    ending="ritardando",
    dynamics=0.55,
)
