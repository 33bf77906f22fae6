"""The annotations of the open story, in memory: those on the page, and those whose passage is not in the open texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.anchoring.annotations import (
    confirmed_placement,
    is_unsought,
    place_of_annotation,
    search_summary,
)
from annotations.annotators import called
from annotations.book import Book
from annotations.clock import now
from annotations.replaying import replayed
from tui.session.desk import Place
from tui.session.effect import Effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotations.changes import Change, Edit
    from annotations.model import Annotation, Placement
    from articles.model import ParagraphId
    from tui.session.desk import Desk
    from tui.session.keeper import Keeper

REMOVED_ELSEWHERE = "It was removed in another window"


class Annotations:
    """Holds the annotations of a desk's articles, and makes changes of them."""

    def __init__(self, desk: Desk, keeper: Keeper, annotator: str = "") -> None:
        self._desk, self._keeper = desk, keeper
        self.annotator = annotator
        """Who gives the annotations of this sitting; empty for nobody named."""
        self.book = Book(desk.story)
        self._articles = {article.id: article for article in desk.story.articles}
        self._orphans: dict[str, Annotation] = {}
        self._placements: dict[str, Placement] = {}
        """Where annotations of other versions stand in the open ones, by annotation id: histories do not hold that."""
        self._rejected: dict[str, Placement] = {}
        """The places that the person rejected in this sitting, by annotation id, in case that was a slip."""

    def retell(self) -> None:
        """Go on with another state of the desk's story, of the same texts: paragraphs may begin elsewhere."""
        held = list(self.book)
        self.book = Book(self._desk.story)
        self._articles = {article.id: article for article in self._desk.story.articles}
        for annotation in held:
            self.book.put(annotation.id, annotation)

    @property
    def orphans(self) -> list[Annotation]:
        """The annotations of these articles whose passage is not in the open texts; only the list shows them."""
        return list(self._orphans.values())

    def on(self, where: ParagraphId) -> Sequence[Annotation]:
        """The annotations that touch a paragraph, in the order of the text."""
        return self.book.on(where)

    def get(self, annotation_id: str) -> Annotation | None:
        """The annotation with this id as it is now, on the page or among the orphans; None if there is none."""
        return self.book.get(annotation_id) or self._orphans.get(annotation_id)

    def is_mine(self, annotation: Annotation) -> bool:
        """Whether the annotator of this sitting gave an annotation: equal names are one person."""
        return annotation.annotator == self.annotator

    def mine_at(self, article: int, span: tuple[int, int]) -> Annotation | None:
        """The annotation of exactly this span that the annotator of this sitting gave."""
        return next(filter(self.is_mine, self.book.at(article, span)), None)

    def mine_beside(self, annotation: Annotation) -> Annotation | None:
        """The annotation of the same passage that the annotator of this sitting gave."""
        return next((a for a in self._beside(annotation) if self.is_mine(a)), None)

    def others_beside(self, annotation: Annotation) -> list[Annotation]:
        """The annotations of the same passage that other annotators gave than who gave this one."""
        return [a for a in self._beside(annotation) if a.annotator != annotation.annotator]

    def _beside(self, annotation: Annotation) -> list[Annotation]:
        """The annotations of the same passage as one on the page or among the orphans, that one included."""
        if self.book.holds(annotation):
            return self.book.at(self.book.article_of(annotation), annotation.span)
        target = annotation.passage.article, annotation.passage.target
        return [a for a in self.orphans if (a.passage.article, a.passage.target) == target]

    def by(self, annotation: Annotation) -> str:
        """Who gave an annotation, where that is another person: ` by ana`; else empty."""
        return "" if self.is_mine(annotation) else f" by {called(annotation.annotator)}"

    def quote(self, annotation: Annotation) -> str:
        """The passage of an annotation as it may be shown: in blind mode with names covered."""
        blind = self._desk.shown.blind
        return blind.quote(self.book.article_of(annotation), annotation) if blind else annotation.passage.exact

    def sought(self, annotation: Annotation) -> Annotation:
        """An annotation of these articles with its place, also where the store was not asked for that yet."""
        article = self._articles[annotation.passage.article]
        if not is_unsought(annotation, article):
            return annotation
        return replace(annotation, placement=place_of_annotation(annotation, article, None))

    # From the store

    def load(self, annotations: Iterable[Annotation]) -> None:
        """Take over the annotations of the open texts from the store."""
        for annotation in annotations:
            self._note_place(annotation)
            self._put(annotation.id, annotation)

    def take_in(self, annotations: Iterable[Annotation]) -> Effect:
        """Take over what the store holds now, with what other windows changed."""
        annotations = list(annotations)
        sought = [a for a in annotations if a.placement and a.placement != self._placements.get(a.id)]
        for annotation in annotations:
            self._note_place(annotation)
        stored = {annotation.id: annotation for annotation in annotations if self.book.holds(annotation)}
        self._orphans = {annotation.id: annotation for annotation in annotations if annotation.id not in stored}
        stale = [annotation for annotation in self.book if stored.get(annotation.id) != annotation]
        fresh = [annotation for annotation in stored.values() if self.book.get(annotation.id) != annotation]
        touched = {where for annotation in (*stale, *fresh) for where in self.book.cells_of(annotation)}
        for annotation in stale:
            self.book.put(annotation.id, None)
        for annotation in fresh:
            self.book.put(annotation.id, annotation)
        count = len({annotation.id for annotation in (*stale, *fresh)})
        message = f"{count} annotation{'s' if count > 1 else ''} changed in another window" if count else ""
        if sought:
            message = f"{search_summary(annotations)}: {self._desk.key('list')} lists them"
        return Effect(frozenset(touched), message=message)

    def confirm(self, annotation: Annotation, *, here: bool) -> Effect:
        """Confirm that a doubtful passage stands where it was found, or reject that, which makes it an orphan.

        What was rejected in this sitting can still be confirmed.
        """
        held = self.get(annotation.id)
        if held is None:
            return Effect(message=REMOVED_ELSEWHERE, warn=True)
        if here and held.id in self._rejected:
            held = replace(held, placement=self._rejected.pop(held.id))
        if held.placement is None or not held.placement.check:
            return Effect(message="Nothing to confirm: only a place marked ? is in doubt", warn=True)
        placement = confirmed_placement(held, here=here)
        assert placement is not None, "it has one to confirm"
        if not here:
            self._rejected[held.id] = held.placement
        touched = frozenset(self.book.cells_of(held))
        after = replace(held, placement=placement)
        self._note_place(after)
        self._put(held.id, after)
        self._keeper.place(held.passage.article, held.id, placement)
        undo = f"{self._desk.key('list_stands')} puts it back"
        return Effect(touched, message="Confirmed" if here else f"It is an orphan now: listed, and kept · {undo}")

    # As a `Ledger`

    def fitted(self, change: Change) -> Change | None:
        """A change for the annotations of this story as they are now: what others did to them stays; see `replayed`."""
        edits = []
        for edit in change.edits:
            some = edit.before or edit.after
            here = some is not None and self._is_here(some)
            fitted = replayed(edit, self.get(edit.id)) if here else edit  # the store finds out what is not in memory
            if fitted is None or (change.unions and _differ(edit, fitted)):
                return None  # what takes a record to another article is done whole or not at all
            edits.append(fitted)
        return change._replace(edits=tuple(edits))

    def apply(self, change: Change) -> tuple[Change, frozenset[ParagraphId]]:
        """Make a change's edits; returns the change based on the records held here, and the paragraphs it touches."""
        edits = tuple(
            edit._replace(before=self._held(edit), after=self._with_next_revision(edit)) for edit in change.edits
        )
        for edit in edits:
            self._put(edit.id, edit.after)
        touched = frozenset(
            where
            for edit in edits
            for record in (edit.before, edit.after)
            if record and self._is_here(record) and self.book.holds(record)
            for where in self.book.cells_of(record)
        )
        return change._replace(edits=edits), touched

    def place_of(self, change: Change) -> Place | None:
        """The place of the only annotation that a change edits, if it is on the page and not at the cursor."""
        if len(change.edits) != 1:
            return None
        annotation = self._at_its_place(change.edits[0].some)
        if not self._is_here(annotation) or not self.book.holds(annotation):
            return None
        where = self.book.paragraph_of(annotation)
        if where == self._desk.place.paragraph or not self._desk.shown.shows(where):
            return None
        return Place(where, self._desk.paragraph(where).to_shown(annotation.span[0]))

    def _put(self, annotation_id: str, annotation: Annotation | None) -> None:
        """Set an annotation, on the page or among the orphans, or drop it where it is None.

        An annotation of an article that is not open is ignored.
        """
        if annotation is not None and not self._is_here(annotation):
            return
        self._orphans.pop(annotation_id, None)
        on_page = annotation is not None and self.book.holds(annotation)
        self.book.put(annotation_id, annotation if on_page else None)
        if annotation is not None and not on_page:
            self._orphans[annotation_id] = annotation

    def _is_here(self, annotation: Annotation) -> bool:
        return annotation.passage.article in self._articles

    def _with_next_revision(self, edit: Edit) -> Annotation | None:
        """The record after an edit; its revision is above the held one, also where an earlier state comes back."""
        last = self._held(edit)
        if edit.after is None:
            return None
        after = self._at_its_place(edit.after)
        return after if last is None or after.rev > last.rev else replace(after, rev=last.rev + 1, modified=now())

    def _held(self, edit: Edit) -> Annotation | None:
        """The record that an edit begins from: the held one, unless that is with another article by now."""
        held = self.get(edit.id)
        return held if held is not None and held.passage.article == edit.some.passage.article else edit.before

    def _note_place(self, annotation: Annotation) -> None:
        if annotation.placement is not None:
            self._placements[annotation.id] = annotation.placement

    def _at_its_place(self, annotation: Annotation) -> Annotation:
        """A state of an annotation with its place in the open version, unless it was taken from that version."""
        article = self._articles.get(annotation.passage.article)
        if article is None:
            return annotation
        own = article.version.sha256 == annotation.passage.version
        return annotation.placed(None if own else self._placements.get(annotation.id))


def _differ(edit: Edit, fitted: Edit) -> bool:
    """Whether an edit was fitted to an annotation that others have changed."""
    return edit.before is not None and (fitted.before is None or not fitted.before.says_the_same(edit.before))
