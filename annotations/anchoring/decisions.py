"""Finds the paragraphs of a person's decisions in the texts that are open, and makes corrections of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from annotations.anchoring.paragraph_places import (
    is_any_unsought,
    keep_places,
    place_id,
    sought_places,
    stored_places,
    together,
)
from articles.model import ParagraphId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from annotations.anchoring.paragraph_places import Places
    from annotations.decisions import Decision
    from annotations.model import Passage
    from annotations.store.store import Store
    from articles.edits import Correction, Verdict
    from articles.model import Alignment, Article, Story


class Decided(NamedTuple):
    """The decisions about a story, and the places of their paragraphs, as far as these were sought."""

    decisions: Sequence[Decision]
    places: Places
    unsought: bool
    """Whether there are paragraphs of other versions that were not sought yet."""


NOTHING_DECIDED = Decided((), {}, unsought=False)


class Resolved(NamedTuple):
    """The corrections that decisions make in the open texts."""

    corrections: tuple[Correction, ...]
    """All that was decided, also what was decided otherwise later, the latest last.

    Decisions about paragraphs that are not there any more are left out.
    """
    pairs: Mapping[str, tuple[ParagraphId, ParagraphId]]
    """The two paragraphs of each decision that made a correction, by the decision's key."""
    pivot: int | None
    """The number of the article that was chosen to open the rows; None where none was."""
    lost: int = 0
    """How many decisions are left out, as a paragraph of theirs is not in the open text, or only perhaps."""

    @property
    def told_lost(self) -> str:
        """In words, how many decisions are left out; empty for none."""
        are = "correction is" if self.lost == 1 else "corrections are"
        return f"{self.lost} {are} left out: the paragraph is not surely in the changed text" if self.lost else ""


def stored_decisions(store: Store, story: Story) -> Decided:
    """The decisions about a story, with the places that the store has; quick, nothing is searched."""
    decisions = store.decisions(story)
    if not decisions:
        return NOTHING_DECIDED
    places = stored_places(store, story)
    return Decided(decisions, places, is_any_unsought(story, _ends(decisions), places))


def sought_decisions(store: Store, story: Story) -> Decided:
    """The decisions about a story with the places of their paragraphs; the store stays as it is.

    Each paragraph that was not sought before takes up to some milliseconds. Raises StoreError.
    """
    return _sought(store, story, keeps=False)


def find_decisions(store: Store, story: Story) -> Decided:
    """The decisions about a story with their places; places that had to be sought are kept in the store.

    Each paragraph that was not sought before takes up to some milliseconds. Raises StoreError.
    """
    return _sought(store, story, keeps=True)


def _sought(store: Store, story: Story, *, keeps: bool) -> Decided:
    found = stored_decisions(store, story)
    if not found.unsought:
        return found
    sought = sought_places(store, story, _ends(found.decisions), found.places)
    if keeps:
        keep_places(store, sought)
    return Decided(found.decisions, together(found.places, sought), unsought=False)


def _ends(decisions: Iterable[Decision]) -> Iterator[Passage]:
    return (end for decision in decisions for end in decision.ends)


def resolve_decisions(story: Story, decisions: Iterable[Decision], places: Places) -> Resolved:
    """The corrections that the decisions make, in the order in which they were decided."""
    from articles.edits import ANEW, Correction  # imported where used: an export needs none

    numbers = {article.id: i for i, article in enumerate(story.articles)}
    made: list[tuple[str, tuple[ParagraphId, ...], Correction]] = []
    pairs: dict[str, tuple[ParagraphId, ParagraphId]] = {}
    pivot: tuple[str, int] | None = None
    lost = 0
    for decision in decisions:
        if not decision.ends:
            if decision.anew:
                made.append((decision.anew, (), ANEW))
            if decision.article in numbers and (pivot is None or decision.modified >= pivot[0]):
                pivot = decision.modified, numbers[decision.article]
            continue
        found = [_paragraph_of(story, numbers.get(end.article), end, places) for end in decision.ends]
        a, b = found
        if a is None or b is None:
            lost += 1
            continue
        a, b = sorted((a, b))
        pairs[decision.key] = a, b
        for verdict, mover, modified in (*decision.earlier, (decision.verdict, decision.mover, decision.modified)):
            moving = next((where for where in (a, b) if story.articles[where.article].id == mover), None)
            made.append((modified, (a, b), Correction(a, b, cast("Verdict", verdict), moving)))
    made.sort(key=lambda one: one[:2])
    return Resolved(tuple(correction for *_, correction in made), pairs, pivot[1] if pivot else None, lost)


def applied(story: Story, computed: Alignment, resolved: Resolved) -> Alignment:
    """The alignment of a story as a person corrected it: the computed links with the decisions on top, and their rows.

    Where nothing was decided that is the computed one.
    """
    if not resolved.corrections and resolved.pivot is None:
        return computed
    from articles.corrections import corrected  # imported where used: most stories were never corrected

    return corrected(story, computed.links, resolved.corrections, resolved.pivot)


def _paragraph_of(story: Story, number: int | None, end: Passage, places: Places) -> ParagraphId | None:
    """The paragraph that one end of a decision is now; None where it is not in the text, or only perhaps."""
    if number is None:
        return None
    article = story.articles[number]
    start, stop = end.start, end.end
    if end.version != article.version.sha256:
        place = places.get(place_id(end))
        if place is None or place.check or place.version != article.version.sha256:
            return None
        start, stop = place.start, place.end
    elif article.version.text[start:stop] != end.exact:
        return None
    elif end.paragraph <= len(article.paragraphs):
        paragraph = article.paragraphs[end.paragraph - 1]  # quick; where it was cut otherwise since, it does not fit
        if (paragraph.start, paragraph.end) == (start, stop):
            return ParagraphId(number, paragraph.n)
    return _largest_part(article, number, start, stop)


def _largest_part(article: Article, number: int, start: int, stop: int) -> ParagraphId | None:
    """The paragraph that has most of a span; others have parts of it where the text is cut otherwise now."""
    shared: dict[int, int] = {}
    if 0 <= start < stop:
        first, last = article.paragraph_at(start).n, article.paragraph_at(stop - 1).n
        for n in range(first, last + 1):
            paragraph = article.paragraph(n)
            shared[n] = min(stop, paragraph.end) - max(start, paragraph.start)
    best = max(shared, key=lambda n: shared[n], default=0)
    return ParagraphId(number, best) if best and shared[best] > 0 else None
