"""Brief → words: stanzas are drawn from the worlds until they scan, rhyme, say what has to be said and nothing twice."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from engine.composer.seeds import Seeds
from engine.lyricist import scan
from engine.lyricist.material import Unit, World, worlds
from engine.lyricist.names import ANEW, AT_HOME, POINTING
from engine.lyricist.subject import Brief
from engine.lyricist.title import printed
from lyric.sections import Section

#: Moods that spoil one another.
_CLASH = {
    "sad": {"bright", "funny"}, "bright": {"sad", "angry"}, "funny": {"sad", "angry"}, "angry": {"funny", "tender", "bright"},
    "tender": {"angry", "funny"},
}  # fmt: skip
#: What fills a slot, and what of it has to be heard in the song.
_HEARD = {"name": "name", "place": "place", "brand": "brand", "thing": "thing", "the thing": "thing", "age": "age"}

#: How near to any subject the lines are that any song may say; a world's own are at 1.
_SHARED = {"bridge": 0.8, "lift": 1.0, "answer": 0.5, "rap": 0.75}
#: When a name or thing is due: in the hook, in the chorus's other lines, in a verse; and how often.
_STAGES = {"hook": 0, "answer": 1}
_DUE = (0.6, 0.1, 0.3)

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Poem:
    """A title, and sections with their tags."""

    title: str
    sections: tuple[Section, ...]


def poem(brief: Brief, seeds: Seeds) -> Poem:
    """The song of a Brief; the same Brief and seeds give the same."""
    if brief.spare:
        made = _poem(replace(brief, facts={slot: fact for slot, fact in brief.facts.items() if "thing" not in slot}), seeds)
        if brief.spare in " ".join(line for section in made.sections for line in section.lines).lower():
            return made
    return _poem(brief, seeds)


def _poem(brief: Brief, seeds: Seeds) -> Poem:
    poet = _Poet(brief, seeds)
    title, chorus = poet.chorus()
    form = _form(brief, seeds.at("form"))
    verses = {"scene": poet.verse("scene"), "turn": poet.verse("turn")}
    bridge = poet.stanzas("bridge", 2) if "bridge" in form else ()
    lifts = [poet.stanzas("lift", 1) for kind in form if kind == "pre-chorus"]
    sections: list[Section] = []
    for kind in form:
        if kind in {"scene", "turn"}:
            tag = "Rap" if brief.manner == "rap" else f"Verse {1 if kind == 'scene' else 2}"
            sections.append(Section("rap" if brief.manner == "rap" else "verse", tag, verses[kind]))
        elif kind == "pre-chorus":
            sections.append(Section(kind, "Pre-Chorus", lifts.pop(0)))
        else:
            sections.append(Section(kind, kind.title(), chorus if kind == "chorus" else bridge))
    return Poem(title, tuple(section for section in sections if section.lines))


def _form(brief: Brief, rng: np.random.Generator) -> tuple[str, ...]:
    if brief.manner == "rap":
        return ("scene", "chorus", "turn", "chorus", "bridge", "chorus") if rng.random() < 0.4 else ("scene", "chorus", "turn", "chorus")
    if brief.manner == "club":
        return ("scene", "pre-chorus", "chorus", "turn", "pre-chorus", "chorus", "chorus")
    if brief.manner != "story" and rng.random() < 0.4:
        return ("scene", "pre-chorus", "chorus", "turn", "pre-chorus", "chorus", "bridge", "chorus")
    return ("scene", "chorus", "turn", "chorus", "bridge", "chorus")


@dataclass(frozen=True)
class _Stanza:
    unit: Unit
    lines: Lines


@dataclass
class _Wish:
    """What a stanza should be like."""

    #: How many lines its unit has.
    size: int
    #: Lengths in syllables that its lines should have; empty: any.
    lengths: tuple[int, ...] = ()
    breath: tuple[int, int] = scan.SUNG
    #: How far a line may be from its length.
    reach: int = 1


@dataclass
class _Poet:
    """What has been said so far, and what can still be drawn."""

    brief: Brief
    seeds: Seeds
    used: set[Unit] = field(default_factory=set)
    images: set[str] = field(default_factory=set)
    heard: dict[str, int] = field(default_factory=dict)
    #: Lengths of the first verse's lines: the second is sung to the same tune.
    lengths: tuple[int, ...] = ()
    size: int = 2
    #: How far the song is: what has to be said presses from a stage on that the seed draws.
    stage: int = 0

    def __post_init__(self) -> None:
        known = worlds()
        home = AT_HOME[self.brief.manner if self.brief.manner in AT_HOME and not self.brief.mood else self.brief.mood]
        names = self.brief.worlds or (home[int(self.seeds.at("home").integers(len(home)))],)
        first = known[names[0]]
        other = next((known[name] for name in names[1:] if {known[name].kind, first.kind} == {"setting", "feeling"}), first)
        if "grief" in names:
            other = known["grief"]
        if first is other and first.kind == "setting" and self.brief.mood == "sad" and first.mood == "bright":
            other = known["heartbreak"]
        self.setting, self.feeling = (first, other) if first.kind != "feeling" else (other, first)
        self.mood = self.brief.mood or first.mood
        self.due = {slot: 0 if slot == "brand" else int(self.seeds.at("due", slot).choice(3, p=_DUE)) for slot in _HEARD.values()}

    def pool(self, role: str) -> list[tuple[Unit, float]]:
        """(unit, how near it is to the subject) of everything that may be drawn for a role."""
        own = self.setting if role in {"scene", "turn", "rap"} else self.feeling
        shared: list[World] = [world for name, world in worlds().items() if name.startswith("_")]
        near = [(unit, 1.0) for unit in own.units.get(role, ())]
        far = [(unit, 0.6 if unit.slots else _SHARED.get(role, 0.0)) for world in shared for unit in world.units.get(role, ())]
        return [(unit, weight) for unit, weight in (*near, *far) if self._fits(unit)]

    def _fits(self, unit: Unit) -> bool:
        fits = unit.mood == self.mood or unit.mood not in {"sad", "angry", *_CLASH.get(self.mood, ())}
        return fits and unit.slots <= self.brief.facts.keys()

    def chorus(self) -> tuple[str, Lines]:
        """The title and the chorus's lines around its hook."""
        hook = self.draw("hook", _Wish(2))
        rng = self.seeds.at("chorus")
        place = next(place for place, line in enumerate(hook.lines) if "*" in line)
        title = re.findall(r"\*([^*]+)\*", hook.lines[place])[0]
        pair = tuple(line.replace("*", "") for line in hook.lines)
        counts = tuple(scan.syllables(line) for line in pair)
        answer = self.draw("answer", _Wish(2, counts, reach=2)).lines
        forms = [(*pair, *answer), (pair[place], answer[0], pair[place], answer[1]), (*pair, *answer, *pair)]
        forms += [(*answer, *pair)] if place == 1 else []
        chances = {"club": (0.1, 0.8, 0.1, 0.0), "story": (0.7, 0.2, 0.1, 0.3)}.get(self.brief.manner, (0.4, 0.35, 0.25, 0.4))
        chance = np.array(chances[: len(forms)])
        return printed(title.strip(" ,.;:!?").split()), forms[int(rng.choice(len(forms), p=chance / chance.sum()))]

    def verse(self, role: str) -> Lines:
        if self.brief.manner == "rap":
            return self.stanzas("rap", 4, scan.RAPPED)
        if role == "scene":
            self.size = self._size()
        lines = self.stanzas(role, 4 // self.size, size=self.size, lengths=self.lengths)
        self.lengths = self.lengths or tuple(scan.syllables(line) for line in lines)
        return lines

    def _size(self) -> int:
        """Couplets or quatrains, as the setting has them; a story likes quatrains."""
        sizes = [
            min(sum(len(unit.lines) == size for unit in self.setting.units.get(role, ())) for role in ("scene", "turn")) for size in (2, 4)
        ]
        chance = 0.0 if sizes[1] < 2 else 0.45 if self.brief.manner == "story" else 0.15
        return 4 if self.seeds.at("size").random() < chance or (not sizes[0] and sizes[1]) else 2

    def stanzas(self, role: str, count: int, breath: tuple[int, int] = scan.SUNG, size: int = 2, lengths: tuple[int, ...] = ()) -> Lines:
        """Stanzas of a role, one after the other or woven into one another."""
        drawn: list[_Stanza] = []
        for place in range(count):
            same = lengths[place * size : place * size + size] or (tuple(map(scan.syllables, drawn[0].lines)) if drawn else ())
            drawn.append(self.draw(role, _Wish(size, same, breath)))
        if size == 2 and count == 2 and all(_weaves(one) for one in drawn) and self.seeds.at("woven", role).random() < 0.6:
            return tuple(line for pair in zip(drawn[0].lines, drawn[1].lines, strict=True) for line in pair)
        return tuple(line for one in drawn for line in one.lines)

    def draw(self, role: str, wish: _Wish) -> _Stanza:
        """The best stanza for a role: what scans as wished if there is one, else what rhymes at all."""
        self.stage = max(self.stage, _STAGES.get(role, 2))
        rng = self.seeds.at(role, len(self.used))
        found = list(self._candidates(role, wish.size, rng))
        for reach in (wish.reach, 99):
            for _, unit, lines in found:
                plain = tuple(line.replace("*", "") for line in lines)
                allowed = reach + 2 * self._is_news(unit, " ".join(lines))
                if scan.holds(plain, wish.breath) and _near(plain, wish.lengths, allowed):
                    return self._said(unit, lines)
        return self._said(found[0][1], found[0][2])

    def _candidates(self, role: str, size: int, rng: np.random.Generator) -> Iterable[tuple[float, Unit, Lines]]:
        pool = [(unit, weight) for unit, weight in self.pool(role) if len(unit.lines) == size and unit not in self.used]
        drawn = [
            (unit, unit.drawn(self.brief.facts, rng), weight, luck)
            for unit, weight in pool
            for luck in [float(rng.gumbel())]
            for _ in range(6 if unit.slots else 2)
        ]
        costs = [(self._cost(unit, lines, weight) + luck, unit, lines) for unit, lines, weight, luck in drawn]
        return sorted(costs, key=lambda cost: cost[0])

    def _cost(self, unit: Unit, lines: Lines, weight: float) -> float:
        """Low: near the subject, in its mood, naming what is not yet named; high: images and rhymes that were just heard."""
        text = " ".join(lines)
        named = self._named(unit, text)
        fresh = sum(slot not in self.heard and self.due[slot] <= self.stage for slot in named)
        worn = sum(self.heard.get(slot, 0) for slot in named)
        again = len(scan.images(text) & self.images)
        mood = 0.3 * (unit.mood == self.mood) - 0.3 * (unit.mood not in {"", self.mood})
        return -2.0 * weight - 8.0 * fresh + 2.5 * worn + 1.2 * again - mood

    def _is_news(self, unit: Unit, text: str) -> bool:
        return not self._named(unit, text) <= self.heard.keys()

    def _named(self, unit: Unit, text: str) -> set[str]:
        """What of the song's facts a unit's drawn lines really name."""
        return {_HEARD[slot] for slot in unit.slots if self.brief.facts[slot].lower() in text.lower()}

    def _said(self, unit: Unit, lines: Lines) -> _Stanza:
        self.used.add(unit)
        for slot in self._named(unit, " ".join(lines)):
            self.heard[slot] = self.heard.get(slot, 0) + 1
        self.images |= scan.images(" ".join(lines))
        return _Stanza(unit, lines)


def _weaves(stanza: _Stanza) -> bool:
    """Whether another line may stand between a couplet's two: the second begins anew and speaks of nothing in the first."""
    words = scan.words(stanza.lines[-1])
    return stanza.unit.free and words[0] in ANEW and not POINTING & set(words)


def _near(lines: Lines, lengths: tuple[int, ...], reach: int) -> bool:
    return not lengths or all(abs(scan.syllables(line) - length) <= reach for line, length in zip(lines, lengths, strict=True))
