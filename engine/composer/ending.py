"""The last bar: everybody on the final chord, and for some styles a tempo that gives way before it."""

from dataclasses import dataclass

from engine.composer.bass import root_note
from engine.composer.harmony import voicings
from engine.score import Chord, Note
from engine.styles.model import Arp, Bass, Comp, Counter, Drums, Pad, Play, Tune, Walking

_KICK, _CRASH, _RIDE = 36, 49, 51


@dataclass(frozen=True)
class Final:
    """The final chord, how long it rings, and whether it is struck hard."""

    chord: Chord
    length: float
    energy: float
    #: The lead's last pitch, which it leaves by the smallest step.
    lead: int | None


def final_notes(play: Play, final: Final) -> list[Note]:
    """What that player plays on the last bar's first beat."""
    beat, length = final.chord.start, final.length
    match play:
        case Drums():
            crash = _CRASH if play.crash and final.energy > 0.4 else _RIDE
            return [Note(beat, length, drum, int(66 + 40 * final.energy)) for drum in (_KICK, crash)] if play.fills or play.crash else []
        case Bass() | Walking():
            return [Note(beat, length, root_note(final.chord, play.low), 88)]
        case Pad():
            return _chord(final, play.low, play.high, play.voices, 0.0)
        case Comp():
            root = play.low + (final.chord.root - play.low) % 12
            power = [Note(beat, length, root + interval, 92) for interval in (0, 7, 12)]
            return power if play.power else _chord(final, play.low, play.high, play.voices, max(0.02, play.spread_ms / 1000))
        case Arp():
            return _chord(final, play.low, play.high, play.voices, 0.22)
        case Counter():
            return _chord(final, play.low, play.high, 1, 0.0)
        case Tune():
            return _last_of_the_tune(final)
        case _:
            return []


def _chord(final: Final, low: int, high: int, voices: int, roll: float) -> list[Note]:
    pitches = voicings([final.chord], low, high, voices)[0]
    return [
        Note(final.chord.start + place * roll, final.length - place * roll, pitch, 84 - 2 * place) for place, pitch in enumerate(pitches)
    ]


def _last_of_the_tune(final: Final) -> list[Note]:
    if final.lead is None:
        return []
    near = sorted(range(final.lead - 7, final.lead + 8), key=lambda pitch: abs(pitch - final.lead) if final.lead is not None else 0)
    pitch = next(pitch for pitch in near if pitch % 12 in final.chord.pitches[:2])
    return [Note(final.chord.start, final.length * 0.9, pitch, 84)]


def tempo_map(ending: str, bpm: float, last_bar: float, beats: int) -> tuple[tuple[float, float], ...]:
    """Constant, or slowing through the two bars before the last chord."""
    if ending != "ritardando":
        return ((0.0, bpm),)
    begin = max(0.0, last_bar - 1.5 * beats)
    steps = int((last_bar - begin) * 2)
    slowing = tuple((begin + step / 2, round(bpm * (1 - 0.24 * ((step + 1) / max(1, steps)) ** 1.6), 3)) for step in range(steps))
    return (
        tuple(dict(((0.0, bpm), *slowing, (last_bar, round(bpm * 0.74, 3)))).items())
        if begin
        else ((0.0, bpm), (last_bar, round(bpm * 0.8, 3)))
    )
