"""The stories of a store as a library lists them: what each is called, what it holds, when it was open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.amendments import facts_given
from articles.errors import NewsreaderError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.store.records import ArticleRecord, Facts, StoryRecord
    from annotations.store.store import Store


class ListedStory(NamedTuple):
    """A story of the library."""

    id: str
    title: str
    outlets: tuple[str, ...]
    """Those of its articles, in the order in which these stand."""
    dates: tuple[str, ...]
    """The days of its articles, ISO 8601, each once, the earliest first; what is no day is left as it is told."""
    articles: int
    annotations: int
    opened: str
    """When it became the story that was opened last, UTC, ISO 8601."""
    archived: str = ""
    """When it was put away, as `opened`; empty where it is not."""


def library(store: Store) -> list[ListedStory]:
    """The stories that were not deleted, that which was opened last first, those put away among them.

    One pass over the store's tables, however many stories there are. Raises StoreError.
    """
    known, counts, given = store.articles(), store.counts(), facts_given(store.all_amendments())
    return [_listed(record, known, counts, given) for record in store.stories()]


def _listed(
    record: StoryRecord,
    known: Mapping[str, ArticleRecord],
    counts: Mapping[str, int],
    given: Mapping[str, Mapping[str, str]],
) -> ListedStory:
    """A story of the library; facts that a person gave, by articles' ids, come before what was read."""
    facts: list[Facts] = [
        said.given(given.get(id_, {}))
        for id_ in record.articles
        if (said := record.facts.get(id_) or (known[id_].facts if id_ in known else None))
    ]
    return ListedStory(
        record.id,
        record.title,
        tuple(said.outlet for said in facts),
        tuple(sorted({said.date[:10] for said in facts if said.date})),
        len(record.articles),
        sum(counts.get(id_, 0) for id_ in record.articles),
        record.opened,
        record.state.archived,
    )


def story_called(store: Store, name: str) -> StoryRecord:
    """The story of the library with this id, or the one whose id begins so, or that is called so.

    Raises NewsreaderError where there is none, or more than one; StoreError.
    """
    stories = store.stories()
    sought = name.strip().casefold()
    same = [story for story in stories if story.id == sought]
    begins = [story for story in stories if story.id.removeprefix("story-").startswith(sought.removeprefix("story-"))]
    titled = [story for story in stories if story.title.casefold() == sought]
    found = next((some for some in (same, titled, begins) if some), []) if sought else []
    if not found:
        raise NewsreaderError("no story is called so", where=name, todo="newsreader stories lists them with their ids")
    if len(found) > 1:
        raise NewsreaderError(f"{len(found)} stories are called so", where=name, todo="name one by its whole id")
    return found[0]
