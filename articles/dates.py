"""Dates as outlets write them: `March 14, 2022`, `15 Mar 2022`, `14.03.2022`, `2022-03-14`."""

from __future__ import annotations

import re
from datetime import date, datetime

_NAMES = (
    "january jan januar jänner januari janvier enero ene gennaio janeiro января янв يناير",
    "february feb februar februari février febrero febbraio fevereiro февраля фев فبراير",
    "march mar märz maart mars marzo março марта мар مارس",
    "april apr avril abril abr aprile апреля апр أبريل",
    "may mai mei mayo maggio maio мая مايو",
    "june jun juni juin junio giugno junho июня июн يونيو",
    "july jul juli juillet julio luglio julho июля июл يوليو",
    "august aug augustus août agosto ago августа авг أغسطس",
    "september sept sep septembre septiembre settembre setembro сентября сен سبتمبر",
    "october oct oktober okt octobre octubre ottobre outubro октября окт أكتوبر",
    "november nov novembre noviembre novembro ноября ноя نوفمبر",
    "december dec dezember dez décembre diciembre dic dicembre dezembro декабря дек ديسمبر",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
"""Month names and their abbreviations in nine languages, lower case, and their numbers."""
_DATES = re.compile(
    r"(?<!\d)(?:"
    r"(?P<y1>\d{4})[-/](?P<m1>\d{1,2})[-/](?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>\d{4})"
    r"|(?P<d3>\d{1,2})(?:st|nd|rd|th|er|\.)? (?:de |of )?(?P<m3>[^\W\d_]{3,10})\.?,? (?:de )?(?P<y3>\d{4})"
    r"|(?P<m4>(?<!\w)[^\W\d_]{3,10})\.? (?P<d4>\d{1,2})(?:st|nd|rd|th)?,? (?P<y4>\d{4})"
    r"|(?P<y5>\d{4})年 ?(?P<m5>\d{1,2})月 ?(?P<d5>\d{1,2})日"
    r")(?!\d)"
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?")
_TIME = re.compile(
    r"T?\d{1,2}(?:[:.h]\d{2}){1,2}(?:\.\d+)?Z?(?:[+-]\d{2}:?\d{2})?|\d{1,2} ?[ap]\.?m\b\.?"
    r"|\d{1,2}[時时点] ?(?:\d{1,2}分)?"
    r"|(?:an?|\d{1,2}) (?:minute|hour|day)s? ago"
)
_CLOCK = re.compile(
    r"\d{1,2}(?::\d{2}(?:$| )|[.h]\d{2} ?(?:[ap]\.?m\b|[A-Z]{3,4}$|Uhr$))|.{0,20}\b(?:minute|hour|day)s? ago\b"
)
_BESIDE_A_DATE = (
    " published updated posted modified last first on at am pm a.m p.m et est edt gmt utc bst cet cest pt pst pdt uhr "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun date "
    "veröffentlicht aktualisiert stand vom um publié mis à jour le publicado actualizado pubblicato aggiornato "
    "em às a las опубликовано обновлено в мск min mins minute minutes read reading time lesezeit "
)
"""What may stand beside a date: words, days, zones, and how long the text takes to read."""

_PLACE = re.compile(r"[^\W\d_][^\W\d_]+(?: [^\W\d_]+)?(?:,| [-–—|]) (?=\d{1,2}[. ]|[^\W\d_]{3,10} \d)")
LONGEST_DATE_LINE_CODE_POINTS = 120
"""A line that only gives a date is never longer than this."""


def find_date(text: str) -> str:
    """The first date in a text as `2022-03-14`, or empty."""
    for found in _DATES.finditer(text):
        day = _read(found)
        if day:
            return day.isoformat()
    return ""


def written_date(text: str) -> str:
    """A day that a person wrote in any of these forms as `2022-03-14`, a time with its offset as it is; else empty."""
    text = text.strip()
    if _MOMENT.fullmatch(text):
        try:
            datetime.fromisoformat(text)
        except ValueError:
            return ""
        return text.replace(" ", "T")
    return find_date(text) if _DATES.fullmatch(text) else ""


def is_date_line(text: str) -> bool:
    """Whether a line says when an article or an entry of it appeared and nothing else.

    A bare count, as of comments, may stand by, and before the date a place in one or two words.
    """
    if len(text) > LONGEST_DATE_LINE_CODE_POINTS or not (find_date(text) or _CLOCK.match(text)):
        return False
    place = _PLACE.match(text)
    rest = _TIME.sub(" ", _DATES.sub(" ", text[place.end() :] if place else text))
    words = [word.strip(".,:;|()/–—-•·") for word in rest.lower().split()]
    return all(not word or f" {word} " in _BESIDE_A_DATE or word.isdigit() for word in words)


def _read(found: re.Match[str]) -> date | None:
    groups = found.groupdict()
    year, month, day = next((groups[f"y{i}"], groups[f"m{i}"], groups[f"d{i}"]) for i in "12345" if groups[f"y{i}"])
    try:
        return date(int(year), int(month) if month.isdigit() else MONTHS[month.lower()], int(day))
    except (KeyError, ValueError):
        return None
