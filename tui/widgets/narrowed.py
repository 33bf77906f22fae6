"""Annotations under a field that narrows them down: how many, a line for each, and the marked one in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.containers import Vertical

from tui.look.annotation_lines import TAG_NAMES_FROM_CELLS, AnnotationLines, list_columns
from tui.look.paint import Painter
from tui.shown.annotation_list import ORDERS, ListIndex, listed_annotations
from tui.shown.query import Query
from tui.system.type_ahead import TypeAhead
from tui.widgets.drawn import Drawn
from tui.widgets.field import Field
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.segment import Segment
    from textual.app import ComposeResult

    from tui.look.annotation_lines import ListColumn
    from tui.look.theme import Look
    from tui.session.session import Session
    from tui.shown.annotation_list import ListedAnnotation

FULL_FROM_LINES, HEADS_FROM_LINES = 24, 8
"""How high a terminal is at least for the marked annotation to be shown in full, and for the columns to have heads."""
FULL_SHARE = 5
"""The annotation in full gets one in so many of the terminal's lines."""
PLACEHOLDER = (
    'filter: words, or tag:threat outlet:dw speaker:wang attribution:anonymous by:ana note:"to check" is:orphan'
)


class Narrowed(Vertical):
    """A story's annotations as they are in a session; `LineList.Marked` and `LineList.Picked` come out of it."""

    app = getters.app(TypeAhead)

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self._session, self._look = session, look
        self._query, self._order = Query(), 0
        self._followed = ""
        self._columns: tuple[int, tuple[ListColumn, ...]] = (-1, ())
        self.list, self._filter = LineList(), Field(placeholder=PLACEHOLDER, select_on_focus=False, classes="filter")
        self._count, self._heads, self._full = Drawn(id="count"), Drawn(id="columns"), Drawn(id="full")
        self._read()

    @property
    def entry(self) -> ListedAnnotation | None:
        """The entry under the cursor."""
        return self.shown[self.list.cursor] if self.shown else None

    @property
    def marked_id(self) -> str:
        """The id of the annotation under the cursor; empty without one."""
        return self.entry.annotation.id if self.entry else ""

    @property
    def shown(self) -> Sequence[ListedAnnotation]:
        """What the filter leaves, in the present order."""
        return self._found.entries

    @property
    def everything(self) -> Sequence[ListedAnnotation]:
        """All there are, down the page."""
        return self._listing.entries

    @property
    def filtering(self) -> bool:
        """Whether the field has the keys."""
        return self.screen.focused is self._filter

    def compose(self) -> ComposeResult:
        """How many there are, the field, the list and one in full."""
        self._make_room(self.app.size.height)
        yield self._count
        yield self._filter
        yield self._heads
        yield self.list
        yield self._full

    def on_resize(self) -> None:
        """Leave the list its room on a small terminal."""
        self._make_room(self.app.size.height)

    def _make_room(self, height: int) -> None:
        self._heads.display = self._count.display = height >= HEADS_FROM_LINES
        self._full.display = height >= FULL_FROM_LINES
        self._full.styles.height = max(1, height // FULL_SHARE) + 1

    # What shows

    def refill(self) -> None:
        """Show the annotations as they are now; the marked one stays marked, else the next one is."""
        marked = self.marked_id
        self._read()
        self.mark(marked)

    def next_order(self) -> None:
        """Sort by the next order."""
        self._order = (self._order + 1) % len(ORDERS)
        self._narrow()

    def _read(self) -> None:
        session = self._session
        self.lines = AnnotationLines(
            Painter(self._look, session.tags.codebook), session.tags.codebook, session.desk.covered
        )
        """Draws them in the present codebook."""
        shown = session.desk.shown
        columns = shown.columns.order if shown.arranged or shown.blind else ()
        listed = listed_annotations(
            shown.covered_story,
            session.annotations.book,
            session.annotations.orphans,
            shown.number_of,
            words=session.annotations.quote,
            columns=columns,
        )
        self._listing = ListIndex(listed, session.tags.codebook)
        self._columns = (-1, ())
        self._found = self._listing.matching(self._query, ORDERS[self._order])

    def _narrow(self) -> None:
        """Show what the query leaves, in the present order; the first of it where the marked one is not among it."""
        marked = self.marked_id
        self._found = self._listing.matching(self._query, ORDERS[self._order])
        self.list.cursor = 0
        self.mark(marked)

    def mark(self, annotation_id: str) -> None:
        """Draw the list with this annotation marked, else with the row at the same place."""
        shown = self.shown
        at = next((i for i, entry in enumerate(shown) if entry.annotation.id == annotation_id), self.list.cursor)

        def line(i: int, width: int) -> list[Segment]:
            return self.lines.line(shown[i], self._columns_for(width))

        self.list.show(len(shown), line, cursor=at, empty=self._empty())
        self._heads.show(lambda size: [self._head(size.width)])
        tags, total = self._listing.tags(shown), len(self.everything)
        self._count.show(lambda size: [self.lines.count(self._found, total, tags, size.width)])
        self._show_full()

    def _show_full(self) -> None:
        entry = self.entry
        self._full.show(lambda size: self.lines.full(entry, size.width, size.height) if entry else [])

    def _head(self, width: int) -> list[Segment]:
        columns = self._columns_for(max(0, self.list.scrollable_content_region.width - 1))
        return self.lines.heads(columns, ORDERS[self._order], width)

    def _columns_for(self, width: int) -> tuple[ListColumn, ...]:
        if self._columns[0] != width:
            self._columns = (width, list_columns(width, self.everything))
        return self._columns[1]

    def _empty(self) -> list[Segment]:
        if not self.everything:
            return self.lines.text(f"No annotations yet: {self._session.tags.keys()} tag a sentence")
        quoted = f" “{self._filter.value.strip()}”" if self.app.size.width >= TAG_NAMES_FROM_CELLS else ""
        key = self.app.keymap.key("list_filter_clear" if self.filtering else "list_close")
        return self.lines.text(f"Nothing matches{quoted}: {key} clears the filter")

    def on_line_list_marked(self) -> None:
        """Show another annotation in full."""
        self._show_full()

    # The field

    def take_keys(self) -> None:
        """Give the keys to the list, narrowed down by all that is typed."""
        self._follow()
        self.screen.set_focus(self.list)

    def filter(self) -> None:
        """Give the keys to the field."""
        self.screen.set_focus(self._filter)
        self._listing.prepare()

    def clear(self) -> None:
        """Empty the field and leave it."""
        self._filter.value = ""
        self.take_keys()

    @property
    def narrowed(self) -> bool:
        """Whether anything stands in the field."""
        return bool(self._filter.value)

    def on_input_changed(self) -> None:
        """Narrow the list down."""
        self._follow()

    def _follow(self) -> None:
        """Narrow the list down by what stands in the field, unless it is: keys come faster than it is told."""
        typed = self._filter.value
        if typed != self._followed:
            self._followed = typed
            self._query = Query.parse(typed)
            self._narrow()
