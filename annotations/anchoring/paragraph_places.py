"""Finds again where paragraphs of other versions stand, of which a person said something: decisions, amendments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.anchoring.annotations import kept_texts, place_of_passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotations.model import Passage, Placement
    from annotations.store.store import Store
    from articles.model import Article, Story

    Places = Mapping[str, Placement]
    """Where paragraphs of other versions stand in the open ones, by `place_id`."""


def place_id(passage: Passage) -> str:
    """The id under which the place of a paragraph in another version is kept; for an annotation that is its own id."""
    return f"paragraph {passage.version} {passage.start} {passage.end}"


def stored_places(store: Store, story: Story) -> dict[str, Placement]:
    """The places that the store has in the texts of a story; quick, nothing is searched. Raises StoreError."""
    places: dict[str, Placement] = {}
    for article in story.articles:
        places |= store.placements(article.id, article.version.sha256)
    return places


def is_any_unsought(story: Story, passages: Iterable[Passage], places: Places) -> bool:
    """Whether it is not known of a paragraph of another version where it stands now."""
    return any(True for _ in _unsought(story, passages, places))


def sought_places(
    store: Store, story: Story, passages: Iterable[Passage], places: Places
) -> dict[str, dict[str, Placement]]:
    """The places of the paragraphs that were not sought yet, by article and `place_id`; the store stays as it is.

    Each takes up to some milliseconds. Raises StoreError.
    """
    sought: dict[str, dict[str, Placement]] = {}
    old_text = kept_texts(store)
    for article, passage in _unsought(story, passages, places):
        found = sought.setdefault(article.id, {})
        if place_id(passage) not in found:
            found[place_id(passage)] = place_of_passage(passage, article, old_text(passage.version))
    return sought


def keep_places(store: Store, sought: Mapping[str, Mapping[str, Placement]]) -> None:
    """Keep places that were sought. Raises StoreError."""
    for article_id, places in sought.items():
        store.save_placements(article_id, places)


def together(places: Places, sought: Mapping[str, Places]) -> dict[str, Placement]:
    """The places that there were and those that were sought."""
    every = dict(places)
    for found in sought.values():
        every |= found
    return every


def _unsought(story: Story, passages: Iterable[Passage], places: Places) -> Iterator[tuple[Article, Passage]]:
    articles = {article.id: article for article in story.articles}
    for passage in passages:
        article = articles[passage.article]
        if passage.version != article.version.sha256 and place_id(passage) not in places:
            yield article, passage
