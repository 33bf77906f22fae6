"""Addresses that are named on the command line: fetched, else what is kept of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.store.errors import StoreError
from articles.errors import NewsreaderError
from articles.read import read_story
from tui.cli.progress import watched
from tui.system.fetching import fetch_as_set

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.store.store import ReadVersion, Store
    from articles.fetching.fetch import Fetched
    from articles.model import Article, Story


def story_with_pages(paths: Sequence[str], store: Store, read: ReadVersion | None) -> tuple[Story, list[str]]:
    """The story of what is named, and what to tell of pages that could not be fetched but are kept.

    Raises NewsreaderError, also for a page that can neither be fetched nor is kept.
    """
    told: list[str] = []

    def pages(address: str, tick: Callable[[], None]) -> Fetched | Sequence[Article]:
        try:
            return fetch_as_set(address, tick)
        except NewsreaderError as error:
            kept = _kept(address, store, read)
            if not kept:
                raise
            told.append(f"{error.where}: {error.what}: this is what was kept of it")
            return kept

    with watched() as watch:
        return read_story(paths, watch=watch, pages=pages), told


def _kept(address: str, store: Store, read: ReadVersion | None) -> list[Article]:
    """What is kept of an address in the last story that has articles of it; empty where that cannot be had."""
    for record in store.stories():
        if any(facts.path == address for facts in record.facts.values()):
            try:
                story = store.story(record, read)
            except StoreError:
                continue
            return [article for article in story.articles if article.path == address]
    return []
