"""Which story is meant: the one that is named, else the one opened last, at first the seeds."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from annotations.anchoring.articles import recognised, unchanged
from annotations.anchoring.left import left_behind
from annotations.anchoring.stories import kept_place
from annotations.anchoring.together import bringing_together
from articles.errors import NewsreaderError
from tui.cli.recognition import Before

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from annotations.anchoring.articles import Recognised
    from annotations.store.records import StoryRecord
    from annotations.store.store import ReadVersion, Store
    from articles.model import Article, Story


class Meant(NamedTuple):
    """The story that is meant, its articles under the ids that the store knows them by."""

    story: Story
    place: Mapping[str, Any] | None
    """Where it was left; None where neither it was ever open nor one that it goes on with."""
    brought: str = ""
    """What was brought together in the store because it is of one text, in words; empty for nothing."""
    notices: tuple[str, ...] = ()
    """What else a person should know: how an article was recognised, which annotations are not with the story."""


def which_story(paths: Sequence[str], store: Store, read: ReadVersion | None = None, *, writes: bool = False) -> Meant:
    """The story of the files at `paths`, without them the one opened last. Raises NewsreaderError.

    `read` makes articles of the texts that the store keeps, as in `Store.story`. Records that were made of one text
    under several articles are brought together: with `writes` in the store, else only in what is read from it.
    """
    stories = store.stories()
    told: list[str] = []
    if paths:
        found, told = _named(paths, store, read)
    elif not stories:
        from articles.read import seed_story  # imported where used: what a store keeps need not be read

        found = recognised(store, seed_story())
    else:
        found = _again(stories[0], store, read)
    before = Before.of(store, found)
    change, unsaved = bringing_together(store, found.unions), ""
    if change is not None and not writes:
        store.suppose(change)
    elif change is not None:
        try:
            change = store.apply(change).change
        except NewsreaderError as error:
            unsaved = str(error)
    place = kept_place(store, found.story)
    covered = type((place or {}).get("blind")) is int
    brought = before.brought(change, covered=covered) if change is not None else ""
    notices = [f"{brought}, but they could not be brought together: {unsaved}"] if brought and unsaved else []
    notices += [] if covered else found.story.notices
    notices += [*told, *before.by_words(covered=covered)]
    left = left_behind(store, found.story)
    notices += [one.sentence(covered=covered) for one in left if one.id not in found.unions]
    return Meant(found.story, place, "" if unsaved else brought, tuple(notices))


def _named(paths: Sequence[str], store: Store, read: ReadVersion | None) -> tuple[Recognised, list[str]]:
    """The story of what is named, addresses fetched, and what is to be told of their pages."""
    from articles.read import is_address, read_story

    if not any(map(is_address, paths)):
        return recognised(store, read_story(paths)), []
    from tui.cli.named_pages import story_with_pages, what_changed

    story, told = story_with_pages(paths, store, read)
    found = recognised(store, story)
    return found, [*told, *what_changed(found.story, store, read)]


def story_again(record: StoryRecord, store: Store, read: ReadVersion | None = None) -> Story:
    """A story as it is now where its files can be read, else as it was when it was opened last.

    Records of one text are brought together in what is read of the store from now on, as `which_story` does. Raises
    StoreError where its kept texts are missing or damaged.
    """
    if record.paths and "-" not in record.paths:
        try:
            story = _read_again(record, store, read)
        except NewsreaderError:
            return store.story(record, read)
        same = unchanged(store, record, story)
        if same is not None:
            return same
        found = recognised(store, story)
        change = bringing_together(store, found.unions)
        if change is not None:
            store.suppose(change)
        return found.story
    return store.story(record, read)


def _again(record: StoryRecord, store: Store, read: ReadVersion | None) -> Recognised:
    """A story as it is now where its files can be read, else as it was when it was opened last."""
    if record.paths and "-" not in record.paths:
        try:
            return recognised(store, _read_again(record, store, read))
        except NewsreaderError:
            pass
    return recognised(store, store.story(record, read))


def _read_again(record: StoryRecord, store: Store, read: ReadVersion | None) -> Story:
    """A story read once more from its files, what is kept of its addresses beside them: nothing is fetched unasked.

    Raises NewsreaderError where a file cannot be read, or nothing is kept of an address.
    """
    from articles.read import read_story

    was = cache(lambda: store.story(record, read))

    def kept(address: str, _: Callable[[], None]) -> Sequence[Article]:
        articles = [article for article in was().articles if article.path == address]
        if not articles:
            raise NewsreaderError("nothing is kept of this address", where=address)
        return articles

    return read_story(record.paths, pages=kept)
