"""Folk: a fingerpicked guitar, a tune that a fiddle takes up, three chords, no machine."""

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
    Part,
    Progression,
    Style,
    Tune,
    Vocal,
)

_VERSE = (
    Progression("I | IV | I | V", "V | I"),
    Progression("I | I | IV | I | vi | IV | V | V", "IV V | I"),
    Progression("I | V | vi | IV", "IV V | I"),
    Progression("I | bVII | IV | I"),
)
_REFRAIN = (Progression("IV | I | V | vi", "IV V | I"), Progression("vi | IV | I | V", "V | I"), Progression("IV | V | I | vi", "V | I"))
_VERSE_MINOR = (
    Progression("i | bVII | i | bVII", "bVII | i"),
    Progression("i | bVII | bVI | v", "bVII | i"),
    Progression("i | iv | i | v", "v | i"),
)
_REFRAIN_MINOR = (Progression("bIII | bVII | i | i", "bVII | i"), Progression("bVI | bIII | bVII | i", "v | i"))
_PICKING = ("b-2-3-2-B-2-4-2-", "b.32b.4.B.32b.4.", "b-3-2-4-B-3-2-3-", "b--2B-3-b--2B-4-")

FOLK = Style(
    name="folk",
    bpm=(84, 100, 124),
    modes={"major": 0.6, "mixolydian": 0.12, "dorian": 0.16, "minor": 0.12},
    feel=Feel(drift_ms=16.0, own_ms=7.0, late_ms={"lead": 6}),
    form=Form(
        opening=(Part("intro", 4, 0.38, "verse"),),
        cycle=(Part("verse", 8, 0.42), Part("chorus", 8, 0.65)),
        middle=(Part("solo", 8, 0.55, "verse"),),
        last=(Part("chorus", 8, 0.8),),
        closing=(Part("outro", 4, 0.3, "verse"),),
    ),
    harmony=Harmony(
        major={"verse": _VERSE, "chorus": _REFRAIN, "*": _VERSE}, minor={"verse": _VERSE_MINOR, "chorus": _REFRAIN_MINOR, "*": _VERSE_MINOR}
    ),
    layers=(
        Layer(
            "drums",
            ("kit_brush",),
            Drums(
                {
                    "chorus": (
                        "K:X.......x....... S:....x.......x... Sh:x.x.x.x.x.x.x.x.",
                        "K:X.....x.x....... S:....x.......x... Tb:..x...x...x...x.",
                    ),
                    "*": ("K:X.......x....... Sh:x.x.x.x.x.x.x.x.",),
                },
                ("soft",),
                crash="",
                restless=0.2,
                ghosts=0.2,
            ),
            Mix(-9.0, reverb=-18.0),
            enters=0.5,
            velocity=70,
        ),
        Layer(
            "bass",
            ("upright_bass", "finger_bass"),
            Bass({"*": ("R-------5-------", "R-------5-----A-", "R-----R-5-------")}, low=28, high=48),
            Mix(-6.0, reverb=-22.0),
            enters=0.5,
            velocity=80,
        ),
        Layer(
            "guitar",
            ("steel_guitar", "nylon_guitar"),
            Arp({"*": _PICKING}, low=52, high=70, ringing=True),
            Mix(-4.0, pan=-0.2, reverb=-17.0),
            velocity=80,
        ),
        Layer(
            "guitar",
            ("nylon_guitar", "steel_guitar"),
            Comp({"*": ("X---x-x-..x-x-x-", "X-..x-xxX-..x-xx", "X---X-x---x-X-x-")}, low=45, high=67, voices=5, spread_ms=24, strum=True),
            Mix(-10.0, pan=0.45, reverb=-17.0),
            enters=0.62,
            velocity=72,
        ),
        Layer(
            "strings",
            ("banjo", "harp"),
            Arp({"*": ("1243124312431243", "4.3.24.34.3.24.3")}, low=57, high=79),
            Mix(-14.0, pan=0.6, reverb=-16.0),
            enters=0.7,
            velocity=66,
            chance=0.55,
        ),
        Layer(
            "lead",
            ("fiddle", "whistle", "harmonica", "accordion", "flute"),
            Tune(
                {
                    "intro": (". .",),
                    "verse": ("a b a c=", "a a' b c=", "a b a' c="),
                    "chorus": ("a a' a b=", "a b a c="),
                    "outro": ("a .",),
                },
                per_second=2.3,
                sounding=0.78,
                onsets="9070808090708070",
                intervals="folk",
                degrees="diatonic",
                lift={"chorus": 3.0},
                spread=3.6,
            ),
            Mix(0.0, pan=0.08, reverb=-14.0),
            never=("intro", "solo"),
            velocity=82,
        ),
        Layer(
            "lead",
            ("whistle", "accordion", "harmonica", "fiddle"),
            Tune(
                {"solo": ("a b a' c=", "a a' b c=")},
                per_second=3.6,
                sounding=0.86,
                onsets="9180819091808180",
                intervals="folk",
                degrees="diatonic",
                lift={"solo": 2.0},
                spread=4.0,
            ),
            Mix(0.0, pan=-0.1, reverb=-13.0),
            only=("solo",),
            velocity=84,
        ),
        Layer(
            "double",
            ("fiddle", "accordion"),
            Double(thirds=True),
            Mix(-7.0, pan=0.3, reverb=-13.0),
            only=("chorus",),
            enters=0.72,
            velocity=70,
        ),
        Layer(
            "counter",
            ("cello", "viola"),
            Counter(low=45, high=62, beats=8.0),
            Mix(-10.0, pan=-0.4, reverb=-13.0),
            only=("chorus", "solo", "outro"),
            velocity=70,
            chance=0.8,
        ),
        Layer(
            "answer",
            ("nylon_guitar", "accordion"),
            Answer(per_second=2.6, eager=0.5),
            Mix(-8.0, pan=0.4, reverb=-14.0),
            only=("verse",),
            velocity=66,
            chance=0.5,
        ),
    ),
    space=Space(reverb_seconds=0.8, predelay_ms=10, glue_db=0.8),
    vocal=Vocal(
        level=4.0,
        reverb=-16.0,
        delay=None,
        onsets="9170818091708180",
        intervals="folk",
        degrees="diatonic",
        early=0.15,
        doubles={},
    ),
    ending="ritardando",
    dynamics=0.35,
)
