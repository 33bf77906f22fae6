"""Which story is meant: the one that is named, else the one opened last, at first the seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from annotations.anchoring.articles import recognised
from annotations.anchoring.left import left_behind
from annotations.anchoring.stories import kept_place
from annotations.anchoring.together import bringing_together, told
from articles.errors import NewsreaderError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.anchoring.articles import Recognised
    from annotations.changes import Change
    from annotations.store.records import ArticleRecord, StoryRecord
    from annotations.store.store import ReadVersion, Store
    from articles.model import Story


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
    if paths:
        found = _named(paths, store)
    elif not stories:
        from articles.read import seed_story  # imported where used: what a store keeps need not be read

        found = recognised(store, seed_story())
    else:
        found = _again(stories[0], store, read)
    known = store.articles()
    change, unsaved = bringing_together(store, found.joins), ""
    if change is not None and not writes:
        store.suppose(change)
    elif change is not None:
        try:
            change = store.apply(change).change
        except NewsreaderError as error:
            unsaved = str(error)
    story, place = found.story, kept_place(store, found.story)
    covered = type((place or {}).get("blind")) is int
    notices = [*_by_words(found, store, covered=covered)]
    notices += [left.sentence(covered=covered) for left in left_behind(store, story) if left.id not in found.joins]
    brought = _brought(change, found, known, covered=covered) if change is not None else ""
    if unsaved and brought:
        notices.insert(0, f"{brought}: not saved, they stay apart: {unsaved}")
        brought = ""
    return Meant(story, place, brought, tuple(notices))


def _named(paths: Sequence[str], store: Store) -> Recognised:
    from articles.read import read_story

    return recognised(store, read_story(paths))


def story_again(record: StoryRecord, store: Store, read: ReadVersion | None = None) -> Story:
    """A story as it is now where its files can be read, else as it was when it was opened last.

    Records of one text are brought together in what is read of the store from now on, as `which_story` does. Raises
    StoreError where its kept texts are missing or damaged.
    """
    found = _again(record, store, read)
    change = bringing_together(store, found.joins) if found.joins else None
    if change is not None:
        store.suppose(change)
    return found.story


def _again(record: StoryRecord, store: Store, read: ReadVersion | None) -> Recognised:
    """A story as it is now where its files can be read, else as it was when it was opened last."""
    if record.paths and "-" not in record.paths:
        try:
            return _named(record.paths, store)
        except NewsreaderError:
            pass
    return recognised(store, store.story(record, read))


def _brought(change: Change, found: Recognised, known: Mapping[str, ArticleRecord], *, covered: bool) -> str:
    """What a change brings together, in words: `2 annotations made under 'lanville' are now with Lanville Courier`."""
    annotations = sum(edit.after is None for edit in change.edits)
    decisions = sum(edit.after is None for edit in change.links)
    if not (annotations or decisions):
        return ""
    many = told(annotations, decisions)
    are = "is" if annotations + decisions == 1 else "are"
    if covered:
        return f"{many} made of the same text before {are} here now"
    outlets = {article.id: article.outlet for article in found.story.articles}
    now = ", ".join(dict.fromkeys(outlets[into] for into in found.joins.values()))
    before = dict.fromkeys(known[id_].outlet for id_ in found.joins)
    names = ", ".join(f"'{name}'" for name in before if name != now)
    return f"{many} made {f'under {names}' if names else 'of the same text before'} {are} now with {now}"


def _by_words(found: Recognised, store: Store, *, covered: bool) -> list[str]:
    """Which articles were recognised by their words alone, where annotations depend on it."""
    told_of = []
    for article in found.story.articles:
        if article.id in found.by_words and (count := len(store.annotations(article.id))):
            name = "An article" if covered else article.outlet
            told_of.append(
                f"{name} is read as a later text of one that has {told(count, 0)}, most of whose words it has"
            )
    return told_of
