"""Annotations that the store has of the files that were opened, but that are not of any text found in them."""

from __future__ import annotations

from enum import Enum
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from annotations.anchoring.places import Places, folder_of, is_address, places_of
from annotations.anchoring.together import told

if TYPE_CHECKING:
    from annotations.store.records import ArticleRecord
    from annotations.store.store import Store
    from articles.model import Story


class Why(Enum):
    """Why annotations of an article are not with the story."""

    CHANGED = "the file holds quite another text now"
    GONE = "the file has gone, and nothing that was opened has its text"
    UNREAD = "the file is there, but is not part of what was opened"
    APART = "a person wants it apart from an article of the same text"


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
    known, stories = store.articles(), store.stories()
    here = {article.id for article in story.articles}
    at = {place for article in story.articles for place in places_of(article, story.paths)}
    texts = {article.version.sha256 for article in story.articles}
    with_these = {id_ for record in stories if record.paths and record.paths == story.paths for id_ in record.articles}
    places = Places(stories)
    found = []
    for record in known.values():
        if record.id in here or record.united:
            continue
        why = _why(record, places, at, texts) or (
            _why_not_read(record, places, story) if record.id in with_these else None
        )
        count = len(store.annotations(record.id)) if why else 0
        if why and count:
            found.append(Left(record.id, record.outlet, _name(record), count, why))
    return found


def _why(record: ArticleRecord, places: Places, at: set[str], texts: set[str]) -> Why | None:
    if record.united == "" and any(version.sha256 in texts for version in record.versions):
        return Why.APART
    return None if at.isdisjoint(places.of_record(record)) else Why.CHANGED


def _why_not_read(record: ArticleRecord, places: Places, story: Story) -> Why | None:
    """Why an article that stood with those of these paths is not among them; None where it stands elsewhere now."""
    file = places.file(record)
    if not file:
        return Why.GONE
    return Why.UNREAD if any(_is_in(file, path) for path in story.paths) else None


def _is_in(file: str, path: str) -> bool:
    return PurePath(file).is_relative_to(folder_of(path))


def _name(record: ArticleRecord) -> str:
    if record.path:
        return PurePath(record.path).name
    return record.source if is_address(record.source) else PurePath(record.source).name
