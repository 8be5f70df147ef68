"""Small scores for the tests of this folder."""

from engine.score import Note, Score, Section, Space, Spec, Track

DRY = Space(reverb_seconds=0.5, glue_db=0.0)


def score(*tracks: Track, space: Space = DRY, bpm: float = 120.0, seed: str = "test", gains: dict[str, float] | None = None) -> Score:
    spec = Spec(prompt="", style="pop", bpm=bpm, key=0, mode="major", seconds=10.0, seed=seed)
    return Score(spec, "Test", 4, (Section("verse", 0, 4, 0.5),), (), tracks, space, ((0.0, bpm),), gains or {})


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
