"""Foreign text inside Markdown. Titles, lyrics and messages come from a provider or a visitor and are never markup."""

import re
import unicodedata

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
#: Streamlit turns :smile:, :material/x:, -> and addresses into icons, arrows and links after Markdown has been read,
#: where a backslash no longer helps. A word joiner, which has no width, keeps them from matching.
_AFTER_MARKDOWN = re.compile(r"(?<=[:@])(?=\S)|(?<=www)(?=\.)|(?<=[<>~-])(?=[>=-])", re.IGNORECASE)
_JOINER = "\u2060"
_DROPPED = ("Cc", "Cf", "Cs", "Zl", "Zp")
#: Zero-width joiner and non-joiner: emoji and Persian need them.
_JOINS = "\u200c\u200d"


def plain(text: str, limit: int = 2_000) -> str:
    """One line of `text` without control and direction-changing characters, at most `limit` characters long."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(" " if unicodedata.category(c) in _DROPPED and c not in _JOINS else c for c in text)
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def escape(text: str, limit: int = 2_000) -> str:
    """Markdown that Streamlit shows as exactly `plain(text)`, wherever it stands."""
    joined = _AFTER_MARKDOWN.sub(_JOINER, plain(text, limit))
    return _PUNCTUATION.sub(r"\\\1", joined)


def clause(text: str | None, limit: int = 300) -> str:
    """A message as a part of a sentence of ours: emphasised, without its own full stop; empty where there is none."""
    inner = plain(text or "", limit).rstrip(" .")
    return f"*{escape(inner, limit)}*" if inner else ""


def lines(text: str) -> str:
    """Markdown that keeps the line breaks of `text`."""
    return "  \n".join(escape(line, 20_000) or "\u00a0" for line in text.splitlines())
