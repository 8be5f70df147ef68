"""The words in which a style is written down. A style is data only: what is done with it stands in engine.composer.

Patterns are text, one sign a step. A bar is divided into as many steps as it has signs, bars are parted by "|" and go round:
drums   "K:X...x... S:....X..."   X accent, x normal, o ghost, . silence; a line for every drum (engine.composer.drums names them)
chords  "X-..x..."                X accent, x soft, - goes on, . silence
arpeggio "1-3-5-3-"               the voice of the chord from below, b the low root, B the low fifth
bass    "R-5-..O."                R root, O octave, 3 5 6 7 of the chord, A into the next root; small r o softer; "kick": with the kick drum
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.score import Space

#: Choices by the kind of section, "*" for every other kind; the seed picks one of them.
Choices = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Part:
    """A section as the form writes it."""

    kind: str
    bars: int
    energy: float
    #: Parts of one material share tune, chords and patterns; the kind itself where it is left empty.
    material: str = ""


Parts = tuple[Part, ...]


@dataclass(frozen=True)
class Form:
    """opening, first, cycle × n with the middle before the last of them, last, closing."""

    opening: Parts
    cycle: Parts
    closing: Parts
    first: Parts = ()
    middle: Parts = ()
    last: Parts = ()


@dataclass(frozen=True)
class Progression:
    """Bars of Roman numerals, e.g. "I | vi | IV V"; ``turn`` replaces the last bars where the section ends."""

    bars: str
    turn: str = ""


@dataclass(frozen=True)
class Harmony:
    """Progressions by material ("*": any other), for modes with a major and with a minor third."""

    major: Mapping[str, tuple[Progression, ...]]
    minor: Mapping[str, tuple[Progression, ...]]
    final_major: str = "I"
    final_minor: str = "i"
    #: Whether sevenths are at home here: an unusual piece then takes further tensions, a plain one keeps the sevenths.
    rich: bool = False


@dataclass(frozen=True)
class Feel:
    """How the players keep time."""

    #: Length in beats of the swung note, 0.5 or 0.25, and (bpm, long : short) points between which the ratio is interpolated.
    swing_unit: float = 0.5
    swing: tuple[tuple[float, float], ...] = ((100.0, 1.0),)
    #: Standard deviations in ms: of the clock that all share, and of every player's own strokes.
    drift_ms: float = 15.5
    own_ms: float = 6.0
    #: By role: how many ms behind the beat (early is negative).
    late_ms: Mapping[str, float] = field(default_factory=dict)
    #: By role: how much of the swing it takes; 1 where it is left out.
    swing_share: Mapping[str, float] = field(default_factory=dict)


#: drift_ms and own_ms of a sequencer.
MACHINE = (0.0, 1.5)


@dataclass(frozen=True)
class Mix:
    """A track's place: see engine.score.Track."""

    level: float = -6.0
    pan: float = 0.0
    reverb: float | None = -14.0
    delay: float | None = None
    drive: float = 0.0
    highpass: float | None = None
    lowpass: float | None = None
    ducked: bool = False


@dataclass(frozen=True)
class Drums:
    grooves: Choices
    #: Kinds of fills, see engine.composer.fills; empty is none.
    fills: tuple[str, ...] = ()
    #: Share of snare strokes that are ghosts.
    ghosts: float = 0.0
    #: What marks the first beat of a full section; empty is nothing.
    crash: str = "C1"
    #: How likely a bar inside a section is varied.
    restless: float = 0.35
    #: Random comping strokes of snare and kick in a bar, as jazz drummers play them.
    comping: float = 0.0


@dataclass(frozen=True)
class Bass:
    patterns: Choices
    low: int = 28
    high: int = 50
    gate: float = 0.92


@dataclass(frozen=True)
class Walking:
    """Quarter notes that walk from chord to chord; two a bar in the kinds named."""

    low: int = 28
    high: int = 52
    in_two: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pad:
    """The chord, held."""

    low: int = 52
    high: int = 76
    voices: int = 4
    #: Common tones are held over instead of struck again.
    tied: bool = True


@dataclass(frozen=True)
class Comp:
    """Chords struck in a rhythm: piano, organ, stabs, skanks."""

    patterns: Choices
    low: int = 52
    high: int = 74
    voices: int = 4
    gate: float = 0.9
    #: Milliseconds from the lowest to the highest note: a roll, or a strum.
    spread_ms: float = 0.0
    #: The root is left to the bass.
    rootless: bool = False
    #: Every second stroke goes from the top down, as a plectrum does.
    strum: bool = False
    #: Root, fifth and octave only.
    power: bool = False


@dataclass(frozen=True)
class Arp:
    """The chord, broken."""

    patterns: Choices
    low: int = 55
    high: int = 79
    voices: int = 4
    gate: float = 0.9
    #: Notes ring on to the end of the chord.
    ringing: bool = False


@dataclass(frozen=True)
class Tune:
    """The lead."""

    #: By kind: units in order. The same letter is the same motif; ' ends it anew, + and - move it a step, = closes, . rests.
    schemes: Choices
    #: Bars in a unit.
    unit: int = 2
    #: Notes a second while it plays, and the share of the unit that it plays.
    per_second: float = 2.6
    sounding: float = 0.68
    #: How readily a note begins on each step of the bar, 0 … 9.
    onsets: str = "8090809080908090"
    #: Name of an interval table in engine.composer.intervals.
    intervals: str = "pop"
    #: Which degrees it likes: see engine.composer.intervals.
    degrees: str = "pentatonic"
    #: Semitones that a kind's tune lies above the others.
    lift: Mapping[str, float] = field(default_factory=lambda: {"chorus": 3.0, "drop": 3.0, "solo": 3.0, "bridge": 1.0})
    #: Standard deviation of its pitches in semitones.
    spread: float = 3.6
    gate: float = 0.95


@dataclass(frozen=True)
class Answer:
    """Short phrases in the lead's rests."""

    per_second: float = 3.0
    #: How likely a rest of the lead is answered.
    eager: float = 0.8
    degrees: str = "pentatonic"
    onsets: str = "8090809080908090"


@dataclass(frozen=True)
class Counter:
    """One slow line of guide tones, each led to the next by the smallest step."""

    low: int = 60
    high: int = 79
    #: Beats of a note at most.
    beats: float = 4.0


@dataclass(frozen=True)
class Double:
    """The lead's notes at an interval: 12 an octave up, 0 unison; thirds = a diatonic third below."""

    shift: int = 12
    thirds: bool = False


@dataclass(frozen=True)
class Riser:
    """Noise that swells through the last bars before a fuller section."""

    bars: int = 4


Play = Drums | Bass | Walking | Pad | Comp | Arp | Tune | Answer | Counter | Double | Riser


@dataclass(frozen=True)
class Layer:
    """One player: what it may be played on, what it plays and when."""

    role: str
    #: The usual one first.
    instruments: tuple[str, ...]
    play: Play
    mix: Mix = Mix()
    #: It plays where the section's energy lies in this span …
    enters: float = 0.0
    leaves: float = 1.01
    #: … and, where it is named here, in these kinds only; and never in those.
    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    #: Kinds in whose first half it still rests.
    waits: tuple[str, ...] = ()
    #: Base velocity.
    velocity: int = 82
    #: How likely a piece has it at all.
    chance: float = 1.0


@dataclass(frozen=True)
class Vocal:
    """How it is sung: the tune as in Tune, the voice's place in the mix as in engine.score.Vocals."""

    #: Lead voice over the accompaniment, in dB.
    level: float = 1.0
    reverb: float | None = -14.0
    delay: float | None = -20.0
    drive: float = 0.0
    onsets: str = "8180818081808190"
    intervals: str = "pop"
    degrees: str = "pentatonic"
    spread: float = 4.2
    #: Semitones that a kind's tune lies over the middle of the voice.
    lift: Mapping[str, float] = field(default_factory=lambda: {"verse": -2.0, "pre-chorus": 0.4, "chorus": 2.6, "bridge": 1.0})
    #: How gladly an accent comes an eighth early, 0 … 1.
    early: float = 0.5
    #: Which part of the style stands behind a kind of sung section, where they differ in name.
    parts: Mapping[str, Part] = field(default_factory=dict)
    #: Whether there are a few bars of the band alone before a verse that follows a chorus.
    breathes: bool = True
    #: Verses are rapped.
    raps: bool = False
    #: Further takes under the lead, by kind.
    doubles: Mapping[str, int] = field(default_factory=lambda: {"chorus": 1})
    #: Kinds that have backing voices when they return.
    harmony: tuple[str, ...] = ("chorus", "post-chorus")


@dataclass(frozen=True)
class Style:
    name: str
    #: Slow, typical, fast: quarter notes a minute.
    bpm: tuple[float, float, float]
    #: Modes and how likely they are.
    modes: Mapping[str, float]
    feel: Feel
    form: Form
    harmony: Harmony
    layers: tuple[Layer, ...]
    space: Space
    vocal: Vocal = Vocal()
    #: "held", "button" or "ritardando".
    ending: str = "held"
    #: How far velocity follows the section's energy.
    dynamics: float = 0.3
