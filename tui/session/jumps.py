"""Jumps to a paragraph's counterparts and back, and from annotation to annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.session.effect import Effect
from tui.shown.nearest import nearest_sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.model import Annotation
    from articles.model import ParagraphId
    from tui.session.annotations import Annotations
    from tui.session.cursor import Cursor
    from tui.session.desk import Desk, Place
    from tui.session.meant import Meant
    from tui.session.search import Search
    from tui.session.tags import Tags


class _Tour(NamedTuple):
    """A tour from a place through its paragraph's counterparts."""

    origin: Place
    counterparts: tuple[ParagraphId, ...]
    i: int
    """The index of the counterpart that the cursor was brought to."""


class _TagWalk(NamedTuple):
    """A walk through the annotations with a tag, and the place and annotation that it has come to."""

    place: Place
    meant: tuple[Place, str] | None
    tag_id: str


class Jumps:
    """Makes the cursor of a desk jump."""

    def __init__(
        self, desk: Desk, cursor: Cursor, search: Search, annotations: Annotations, tags: Tags, meant: Meant
    ) -> None:
        self._desk, self._cursor, self._search = desk, cursor, search
        self._annotations, self._tags, self._meant = annotations, tags, meant
        self._tour: _Tour | None = None
        self._tag_walk: _TagWalk | None = None

    def retell(self) -> None:
        """Forget where jumps came from: paragraphs may have other numbers now."""
        self._tour = self._tag_walk = None

    # To the other accounts

    def counterpart(self) -> Effect:
        """Go to the best counterpart of this paragraph; then, to the next best; after the last, back to the start."""
        desk, tour = self._desk, self._tour
        if tour and tour.counterparts[tour.i] == desk.place.paragraph:
            tour = tour._replace(i=tour.i + 1)
            if tour.i == len(tour.counterparts):
                return self.back()
        else:
            tour = _Tour(desk.place, desk.shown.counterparts(desk.place.paragraph), 0)
            if not tour.counterparts:
                return Effect(message=self._none_found(), warn=True)
        where, count = tour.counterparts[tour.i], len(tour.counterparts)
        effect = self._cursor.go(where)
        self._tour = tour
        more = f" · {desk.key('counterpart')} goes to the next" if tour.i + 1 < count else ""
        outlet = desk.covered_story.articles[where.article].outlet
        message = f"Counterpart {tour.i + 1} of {count}: {outlet}{more} · {desk.key('back')} back"
        return effect._replace(message=message)

    def back(self) -> Effect:
        """Go back to where the jumps to counterparts began, wherever the cursor is now."""
        if not self._tour:
            message = f"No jump to come back from: {self._desk.key('counterpart')} goes to a counterpart"
            return Effect(message=message, warn=True)
        origin, self._tour = self._tour.origin, None
        return self._cursor.go(*origin)

    def propose(self) -> Effect:
        """Go to the sentence in a counterpart that is most like the current passage."""
        desk, current = self._desk, self._meant.current()
        origin = desk.place
        start, end = current.span if current else desk.target()
        words = desk.story.articles[origin.paragraph.article].version.text[start:end]
        counterparts = desk.shown.counterparts(origin.paragraph)
        if not counterparts:
            return Effect(message=self._none_found(), warn=True)
        found = nearest_sentence(words, [desk.paragraph(other).shown for other in counterparts])
        if found is None:
            return Effect(message="No sentence of the counterparts has words of this one", warn=True)
        i, at = found
        effect = self._cursor.go(counterparts[i], at)
        self._tour = _Tour(origin, counterparts, i)
        if current and current.tags:
            self._tags.use(current.tags[0])
            tag = self._tags.name(current.tags[0])
            effect = effect._replace(message=f"{desk.key('repeat_tag')} tags it {tag} · {desk.key('back')} back")
        return effect

    def _none_found(self) -> str:
        hidden = self._desk.shown.hidden_counterparts(self._desk.place.paragraph)
        if not hidden:
            return self._desk.no_link(self._desk.place.paragraph)
        outlets = ", ".join(self._desk.covered_story.articles[article].outlet for article in hidden)
        return f"Counterparts are in columns that are hidden: {outlets} · {self._desk.key('columns')} shows them"

    # To annotations

    def go_to(self, annotation: Annotation) -> Effect:
        """Put the cursor on an annotation and select its passage; show that if it is hidden."""
        where = self._annotations.book.paragraph_of(annotation)
        rows = self._desk.reveal(where)
        effect = self._cursor.go(where, self._desk.paragraph(where).to_shown(annotation.span[0]))
        self._meant.choose(annotation)
        return effect._replace(rows=rows)

    def annotation_step(self, by: int) -> Effect:
        """Go to the next (`by` 1) or previous (-1) annotation down the page, and at its end start over."""
        none = f"No annotations yet: {self._tags.keys()} tag the sentence under the cursor"
        return self._step_among(lambda _: True, by, none)

    def alike_step(self, by: int) -> Effect:
        """Go to the next (`by` 1) or previous (-1) annotation with the current one's first tag, else the tag used last.

        Further steps keep to that tag.
        """
        current = self._meant.current()
        tags = (current.tags if current else ()) or self._tags.recent
        if self._tag_walk and self._tag_walk[:2] == (self._desk.place, self._desk.meant):
            tags = (self._tag_walk.tag_id,)
        if not tags:
            return Effect(message="Go to an annotation first: then this finds the next with the same tag", warn=True)
        name = self._tags.name(tags[0])
        effect = self._step_among(lambda annotation: tags[0] in annotation.tags, by, f"No passage is tagged {name}")
        if effect.warn:
            return effect
        self._tag_walk = _TagWalk(self._desk.place, self._desk.meant, tags[0])
        count = sum(tags[0] in annotation.tags for annotation in self._annotations.book)
        return effect._replace(message=effect.message or f"{count} tagged {name}")

    def _step_among(self, wanted: Callable[[Annotation], bool], by: int, none: str) -> Effect:
        """Go to the next or previous of the wanted annotations; `none` is the message if there are none."""
        desk, book = self._desk, self._annotations.book
        paragraph_ids = tuple(desk.shown.rank)
        here = desk.shown.rank[desk.place.paragraph]
        current = self._meant.at_target()
        place = (current.span, current.id) if current else ((desk.unit_span(desk.place, "word")[0], 0), "")
        for i in range(len(paragraph_ids) + 1):
            at = here + by * i
            where = paragraph_ids[at % len(paragraph_ids)]
            found = [a for a in book.on(where) if wanted(a) and book.paragraph_of(a) == where]
            if i == 0:
                found = [a for a in found if ((a.span, a.id) > place if by > 0 else (a.span, a.id) < place)]
            if found:
                effect = self.go_to(found[0 if by > 0 else -1])
                return effect if 0 <= at < len(paragraph_ids) else effect._replace(message="Round the page's end")
        hidden = any(map(wanted, book))
        return Effect(message=f"All are hidden: {self._search.unhiding()}" if hidden else none, warn=True)
