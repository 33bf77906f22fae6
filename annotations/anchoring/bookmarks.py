"""Finds bookmarks in the texts that are open, also those that were put into earlier versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.anchoring.annotations import kept_texts, place_of_passage
from annotations.model import CONTEXT_CODE_POINTS, Passage

if TYPE_CHECKING:
    from annotations.bookmarks import Bookmark
    from annotations.store.store import Store
    from articles.model import Story

BOOKMARK_CODE_POINTS = 200
"""How much of the text behind a bookmark is sought to find its place again."""


def find_bookmarks(store: Store, story: Story) -> list[tuple[Bookmark, int]]:
    """The story's bookmarks, each with its offset in the open text, in code points; those not found are left out.

    A bookmark of an earlier text is sought by the words behind it, which takes some milliseconds. Raises StoreError.
    """
    articles = {article.id: article for article in story.articles}
    old_text = kept_texts(store)
    found = []
    for bookmark in store.bookmarks(list(articles)):
        article = articles[bookmark.article]
        if bookmark.version == article.version.sha256:
            if bookmark.start < len(article.version.text):
                found.append((bookmark, bookmark.start))
            continue
        text = old_text(bookmark.version)
        if text is None or bookmark.start >= len(text):
            continue
        start, end = bookmark.start, min(len(text), bookmark.start + BOOKMARK_CODE_POINTS)
        around = text[max(0, start - CONTEXT_CODE_POINTS) : start], text[end : end + CONTEXT_CODE_POINTS]
        place = place_of_passage(
            Passage(article.id, bookmark.version, 1, start, end, text[start:end], *around), article, text
        )
        if place.how != "orphan":
            found.append((bookmark, place.start))
    return found
