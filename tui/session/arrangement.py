"""How the page is arranged: rows or flow, rows as lines, columns moved, hidden and widened; on top of reading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.keys.keymap import DEFAULT
from tui.page.columns import Columns
from tui.session.cursor import Effect, Place, Reading, Selection

if TYPE_CHECKING:
    from collections.abc import Callable

    from articles.model import Alignment, ParagraphId, Story
    from tui.keys.keymap import Keymap
    from tui.shown.rows import View

LAYOUTS = ("rows", "flow")
"""As they are kept."""


class Arranged(NamedTuple):
    """What is gone back to when the columns are arranged."""

    place: Place
    selection: Selection | None


class Arranging(Reading):
    """Reading with columns and layout as the person wants them; kept with the place."""

    def __init__(self, story: Story, alignment: Alignment, keymap: Keymap = DEFAULT) -> None:
        super().__init__(story, alignment, keymap)
        self.at_height: Callable[[int], ParagraphId | None] = lambda _: None
        """In flow the paragraph of an article that stands at the cursor's height; the page tells, where it shows it."""
        self.chosen: int | None = None
        """The article whose column is being arranged; None while none is."""
        self._from: Arranged | None = None
        self._aside: Columns | None = None
        """The columns from before blind mode, which has others: their order would tell who is who."""

    # Layouts

    def turn_layout(self) -> Effect:
        """Show continuous columns instead of rows, or rows again."""
        self.view = self.view.turned(flows=not self.view.flows)
        key = self.key("layout")
        if self.view.flows:
            said = f"Continuous columns, counterparts beside the cursor · {key} shows rows"
        else:
            said = f"Rows · {key} shows continuous columns"
        return Effect(rows=True, moved=True, message=said)

    def collapse(self) -> Effect:
        """Show the rows that one article alone has as a line each, or in full again."""
        if self.view.flows:
            return Effect(message=f"Here are no rows to collapse: {self.key('layout')} shows rows", warn=True)
        if not self.view.links:
            return Effect(message="Nothing is aligned, so no row is collapsed", warn=True)
        count = sum(number in self.view.lone for number, _ in self.view.rows)
        if not count:
            return Effect(message="No row is of one outlet alone")
        self.view = self.view.turned(collapsed=not self.view.collapsed)
        rows = f"{count} row{'s' if count > 1 else ''} of one outlet alone"
        now, then = ("a line each", "in full") if self.view.collapsed else ("in full", "as a line each")
        return Effect(rows=True, moved=True, message=f"{rows}: {now} · {self.key('collapse')} shows them {then}")

    def column_step(self, by: int) -> Effect:
        """The column to the left or right; in flow to what stands or belongs beside the cursor."""
        if self.view.flows and not self.selecting:
            shown = self.view.columns.shown
            i = shown.index(self.place.paragraph.article) + by
            if 0 <= i < len(shown):
                where = self.at_height(shown[i]) or self.view.beside(self.place.paragraph).get(shown[i])
                if where:
                    return self.go(where)
        return super().column_step(by)

    # Columns

    def arrange(self) -> Effect:
        """Begin to arrange the columns, the cursor's first."""
        if len(self.story.articles) == 1:
            return Effect(message="This story has one column", warn=True)
        self._from = Arranged(self.place, self.selection)
        self.chosen = self.place.paragraph.article
        return Effect()

    def arranged(self) -> Effect:
        """Leave the columns as they are now; the cursor is where it was, if its column is shown."""
        self.chosen, before = None, self._from
        self._from = None
        if before is None or before.place == self.place or not self.view.shows(before.place.paragraph):
            return Effect()
        lit = self._lit()
        self.place, self.selection = before
        return Effect(lit | self._lit(), moved=True)

    def choose_column(self, by: int) -> Effect:
        """Arrange the next column to the left or right, hidden or not."""
        chosen = self._article
        self.chosen = self.view.columns.beside(chosen, by)
        if self.chosen == chosen:
            return Effect(message="This is the last column" if by > 0 else "This is the first column")
        return self._to_chosen()

    def move_column(self, by: int) -> Effect:
        """Move the column one place to the left or right."""
        columns = self.view.columns.moved(self._article, by)
        if columns == self.view.columns:
            return Effect(message="This is the last column" if by > 0 else "This is the first column")
        return self._rearrange(columns, f"{self._chosen_outlet} moved {'right' if by > 0 else 'left'}")

    def hide_column(self) -> Effect:
        """Hide the column, or show it again."""
        columns, chosen = self.view.columns, self._article
        key = self.key("columns_hide")
        if chosen in columns.hidden:
            return self._rearrange(columns.showing(chosen), f"{self._chosen_outlet} shown · {key} hides it")
        if columns.shown == (chosen,):
            return Effect(message=self._stays, warn=True)
        return self._rearrange(columns.hiding(chosen), f"{self._chosen_outlet} hidden · {key} shows it")

    def column_alone(self) -> Effect:
        """Show this column alone, or, when it is, all of them."""
        columns, chosen, key = self.view.columns, self._article, self.key("columns_alone")
        if columns.shown == (chosen,):
            return self._rearrange(columns.whole(), f"All columns · {key} shows {self._chosen_outlet} alone")
        return self._rearrange(columns.alone(chosen), f"{self._chosen_outlet} alone · {key} shows all columns")

    def widen_column(self, by: int) -> Effect:
        """Make the column wider, or narrower, beside the others."""
        columns = self.view.columns.widened(self._article, by)
        word = "wider" if by > 0 else "narrower"
        if columns == self.view.columns:
            return Effect(message=f"{self._chosen_outlet} cannot be {word}")
        return self._rearrange(columns, f"{self._chosen_outlet} {word} · {self.key('columns_even')} makes all equal")

    def even_columns(self) -> Effect:
        """Make all columns equally wide."""
        return self._rearrange(self.view.columns.even(), "All columns equally wide")

    @property
    def _article(self) -> int:
        """The article whose column is meant."""
        return self.place.paragraph.article if self.chosen is None else self.chosen

    @property
    def _chosen_outlet(self) -> str:
        return self.told.articles[self._article].outlet

    @property
    def _stays(self) -> str:
        return f"{self._chosen_outlet} stays: nothing else would be left on the page"

    def _rearrange(self, columns: Columns, said: str) -> Effect:
        """Show the columns so, unless then no text would be left; the cursor stays, or goes to the nearest column."""
        view = self.view.turned(arranged=columns)
        if not any(view.order):
            return Effect(message=self._stays, warn=True)
        row = self.view.row_of[self.place.paragraph]
        number = self.view.rows[row].number
        self._turn_to(view)
        if self._article not in columns.hidden:
            self._to_chosen()
        elif self.place.paragraph.article != self._article:
            self._to_nearest(number)
        return Effect(rows=True, moved=True, message=said)

    def _to_chosen(self) -> Effect:
        """Put the cursor into the chosen column, where it was before or nearest to where it is, if it has text."""
        article = self._article
        if article == self.place.paragraph.article:
            return Effect()
        if self._from and self._from.place.paragraph.article == article and self.view.shows(self._from.place.paragraph):
            effect = super().go(*self._from.place)
            self.selection = self._from.selection
            return replace(effect, cells=effect.cells | self._lit())
        where = self._nearest(article, self.view.rows[self.view.row_of[self.place.paragraph]].number)
        return super().go(where) if where else Effect()

    def _to_nearest(self, number: int) -> None:
        """Put the cursor into the shown column next to the chosen one, near the row with this number."""
        order = self.view.columns.order
        i = order.index(self._article)
        for article in (*order[i + 1 :], *reversed(order[:i])):
            where = self._nearest(article, number)
            if where:
                self.place = Place(where, 0)
                return

    def _nearest(self, article: int, number: int) -> ParagraphId | None:
        return self.view.nearest(article, self.view.index_of(number))

    def go(self, where: ParagraphId, at: int = 0) -> Effect:
        """Put the cursor on a paragraph; while columns are arranged, its column is the one from now on."""
        effect = super().go(where, at)
        if self.chosen is not None:
            self.chosen = where.article
            self._from = Arranged(self.place, None)
        return effect

    def turn_blind(self, seed: int | None) -> Effect:
        """Hide who wrote what, or show it again; the columns stand as they come, and afterwards as they did before."""
        columns = self.view.arranged
        before, was = self.view, self.view.blind is not None
        effect = super().turn_blind(seed)
        if not was and seed is not None:
            self._aside, columns = columns, None
        elif was and seed is None:
            self._aside, columns = None, self._aside
        self._turn_to(self.view.turned(arranged=columns))
        return replace(effect, rows=effect.rows or self.view != before)

    # What is kept

    def kept_place(self) -> dict[str, Any]:
        """Where the cursor is, and how the page is arranged."""
        ids = [article.id for article in self.story.articles]
        view = self.view
        kept = super().kept_place()
        for name, columns in (("columns", view.arranged), ("columns_told", self._aside)):
            if columns is not None:
                kept[name] = columns.record(ids)
        if view.flows:
            kept["layout"] = LAYOUTS[1]
        if view.collapsed:
            kept["collapsed"] = True
        return kept

    def restore(self, place: object) -> None:
        """Arrange the page and put the cursor as `kept_place` said; what cannot be read is ignored."""
        super().restore(place)
        if not isinstance(place, dict):
            return
        ids = [article.id for article in self.story.articles]
        plain = Columns.of(range(len(ids)))
        view = self.view.turned(flows=place.get("layout") == LAYOUTS[1], collapsed=place.get("collapsed") is True)
        if "columns" in place:
            view = self._if_any(view, view.columns.recalled(place["columns"], ids))
        if view.blind and "columns_told" in place:
            self._aside = plain.recalled(place["columns_told"], ids)
        self._turn_to(view)

    def _if_any(self, view: View, columns: Columns) -> View:
        """The view with these columns, with all of them shown where else there would be no text."""
        arranged = view.turned(arranged=columns)
        return arranged if any(arranged.order) else view.turned(arranged=columns.whole())
