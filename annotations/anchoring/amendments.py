"""Finds what a person put right of articles in the texts that are open, and puts it right there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.amendments import BEGINS, BREAK, KIND, RULE, facts_given
from annotations.anchoring.paragraph_places import (
    is_any_unsought,
    keep_places,
    place_id,
    sought_places,
    stored_places,
    together,
)
from articles.amended import PutRight, amended_story, as_read, outlet_names
from articles.model import Kind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotations.amendments import Amendment
    from annotations.anchoring.paragraph_places import Places
    from annotations.model import Passage
    from annotations.store.store import Store
    from articles.model import Article, Story
    from articles.outlet_rules import OutletRule

MOST_BEFORE_CODE_POINTS = 30
"""A place that was found again no further than this behind the beginning of a paragraph is that beginning."""


class Amended(NamedTuple):
    """What was put right of a story, and where its paragraphs stand, as far as they were sought."""

    amendments: Sequence[Amendment]
    """Those of its articles, and the rules of all outlets."""
    places: Places
    unsought: bool
    """Whether there are paragraphs of other versions that were not sought yet."""

    def put_right(self, story: Story) -> Story:
        """The story as it was put right; what was put right of it before is made from this alone."""
        if not self.amendments:
            return as_read(story)
        return amended_story(story, _said(as_read(story), self.amendments, self.places))

    def standing(self, article: Article) -> Iterator[tuple[Amendment, Span]]:
        """What was said of paragraphs and breaks of an article, and where they stand in its text."""
        of_it = [amendment for amendment in self.amendments if amendment.article == article.id]
        for what in (KIND, BREAK):
            yield from _standing(article.as_read or article, of_it, what, self.places)

    @property
    def told_lost(self) -> str:
        """In words, how much is left out as its paragraph was sought and not surely found; empty for none."""
        lost = 0 if self.unsought else sum(self._is_lost(one.passage) for one in self.amendments if one.passage)
        are = "paragraph that was put right is" if lost == 1 else "paragraphs that were put right are"
        return f"{lost} {are} not surely in the changed text" if lost else ""

    def _is_lost(self, passage: Passage) -> bool:
        place = self.places.get(place_id(passage))
        return place is not None and (place.check or place.how == "orphan")


NOTHING_AMENDED = Amended((), {}, unsought=False)


def stored_amendments(store: Store, story: Story) -> Amended:
    """What was put right of a story, with the places that the store has; quick, nothing is searched."""
    amendments = store.amendments([article.id for article in story.articles])
    if not amendments:
        return NOTHING_AMENDED
    places = stored_places(store, story)
    return Amended(amendments, places, is_any_unsought(story, _passages(amendments), places))


def sought_amendments(store: Store, story: Story) -> Amended:
    """What was put right of a story with the places of its paragraphs; the store stays as it is.

    Each paragraph that was not sought before takes up to some milliseconds. Raises StoreError.
    """
    return _sought(store, story, keeps=False)


def find_amendments(store: Store, story: Story) -> Amended:
    """What was put right of a story with the places of its paragraphs; those that had to be sought are kept.

    Each paragraph that was not sought before takes up to some milliseconds. Raises StoreError.
    """
    return _sought(store, story, keeps=True)


def _sought(store: Store, story: Story, *, keeps: bool) -> Amended:
    found = stored_amendments(store, story)
    if not found.unsought:
        return found
    sought = sought_places(store, story, _passages(found.amendments), found.places)
    if keeps:
        keep_places(store, sought)
    return Amended(found.amendments, together(found.places, sought), unsought=False)


def _passages(amendments: Iterable[Amendment]) -> Iterator[Passage]:
    return (amendment.passage for amendment in amendments if amendment.passage)


# In the open texts


def _said(story: Story, amendments: Iterable[Amendment], places: Places) -> dict[str, PutRight]:
    """What was said of each article of a story as it was read, by id."""
    ordered = sorted(amendments, key=lambda amendment: (amendment.modified, amendment.key))
    facts, said = facts_given(ordered), {}
    for article, name in zip(story.articles, outlet_names(story.articles), strict=True):
        own = facts.get(article.id, {})
        outlet = own.get("outlet") or (name if article.told("outlet") else "")
        of_it = [amendment for amendment in ordered if amendment.article == article.id]
        said[article.id] = PutRight(
            facts=own,
            breaks={span.start: one.value == BEGINS for one, span in _standing(article, of_it, BREAK, places)},
            kinds=[(span, Kind(one.value)) for one, span in _standing(article, of_it, KIND, places)],
            rules=_rules(outlet, ordered),
        )
    return said


def _rules(outlet: str, amendments: Iterable[Amendment]) -> list[OutletRule]:
    mine = [one for one in amendments if one.what == RULE and one.outlet.casefold() == outlet.casefold()]
    if not mine:
        return []
    from articles.outlet_rules import OutletRule  # imported where used: few outlets have rules

    return [OutletRule(one.match, one.words, Kind(one.value)) for one in mine]


def _standing(
    article: Article, amendments: Iterable[Amendment], what: str, places: Places
) -> Iterator[tuple[Amendment, Span]]:
    """The amendments of one sort whose paragraph is surely in the text of the article, and where it stands.

    A paragraph of another version that is found a few words behind the beginning of one is that one.
    """
    for amendment in amendments:
        passage = amendment.passage
        if amendment.what != what or passage is None or not article.paragraphs:
            continue
        if passage.version == article.version.sha256:
            if article.version.text[passage.start : passage.end] == passage.exact:
                yield amendment, Span(passage.start, passage.end)
            continue
        place = places.get(place_id(passage))
        if place is None or place.check or place.version != article.version.sha256 or place.start >= place.end:
            continue
        here = article.paragraph_at(place.start).start
        is_beginning = amendment.value != BEGINS and 0 <= place.start - here <= MOST_BEFORE_CODE_POINTS
        yield amendment, Span(here if is_beginning else place.start, place.end)
