"""Scales, Roman numerals and chord names."""

import re

from engine.score import Chord

SCALES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
}

#: Intervals over the root, by the suffix of a chord's name.
QUALITIES: dict[str, tuple[int, ...]] = {
    "": (0, 4, 7),
    "5": (0, 7),
    "6": (0, 4, 7, 9),
    "6/9": (0, 4, 7, 9, 2),
    "add9": (0, 4, 7, 2),
    "maj7": (0, 4, 7, 11),
    "maj9": (0, 4, 7, 11, 2),
    "maj7#11": (0, 4, 7, 11, 6),
    "7": (0, 4, 7, 10),
    "9": (0, 4, 7, 10, 2),
    "13": (0, 4, 7, 10, 2, 9),
    "7b9": (0, 4, 7, 10, 1),
    "7#9": (0, 4, 7, 10, 3),
    "sus2": (0, 2, 7),
    "sus4": (0, 5, 7),
    "7sus4": (0, 5, 7, 10),
    "9sus4": (0, 5, 7, 10, 2),
    "m": (0, 3, 7),
    "m6": (0, 3, 7, 9),
    "madd9": (0, 3, 7, 2),
    "m7": (0, 3, 7, 10),
    "m9": (0, 3, 7, 10, 2),
    "m11": (0, 3, 7, 10, 2, 5),
    "dim": (0, 3, 6),
    "dim7": (0, 3, 6, 9),
    "m7b5": (0, 3, 6, 10),
}

_DEGREES = {"I": 0, "II": 2, "III": 4, "IV": 5, "V": 7, "VI": 9, "VII": 11}
_NUMERAL = re.compile(r"([b#]?)(VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)(.*)")
_FLATS = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")
_SHARPS = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")

#: Semitones up to the tonic of the major key that has the same signature.
_TO_MAJOR = {"major": 0, "minor": 3, "dorian": 10, "phrygian": 8, "lydian": 7, "mixolydian": 5, "harmonic minor": 3}


def has_minor_third(mode: str) -> bool:
    return 3 in SCALES[mode]


def spelling(key: int, mode: str) -> tuple[str, ...]:
    """Names of the twelve pitch classes as that key writes them."""
    return _SHARPS if (key + _TO_MAJOR[mode]) % 12 in (0, 2, 4, 7, 9, 11) else _FLATS


def numeral(text: str) -> tuple[int, str]:
    """ "bVII7" → (10, "7"): semitones over the tonic (of its major scale) and a key of QUALITIES."""
    match = _NUMERAL.fullmatch(text)
    if match is None:
        raise ValueError(f"not a Roman numeral: {text}")
    accidental, degree, suffix = match.groups()
    root = _DEGREES[degree.upper()] + {"b": -1, "#": 1}.get(accidental, 0)
    small = degree.islower() and not suffix.startswith(("m7b5", "dim"))
    return root % 12, ("m" + suffix) if small else suffix


def chord(root: int, quality: str, start: float, length: float, names: tuple[str, ...]) -> Chord:
    pitches = tuple((root + interval) % 12 for interval in QUALITIES[quality])
    return Chord(start=start, length=length, root=root % 12, pitches=pitches, name=names[root % 12] + quality)


def chord_at(chords: tuple[Chord, ...], beat: float) -> Chord:
    """The chord that sounds at that beat; the last one after the end."""
    return next((one for one in chords if one.start <= beat + 1e-6 < one.start + one.length), chords[-1])


def palette(key: int, mode: str, sounding: Chord) -> set[int]:
    """Pitch classes a tune may use over a chord: the scale bent to the chord's own altered tones, plus the chord."""
    scale = {(key + step) % 12 for step in SCALES[mode]}
    altered = set(sounding.pitches) - scale
    return {tone for tone in scale if not any((tone - bent) % 12 in (1, 11) for bent in altered)} | set(sounding.pitches)
