"""Finds the numbers of a text, in digits or in words, with what they count, and what each comes to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from articles import similarity, split

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_UNIT_LETTERS = 4
"""A word with fewer letters that stands apart after a number is seldom what it counts: `seven in`, `30 of`."""

_UNITS = (
    "two deux zwei dos|three trois drei tres|four quatre vier cuatro|five cinq fünf cinco|six sechs seis|"
    "seven sept sieben siete|eight huit acht ocho|nine neuf neun nueve|ten dix zehn diez|eleven onze elf once|"
    "twelve douze zwölf doce|thirteen treize dreizehn trece|fourteen quatorze vierzehn catorce|"
    "fifteen quinze fünfzehn quince|sixteen seize sechzehn dieciséis|seventeen siebzehn diecisiete|"
    "eighteen achtzehn dieciocho|nineteen neunzehn diecinueve"
)
_TENS = (
    "twenty vingt zwanzig veinte|thirty trente dreißig dreissig treinta|forty quarante vierzig cuarenta|"
    "fifty cinquante fünfzig cincuenta|sixty soixante sechzig sesenta|seventy siebzig setenta|eighty achtzig ochenta|"
    "ninety neunzig noventa"
)


def _values(listed: str, first: int, step: int) -> dict[str, int]:
    return {
        similarity.words(word)[0]: first + i * step for i, same in enumerate(listed.split("|")) for word in same.split()
    }


_SAID = _values(_UNITS, 2, 1) | _values(_TENS, 20, 10)
"""The numbers that words say, in four languages. One is left out, which is an article too."""

_TIMES = {
    "dozen": 12, "dutzend": 12, "hundred": 10**2, "hundert": 10**2, "thousand": 10**3, "tausend": 10**3,
    "mille": 10**3, "mil": 10**3, "million": 10**6, "millions": 10**6, "millionen": 10**6, "millones": 10**6,
    "mn": 10**6, "mio": 10**6, "billion": 10**9, "billions": 10**9, "bn": 10**9, "milliarde": 10**9,
    "milliarden": 10**9, "milliard": 10**9, "milliards": 10**9, "mrd": 10**9, "trillion": 10**12, "billionen": 10**12,
}  # fmt: skip
"""What multiplies the number before it."""

_DIGITS = re.compile(r"(\d+(?:[.,:]\d+)*)(\D*)")
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_CURRENCY = re.compile(r"[A-Z]{0,3}[$€£¥₹]\s?$")
_PERCENT = re.compile(r"\s?[%‰]")
_PART = re.compile("[^-‐‑]+")


class Number(NamedTuple):
    """A number in a text."""

    start: int
    """In code points of the text, with a sign of currency before it."""
    end: int
    """Half-open, with what it counts: `seven-hour`, `30 percent`, `$5 billion`."""
    value: str
    """What it comes to, the same however it is written: `1200.0` for `1,200`, `7.0` for `seven`."""


def numbers(text: str) -> list[Number]:
    """The numbers of a shown text, in order."""
    if not text:
        return []
    parts = [part.span() for start, end in split.words(text) for part in _PART.finditer(text, start, end)]
    found: list[Number] = []
    at = 0
    while at < len(parts):
        number, at = _number(text, parts, at)
        if number is not None:
            found.append(number)
    return found


def _number(text: str, parts: Sequence[tuple[int, int]], at: int) -> tuple[Number | None, int]:
    """The number that begins with part `at`, if one does, and the part to go on with."""
    start, end = parts[at]
    value, unit = _value(text[start:end])
    at += 1
    if value is None:
        return None, at
    if isinstance(value, float):
        while at < len(parts) and _adjoin(text, end, parts[at][0]):
            word = "".join(similarity.words(text[slice(*parts[at])]))
            more = _SAID.get(word, 0)
            if word in _TIMES:
                value *= _TIMES[word]
            elif value % 10 == 0 and 20 <= value < 100 and 0 < more < 10 and not unit:
                value += more
            else:
                break
            end, at = parts[at][1], at + 1
    percent = _PERCENT.match(text, end)
    if percent:
        end = percent.end()
    elif not unit and at < len(parts) and _adjoin(text, end, parts[at][0]) and _counts(text, end, parts[at]):
        end = parts[at][1]
    currency = _CURRENCY.search(text, max(0, start - 5), start)
    return Number(currency.start() if currency else start, end, str(value)), at


def _value(word: str) -> tuple[float | str | None, str]:
    """What a word comes to, and the letters behind its digits: (1.2e9, `bn`) for `1.2bn`; None where it is no number.

    A text for what is no quantity: `14:30`.
    """
    digits = _DIGITS.fullmatch(word)
    if digits is None:
        folded = "".join(similarity.words(word))
        said = _SAID.get(folded)
        return (float(said) if said else None), ""
    figure, unit = digits.groups()
    if ":" in figure or (figure.count(".") + figure.count(",") > 1 and not _THOUSANDS.fullmatch(figure)):
        return figure, unit
    plain = re.sub("[.,]", "", figure) if _THOUSANDS.fullmatch(figure) else figure.replace(",", ".")
    return float(plain) * _TIMES.get(unit.lower(), 1), unit


def _adjoin(text: str, end: int, start: int) -> bool:
    return text[end:start] in (" ", "-", "‐", "‑")


def _counts(text: str, end: int, part: tuple[int, int]) -> bool:
    """Whether a word after a number is likely what that counts."""
    word = text[slice(*part)]
    return word[0].islower() and _value(word)[0] is None and (text[end] != " " or len(word) >= LEAST_UNIT_LETTERS)
