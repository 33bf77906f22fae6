"""The annotations of the open story in memory: those on the page, and those whose passage is not in the open texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.anchoring.annotations import confirmed_placement, search_summary
from annotations.book import Book
from annotations.changes import Edit
from annotations.clock import now
from tui.session.desk import Place
from tui.session.effect import Effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotations.changes import Change
    from annotations.model import Annotation, Placement
    from articles.model import ParagraphId
    from tui.session.desk import Desk
    from tui.session.keeper import Keeper

REMOVED_ELSEWHERE = "It was removed in another window"


class Annotations:
    """The annotations of a desk's articles, and how changes of them are made."""

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        self._desk, self._keeper = desk, keeper
        self.book = Book(desk.story)
        self._articles = {article.id: article for article in desk.story.articles}
        self._orphans: dict[str, Annotation] = {}
        self._placements: dict[str, Placement] = {}
        """Where annotations of other versions stand in the open ones, by annotation id: history does not tell."""
        self._refused: dict[str, Placement] = {}
        """Where they stood that the person said are elsewhere, in case that was a slip."""

    @property
    def orphans(self) -> list[Annotation]:
        """Annotations of these articles whose passage is not in the open texts; they are listed, and nothing else."""
        return list(self._orphans.values())

    def on(self, where: ParagraphId) -> Sequence[Annotation]:
        """The annotations that touch a paragraph, in the order of the text."""
        return self.book.on(where)

    def get(self, annotation_id: str) -> Annotation | None:
        """The annotation as it is now, on the page or among the orphans."""
        return self.book.get(annotation_id) or self._orphans.get(annotation_id)

    def quote(self, annotation: Annotation) -> str:
        """The exact words of an annotation as they may be shown."""
        blind = self._desk.shown.blind
        return blind.quote(self.book.article_of(annotation), annotation) if blind else annotation.passage.exact

    # From the store

    def load(self, annotations: Iterable[Annotation]) -> None:
        """Take the annotations of the open texts from the store."""
        for annotation in annotations:
            self._note_place(annotation)
            self._put(annotation.id, annotation)

    def take_in(self, annotations: Iterable[Annotation]) -> Effect:
        """Show what stands in the store by now, other windows' changes among it."""
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
        said = f"{count} annotation{'s' if count > 1 else ''} changed in another window" if count else ""
        if sought:
            said = f"{search_summary(annotations)}: {self._desk.key('list')} lists them"
        return Effect(frozenset(touched), message=said)

    def confirm(self, annotation: Annotation, *, here: bool) -> Effect:
        """Note that a doubtful passage stands where it was found, or that it does not: then it is an orphan.

        What was refused in this sitting can still be confirmed.
        """
        present = self.get(annotation.id)
        if present is None:
            return Effect(message=REMOVED_ELSEWHERE, warn=True)
        if here and present.id in self._refused:
            present = replace(present, placement=self._refused.pop(present.id))
        if present.placement is None or not present.placement.check:
            return Effect(message="Nothing to confirm: only a place marked ? is in doubt", warn=True)
        placement = confirmed_placement(present, here=here)
        assert placement is not None, "it has one to confirm"
        if not here:
            self._refused[present.id] = present.placement
        touched = frozenset(self.book.cells_of(present))
        after = replace(present, placement=placement)
        self._note_place(after)
        self._put(present.id, after)
        self._keeper.place(present.passage.article, present.id, placement)
        undo = f"{self._desk.key('list_stands')} puts it back"
        return Effect(touched, message="Confirmed" if here else f"It is an orphan now: listed, and kept · {undo}")

    # A ledger: see `Ledger`

    def stands(self, change: Change) -> bool:
        """Whether the records of this story are as the change expects them, revision and time aside."""
        for edit in change.edits:
            some_record = edit.before or edit.after
            if some_record is None or not self._is_here(some_record):
                continue  # the store knows
            present = self.get(edit.id)
            if present is None or edit.before is None:
                if present is not edit.before:
                    return False
            elif not present.says_the_same(edit.before):
                return False
        return True

    def apply(self, change: Change) -> tuple[Change, frozenset[ParagraphId]]:
        """Make a change's edits; the change on top of what is here, and the paragraphs that it touches."""
        edits = tuple(Edit(self.get(edit.id) or edit.before, self._above_held(edit)) for edit in change.edits)
        for edit in edits:
            self._put(edit.id, edit.after)
        touched = frozenset(
            where
            for edit in edits
            for record in (edit.before, edit.after)
            if record and self._is_here(record) and self.book.holds(record)
            for where in self.book.cells_of(record)
        )
        return replace(change, edits=edits), touched

    def place_of(self, change: Change) -> Place | None:
        """Where a change of one annotation shows, if that is on the page and elsewhere than the cursor."""
        if len(change.edits) != 1:
            return None
        annotation = change.edits[0].after or change.edits[0].before
        assert annotation is not None, "an edit has a record before or after it"
        annotation = self._at_its_place(annotation)
        if not self._is_here(annotation) or not self.book.holds(annotation):
            return None
        where = self.book.paragraph_of(annotation)
        if where == self._desk.place.paragraph or not self._desk.shown.shows(where):
            return None
        return Place(where, self._desk.paragraph(where).to_shown(annotation.span[0]))

    def _put(self, annotation_id: str, annotation: Annotation | None) -> None:
        """Set or drop an annotation: on the page where its passage is there, else among the orphans.

        One of another story's article is the store's alone.
        """
        if annotation is not None and not self._is_here(annotation):
            return
        self._orphans.pop(annotation_id, None)
        held = annotation is not None and self.book.holds(annotation)
        self.book.put(annotation_id, annotation if held else None)
        if annotation is not None and not held:
            self._orphans[annotation_id] = annotation

    def _is_here(self, annotation: Annotation) -> bool:
        return annotation.passage.article in self._articles

    def _above_held(self, edit: Edit) -> Annotation | None:
        """The record after an edit, its revision above the one it follows also where an earlier state comes back."""
        last = self.get(edit.id) or edit.before
        if edit.after is None:
            return None
        after = self._at_its_place(edit.after)
        return after if last is None or after.rev > last.rev else replace(after, rev=last.rev + 1, modified=now())

    def _note_place(self, annotation: Annotation) -> None:
        if annotation.placement is not None:
            self._placements[annotation.id] = annotation.placement

    def _at_its_place(self, annotation: Annotation) -> Annotation:
        """A state of an annotation where it stands in the open version, which may be the one it was taken from."""
        article = self._articles.get(annotation.passage.article)
        if article is None:
            return annotation
        own = article.version.sha256 == annotation.passage.version
        return annotation.placed(None if own else self._placements.get(annotation.id))
