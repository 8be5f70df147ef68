"""Words that singers sing otherwise than a dictionary has them: cries, contractions, words shortened in every song."""

import re

#: By letters alone, without apostrophes. One written sound more or less is a syllable more or less, so these are few and checked.
SOUNDS = {
    "cause": "kəz", "cuz": "kəz", "coz": "kəz", "til": "tɪl", "em": "əm", "bout": "bˈWt", "round": "ɹˈWnd", "neath": "nˈiθ",
    "ima": "ˈImə", "imma": "ˈImə", "ol": "ˈOl", "ole": "ˈOl", "n": "ən", "yall": "jˈɔl", "yeah": "jˈæ", "yea": "jˈæ", "yah": "jˈɑ",
    "ya": "jə", "whoa": "wˈO", "woah": "wˈO", "wo": "wˈO", "la": "lˈɑ", "na": "nˈɑ", "da": "dˈɑ", "di": "dˈi", "dee": "dˈi", "du": "dˈu",
    "sha": "ʃˈɑ", "ba": "bˈɑ", "pa": "pˈɑ", "ay": "ˈA", "ayy": "ˈA", "ey": "ˈA", "hmm": "hˈʌm", "mm": "ˈʌm", "mhm": "əmhˈʌm", "uh": "ˈʌ",
    "every": "ˈɛvɹi", "everything": "ˈɛvɹiθˌɪŋ", "everybody": "ˈɛvɹibˌɑdi", "everyone": "ˈɛvɹiwˌʌn", "everywhere": "ˈɛvɹiwˌɛɹ",
    "everyday": "ˈɛvɹidˌA", "different": "dˈɪfɹənt", "difference": "dˈɪfɹəns", "favorite": "fˈAvɹət", "favourite": "fˈAvɹət",
    "several": "sˈɛvɹəl", "family": "fˈæmli", "families": "fˈæmliz", "chocolate": "ʧˈɑklət", "camera": "kˈæmɹə", "cameras": "kˈæmɹəz",
    "our": "ˈWɹ", "ours": "ˈWɹz", "being": "bˈiɪŋ",
}  # fmt: skip

#: These need their apostrophe to be meant: "cause" and "round" without one are words of their own.
APOSTROPHE = {"cause", "round", "em", "n", "bout", "ol", "til", "neath"}

#: Typed without their apostrophe, and no other word.
CONTRACTED = {
    "dont": "don't", "cant": "can't", "wont": "won't", "didnt": "didn't", "doesnt": "doesn't", "isnt": "isn't", "wasnt": "wasn't",
    "couldnt": "couldn't", "wouldnt": "wouldn't", "shouldnt": "shouldn't", "aint": "ain't", "im": "I'm", "ive": "I've", "youre": "you're",
    "youve": "you've", "youll": "you'll", "theyre": "they're", "thats": "that's", "whats": "what's", "theres": "there's", "lets": "let's",
    "havent": "haven't", "hasnt": "hasn't", "arent": "aren't", "werent": "weren't", "u": "you", "ur": "your", "luv": "love",
    "thru": "through", "nite": "night", "tonite": "tonight", "i": "I",
}  # fmt: skip

#: Cries that people write with as many letters as they please.
_CRIES = tuple(
    (re.compile(pattern), sounds)
    for pattern, sounds in {
        r"o{2,}h*": "ˈu", r"wo{2,}h*": "wˈu", r"oh+": "ˈO", r"a+h+": "ˈɑ", r"h+m{2,}": "hˈʌm", r"m{2,}": "ˈʌm", r"w+h?o+a+h*": "wˈO",
        r"y+e+a+h+": "jˈæ", r"sh{2,}": "ʃˈʌ", r"uh{2,}": "ˈʌ", r"eh+": "ˈA", r"he+y+": "hˈA", r"na+h+": "nˈæ",
    }.items()
)  # fmt: skip

#: "lalala" and its kind, written as one word.
_REPEATED = re.compile(r"(la|na|da|ba|ha|ya|doo|du)\1+h?")


def sounds(word: str, apostrophe: bool) -> str:
    """What the word sounds like when sung, "" where a dictionary knows better.

    Args:
        word: in small letters, without apostrophes.
        apostrophe: whether it was written with one.
    """
    if word in SOUNDS and (apostrophe or word not in APOSTROPHE):
        return SOUNDS[word]
    repeated = _REPEATED.fullmatch(word)
    if repeated:
        unit = repeated[1]
        return _UNITS[unit] * (len(word.rstrip("h")) // len(unit))
    return next((cry for pattern, cry in _CRIES if pattern.fullmatch(word)), "")


_UNITS = {"la": "lˈɑ", "na": "nˈɑ", "da": "dˈɑ", "ba": "bˈɑ", "ha": "hˈɑ", "ya": "jˈɑ", "doo": "dˈu", "du": "dˈu"}
