"""Which story is meant: the one that is named, else the one opened last, at first the seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.anchoring.articles import with_known_ids
from articles.errors import NewsreaderError
from articles.read import read_story, seed_story

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.store.records import StoryRecord
    from annotations.store.store import Store
    from articles.model import Story


class Meant(NamedTuple):
    """The story that is meant."""

    story: Story
    place: object
    """Where it was left, as its record keeps it; None where it was never open."""


def which_story(paths: Sequence[str], store: Store) -> Meant:
    """The story of the files at `paths`, without them the one opened last. Raises NewsreaderError."""
    stories = store.stories()
    if paths:
        story = with_known_ids(store, read_story(paths))
    elif not stories:
        story = seed_story()
    else:
        story = _again(stories[0], store)
    return Meant(story, next((record.place for record in stories if record.id == story.id), None))


def _again(record: StoryRecord, store: Store) -> Story:
    """A story as it is now where its files can be read, else as it was when it was opened last."""
    if not record.paths or "-" in record.paths:
        return store.story(record)
    try:
        return with_known_ids(store, read_story(record.paths))
    except NewsreaderError:
        return store.story(record)
