"""The words of a piece: its sender's, the lyricist's, or none; and what the sender is told about that."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine import lyricist, voices
from engine.prompt import read as read_prompt
from engine.refusals import Refused
from engine.score import Spec
from lyric.length import seconds
from lyric.sections import Section, read, written
from lyric.sounds import Line, foreign
from producer.contract import Music

_NOT_WITHOUT = "With instrumental true the words are ignored, so sound_prompt is needed: say what it should sound like."
_FOREIGN = (
    "lyrics_text is not in Latin letters, and this engine's voice sings English only: write English words, leave lyrics_text empty to have "
    "some written, or set instrumental to true."
)
_NOTHING = "lyrics_text holds nothing that can be sung: write lines of words under the tags, or leave it empty to have some written."
#: The longest songs last eight minutes, and nobody sings two lines a second.
_MOST_LINES = 1_000
_LINES = f"lyrics_text has {{}} lines, and no song holds more than {_MOST_LINES}: leave some out, or make several songs of them."
#: How much longer than wished a song of the engine's own words may be.
_OVER = 1.2
#: Characters of a title that a sender may give; one that is found is no longer.
_TITLE = 200
_BOTH = "The prompt asks for an instrumental and for a voice: it is sung, since instrumental was not set."
_ENGLISH = "The words are in English, the one language of this engine."


@dataclass(frozen=True)
class Libretto:
    #: With section tags; "" where nobody sings.
    text: str = ""
    #: Found in the words, "" where there are none.
    title: str = ""
    #: What the sender should know; "" where all is as it was asked for.
    remark: str = ""


def check(request: Music) -> None:
    """Refuse what no song can be made of."""
    if request.instrumental and not request.sound_prompt.strip():
        raise Refused(400, _NOT_WITHOUT)
    if request.instrumental or not request.lyrics_text.strip():
        return
    lines = _lines(read(request.lyrics_text))
    if len(lines) > _MOST_LINES:
        raise Refused(400, _LINES.format(len(lines)))
    lines = list(dict.fromkeys(lines))  # a chorus that comes back is read once
    if foreign(" ".join(lines)):
        raise Refused(400, _FOREIGN)
    if not any(Line.of(line).syllables for line in lines):
        raise Refused(400, _NOTHING)


def of(request: Mapping[str, Any], seed: str) -> Libretto:
    """The words of a request of the contract's Generation fields. What `instrumental` and the words say counts more than the prompt."""
    prompt, given = str(request.get("sound_prompt") or ""), str(request.get("lyrics_text") or "")
    if request.get("instrumental"):
        return Libretto(remark=_dropped(prompt, given))
    if given.strip():
        return _given(prompt, read(given), seed)
    if voices.silent(prompt) and not voices.sung(prompt):
        return Libretto(remark="Made without words, as the prompt asks for it.")
    words = _fitting(write(prompt, seed), read_prompt(dict(request), seed))
    return replace(words, remark=_BOTH) if voices.silent(prompt) else words


def write(prompt: str, seed: str) -> Libretto:
    """Words of the engine's own, on what the prompt is about."""
    words = lyricist.write(prompt, seed)
    return Libretto(words.text, words.title, _ENGLISH if foreign(prompt) else "")


def _fitting(words: Libretto, spec: Spec) -> Libretto:
    """The engine's own words without what makes their song much longer than was wished; a verse and a chorus stay."""
    sections = read(words.text)
    for kind in ("pre-chorus", "bridge"):
        if seconds(sections, spec.bpm) > _OVER * spec.seconds:
            sections = tuple(section for section in sections if section.kind != kind)
    while len(sections) > 2 and seconds(sections, spec.bpm) > _OVER * spec.seconds:
        sections = sections[:-1] if sections[-1].kind == sections[-2].kind else sections[:-2]
    return replace(words, text=written(sections))


def warm_up() -> None:
    """Load what the first words wait for: about half a second and 120 MB."""
    write("warm-up", "warm-up")


def _dropped(prompt: str, given: str) -> str:
    if given.strip():
        return "Made without the words, since instrumental was set."
    return "Made without a voice, since instrumental was set." if voices.sung(prompt) else ""


def _given(prompt: str, sections: tuple[Section, ...], seed: str) -> Libretto:
    remarks = ["Sung, since words were given, though the prompt asks for an instrumental."] if voices.silent(prompt) else []
    lines = _lines(sections)
    unsung = [line for line in lines if foreign(line) or not Line.of(line).syllables]
    if unsung:
        count = "1 line was" if len(unsung) == 1 else f"{len(unsung)} lines were"
        remarks.append(f"{count} left out or sung in part: this engine's voice sings words in Latin letters only.")
    return Libretto(written(sections), lyricist.title_of(sections, seed)[:_TITLE], " ".join(remarks))


def _lines(sections: tuple[Section, ...]) -> list[str]:
    return [line for section in sections for line in section.lines]
