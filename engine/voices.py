"""What a prompt, or a section's tag, says of the voice: a woman's, a man's, or none."""

import re

import numpy as np

from engine.phrases import has, searchable
from engine.styles.words import INSTRUMENT_WORDS, PEOPLE, SILENT_WORDS, SINGING_WORDS, VOICE_WORDS
from lyric.sections import read

#: What is read of a text, in characters.
_READ = 5_000
#: What plays in a register that voices have too, and what is one of a song's parts only.
_NO_VOICE = re.compile(
    r"\b(?:soprano|alto|tenor|baritone|bass)(?: (?:and|or) \w+)? (?:sax|saxes|saxophones?|guitars?|horns?|ukuleles?|trombones?|recorders?|"
    r"clarinets?|flutes?|drums?|banjos?|clef)\b"
    r"|\bsinging (?:violins?|guitars?|cellos?|strings|leads?|synths?|saws?|bowls?|birds)\b"
    r"|\b(?:vocal|voice) (?:chops?|samples?|pads?|synths?|leading|like)\b"
    r"|\binstrumental (?:intro|outro|break|breaks|bridge|solo|solos|section|sections|interlude|hook|part|parts|passage)\b"
    r"|\bnot (?:an )?instrumental\b|\bnon instrumental\b"
)
_VOICELESS = r"(?:vocals?|voices?|singing|singers?|lyrics|words|vocalists?|rapping|human voices?)"
_REFUSED = re.compile(
    rf"\b(?:no|without|w/o|minus|zero|free of) (?:any )?(?:[a-z]+ (?:and|or|nor) )?(?:any )?"
    rf"{_VOICELESS}(?! (?:about|like|for|to|can|left))\b"
    rf"|\b{_VOICELESS} free\b|\bdon t sing\b|\bdon't sing\b|\bno one sings\b|\bnobody sings\b"
)
_REFUSED_KIND = re.compile(r"\b(?:no|not|without|w/o|instead of|rather than)(?: an?| any)? (female|male|woman s?|man s?|woman's|man's)\b")
_PERSON = {voice: "|".join(words) for voice, words in PEOPLE.items()}
_SINGING = r"(?:voices?|vocals?|singers?|singing|sings?|sung|vocalists?|raps?|rappers?|rapping|crooning|choir|chorus|lead)"
_SOLO = re.compile(r"\bsolo ((?:[a-z]+ ?){1,2})")


def chosen(prompt: str, lyrics: str, rng: np.random.Generator) -> str:
    """"woman" or "man": as the prompt asks, else as the tags of the sections do, else drawn. Where both are asked for one is drawn."""
    tags = " . ".join(section.tag for section in read(lyrics))
    wished = asked(prompt) or asked(tags)
    return wished.pop() if len(wished) == 1 else ("woman", "man")[int(rng.integers(2))]


def asked(text: str) -> set[str]:
    """Whose voices a text asks for: those that it says sing, else those whom it names."""
    text = _NO_VOICE.sub(" . ", searchable(text[:_READ]))
    refused = {"woman" if match[1].startswith(("female", "woman")) else "man" for match in _REFUSED_KIND.finditer(text)}
    text = _REFUSED_KIND.sub(" . ", text)
    singing = {voice for voice in VOICE_WORDS if _sings(text, voice)} - refused
    if singing:
        return singing
    named = {voice for voice, words in PEOPLE.items() if any(has(text, word) for word in words)} - refused
    return named or ({"woman", "man"} - refused if refused else set())


def silent(text: str) -> bool:
    """Whether a prompt asks for a piece that nobody sings."""
    text = _NO_VOICE.sub(" . ", searchable(text[:_READ]))
    solo = any(has(match[1], phrase) for match in _SOLO.finditer(text) for phrase in (*INSTRUMENT_WORDS, "guitar"))
    return solo or bool(_REFUSED.search(text)) or any(has(text, word) for word in SILENT_WORDS)


def sung(text: str) -> bool:
    """Whether a prompt asks for singing in so many words."""
    text = _REFUSED.sub(" . ", _NO_VOICE.sub(" . ", searchable(text[:_READ])))
    return any(_sings(text, voice) for voice in VOICE_WORDS) or any(has(text, word) for word in SINGING_WORDS)


def _sings(text: str, voice: str) -> bool:
    """Whether a voice is named as one: "baritone", "a woman's tender voice", "sung by an old man"."""
    person = _PERSON[voice]
    return any(has(text, word) for word in VOICE_WORDS[voice]) or bool(
        re.search(rf"\b(?:{person})(?:'s|s'| s)? (?:[a-z]+ )?{_SINGING}\b", text)
        or re.search(rf"\b{_SINGING} (?:by|of|from|as) (?:[a-z]+ ){{0,3}}?(?:{person})\b", text)
    )
