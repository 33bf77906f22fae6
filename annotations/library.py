"""The stories of a store as a library lists them: what each is called, what it holds, when it was open."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from annotations.amendments import facts_given
from articles.errors import NewsreaderError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.store.records import ArticleRecord, StoryRecord
    from annotations.store.store import Store


class ListedStory(NamedTuple):
    """A story of the library."""

    record: StoryRecord
    title: str
    """What a person calls it, else its own title."""
    outlets: tuple[str, ...]
    """Those of its articles, each once, as a person put them right, in the order in which these stand."""
    dates: tuple[str, ...]
    """The days of its articles, ISO 8601, each once, the earliest first; what is no day is left as it is told."""
    annotations: int
    alone: int
    """How many of the annotations are of articles that stand in no other story of the library."""

    @property
    def id(self) -> str:
        """The story's id."""
        return self.record.id

    @property
    def articles(self) -> int:
        """How many articles it has."""
        return len(self.record.articles)

    @property
    def archived(self) -> str:
        """When it was put away, UTC, ISO 8601; empty where it is not."""
        return self.record.state.archived


def library(store: Store) -> list[ListedStory]:
    """The stories that were not deleted, that which was opened last first, those put away among them.

    One pass over the store's tables, however many stories there are. Raises StoreError.
    """
    stories, known, counts = store.stories(), store.articles(), store.counts()
    given = facts_given(store.all_amendments())
    stands_in = Counter(id_ for story in stories for id_ in story.articles)
    return [_listed(story, known, given, counts, stands_in) for story in stories]


def _listed(
    record: StoryRecord,
    known: Mapping[str, ArticleRecord],
    given: Mapping[str, Mapping[str, str]],
    counts: Mapping[str, int],
    stands_in: Mapping[str, int],
) -> ListedStory:
    said = {
        id_: (record.facts.get(id_) or known[id_].facts, given.get(id_, {}))
        for id_ in record.articles
        if id_ in record.facts or id_ in known
    }
    title, (first, put_right) = record.title, next(iter(said.values()), (None, {}))
    if first is not None and not record.state.name and title == first.title:
        title = put_right.get("title") or title
    dates = {right.get("date", facts.date)[:10] for facts, right in said.values()}
    return ListedStory(
        record,
        title,
        _each_once(right.get("outlet") or facts.outlet for facts, right in said.values()),
        tuple(sorted(dates - {""})),
        sum(counts.get(id_, 0) for id_ in record.articles),
        sum(counts.get(id_, 0) for id_ in record.articles if stands_in[id_] == 1),
    )


def _each_once(outlets: Iterable[str]) -> tuple[str, ...]:
    """The outlets without those that are told apart by a number alone: `Courier 2` beside `Courier`."""
    named = list(dict.fromkeys(outlets))
    return tuple(
        outlet for outlet in named if not (outlet.rpartition(" ")[2].isdecimal() and outlet.rpartition(" ")[0] in named)
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
