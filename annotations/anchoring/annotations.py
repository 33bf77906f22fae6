"""Finds the annotations of earlier versions of an article in its present one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.model import Placement
from articles.errors import NewsreaderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from annotations.model import Annotation, Passage
    from annotations.store.store import Store
    from articles.model import Article


def stored_annotations(store: Store, article: Article) -> list[Annotation]:
    """The annotations of an article, with the places that the store has; quick, nothing is searched.

    An annotation of another version that was not sought yet has no placement. Raises StoreError.
    """
    version = article.version.sha256
    found = store.placements(article.id, version)
    return [annotation.placed(found.get(annotation.id)) for annotation in store.annotations(article.id)]


def sought_annotations(store: Store, article: Article) -> list[Annotation]:
    """The annotations of an article, each with its place; the store stays as it is.

    Each annotation that was not sought before takes up to some milliseconds. Raises StoreError.
    """
    annotations = stored_annotations(store, article)
    return _with_places(annotations, _sought(store, article, annotations))


def find_annotations(store: Store, article: Article) -> list[Annotation]:
    """The annotations of an article, each with its place; places that had to be sought are kept in the store.

    Each annotation that was not sought before takes up to some milliseconds. Raises StoreError.
    """
    annotations = stored_annotations(store, article)
    sought = _sought(store, article, annotations)
    if sought:
        store.save_placements(article.id, sought)
    return _with_places(annotations, sought)


def _sought(store: Store, article: Article, annotations: Iterable[Annotation]) -> dict[str, Placement]:
    """The places of the annotations that were not sought yet, by annotation id."""
    old_text = kept_texts(store)
    unsought = (annotation for annotation in annotations if is_unsought(annotation, article))
    return {a.id: place_of_annotation(a, article, old_text(a.passage.version)) for a in unsought}


def _with_places(annotations: list[Annotation], places: Mapping[str, Placement]) -> list[Annotation]:
    return [replace(a, placement=places[a.id]) if a.id in places else a for a in annotations]


def is_unsought(annotation: Annotation, article: Article) -> bool:
    """Whether it is not known where an annotation stands in the article's present version."""
    return annotation.passage.version != article.version.sha256 and annotation.placement is None


def place_of_annotation(annotation: Annotation, article: Article, old_text: str | None) -> Placement:
    """The place of an annotation's passage in the article's version; an orphan where it is not there."""
    return place_of_passage(annotation.passage, article, old_text)


def place_of_passage(passage: Passage, article: Article, old_text: str | None) -> Placement:
    """The place of a passage in the article's version; an orphan where it is not there."""
    from annotations.anchoring.passages import find_passage  # imported where used: it needs rapidfuzz

    version, of = article.version, passage.target
    found = find_passage(passage, version.text, sha256=version.sha256, old_text=old_text)
    if found is None:
        return Placement(version.sha256, 0, 0, "orphan", 0.0, of=of)
    score = round(found.score, 3)
    return Placement(version.sha256, found.start, found.end, found.how, score, check=found.check, of=of)


def confirmed_placement(annotation: Annotation, *, here: bool) -> Placement | None:
    """The placement after a person confirmed that the passage is here, or denied it; None for one that has none."""
    placement = annotation.placement
    if placement is None:
        return None
    return placement._replace(check=False) if here else placement._replace(start=0, end=0, how="orphan", check=False)


def search_summary(annotations: Iterable[Annotation]) -> str:
    """The result of a search in words: `12 found again, 2 to be confirmed, 1 orphan`; empty where none was sought."""
    placements = [annotation.placement for annotation in annotations if annotation.placement]
    orphans = sum(placement.how == "orphan" for placement in placements)
    check = sum(placement.check for placement in placements)
    parts = [
        f"{len(placements) - orphans or 'none'} found again in the changed text" if placements else "",
        f"{check} to be confirmed" if check else "",
        f"{orphans} orphan{'s' if orphans > 1 else ''}" if orphans else "",
    ]
    return ", ".join(part for part in parts if part)


def kept_texts(store: Store) -> Callable[[str], str | None]:
    """The kept texts by hash, each read once; None for one that is not kept or is damaged."""
    texts: dict[str, str | None] = {}

    def text(sha256: str) -> str | None:
        if sha256 not in texts:
            try:
                texts[sha256] = store.version_text(sha256)
            except NewsreaderError:
                texts[sha256] = None
        return texts[sha256]

    return text
