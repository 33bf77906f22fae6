"""One sitting with a story: reading it, and tagging what is under the cursor; knows no widths, widgets or colours."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from annotations.codebook import recoding
from annotations.model import BLIND, Annotation, Edit, Passage, new_id, now
from articles.form import text_form_1
from articles.model import ParagraphId
from tui.session.annotations import GONE
from tui.session.correcting import Correcting
from tui.session.cursor import NOTHING, Effect, Place, Selection
from tui.session.modes import COLUMNS, CORRECT, ENDS, READ, SELECT
from tui.shown import steps

if TYPE_CHECKING:
    from articles.model import Paragraph
    from tui.session.modes import Mode


class Mark(NamedTuple):
    """A look that some characters of a shown paragraph have."""

    start: int
    end: int
    """Characters of the paragraph's shown text, half-open."""
    name: str
    """`tag`, `meant`, `match`, `found`, `sentence`, `word`, `selected`, `bookmark`; or a paragraph's `firmness`."""
    tags: tuple[str, ...] = ()
    """For `tag`: the ids, in the order given; none for a note without a tag."""


class Session(Correcting):
    """A story being read and its annotations being made."""

    @property
    def mode(self) -> Mode:
        """What the keys mean at present."""
        if self.chosen is not None:
            return COLUMNS
        if not self.selection or not self.selection.growing:
            return CORRECT if self.correcting else READ
        return ENDS if self.selection.adjusts else SELECT

    def marks(self, where: ParagraphId) -> tuple[Mark, ...]:
        """What shows on a paragraph: annotations, longest first, then what is found, cursor and selection."""
        paragraph = self.paragraph(where)
        found = [Mark(*span, "tag", a.tags) for a in self.book.on(where) if (span := _shown_span(paragraph, a.span))]
        found.sort(key=lambda mark: mark.start - mark.end)
        matches, present = self.matches_on(where)
        found += [Mark(*span, "found" if span == present else "match") for span in matches]
        if where in self.bookmarks:
            found.append(Mark(0, 1, "bookmark"))
        if self.correcting and (firmness := self.firmness(where)):
            found.append(Mark(0, 1, firmness))
        if where == self.place.paragraph:
            found.append(Mark(*steps.unit_at(paragraph.shown, self.place.at, "sentence"), "sentence"))
            found.append(Mark(*steps.unit_at(paragraph.shown, self.place.at, "word"), "word"))
        if where.article == self.place.paragraph.article:
            under = self.under() if self._cycled() or where == self.place.paragraph else []
            if len(under) > 1 and (span := _shown_span(paragraph, under[0].span)):
                found.append(Mark(*span, "meant"))
            if self.selection and (span := _shown_span(paragraph, self.target())):
                found.append(Mark(*span, "selected"))
        return tuple(found)

    # Tags

    def tag(self, tag_id: str) -> Effect:
        """Give the target a tag; take it off where exactly that passage has it."""
        if self.mode == COLUMNS:
            return Effect(message=f"Arranging columns: {self.key('columns_done')} ends it, then tag", warn=True)
        if self.mode == CORRECT:
            return Effect(message=f"Correcting the alignment: {self.key('correct')} ends it, then tag", warn=True)
        self._use(tag_id)
        lit = self._settle_ends()
        before = self._at_target()
        if before is None:
            effect = self._do(f"{self.codebook.tag(tag_id).name} added", Edit(None, self._new(tags=(tag_id,))))
        else:
            effect = self._toggled(tag_id, before)
        return replace(effect, cells=effect.cells | lit)

    def toggle(self, tag_id: str, annotation: Annotation) -> Effect:
        """Give an annotation a tag, or take it off."""
        self._use(tag_id)
        before = self.present(annotation.id)
        return self._toggled(tag_id, before) if before else Effect(message=GONE, warn=True)

    def _toggled(self, tag_id: str, before: Annotation) -> Effect:
        name = self.codebook.tag(tag_id).name
        if tag_id not in before.tags:
            effect = self._do(f"{name} added", Edit(before, before.revised(tags=(*before.tags, tag_id))))
            return replace(effect, message=self._added_beside(name, before)) if before.tags else effect
        tags = tuple(tag for tag in before.tags if tag != tag_id)
        return self._do(f"{name} taken off", Edit(before, _unless_empty(before.revised(tags=tags))))

    def _added_beside(self, name: str, before: Annotation) -> str:
        """Says that a passage keeps the tags that it had, and how to correct the last of them."""
        last = self.codebook.tag(before.tags[-1])
        off = f"{last.key} takes {last.name} off" if last.key else f"{self.key('pick_tag')} takes {last.name} off"
        return f"{name} added beside {self.tag_names(before)} · {off} · {self.key('undo')} takes it back"

    def tag_nth(self, n: int) -> Effect:
        """Tag with the tag that has the digit `n` as its key, else with number `n` of the codebook, from 1."""
        tag = self.codebook.by_key(str(n)) or self.codebook.nth(n)
        if tag is None:
            return Effect(message=f"The codebook has no tag number {n}: {self.key('pick_tag')} makes one", warn=True)
        return self.tag(tag.id)

    def repeat_tag(self) -> Effect:
        """Tag with the tag used last of those that are still there."""
        tag_id = next((tag_id for tag_id in self.recent if self.codebook.by_id(tag_id)), "")
        if not tag_id:
            return Effect(message="No tag was used yet in this sitting", warn=True)
        return self.tag(tag_id)

    def new_tag(self, name: str, annotation: Annotation | None = None) -> Effect:
        """Make a tag of the user's own and give it to an annotation, by default the target, as one change.

        Raises NewsreaderError for a name that cannot be one.
        """
        known = self.codebook.by_name(name)
        if known is not None:
            if known.id in (annotation.tags if annotation else self.target_tags):
                return Effect(message=f"This passage has the tag {known.name} already")
            return self.toggle(known.id, annotation) if annotation else self.tag(known.id)
        change, tag = recoding.created(self.codebook, name)
        lit = frozenset() if annotation else self._settle_ends()
        before = self.present(annotation.id) if annotation else self._at_target()
        if annotation and not before:
            return Effect(message=GONE, warn=True)
        after = before.revised(tags=(*before.tags, tag.id)) if before else self._new(tags=(tag.id,))
        self._use(tag.id)
        effect = self.change(replace(change, what=f"new tag {tag.name} added", edits=(Edit(before, after),)))
        return replace(effect, cells=effect.cells | lit)

    @property
    def target_tags(self) -> tuple[str, ...]:
        """The tags that exactly the target has."""
        annotation = self._at_target()
        return annotation.tags if annotation else ()

    # What is said of a passage

    def subject(self) -> Annotation:
        """What a note or a speaker is about: the annotation under the cursor, else a new one, not kept yet."""
        return self.current() or self._new()

    def write_note(self, text: str, annotation: Annotation | None = None) -> Effect:
        """Write the note of an annotation, by default of the `subject`.

        One that another window removed meanwhile comes back with it, so that what was typed is not lost.
        """
        return self._write(annotation, "note", note=text_form_1(text).strip())

    def write_source(self, speaker: str, attribution: str, annotation: Annotation | None = None) -> Effect:
        """Write to whom the article attributes a passage, and how; of which annotation is as with a note."""
        speaker = " ".join(text_form_1(speaker).split())
        return self._write(annotation, "speaker", speaker=speaker, attribution=attribution)

    def _write(self, annotation: Annotation | None, what: str, **fields: Any) -> Effect:
        annotation = annotation or self.subject()
        moves = self.selection is not None and self.selection.adjusts == annotation.id
        lit = self._settle_ends() if moves else frozenset()
        before = self.present(annotation.id)
        if all(getattr(before or annotation, name) == value for name, value in fields.items()):
            effect = NOTHING
        elif before is not None:
            done = "written" if any(fields.values()) else "removed"
            effect = self._do(f"{what} {done}", Edit(before, _unless_empty(before.revised(**fields))))
        elif annotation.is_empty:
            effect = self._do(f"{what} added", Edit(None, replace(annotation, **fields)))
        elif any(fields.values()):
            told = f"{what} written on what another window had removed"
            effect = self._do(told, Edit(None, annotation.revised(**fields)))
        else:
            effect = Effect(message=GONE, warn=True)
        return replace(effect, cells=effect.cells | lit)

    def speakers(self) -> list[str]:
        """The speakers written down in this story, the most frequent first."""
        return [name for name, _ in Counter(a.speaker for a in self.book if a.speaker).most_common()]

    def remove(self, annotation: Annotation | None = None) -> Effect:
        """Remove an annotation, by default the one under the cursor."""
        present = self.present(annotation.id) if annotation else self.current()
        if present is None:
            return Effect(message=GONE if annotation else "No annotation under the cursor", warn=True)
        return self._do(f"{self.tag_names(present)} removed", Edit(present, None))

    def quotation(self) -> Passage:
        """What `copy` copies: the selection, else the annotation under the cursor, else the sentence."""
        current = None if self.selection else self.current()
        start, end = current.span if current else self.target()
        return Passage.of(self.story.articles[self.place.paragraph.article], start, end)

    # The ends of an annotation

    def move_ends(self) -> Effect:
        """Begin moving the end of the current annotation, word by word; its beginning with `other_end`."""
        current = self.current()
        if current is None:
            return Effect(message="No annotation under the cursor whose ends could be moved", warn=True)
        first, last = self._word_at(current, current.span[0]), self._word_at(current, current.span[1] - 1)
        if not (self.view.shows(first.paragraph) and self.view.shows(last.paragraph)):
            return Effect(message="A part of it is not on the page", warn=True)
        before = self._lit()
        self.selection = Selection(first, "word", adjusts=current.id)
        self.place = last
        keys = f"{self.key('ends_keep')} keeps it · {self.key('ends_leave')} leaves it as it was"
        return Effect(before | self._lit(), moved=True, message=f"Moving the end of {self.tag_names(current)} · {keys}")

    def target(self) -> tuple[int, int]:
        """The span that a tag would get; while ends move, one still on its word keeps the marks around it."""
        start, end = super().target()
        before = self.book.get(self._cycled()) if self.mode == ENDS else None
        if before is not None:
            first, last = before.span
            if start == self._unit_span(self._word_at(before, first), "word")[0]:
                start = first
            if end == self._unit_span(self._word_at(before, last - 1), "word")[1]:
                end = last
        return start, end

    def keep_ends(self) -> Effect:
        """Give the annotation whose ends move the passage that is selected now."""
        present, lit, span = self._adjusted(), self._lit(), self.target()
        self.selection = Selection(self.place, "word", span)
        if present is None:
            return Effect(lit, message=GONE, warn=True)
        self._meant = (self.place, present.id)
        if span == present.span:
            return Effect(lit, message="Its ends are where they were")
        passage = Passage.of(self.story.articles[self.place.paragraph.article], *span)
        after = replace(present.revised(passage=passage, anchor="exact"), placement=None)
        effect = self._do(f"ends of {self.tag_names(present)} moved", Edit(present, after))
        return replace(effect, cells=effect.cells | lit)

    def leave_ends(self) -> Effect:
        """Leave the annotation whose ends move as it was."""
        present, lit = self._adjusted(), self._lit()
        self.selection = None
        effect = self.go_to(present) if present else Effect()
        return replace(effect, cells=effect.cells | lit, message="Left as it was")

    def _settle_ends(self) -> frozenset[ParagraphId]:
        """Keep the ends that are being moved before the annotation is tagged or noted; the cells that this changes."""
        return self.keep_ends().cells if self.mode == ENDS else frozenset()

    def _adjusted(self) -> Annotation | None:
        return self.present(self.selection.adjusts) if self.selection else None

    def _word_at(self, annotation: Annotation, offset: int) -> Place:
        """The place of the word that an offset of the version is in."""
        article = self.book.article_of(annotation)
        where = ParagraphId(article, self.story.articles[article].paragraph_at(offset).n)
        paragraph = self.paragraph(where)
        return Place(where, steps.unit_at(paragraph.shown, paragraph.to_shown(offset), "word")[0])

    def _new(self, **fields: Any) -> Annotation:
        passage = Passage.of(self.story.articles[self.place.paragraph.article], *self.target())
        stamp = now()
        extra = {BLIND: True} if self.view.blind else {}
        return Annotation(
            new_id(), passage, annotator=self.annotator, created=stamp, modified=stamp, extra=extra, **fields
        )


def _unless_empty(annotation: Annotation) -> Annotation | None:
    """The annotation, or None where it says nothing any more."""
    return None if annotation.is_empty else annotation


def _shown_span(paragraph: Paragraph, span: tuple[int, int]) -> tuple[int, int] | None:
    """The part of a span of the version that shows in a paragraph, in shown characters; None where none does."""
    if span[1] <= paragraph.start or span[0] >= paragraph.end:
        return None
    start, end = paragraph.to_shown(span[0]), paragraph.to_shown(span[1])
    return (start, end) if start < end else None
