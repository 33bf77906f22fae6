"""Addresses of archives of the web: which page they keep, and of when."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

WAYBACK, TODAY = "the Wayback Machine", "archive.today"

_WAYBACK = re.compile(r"https?://web\.archive\.org/web/(?:(\d{4,14})\d*(?:[a-z]{2}_)?/)?(?:\*/)?(.+)", re.IGNORECASE)
_TODAY = re.compile(
    r"https?://archive\.(?:today|ph|is|li|vn|md|fo)/(?:o/\w+/)?(?:([\d.-]{8,20})/|newest/|oldest/)?(https?:/.+)",
    re.IGNORECASE,
)
_STARTS = re.compile(r"(https?):/+", re.IGNORECASE)


class Archived(NamedTuple):
    """What the address of an archive tells."""

    archive: str
    """`the Wayback Machine` or `archive.today`."""
    original: str
    """The address of the page that it keeps."""
    day: str
    """When it was put there, ISO 8601; empty where the address does not tell."""


def archived(address: str) -> Archived | None:
    """What an address tells of the page that an archive keeps under it; None where it is no such address."""
    for archive, pattern in ((WAYBACK, _WAYBACK), (TODAY, _TODAY)):
        found = pattern.fullmatch(address)
        if found:
            original = _STARTS.sub(lambda begun: f"{begun[1].lower()}://", found[2], count=1)
            if not original.lower().startswith(("http://", "https://")):
                original = f"http://{original}"
            return Archived(archive, original, _day(found[1] or ""))
    return None


def original(address: str) -> str:
    """The address of the page that an archive keeps, else the address itself."""
    found = archived(address)
    return found.original if found else address


def _day(stamp: str) -> str:
    """The day in a stamp as archives write it: `20220314120000`, `2022.03.14-120000`."""
    digits = re.sub(r"\D", "", stamp)[:8]
    try:
        return datetime.strptime(digits, "%Y%m%d").date().isoformat() if len(digits) == 8 else ""  # noqa: DTZ007
    except ValueError:
        return ""
