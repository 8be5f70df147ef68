"""Rhymes by sound: what follows the last stressed vowel, never the letters."""

import re
from functools import lru_cache

from lyric.sounds import VOWELS, Line, split

#: What the ear of a song does not tell apart: a flapped t, the reduced vowels, "fire" and "higher", the vowels of "dawn" and "gone".
_ALIKE = str.maketrans({"T": "t", "ᵻ": "ɪ", "ɐ": "ə", "ɔ": "ɑ", "ɚ": "ə", "ː": "", "ˈ": "", "ˌ": ""})
_FIRE = re.compile("(?<=[IW])ə(?=ɹ)")
#: Consonants that stand for one another in a near rhyme.
_FAMILY = str.maketrans({**dict.fromkeys("mnŋ", "N"), **dict.fromkeys("pbtdkɡ", "P"), **dict.fromkeys("fvθðszʃʒʧʤh", "F")})


def tail(text: str) -> str:
    """The sounds of the last word from its last stressed vowel on, "" where there is no word."""
    return _ending(text)[1]


def rhymes(left: str, right: str) -> bool:
    """A perfect rhyme of two words or line ends: alike from the stressed vowel on, and not alike before it."""
    (onset, one), (other_onset, other) = _ending(left), _ending(right)
    return bool(one) and one == other and onset != other_onset


def near(left: str, right: str) -> bool:
    """Whether they rhyme at least nearly: the same vowels, and consonants of one family after them."""
    (onset, one), (other_onset, other) = _ending(left), _ending(right)
    if not one or (onset, one) == (other_onset, other):
        return False
    return _vowels(one) == _vowels(other) and _related(_consonants(one), _consonants(other))


def scheme(lines: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """A letter for every line: those that rhyme, at least nearly, or end in the same word share one; "" rhymes with none."""
    groups: list[list[int]] = []
    for at, line in enumerate(lines):
        for fits in (_agree, near):
            group = next((group for group in groups if any(fits(lines[other], line) for other in group)), None)
            if group is not None:
                group.append(at)
                break
        else:
            groups.append([at])
    shared = [group for group in groups if len(group) > 1]
    return tuple(next((_letter(number) for number, group in enumerate(shared) if at in group), "") for at in range(len(lines)))


@lru_cache(maxsize=16384)
def _ending(text: str) -> tuple[str, str]:
    """(consonants before the rhyming vowel, everything from it on) of the last word."""
    sounds = Line.of(text).sounds.rstrip(",").rpartition(" ")[2]
    syllables = split(sounds)
    if not syllables:
        return "", ""
    strong = next((one for one in reversed(syllables) if one.stress), syllables[-1])
    return sounds[slice(*strong.onset)], _FIRE.sub("", sounds[strong.nucleus[0] :].translate(_ALIKE))


def _agree(left: str, right: str) -> bool:
    return bool(tail(left)) and tail(left) == tail(right)


def _vowels(sounds: str) -> list[str]:
    return [sign for sign in sounds if sign in VOWELS]


def _consonants(sounds: str) -> str:
    """The consonants by family, the vowels as "-"."""
    return "".join("-" if sign in VOWELS else sign for sign in sounds).translate(_FAMILY)


def _related(one: str, other: str) -> bool:
    """Alike, or alike but for what one has more at its end ("night", "lights"); open and closed syllables are not."""
    short, long = sorted((one, other), key=len)
    return one == other or (long.startswith(short) and not short.endswith("-"))


def _letter(number: int) -> str:
    return chr(ord("A") + number % 26) * (number // 26 + 1)
