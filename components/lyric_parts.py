"""Words as parts that can be moved: each section with exactly the lines that a person wrote."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from lyric.sections import Section, read, written


@dataclass(frozen=True)
class Part:
    section: Section
    #: As it stands in the words, tag and directions with it; None where it cannot be cut out of them line by line.
    text: str | None = None


@dataclass(frozen=True)
class Parts:
    #: What stands before the first section and is not sung: it stays there.
    head: str
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """The sections in order. Each has its own text where every section begins with a tag on a line of its own."""
        sections, (head, *blocks) = read(text), _blocks(text)
        if len(blocks) != len(sections):
            return cls("", tuple(Part(section) for section in sections))
        return cls(head, tuple(Part(section, _filled(section, block)) for section, block in zip(sections, blocks, strict=True)))

    @property
    def text(self) -> str:
        blocks = [part.text for part in self.parts if part.text is not None]
        if len(blocks) != len(self.parts):
            return written([part.section for part in self.parts])
        return "\n\n".join([self.head, *blocks] if self.head else blocks)

    def moved(self, place: int, by: int) -> Self:
        others = self.without(place).parts
        return self._with(*others[: place + by], self.parts[place], *others[place + by :])

    def doubled(self, place: int) -> Self:
        return self._with(*self.parts[: place + 1], *self.parts[place:])

    def without(self, place: int) -> Self:
        return self._with(*self.parts[:place], *self.parts[place + 1 :])

    def added(self, after: int, kind: str) -> Self:
        """With an empty section of this kind behind the one at `after`. Verses are numbered."""
        number = sum(part.section.kind == kind for part in self.parts) + 1
        section = Section(kind, f"{kind.title()} {number}" if kind == "verse" else kind.title(), ())
        return self._with(*self.parts[: after + 1], Part(section, written([section])), *self.parts[after + 1 :])

    def _with(self, *parts: Part) -> Self:
        return type(self)(self.head, parts)


def form(kinds: Iterable[str]) -> str:
    """Empty sections of these kinds, to be filled in."""
    made = Parts("", ())
    for kind in kinds:
        made = made.added(len(made.parts), kind)
    return "\n\n\n\n\n\n".join(part.text or "" for part in made.parts) + "\n"


def _blocks(text: str) -> list[str]:
    """What stands before the first line that begins a section, and the text from each such line to the next."""
    lines = text.splitlines()
    begins = [at for at, line in enumerate(lines) if any(section.tag for section in read(line))]
    head = "\n".join(lines[: begins[0]]) if begins else text
    cuts = [*begins, len(lines)] if not read(head) else []
    return [head.strip("\n"), *("\n".join(lines[begin:end]).strip("\n") for begin, end in pairwise(cuts))]


def _filled(section: Section, block: str) -> str:
    """A chorus that is only named repeats an earlier one. With its words it may stand anywhere."""
    return block if not section.lines or any(one.lines for one in read(block)) else written([section])
