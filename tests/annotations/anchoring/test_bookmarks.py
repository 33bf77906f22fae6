"""Bookmarks are found again in changed texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.anchoring.bookmarks import find_bookmarks
from annotations.bookmarks import Bookmark
from annotations.store.store import Store
from articles.model import Story
from tests.stories import POST, article, story

if TYPE_CHECKING:
    from pathlib import Path


def bookmarked(path: Path, words: str) -> tuple[Store, Story, Bookmark]:
    """A store that keeps a story with a bookmark at these words of its first article."""
    of, store = story(), Store.open(path, "ana")
    version = of.articles[0].version
    store.keep_story(of)
    bookmark = Bookmark(of.articles[0].id, version.sha256, version.text.index(words))
    store.set_bookmark(bookmark, True)
    return store, of, bookmark


def changed(of: Story, text: str) -> Story:
    return Story(of.title, (replace(article(text), id=of.articles[0].id), *of.articles[1:]))


def test_a_bookmark_of_the_open_text_stands_where_it_was_put(path: Path) -> None:
    store, of, bookmark = bookmarked(path, "Diplomats")
    assert find_bookmarks(store, of) == [(bookmark, bookmark.start)]


def test_one_of_an_earlier_text_stands_at_the_same_words(path: Path) -> None:
    store, of, bookmark = bookmarked(path, "Diplomats")
    now = changed(of, POST.replace("Troops", "A new paragraph came in.\n\nTroops"))
    ((found, start),) = find_bookmarks(store, now)
    assert found == bookmark
    assert start == now.articles[0].version.text.index("Diplomats") != bookmark.start


def test_one_whose_words_have_gone_is_left_out_and_kept(path: Path) -> None:
    store, of, bookmark = bookmarked(path, "Diplomats")
    now = changed(of, "Talks fail in Rome\n\nNothing else is known of it so far, said the host.\n")
    assert find_bookmarks(store, now) == []
    assert store.bookmarks([bookmark.article]) == [bookmark]
