"""From what people type to words that can be said: no markup, addresses or emoji, figures in words, one alphabet."""

import re
import unicodedata
from dataclasses import dataclass, replace

from lyric import numerals, sung, voice

#: Not sung: markup, directions in square brackets, web and mail addresses, "(x2)".
_UNSUNG = re.compile(
    r"<[^<>]{0,200}>|<3+|\[[^\[\]]{0,200}\]|\b(?:https?|ftp)://\S+|\bwww\.\S+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"
    r"|\b(?:[\w-]{1,64}\.){1,4}(?:com|org|net|edu|gov|io|co\.uk|fm|tv)\b\S*|[(]\s*(?:x\s*\d+|\d+\s*x)\s*[)]|\bx\d{1,2}\s*$",
    re.IGNORECASE,
)
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´′＇", "'"))
#: Letters that do not come apart into a plain one and a mark.
_FOLDED = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "ð": "th", "Ð": "Th", "þ": "th", "Þ": "Th", "ı": "i", "ŋ": "ng", "ħ": "h",
})  # fmt: skip
_SYMBOLS = {"&": "and", "%": "percent", "+": "plus", "@": "at"}
#: A figure with what belongs to it, a word with its apostrophes, a sign that is said, or a pause.
_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"
_PIECE = re.compile(
    r"[$£€]?\d+(?:[,.:]\d+)*(?:(?:st|nd|rd|th|'?s|am|pm|a\.m|p\.m|k)\b|%)?"
    rf"|'?{_LETTERS}(?:'{_LETTERS})*'?|[&%+@]|[,.;:!?…—–()]|\s-+\s|--+",
    re.IGNORECASE,
)
_ROCK_N_ROLL = re.compile(r"(?<=[a-z])'n'(?=[a-z])", re.IGNORECASE)
#: More letters than the longest real words have; what is longer is said in parts, and the end of a monster not at all.
_PART, _LONGEST = 24, 192
_PAUSES = frozenset(",.;:!?…—–()-") | {"--", "---"}
_RUN, _TWICE = re.compile(r"(.)\1{2,}"), re.compile(r"(.)\1+")
_CONSONANTS = {
    "sh": "ʃ", "ch": "ʧ", "th": "θ", "ph": "f", "ng": "ŋ", "ck": "k", "c": "k", "g": "ɡ", "j": "ʤ", "q": "k", "r": "ɹ", "x": "ks",
    **{letter: letter for letter in "bdfhklmnpstvwz"},
}  # fmt: skip
_CONSONANT = re.compile("|".join(_CONSONANTS))


@dataclass(frozen=True)
class Word:
    """One word of the text."""

    #: As written, without the punctuation around it.
    written: str
    #: As the G2P shall read it, a word each: letters and apostrophes only.
    said: tuple[str, ...]
    #: As it sounds, where singers know better than the dictionary; else "".
    sounds: str = ""
    #: "-ing" without its g.
    clipped: bool = False
    #: A pause follows.
    pause: bool = False


def read(line: str) -> tuple[Word, ...]:
    """The words of a line in order; those held together by hyphens or slashes are words of their own."""
    text = _UNSUNG.sub(" ", unicodedata.normalize("NFKC", line).translate(_APOSTROPHES))
    text = _ROCK_N_ROLL.sub(" 'n' ", text)
    loud = text.isupper() and len(text) > 4
    found: list[Word] = []
    for match in _PIECE.finditer(text):
        if match[0].strip() in _PAUSES:
            found[-1:] = [replace(word, pause=True) for word in found[-1:]]
        else:
            found += _word(match[0], loud or not found, loud)
    return tuple(found)


def _folded(text: str) -> str:
    """Plain small and capital letters, and whatever else is ASCII."""
    return unicodedata.normalize("NFKD", text.translate(_FOLDED)).encode("ascii", "ignore").decode()


def _word(written: str, first: bool, loud: bool) -> list[Word]:
    """The word that a piece of the text is; none where it is of another alphabet."""
    piece = _folded(written.lower() if loud else written)
    if any(sign.isdigit() for sign in piece):
        return [Word(written, numerals.said(piece))]
    if piece in _SYMBOLS:
        return [Word(written, (_SYMBOLS[piece],))]
    letters = "".join(sign for sign in piece if sign.isalpha())
    if not letters:
        return []
    small = _shortened(letters.lower()[:_LONGEST])
    sounds = sung.sounds(small, "'" in piece) or _noise(small, letters)
    if sounds:
        return [Word(written, (small[:_PART],), sounds)]
    if _is_clipped(small, piece):
        return [Word(written, (small + "g",), clipped=True)]
    return [Word(written.strip("'"), _parts(_spelled(piece.strip("'"), letters, small, first)))]


def _shortened(word: str) -> str:
    """ "sooooo" → "so": letters held on the page are held by the singer."""
    if not _RUN.search(word):
        return word
    twice, once = _RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word)
    return twice if voice.is_known(twice) else once


def _is_clipped(small: str, piece: str) -> bool:
    """Whether that is "mornin'" or "lovin", and not "begin"."""
    return small.endswith("in") and voice.is_known(small + "g") and (piece.endswith("'") or not voice.is_known(small))


def _noise(small: str, letters: str) -> str:
    """Sounds of a word without a vowel ("brrr", "psst") that is no abbreviation; else ""."""
    if len(small) < 2 or any(letter in "aeiouy" for letter in small) or letters.isupper() or voice.is_known(small):
        return ""
    return voiced("".join(_CONSONANTS[match[0]] for match in _CONSONANT.finditer(_TWICE.sub(r"\1", small[:_PART]))))


def voiced(consonants: str) -> str:
    """Consonants with a vowel among them, so that they can be sung."""
    at = 2 if consonants[1:2] in ("ɹ", "l") else 1
    return f"{consonants[:at]}ˈʌ{consonants[at:]}"


def _spelled(piece: str, letters: str, small: str, first: bool) -> str:
    """A line's first word is a capital one by custom only, and a shouted word is the same word."""
    if letters.lower() != small:
        return small
    plain = (first or (letters.isupper() and len(letters) > 3)) and voice.is_known(small)
    text = sung.CONTRACTED.get(piece.lower(), piece.lower() if plain else piece)
    return "I" + text[1:] if text == "i" or text.startswith("i'") else text


def _parts(word: str) -> tuple[str, ...]:
    return tuple(word[at : at + _PART] for at in range(0, min(len(word), _LONGEST), _PART))
