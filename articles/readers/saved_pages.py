"""Pages that an archive or a browser's extension saved: where the original stood, and when the copy was made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from articles.readers.html_collected import Collected

_WAYBACK = re.compile(r"(?:https?://web\.archive\.org)?/web/(\d{4})(\d{2})(\d{2})\d{0,6}(?:[a-z]{2}_)?/(https?://\S+)")
_ARCHIVE_TODAY = re.compile(r"archive\.(?:today|is|ph|li|vn|fo|md)", re.IGNORECASE)
_ITS_COPY = re.compile(r"https?://[\w.]+/(\d{4})\.?(\d{2})\.?(\d{2})-?\d{6}/(https?://\S+)")
_SAVED_BY = re.compile(r"\b(?:saved with SingleFile|Archive processed by SingleFile|Zotero)\b", re.IGNORECASE)
_SAVED_URL = re.compile(r"^\s*url:\s*(https?://\S+)", re.IGNORECASE | re.MULTILINE)
_SAVED_FROM = re.compile(r"^\s*saved from url=\(\d+\)(https?://\S+)", re.IGNORECASE)
_ONE_LINE_URL = re.compile(r"\burl:\s*(https?://\S+)", re.IGNORECASE)

ARCHIVE_TODAY_PARTS = frozenset({"HEADER"})
"""The ids of what archive.today puts around a page."""


class SavedPage(NamedTuple):
    """What is known of a copy of a page."""

    source: str = ""
    """The address of the original, beyond doubt."""
    address: str = ""
    """An address that the saver gives, which the page's own comes before."""
    origin: str = ""
    notices: tuple[str, ...] = ()
    own_facts: bool = False
    """Whether the facts in the page's head are the archive's and not the article's."""


def is_archive_today(page: Collected) -> bool:
    """Whether the page was saved by archive.today, by what its head says."""
    return _ARCHIVE_TODAY.fullmatch(page.meta("og:site_name")[0]) is not None


def saved_page(page: Collected) -> SavedPage:
    """What the page says of having been saved."""
    if is_archive_today(page):
        copy = _ITS_COPY.match(page.link("bookmark"))
        day = f" on {copy[1]}-{copy[2]}-{copy[3]}" if copy else ""
        return SavedPage(
            source=copy[4] if copy else page.fields.get("q", ""),
            origin="archive.today",
            notices=(f"a copy that archive.today made{day}",),
            own_facts=True,
        )
    for told in (page.link("canonical"), page.meta("og:url")[0], page.fields.get("wayback", "")):
        copy = _WAYBACK.search(told)
        if copy:
            return SavedPage(copy[4], origin="Wayback Machine", notices=(_wayback(copy),))
    for comment in page.comments:
        if _SAVED_BY.search(comment):
            found = _SAVED_URL.search(comment) or _ONE_LINE_URL.search(comment)
            return SavedPage(address=found[1] if found else "", origin="the saved page")
        found = _SAVED_FROM.match(comment)
        if found:
            return SavedPage(address=found[1], origin="the saved page")
    if any("WAYBACK TOOLBAR INSERT" in comment or "FILE ARCHIVED ON" in comment for comment in page.comments):
        return SavedPage(notices=("a copy that the Wayback Machine made",))
    return SavedPage()


def _wayback(copy: re.Match[str]) -> str:
    return f"a copy that the Wayback Machine made on {copy[1]}-{copy[2]}-{copy[3]}"
