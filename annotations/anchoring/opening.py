"""Opens stories: the articles under the ids that the store knows, the place, and what a person should know of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from annotations.anchoring.articles import Recognised, recognised, unchanged
from annotations.anchoring.left import left_behind
from annotations.anchoring.recognition import Before
from annotations.anchoring.stories import kept_place
from annotations.anchoring.together import bringing_together
from articles.errors import NewsreaderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from annotations.store.records import StoryRecord
    from annotations.store.store import ReadVersion, Store
    from articles.model import Article, Story
    from articles.read import Watch


class Meant(NamedTuple):
    """The story that is meant, its articles under the ids that the store knows them by."""

    story: Story
    place: Mapping[str, Any] | None
    """Where it was left; None where neither it was ever open nor one that it goes on with."""
    brought: str = ""
    """What was brought together in the store because it is of one text, in words; empty for nothing."""
    notices: tuple[str, ...] = ()
    """What else a person should know: how an article was recognised, which annotations are not with the story."""


def meant(store: Store, found: Recognised, told: Iterable[str] = (), *, writes: bool = False) -> Meant:
    """A recognised story as it is opened; `told` are notices of its reading. Raises StoreError.

    Records that were made of one text under several articles are brought together: with `writes` in the store, else
    only in what is read from it.
    """
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
    notices += [] if covered else [*found.story.notices, *told]
    notices += before.by_words(covered=covered)
    left = left_behind(store, found.story)
    notices += [one.sentence(covered=covered) for one in left if one.id not in found.unions]
    return Meant(named(store, found.story), place, "" if unsaved else brought, tuple(notices))


def named(store: Store, story: Story) -> Story:
    """The story under the name that a person gave it, if one did."""
    names = (record.state.name for record in store.every_story() if record.id == story.id)
    return story._replace(title=next(names, "") or story.title)


def again(record: StoryRecord, store: Store, read: ReadVersion | None = None, watch: Watch | None = None) -> Recognised:
    """A story as it is now where its files can be read, else as it was when it was opened last.

    `read` makes articles of the texts that the store keeps, as in `Store.story`; `watch` is told how far the reading of
    files is, as in `read_story`. Raises StoreError where kept texts are needed, and missing or damaged.
    """
    kept = cache(lambda: store.story(record, read))
    return recognised_again(record, store, read_again(record, kept, watch), kept)


def story_again(record: StoryRecord, store: Store, read: ReadVersion | None = None) -> Story:
    """A story as `again` has it; records of one text are brought together in what is read of the store from now on."""
    kept = cache(lambda: store.story(record, read))
    story = read_again(record, kept)
    if story is None:
        return kept()
    same = unchanged(store, record, story)
    if same is not None:
        return named(store, same)
    found = recognised_again(record, store, story, kept)
    change = bringing_together(store, found.unions)
    if change is not None:
        store.suppose(change)
    return named(store, found.story)


def read_again(record: StoryRecord, kept: Callable[[], Story], watch: Watch | None = None) -> Story | None:
    """A story read once more from its files, what is kept of its addresses beside them: nothing is fetched unasked.

    `kept` gives the story as the store keeps it. None where a file cannot be read; of a story whose articles a person
    chose, where none can. What `watch` raises, besides NewsreaderError, ends the reading.
    """
    from articles.read import read_story

    def pages(address: str, _: Callable[[], None]) -> Sequence[Article]:
        articles = [article for article in kept().articles if article.path == address]
        if not articles:
            raise NewsreaderError("nothing is kept of this address", where=address)
        return articles

    composed = record.state.composed
    if not record.paths or ("-" in record.paths and not composed):
        return None
    found: list[Story] = []
    for paths in [[path] for path in record.paths if path != "-"] if composed else [record.paths]:
        try:
            found.append(read_story(paths, watch=watch, pages=pages))
        except NewsreaderError:
            if not composed:
                return None
    if not composed or not found:
        return found[0] if found else None
    return found[0]._replace(articles=tuple(a for story in found for a in story.articles), paths=record.paths)


def recognised_again(record: StoryRecord, store: Store, story: Story | None, kept: Callable[[], Story]) -> Recognised:
    """The story of a record, as `read_again` read it, with its articles recognised; as it was kept where it is None.

    One whose articles a person chose has these alone, in their order: those that were not found as they are kept.
    Raises StoreError.
    """
    if story is None:
        return recognised(store, kept())
    found = recognised(store, story)
    if not record.state.composed:
        return found
    from articles.read import distinguished

    here = {article.id: article for article in found.story.articles}
    lacking = {} if here.keys() >= {*record.articles} else {article.id: article for article in kept().articles}
    ids = [id_ for id_ in record.articles if id_ in here or id_ in lacking]
    articles = distinguished([here.get(id_) or lacking[id_] for id_ in ids])
    composed = story._replace(
        title=record.own_title,
        articles=tuple(replace(article, id=id_) for article, id_ in zip(articles, ids, strict=True)),
    )
    unions = {id_: into for id_, into in found.unions.items() if into in ids}
    return Recognised(composed, unions, tuple(id_ for id_ in found.by_words if id_ in ids))
