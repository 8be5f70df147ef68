"""Where instruments play: lowest and highest note, never beyond what engine.sound can sound, and the middle of where they sing."""

from typing import NamedTuple

from engine.score import Note


class Range(NamedTuple):
    low: int
    high: int
    middle: int


_WIDE = Range(36, 84, 66)
RANGES: dict[str, Range] = {
    "piano": Range(28, 100, 70), "bright_piano": Range(28, 100, 70), "honky_tonk": Range(28, 100, 70), "ep": Range(28, 96, 68),
    "ep_fm": Range(28, 96, 68), "harpsichord": Range(36, 89, 68), "clavinet": Range(36, 84, 62), "glockenspiel": Range(72, 103, 84),
    "music_box": Range(60, 96, 79), "vibraphone": Range(53, 89, 70), "marimba": Range(45, 91, 68), "xylophone": Range(65, 103, 79),
    "tubular_bells": Range(60, 77, 68), "organ_perc": Range(36, 96, 67), "organ": Range(36, 96, 67), "organ_rock": Range(36, 96, 67),
    "accordion": Range(48, 91, 69), "harmonica": Range(60, 88, 72), "nylon_guitar": Range(40, 81, 64), "steel_guitar": Range(40, 84, 65),
    "jazz_guitar": Range(40, 82, 65), "clean_guitar": Range(40, 84, 66), "muted_guitar": Range(40, 80, 60), "overdrive_guitar": Range(36,
        86, 67),
    "distortion_guitar": Range(36, 86, 67), "upright_bass": Range(28, 60, 40), "finger_bass": Range(28, 60, 40), "pick_bass": Range(28,
        60, 40),
    "slap_bass": Range(28, 60, 40), "synth_bass": Range(24, 62, 38), "violin": Range(55, 96, 74), "viola": Range(48, 86, 65),
    "cello": Range(36, 76, 57), "contrabass": Range(28, 60, 40), "tremolo_strings": Range(36, 96, 67), "pizzicato": Range(36, 91, 67),
    "harp": Range(28, 98, 70), "timpani": Range(38, 57, 45), "strings": Range(36, 96, 68), "slow_strings": Range(36, 96, 68),
    "choir": Range(48, 84, 64), "orchestra_hit": Range(48, 72, 60), "trumpet": Range(54, 84, 68), "trombone": Range(40, 72, 55),
    "tuba": Range(28, 58, 40), "muted_trumpet": Range(54, 82, 67), "horn": Range(41, 77, 58), "brass": Range(41, 82, 64),
    "soprano_sax": Range(56, 87, 71), "alto_sax": Range(50, 80, 66), "tenor_sax": Range(45, 75, 61), "baritone_sax": Range(36, 68, 52),
    "oboe": Range(58, 89, 73), "bassoon": Range(34, 72, 53), "clarinet": Range(50, 89, 68), "flute": Range(60, 94, 76),
    "recorder": Range(65, 93, 77), "whistle": Range(67, 96, 79), "warm_pad": _WIDE, "halo_pad": _WIDE, "pipa": Range(50, 86, 67),
    "koto": Range(50, 86, 67), "kalimba": Range(55, 89, 72), "fiddle": Range(55, 93, 72), "banjo": Range(48, 86, 66),
    "steel_drums": Range(55, 88, 69), "woodblock": Range(60, 84, 72), "taiko": Range(36, 60, 45),
    "syn_supersaw": Range(36, 96, 68), "syn_saw_lead": Range(48, 96, 69), "syn_square_lead": Range(48, 96, 70), "syn_saw_bass": Range(24,
        60, 36),
    "syn_sub": Range(24, 55, 34), "syn_808": Range(24, 55, 34), "syn_reese": Range(24, 57, 34), "syn_pluck": Range(48, 98, 72),
    "syn_pad": _WIDE, "syn_dark_pad": _WIDE, "syn_bell": Range(55, 96, 76), "syn_acid": Range(28, 67, 46), "syn_stab": Range(45, 88, 65),
    "syn_wobble": Range(24, 55, 34), "syn_pulse": Range(36, 98, 70), "syn_triangle": Range(24, 80, 45), "syn_noise": Range(36, 96, 60),
    "syn_brass": Range(43, 86, 65), "syn_log_drum": Range(28, 60, 40), "syn_vox": Range(48, 84, 66),
}
KITS = ("kit_standard", "kit_room", "kit_power", "kit_electronic", "kit_808", "kit_jazz", "kit_brush", "kit_orchestra")
BASSES = ("upright_bass", "finger_bass", "pick_bass", "slap_bass", "synth_bass", "contrabass", "tuba", "syn_saw_bass", "syn_sub",
    "syn_808",
          "syn_reese", "syn_acid", "syn_wobble", "syn_log_drum")
KEYS = ("piano", "bright_piano", "honky_tonk", "ep", "ep_fm", "harpsichord", "clavinet", "organ", "organ_perc", "organ_rock", "vibraphone",
        "marimba", "accordion", "music_box", "harp", "koto", "pipa", "kalimba", "glockenspiel", "xylophone", "steel_drums", "syn_pluck",
            "syn_stab")
GUITARS = ("nylon_guitar", "steel_guitar", "jazz_guitar", "clean_guitar", "muted_guitar", "overdrive_guitar", "distortion_guitar", "banjo")
PADS = ("strings", "slow_strings", "tremolo_strings", "choir", "warm_pad", "halo_pad", "syn_pad", "syn_dark_pad", "syn_supersaw",
    "syn_vox", "brass", "pizzicato")
INSTRUMENTS = (*RANGES, *KITS)


class Voice(NamedTuple):
    """Lowest and highest note that is sung with ease, the middle of a song, and where the voice speaks."""

    low: int
    high: int
    middle: float
    spoken: int


VOICES = {"woman": Voice(57, 74, 65.0, 56), "man": Voice(45, 64, 54.0, 47)}


def fitted(notes: list[Note], instrument: str) -> list[Note]:
    """Every note inside the instrument's range, by octaves."""
    if instrument not in RANGES:
        return notes
    low, high, _ = RANGES[instrument]
    return [Note(note.start, note.length, _folded(note.pitch, low, high), note.velocity) for note in notes]


def _folded(pitch: int, low: int, high: int) -> int:
    while pitch < low:
        pitch += 12
    while pitch > high:
        pitch -= 12
    return pitch


def sung(notes: list[Note], instrument: str, middle: int) -> list[Note]:
    """A tune written around ``middle``, set by octaves into where the instrument sings, as a whole so that no interval breaks."""
    if not notes:
        return []
    low, high, centre = RANGES[instrument]
    lowest, highest = min(note.pitch for note in notes), max(note.pitch for note in notes)
    shift = 12 * round((centre - middle) / 12)
    shift += 12 * (lowest + shift < low and highest + shift + 12 <= high)
    shift -= 12 * (highest + shift > high and lowest + shift - 12 >= low)
    return fitted([Note(note.start, note.length, note.pitch + shift, note.velocity) for note in notes], instrument)
