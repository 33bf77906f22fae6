"""Dates as outlets write them: `March 14, 2022`, `15 Mar 2022`, `14.03.2022`, `2022-03-14`."""

from __future__ import annotations

import re
from datetime import date

_NAMES = (
    "january jan januar jänner janvier enero gennaio",
    "february feb februar février febrero febbraio",
    "march mar märz mars marzo",
    "april apr avril abril aprile",
    "may mai mayo maggio",
    "june jun juni juin junio giugno",
    "july jul juli juillet julio luglio",
    "august aug août agosto",
    "september sept sep septembre septiembre settembre",
    "october oct oktober octobre octubre ottobre",
    "november nov novembre noviembre",
    "december dec dezember décembre diciembre dicembre",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
"""Month names and their abbreviations in six languages, lower case, and their numbers."""
_DATES = re.compile(
    r"(?<!\d)(?:"
    r"(?P<y1>\d{4})[-/](?P<m1>\d{1,2})[-/](?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>\d{4})"
    r"|(?P<d3>\d{1,2})(?:st|nd|rd|th|er|\.)? (?:de |of )?(?P<m3>[^\W\d_]{3,10})\.?,? (?:de )?(?P<y3>\d{4})"
    r"|(?P<m4>(?<!\w)[^\W\d_]{3,10})\.? (?P<d4>\d{1,2})(?:st|nd|rd|th)?,? (?P<y4>\d{4})"
    r")(?!\d)"
)
_TIME = re.compile(r"T?\d{1,2}(?:[:.h]\d{2}){1,2}(?:\.\d+)?Z?(?:[+-]\d{2}:?\d{2})?|\d{1,2} ?[ap]\.?m\b\.?")
_BESIDE_A_DATE = (
    " published updated posted modified last first on at am pm a.m p.m et est edt gmt utc bst cet cest pt pst pdt uhr "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun date "
    "veröffentlicht aktualisiert publié mis à jour le publicado "
)
LONGEST_LINE = 120
"""Code points; no line that only gives a date is longer."""


def find_date(text: str) -> str:
    """The first date in a text as `2022-03-14`, or empty."""
    for found in _DATES.finditer(text):
        day = _read(found)
        if day:
            return day.isoformat()
    return ""


def is_date_line(text: str) -> bool:
    """Whether a line says when an article appeared and nothing else; a bare count, as of comments, may stand by."""
    if len(text) > LONGEST_LINE or not find_date(text):
        return False
    rest = _TIME.sub(" ", _DATES.sub(" ", text))
    words = [word.strip(".,:;|()/–—-•·") for word in rest.lower().split()]
    return all(not word or f" {word} " in _BESIDE_A_DATE or word.isdigit() for word in words)


def _read(found: re.Match[str]) -> date | None:
    groups = found.groupdict()
    year, month, day = next((groups[f"y{i}"], groups[f"m{i}"], groups[f"d{i}"]) for i in "1234" if groups[f"y{i}"])
    try:
        return date(int(year), int(month) if month.isdigit() else MONTHS[month.lower()], int(day))
    except (KeyError, ValueError):
        return None
