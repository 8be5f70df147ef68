"""Plain measures of a recording that tell styles apart: tempo, rhythm by band, spectrum, dynamics, width."""

from collections.abc import Iterator

import numpy as np
from scipy.fft import dct
from scipy.ndimage import median_filter
from scipy.signal import stft

#: What is listened to, in frames a second.
RATE = 44_100
_WINDOW, _HOP = 2048, 512
_FRAMES = RATE / _HOP
_MELS, _CEPSTRA = 40, 13
#: Where onsets are looked for, in Hz: kick and bass, snare and chords, hats.
_BANDS = {"low": (30, 120), "mid": (150, 3_000), "high": (6_000, 16_000)}
#: Octaves in which width and crest are taken.
_OCTAVES = ((60, 125), (125, 250), (250, 500), (500, 1_000), (1_000, 2_000), (2_000, 4_000), (4_000, 8_000), (8_000, 16_000))
#: Lags in beats at which a band's onsets are compared with themselves, and how many sinuses describe its bar.
_LAGS = (0.25, 1 / 3, 0.5, 2 / 3, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
_STEPS, _WAVES = 16, 8
#: Where a tempo is looked for, and around which it is likeliest.
_SLOWEST, _FASTEST, _LIKELY = 55.0, 200.0, 110.0
_TINY = 1e-9


def traits(sound: np.ndarray) -> dict[str, float]:
    """What is heard in ``sound``, float (n, 2) at 44.1 kHz, by name. Its loudness makes no difference."""
    sound = sound / (np.sqrt(np.mean(np.square(sound))) + _TINY)
    hertz, left = _spectra(sound[:, 0])
    right = _spectra(sound[:, 1])[1]
    middle, side = np.abs(left + right) / 2, np.abs(left - right) / 2
    mel = _mel(hertz) @ middle**2
    onsets = {name: _onsets(middle[(hertz >= low) & (hertz < high)]) for name, (low, high) in _BANDS.items()}
    found = {}
    for part in (_rhythm(onsets), _timbre(mel), _spectrum(hertz, middle), _dynamics(sound, mel), _width(hertz, middle, side)):
        found.update(part)
    return found


def _spectra(channel: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Hertz of the bins, and the spectra, complex (bins, frames)."""
    hertz, _, found = stft(channel, RATE, nperseg=_WINDOW, noverlap=_WINDOW - _HOP)
    return hertz, found


def _mel(hertz: np.ndarray) -> np.ndarray:
    """(bands, bins): triangles that stand evenly on the mel scale."""
    edges = 700 * (10 ** (np.linspace(0, 2595 * np.log10(1 + 16_000 / 700), _MELS + 2) / 2595) - 1)
    rise = (hertz - edges[:-2, None]) / np.diff(edges)[:-1, None]
    fall = (edges[2:, None] - hertz) / np.diff(edges)[1:, None]
    return np.clip(np.minimum(rise, fall), 0, None)


def _onsets(band: np.ndarray) -> np.ndarray:
    """How much louder the band grew from frame to frame, less what is usual around it."""
    rise = np.maximum(0, np.diff(np.log1p(10 * band), axis=1)).mean(axis=0)
    usual = np.convolve(rise, np.ones(65) / 65, "same")
    return np.maximum(0, rise - usual)


def _rhythm(onsets: dict[str, np.ndarray]) -> dict[str, float]:
    whole = sum(band / (band.mean() + _TINY) for band in onsets.values())
    assert isinstance(whole, np.ndarray)
    bpm, clarity = _tempo(whole)
    beat = 60 * _FRAMES / bpm
    found = {"tempo": float(np.log2(bpm)), "pulse": clarity}
    for name, band in onsets.items():
        likeness = _likeness(band, [lag * beat for lag in _LAGS])
        found |= {f"{name} again after {lag:.2f}": value for lag, value in zip(_LAGS, likeness, strict=True)}
        found |= {f"{name} wave {number}": float(value) for number, value in enumerate(_waves(band, beat), 1)}
        found[f"{name} onsets a second"] = (
            float(np.mean((band[1:-1] > band[:-2]) & (band[1:-1] >= band[2:]) & (band[1:-1] > 1.5 * band.mean()))) * _FRAMES
        )
        found[f"{name} spikes"] = float(np.log(band.std() / (band.mean() + _TINY) + _TINY))
    return found


def _tempo(onsets: np.ndarray) -> tuple[float, float]:
    """Beats a minute, and how clear they are: the lag after which the onsets come again, the likelier tempo before its double."""
    tempi = np.geomspace(_SLOWEST, _FASTEST, 240)
    likeness = np.array(_likeness(onsets, [60 * _FRAMES / tempo for tempo in tempi]))
    prior = np.exp(-0.5 * (np.log2(tempi / _LIKELY) / 0.7) ** 2)
    best = int(np.argmax(likeness * prior))
    return float(tempi[best]), float(likeness[best])


def _likeness(onsets: np.ndarray, lags: list[float]) -> list[float]:
    """How alike the onsets are to themselves after each lag in frames: 1 the same, 0 nothing to do with one another."""
    even = onsets - onsets.mean()
    padded = np.fft.rfft(even, 2 * len(even))
    own = np.fft.irfft(np.abs(padded) ** 2)[: len(even)] / (np.sum(even**2) + _TINY)
    return [float(np.interp(lag, np.arange(len(own)), own)) for lag in lags]


def _waves(onsets: np.ndarray, beat: float) -> np.ndarray:
    """The bar of four beats in sixteen steps, as the strengths of its sinuses: where the bar begins makes no difference."""
    step = (np.arange(len(onsets)) / beat * _STEPS / 4).astype(int) % _STEPS
    bar = np.bincount(step, onsets, _STEPS) / (np.bincount(step, minlength=_STEPS) + _TINY)
    return np.abs(np.fft.rfft(bar / (bar.sum() + _TINY)))[1 : _WAVES + 1]


def _timbre(mel: np.ndarray) -> dict[str, float]:
    cepstra = dct(np.log(mel + 1e-6), axis=0, norm="ortho")[1 : _CEPSTRA + 1]
    change = np.diff(cepstra, axis=1)
    found = {f"cepstrum {n} mean": float(row.mean()) for n, row in enumerate(cepstra, 1)}
    found |= {f"cepstrum {n} spread": float(row.std()) for n, row in enumerate(cepstra, 1)}
    return found | {f"cepstrum {n} change": float(row.std()) for n, row in enumerate(change, 1)}


def _spectrum(hertz: np.ndarray, middle: np.ndarray) -> dict[str, float]:
    power = middle**2
    centre = (hertz @ middle) / (middle.sum(axis=0) + _TINY)
    usual = power.mean(axis=1) + _TINY
    told = (hertz > 100) & (hertz < 8_000)
    slope = np.polyfit(np.log2(hertz[told]), 10 * np.log10(usual[told]), 1)[0]
    flatness = np.exp(np.mean(np.log(power + _TINY), axis=0)) / (power.mean(axis=0) + _TINY)
    small = np.log1p(middle[: _WINDOW // 4 : 2, ::2])
    steady, struck = median_filter(small, (1, 17)), median_filter(small, (17, 1))
    return {
        "centre": float(np.log(centre.mean() + _TINY)),
        "centre spread": float(centre.std() / (centre.mean() + _TINY)),
        "slope": float(slope),
        "under 80 Hz": float(np.log(usual[hertz < 80].sum() / usual.sum())),
        "over 8 kHz": float(np.log(usual[hertz > 8_000].sum() / usual.sum())),
        "flatness": float(np.log(flatness.mean() + _TINY)),
        "struck against steady": float(np.log((struck.sum() + _TINY) / (steady.sum() + _TINY))),
    }


def _dynamics(sound: np.ndarray, mel: np.ndarray) -> dict[str, float]:
    seconds = mel.sum(axis=0)[: int(mel.shape[1] // _FRAMES * _FRAMES)]
    levels = 10 * np.log10(np.array([part.mean() + _TINY for part in np.array_split(seconds, max(1, int(len(seconds) / _FRAMES)))]))
    return {"peak over loudness": float(np.log(np.abs(sound).max())), "contrast": float(levels.std())}


def _width(hertz: np.ndarray, middle: np.ndarray, side: np.ndarray) -> dict[str, float]:
    def told() -> Iterator[tuple[str, float]]:
        for low, high in _OCTAVES:
            band = (hertz >= low) & (hertz < high)
            mid = np.square(middle[band]).sum(axis=0)
            yield f"width at {low}", float(np.log((np.square(side[band]).sum() + _TINY) / (mid.sum() + _TINY)))
            yield f"crest at {low}", float(np.log((np.percentile(mid, 99) + _TINY) / (mid.mean() + _TINY)))

    return dict(told())
