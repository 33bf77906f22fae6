"""Finds where the reader was in a story, also in one whose articles or texts have changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotations.anchoring.annotations import kept_texts
from annotations.anchoring.bookmarks import found_again

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.store.records import StoryRecord
    from annotations.store.store import Store
    from articles.model import Story

FEWEST_SHARED = 2
"""Articles that two stories share at the least where one goes on with the other: one alone may stand in many."""


def kept_place(store: Store, story: Story) -> Mapping[str, Any] | None:
    """Where the reader was, as the interface put it down, with the cursor in the texts as they are now.

    None where the story was never open, and no story that it goes on with. Raises StoreError.
    """
    record = earlier(store, story)
    if record is None:
        return None
    place = dict(record.place)
    article = next((article for article in story.articles if article.id == place.get("article")), None)
    version, offset = place.get("version"), place.get("offset")
    if article is None or not isinstance(version, str) or not isinstance(offset, int):
        return place
    found = found_again(article, version, offset, kept_texts(store))
    return place if found is None else {**place, "version": article.version.sha256, "offset": found}


def earlier(store: Store, story: Story) -> StoryRecord | None:
    """The record of a story, else of the one that it goes on with: of the same paths, or with articles of it."""
    records = store.every_story()
    here = {article.id for article in story.articles}
    return (
        next((record for record in records if record.id == story.id), None)
        or next((record for record in records if record.paths and record.paths == story.paths), None)
        or next((record for record in records if len(here.intersection(record.articles)) >= FEWEST_SHARED), None)
    )
