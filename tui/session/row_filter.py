"""Filters the rows: hides the other rows, or dims them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.session.effect import Effect
from tui.shown.filters import Choice, Filter, choices, label, sorted_out, with_hits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from articles.model import ParagraphId
    from tui.session.desk import Desk
    from tui.session.search import Search
    from tui.shown.filters import Filterable
    from tui.shown.rows import ShownRows


class RowFilter:
    """The filter on the rows of a desk. The picked rows stay the same until a filter is applied again."""

    def __init__(
        self,
        desk: Desk,
        search: Search,
        annotations_on: Callable[[ParagraphId], Iterable[Filterable]],
        tag_name: Callable[[str], str],
    ) -> None:
        self._desk, self._search = desk, search
        self._annotations_on, self._tag_name = annotations_on, tag_name
        self.current: Filter | None = None
        """The filter in force; None when all rows are shown alike."""
        self.hides = True
        """Whether other rows are hidden, and not just dimmed, as the person chose last."""

    def apply(self, filter_: Filter, *, hides: bool) -> Effect:
        """Pick rows, and hide or dim the others.

        A filter that picks no row changes nothing. A cursor whose row is hidden goes to the nearest one left.
        """
        name = self._name(filter_)
        everything = self._everything
        picked = self._picked(filter_, everything)
        if not picked:
            return Effect(message=f"There are no {name}", warn=True)
        self.current, self.hides = filter_, hides
        count = f"{len(picked)} of {len(everything.alignment.rows)}"
        key = self._desk.key("clear_filter")
        just = name if filter_.sort == "only" else f"only {name}"
        shows = f"{just[:1].upper()}{just[1:]}: {count} · {key} shows all"
        message = shows if hides else f"All but {name} dimmed: {count} · {key} ends it"
        return self._turn(self._desk.shown.turned(picked=picked, hides=hides), message)

    def clear(self) -> Effect:
        """Show all rows alike again."""
        key = self._desk.key("filter")
        if self.current is None:
            return Effect(message=f"All rows are shown already: {key} filters them", warn=True)
        self.current = None
        again = "All rows are shown again" if self._desk.shown.hides else "No row is dimmed any more"
        return self._turn(self._everything, f"{again} · {key} filters them")

    def picking_anew(self, shown: ShownRows) -> ShownRows:
        """Let the filter in force pick from other rows; the cursor's row is picked too.

        A filter that would pick none of them ends.
        """
        shown = shown if shown.picked is None else shown.turned(picked=None)
        picked = self._picked(self.current, shown) if self.current else None
        if picked:
            return shown.turned(picked=picked | {shown.number_of[self._desk.place.paragraph]})
        self.current = None
        return shown

    @property
    def description(self) -> str:
        """What the filter in force does: `only tagged rows`; `tagged rows, others dim`; empty without one."""
        if self.current is None:
            return ""
        name = self._name(self.current)
        just = name if self.current.sort == "only" else f"only {name}"
        return just if self._desk.shown.hides else f"{name}, others dim"

    def choices(self) -> list[Choice]:
        """The filters that pick at least one row, with how many; filters by text are left out."""
        desk = self._desk
        picked = sorted_out(self._everything, self._annotations_on)
        found = choices(picked, desk.covered_story, self._tag_name, columns=desk.shown.columns.order)
        return [choice._replace(label=desk.covered(choice.label)) for choice in found]

    def rows_with(self, query: str) -> int:
        """The number of rows that the filter by a text picks."""
        return len(self._picked(Filter("text", query), self._everything))

    @property
    def _everything(self) -> ShownRows:
        """The rows as they are without a filter."""
        shown = self._desk.shown
        return shown if shown.picked is None else shown.turned(picked=None)

    def _name(self, filter_: Filter) -> str:
        return self._desk.covered(label(filter_, self._desk.covered_story, self._tag_name))

    def _picked(self, filter_: Filter, everything: ShownRows) -> frozenset[int]:
        if filter_.sort == "text":
            return frozenset(with_hits(everything, self._search.in_story(str(filter_.value))))
        return frozenset(sorted_out(everything, self._annotations_on).get(filter_, ()))

    def _turn(self, shown: ShownRows, message: str) -> Effect:
        """Show other rows, or dim others; the effect names what looks different."""
        old = self._desk.shown
        self._desk.turn_to(shown)
        rows = shown.rows != old.rows
        changed = () if rows else (where for where in shown.row_of if shown.dims(where) != old.dims(where))
        return Effect(frozenset(changed), moved=True, rows=rows, message=message)
