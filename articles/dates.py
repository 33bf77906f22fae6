"""Dates as outlets write them: `March 14, 2022`, `15 Mar 2022`, `14.03.2022`, `2022-03-14`, `2022年3月14日`."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from articles.months import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH = r"[^\W\d_]{2,12}"
DATES = re.compile(
    r"(?<![\d.,:/-])(?:"
    r"(?P<y1>\d{4})(?P<s1>[-/.])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2})(?=T\d|(?![\d]|[-/.:]\d))"
    r"|(?P<y2>\d{4})(?P<m2>\d{2})(?P<d2>\d{2})(?=T\d{4,6})"
    r"|(?P<d3>\d{1,2})(?P<s3>[/-]|\. ?)(?P<m3>\d{1,2})(?P=s3)(?P<y3>\d{4}|\d{2})(?![\d]|[./-]\d)"
    r"|(?P<d4>\d{1,2})(?:st|nd|rd|th|er|re|\.|º|ª|°)? ?(?:de |of |the |d')?(?P<m4>" + _MONTH + r"(?: الثاني| الأول)?)"
    r"(?:/[^\W\d_]{3,12})?[.,]{0,2} ?(?:de[l]? |, )?(?P<y4>\d{4})(?!\d)"
    r"|(?P<m5>(?<!\w)" + _MONTH + r")\.? ?(?P<d5>\d{1,2})(?:st|nd|rd|th)?,? (?P<y5>\d{4})(?!\d)"
    r"|(?P<era>令和|平成)?(?P<y6>\d{1,4}|元)(?:年|년) ?(?P<m6>\d{1,2})(?:月|월) ?(?P<d6>\d{1,2})(?:日|일|号|號)"
    r"|(?P<y7>\d{4})\. ?(?P<m7>\d{1,2}|" + _MONTH + r")\.? (?P<d7>\d{1,2})\.(?!\d)"
    r"|(?P<d8>\d{1,2})[- ](?P<m8>[A-Za-z]{3})[- ](?P<y8>\d{4}|\d{2})(?!\d)"
    r")"
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?")
_FORMS = "12345678"
_NAMED = frozenset("4578")
"""The numbers of the forms that may name the month."""
_ERAS = {"令和": 2018, "平成": 1988}
_YEARS = range(1700, 2200)
_CENTURY = 70
"""Two digits of a year from this on are of the last century."""


class FoundDate(NamedTuple):
    """A date in a text."""

    start: int
    end: int
    day: date | None
    """None where day and month could be exchanged, as in `03/04/2022`."""


def find_dates(text: str) -> Iterator[FoundDate]:
    """The dates in a text, in order.

    Between slashes the day or the month may be first; what one such date in the text decides holds for the others.
    """
    found = [(match, _parts(match)) for match in DATES.finditer(text)]
    month_first = None
    for match, (_, month, day) in found:
        if _exchangeable(match) and month_first is None and day != month and max(day, month) > 12:
            month_first = month > 12
    for match, (year, month, day) in found:
        if _exchangeable(match):
            if month_first:
                day, month = month, day
            elif month_first is None and day != month and 1 <= day <= 12 and 1 <= month <= 12 and year in _YEARS:
                yield FoundDate(match.start(), match.end(), None)
                continue
        if year in _YEARS:
            try:
                yield FoundDate(match.start(), match.end(), date(year, month, day))
            except ValueError:
                continue


def find_date(text: str) -> str:
    """The first date in a text as `2022-03-14`, or empty; one that can be read in two ways is none."""
    return next((found.day.isoformat() for found in find_dates(text) if found.day), "")


def written_date(text: str) -> str:
    """A day that a person wrote in any of these forms as `2022-03-14`, a time with its offset as it is; else empty."""
    text = text.strip()
    if _MOMENT.fullmatch(text):
        try:
            datetime.fromisoformat(text)
        except ValueError:
            return ""
        return text.replace(" ", "T")
    return find_date(text) if DATES.fullmatch(text) else ""


def _exchangeable(match: re.Match[str]) -> bool:
    """Whether day and month stand between signs before which either may be first."""
    return match["s3"] in ("/", "-")


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day as they stand in a match; 0 for what is none."""
    form = next(form for form in _FORMS if match[f"y{form}"])
    year, month, day = match[f"y{form}"], match[f"m{form}"], match[f"d{form}"]
    number = 1 if year == "元" else int(year)
    if match["era"]:
        number += _ERAS[match["era"]]
    elif len(year) == 2 and form in "38":
        number += 2000 if number < _CENTURY else 1900
    if form in _NAMED and not month.isdigit():
        return number, MONTHS.get(month.lower(), 0), int(day)
    return number, int(month), int(day)
