"""When each sound is heard: consonants before the beat, vowels on it and held, and from there the way through the decoded frames."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine.singer.graphs import FRAMES
from engine.singer.tones import Tone
from engine.singer.words import Place, Syllable

#: Seconds of a consonant and of the sign between two words at most.
_CONSONANT, _BLANK = 0.13, 0.05
#: Seconds that all consonants before a vowel take at most, where nothing is sung before them.
_ONSET = 0.24
#: The part of the time between two vowels' beginnings that consonants may take.
_CONSONANTS = 0.55
#: Seconds between two vowels' beginnings from which on consonants last longer than spoken, and how much longer at most.
_EASY, _LONGER = 0.3, 1.6
#: Which part of the consonants after a vowel sounds before its tone ends, where a rest follows.
_CODA_INSIDE = 0.3
#: The part of its spoken length that a vowel before a rest has at least.
_FINAL = 0.8
#: How much longer than spoken a vowel is decoded before it is held.
_STRETCH = 1.3
#: The part of a vowel that is held, as far as it is longer than decoded; one that moves is held before it moves.
_HELD, _HELD_GLIDE, _HELD_REST = (0.38, 0.62), (0.30, 0.46), (0.5, 0.5)
#: Seconds before the first sound and after the last, and decoded frames of a rest at most.
_BEFORE, _AFTER, _REST = 0.20, 0.20, 24

Span = tuple[float, float]


@dataclass(frozen=True)
class Timing:
    """When the tokens of a line are heard."""

    #: The second at which each token begins, and the last one ends.
    edges: np.ndarray
    #: Frames of each token to decode.
    lengths: np.ndarray
    #: (from, to) in seconds of what is sung in one breath.
    breaths: list[Span]

    @property
    def ends(self) -> np.ndarray:
        """Where among the decoded frames each token begins, and the last one ends."""
        return np.concatenate([[0.0], np.cumsum(self.lengths)])


@dataclass(frozen=True)
class Way:
    """The way through the decoded frames while a line is sung; seconds and frames rise together."""

    seconds: np.ndarray
    frames: np.ndarray
    #: (from, to) in seconds of the parts of vowels that are held.
    holds: list[Span]


def timing(places: Sequence[Place], tones: Sequence[Tone], spoken: np.ndarray) -> Timing:
    """Lays the tokens, whose frames in speech are given, on the tones."""
    edges = _edges(places, tones, spoken / FRAMES)
    lengths = _decoded(np.diff(edges) * FRAMES, spoken)
    for place in places:
        _cut(lengths, place.nucleus, int(np.ceil(_STRETCH * _sum(spoken, place.nucleus))))
        _cut(lengths, place.gap, _REST)
    return Timing(edges, lengths, _breaths(places, tones, edges))


def way(line: Sequence[Syllable], places: Sequence[Place], edges: np.ndarray, heard: np.ndarray) -> Way:
    """From every token's edge in seconds to the frame in which it is heard; what lasts longer than decoded is held."""
    inner = {q for place in places for part in (place.nucleus, place.gap) for q in part[1:]}
    knots = {(float(edges[q]), float(heard[q])) for q in range(len(edges)) if q not in inner}
    holds: list[Span] = []
    for one, place in zip(line, places, strict=True):
        hold = _hold(edges, heard, place.nucleus, _HELD_GLIDE if one.glides else _HELD)
        knots.update(hold, _hold(edges, heard, place.gap, _HELD_REST))
        holds.extend((low[0], high[0]) for low, high in pairwise(hold))
    known = np.array(sorted(knots))
    return Way(known[:, 0], np.maximum.accumulate(known[:, 1]), holds)


def _decoded(planned: np.ndarray, spoken: np.ndarray) -> np.ndarray:
    """Frames to decode of tokens that shall last so many and would in speech.

    Half of a shortening is the network's and half is played faster: the network swallows the consonants of words that it has to hurry,
    and those that are only played faster lose their vowels' colour.
    """
    lengths = np.where(planned < spoken, np.sqrt(np.maximum(planned, 1) * spoken), planned)
    return np.maximum(np.round(lengths), 1).astype(np.int64)


def _edges(places: Sequence[Place], tones: Sequence[Tone], natural: np.ndarray) -> np.ndarray:
    """The second at which each token begins, and the last one ends."""
    edges = np.zeros(len(natural) + 1)
    limit = np.minimum(natural, _CONSONANT)
    for place in places:
        limit[place.gap.start : place.gap.stop] = np.minimum(natural[place.gap.start : place.gap.stop], _BLANK)
    first = tones[0].start - min(_sum(limit, places[0].onset), _ONSET)
    _lay(edges, places[0].onset, first, tones[0].start, limit)
    edges[0] = first - _BEFORE
    for place, after, tone, following in zip(places, places[1:], tones, tones[1:], strict=False):
        if tone.end < following.start:
            coda = _lay_coda(edges, place, tone, limit, following.start - 0.3 * (following.start - tone.end))
            onset = min(_sum(limit, after.onset), _ONSET, 0.9 * (following.start - coda))
            _lay(edges, place.gap, coda, following.start - onset, limit)
        else:
            between = range(place.coda.start, after.onset.stop)
            time = following.start - tone.start
            longer = min(max((time / _EASY) ** 0.5, 1.0), _LONGER)
            vowel = following.start - min(longer * _sum(limit, between), _CONSONANTS * time)
            _lay(edges, place.nucleus, tone.start, vowel, natural)
            _lay(edges, between, vowel, following.start, limit)
            continue
        _lay(edges, after.onset, following.start - onset, following.start, limit)
    end = _lay_coda(edges, places[-1], tones[-1], limit, np.inf)
    edges[places[-1].gap.start :] = np.linspace(end, end + _AFTER, len(edges) - places[-1].gap.start)
    return edges


def _lay_coda(edges: np.ndarray, place: Place, tone: Tone, limit: np.ndarray, latest: float) -> float:
    """Lays a vowel and the consonants after it before a rest, into which a hurried one may reach. Returns when they end."""
    coda, natural = _sum(limit, place.coda), _FINAL * _sum(limit, place.nucleus)
    vowel = max(tone.end - _CODA_INSIDE * coda, tone.start + 0.5 * tone.length, min(tone.start + natural, latest - coda))
    end = min(vowel + coda, latest)
    _lay(edges, place.nucleus, tone.start, vowel, limit)
    _lay(edges, place.coda, vowel, end, limit)
    return end


def _lay(edges: np.ndarray, part: range, start: float, end: float, weights: np.ndarray) -> None:
    """Shares the time from start to end among the tokens by their weights."""
    if part:
        shares = np.cumsum(weights[part.start : part.stop])
        edges[part.start] = start
        edges[part.start + 1 : part.stop + 1] = start + (end - start) * shares / shares[-1]


def _hold(edges: np.ndarray, heard: np.ndarray, part: range, held: Span) -> list[tuple[float, float]]:
    """The two places (second, frame) between which the tokens are played slowly; none where they are no longer than decoded."""
    if not part:
        return []
    (start, end), (low, high) = edges[[part.start, part.stop]], heard[[part.start, part.stop]]
    if (end - start) * FRAMES < high - low + 1:
        return []
    begins, stops = held[0] * (high - low), (1 - held[1]) * (high - low)
    return [(float(start + begins / FRAMES), float(low + begins)), (float(end - stops / FRAMES), float(high - stops))]


def _cut(lengths: np.ndarray, part: range, most: int) -> None:
    """Shortens the tokens of a part to so many frames together."""
    now = lengths[part.start : part.stop]
    if now.sum() > most:
        np.maximum(np.round(now * (most / now.sum())).astype(np.int64), 1, out=now)


def _breaths(places: Sequence[Place], tones: Sequence[Tone], edges: np.ndarray) -> list[Span]:
    """From the first consonant to the last of everything that no rest parts."""
    spans, begin = [], edges[places[0].onset.start]
    for place, after, tone, following in zip(places, places[1:], tones, tones[1:], strict=False):
        if tone.end < following.start:
            spans.append((float(begin), float(edges[place.coda.stop])))
            begin = edges[after.onset.start]
    return [*spans, (float(begin), float(edges[places[-1].coda.stop]))]


def _sum(values: np.ndarray, part: range) -> float:
    return float(values[part.start : part.stop].sum())
