"""What the engine's parts hand to one another: request → Spec → Score → sound. Plain data, kept as JSON for every song.

Time is in beats (quarter notes) from the start of the piece. Human timing is already in the notes.
"""

from dataclasses import dataclass, field

from pydantic import TypeAdapter


@dataclass(frozen=True)
class Spec:
    """What was asked for, as read from the request; every draw of the composer starts from it and its seed."""

    prompt: str
    #: A key of engine.styles.STYLES.
    style: str
    bpm: float
    #: Tonic as a pitch class, 0 = C.
    key: int
    #: "major", "minor", "dorian", "mixolydian", …
    mode: str
    #: The wished length in seconds; the form comes as near as whole sections let it, and as the words do where some are sung.
    seconds: float
    seed: str
    #: Instruments named in the prompt, as names of engine.sound.INSTRUMENTS.
    instruments: tuple[str, ...] = ()
    #: Instruments that the prompt does not want ("no drums").
    without: tuple[str, ...] = ()
    #: Nothing but the instruments named ("solo piano").
    only: bool = False
    #: "4/4", "3/4" or "6/8"; the last two have three quarter notes in a bar.
    metre: str = "4/4"
    #: -1 dark … 1 bright, and -1 calm … 1 driving, as far as the prompt tells.
    brightness: float = 0.0
    drive: float = 0.0
    #: The contract's knobs.
    weirdness: float = 0.5
    sound_strength: float = 0.5
    lyrics_strength: float = 0.5
    #: The words to be sung, with their section tags; empty for an instrumental piece.
    lyrics: str = ""
    #: Who sings them: a key of engine.singer.VOICES; empty for an instrumental piece.
    voice: str = ""
    #: Seconds that the model may fill: words that need more are refused.
    longest: float = 480.0


@dataclass(frozen=True)
class Section:
    """A part of the form."""

    #: "intro", "verse", "pre-chorus", "chorus", "bridge", "solo", "break", "build", "drop", "outro", "head", …
    kind: str
    #: First bar, from 0, and how many.
    bar: int
    bars: int
    #: 0 … 1: how full it is.
    energy: float


@dataclass(frozen=True)
class Chord:
    start: float
    length: float
    #: Pitch class of the root, and of the bass where it differs.
    root: int
    #: Pitch classes, root first.
    pitches: tuple[int, ...]
    #: As musicians write it, e.g. "Dm7".
    name: str


@dataclass(frozen=True)
class Note:
    start: float
    length: float
    #: MIDI note; in a kit the General MIDI drum.
    pitch: int
    #: 1 … 127.
    velocity: int


@dataclass(frozen=True)
class Track:
    """One player."""

    name: str
    #: "drums", "bass" or "other"; the singer's bus is "vocals".
    bus: str
    #: A name of engine.sound.INSTRUMENTS.
    instrument: str
    notes: tuple[Note, ...]
    #: Loudness against the lead, in LU.
    level: float = 0.0
    #: -1 left … 1 right.
    pan: float = 0.0
    #: Sends in dB under the dry sound; None is none.
    reverb: float | None = -14.0
    delay: float | None = None
    #: 0 … 1: saturation.
    drive: float = 0.0
    highpass: float | None = None
    lowpass: float | None = None
    #: Whether the kick ducks it.
    ducked: bool = False


@dataclass(frozen=True)
class Sung:
    """A syllable as it is sung: its vowel begins at ``start``, and consonants before it come earlier."""

    start: float
    length: float
    #: MIDI note.
    pitch: int
    #: Where the syllable moves on to further notes: (beat, pitch), in order.
    turns: tuple[tuple[float, int], ...] = ()


@dataclass(frozen=True)
class Phrase:
    """A line of the words as it is sung, in one breath."""

    #: Which of Score.sections it belongs to.
    section: int
    #: As it was written.
    text: str
    #: As it sounds: lyric.sounds.Line.sounds. Its syllables and ``notes`` are as many.
    sounds: str
    notes: tuple[Sung, ...]
    #: Rap: spoken in rhythm; the pitches are those that the speaking voice moves around.
    spoken: bool = False
    #: How many further takes of the same tune are sung under it.
    doubles: int = 0
    #: Backing voices: for each of them a pitch for every note.
    harmony: tuple[tuple[int, ...], ...] = ()
    #: 0 … 1: how fully it is sung.
    energy: float = 0.6


@dataclass(frozen=True)
class Vocals:
    """The singer's part, and how the voice stands in the mix."""

    #: A key of engine.singer.VOICES.
    voice: str
    phrases: tuple[Phrase, ...]
    #: Lead voice over the accompaniment, in dB, in every section that is sung.
    level: float = 1.0
    #: Sends in dB under the dry voice; None is none.
    reverb: float | None = -14.0
    delay: float | None = -20.0
    #: 0 … 1: saturation.
    drive: float = 0.0


@dataclass(frozen=True)
class Space:
    """How the style is mixed and mastered."""

    reverb_seconds: float = 1.4
    predelay_ms: float = 15.0
    #: Delay time in beats, and its feedback 0 … 1.
    delay_beats: float = 0.75
    delay_feedback: float = 0.3
    #: How far a kick ducks the ducked tracks, in dB, and how long they take to come back.
    duck_db: float = 0.0
    duck_ms: float = 180.0
    #: Bus compression of the drums and of the whole, in dB at the loudest.
    glue_db: float = 1.5
    drive: float = 0.0
    #: The whole, darkened (lo-fi).
    lowpass: float | None = None
    #: Vinyl noise in dB under the music; None is none.
    noise_db: float | None = None
    #: Tape wow in cents; 0 is none.
    wow_cents: float = 0.0


@dataclass(frozen=True)
class Score:
    """A whole piece."""

    spec: Spec
    title: str
    beats_per_bar: int
    sections: tuple[Section, ...]
    chords: tuple[Chord, ...]
    tracks: tuple[Track, ...]
    space: Space
    #: (beat, bpm) from which on this tempo holds; the first at beat 0. More than one where the style breathes.
    tempo: tuple[tuple[float, float], ...]
    #: None: instrumental.
    vocals: Vocals | None = None
    #: What the mix did, written at the first render and used again by a later one: gains in dB per track, of the voices and of the whole.
    gains: dict[str, float] = field(default_factory=dict)

    @property
    def bars(self) -> int:
        return self.sections[-1].bar + self.sections[-1].bars if self.sections else 0


SCORE = TypeAdapter(Score)
"""Score to and from JSON: SCORE.dump_json(score), SCORE.validate_json(text)."""
