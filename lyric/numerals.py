"""How figures are said: 1985, 3:30pm, $5, 50%, 2nd, 1,000, 3.5, '90s."""

import re

from hibari.g2p.numbers import cardinal, ordinal, year

_FIGURE = re.compile(
    r"(?P<money>[$£€])?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>[.:]\d+)?(?P<unit>st|nd|rd|th|'?s|%|am|pm|a\.m|p\.m|k)?", re.IGNORECASE
)
_MONEY = {"$": "dollars", "£": "pounds", "€": "euros"}
#: Nobody sings more digits than these as one number.
_DIGITS = 12


def said(text: str) -> tuple[str, ...]:
    """The words that a figure is said with; its digits one by one where it is of no known form."""
    match = _FIGURE.fullmatch(text)
    if match is None:
        return tuple(cardinal(int(digit)) for digit in re.sub(r"\D", "", text)[:_DIGITS])
    whole, rest, unit = match["whole"].replace(",", ""), match["rest"] or "", (match["unit"] or "").lower().strip("'")
    return _words(f"{_number(whole, rest, unit)} {_MONEY.get(match['money'] or '', '')}")


def _number(whole: str, rest: str, unit: str) -> str:
    if len(whole) > _DIGITS:
        return " ".join(cardinal(int(digit)) for digit in whole[:_DIGITS])
    number = int(whole)
    if rest.startswith(":"):
        return f"{cardinal(number)} {_minutes(rest[1:])} {_UNITS.get(unit, '')}"
    if rest:
        return f"{cardinal(number)} point {' '.join(cardinal(int(digit)) for digit in rest[1:_DIGITS])} {_UNITS.get(unit, '')}"
    if unit in ("st", "nd", "rd", "th"):
        return ordinal(number)
    plain = year(number) if len(whole) == 4 and 1100 <= number < 2100 else cardinal(number)
    return _several(plain) if unit == "s" else f"{plain} {_UNITS.get(unit, '')}"


_UNITS = {"%": "percent", "am": "ay em", "pm": "pee em", "a.m": "ay em", "p.m": "pee em", "k": "thousand"}


def _minutes(digits: str) -> str:
    minutes = int(digits[:2])
    return "" if minutes == 0 else f"oh {cardinal(minutes)}" if minutes < 10 else cardinal(minutes)


def _several(words: str) -> str:
    """ "nineteen ninety" → "nineteen nineties"."""
    return words[:-1] + "ies" if words.endswith("y") else words + ("es" if words.endswith("x") else "s")


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in re.findall(r"[a-z]+", text) if word != "and")
