"""One sitting with a story: reading it, and tagging what is under the cursor; knows no widths, widgets or colours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from annotations.book import Book
from annotations.history import History
from annotations.model import Annotation, Change, Edit, Passage, new_id, now
from annotations.placing import confirmed, summary
from articles.form import text_form_1
from tui import cursor
from tui.reading import NOTHING, Effect, Reading, Selection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.codebook import Codebook
    from annotations.model import Placement
    from articles.model import Alignment, End, Paragraph, Story


class Keeper(Protocol):
    """What makes changes durable; the session does not wait for it."""

    def apply(self, change: Change) -> None:
        """Keep a change."""

    def save_codebook(self, codebook: Codebook) -> None:
        """Keep the codebook."""

    def place(self, article_id: str, annotation_id: str, placement: Placement) -> None:
        """Keep where an annotation stands in the open version of its article."""


class Mark(NamedTuple):
    """A look that some characters of a shown paragraph have."""

    start: int
    end: int
    """Characters of the paragraph's shown text, half-open."""
    name: str
    """`tag`, `sentence`, `word` or `selected`."""
    tags: tuple[str, ...] = ()
    """For `tag`: the ids, in the order given; none for a note without a tag."""


class Session(Reading):
    """A story being read and its annotations being made."""

    def __init__(
        self, story: Story, alignment: Alignment, codebook: Codebook, keeper: Keeper, annotator: str = ""
    ) -> None:
        super().__init__(story, alignment)
        self.codebook = codebook
        self.keeper = keeper
        self.annotator = annotator
        self.book = Book(story)
        self.history = History()
        self.last_tag = ""
        self.orphans: list[Annotation] = []
        """Annotations of these articles whose passage is not in the open texts; they are listed, and nothing else."""
        self._placements: dict[str, Placement] = {}
        """Where annotations of other versions stand in the open ones, by annotation id: history does not tell."""
        self._refused: dict[str, Placement] = {}
        """Where they stood that the person said are elsewhere, in case that was a slip."""

    def marks(self, end: End) -> tuple[Mark, ...]:
        """What shows on a paragraph: annotations, longest first, the cursor's sentence and word, the selection."""
        paragraph = self.paragraph(end)
        found = [Mark(*span, "tag", a.tags) for a in self.book.on(end) if (span := _shown_span(paragraph, a.span))]
        found.sort(key=lambda mark: mark.start - mark.end)
        if end == self.place.end:
            found.append(Mark(*cursor.unit_at(paragraph.shown, self.place.at, "sentence"), "sentence"))
            found.append(Mark(*cursor.unit_at(paragraph.shown, self.place.at, "word"), "word"))
        if self.selection and self.place.end.article == end.article:
            span = _shown_span(paragraph, self.target())
            if span:
                found.append(Mark(*span, "selected"))
        return tuple(found)

    def load(self, annotations: Iterable[Annotation]) -> None:
        """Take the annotations of the open texts from the store."""
        for annotation in annotations:
            self._note_place(annotation)
            self._put(annotation.id, annotation)

    def tag(self, tag_id: str) -> Effect:
        """Give the target a tag; take it off where exactly that passage has it."""
        name = self.codebook.tag(tag_id).name
        self.last_tag = tag_id
        before = self._at_target()
        if before is None:
            return self._do(f"{name} added", Edit(None, self._new(tags=(tag_id,))))
        if tag_id not in before.tags:
            return self._do(f"{name} added", Edit(before, before.revised(tags=(*before.tags, tag_id))))
        tags = tuple(tag for tag in before.tags if tag != tag_id)
        return self._do(f"{name} taken off", Edit(before, _unless_empty(before.revised(tags=tags))))

    def tag_nth(self, n: int) -> Effect:
        """Tag with number `n` of the codebook, from 1."""
        tag = self.codebook.nth(n)
        if tag is None:
            return Effect(message=f"The codebook has no tag number {n}: T makes one", warn=True)
        return self.tag(tag.id)

    def repeat_tag(self) -> Effect:
        """Tag with the tag used last."""
        if not self.last_tag:
            return Effect(message="No tag was used yet in this sitting", warn=True)
        return self.tag(self.last_tag)

    def new_tag(self, name: str) -> Effect:
        """Add a tag of the user's own to the codebook and give it to the target."""
        codebook, tag = self.codebook.adding(name)
        if codebook != self.codebook:
            self.codebook = codebook
            self.keeper.save_codebook(codebook)
        if tag.id in self.target_tags:
            return Effect(message=f"This passage has the tag {tag.name} already")
        return self.tag(tag.id)

    @property
    def target_tags(self) -> tuple[str, ...]:
        """The tags that exactly the target has."""
        annotation = self._at_target()
        return annotation.tags if annotation else ()

    def write(self, field: str, text: str) -> Effect:
        """Write the `note` or the `speaker` of the annotation under the cursor, else of a new one on the target."""
        text = text_form_1(text).strip()
        before = self.current()
        if before is None:
            return self._do(f"{field} added", Edit(None, self._new(**{field: text}))) if text else NOTHING
        if getattr(before, field) == text:
            return NOTHING
        after = _unless_empty(before.revised(**{field: text}))
        return self._do(f"{field} {'written' if text else 'removed'}", Edit(before, after))

    def remove(self, annotation: Annotation | None = None) -> Effect:
        """Remove an annotation, by default the one under the cursor."""
        annotation = annotation or self.current()
        if annotation is None:
            return Effect(message="No annotation under the cursor", warn=True)
        return self._do(f"{self.tag_names(annotation)} removed", Edit(annotation, None))

    def take_in(self, annotations: Iterable[Annotation], codebook: Codebook) -> Effect:
        """Show what stands in the store by now, other windows' changes among it."""
        annotations = list(annotations)
        sought = [a for a in annotations if a.placement and a.placement != self._placements.get(a.id)]
        for annotation in annotations:
            self._note_place(annotation)
        stored = {annotation.id: annotation for annotation in annotations if self.book.holds(annotation)}
        self.orphans = [annotation for annotation in annotations if annotation.id not in stored]
        stale = [annotation for annotation in self.book if stored.get(annotation.id) != annotation]
        fresh = [annotation for annotation in stored.values() if self.book.get(annotation.id) != annotation]
        touched = {end for annotation in (*stale, *fresh) for end in self.book.cells_of(annotation)}
        for annotation in stale:
            self.book.put(annotation.id, None)
        for annotation in fresh:
            self.book.put(annotation.id, annotation)
        self.codebook = codebook
        count = len({annotation.id for annotation in (*stale, *fresh)})
        said = f"{count} annotation{'s' if count > 1 else ''} changed in another window" if count else ""
        if sought:
            said = f"{summary(annotations)}: L lists them"
        return Effect(frozenset(touched), message=said)

    def confirm(self, annotation: Annotation, *, here: bool) -> Effect:
        """Note that a doubtful passage stands where it was found, or that it does not: then it is an orphan.

        What was refused in this sitting can still be confirmed.
        """
        present = self._present(annotation.id)
        if present is None:
            return Effect(message="It was removed in another window", warn=True)
        if here and present.id in self._refused:
            present = replace(present, placement=self._refused.pop(present.id))
        if present.placement is None or not present.placement.check:
            return Effect(message="Nothing to confirm: only a place marked ? is in doubt", warn=True)
        placement = confirmed(present, here=here)
        assert placement is not None, "it has one to confirm"
        if not here:
            self._refused[present.id] = present.placement
        touched = frozenset(self.book.cells_of(present))
        after = replace(present, placement=placement)
        self._note_place(after)
        self._put(present.id, after)
        self.keeper.place(present.passage.article, present.id, placement)
        return Effect(
            touched, message="Confirmed" if here else "It is an orphan now: listed, and kept · y puts it back"
        )

    def undo(self) -> Effect:
        """Take back the last change."""
        change = self.history.undo()
        if change is None:
            return Effect(message="Nothing to take back", warn=True)
        if not self._stands(change):
            self.history.forget(change)
            return Effect(message=f"Not taken back: {change.what}: it was changed in another window since", warn=True)
        return self._replay(change, f"Taken back: {change.what} · Z does it again")

    def redo(self) -> Effect:
        """Do again what was taken back last."""
        change = self.history.redo()
        if change is None:
            return Effect(message="Nothing to do again", warn=True)
        if not self._stands(change):
            self.history.forget(change)
            return Effect(message=f"Not done again: {change.what}: it was changed in another window since", warn=True)
        return self._replay(change, f"Done again: {change.what} · z takes it back")

    def tag_names(self, annotation: Annotation) -> str:
        """The names of an annotation's tags, or `note`."""
        return ", ".join(self.codebook.tag(tag).name for tag in annotation.tags) or "note"

    def under(self) -> list[Annotation]:
        """The annotations under the cursor, the current one first.

        That is the one on exactly the target, else the shortest over the cursor's word, else the first in its sentence.
        """
        target = self.target()
        word = self._unit_span(self.place, "word")[0]

        def rank(annotation: Annotation) -> tuple[bool, bool, int]:
            start, end = annotation.span
            return annotation.span != target, not start <= word < end, end - start if start <= word < end else 0

        return sorted(self.book.over(self.place.end.article, target), key=rank)

    def current(self) -> Annotation | None:
        """The annotation that note, speaker and remove work on."""
        return next(iter(self.under()), None)

    def annotation_step(self, by: int) -> Effect:
        """The next or previous annotation down the page, round its end; its passage is selected."""
        row_of = self.view.row_of
        places = sorted(
            ((row_of[end], end.article, annotation.span, annotation.id), annotation)
            for annotation in self.book
            if (end := self.book.end_of(annotation)) in row_of
        )
        if not places:
            return Effect(message="No annotations yet: c d t u tag the sentence under the cursor", warn=True)
        place: tuple[int, int, tuple[int, int], str] = (row_of[self.place.end], self.place.end.article, (0, 0), "")
        current = self._at_target()
        if current:
            place = (*place[:2], current.span, current.id)
        else:
            at = self._unit_span(self.place, "word")[0]
            place = (*place[:2], (at, 0), "")
        rest = [annotation for key, annotation in places if (key > place if by > 0 else key < place)]
        effect = self.go_to((rest or [annotation for _, annotation in places])[0 if by > 0 else -1])
        return effect if rest else replace(effect, message="Round the page's end")

    def go_to(self, annotation: Annotation) -> Effect:
        """Put the cursor on an annotation and select its passage, unfolding it where needed."""
        end = self.book.end_of(annotation)
        unfolds = not self.view.shows(end)
        if unfolds:
            self.view = replace(self.view, folded=False)
        effect = self.go(end, self.paragraph(end).to_shown(annotation.span[0]))
        self.selection = Selection(self.place, "word", annotation.span)
        return replace(effect, cells=effect.cells | self._lit(), rows=unfolds)

    def _at_target(self) -> Annotation | None:
        return self.book.at(self.place.end.article, self.target())

    def _new(self, **fields: Any) -> Annotation:
        passage = Passage.of(self.story.articles[self.place.end.article], *self.target())
        stamp = now()
        return Annotation(new_id(), passage, annotator=self.annotator, created=stamp, modified=stamp, **fields)

    def _do(self, what: str, edit: Edit) -> Effect:
        """Make a change; a selection stays on its words, so that a second tag meets the same ones."""
        lit = self._lit()
        change = Change(what, (edit,), new_id())
        self.history.record(change)
        if self.selection:
            self.selection = self.selection._replace(span=self.target())
        return Effect(lit | self._apply(change), message=f"{what} · z takes it back")

    def _replay(self, change: Change, message: str) -> Effect:
        """Make a change that undo or redo gave, and show where it is."""
        lit = self._lit()
        touched = self._apply(change)
        annotation = change.edits[0].after or change.edits[0].before
        assert annotation is not None, "an edit has a record before or after it"
        end = self.book.end_of(self._at_its_place(annotation))
        is_here = annotation.id not in {orphan.id for orphan in self.orphans}
        if is_here and end != self.place.end and self.view.shows(end):
            lit |= self.go(end, self.paragraph(end).to_shown(annotation.span[0])).cells
        return Effect(lit | touched, moved=True, message=message)

    def _apply(self, change: Change) -> frozenset[End]:
        """Put a change into the book and hand it on; returns the cells it touches."""
        edits = tuple(Edit(self._present(edit.id) or edit.before, self._above_present(edit)) for edit in change.edits)
        for edit in edits:
            self._put(edit.id, edit.after)
        self.keeper.apply(replace(change, edits=edits))
        return frozenset(
            end
            for edit in edits
            for record in (edit.before, edit.after)
            if record
            for end in self.book.cells_of(record)
        )

    def _put(self, annotation_id: str, annotation: Annotation | None) -> None:
        """Set or drop an annotation: on the page where its passage is there, else among the orphans."""
        self.orphans = [orphan for orphan in self.orphans if orphan.id != annotation_id]
        held = annotation is not None and self.book.holds(annotation)
        self.book.put(annotation_id, annotation if held else None)
        if annotation is not None and not held:
            self.orphans.append(annotation)

    def _stands(self, change: Change) -> bool:
        """Whether the records are as the change expects them, revision and time aside."""
        for edit in change.edits:
            present = self._present(edit.id)
            if present is None or edit.before is None:
                if present is not edit.before:
                    return False
            elif not present.says_the_same(edit.before):
                return False
        return True

    def _above_present(self, edit: Edit) -> Annotation | None:
        """The record after an edit, its revision above the one it follows also where an earlier state comes back."""
        last = self._present(edit.id) or edit.before
        if edit.after is None:
            return None
        after = self._at_its_place(edit.after)
        return after if last is None or after.rev > last.rev else replace(after, rev=last.rev + 1, modified=now())

    def _present(self, annotation_id: str) -> Annotation | None:
        """The annotation as it is now, on the page or among the orphans."""
        orphan = next((orphan for orphan in self.orphans if orphan.id == annotation_id), None)
        return self.book.get(annotation_id) or orphan

    def _note_place(self, annotation: Annotation) -> None:
        if annotation.placement is not None:
            self._placements[annotation.id] = annotation.placement

    def _at_its_place(self, annotation: Annotation) -> Annotation:
        """An earlier state of an annotation where it stands now."""
        return replace(annotation, placement=self._placements.get(annotation.id))


def _unless_empty(annotation: Annotation) -> Annotation | None:
    """The annotation, or None where it says nothing any more."""
    return annotation if annotation.tags or annotation.note or annotation.speaker else None


def _shown_span(paragraph: Paragraph, span: tuple[int, int]) -> tuple[int, int] | None:
    """The part of a span of the version that shows in a paragraph, in shown characters; None where none does."""
    if span[1] <= paragraph.start or span[0] >= paragraph.end:
        return None
    start, end = paragraph.to_shown(span[0]), paragraph.to_shown(span[1])
    return (start, end) if start < end else None
