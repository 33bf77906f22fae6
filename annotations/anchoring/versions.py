"""The versions of an article that a store keeps, each with the annotations in it; and what a new one has changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from annotations.anchoring.annotations import sought_annotations
from annotations.store.errors import StoreError
from articles.errors import NewsreaderError
from articles.versions_difference import difference, in_words

if TYPE_CHECKING:
    from annotations.model import Annotation
    from annotations.store.records import VersionRecord
    from annotations.store.store import ReadVersion, Store
    from articles.model import Article, Story

MOST_VERSIONS = 20
"""How many versions are read at most, the last ones."""


class KeptVersion(NamedTuple):
    """A version of an article."""

    number: int
    """From 1, the one that was opened first."""
    record: VersionRecord
    article: Article
    annotations: tuple[Annotation, ...]
    """Those that stand in it, in the order of the text, whatever version they were made on."""

    @property
    def time(self) -> str:
        """When it was fetched or, from a file, opened first, UTC, ISO 8601."""
        return self.record.fetched or self.record.added

    @property
    def words(self) -> int:
        """The length of its text in words."""
        return len(self.article.version.text.split())


def kept_versions(store: Store, article_id: str, read: ReadVersion | None = None) -> list[KeptVersion]:
    """The last versions of an article, the earliest first; without those whose text is missing or damaged.

    Places of annotations that were not sought yet in a version are sought, and not kept; `read` is as in
    `Store.story`. Raises StoreError.
    """
    record = store.articles().get(article_id)
    if record is None:
        return []
    found = []
    for number, version in [*enumerate(record.versions, 1)][-MOST_VERSIONS:]:
        try:
            article = store.article(article_id, version, read)
        except StoreError:
            continue
        standing = (a for a in sought_annotations(store, article) if a.stands_in(article.version))
        annotations = tuple(sorted(standing, key=lambda a: (*a.span, a.id)))
        found.append(KeptVersion(number, version, article, annotations))
    return found


def what_changed(story: Story, store: Store, read: ReadVersion | None = None) -> list[str]:
    """For each page of a recognised story that was fetched with another text than the last kept one, what is new in it.

    To be asked before the story is kept: `Courier has changed since 14 Mar 2022: 2 paragraphs added, 1 changed`. A page
    that differs only around its article is not told of; `read` is as in `Store.story`.
    """
    known, told = store.articles(), []
    for article in story.articles:
        record = known.get(article.id)
        last = record.versions[-1] if record and record.versions and article.fetched else None
        if last is None or last.sha256 == article.version.sha256:
            continue
        since = f"{article.outlet} has changed since {_day(last)}"
        try:
            changes = in_words(difference(store.article(article.id, last, read), article))
        except NewsreaderError:  # the kept text cannot be read, which is told elsewhere
            told.append(since)
        else:
            told += [f"{since}: {changes}"] if changes else []
    return told


def _day(version: VersionRecord) -> str:
    """When a version was fetched or opened first: `14 Mar 2022`."""
    when = (version.fetched or version.added)[:10]
    try:
        day = date.fromisoformat(when)
    except ValueError:
        return when
    return f"{day.day} {day:%b %Y}"
