"""The times that mails, feeds and lists of articles give, as ISO 8601 with the zone that they are given in."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from articles.dates import find_date
from articles.months import MONTHS
from articles.readers.zones import ZONES

_SHORT = ("gen", "fev févr", "mrt", "avr", "mag", "giu", "juil lug", "aoû", "set", "ott out", "", "déc dez")
_MONTHS = MONTHS | {name: number for number, names in enumerate(_SHORT, 1) for name in names.split()}
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?:\s*(?P<half>[APap])\.?[Mm]\b\.?)?"
_ZONE = r"\s*(?:\((?P<in>[A-Za-z]+)\)|(?P<zone>(?:GMT|UTC)?[+-]\d{2}:?\d{2}|(?:GMT|UTC)?[+-]\d{1,2}\b|[A-Za-z]+))?"
_WEEKDAY = r"(?:[^\W\d_]+\.?,?\s+)?"
_MONTH = r"(?P<month>[^\W\d_]+)\.?,?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:(?:T|,?\s+)(?:at\s+)?{_CLOCK}{_ZONE})?",
        rf"(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d)"
        rf"(?:T?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?{_ZONE})?",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?[\s-]+(?:de\s+)?{_MONTH}[\s-]+(?:de\s+)?(?P<year>\d{{4}}|\d\d)"
        rf"(?:,?\s+(?:at\s+|um\s+|à\s+)?{_CLOCK}{_ZONE})?",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
        rf"(?:,?\s+(?:at\s+)?{_CLOCK}{_ZONE})?",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})",
    )
)
_NUMBERS = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b")
_UNIX = re.compile(r"-?\d{9,10}(?:\.\d+)?|\d{13}")
LONGEST_CODE_POINTS = 100
"""A text of more is no time."""


class Stamp(NamedTuple):
    """When something was published."""

    date: str = ""
    """ISO 8601: a day, or a time with its offset; empty where none is given."""
    doubt: str = ""
    """What could not be read in it, for a notice; empty where all could."""


def stamp(given: str) -> Stamp:
    """What is said by a time as RFC 822, ISO 8601, a Unix time or a person writes it.

    The offset is the source's own. A time without a zone, or in one that is not known, gives its day alone.
    """
    text = " ".join(given[: LONGEST_CODE_POINTS + 1].split())
    if not text or len(text) > LONGEST_CODE_POINTS:
        return Stamp()
    if _UNIX.fullmatch(text):
        return from_unix(float(text))
    for form in _FORMS:
        found = form.match(text)
        if found and (read := _read(found)):
            return read
    numbers = _NUMBERS.match(text)
    if numbers:
        return _by_numbers(*map(int, numbers.groups()))
    return Stamp(find_date(text))


def from_unix(seconds: float) -> Stamp:
    """The time of so many seconds, or milliseconds, since 1970, in UTC."""
    if abs(seconds) > 1e11:
        seconds /= 1000
    try:
        return Stamp(datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds"))
    except (OverflowError, OSError, ValueError):
        return Stamp()


def _read(found: re.Match[str]) -> Stamp | None:
    """What a matched form says; None where it is no day of the calendar."""
    said = found.groupdict()
    month = said["month"]
    number = int(month) if month.isdigit() else _MONTHS.get(month.lower())
    year = int(said["year"])
    if year < 100:
        year += 2000 if year < 50 else 1900
    try:
        day = datetime(year, number or 0, int(said["day"]), tzinfo=UTC)
    except ValueError:
        return None
    date = day.date().isoformat()
    if not said["hour"]:
        return Stamp(date)
    name = said["zone"] or said["in"] or ""
    offset = _offset(name)
    hour = int(said["hour"])
    if said.get("half"):
        hour = hour % 12 + (12 if said["half"] in "Pp" else 0)
    if offset is None:
        return Stamp(date, f"the time zone {name} is not known: only the day is given" if name else "")
    try:
        zoned = timezone(offset)
        time = datetime(
            day.year, day.month, day.day, hour, int(said["minute"]), min(59, int(said["second"] or 0)), tzinfo=zoned
        )
    except ValueError:
        return Stamp(date)
    return Stamp(time.isoformat())


def _offset(name: str) -> timedelta | None:
    digits = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d\d)?", name)
    if not digits:
        return ZONES.get(name.lower())
    offset = timedelta(hours=int(digits[2]), minutes=int(digits[3] or 0))
    return -offset if digits[1] == "-" else offset


def _by_numbers(first: int, second: int, year: int) -> Stamp:
    """A day as `14/03/2022`; where both numbers can be a month, nothing says which one is."""
    if first <= 12 and second <= 12 and first != second:
        return Stamp("", f"{first:02}/{second:02}/{year} may be two days: no date is given")
    day, month = (first, second) if second <= 12 else (second, first)
    try:
        return Stamp(datetime(year, month, day, tzinfo=UTC).date().isoformat())
    except ValueError:
        return Stamp()
