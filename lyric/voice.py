"""From spelling to sounds: the G2P of the singing model, loaded once a process when a word is first asked for."""

import threading
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hibari.g2p import G2P

#: The dictionaries hold no state, but the net for unknown words is loaded at first need: one caller at a time.
_ONE = threading.Lock()


@cache
def _g2p() -> "G2P":
    # Imported here: pages that only count sections need not pay for it (about 120 MB and a second).
    from hibari.g2p import G2P

    return G2P(british=False)


def sounds(words: list[str]) -> list[str]:
    """What each word sounds like in this company ("the" before a vowel, "read" by its tense).

    Words hold letters and apostrophes only, a comma at the end where a pause is; the sounds come as the G2P gives them.
    """
    if not words:
        return []
    with _ONE:
        reader = _g2p()
        tokens = reader.phonemize_tokens(reader.tokenize(" ".join(words)))
    found = [""]
    for token in tokens:
        found[-1] += token.phonemes or ""
        if token.whitespace:
            found.append("")
    return found


def is_known(word: str) -> bool:
    """Whether the lexicon itself holds that word, in small letters."""
    with _ONE:
        lexicon = _g2p().lexicon
    return word in lexicon.golds
