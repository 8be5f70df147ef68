"""A request's words → Spec: tempo, key, mood, style, instruments, length and metre, as far as the prompt tells; the seed draws the rest."""

import math
import re
import unicodedata
from dataclasses import dataclass

import numpy as np

from engine import voices
from engine.composer.seeds import Seeds
from engine.composer.theory import has_minor_third
from engine.phrases import found_at, has, searchable
from engine.score import Spec
from engine.styles import STYLES
from engine.styles.model import Style
from engine.styles.words import (
    FAMILY_WORDS,
    GROUPS,
    INSTRUMENT_WORDS,
    MOODS,
    NEAREST,
    NUMBERS,
    PACE_WORDS,
    STYLE_WORDS,
    SUGGESTS,
    TEMPO_WORDS,
    VAGUE,
)
from producer.contract import Model

#: What is read of a prompt: nobody describes a sound in more words, and it keeps the reading quick.
_READ = 5_000
_SLOWEST, _FASTEST = 40.0, 220.0
_SHORTEST, _USUAL = 10.0, 120.0
_PITCHES = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_MODES = {
    "major": "major",
    "maj": "major",
    "minor": "minor",
    "min": "minor",
    "m": "minor",
    "dorian": "dorian",
    "phrygian": "phrygian",
    "lydian": "lydian",
    "mixolydian": "mixolydian",
    "aeolian": "minor",
    "ionian": "major",
    "harmonic minor": "harmonic minor",
    "大调": "major",
    "小调": "minor",
}
_MODE = r"harmonic minor|major|minor|maj|min|dorian|phrygian|lydian|mixolydian|aeolian|ionian|大调|小调"
_KEY = re.compile(rf"(?<![a-z#♯♭])([a-g])(?:[ -]?(sharp|flat)|([#♯♭b]))?[ -]*({_MODE}|m(?![a-z]))(?![a-z])", re.I)
_KEY_SIGN = re.compile(r"(?<![a-zA-Z])([A-Ga-g])(?:([#♯♭])|[ -](sharp|flat)\b)")
_KEY_LETTER = re.compile(r"\b(?:key of|key:?|in) ([A-G])(b)?(?![\w'#♯♭])(?<!in A)")
_BPM = re.compile(r"(\d{2,3}(?:[.,]\d+)?) ?(?:bpm|beats per minute)|\b(?:tempo|bpm)(?: of|:| at| =)? ?(\d{2,3})\b")
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2}):([0-5]\d)(?![\d:])")
_SPAN = re.compile(
    r"(?<![\w.])(\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|ten|an?|half an?)"
    r"(?: (and a half))?[ -]?(minutes?|mins?|seconds?|secs?|分钟|秒)(?![a-z])(?: and a (half))?"
)
_REFUSAL = re.compile(
    r"\b(?:no|without(?: any)?|w/o|minus|excluding|except(?: for)?)\b([^.,;:!?\n]*?)(?=\bbut\b|\bwith\b|\bjust\b|\bonly\b|[.,;:!?\n]|$)"
)
_ALONE = re.compile(r"\b(?:just|only|solo|nothing but|unaccompanied)\b((?: an?| the| one)?[^.;:!?\n]*?)(?=\bno\b|\bwithout\b|[.;:!?\n]|$)")
_ALONE_AFTER = re.compile(r"\b(only|alone|duo|duet)\b")


def read(request: dict, seed: str, lyrics: str = "") -> Spec:
    """The Spec of a request of the contract's Generation fields; anything a person may type gives one.

    lyrics: the words to be sung, with their tags; without any the piece is instrumental.
    """
    prompt = str(request.get("sound_prompt") or "")
    words = Words.of(prompt)
    seeds = Seeds(seed, "prompt")
    strength, weirdness = float(request.get("sound_strength", 0.5)), float(request.get("weirdness", 0.5))
    brightness, drive = words.mood()
    style = _style(words, brightness, drive, seeds.at("style"))
    key, mode = words.key()
    return Spec(
        prompt=prompt,
        style=style.name,
        bpm=round(words.bpm() or _tempo(style, words.pace(), drive, strength, seeds.at("tempo")), 2),
        key=int(seeds.at("key").integers(12)) if key is None else key,
        mode=mode or _mode(style, brightness, strength, seeds.at("mode")),
        seconds=_seconds(words, request, seeds.at("length")),
        seed=seed,
        instruments=words.instruments,
        without=words.without,
        only=words.only,
        metre=words.metre(),
        brightness=brightness,
        drive=drive,
        weirdness=weirdness,
        sound_strength=strength,
        lyrics_strength=float(request.get("lyrics_strength", 0.5)),
        lyrics=lyrics,
        voice=voices.chosen(prompt, lyrics, seeds.at("voice")) if lyrics else "",
        longest=_longest(request),
    )


@dataclass(frozen=True)
class Words:
    """A prompt as it is searched: as typed, and small with blanks for hyphens."""

    typed: str
    plain: str
    instruments: tuple[str, ...]
    without: tuple[str, ...]
    only: bool

    @classmethod
    def of(cls, prompt: str) -> "Words":
        typed = unicodedata.normalize("NFC", prompt[:_READ])
        plain = searchable(typed)
        refused = tuple(name for match in _REFUSAL.finditer(plain) for name in _families(match.group(1)))
        wanted = _REFUSAL.sub(" . ", plain)
        group = next((names for phrase, names in GROUPS.items() if has(wanted, phrase)), ())
        alone = tuple(name for match in _ALONE.finditer(wanted) for name in _named(match.group(1)))
        after = _named(wanted) if not alone and _ALONE_AFTER.search(wanted) else ()
        named = dict.fromkeys((*group, *alone, *_named(wanted)))
        only = alone or after or group
        kept = tuple(name for name in (dict.fromkeys(only) if only else named) if name not in refused)
        return cls(typed, plain, kept, tuple(dict.fromkeys(refused)), bool(only) and bool(kept))

    def styles(self) -> list[tuple[str, str, int]]:
        """(style, its word, place in the text) for every style word found."""
        return [(style, word, place) for style, some in STYLE_WORDS.items() for word in some if (place := found_at(self.plain, word)) >= 0]

    def mood(self) -> tuple[float, float]:
        found = [values for word, values in MOODS.items() if has(self.plain, word) and not has(self.plain, f"not {word}")]
        brightness, drive = (sum(values[axis] for values in found) for axis in (0, 1))
        return max(-1.0, min(1.0, round(brightness, 3))), max(-1.0, min(1.0, round(drive, 3)))

    def bpm(self) -> float | None:
        if match := _BPM.search(self.plain):
            return max(_SLOWEST, min(_FASTEST, float((match.group(1) or match.group(2)).replace(",", "."))))
        return next((tempo for word, tempo in TEMPO_WORDS.items() if has(self.plain, word)), None)

    def pace(self) -> float:
        found = [word for word in PACE_WORDS if has(self.plain, word)]
        return PACE_WORDS[max(found, key=len)] if found else 0.0

    def key(self) -> tuple[int | None, str | None]:
        if match := _KEY.search(self.typed):
            letter, word, sign, mode = match.groups()
            if (
                letter != "a"
                or sign
                or word
                or (re.search(r"\b(?:in|key of) $", self.typed[: match.start()])
                and not self.typed[match.end() :].startswith(" key"))
            ):
                return _pitch(letter, word or sign), _MODES[mode.lower()]
        match = _KEY_SIGN.search(self.typed) or _KEY_LETTER.search(self.typed)
        mode = next((mode for word, mode in _MODES.items() if len(word) > 3 and has(self.plain, word)), None)
        return (_pitch(match.group(1), match.group(2) or (match.group(3) if match.lastindex == 3 else None)) if match else None), mode

    def seconds(self) -> float | None:
        if match := _CLOCK.search(self.plain):
            return 60.0 * int(match.group(1)) + int(match.group(2))
        found = [_span(match) for match in _SPAN.finditer(self.plain)]
        return sum(found) if found else None

    def metre(self) -> str:
        if re.search(r"(?<!\d)(6/8|12/8)(?!\d)|\bjig\b|\btarantella\b", self.typed.lower()):
            return "6/8"
        return "3/4" if re.search(r"(?<!\d)3/4(?!\d)|\bwaltz\b|\bthree four\b|圆舞曲|华尔兹", self.plain) else "4/4"


def _named(text: str) -> tuple[str, ...]:
    """Instruments named, in the text's order; longer names hide the shorter ones inside them."""
    text = re.sub(r"\bdrum (?:and|n) bass\b|\bbass music\b|\bmusic box (?!alone)", lambda match: " " * len(match.group()), text)
    found: list[tuple[int, str]] = []
    for phrase in sorted(INSTRUMENT_WORDS, key=len, reverse=True):
        if (place := found_at(text, phrase)) >= 0:
            found.append((place, INSTRUMENT_WORDS[phrase][0]))
            text = text[:place] + "." * len(phrase) + text[place + len(phrase) :]
    found += [
        (place, name)
        for phrase, name in (("guitar", "steel_guitar"), ("guitars", "steel_guitar"), ("吉他", "steel_guitar"))
        if (place := found_at(text, phrase)) >= 0
    ]
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def _families(text: str) -> tuple[str, ...]:
    """All instruments that are refused by those words."""
    table = {**FAMILY_WORDS, **INSTRUMENT_WORDS}
    names: list[str] = []
    for phrase in sorted(table, key=len, reverse=True):
        if (place := found_at(text, phrase)) >= 0:
            names += table[phrase]
            text = text[:place] + "." * len(phrase) + text[place + len(phrase) :]
    return tuple(names)


def _pitch(letter: str, sign: str | None) -> int:
    shift = {"#": 1, "♯": 1, "sharp": 1, "b": -1, "♭": -1, "flat": -1}.get((sign or "").lower(), 0)
    return (_PITCHES[letter.lower()] + shift) % 12


def _span(match: re.Match[str]) -> float:
    number, half, unit, half_after = match.groups()
    value = 0.5 if number.startswith("half") else float(NUMBERS[number]) if number in NUMBERS else float(number.replace(",", "."))
    value += 0.5 if half or half_after else 0.0
    return value * (60.0 if unit.startswith("min") or unit == "分钟" else 1.0)


def _style(words: Words, brightness: float, drive: float, rng: np.random.Generator) -> Style:
    """The most definite style word; else what the instruments and the mood suggest; else the seed's choice."""
    found = words.styles()
    if found:
        name = max(found, key=lambda one: (one[1] not in VAGUE, len(one[1]), -one[2]))[0]
        return _built(name)
    suggested = next((SUGGESTS[name] for name in words.instruments if name in SUGGESTS), None)
    return _built(suggested) if suggested else _drawn(brightness, drive, rng)


def _built(name: str) -> Style:
    return STYLES[name] if name in STYLES else STYLES[NEAREST[name]]


def _drawn(brightness: float, drive: float, rng: np.random.Generator) -> Style:
    """Any style, those likelier whose usual mode and tempo fit the mood."""
    styles = list(STYLES.values())
    fit = [
        math.exp(-2.0 * abs(_liveliness(style) - drive) * abs(drive) - 1.5 * abs(_light(style) - brightness) * abs(brightness))
        for style in styles
    ]
    return styles[int(rng.choice(len(styles), p=np.array(fit) / sum(fit)))]


def _liveliness(style: Style) -> float:
    """-1 … 1: how loud and full the style gets."""
    return max(-1.0, min(1.0, (max(part.energy for part in style.form.cycle or style.form.first) - 0.75) * 4))


def _light(style: Style) -> float:
    return 2 * sum(share for mode, share in style.modes.items() if not has_minor_third(mode)) / sum(style.modes.values()) - 1


def _tempo(style: Style, pace: float, drive: float, strength: float, rng: np.random.Generator) -> float:
    """Around the style's typical tempo, towards its edges as the words pull; a loose prompt lets it stray beyond."""
    slow, typical, fast = style.bpm
    pull = max(-1.0, min(1.0, pace + 0.35 * drive))
    aim = typical + pull * (fast - typical if pull > 0 else typical - slow)
    spread = (fast - slow) * 0.18 * (1 - 0.6 * abs(pull)) * (1.6 - 1.2 * strength)
    stray = 1.15 - 0.2 * strength
    return float(round(np.clip(rng.normal(aim, spread), slow / stray, fast * stray)))


def _mode(style: Style, brightness: float, strength: float, rng: np.random.Generator) -> str:
    """One of the style's modes, bright ones likelier in a bright prompt."""
    modes = list(style.modes)
    tilt = [style.modes[mode] ** (0.5 + strength) * math.exp(2.6 * brightness * (-1 if has_minor_third(mode) else 1)) for mode in modes]
    return modes[int(rng.choice(len(modes), p=np.array(tilt) / sum(tilt)))]


def _seconds(words: Words, request: dict, rng: np.random.Generator) -> float:
    wished = words.seconds()
    return round(max(_SHORTEST, min(_longest(request), wished if wished else _USUAL + float(rng.uniform(-10, 10)))), 2)


def _longest(request: dict) -> float:
    return float(Model(request.get("mv") or Model.FUZZ_2_0).seconds)
