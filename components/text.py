"""Every text that a person reads passes here: `_` and `ngettext`, in the language of the browser that asks.

A second language is a catalogue at components/locale/<language>/LC_MESSAGES/studio.mo, and nothing else.
`python -m scripts.catalogue` writes the template, studio.pot.
"""

from functools import lru_cache
from gettext import NullTranslations, translation
from pathlib import Path

from components import viewer

DOMAIN = "studio"
FOLDER = Path(__file__).parent / "locale"


@lru_cache(maxsize=32)
def catalogue(locale: str) -> NullTranslations:
    """The catalogue for a browser's locale such as "zh-CN"; the English of the source where there is none."""
    tag = locale.replace("-", "_")
    return translation(DOMAIN, FOLDER, languages=[tag, tag.partition("_")[0]], fallback=True)


def _(text: str) -> str:
    return catalogue(viewer.language()).gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    return catalogue(viewer.language()).ngettext(one, many, count)
