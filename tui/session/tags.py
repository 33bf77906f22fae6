"""The codebook as it is now, and the tags that were given last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.store.merge_tags import is_as_left

if TYPE_CHECKING:
    from collections.abc import Collection

    from annotations.changes import Change
    from annotations.codebook.codebook import Codebook, Tag
    from annotations.model import Annotation
    from articles.model import ParagraphId
    from tui.session.desk import Desk, Place

RECENT_TAGS = 5
"""The number of tags that the picker shows first."""


class Tags:
    """Holds the tags of a sitting, and makes changes of the codebook."""

    def __init__(self, desk: Desk, codebook: Codebook) -> None:
        self._desk = desk
        self.codebook = codebook
        self.recent: tuple[str, ...] = ()
        """The ids of the tags that were given last, the latest first."""

    def name(self, tag_id: str) -> str:
        """The name of a tag, by its id."""
        return self.codebook.tag(tag_id).name

    def names(self, annotation: Annotation) -> str:
        """The names of an annotation's tags, or `note`."""
        return ", ".join(map(self.name, annotation.tags)) or "note"

    def given_as(self, tag_id: str) -> str:
        """The id of the tag that is given where this one is meant: it or its heir; empty where it was deleted."""
        tag = self.codebook.heir(tag_id)
        return tag.id if tag else "" if tag_id in self.codebook.gone else tag_id

    def keys(self) -> str:
        """The keys of the first four tags that have one, as messages name them."""
        keyed = [tag.key for tag in self.codebook.tags if tag.key]
        return " ".join(keyed[:4]) or self._desk.key("pick_tag")

    def at_hand(self, given: Collection[str]) -> tuple[Tag, ...]:
        """The tags that keys give, those first that are given in the story or were given in this sitting.

        Both parts are in the order of the codebook.
        """
        keyed = [tag for tag in self.codebook.tags if self.codebook.keys(tag)]
        used = [tag for tag in keyed if tag.id in given or tag.id in self.recent]
        return (*used, *(tag for tag in keyed if tag not in used))

    def lock(self, locked: bool) -> None:
        """Have changes of the codebook asked about, or not any more."""
        self.codebook = replace(self.codebook, locked=locked)

    def use(self, tag_id: str) -> None:
        """Remember that a tag was given."""
        self.recent = (tag_id, *(tag for tag in self.recent if tag != tag_id))[:RECENT_TAGS]

    # As a `Ledger`

    def fitted(self, change: Change) -> Change | None:
        """A change as it is, or None where the tags are not as it expects them."""
        return change if all(is_as_left(self.codebook.by_id(tag.id), tag) for tag in change.tags) else None

    def apply(self, change: Change) -> tuple[Change, frozenset[ParagraphId]]:
        """Make a change's edits of the codebook; names no paragraphs, as a new codebook has everything drawn anew."""
        if change.tags:
            self.codebook = self.codebook.with_edits(change.tags)
        return change, frozenset()

    def place_of(self, change: Change) -> Place | None:
        """Return None: the codebook has no place on the page."""
        return None
