"""Moves the beginning and the end of an annotation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.changes import Edit
from annotations.model import Passage
from articles.model import ParagraphId
from tui.session.annotations import REMOVED_ELSEWHERE
from tui.session.desk import Fixed, MovingEnds, Place
from tui.session.effect import Choice, Effect, Question
from tui.shown import steps

if TYPE_CHECKING:
    from annotations.model import Annotation
    from tui.session.annotations import Annotations
    from tui.session.changes import Changes
    from tui.session.desk import Desk
    from tui.session.jumps import Jumps
    from tui.session.meant import Meant


class Ends:
    """Moves the ends of the annotation that is meant."""

    def __init__(
        self,
        desk: Desk,
        annotations: Annotations,
        changes: Changes,
        meant: Meant,
        jumps: Jumps,
    ) -> None:
        self._desk, self._annotations = desk, annotations
        self._changes, self._meant, self._jumps = changes, meant, jumps

    def begin(self) -> Effect:
        """Begin moving the end of the current annotation, word by word; `Cursor.other_end` moves its beginning.

        For another annotator's it asks first.
        """
        current = self._meant.current()
        if current is None:
            return Effect(message="No annotation under the cursor whose ends could be moved", warn=True)
        if self._annotations.is_mine(current):
            return self._begin(current)
        asked = f"Move the ends of {self._meant.named(current)}?"
        return Effect(asks=Question(asked, (Choice("moves them", lambda: self._begin(current)),)))

    def _begin(self, annotation: Annotation) -> Effect:
        desk, current = self._desk, self._annotations.get(annotation.id)
        if current is None:
            return Effect(message=REMOVED_ELSEWHERE, warn=True)
        first, last = self._word_at(current, current.span[0]), self._word_at(current, current.span[1] - 1)
        if not (desk.shown.shows(first.paragraph) and desk.shown.shows(last.paragraph)):
            return Effect(message="A part of it is not on the page", warn=True)
        words = desk.unit_span(first, "word")[0], desk.unit_span(last, "word")[1]
        desk.selection = MovingEnds(first, "word", current.id, current.span, words)
        desk.place = last
        keys = f"{desk.key('ends_keep')} keeps it · {desk.key('ends_leave')} leaves it as it was"
        return Effect(moved=True, message=f"Moving the end of {self._meant.named(current)} · {keys}")

    def keep(self) -> Effect:
        """Give the annotation whose ends move the selected passage."""
        desk, annotation, span = self._desk, self._moving(), self._desk.target()
        desk.selection = Fixed(desk.place, span)
        if annotation is None:
            return Effect(message=REMOVED_ELSEWHERE, warn=True)
        desk.meant = desk.place, annotation.id
        if span == annotation.span:
            return Effect(message="Its ends are where they were")
        passage = Passage.of(desk.story.articles[desk.place.paragraph.article], *span)
        after = replace(annotation.revised(passage=passage, anchor="exact"), placement=None)
        return self._changes.edit(f"ends of {self._meant.named(annotation)} moved", Edit(annotation, after))

    def leave(self) -> Effect:
        """Stop moving ends, and leave the annotation as it was."""
        annotation = self._moving()
        self._desk.selection = None
        effect = self._jumps.go_to(annotation) if annotation else Effect()
        return effect._replace(message="Left as it was")

    def settle(self, annotation: Annotation | None = None) -> Effect:
        """Keep ends that are being moved, before something is written about their annotation.

        With `annotation`, do so only if it is the one whose ends move.
        """
        selection = self._desk.selection
        if not isinstance(selection, MovingEnds) or (annotation and annotation.id != selection.annotation):
            return Effect()
        return self.keep()

    def _moving(self) -> Annotation | None:
        selection = self._desk.selection
        return self._annotations.get(selection.annotation) if isinstance(selection, MovingEnds) else None

    def _word_at(self, annotation: Annotation, offset: int) -> Place:
        """The place of the word at an offset into the version's text, in code points."""
        article = self._annotations.book.article_of(annotation)
        where = ParagraphId(article, self._desk.story.articles[article].paragraph_at(offset).n)
        paragraph = self._desk.paragraph(where)
        return Place(where, steps.unit_at(paragraph.shown, paragraph.to_shown(offset), "word")[0])
