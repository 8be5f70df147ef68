"""The singer's bus: the lead made to stand in front, the backing voices wide and behind it, their room, and the places they ride at.

Everything here is set against bus.REFERENCE, which the lead is brought to first: with that gain kept, a later render does the same.
"""

from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from engine import singer
from engine.score import Score, Space, Vocals
from engine.sound import balance, effects, voice
from engine.sound.bus import REFERENCE, Bus, coloured, summed
from engine.sound.loudness import SILENCE, integrated, weighted_energy
from engine.sound.tempo import Clock

LEAD, BACKING = "vocals", "vocals/backing"
"""The keys of their gains in Rendering.gains; a section's gain stands under section_key."""

#: RMS of either side of a voice that is REFERENCE LUFS loud.
_RMS = REFERENCE - 2.3
#: How far the backing voices stand under the lead where they sound, in dB.
_UNDER = -10.0
#: dB by which more of the backing voices goes to the room than of the lead.
_MORE_ROOM = 3.0
#: Where words are understood, and how far what plays there makes room for them, in dB.
_WORDS, _DIP = effects.bandpass(2000.0, 0.67), 2.5
#: dB of the made highs against the band they come from.
_AIR = -9.0
#: Share of room and echo that is taken away while the lead sings.
_YIELDS = 0.6
#: The voice's room: not longer than this, so that words stay apart, and it comes after the word has begun.
_LONGEST_ROOM, _LEAST_PREDELAY = 2.2, 28.0

#: The lead's equaliser by voice, to the same balance of lows, presence and highs: as they come, the man's voice has 5 dB less at 3 kHz
#: and at 6 kHz, and its words drown in guitars there (measured).
_LEAD_TONE = {
    "woman": [effects.highpass(110.0), effects.highpass(90.0), *effects.sections(((350, -3, 0.7), (2900, 6, 0.6), (6500, 4, 0.8)))],
    "man": [effects.highpass(85.0), effects.highpass(75.0), *effects.sections(((220, -5, 0.6), (2800, 7, 0.6), (6500, 6, 0.7)))],
}
_BACKING_TONE = (effects.highpass(160.0), effects.highpass(120.0), effects.bell(350.0, -2.0, 0.8), effects.bell(2800.0, -2.0, 0.8))
_ROOM_TONE = (effects.highpass(230.0), effects.lowpass(7500.0))


@dataclass(frozen=True)
class Stem:
    """The voices as they sound (n, 2), before they are balanced with the band, where the lead sings (n,), and their gains."""

    sound: np.ndarray
    activity: np.ndarray
    gains: dict[str, float]


def section_key(section: int) -> str:
    return f"{LEAD}/{section}"


def stem(score: Score, vocals: Vocals, takes: "singer.Takes", clock: Clock, pool: Executor) -> Stem:
    """Treats and places what was sung. Takes go as soon as they are heard: minutes of sound are large."""
    leading = pool.submit(_lead, takes.lead, vocals, score.gains.get(LEAD))
    behind = pool.submit(_backing, takes.backing, score.gains.get(BACKING))
    del takes
    (sound, lead_gain), (under, backing_gain) = leading.result(), behind.result()
    del leading, behind
    active = voice.activity(sound, _RMS)
    around = _around(sound, under, vocals)
    effects.mix_in_place(sound, under, 1.0)
    del under
    placed = pool.submit(_placed, sound, around, active, score.space, clock)
    return Stem(placed.result(), active, {LEAD: lead_gain, BACKING: backing_gain})


def in_front(score: Score, vocals: Vocals, sung: Stem, band: dict[str, np.ndarray], clock: Clock, pool: Executor) -> dict[str, float]:
    """Makes room for the voices in the band's buses and brings them to their level over it, all in place. The gain of each section."""
    heard = pool.submit(weighted_energy, sung.sound)
    voice.dip_in_place(band["other"], sung.activity, _WORDS, _DIP)
    against = weighted_energy(summed(band))
    gains = balance.section_gains(vocals, clock, heard.result(), against)
    gains = {section: score.gains.get(section_key(section), gain) for section, gain in gains.items()}
    effects.scale_in_place(sung.sound, balance.ride(gains, vocals.phrases, clock, len(sung.sound)))
    return {section_key(section): gain for section, gain in gains.items()}


def _lead(take: np.ndarray, vocals: Vocals, kept_db: float | None) -> tuple[np.ndarray, float]:
    """The lead (n, 2), in the middle, from its take (n,), and the gain in dB that it was given first."""
    x = np.repeat(take[:, None], 2, axis=1)
    gain = kept_db if kept_db is not None else _gain_to(REFERENCE, weighted_energy(x))
    x *= np.float32(10 ** (gain / 20))
    effects.filter_in_place(x, _LEAD_TONE[vocals.voice])
    voice.deess_in_place(x, _RMS - 7.0, 3.0)
    effects.scale_in_place(x, effects.compression(x, _RMS - 3.0, 2.5, 0.015, 0.22))
    effects.scale_in_place(x, effects.compression(x, _RMS, 4.0, 0.002, 0.07))
    voice.excite_in_place(x, _AIR)
    if vocals.drive > 0:
        effects.saturate_in_place(x, vocals.drive, 2 * 10 ** (REFERENCE / 20))
    return x, gain


def _backing(take: np.ndarray, kept_db: float | None) -> tuple[np.ndarray, float]:
    """The backing voices (n, 2), made of their take in place, as they stand under the lead, and the gain in dB that they got first."""
    x = take
    gain = kept_db if kept_db is not None else _gain_to(REFERENCE, weighted_energy(x))
    x *= np.float32(10 ** (gain / 20))
    effects.filter_in_place(x, _BACKING_TONE)
    voice.deess_in_place(x, _RMS - 12.0, 4.0)
    effects.scale_in_place(x, effects.compression(x, _RMS - 4.0, 3.0, 0.01, 0.2))
    effects.widen_in_place(x, 0.5)
    x *= np.float32(10 ** (_UNDER / 20))
    return x, gain


def _room(space: Space) -> np.ndarray:
    """The voice's own room: the band's, but never so long, so soon or so dull that words run together in it."""
    response = effects.room(min(space.reverb_seconds, _LONGEST_ROOM), max(space.predelay_ms, _LEAST_PREDELAY))
    effects.filter_in_place(response, _ROOM_TONE)
    return response


def _around(lead: np.ndarray, backing: np.ndarray, vocals: Vocals) -> Bus:
    """What lead and backing voices (n, 2) send to room and echo."""
    around = Bus(np.zeros_like(lead))
    around.send(lead, vocals.reverb, vocals.delay)
    around.send(backing, _MORE_ROOM + vocals.reverb if vocals.reverb is not None else None, None)
    return around


def _placed(sound: np.ndarray, around: Bus, activity: np.ndarray, space: Space, clock: Clock) -> np.ndarray:
    """The voices, in place, in their room, and what the style does to every bus.

    Room and echo stand back while there is singing: words run together in them, and the gaps are theirs.
    """
    around.bring_back(space, _room(space), clock)
    effects.scale_in_place(around.dry, np.float32(1.0) - np.float32(_YIELDS) * activity)
    effects.mix_in_place(sound, around.dry, 1.0)
    return coloured(sound, space)


def _gain_to(level: float, energy: np.ndarray) -> float:
    measured = integrated(energy)
    return 0.0 if measured <= SILENCE else level - measured
