"""The words by which a prompt is read, from reading.txt."""

import re
from pathlib import Path

_TEXT = (Path(__file__).parent / "reading.txt").read_text(encoding="utf-8")
_LISTS = {
    match.group(1): tuple(
        word.strip() for word in re.sub(r"^#.*$", "", match.group(2), flags=re.M).replace("\n", " ").split(",") if word.strip()
    )
    for match in re.finditer(r"^\[([a-z ]+)\]\n(.*?)(?=^\[|\Z)", _TEXT, re.M | re.S)
}


def _under(kind: str) -> dict[str, tuple[str, ...]]:
    """Every list whose name begins so, by what follows."""
    return {name.removeprefix(f"{kind} "): words for name, words in _LISTS.items() if name.startswith(f"{kind} ")}


PLACES = frozenset(_LISTS["places"])
PEOPLE = frozenset(_LISTS["people"])
SONG_WORDS = frozenset(_LISTS["song"])
BREAKS = frozenset(_LISTS["breaks"])
NO_NAMES = frozenset(_LISTS["no names"])
UNSUNG = _LISTS["unsung"]
SUNG_ALL_THE_SAME = frozenset(_LISTS["sung"])
PLAIN = frozenset(_LISTS["plain"])
#: Words with which a line begins that needs none before it, and those that point back to one.
ANEW = frozenset(_LISTS["anew"])
POINTING = frozenset(_LISTS["pointing"])
#: A title does not end in the first, nor begin with the second; the third are written small inside it.
HANGING = frozenset(_LISTS["hanging"])
LEADING = frozenset(_LISTS["leading"])
SMALL = frozenset(_LISTS["small"])
MOOD_WORDS = _under("mood")
#: Manners of writing ("rap", "club", "story"; the others only tell what is sung of) → words of a prompt that ask for them.
MANNERS = _under("manner")
TRANSLATED = {left.strip(): right.strip() for left, _, right in (pair.partition("=") for pair in _LISTS["translated"])}

#: The worlds that a mood or a manner is at home in, where a prompt says nothing else.
AT_HOME = {
    "club": ("dance", "city", "summer"),
    "drive": ("city", "road", "space", "love"),
    "quiet": ("rain", "coffee", "love", "sea"),
    "loud": ("protest", "road", "heartbreak", "leaving"),
    "grand": ("hope", "fantasy", "space", "sea"),
    "rap": ("work", "city", "dreams"),
    "story": ("leaving", "home", "road"),
    "sad": ("heartbreak", "rain", "leaving"),
    "angry": ("protest", "work"),
    "tender": ("love", "home", "winter"),
    "funny": ("coffee", "work", "machine"),
    "bright": ("summer", "friends", "hope", "dance"),
    "": ("love", "city", "road", "hope", "rain", "summer", "dreams", "friends", "home"),
}

_AGES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def age(years: int) -> str:
    """Years in words; "" for what nobody sings of."""
    if 1 <= years < 20:
        return _AGES.split()[years - 1]
    if years == 100:
        return "one hundred"
    if not 20 <= years < 100:
        return ""
    tens, ones = divmod(years, 10)
    return _TENS.split()[tens - 2] + (f"-{_AGES.split()[ones - 1]}" if ones else "")
