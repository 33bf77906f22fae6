"""Annotations that the store has of the files that were opened, but that are not of any text found in them."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from annotations.amendments import facts_given
from annotations.anchoring.places import STREAM, Places, folder_of, is_address, places_of
from annotations.anchoring.together import told

if TYPE_CHECKING:
    from annotations.store.records import ArticleRecord
    from annotations.store.store import Store
    from articles.model import Story


class Why(Enum):
    """Why annotations of an article are not with the story."""

    CHANGED = auto()
    """The file holds quite another text now."""
    GONE = auto()
    """The file has gone, and nothing that was opened has its text."""
    UNREAD = auto()
    """Its file or address was not part of what was opened."""
    APART = auto()
    """A person wants it apart from an article of the same text."""


class Left(NamedTuple):
    """An article whose annotations are not with the story that was opened."""

    id: str
    outlet: str
    file: str
    """The name of the file that it stood in, or its address."""
    annotations: int
    why: Why

    def sentence(self, *, covered: bool = False) -> str:
        """What a person is told, and what to do; `covered` without outlet, as in blind mode."""
        them = "them" if self.annotations > 1 else "it"
        many = told(self.annotations, 0)
        of = many if covered else f"{many} of {self.outlet}"
        are = "are" if self.annotations > 1 else "is"
        file = "its file" if covered else self.file
        kept = f"newsreader export writes {them}"
        text = "" if covered else f" (newsreader text {self.id} writes it)"
        if self.why is Why.APART:
            return f"{of} {are} of this same text but kept apart, as that was taken back: {kept}"
        if self.why is Why.UNREAD:
            return f"{of} {are} not shown: {file} is not part of what was opened: open it too, or {kept}"
        if self.why is Why.GONE:
            return f"{of} {are} not shown: {file} has gone: open its text under any name to see {them}{text}, or {kept}"
        return f"{of} {are} on a text that {file} no longer holds: put that text back to see {them}{text}, or {kept}"


def left_behind(store: Store, story: Story) -> list[Left]:
    """The articles with annotations that were read from the story's files, or stood beside them, and are not here.

    What stands elsewhere by now is not among them. Raises StoreError.
    """
    known, stories = store.articles(), store.every_story()
    here = {article.id for article in story.articles}
    texts = {article.version.sha256 for article in story.articles}
    at = {place for article in story.articles for place in places_of(article, story.paths) if place != STREAM}
    places = Places(stories)
    there = {id_ for ids in places.at(at, known).values() for id_ in ids}
    beside = {id_ for one in stories if one.paths and one.paths == story.paths for id_ in one.articles}
    if any(one.state.composed for one in stories if one.id == story.id):
        beside = set()  # a person took them out
    apart = {
        id_
        for id_, record in known.items()
        if record.united == "" and any(version.sha256 in texts for version in record.versions)
    }
    found, given = [], facts_given(store.all_amendments())
    for id_ in sorted((there | beside | apart) - here):
        record = known.get(id_)
        count = len(store.annotations(id_)) if record and not record.united else 0
        if record is None or not count:
            continue
        why = Why.APART if id_ in apart else Why.CHANGED if id_ in there else _why_not_read(record, places, story)
        if why:
            outlet = record.facts.given(given.get(id_, {})).outlet
            found.append(Left(id_, outlet, _name(record), count, why))
    return found


def _why_not_read(record: ArticleRecord, places: Places, story: Story) -> Why | None:
    """Why an article that stood with those of these paths is not among them; None where it stands elsewhere now."""
    if STREAM in places.of_record(record):
        return None
    file = places.file(record)
    if not file:
        return Why.UNREAD if is_address(record.path or record.source) else Why.GONE
    return Why.UNREAD if any(_is_in(file, path) for path in story.paths) else None


def _is_in(file: str, path: str) -> bool:
    return PurePath(file).is_relative_to(folder_of(path))


def _name(record: ArticleRecord) -> str:
    if record.path:
        return record.path if is_address(record.path) else PurePath(record.path).name
    return record.source if is_address(record.source) else PurePath(record.source).name
