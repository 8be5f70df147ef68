"""Words in sections: read from whatever a person typed, and written back."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lyric import stanzas

KINDS = ("intro", "verse", "pre-chorus", "chorus", "post-chorus", "bridge", "rap", "solo", "break", "outro")

#: How people call them, the longer names before those that they hold.
_NAMES = {
    "pre-chorus": r"(?:pre[ -]?(?:chorus|hook|refr[aã]i?[no])|build(?:[ -]?up)?)\b|导歌|導歌|预副歌|預副歌",
    "post-chorus": r"post[ -]?(?:chorus|hook)\b",
    "rap": r"(?:rap|rapped|spoken(?:[ -]word)?)\b|说唱|說唱|ラップ",
    "solo": r"(?:\w+[ -])?solo\b|instrumental(?:[ -]break)?\b|间奏|間奏",
    "chorus": r"(?:(?:final|last|repeat)[ -])?(?:chorus|hook|refrain)\b|(?:estribillo|coro|refrão)\b|副歌|サビ|후렴",
    "verse": r"(?:(?:final|last)[ -])?(?:verse|vers)\b|(?:strophe|couplet|estrofa|verso)\b|主歌|Aメロ|절",
    "bridge": r"(?:bridge|middle[ -]?(?:8|eight)|puente|ponte|pont|brücke)\b|桥段|橋段|Cメロ",
    "intro": r"(?:intro|introduction|opening|prelude)\b|前奏|イントロ",
    "break": r"(?:break(?:[ -]?down)?|interlude|drop|pause)\b|ブレイク",
    "outro": r"(?:outro|ending|end|coda|fade[ -]?out)\b|尾奏|アウトロ",
}
_NAME = "|".join(f"(?P<{kind.replace('-', '_')}>{names})" for kind, names in _NAMES.items())
_NUMBER = r"(?: ?[#.]? ?(?:\d{1,2}|(?-i:[IVX]{1,4}))\b)?"
_LABEL = re.compile(rf"(?<!\w)(?:{_NAME}){_NUMBER}", re.IGNORECASE)

#: A tag at the start of a line, and what follows it.
_BRACKETED = re.compile(r"[#*_>\s]*[\[【［〔]([^\[\]【】［］〔〕]{1,300})[\]】］〕][*_:\s]*(.*)")
#: A line that is a section's name without square brackets: these only, for "Break" or "End" may well be sung.
_SURE = rf"(?:pre[ -]?chorus|chorus|refrain|verse|bridge|intro|outro){_NUMBER}"
_BARE = re.compile(rf"[#*_>\s(（]*({_SURE})(?: ?\(?x ?\d\)?)?[*_\s)）]*[:：]?[*_\s]*", re.IGNORECASE)
_WITH_COLON = re.compile(rf"[#*_>\s]*({_SURE})[*_\s]*[:：][*_\s]+(.*)", re.IGNORECASE)
#: Round brackets around any known name, with a wish or not: "(guitar solo)", "(Verse 2 - softly)".
_ROUND = re.compile(rf"[(（]\s*((?:{_NAME}){_NUMBER}(?:\s*[-–—:,].*)?)[)）]", re.IGNORECASE)
_REPEAT = re.compile(r"[(（\[]?\s*(?:x ?\d+|\d+ ?x|repeat)\s*[)）\]]?", re.IGNORECASE)
#: What stands over words when they are copied from elsewhere.
_ABOUT = re.compile(r"[*_#\s]*(?:title|song|artist|lyrics by|written by|music by|bpm|tempo|key|style|genre)\s*[:：].*", re.IGNORECASE)
#: No name is longer than this.
_TAG_LENGTH = 200
_AROUND = " \t-–—:,.|/()（）"


@dataclass(frozen=True)
class Section:
    """A part of the words."""

    #: One of KINDS.
    kind: str
    #: What stood between the brackets, "" where no tag was.
    tag: str
    #: As written, without blank ones.
    lines: tuple[str, ...]

    @property
    def label(self) -> str:
        """Its name: "Verse 1"."""
        return self.tag[: self._named].strip(_AROUND) or self.kind.title()

    @property
    def wish(self) -> str:
        """Free words after the name, never sung: "soft and close"."""
        return self.tag[self._named :].strip(_AROUND)

    @property
    def _named(self) -> int:
        found = _LABEL.search(self.tag)
        return found.end() if found else len(self.tag)


def read(text: str) -> tuple[Section, ...]:
    """The sections of anything a person may type; none where it holds no line and no tag.

    A tag that is no known section is a direction and is dropped. A chorus without lines repeats the one before it.
    """
    untagged: list[list[str]] = [[]]
    tagged: list[tuple[str, list[str]]] = []
    for tag, line in _pieces(text):
        if tag:
            tagged.append((tag, []))
        elif tagged and line:
            tagged[-1][1].append(line)
        elif line:
            untagged[-1].append(line)
        elif untagged[-1]:
            untagged.append([])
    before = stanzas.kinds([tuple(stanza) for stanza in untagged if stanza], alone=not tagged)
    sections = [Section(kind_of(tag), tag, tuple(lines)) for tag, lines in tagged]
    return tuple(Section(kind, "", lines) for kind, lines in before) + _repeated(sections)


def written(sections: Sequence[Section]) -> str:
    """The text that reads as these sections."""
    first = next((at for at, section in enumerate(sections) if section.tag or not section.lines), len(sections))
    # Words without a tag of their own would run on from the section before them.
    tags = [section.tag or (section.label if at >= first else "") for at, section in enumerate(sections)]
    return "\n\n".join("\n".join([*([f"[{tag}]"] if tag else []), *section.lines]) for tag, section in zip(tags, sections, strict=True))


def kind_of(tag: str) -> str:
    """The kind of section that a tag names, "" where it is none."""
    found = _LABEL.search(tag)
    return next((kind.replace("_", "-") for kind, name in found.groupdict().items() if name), "") if found else ""


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """(tag, "") for every tag, ("", line) for every line, ("", "") for a blank one; what is neither is left out."""
    begun = False
    for line in text.splitlines():
        rest = line.strip()
        if not rest:
            yield "", ""
        while rest and (tag := _tag(rest)):
            begun = True
            yield tag[0], ""
            rest = tag[1]
        if _is_sung(rest) and (begun or not _ABOUT.fullmatch(rest)):
            begun = True
            yield "", rest


def _tag(line: str) -> tuple[str, str] | None:
    """(the tag that the line begins with, the rest of it)."""
    bracketed = _BRACKETED.fullmatch(line)
    if bracketed and kind_of(bracketed[1]):
        return bracketed[1].strip(), bracketed[2].strip()
    alone = len(line) <= _TAG_LENGTH and (_BARE.fullmatch(line) or _ROUND.fullmatch(line))
    if alone:
        return alone[1].strip(), ""
    begins = _WITH_COLON.fullmatch(line)
    return (begins[1].strip(), begins[2].strip()) if begins else None


def _is_sung(line: str) -> bool:
    """Whether a line is neither a direction nor a mere ornament."""
    direction = _BRACKETED.fullmatch(line)
    words = direction[2] if direction and not kind_of(direction[1]) else line
    return any(sign.isalnum() for sign in words) and not _REPEAT.fullmatch(words)


def _repeated(sections: list[Section]) -> tuple[Section, ...]:
    """An empty chorus is sung with the words of the last one of its kind."""
    words: dict[str, tuple[str, ...]] = {}
    found = []
    for section in sections:
        if section.kind in ("pre-chorus", "chorus", "post-chorus"):
            section = replace(section, lines=section.lines or words.get(section.kind, ()))
            words[section.kind] = section.lines or words.get(section.kind, ())
        found.append(section)
    return tuple(found)
