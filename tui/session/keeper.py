"""What makes changes durable, as the session knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from annotations.bookmarks import Bookmark
    from annotations.changes import Change
    from annotations.model import Placement


class Keeper(Protocol):
    """Makes changes durable; the session does not wait for it."""

    def apply(self, change: Change) -> None:
        """Keep a change."""

    def place(self, article_id: str, annotation_id: str, placement: Placement) -> None:
        """Keep where an annotation stands in the open version of its article."""

    def bookmark(self, bookmark: Bookmark, *, on: bool) -> None:
        """Keep a bookmark, or drop it."""
