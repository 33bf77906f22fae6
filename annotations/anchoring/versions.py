"""The versions of an article that a store keeps, each with the annotations as they stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.anchoring.annotations import sought_annotations
from annotations.store.errors import StoreError

if TYPE_CHECKING:
    from annotations.model import Annotation
    from annotations.store.records import VersionRecord
    from annotations.store.store import ReadVersion, Store
    from articles.model import Article

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
