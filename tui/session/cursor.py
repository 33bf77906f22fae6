"""Moves the cursor, and the selection that grows with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.model import ParagraphId
from tui.session.desk import Growing, MovingEnds, Place
from tui.session.effect import Effect
from tui.shown import steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.session.desk import Desk

PASSAGE_BROKEN = "A passage cannot reach over what is hidden or stands elsewhere"


class Cursor:
    """Moves the cursor of a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.at_height: Callable[[int], ParagraphId | None] = lambda _: None
        """Finds the paragraph of an article at the cursor's height on the page; set by what lays the page out."""
        self.goes_on = False
        """Whether words and sentences go on in the next column at a column's end, and in the one before it."""

    # Moving

    def go(self, where: ParagraphId, at: int = 0) -> Effect:
        """Put the cursor on a paragraph and show that if it is hidden; nothing is selected or chosen then.

        Where another window put the article right since it was chosen, that is the nearest one that there is.
        """
        desk = self._desk
        where = where._replace(n=min(where.n, len(desk.story.articles[where.article].paragraphs)))
        at = min(at, len(desk.paragraph(where).shown) - 1)
        rows = desk.reveal(where)
        desk.place, desk.selection, desk.meant, desk.stopped = Place(where, at), None, None, None
        desk.moves += 1
        return Effect(moved=True, rows=rows)

    def paragraph_step(self, by: int) -> Effect:
        """Go to the next (`by` 1) or previous (-1) paragraph of this column; while selecting, sentence."""
        if self.selecting:
            return self.step("sentence", by)
        place = self._desk.place
        article, n = place.paragraph
        order = self._desk.shown.order[article]
        i = order.index(n) + by
        if 0 <= i < len(order):
            return self.go(ParagraphId(article, order[i]))
        if by < 0 and place.at:
            return self.go(place.paragraph)
        return self._stopped(by)

    def column_step(self, by: int) -> Effect:
        """Go one column to the right (`by` 1) or left (-1): to what stands on this row, else beside the cursor's line.

        In flow, go to the paragraph at the cursor's height, or to the companion of the cursor's. While selecting, go a
        word.
        """
        if self.selecting:
            return self.step("word", by)
        desk, here = self._desk, self._desk.place.paragraph
        columns = desk.shown.columns.shown
        i = columns.index(here.article)
        if 0 <= i + by < len(columns):
            article = columns[i + by]
            where = None if desk.shown.flows else desk.shown.beside(here, article)
            where = where or self.at_height(article)
            if where is None and desk.shown.flows:
                where = desk.shown.companions(here).get(article)
            if where:
                return self.go(where)
        row = desk.shown.row_of[here]
        for article in columns[i + 1 :] if by > 0 else reversed(columns[:i]):
            where = desk.shown.nearest(article, row)
            if where:
                return self.go(where)
        return Effect(message="This is the last column" if by > 0 else "This is the first column")

    def step(self, unit: steps.Unit, by: int) -> Effect:
        """Go to the next or previous word or sentence, also into the next paragraph; a growing selection grows."""
        desk, where = self._desk, self._desk.place.paragraph
        at = steps.step(desk.paragraph(where).shown, desk.place.at, unit, by)
        if at is None:
            order = desk.shown.order[where.article]
            i = order.index(where.n) + by
            if not 0 <= i < len(order):
                return self._beyond(unit, by)
            following = ParagraphId(where.article, order[i])
            if self.selecting and not desk.unbroken(where, following):
                return Effect(message=PASSAGE_BROKEN, warn=True)
            where = following
            at = steps.landings(desk.paragraph(where).shown, unit)[0 if by > 0 else -1]
        if not self.selecting:
            return self.go(where, at)
        desk.place = Place(where, at)
        return Effect(moved=True)

    def _beyond(self, unit: steps.Unit, by: int) -> Effect:
        """Stay at the column's end or beginning and say so, or go on in the column beside it, if that is set."""
        desk = self._desk
        columns = desk.shown.columns.shown
        i = columns.index(desk.place.paragraph.article)
        beside = columns[i + 1 :] if by > 0 else columns[:i][::-1]
        article = next((article for article in beside if desk.shown.order[article]), None)
        if not self.goes_on or self.selecting or article is None:
            return self._stopped(by)
        where = ParagraphId(article, desk.shown.order[article][0 if by > 0 else -1])
        effect = self.go(where, steps.landings(desk.paragraph(where).shown, unit)[0 if by > 0 else -1])
        return effect._replace(message=f"On in {desk.covered_story.articles[article].outlet}")

    def _stopped(self, by: int) -> Effect:
        self._desk.stopped = self._desk.place
        return Effect(message="This is the column's end" if by > 0 else "This is the column's beginning", warn=True)

    def go_to_row(self, number: int) -> Effect:
        """Go to the column's paragraph on the row with a number, from 1, or on the nearest row above."""
        shown = self._desk.shown
        where = shown.nearest(self._desk.place.paragraph.article, shown.index_of(number))
        assert where is not None, "the cursor's column is never empty"
        return self.go(where)

    def last(self) -> Effect:
        """Go to the column's last paragraph."""
        article = self._desk.place.paragraph.article
        return self.go(ParagraphId(article, self._desk.shown.order[article][-1]))

    # Selecting

    @property
    def selecting(self) -> bool:
        """Whether moving the cursor makes a selection grow."""
        selection = self._desk.selection
        return selection is not None and selection.grows

    def select(self, unit: steps.Unit) -> Effect:
        """Begin selecting words or sentences at the cursor; the same unit again ends that, the other replaces it."""
        desk = self._desk
        match desk.selection:
            case Growing() | MovingEnds() as growing:
                if growing.unit == unit:
                    return self.end_selection()
                desk.selection = growing._replace(unit=unit)
            case _:
                desk.selection = Growing(desk.place, unit)
        return Effect()

    def extend(self, unit: steps.Unit, by: int) -> Effect:
        """Select the word or sentence under the cursor; if something is selected, one more in that direction."""
        return self.step(unit, by) if self.selecting else self.select(unit)

    def select_at(self, place: Place, unit: steps.Unit) -> Effect:
        """Select the word or sentence at a place, which grows from there; the page does not move."""
        effect = self.go(*place)
        self._desk.selection = Growing(place, unit)
        return effect._replace(moved=False)

    def select_to(self, anchor: Place, place: Place) -> Effect:
        """Select the words from one place to another of the same article, as the mouse does."""
        if not self._desk.unbroken(anchor.paragraph, place.paragraph):
            return Effect(message=PASSAGE_BROKEN, warn=True)
        self._desk.place, self._desk.selection = place, Growing(anchor, "word")
        return Effect()

    def reach(self, place: Place) -> Effect:
        """Make the growing selection reach to the word or sentence at a place."""
        desk = self._desk
        if not desk.unbroken(desk.place.paragraph, place.paragraph):
            return Effect(message=PASSAGE_BROKEN, warn=True)
        desk.place = place
        return Effect(moved=True)

    def other_end(self) -> Effect:
        """Move the selection's other end from now on."""
        desk = self._desk
        match desk.selection:
            case Growing() | MovingEnds() as growing:
                desk.selection, desk.place = growing._replace(anchor=desk.place), growing.anchor
                return Effect(moved=True)
            case _:
                keys = f"{desk.key('select_words')} selects words, {desk.key('select_sentences')} sentences"
                return Effect(message=f"Nothing is being selected: {keys}", warn=True)

    def end_selection(self) -> Effect:
        """Select nothing, and forget which annotation was chosen."""
        self._desk.selection = self._desk.meant = None
        return Effect()
