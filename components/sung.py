"""A song's words as a page shows them: section tags as quiet small headings, lines as lines."""

import re

from components.escape import escape

#: A line that is nothing but a tag: [Chorus], 【副歌】.
_TAG = re.compile(r"\s*[\[【]([^\[\]【】]{1,200})[\]】]\s*")
#: Characters that are shown at most.
MOST = 20_000


def sung(text: str) -> str:
    """Markdown of the words: nothing of them is left out, and nothing in them acts."""
    stanzas: list[list[str]] = [[]]
    for line in text[:MOST].splitlines():
        tag = _TAG.fullmatch(line)
        if tag:
            stanzas.append([f":small[:gray[{escape(tag[1])}]]"])
        elif line.strip():
            stanzas[-1].append(escape(line, MOST))
        else:
            stanzas.append([])
    return "\n\n".join("  \n".join(stanza) for stanza in stanzas if stanza)


def first_line(text: str) -> str:
    """The first line that is no tag, plain; empty where there is none."""
    return next((line.strip() for line in text.splitlines() if line.strip() and not _TAG.fullmatch(line)), "")
