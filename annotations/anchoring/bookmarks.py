"""Finds bookmarks in the texts that are open, also those that were put into earlier versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.anchoring.annotations import kept_texts, place_of_passage
from annotations.model import CONTEXT_CODE_POINTS, Passage

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.bookmarks import Bookmark
    from annotations.store.store import Store
    from articles.model import Article, Story

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
        place = found_again(articles[bookmark.article], bookmark.version, bookmark.start, old_text)
        if place is not None:
            found.append((bookmark, place))
    return found


def found_again(article: Article, version: str, start: int, old_text: Callable[[str], str | None]) -> int | None:
    """The offset in an article's text of what stood at `start` of a version, both in code points; None if gone."""
    if version == article.version.sha256:
        return start if 0 <= start < len(article.version.text) else None
    text = old_text(version)
    if text is None or not 0 <= start < len(text):
        return None
    end = min(len(text), start + BOOKMARK_CODE_POINTS)
    around = text[max(0, start - CONTEXT_CODE_POINTS) : start], text[end : end + CONTEXT_CODE_POINTS]
    place = place_of_passage(Passage(article.id, version, 1, start, end, text[start:end], *around), article, text)
    return None if place.how == "orphan" else place.start
