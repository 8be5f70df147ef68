"""Text as it is searched for words and phrases, whatever way they are typed."""

import re
import unicodedata
from functools import cache


def searchable(text: str) -> str:
    """Small letters, every apostrophe, hyphen and line break as one form, "&" as "and"."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"[-_‐-―]|\s+", " ", re.sub(r"\s*&\s*|\s*\+\s*", " and ", text))
    return re.sub(r" {2,}", " ", re.sub(r"['’]n['’]?", " n ", text))


def found_at(text: str, phrase: str) -> int:
    """Where a phrase stands as whole words; scripts without blanks match anywhere. -1: nowhere."""
    if not phrase.isascii():
        return text.find(phrase)
    match = _whole(phrase).search(text) if phrase in text else None
    return match.start() if match else -1


def has(text: str, phrase: str) -> bool:
    return found_at(text, phrase) >= 0


@cache
def _whole(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9]){re.escape(phrase)}(?![a-z0-9])")
