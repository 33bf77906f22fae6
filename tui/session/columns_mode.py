"""The mode in which keys arrange the columns: their order, their widths, and which are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.session.desk import Place
from tui.session.effect import Effect

if TYPE_CHECKING:
    from articles.model import ParagraphId
    from tui.page.columns import Columns
    from tui.session.cursor import Cursor
    from tui.session.desk import Desk, Selection


class Return(NamedTuple):
    """What is restored when the mode ends."""

    place: Place
    selection: Selection | None


class _Chosen(NamedTuple):
    """The column that is being arranged, and `Desk.moves` when it was chosen."""

    article: int
    moves: int
    returns_to: Return | None


class ColumnsMode:
    """Arranges the columns of a desk."""

    def __init__(self, desk: Desk, cursor: Cursor) -> None:
        self._desk, self._cursor = desk, cursor
        self._chosen: _Chosen | None = None
        self.aside: Columns | None = None
        """The columns as they were before blind mode, which has its own: their order would reveal the outlets."""

    @property
    def chosen(self) -> int | None:
        """The number of the article whose column is being arranged; None outside the mode.

        If something else moved the cursor meanwhile, such as the mouse, that is the cursor's column.
        """
        chosen = self._followed()
        return chosen.article if chosen else None

    def begin(self) -> Effect:
        """Begin to arrange columns, with the cursor's."""
        desk = self._desk
        if len(desk.story.articles) == 1:
            return Effect(message="This story has one column", warn=True)
        self._chosen = _Chosen(desk.place.paragraph.article, desk.moves, Return(desk.place, desk.selection))
        return Effect()

    def done(self) -> Effect:
        """End the mode; the cursor returns to its place from before, if that is still shown."""
        desk, chosen = self._desk, self._followed()
        self._chosen = None
        before = chosen.returns_to if chosen else None
        if before is None or before.place == desk.place or not desk.shown.shows(before.place.paragraph):
            return Effect()
        desk.place, desk.selection = before
        return Effect(moved=True)

    def choose(self, by: int) -> Effect:
        """Arrange the next column to the right (`by` 1) or left (-1), hidden or not."""
        article = self._article
        other = self._desk.shown.columns.neighbour(article, by)
        if other == article:
            return _no_more(by)
        return self._choose(other)

    def move(self, by: int) -> Effect:
        """Move the column one place to the right (`by` 1) or left (-1)."""
        columns = self._desk.shown.columns.moved(self._article, by)
        if columns == self._desk.shown.columns:
            return _no_more(by)
        return self._rearrange(columns, f"{self._outlet} moved {'right' if by > 0 else 'left'}")

    def hide(self) -> Effect:
        """Hide the column that is being arranged, or show it again."""
        columns, article = self._desk.shown.columns, self._article
        key = self._desk.key("columns_hide")
        if article in columns.hidden:
            return self._rearrange(columns.showing(article), f"{self._outlet} shown · {key} hides it")
        if columns.shown == (article,):
            return Effect(message=self._refusal_to_hide, warn=True)
        return self._rearrange(columns.hiding(article), f"{self._outlet} hidden · {key} shows it")

    def alone(self) -> Effect:
        """Show this column alone, or all columns if it is alone already."""
        columns, article, key = self._desk.shown.columns, self._article, self._desk.key("columns_alone")
        if columns.shown == (article,):
            return self._rearrange(columns.whole(), f"All columns · {key} shows {self._outlet} alone")
        return self._rearrange(columns.alone(article), f"{self._outlet} alone · {key} shows all columns")

    def widen(self, by: int) -> Effect:
        """Make the column wider (`by` above 0) or narrower, relative to the others."""
        columns = self._desk.shown.columns.widened(self._article, by)
        word = "wider" if by > 0 else "narrower"
        if columns == self._desk.shown.columns:
            return Effect(message=f"{self._outlet} cannot be {word}")
        return self._rearrange(columns, f"{self._outlet} {word} · {self._desk.key('columns_even')} makes all equal")

    def even(self) -> Effect:
        """Make all columns equally wide."""
        return self._rearrange(self._desk.shown.columns.even(), "All columns equally wide")

    def _followed(self) -> _Chosen | None:
        """The chosen column, or the cursor's column if something else moved the cursor since."""
        desk, chosen = self._desk, self._chosen
        if chosen is not None and chosen.moves != desk.moves:
            chosen = self._chosen = _Chosen(desk.place.paragraph.article, desk.moves, Return(desk.place, None))
        return chosen

    @property
    def _article(self) -> int:
        """The article whose column the keys arrange."""
        chosen = self.chosen
        return self._desk.place.paragraph.article if chosen is None else chosen

    @property
    def _outlet(self) -> str:
        return self._desk.covered_story.articles[self._article].outlet

    @property
    def _refusal_to_hide(self) -> str:
        return f"{self._outlet} stays: nothing else would be left on the page"

    def _rearrange(self, columns: Columns, message: str) -> Effect:
        """Show this arrangement, unless no text would be left; a cursor in a hidden column goes to the nearest one."""
        desk, article = self._desk, self._article
        shown = desk.shown.turned(arranged=columns)
        if not any(shown.order):
            return Effect(message=self._refusal_to_hide, warn=True)
        number = desk.shown.rows[desk.shown.row_of[desk.place.paragraph]].number
        desk.turn_to(shown)
        if article not in columns.hidden:
            self._choose(article)
        elif desk.place.paragraph.article != article:
            self._to_nearest(article, number)
        return Effect(rows=True, moved=True, message=message)

    def _choose(self, article: int) -> Effect:
        """Choose a column and, if it has text, put the cursor there: on its place before the mode, else close by."""
        desk, chosen = self._desk, self._followed()
        before = chosen.returns_to if chosen else None
        effect = Effect()
        if article != desk.place.paragraph.article:
            if before and before.place.paragraph.article == article and desk.shown.shows(before.place.paragraph):
                effect = self._cursor.go(*before.place)
                desk.selection = before.selection
            else:
                number = desk.shown.rows[desk.shown.row_of[desk.place.paragraph]].number
                where = self._nearest(article, number)
                effect = self._cursor.go(where) if where else effect
        if chosen:
            self._chosen = chosen._replace(article=article, moves=desk.moves)
        return effect

    def _to_nearest(self, article: int, number: int) -> None:
        """Put the cursor into the nearest shown column, close to the row with this number."""
        order = self._desk.shown.columns.order
        i = order.index(article)
        for other in (*order[i + 1 :], *reversed(order[:i])):
            where = self._nearest(other, number)
            if where:
                self._desk.place = Place(where, 0)
                return

    def _nearest(self, article: int, number: int) -> ParagraphId | None:
        return self._desk.shown.nearest(article, self._desk.shown.index_of(number))


def _no_more(by: int) -> Effect:
    return Effect(message="This is the last column" if by > 0 else "This is the first column")
