"""A story with what a store knows of it: the reader, `show`, `align` and every export tell of this one value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.anchoring.amendments import sought_amendments, stored_amendments
from annotations.anchoring.annotations import is_unsought, sought_annotations, stored_annotations
from annotations.anchoring.decisions import applied, resolve_decisions, sought_decisions, stored_decisions
from annotations.book import Book

if TYPE_CHECKING:
    from annotations.anchoring.amendments import Amended
    from annotations.anchoring.decisions import Decided, Resolved
    from annotations.model import Annotation
    from annotations.store.store import Store
    from articles.model import Alignment, Story


class KnownStory(NamedTuple):
    """A story, its annotations and the decisions about its alignment, as they stand in the texts at hand."""

    story: Story
    """As a person put it right."""
    annotations: tuple[Annotation, ...]
    """Article by article, each with its place; those that are nowhere in the text at hand among them."""
    decided: Decided
    amended: Amended

    @property
    def unsought(self) -> bool:
        """Whether there are passages or paragraphs of other versions that were not sought yet."""
        articles = {article.id: article for article in self.story.articles}
        if self.decided.unsought or self.amended.unsought:
            return True
        return any(is_unsought(a, articles[a.passage.article]) for a in self.annotations)

    def book(self) -> tuple[Book, list[Annotation]]:
        """The annotations that stand in the texts, and those that do not."""
        book, orphans = Book(self.story), []
        for annotation in self.annotations:
            if book.holds(annotation):
                book.put(annotation.id, annotation)
            else:
                orphans.append(annotation)
        return book, orphans

    def aligned(self, computed: Alignment) -> Alignment:
        """The alignment as it was corrected, of the computed one; a row's number is its place there, from 1."""
        return applied(self.story, computed, self._resolved())

    @property
    def told_lost(self) -> str:
        """In words, how many corrections are left out as their paragraphs were not found; empty for none."""
        if self.unsought:
            return ""
        return " · ".join(filter(None, [self._resolved().told_lost, self.amended.told_lost]))

    def _resolved(self) -> Resolved:
        return resolve_decisions(self.story, self.decided.decisions, self.decided.places)


def known_story(store: Store, story: Story, *, seeks: bool = True) -> KnownStory:
    """What the store knows of a story, which is put right as a person put it right; the store stays as it is.

    Passages and paragraphs of other versions whose places the store lacks are sought, which takes up to some
    milliseconds each; where it does not seek, they have none. Raises StoreError.
    """
    amended = (sought_amendments if seeks else stored_amendments)(store, story)
    story = amended.put_right(story)
    of_article = sought_annotations if seeks else stored_annotations
    annotations = tuple(annotation for article in story.articles for annotation in of_article(store, article))
    decided = (sought_decisions if seeks else stored_decisions)(store, story)
    return KnownStory(story, annotations, decided, amended)
