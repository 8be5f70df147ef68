"""Small scores for the tests of this folder."""

from dataclasses import replace

from engine.score import Note, Phrase, Score, Section, Space, Spec, Sung, Track, Vocals

DRY = Space(reverb_seconds=0.5, glue_db=0.0)


def score(*tracks: Track, space: Space = DRY, bpm: float = 120.0, seed: str = "test", gains: dict[str, float] | None = None) -> Score:
    spec = Spec(prompt="", style="pop", bpm=bpm, key=0, mode="major", seconds=10.0, seed=seed)
    return Score(spec, "Test", 4, (Section("verse", 0, 4, 0.5),), (), tracks, space, ((0.0, bpm),), gains=gains or {})


def track(instrument: str, *notes: Note, bus: str = "other", name: str = "", **rest) -> Track:
    return Track(name or instrument, bus, instrument, notes, **{"reverb": None, **rest})


def beat(bars: int = 4) -> Track:
    """Kick on the beats, snare on two and four, hats on the eighths."""
    kicks = [Note(float(b), 0.2, 36, 110) for b in range(4 * bars)]
    snares = [Note(float(b), 0.2, 38, 105) for b in range(1, 4 * bars, 2)]
    hats = [Note(b / 2, 0.2, 42, 80) for b in range(8 * bars)]
    return track("kit_room", *kicks, *snares, *hats, bus="drums", name="drums", reverb=-16.0)


def band(bars: int = 4, **rest) -> Score:
    """Drums, bass, chords with room and echo, and a tune."""
    bass = [Note(b / 2, 0.45, 36, 95) for b in range(8 * bars)]
    chords = [Note(4.0 * b, 3.9, p, 75) for b in range(bars) for p in (60, 64, 67)]
    tune = [Note(float(b), 0.9, 72 + (0, 2, 4, 7)[b % 4], 95) for b in range(4 * bars)]
    return score(
        beat(bars),
        track("finger_bass", *bass, bus="bass", name="bass", level=-5.0),
        track("syn_pad", *chords, name="pad", level=-10.0, reverb=-10.0, ducked=True),
        track("flute", *tune, name="lead", reverb=-14.0, delay=-18.0, pan=-0.2),
        space=Space(duck_db=3.0, drive=0.1, wow_cents=3.0, noise_db=-30.0, lowpass=12000.0),
        **rest,
    )


def phrase(section: int, start: float, *pitches: int, **rest) -> Phrase:
    """One "hello" for two pitches, a beat each."""
    assert len(pitches) == 2
    notes = tuple(Sung(start + k, 0.95, pitch) for k, pitch in enumerate(pitches))
    return Phrase(section, "hello", "həlˈO,", notes, **rest)


def song(level: float = 1.0, **rest) -> Score:
    """A verse over quiet keys and a chorus over the band, sung, with a bar for nobody at the end of each."""
    keys = [Note(4.0 * b, 3.9, p, 60) for b in range(8) for p in (60, 64, 67)]
    louder = [Note(4.0 * b, 3.9, p, 90) for b in range(4, 8) for p in (60, 64, 67)]
    beats = tuple(replace(note, start=note.start + 16) for note in beat(4).notes)
    verse = [phrase(0, 0.5 + 2 * k, 60 + k, 62) for k in range(6)]
    chorus = [phrase(1, 16.5 + 2 * k, 65, 67 - k, doubles=2, harmony=((69, 71 - k),), energy=0.8) for k in range(6)]
    whole = score(
        replace(beat(), notes=beats, level=-6.0),
        track("piano", *keys, name="keys", level=-6.0),
        track("organ", *louder, name="organ", level=-2.0, reverb=-12.0),
        track("finger_bass", *(Note(4.0 * b, 3.5, 36, 90) for b in range(8)), bus="bass", name="bass", level=-6.0),
        **rest,
    )
    sections = (Section("verse", 0, 4, 0.4), Section("chorus", 4, 4, 0.8))
    return replace(whole, sections=sections, vocals=Vocals("woman", (*verse, *chorus), level=level))
