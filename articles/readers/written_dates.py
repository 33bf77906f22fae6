"""Dates as pages and feeds write them for programs and for people, to ISO 8601 with the source's own offset."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from articles.dates import find_date
from articles.readers.zones import SEVERAL, ZONES

_YEARS = range(1700, 2200)
_ISO = re.compile(
    r"(?P<y>\d{4})-?(?P<m>\d{2})-?(?P<d>\d{2})"
    r"(?:[T _]+(?P<H>\d{1,2}):?(?P<M>\d{2})(?::?(?P<S>\d{2}))?(?:[.,]\d+)?\s*"
    r"(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}\b)?)?",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"(?:[A-Za-z]{3,9},? )?\d{1,2} [A-Za-z]{3,9} \d{4} \d{1,2}:\d{2}(?::\d{2})? (?:[A-Za-z]{1,5}|[+-]\d{4})"
)
_CLOCK = re.compile(
    r"(?<![\d.:])(?P<H>\d{1,2})(?P<sep>[:.h])(?P<M>\d{2})(?::(?P<S>\d{2}))?(?![\d:])\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*(?:Uhr\s*)?\(?(?P<zone>[A-Z]{2,5}\b(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_SECOND = re.compile(
    r"[|•·/] |\b(?:updated|modified|last|changed|aktualisiert|geändert|stand|mis à jour|modifié|actualizado"
    r"|aggiornato)\b",
    re.IGNORECASE,
)
"""What the second date of a line stands behind."""


def iso_date(written: str) -> str:
    """A date written for programs, or else for people, in ISO 8601: with the time only where the offset is told.

    Empty where nothing is a date beyond doubt.
    """
    written = written.strip()
    if not written or len(written) > 200:
        return ""
    found = _ISO.match(written)
    if found:
        return _iso(found)
    if _MAIL.fullmatch(written):
        return _of_mail(written)
    return date_in_words(written)


def date_in_words(line: str) -> str:
    """The date that a line for people says, with the time where a zone stands beside it: `2 May 2024, 21:40 CEST`.

    Of a line with two dates it is the first. Empty without one, and where day and month could be exchanged.
    """
    first = _SECOND.split(line, maxsplit=1)[0]
    line = first if find_date(first) else line
    day = find_date(line)
    if not day:
        return ""
    clocks = list(_CLOCK.finditer(line))
    if not clocks:
        return day
    clock = clocks[0]
    minutes = _offset(clock["zone"] or "")
    hour, minute = int(clock["H"]), int(clock["M"])
    if clock["half"]:
        hour = hour % 12 + 12 * (clock["half"][0].lower() == "p")
    if minutes is None or hour > 23 or minute > 59:
        return day
    moment = datetime.combine(date.fromisoformat(day), datetime.min.time(), timezone(timedelta(minutes=minutes)))
    return moment.replace(hour=hour, minute=minute, second=min(59, int(clock["S"] or 0))).isoformat()


def _iso(found: re.Match[str]) -> str:
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return ""
    if day.year not in _YEARS:
        return ""
    if not found["H"] or not found["zone"]:
        return day.isoformat()
    minutes = _offset(found["zone"])
    try:
        moment = datetime(
            day.year,
            day.month,
            day.day,
            int(found["H"]),
            int(found["M"]),
            min(59, int(found["S"] or 0)),
            tzinfo=timezone(timedelta(minutes=minutes or 0)),
        )
    except ValueError:
        return day.isoformat()
    return moment.isoformat()


def _of_mail(written: str) -> str:
    from email.utils import parsedate_tz

    parsed = parsedate_tz(written)
    if parsed is None or parsed[0] not in _YEARS:
        return ""
    year, month, day, hour, minute, second = parsed[:6]
    zone = written.rpartition(" ")[2]
    minutes = _offset(zone)
    try:
        if minutes is None:
            return date(year, month, day).isoformat()
        offset = timezone(timedelta(minutes=minutes))
        return datetime(year, month, day, hour, minute, min(59, second), tzinfo=offset).isoformat()
    except ValueError:
        return ""


def _offset(zone: str) -> int | None:
    """The minutes of a zone east of Greenwich: `+02:00`, `-0500`, `CEST`, `GMT+1`; None where it does not tell."""
    name, sign, rest = re.fullmatch(r"([A-Za-z]*)([+-]?)([\d:]*)", zone).groups() if zone else ("", "", "")  # type: ignore[union-attr]
    if sign:
        digits = rest.replace(":", "")
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
        if (name and name.upper() not in ("GMT", "UTC")) or not digits or int(hours or 0) > 15 or int(minutes) > 59:
            return None
        return (int(hours or 0) * 60 + int(minutes)) * (-1 if sign == "-" else 1)
    known = ZONES.get(name.lower()) if name.lower() not in SEVERAL else None
    return None if known is None else int(known.total_seconds() // 60)
