"""Changes how the story is displayed: folded, collapsed, in flow, in blind mode, and with other links."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.session.effect import Effect

if TYPE_CHECKING:
    from articles.model import Alignment
    from tui.session.columns_mode import ColumnsMode
    from tui.session.desk import Desk, Place
    from tui.session.row_filter import RowFilter
    from tui.session.search import Search


class Display:
    """Changes what a desk shows of its story."""

    def __init__(self, desk: Desk, columns: ColumnsMode, search: Search, row_filter: RowFilter) -> None:
        self._desk, self._columns, self._search, self._filter = desk, columns, search, row_filter

    def align(self, alignment: Alignment) -> Effect:
        """Take over other links and rows; cursor and selection stay."""
        self._desk.turn_to(self._filter.picking_anew(self._desk.shown.turned(alignment=alignment)))
        return Effect(rows=True)

    def retell(self, alignment: Alignment, place: Place) -> None:
        """Show another state of the desk's story, with this alignment and the cursor there, or near where it shows."""
        desk = self._desk
        blind = desk.shown.blind
        if blind is not None:
            from tui.shown.blind import Blind  # imported where used: the start is quicker

            blind = Blind(desk.story, blind.seed)
        desk.shown = desk.shown.turned(story=desk.story, alignment=alignment, blind=blind, picked=None)
        desk.place = place
        self._search.begin_anew()
        shown = self._filter.picking_anew(desk.shown)
        desk.turn_to(shown if shown.rows else shown.turned(folded=False))

    def fold(self) -> Effect:
        """Show boilerplate, or fold it away again."""
        desk, count = self._desk, self._desk.shown.boilerplate
        if not count:
            return Effect(message="This story has no boilerplate")
        shown = desk.shown.turned(folded=not desk.shown.folded)
        desk.turn_to(shown if shown.rows else shown.turned(folded=False))
        lines = f"{count} line{'s' if count > 1 else ''} of boilerplate"
        message = f"{lines} {'folded' if desk.shown.folded else 'shown'} · {desk.key('fold')} turns it"
        return Effect(rows=True, moved=True, message=message)

    def turn_layout(self) -> Effect:
        """Show continuous columns (flow) instead of rows, or rows again."""
        desk, key = self._desk, self._desk.key("layout")
        desk.shown = desk.shown.turned(flows=not desk.shown.flows)
        if desk.shown.flows:
            message = f"Continuous columns, counterparts beside the cursor · {key} shows rows"
        else:
            message = f"Rows · {key} shows continuous columns"
        return Effect(rows=True, moved=True, message=message)

    def collapse(self) -> Effect:
        """Collapse the rows of one article alone to a line each, or show them in full again."""
        desk, shown = self._desk, self._desk.shown
        if shown.flows:
            return Effect(message=f"Here are no rows to collapse: {desk.key('layout')} shows rows", warn=True)
        if not shown.links:
            return Effect(message="Nothing is aligned, so no row is collapsed", warn=True)
        count = sum(number in shown.lone for number, _ in shown.rows)
        if not count:
            return Effect(message="No row is of one outlet alone")
        desk.shown = shown.turned(collapsed=not shown.collapsed)
        rows = f"{count} row{'s' if count > 1 else ''} of one outlet alone"
        now, then = ("a line each", "in full") if desk.shown.collapsed else ("in full", "as a line each")
        return Effect(rows=True, moved=True, message=f"{rows}: {now} · {desk.key('collapse')} shows them {then}")

    def turn_blind(self, seed: int | None) -> Effect:
        """Begin blind mode with a seed, which decides the order of the columns; or end it, without a seed.

        Blind mode begins with the default arrangement of the columns. When it ends, they are arranged as before it.
        """
        from tui.shown.blind import Blind  # imported where used: the start is quicker

        desk, columns, was = self._desk, self._desk.shown.arranged, self._desk.shown.blind is not None
        if not was and seed is not None:
            self._columns.aside, columns = columns, None
        elif was and seed is None:
            self._columns.aside, columns = None, self._columns.aside
        desk.shown = replace(desk.shown, blind=None if seed is None else Blind(desk.story, seed))
        desk.turn_to(desk.shown.turned(arranged=columns))
        self._search.begin_anew()
        ends = f"{desk.key('palette')} Blind mode ends it"
        message = "Outlets are shown again" if seed is None else f"Blind: outlets hidden, columns shuffled · {ends}"
        return Effect(rows=True, moved=True, message=message)
