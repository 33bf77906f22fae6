"""The aligned page: draws a `PageLayout` line by line, and scrolls; it knows no stores and no sessions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.look.paint import RULE
from tui.page.pointers import placed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from textual import events

    from articles.model import Kind, ParagraphId
    from tui.look.paint import Painter
    from tui.page.layout import Column, Item, LaidItem, PageLayout
    from tui.page.marks import Mark
    from tui.page.pointers import PointerText
    from tui.shown.steps import Unit

MOST_REPAINTED_PARAGRAPHS = 200
"""With more changed paragraphs than this the whole page is drawn anew, which is quicker."""
_CHOSEN: dict[int, Unit] = {2: "word", 3: "sentence"}
"""What so many clicks choose."""
KEPT_LINES = 600
"""The number of drawn lines that are cached: about ten screens' worth, of a story that may have tens of thousands."""


class Page(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows columns of paragraphs, aligned in rows or in flow."""

    DEFAULT_CSS = """
    Page {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    """
    ALLOW_SELECT = False

    @dataclass
    class Pressed(Message):
        """The mouse went down on an item."""

        item: Item
        at: int
        """The character of the item's text under the mouse."""

    @dataclass
    class PointerPressed(Message):
        """The mouse went down on a pointer."""

        target: ParagraphId
        """The paragraph that it leads to."""

    @dataclass
    class Dragged(Message):
        """The mouse, held down, moved over an item."""

        item: Item
        at: int

    @dataclass
    class Chosen(Message):
        """An item's text was clicked on twice or three times."""

        item: Item
        at: int
        unit: Unit
        """`word` for two clicks, `sentence` for three."""

    class Resized(Message):
        """The page has another size; another width needs another layout."""

        def can_replace(self, message: Message) -> bool:
            """Let the last of several replace the others."""
            return isinstance(message, Page.Resized)

    class Scrolled(Message):
        """Other lines are in view."""

        def can_replace(self, message: Message) -> bool:
            """Let the last of several replace the others."""
            return isinstance(message, Page.Scrolled)

    def __init__(self) -> None:
        super().__init__(id="page")
        self.layout_: PageLayout | None = None
        self._painter: Painter | None = None
        self._marks_of: Callable[[ParagraphId], Sequence[Mark]] = lambda _: ()
        self._kind_of: Callable[[ParagraphId], Kind | None]
        self._number_of: Callable[[ParagraphId], int]
        self._pointers_of: Callable[[ParagraphId], Sequence[PointerText]]
        self._cursor: ParagraphId | None = None
        self._strips: dict[int, Strip] = {}
        self._marks: dict[ParagraphId, Sequence[Mark]] = {}
        self._kinds: dict[ParagraphId, Kind | None] = {}

    # What is shown

    def show(
        self,
        layout: PageLayout,
        painter: Painter,
        *,
        marks_of: Callable[[ParagraphId], Sequence[Mark]],
        kind_of: Callable[[ParagraphId], Kind | None],
        number_of: Callable[[ParagraphId], int],
        pointers_of: Callable[[ParagraphId], Sequence[PointerText]],
        cursor: ParagraphId,
    ) -> None:
        """Show a layout, with what each paragraph has, and the paragraph of the cursor.

        That is its marks, its kind, the number of the row that it is the first to stand on or 0, and its pointers.
        """
        self.layout_ = layout
        self._painter = painter
        self._marks_of, self._kind_of = marks_of, kind_of
        self._number_of, self._pointers_of = number_of, pointers_of
        self._cursor = cursor
        self._forget()
        self.virtual_size = Size(self.size.width, layout.height)
        self.refresh()

    def repaint(self, paragraph_ids: Collection[ParagraphId], cursor: ParagraphId) -> None:
        """Draw these paragraphs anew, with the cursor on one paragraph; nothing else on the screen changes."""
        layout = self.layout_
        if layout is None:
            return
        self._cursor = cursor
        if len(paragraph_ids) > MOST_REPAINTED_PARAGRAPHS:
            self._forget()
            self.refresh()
            return
        for where in paragraph_ids:
            spot = layout.spots.get(where)
            # Signs that come or go in the first line move the number of a row: from above it, or there.
            had = where in self._marks and self._has_signs(where)
            self._marks.pop(where, None)
            self._kinds.pop(where, None)
            if spot is None:
                continue
            top = spot.top - (had != self._has_signs(where))
            bottom = spot.top + spot.height
            for y in range(top, bottom):
                self._strips.pop(y, None)
            column = layout.columns[spot.column]
            self.refresh(Region(column.x, top - self.scroll_offset.y, column.right - column.x, bottom - top))

    def _forget(self) -> None:
        """Forget all that was drawn."""
        self._strips.clear()
        self._marks.clear()
        self._kinds.clear()

    def bring_into_view(self, where: ParagraphId, at: int) -> None:
        """Scroll, at once, until a paragraph is in view; of one taller than the page, the line of character `at`."""
        layout = self.layout_
        if layout is None or where not in layout.spots:
            return
        spot = layout.spots[where]
        line = layout.line_of(where, at)
        view = self.scrollable_content_region.height
        top, bottom = (spot.top, spot.top + spot.height) if spot.height <= view else (line, line + 1)
        if top < self.scroll_offset.y or bottom > self.scroll_offset.y + view:
            self.jump_to(top - view // 4)

    def jump_to(self, y: int) -> None:
        """Scroll, at once, until line `y` is the first in view."""
        self.scroll_to(y=max(0, y), animate=False, force=True)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Line `y` of the viewport."""
        y += self.scroll_offset.y
        strip = self._strips.get(y)
        if strip is None:
            strip = self._strips[y] = self._draw(y)
            if len(self._strips) > KEPT_LINES:
                del self._strips[next(iter(self._strips))]
        return strip

    def _draw(self, y: int) -> Strip:
        width = self.size.width
        layout, painter = self.layout_, self._painter
        if layout is None or painter is None:
            return Strip.blank(width, self.visual_style.rich_style)
        segments: list[Segment] = []
        x = 0
        blocks = layout.items_at(y) if y < layout.height else (None,) * len(layout.columns)
        for i, (column, found) in enumerate(zip(layout.columns, blocks, strict=True)):
            if i:
                segments.append(Segment(RULE, painter.rule))
            elif column.x:
                segments.append(painter.blank(column.x))
            segments += self._gap_line(i, y) if found is None else self._cell_line(column, *found)
            x = column.right
        if x < width:
            segments.append(painter.blank(width - x))
        return Strip(painter.joined(segments)).adjust_cell_length(width, painter.text)

    def _cell_line(self, column: Column, block: LaidItem, line: int) -> list[Segment]:
        """Draw a line of a paragraph; its first has the number of the row that begins with it."""
        assert self._painter is not None, "asked for where there is something to draw"
        where, text, cut = block.item
        kind = self._kinds[where] if where in self._kinds else self._kinds.setdefault(where, self._kind_of(where))
        marks = self._marks_on(where)
        if cut:
            kind, marks = None, tuple(_within(mark, len(text)) for mark in marks)
        number = self._number_of(where) if not line else 0
        return self._painter.cell_line(
            text,
            block.line(line),
            column.width,
            kind,
            marks,
            cursor=where == self._cursor,
            gutter=column.gutter,
            number=str(number or ""),
        )

    def _gap_line(self, i: int, y: int) -> list[Segment]:
        """Draw a blank line of a column, with the pointers of the paragraph above it.

        Where signs take the room of a row's number beside the paragraph below, the number stands here.
        """
        layout, painter = self.layout_, self._painter
        assert layout is not None
        assert painter is not None
        column = layout.columns[i]
        above, below = layout.around(i, y) if y < layout.height else (None, None)
        pointers = self._pointers_of(above) if above else ()
        number = self._number_of(below) if below and self._has_signs(below) else 0
        if not pointers and not number:
            return [painter.blank(column.right - column.x)]
        return painter.gap_line(list(placed(pointers, column.width)), column.width, column.gutter, str(number or ""))

    def _has_signs(self, where: ParagraphId) -> bool:
        """Whether signs in the gutter stand beside the first line of a paragraph on the page."""
        layout, painter = self.layout_, self._painter
        found = layout.found(where) if layout else None
        if layout is None or painter is None or found is None:
            return False
        return painter.has_signs(self._marks_on(where), layout.laid(*found).line(0))

    def _marks_on(self, where: ParagraphId) -> Sequence[Mark]:
        marks = self._marks.get(where)
        if marks is None:
            marks = self._marks[where] = self._marks_of(where)
        return marks

    # Size, scrolling, mouse

    def on_resize(self, event: events.Resize) -> None:
        """Send `Resized`, and draw all lines anew: the same layout may be shown at another width."""
        self._strips.clear()
        self.post_message(self.Resized())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Send `Scrolled` when other lines are in view."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Scrolled())

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Send `Pressed` for the item under the mouse."""
        if event.button != 1 or self.layout_ is None:
            return
        hit, pointed = self._hit(event), self._pointed(event)
        if hit:
            self.capture_mouse()
            self.post_message(self.Pressed(*hit))
        elif pointed:
            self.post_message(self.PointerPressed(pointed))

    def on_click(self, event: events.Click) -> None:
        """Send `Chosen` for the second and third of several clicks."""
        hit = self._hit(event) if event.chain in _CHOSEN else None
        if hit:
            self.post_message(self.Chosen(*hit, _CHOSEN[event.chain]))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Send `Dragged` while the button is held."""
        if self.app.mouse_captured is self:
            hit = self._hit(event)
            if hit:
                self.post_message(self.Dragged(*hit))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of the mouse."""
        self.release_mouse()

    def _hit(self, event: events.MouseEvent) -> tuple[Item, int] | None:
        if self.layout_ is None:
            return None
        return self.layout_.hit(*self._cell(event))

    def _pointed(self, event: events.MouseEvent) -> ParagraphId | None:
        """The paragraph that the pointer under the mouse leads to."""
        layout, (x, y) = self.layout_, self._cell(event)
        if layout is None or not layout.columns or not 0 <= y < layout.height:
            return None
        i = layout.column_at(x)
        above, _ = layout.around(i, y)
        column = layout.columns[i]
        pointers = placed(self._pointers_of(above), column.width) if above else ()
        inside = x - column.text_x
        return next((p.target for p in pointers if p.x <= inside < p.x + cell_len(p.text)), None)

    def _cell(self, event: events.MouseEvent) -> tuple[int, int]:
        """The cell of the page under the mouse."""
        offset = event.get_content_offset(self) or event.offset
        return offset.x, offset.y + self.scroll_offset.y


def _within(mark: Mark, length: int) -> Mark:
    """A mark on a paragraph that is cropped to `length` characters; beyond those it moves to the last, the ellipsis."""
    start = min(mark.start, length - 1)
    return mark._replace(start=start, end=max(start + 1, min(mark.end, length)))
