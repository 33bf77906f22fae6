"""Letters on the words in view: those of two words select from the first to the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.page.marks import Mark
from tui.session.desk import Place
from tui.session.effect import NOTHING, Effect
from tui.shown.word_labels import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.model import ParagraphId
    from tui.session.cursor import Cursor
    from tui.session.desk import Desk, Selection
    from tui.shown.word_labels import WordInView


class Lettering:
    """Selects words of a desk by the letters that stand on them."""

    def __init__(self, desk: Desk, cursor: Cursor) -> None:
        self._desk, self._cursor = desk, cursor
        self._places: dict[str, Place] = {}
        """The word of each label; empty while there are none."""
        self._typed = ""
        self._before: tuple[Place, Selection | None] = desk.place, None
        """Cursor and selection before the letters, which leaving brings back."""
        self._moves = 0

    @property
    def active(self) -> bool:
        """Whether letters stand on words: until the last word is chosen, or the cursor is put somewhere else."""
        return bool(self._places) and self._moves == self._desk.moves

    def begin(self, words: Sequence[WordInView]) -> Effect:
        """Put letters on these words; while something is being selected, only on those that it can reach to."""
        desk = self._desk
        if self._cursor.selecting:
            words = [word for word in words if desk.unbroken(desk.place.paragraph, word.paragraph)]
        if not words:
            return Effect(message="There is no word in view", warn=True)
        given = labels([word.room for word in words])
        self._places = {
            label: Place(word.paragraph, word.at) for label, word in zip(given, words, strict=True) if label
        }
        self._typed, self._moves = "", desk.moves
        self._before = desk.place, desk.selection
        return Effect(self.cells(), message=self._asked())

    def type(self, letter: str) -> Effect:
        """Take a letter: with it a label is whole, or begun, or there is none that begins so."""
        typed = self._typed + letter.lower()
        if typed in self._places:
            return self._choose(self._places[typed])
        if not any(label.startswith(typed) for label in self._places):
            return Effect(message=f"No word has these letters · {self._asked()}", warn=True)
        self._typed = typed
        return Effect(self.cells(), message=self._asked())

    def erase(self) -> Effect:
        """Forget the letters of a label that was begun."""
        self._typed = ""
        return Effect(self.cells(), message=self._asked())

    def keep(self) -> Effect:
        """Take the letters away; what was selected with the first word can be made to grow by other keys."""
        return self._end() if self._cursor.selecting else self.leave()

    def leave(self) -> Effect:
        """Take the letters away, and go back to where the cursor was."""
        desk = self._desk
        ended = self._end()
        desk.place, desk.selection = self._before
        return ended._replace(moved=True)

    def _choose(self, place: Place) -> Effect:
        cells = self.cells()
        if self._cursor.selecting:
            reached = self._cursor.reach(place)
            return reached if reached.warn else reached._replace(cells=cells | self._end().cells)
        self._cursor.go(*place)
        self._cursor.select("word")
        self._typed, self._moves = "", self._desk.moves
        reachable = {other.paragraph for other in self._places.values()}
        reachable = {where for where in reachable if self._desk.unbroken(place.paragraph, where)}
        self._places = {label: other for label, other in self._places.items() if other.paragraph in reachable}
        return Effect(cells, message=self._asked())

    def _end(self) -> Effect:
        cells = self.cells()
        self._places, self._typed = {}, ""
        return NOTHING._replace(cells=cells)

    def _asked(self) -> str:
        key = self._desk.key
        leaves = f"{key('letters_leave')} leaves"
        if not self._cursor.selecting:
            return f"First word: type its letters, then the last word's · {leaves}"
        return f"Last word: type its letters · {key('letters_keep')} goes on with other keys · {leaves}"

    # What shows

    def cells(self) -> frozenset[ParagraphId]:
        """The paragraphs that have letters."""
        return frozenset(place.paragraph for place in self._places.values()) if self.active else frozenset()

    def marks(self, where: ParagraphId) -> list[Mark]:
        """The letters on a paragraph's words, without those of labels that what was typed does not begin."""
        if not self.active:
            return []
        return [
            Mark(place.at, place.at + 1, "label", text=label)
            for label, place in self._places.items()
            if place.paragraph == where and label.startswith(self._typed)
        ]
