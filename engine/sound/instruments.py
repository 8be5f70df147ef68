"""Every instrument by the name that scores use: what plays it, its family, the range in which it sounds like itself."""

from dataclasses import dataclass

from engine.sound.synth import PATCHES, Patch

#: A band of an equaliser: hertz, dB, Q.
Band = tuple[float, float, float]


@dataclass(frozen=True)
class Instrument:
    """One row of the table. Exactly one of preset and patch is set."""

    #: As people call it.
    title: str
    #: "keys", "mallets", "organ", "guitar", "bass", "strings", "choir", "brass", "reeds", "flutes", "plucked", "drums", "synth", "pad".
    family: str
    #: MIDI notes, both included.
    low: int
    high: int
    #: (bank, program) of the sampled instruments.
    preset: tuple[int, int] | None = None
    patch: Patch | None = None
    #: 0 … 1: how much a side signal is made for it, beyond the stage it brings itself; under 0: how much of its own side is taken away.
    width: float = 0.0
    #: Hertz under which it has nothing to say.
    highpass: float = 60.0
    #: What brings it forward or takes a harshness away.
    bands: tuple[Band, ...] = ()
    #: Whether repeated strokes differ a little, as a drummer's do.
    vary: bool = False


_WARM_KEYS = ((280.0, -2.0, 0.9), (3200.0, 1.5, 0.8))
_STRINGS = ((320.0, -1.5, 0.8), (2800.0, -1.5, 1.0), (9000.0, 1.5, 0.7))
_GUITAR = ((250.0, -1.5, 0.9), (3000.0, 1.0, 0.9))
_LOUD_GUITAR = ((350.0, -2.0, 0.9), (1600.0, 1.5, 0.8), (4200.0, -2.0, 1.4))
_BASS = ((250.0, -2.0, 0.9), (900.0, 1.5, 0.8))
_BRASS = ((400.0, -1.5, 0.9), (2600.0, -1.5, 1.0))
_DRUMS = ((380.0, -3.0, 0.9), (62.0, 1.5, 1.0), (8000.0, 1.5, 0.7))
#: Sections recorded with two sides that share next to nothing: in mono they would lose half of themselves.
_NARROWED = -0.4
_VOWEL = ((700.0, 7.0, 2.5), (1150.0, 5.0, 3.0), (2700.0, 4.0, 3.0), (300.0, -3.0, 1.0))


def _sampled(title: str, family: str, program: int, low: int, high: int, bank: int = 0, **rest) -> Instrument:
    return Instrument(title, family, low, high, preset=(bank, program), **rest)


def _keys(title: str, program: int, low: int, high: int, width: float = 0.0) -> Instrument:
    return _sampled(title, "keys", program, low, high, width=width, highpass=50.0, bands=_WARM_KEYS)


def _guitar(title: str, program: int, low: int, high: int, bank: int = 0) -> Instrument:
    return _sampled(title, "guitar", program, low, high, bank, width=0.12, highpass=80.0, bands=_GUITAR)


def _loud_guitar(title: str, program: int) -> Instrument:
    return _sampled(title, "guitar", program, 36, 88, width=0.15, highpass=75.0, bands=_LOUD_GUITAR)


def _bass(title: str, program: int, low: int = 28, high: int = 60) -> Instrument:
    return _sampled(title, "bass", program, low, high, highpass=30.0, bands=_BASS)


def _strings(title: str, program: int, low: int, high: int, width: float = 0.15, bank: int = 0) -> Instrument:
    return _sampled(title, "strings", program, low, high, bank, width=width, highpass=max(35.0, 0.6 * _hertz(low)), bands=_STRINGS)


def _brass(title: str, program: int, low: int, high: int, bands: tuple[Band, ...] = ()) -> Instrument:
    return _sampled(title, "brass", program, low, high, width=0.12, highpass=0.6 * _hertz(low), bands=(*_BRASS, *bands))


def _wind(title: str, family: str, program: int, low: int, high: int) -> Instrument:
    return _sampled(title, family, program, low, high, width=0.08, highpass=0.6 * _hertz(low))


def _mallets(title: str, program: int, low: int, high: int) -> Instrument:
    return _sampled(title, "mallets", program, low, high, width=0.2, highpass=0.6 * _hertz(low))


def _plucked(title: str, program: int, low: int, high: int) -> Instrument:
    return _sampled(title, "plucked", program, low, high, width=0.15, highpass=0.6 * _hertz(low))


def _pad(title: str, program: int, bank: int = 0) -> Instrument:
    return _sampled(title, "pad", program, 36, 91, bank, width=0.35, highpass=90.0)


def _kit(title: str, program: int, vary: bool = True) -> Instrument:
    return _sampled(title, "drums", program, 31, 82, 128, highpass=28.0, bands=_DRUMS, vary=vary)


def _synth(name: str, title: str, family: str, low: int, high: int, **rest) -> Instrument:
    return Instrument(title, family, low, high, patch=PATCHES[name], **rest)


def _hertz(pitch: int) -> float:
    return 440.0 * 2 ** ((pitch - 69) / 12)


INSTRUMENTS: dict[str, Instrument] = {
    "piano": _keys("Grand piano", 0, 21, 108),
    "bright_piano": _keys("Bright piano", 1, 21, 108),
    "honky_tonk": _keys("Honky-tonk piano", 3, 28, 103),
    "ep": _keys("Electric piano", 4, 28, 96, 0.35),
    "ep_fm": _keys("FM electric piano", 5, 28, 96, 0.35),
    "harpsichord": _keys("Harpsichord", 6, 29, 89, 0.2),
    "clavinet": _keys("Clavinet", 7, 29, 88, 0.15),
    "glockenspiel": _mallets("Glockenspiel", 9, 72, 108),
    "music_box": _mallets("Music box", 10, 60, 96),
    "vibraphone": _mallets("Vibraphone", 11, 53, 89),
    "marimba": _mallets("Marimba", 12, 45, 96),
    "xylophone": _mallets("Xylophone", 13, 60, 103),
    "tubular_bells": _mallets("Tubular bells", 14, 55, 79),
    "organ": _sampled("Drawbar organ", "organ", 16, 36, 96, width=0.35, highpass=60.0),
    "organ_perc": _sampled("Percussive organ", "organ", 17, 36, 96, width=0.3, highpass=60.0),
    "organ_rock": _sampled("Rock organ", "organ", 18, 36, 96, width=0.35, highpass=60.0),
    "accordion": _sampled("Accordion", "organ", 21, 48, 91, width=0.2, highpass=90.0),
    "harmonica": _sampled("Harmonica", "organ", 22, 55, 91, width=0.05, highpass=120.0),
    "nylon_guitar": _guitar("Nylon-string guitar", 24, 40, 84),
    "steel_guitar": _guitar("Steel-string guitar", 25, 40, 86),
    "jazz_guitar": _guitar("Jazz guitar", 26, 40, 86),
    "clean_guitar": _guitar("Clean electric guitar", 27, 40, 86),
    "muted_guitar": _guitar("Palm-muted guitar", 28, 40, 84),
    "ukulele": _guitar("Ukulele", 24, 55, 84, bank=8),
    "twelve_string_guitar": _guitar("Twelve-string guitar", 25, 40, 84, bank=8),
    "overdrive_guitar": _loud_guitar("Overdriven guitar", 29),
    "distortion_guitar": _loud_guitar("Distorted guitar", 30),
    "upright_bass": _bass("Upright bass", 32),
    "finger_bass": _bass("Fingered bass", 33),
    "pick_bass": _bass("Picked bass", 34),
    "slap_bass": _bass("Slap bass", 36),
    "synth_bass": _bass("Synth bass", 38, 24, 64),
    "violin": _strings("Violin", 40, 55, 98, 0.06),
    "viola": _strings("Viola", 41, 48, 88, 0.06),
    "cello": _strings("Cello", 42, 36, 76, 0.06),
    "contrabass": _strings("Double bass, bowed", 43, 28, 60, 0.0),
    "tremolo_strings": _strings("Tremolo strings", 44, 28, 96, _NARROWED),
    "pizzicato": _strings("Pizzicato strings", 45, 28, 96, 0.15),
    "harp": _plucked("Harp", 46, 24, 103),
    "timpani": _sampled("Timpani", "drums", 47, 38, 57, highpass=35.0),
    "strings": _strings("String section", 48, 28, 96, _NARROWED),
    "slow_strings": _strings("Slow strings", 49, 28, 96, _NARROWED),
    "synth_strings": _strings("Synth strings", 50, 36, 96, 0.2, bank=8),
    "choir": _sampled("Choir", "choir", 52, 48, 84, width=_NARROWED, highpass=100.0),
    "orchestra_hit": _sampled("Orchestra hit", "brass", 55, 48, 72, width=0.2, highpass=50.0),
    "trumpet": _brass("Trumpet", 56, 54, 84),
    "trombone": _brass("Trombone", 57, 40, 72),
    "tuba": _brass("Tuba", 58, 28, 58),
    "muted_trumpet": _brass("Muted trumpet", 59, 54, 82, ((3300.0, -5.0, 1.6),)),
    "horn": _brass("French horns", 60, 41, 77),
    "brass": _brass("Brass section", 61, 40, 84),
    "soprano_sax": _wind("Soprano saxophone", "reeds", 64, 56, 88),
    "alto_sax": _wind("Alto saxophone", "reeds", 65, 49, 81),
    "tenor_sax": _wind("Tenor saxophone", "reeds", 66, 44, 76),
    "baritone_sax": _wind("Baritone saxophone", "reeds", 67, 36, 69),
    "oboe": _wind("Oboe", "reeds", 68, 58, 91),
    "bassoon": _wind("Bassoon", "reeds", 70, 34, 72),
    "clarinet": _wind("Clarinet", "reeds", 71, 50, 91),
    "flute": _wind("Flute", "flutes", 73, 60, 96),
    "recorder": _wind("Recorder", "flutes", 74, 60, 93),
    "whistle": _wind("Whistle", "flutes", 78, 67, 96),
    "fantasia": _pad("Fantasia", 88),
    "warm_pad": _pad("Warm pad", 89),
    "bowed_pad": _pad("Bowed glass pad", 92),
    "halo_pad": _pad("Glass halo pad", 92),
    "sweep_pad": _pad("Sweep pad", 95),
    "crystal": _mallets("Crystal bells", 98, 60, 96),
    "banjo": _plucked("Banjo", 105, 48, 86),
    "pipa": _plucked("Pipa-like lute", 106, 50, 86),
    "koto": _plucked("Koto", 107, 50, 86),
    "kalimba": _plucked("Kalimba", 108, 53, 89),
    "fiddle": _strings("Fiddle", 110, 55, 96, 0.06),
    "steel_drums": _mallets("Steel drums", 114, 55, 88),
    "woodblock": _sampled("Woodblock", "drums", 115, 48, 84, highpass=150.0),
    "taiko": _sampled("Taiko", "drums", 116, 36, 72, highpass=30.0),
    "synth_drum": _sampled("Synth tom", "drums", 118, 36, 72, highpass=40.0),
    "reverse_cymbal": _sampled("Reversed cymbal", "drums", 119, 48, 72, width=0.3, highpass=200.0),
    "kit_standard": _kit("Drum kit", 0),
    "kit_room": _kit("Room drum kit", 8),
    "kit_power": _kit("Power drum kit", 16),
    "kit_electronic": _kit("Electronic drum kit", 24, vary=False),
    "kit_808": _kit("808 drum machine", 25, vary=False),
    "kit_jazz": _kit("Jazz drum kit", 32),
    "kit_brush": _kit("Drum kit with brushes", 40),
    "kit_orchestra": _kit("Orchestral percussion", 48),
    "syn_supersaw": _synth("syn_supersaw", "Supersaw", "synth", 36, 96, highpass=90.0),
    "syn_saw_lead": _synth("syn_saw_lead", "Saw lead", "synth", 48, 96, highpass=100.0),
    "syn_square_lead": _synth("syn_square_lead", "Square lead", "synth", 48, 96, highpass=100.0),
    "syn_saw_bass": _synth("syn_saw_bass", "Saw bass", "bass", 24, 60, highpass=28.0),
    "syn_sub": _synth("syn_sub", "Sub bass", "bass", 24, 55, highpass=25.0),
    "syn_808": _synth("syn_808", "808 bass", "bass", 24, 55, highpass=25.0),
    "syn_reese": _synth("syn_reese", "Reese bass", "bass", 24, 57, highpass=28.0),
    "syn_pluck": _synth("syn_pluck", "Synth pluck", "synth", 48, 98, highpass=110.0),
    "syn_pad": _synth("syn_pad", "Synth pad", "pad", 36, 91, highpass=100.0),
    "syn_dark_pad": _synth("syn_dark_pad", "Dark pad", "pad", 36, 84, highpass=60.0),
    "syn_bell": _synth("syn_bell", "FM bell", "synth", 55, 96, highpass=150.0),
    "syn_acid": _synth("syn_acid", "Acid bass", "bass", 28, 67, highpass=35.0),
    "syn_stab": _synth("syn_stab", "Synth stab", "synth", 45, 88, highpass=100.0),
    "syn_wobble": _synth("syn_wobble", "Wobble bass", "bass", 24, 55, highpass=28.0),
    "syn_pulse": _synth("syn_pulse", "Chip pulse", "synth", 36, 100),
    "syn_triangle": _synth("syn_triangle", "Chip triangle", "bass", 24, 84, highpass=25.0),
    "syn_noise": _synth("syn_noise", "Noise", "synth", 36, 96, highpass=150.0),
    "syn_brass": _synth("syn_brass", "Synth brass", "synth", 43, 86, highpass=80.0),
    "syn_log_drum": _synth("syn_log_drum", "Log drum", "bass", 28, 60, highpass=30.0),
    "syn_vox": _synth("syn_vox", "Synth voices", "pad", 48, 84, highpass=130.0, bands=_VOWEL),
}
