"""Which story is meant: the one that is named, else the one opened last, at first the seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.anchoring.articles import recognised
from annotations.anchoring.opening import Meant as Meant
from annotations.anchoring.opening import again, meant
from annotations.anchoring.opening import story_again as story_again
from articles.errors import NewsreaderError
from tui.cli.progress import watched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.anchoring.articles import Recognised
    from annotations.store.store import ReadVersion, Store


def which_story(paths: Sequence[str], store: Store, read: ReadVersion | None = None, *, writes: bool = False) -> Meant:
    """The story of the files at `paths`, without them the one opened last. Raises NewsreaderError.

    `read` makes articles of the texts that the store keeps, as in `Store.story`. Records that were made of one text
    under several articles are brought together: with `writes` in the store, else only in what is read from it.
    """
    told: list[str] = []
    if paths:
        found, told = _named(paths, store, read)
    elif stories := store.stories():
        with watched() as watch:
            found = again(stories[0], store, read, watch)
    else:
        from articles.read import seed_story  # imported where used: what a store keeps need not be read

        found = recognised(store, seed_story())
    return meant(store, found, told, writes=writes)


def another_story(store: Store, read: ReadVersion | None, why: NewsreaderError) -> Meant:
    """The first story that can be opened in place of the one opened last, else the seeds; `why` that one cannot be.

    That is told as a notice. `read` is as in `which_story`. Raises StoreError.
    """
    from articles.read import seed_story

    first, *others = store.stories()
    told = [f"“{first.title}” cannot be opened: {why}"]
    for record in others:
        try:
            return meant(store, again(record, store, read), told, writes=True)
        except NewsreaderError:
            continue
    return meant(store, recognised(store, seed_story()), told, writes=True)


def _named(paths: Sequence[str], store: Store, read: ReadVersion | None) -> tuple[Recognised, list[str]]:
    """The story of what is named, addresses fetched, and what is to be told of their pages."""
    from articles.read import is_address, read_story

    if not any(map(is_address, paths)):
        with watched() as watch:
            read_now = read_story(paths, watch=watch)
        return recognised(store, read_now), []
    from annotations.anchoring.versions import what_changed
    from tui.cli.named_pages import story_with_pages

    story, told = story_with_pages(paths, store, read)
    found = recognised(store, story)
    return found, [*told, *what_changed(found.story, store, read)]
