"""Which story is meant: the one that is named, else the one opened last, at first the seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from articles.errors import NewsreaderError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.store.records import StoryRecord
    from annotations.store.store import ReadVersion, Store
    from articles.model import Story


class Meant(NamedTuple):
    """The story that is meant."""

    story: Story
    place: object
    """Where it was left, as its record keeps it; None where it was never open."""


def which_story(paths: Sequence[str], store: Store, read: ReadVersion | None = None) -> Meant:
    """The story of the files at `paths`, without them the one opened last. Raises NewsreaderError.

    `read` makes articles of the texts that the store keeps, as in `Store.story`.
    """
    stories = store.stories()
    if paths:
        story = _named(paths, store)
    elif not stories:
        from articles.read import seed_story  # imported where used: what a store keeps need not be read

        story = seed_story()
    else:
        story = story_again(stories[0], store, read)
    return Meant(story, next((record.place for record in stories if record.id == story.id), None))


def _named(paths: Sequence[str], store: Store) -> Story:
    from annotations.anchoring.articles import with_known_ids
    from articles.read import read_story

    return with_known_ids(store, read_story(paths))


def story_again(record: StoryRecord, store: Store, read: ReadVersion | None = None) -> Story:
    """A story as it is now where its files can be read, else as it was when it was opened last.

    Raises StoreError where its kept texts are missing or damaged.
    """
    if not record.paths or "-" in record.paths:
        return store.story(record, read)
    try:
        return _named(record.paths, store)
    except NewsreaderError:
        return store.story(record, read)
