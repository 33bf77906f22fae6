"""What a session of a story begins with: what the store holds of it, read at once, and the session made of that."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.anchoring.bookmarks import find_bookmarks
from annotations.anchoring.known_story import known_story
from annotations.anchoring.places import is_address
from annotations.anchoring.stories import kept_place
from tui.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.anchoring.known_story import KnownStory
    from annotations.bookmarks import Bookmark
    from annotations.changes import Change
    from annotations.codebook.codebook import Codebook
    from annotations.store.store import Store
    from articles.model import Alignment, Story
    from tui.session.keeper import Keeper
    from tui.session.messages import Messages


class Beginning(NamedTuple):
    """A story with what the store holds of it."""

    known: KnownStory
    codebook: Codebook
    bookmarks: list[tuple[Bookmark, int]]
    """Each with its place in the open texts, in code points."""
    place: object
    """Where the reader was in it, as `Session.kept_place` put it down; None for nowhere."""
    seen: int
    """The value of `Store.foreign` that this shows; -1 where passages of other versions are to be sought still."""
    earlier: list[Change]
    """This annotator's changes of the story, oldest first; none where they are read later."""

    @property
    def story(self) -> Story:
        """The story, as a person put it right."""
        return self.known.story

    @property
    def versions(self) -> list[str]:
        """The hashes of the texts of its articles."""
        return [article.version.sha256 for article in self.story.articles]


def beginning(store: Store, story: Story, place: object) -> Beginning:
    """What the store holds of a story, without the changes of earlier sittings; quick, nothing is sought.

    Raises StoreError.
    """
    known = known_story(store, story, seeks=False)
    seen = -1 if known.unsought else store.foreign
    return Beginning(known, store.codebook, find_bookmarks(store, story), place, seen, [])


def going_on(store: Store, story: Story, place: object = None) -> Beginning:
    """What the store holds of a story that a running reader goes on with; without a `place` the kept one.

    Raises StoreError.
    """
    store.refresh()
    where = kept_place(store, story) if place is None else place
    earlier = store.history([article.id for article in story.articles])
    return beginning(store, story, where)._replace(earlier=earlier)


def begun(
    begins: Beginning,
    alignment: Alignment,
    keeper: Keeper,
    annotator: str,
    *,
    key: Callable[[str], str],
    messages: Messages | None = None,
) -> Session:
    """A session of a story where it was left; `alignment` is the computed one, `messages` those of the sitting."""
    session = Session(begins.story, alignment, begins.codebook, keeper, annotator, key=key, messages=messages)
    session.amendments.load(begins.known.amended)
    session.annotations.load(begins.known.annotations)
    session.decisions.load(begins.known.decided)
    session.bookmarks.load(begins.bookmarks)
    session.changes.history.begin_with(begins.earlier)
    session.restore(begins.place)
    return session


def notices(story: Story) -> list[str]:
    """What the person should know before anything else of a story, covered in blind mode."""
    from pathlib import Path  # imported where used: most of the rooms need no files

    told = [f"{article.outlet}: {notice}" for article in story.articles for notice in article.notices]
    if any(path != "-" and not is_address(path) and not Path(path).exists() for path in story.paths):
        told.append("Files of this story have gone: this is their text as it was kept")
    if len(story.articles) == 1:
        told.append("This story has one article: two are needed to align")
    return told
