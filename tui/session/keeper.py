"""The interface through which a session has its changes saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from annotations.bookmarks import Bookmark
    from annotations.changes import Change
    from annotations.model import Placement


class Keeper(Protocol):
    """Saves changes; the session does not wait for it."""

    def apply(self, change: Change) -> None:
        """Save a change."""

    def place(self, article_id: str, annotation_id: str, placement: Placement) -> None:
        """Save the place of an annotation in the open version of its article."""

    def bookmark(self, bookmark: Bookmark, *, on: bool) -> None:
        """Save a bookmark, or its removal."""
