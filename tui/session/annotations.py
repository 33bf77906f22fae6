"""The annotations of the open story in memory: how they change, are taken back, and take in what other windows did."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from annotations.anchoring.annotations import confirmed_placement, search_summary
from annotations.book import Book
from annotations.changes import Change, Edit
from annotations.clock import now
from annotations.history import History
from annotations.ids import new_id
from annotations.store.merge_tags import is_as_left
from tui.keys.keymap import DEFAULT
from tui.session.cursor import Effect
from tui.session.searching import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotations.bookmarks import Bookmark
    from annotations.codebook.codebook import Codebook
    from annotations.model import Annotation, Placement
    from articles.model import Alignment, ParagraphId, Story
    from tui.keys.keymap import Keymap

GONE = "It was removed in another window"


class Keeper(Protocol):
    """What makes changes durable; the session does not wait for it."""

    def apply(self, change: Change) -> None:
        """Keep a change."""

    def place(self, article_id: str, annotation_id: str, placement: Placement) -> None:
        """Keep where an annotation stands in the open version of its article."""

    def bookmark(self, bookmark: Bookmark, *, on: bool) -> None:
        """Keep a bookmark, or drop it."""


class Changing(Finding):
    """A story being read, and its annotations and codebook as they are now."""

    def __init__(
        self, story: Story, alignment: Alignment, codebook: Codebook, keeper: Keeper, *, keymap: Keymap = DEFAULT
    ) -> None:
        super().__init__(story, alignment, keymap)
        self.codebook = codebook
        self.keeper = keeper
        self.book = Book(story)
        self.history = History()
        self._orphans: dict[str, Annotation] = {}
        self._articles = {article.id: article for article in story.articles}
        self._placements: dict[str, Placement] = {}
        """Where annotations of other versions stand in the open ones, by annotation id: history does not tell."""
        self._refused: dict[str, Placement] = {}
        """Where they stood that the person said are elsewhere, in case that was a slip."""

    @property
    def orphans(self) -> list[Annotation]:
        """Annotations of these articles whose passage is not in the open texts; they are listed, and nothing else."""
        return list(self._orphans.values())

    def annotations_on(self, where: ParagraphId) -> Sequence[Annotation]:
        """The annotations that touch a paragraph, in the order of the text."""
        return self.book.on(where)

    def tag_name(self, tag_id: str) -> str:
        """What a tag is called."""
        return self.codebook.tag(tag_id).name

    def quote(self, annotation: Annotation) -> str:
        """The exact words of an annotation as they may be shown."""
        blind = self.view.blind
        return blind.quote(self.book.article_of(annotation), annotation) if blind else annotation.passage.exact

    def load(self, annotations: Iterable[Annotation]) -> None:
        """Take the annotations of the open texts from the store."""
        for annotation in annotations:
            self._note_place(annotation)
            self._put(annotation.id, annotation)

    def take_in(self, annotations: Iterable[Annotation], codebook: Codebook) -> Effect:
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
        lit = self._lit()
        for annotation in stale:
            self.book.put(annotation.id, None)
        for annotation in fresh:
            self.book.put(annotation.id, annotation)
        self.codebook = codebook
        count = len({annotation.id for annotation in (*stale, *fresh)})
        said = f"{count} annotation{'s' if count > 1 else ''} changed in another window" if count else ""
        if sought:
            said = f"{search_summary(annotations)}: {self.key('list')} lists them"
        # Which one is meant shows where there are several: that can change beside those that were touched.
        return Effect(lit.union(self._lit(), touched) if touched else frozenset(), message=said)

    def confirm(self, annotation: Annotation, *, here: bool) -> Effect:
        """Note that a doubtful passage stands where it was found, or that it does not: then it is an orphan.

        What was refused in this sitting can still be confirmed.
        """
        present = self.present(annotation.id)
        if present is None:
            return Effect(message=GONE, warn=True)
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
        self.keeper.place(present.passage.article, present.id, placement)
        undo = f"{self.key('list_stands')} puts it back"
        return Effect(touched, message="Confirmed" if here else f"It is an orphan now: listed, and kept · {undo}")

    def change(self, change: Change) -> Effect:
        """Make a change, of annotations or of the codebook; a selection stays on its words.

        So a second tag meets the same ones.
        """
        change = change if change.id else replace(change, id=new_id())
        lit = self._lit()
        self.history.record(change)
        if self.selection:
            self.selection = self.selection._replace(span=self.target())
        return Effect(lit | self._apply(change), message=f"{change.what} · {self.key('undo')} takes it back")

    def undo(self) -> Effect:
        """Take back the last change."""
        change = self.history.undo()
        if change is None:
            return Effect(message="Nothing to take back", warn=True)
        if not self._stands(change):
            self.history.forget(change)
            return Effect(message=f"Not taken back: {change.what}: it was changed in another window since", warn=True)
        return self._replay(change, f"Taken back: {change.what} · {self.key('redo')} does it again")

    def redo(self) -> Effect:
        """Do again what was taken back last."""
        change = self.history.redo()
        if change is None:
            return Effect(message="Nothing to do again", warn=True)
        if not self._stands(change):
            self.history.forget(change)
            return Effect(message=f"Not done again: {change.what}: it was changed in another window since", warn=True)
        return self._replay(change, f"Done again: {change.what} · {self.key('undo')} takes it back")

    def present(self, annotation_id: str) -> Annotation | None:
        """The annotation as it is now, on the page or among the orphans."""
        return self.book.get(annotation_id) or self._orphans.get(annotation_id)

    def _do(self, what: str, *edits: Edit) -> Effect:
        return self.change(Change(what, edits))

    def _replay(self, change: Change, message: str) -> Effect:
        """Make a change that undo or redo gave, and show where it is."""
        lit = self._lit()
        touched = self._apply(change)
        if len(change.edits) == 1:
            annotation = change.edits[0].after or change.edits[0].before
            assert annotation is not None, "an edit has a record before or after it"
            annotation = self._at_its_place(annotation)
            if annotation.passage.article in self._articles and self.book.holds(annotation):
                where = self.book.end_of(annotation)
                if where != self.place.paragraph and self.view.shows(where):
                    lit |= self.go(where, self.paragraph(where).to_shown(annotation.span[0])).cells
        return Effect(lit | touched, moved=True, message=message)

    def _apply(self, change: Change) -> frozenset[ParagraphId]:
        """Put a change into book and codebook and hand it on; returns the cells it touches."""
        edits = tuple(Edit(self.present(edit.id) or edit.before, self._above_present(edit)) for edit in change.edits)
        for edit in edits:
            self._put(edit.id, edit.after)
        if change.tags:
            self.codebook = self.codebook.with_edits(change.tags)
        self.keeper.apply(replace(change, edits=edits))
        return frozenset(
            where
            for edit in edits
            for record in (edit.before, edit.after)
            if record and self._is_here(record) and self.book.holds(record)
            for where in self.book.cells_of(record)
        )

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

    def _stands(self, change: Change) -> bool:
        """Whether tags and the records of this story are as the change expects them, revision and time aside."""
        if not all(is_as_left(self.codebook.by_id(tag.id), tag) for tag in change.tags):
            return False
        for edit in change.edits:
            some_record = edit.before or edit.after
            if some_record is None or not self._is_here(some_record):
                continue  # the store knows
            present = self.present(edit.id)
            if present is None or edit.before is None:
                if present is not edit.before:
                    return False
            elif not present.says_the_same(edit.before):
                return False
        return True

    def _above_present(self, edit: Edit) -> Annotation | None:
        """The record after an edit, its revision above the one it follows also where an earlier state comes back."""
        last = self.present(edit.id) or edit.before
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
