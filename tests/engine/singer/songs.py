"""Small songs for the tests of this folder, and ears for them that know nothing of the singer."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from engine.score import Phrase, Score, Space, Spec, Sung, Vocals
from engine.singer import Takes, sing
from engine.sound.compiled import RATE
from engine.sound.tempo import Clock

#: "We are never going home tonight" and "I hear the river rising", as the lexicon says them.
HOME = "wi ɑɹ nˈɛvəɹ ɡˈOɪŋ hˈOm tənˈIt,"
RIVER = "I hˈɪɹ ðə ɹˈɪvəɹ ɹˈIzɪŋ,"


def phrase(sounds: str, pitches: list[int], start: float = 1.0, step: float = 0.5, **rest) -> Phrase:
    """Notes of a step each, one after the other."""
    notes = tuple(Sung(start + k * step, step, pitch) for k, pitch in enumerate(pitches))
    return Phrase(0, "", sounds, notes, **rest)


def song(*phrases: Phrase, voice: str = "woman", bpm: float = 60.0, seed: str = "test") -> Score:
    spec = Spec(prompt="", style="pop", bpm=bpm, key=0, mode="major", seconds=10.0, seed=seed, voice=voice)
    return Score(spec, "Test", 4, (), (), (), Space(), ((0.0, bpm),), Vocals(voice, phrases))


def sung(score: Score, seconds: float = 8.0, threads: int = 2) -> Takes:
    with ThreadPoolExecutor(threads) as pool:
        return sing(score, Clock(score.tempo), round(seconds * RATE), pool)


def part(sound: np.ndarray, start: float, end: float) -> np.ndarray:
    return sound[round(start * RATE) : round(end * RATE)]


def level(sound: np.ndarray) -> float:
    """dB."""
    return float(10 * np.log10(np.mean(np.square(sound, dtype=np.float64)) + 1e-20))


def pitch(sound: np.ndarray, near: float, within: float = 0.12) -> float:
    """MIDI pitch of a sound by autocorrelation, looked for around MIDI note `near`: the median over windows of 60 ms."""
    window = round(0.06 * RATE)
    starts = range(0, max(len(sound) - window, 1), round(0.01 * RATE))
    return float(np.median([_pitch(sound[start : start + window], near, within) for start in starts]))


def pitches(sound: np.ndarray, near: float) -> np.ndarray:
    """The same for every 20 ms, within an octave, where there is any sound."""
    window, hop = round(0.05 * RATE), round(0.02 * RATE)
    frames = [sound[start : start + window] for start in range(0, len(sound) - window, hop)]
    loud = max(level(frame) for frame in frames) - 25
    return np.array([_pitch(frame, near, 0.4) for frame in frames if level(frame) > loud])


def _pitch(frame: np.ndarray, near: float, within: float) -> float:
    """The lag at which the frame is most like itself, a few periods away: there a lag is told more exactly."""
    period = RATE / (440 * 2 ** ((near - 69) / 12))
    shaped = np.asarray(frame, np.float64) * np.hanning(len(frame))
    size = 2 * len(frame)
    power = np.abs(np.fft.rfft(shaped, size)) ** 2
    window = np.fft.irfft(np.abs(np.fft.rfft(np.hanning(len(frame)), size)) ** 2)
    likeness = np.fft.irfft(power)[: len(frame)] / np.maximum(window[: len(frame)], 1e-3)
    found = period
    for periods in (1, 3):
        reach = within if periods == 1 else 0.2 / periods
        low, high = round(periods * found * (1 - reach)), round(periods * found * (1 + reach)) + 1
        best = low + int(np.argmax(likeness[low:high]))
        before, at, after = likeness[best - 1 : best + 2]
        found = (best + 0.5 * (before - after) / (before - 2 * at + after)) / periods
    return 69 + 12 * float(np.log2(RATE / found / 440))
