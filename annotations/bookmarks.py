"""Bookmarks: places in a text that a reader wants to come back to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Bookmark(NamedTuple):
    """A place in a version of an article."""

    article: str
    """The article's id."""
    version: str
    """SHA-256 of the version's text."""
    start: int
    """A code point of that text."""

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Bookmark:
        """From its JSON form. Raises KeyError, TypeError or ValueError where it is not one."""
        article, version, start = record["article"], record["version"], record["start"]
        if not (isinstance(article, str) and isinstance(version, str)):
            raise TypeError("article and version are texts")
        if not isinstance(start, int) or isinstance(start, bool):
            raise TypeError(f"start is a whole number, not {start!r}")
        if start < 0:
            raise ValueError("start is before the text")
        return cls(article, version, start)
