"""The lyricist's material: worlds of hand-written stanzas in plain text (worlds/*.txt; worlds/README.md says how they are written)."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

_FOLDER = Path(__file__).parent / "worlds"
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{([a-z ]+)\}")
_MOOD = re.compile(r"\((sad|bright|angry|tender|funny)\) ")
_ARTICLE = re.compile(r"\b([Aa])\(n\) (\w)")


@dataclass(frozen=True)
class Unit:
    """Lines that were written together: a couplet, or a quatrain whose second and fourth lines rhyme."""

    lines: tuple[str, ...]
    #: A couplet of whose lines each stands for itself: another couplet may be woven between them.
    free: bool
    #: "" fits every mood.
    mood: str
    #: What has to be known about the song: "name", "place", "thing", …
    slots: frozenset[str]

    def drawn(self, facts: dict[str, str], rng: np.random.Generator) -> tuple[str, ...]:
        """The lines with their choices drawn and their slots filled; the hook keeps its stars."""
        return tuple(_drawn(line, facts, rng) for line in self.lines)


@dataclass(frozen=True)
class World:
    """A field of images and what is said in it."""

    name: str
    #: Word or phrase of a prompt → how strongly it means this world.
    triggers: dict[str, float]
    #: "setting" (where a song plays) or "feeling" (what it says).
    kind: str
    #: What the world's songs feel like where the prompt does not say.
    mood: str
    #: Role ("scene", "turn", "hook", "answer", "bridge", "lift", "rap") → units.
    units: dict[str, tuple[Unit, ...]] = field(repr=False)


@cache
def worlds() -> dict[str, World]:
    """Every world by its name; those that begin with "_" are for every song."""
    return {path.stem: _world(path) for path in sorted(_FOLDER.glob("*.txt"))}


def _world(path: Path) -> World:
    head: dict[str, str] = {}
    units: dict[str, list[Unit]] = {}
    role = ""
    for line in (line.strip() for line in path.read_text(encoding="utf-8").splitlines()):
        if match := re.fullmatch(r"\[([a-z]+)\]", line):
            role = match.group(1)
        elif line and not line.startswith("#") and role:
            units.setdefault(role, []).append(_unit(line))
        elif line and not line.startswith("#"):
            key, _, value = line.partition(":")
            head[key] = f"{head.get(key, '')}, {value}".strip(", ")
    triggers = [word.strip() for word in head.get("words", "").split(",") if word.strip()]
    return World(
        name=path.stem,
        triggers={word.lstrip("?!"): {"?": 0.4, "!": 2.0}.get(word[0], 1.0) for word in triggers},
        kind=head.get("kind", "feeling"),
        mood=head.get("mood", ""),
        units={role: tuple(some) for role, some in units.items()},
    )


def _unit(line: str) -> Unit:
    mood = _MOOD.match(line)
    text = line[mood.end() :] if mood else line
    free = " // " in text
    lines = tuple(part.strip() for part in re.split(r" //? ", text))
    return Unit(lines, free, mood.group(1) if mood else "", frozenset(_SLOT.findall(text)))


def _drawn(line: str, facts: dict[str, str], rng: np.random.Generator) -> str:
    while match := _CHOICE.search(line):
        options = match.group(1).split("|")
        line = line[: match.start()] + options[int(rng.integers(len(options)))] + line[match.end() :]
    line = _SLOT.sub(lambda match: facts[match.group(1)], line)
    line = _ARTICLE.sub(lambda match: f"{match.group(1)}{'n' if match.group(2) in 'aeiouAEIOU' else ''} {match.group(2)}", line)
    return _begun(re.sub(r" {2,}", " ", line).strip())


def _begun(line: str) -> str:
    """With a capital letter at its beginning."""
    place = next((place for place, letter in enumerate(line) if letter.isalpha()), 0)
    return line[:place] + line[place : place + 1].upper() + line[place + 1 :]
