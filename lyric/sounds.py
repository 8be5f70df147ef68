"""How a line sounds: the phonemes that the singing model was trained on, and the syllables in them."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from lyric import spelling, voice

#: Vowels of the model's alphabet; A I O Q W Y are diphthongs.
VOWELS = frozenset("AIOQWYaeiouyæøœɐɑɒɔəɚɛɜɤɨɪɯʊʌᵊᵻ")
#: What the G2P says English with, beside them.
CONSONANTS = frozenset("bdfhjklmnpstvwzðŋɡɹTʃʒʤʧθ")
STRESS = "ˌˈ"

#: Lines up to so many characters are remembered: longer ones are none that come again, and large.
_REMEMBERED = 500

#: Consonants that may begin a syllable together; each alone may, but for ŋ.
_ONSETS = frozenset([
    "pl", "pɹ", "bl", "bɹ", "tɹ", "dɹ", "kl", "kɹ", "ɡl", "ɡɹ", "fl", "fɹ", "θɹ", "ʃɹ", "sp", "st", "sk", "sm", "sn", "sl", "sw", "sf",
    "tw", "kw", "dw", "ɡw", "θw", "hw", "vj", "pj", "bj", "kj", "fj", "mj", "hj", "ɡj", "spl", "spɹ", "stɹ", "skɹ", "skw", "spj", "skj",
])  # fmt: skip
_NUCLEUS = re.compile(f"[{STRESS}]*[{''.join(sorted(VOWELS))}]ː?")
_NO_SIGN = re.compile(f"[^{''.join(sorted(VOWELS | CONSONANTS))}{STRESS} ]")
#: A nasal or an l that is a syllable by itself ("button"), for no singer can hold it.
_SYLLABIC = re.compile("(?<=[bdfkpstvzðɡTʃʒʤʧθ])(?=[nml](?:$|[^AIOQWYaiuæɑɔəɛɜɪʊʌᵻˈˌjw]))")
_AFTER_VOWEL = re.compile(f"(?<=[{''.join(sorted(VOWELS))}])ᵊ")
#: "fire" and "our" are one syllable, "higher" and "power" two, though dictionaries give them the same sounds.
_LIKE_FIRE, _TRIPHTHONG = re.compile("ire|iring|oir|our|yre", re.IGNORECASE), re.compile("(?<=[IW])ə(?=ɹ)")


@dataclass(frozen=True, slots=True)
class Syllable:
    """Where a syllable stands in the sounds of its line: (start, end) of each part."""

    onset: tuple[int, int]
    #: The vowel, with its stress mark.
    nucleus: tuple[int, int]
    coda: tuple[int, int]
    #: 0 none, 1 secondary, 2 primary.
    stress: int
    #: Which word it belongs to.
    word: int


@dataclass(frozen=True)
class Line:
    """A line of words as it is sung."""

    text: str
    #: Its words as written, without the punctuation around them; what cannot be sung is not among them.
    words: tuple[str, ...]
    #: Phonemes: a blank between words, a comma at pauses and at the end; "" where nothing is singable.
    sounds: str
    syllables: tuple[Syllable, ...]

    @staticmethod
    def of(text: str) -> "Line":
        """Anything that a person may type is a line; safe in threads."""
        return _remembered(text) if len(text) <= _REMEMBERED else _line(text)


def split(sounds: str) -> tuple[Syllable, ...]:
    """The syllables of a phoneme string; words are counted by its blanks."""
    words = enumerate(re.finditer(r"[^ ]+", sounds))
    return tuple(syllable for index, word in words for syllable in _syllables(sounds, *word.span(), index))


def foreign(text: str) -> bool:
    """Whether most of its letters belong to a script that cannot be sung here: any but the Latin one."""
    letters = [sign for sign in unicodedata.normalize("NFKC", text) if sign.isalpha()]
    return 2 * sum(not unicodedata.name(sign, "").startswith("LATIN") for sign in letters) > len(letters)


@lru_cache(maxsize=4096)
def _remembered(text: str) -> Line:
    return _line(text)


def _line(text: str) -> Line:
    words = spelling.read(text)
    read = iter(voice.sounds([said for word in words for said in word.said]))
    written: list[str] = []
    heard: list[str] = []
    owner: list[int] = []
    for word in words:
        parts = _parts(word, [next(read) for _ in word.said])
        if parts:
            owner += [len(written)] * len(parts)
            written.append(word.written)
            heard += parts
        if word.pause and heard:
            heard[-1] = heard[-1].rstrip(",") + ","
    sounds = " ".join(heard).rstrip(",") + "," if heard else ""
    syllables = tuple(replace(one, word=owner[one.word]) for one in split(sounds))
    return Line(text, tuple(written), sounds, syllables)


def _parts(word: spelling.Word, read: list[str]) -> list[str]:
    """What a written word sounds like, a string for every word that it is said with."""
    if word.sounds:
        return [word.sounds]
    return [_singable(part, word) for sounds in read for part in _NO_SIGN.sub("", sounds).split()]


def _singable(sounds: str, word: spelling.Word) -> str:
    """The dictionary's sounds with a vowel to hold in every syllable, and no more syllables than are sung."""
    sounds = _AFTER_VOWEL.sub("", sounds).replace("ᵊ", "ə")
    sounds = _SYLLABIC.sub("ə", sounds)
    if _LIKE_FIRE.search(word.written):
        sounds = _TRIPHTHONG.sub("", sounds)
    if word.clipped and sounds.endswith("ŋ"):
        sounds = sounds[:-1] + "n"
    return sounds if _NUCLEUS.search(sounds) else spelling.voiced(sounds.strip(STRESS))


def _syllables(sounds: str, start: int, end: int, word: int) -> list[Syllable]:
    """Of one word, which stands at start … end: as many consonants as may begin a syllable belong to the vowel after them."""
    end = start + len(sounds[start:end].rstrip(","))
    nuclei = [match.span() for match in _NUCLEUS.finditer(sounds, start, end)]
    borders = [start, *(_border(sounds, left[1], right[0]) for left, right in pairwise(nuclei)), end]
    return [
        Syllable((borders[at], begin), (begin, stop), (stop, borders[at + 1]), _stress(sounds[begin:stop]), word)
        for at, (begin, stop) in enumerate(nuclei)
    ]


def _border(sounds: str, start: int, end: int) -> int:
    """Where in the consonants between two vowels the next syllable begins."""
    for at in range(max(start, end - 3), end):
        if sounds[at:end] in _ONSETS or (at == end - 1 and sounds[at] != "ŋ"):
            return at
    return end


def _stress(nucleus: str) -> int:
    return 2 if "ˈ" in nucleus else 1 if "ˌ" in nucleus else 0
