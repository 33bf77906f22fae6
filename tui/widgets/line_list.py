"""A list of any length, one line an entry, one entry under the cursor; only the lines in view are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.look.paint import CURSOR_BAR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

KEPT_LINES = 600
"""Lines that are kept as they were drawn: some ten screens."""


class LineList(ScrollView, can_focus=True, inherit_bindings=False):
    """Entries drawn by whoever fills the list; a bar and a ground of its own mark the one under the cursor."""

    DEFAULT_CSS = """
    LineList {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    LineList > .line-list--cursor {
        background: $accent 30%;
    }
    LineList:ansi > .line-list--cursor {
        color: ansi_default;
        background: ansi_default;
        text-style: reverse;
    }
    LineList > .line-list--bar {
        color: $accent;
        text-style: bold;
    }
    """
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--cursor", "line-list--bar"}

    @dataclass
    class Picked(Message):
        """An entry was clicked a second time."""

        i: int

    @dataclass
    class Marked(Message):
        """Another entry is under the cursor."""

        i: int

        def can_replace(self, message: Message) -> bool:
            """Only the last of several counts."""
            return isinstance(message, LineList.Marked)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.count = 0
        """How many entries there are."""
        self.cursor = 0
        """The number of the entry under the cursor, from 0; 0 too where there is none."""
        self._line: Callable[[int, int], Sequence[Segment]] = lambda _i, _width: ()
        self._empty: Sequence[Segment] = ()
        self._strips: dict[int, Strip] = {}
        self._width = 0
        self._clicked: int | None = None

    def show(
        self,
        count: int,
        line: Callable[[int, int], Sequence[Segment]],
        *,
        cursor: int = 0,
        empty: Sequence[Segment] = (),
    ) -> None:
        """Show that many entries; `line(i, width)` draws entry `i`, from 0, in `width` cells; segments have styles.

        The cursor goes to a row, kept within the list; the lines in view stay where they can. Of no row at all tells
        `empty`.
        """
        self.count, self._line, self._empty = count, line, empty
        self.cursor = max(0, min(cursor, count - 1))
        self._clicked = None
        self._strips.clear()
        self.virtual_size = Size(self.size.width, max(1, count))
        self._bring_into_view()
        self.refresh()

    def move_to(self, i: int) -> None:
        """Put the cursor on entry `i`, kept within the list, and bring it into view."""
        i = max(0, min(i, self.count - 1))
        if i != self.cursor:
            self._clicked = None
            self.refresh_line(self.cursor)
            self.cursor = i
            self.refresh_line(i)
            self.post_message(self.Marked(i))
        self._bring_into_view()

    def _bring_into_view(self) -> None:
        top, view = self.scroll_offset.y, self.scrollable_content_region.height
        if not view:
            return
        nearest = min(max(top, self.cursor - view + 1), self.cursor)
        if abs(nearest - top) >= view:
            nearest = self.cursor - view // 4
        nearest = max(0, min(nearest, self.count - view))
        if nearest != top:
            self.scroll_to(y=nearest, animate=False, force=True)

    # Keys and mouse

    def step(self, by: int) -> None:
        """Go so many entries on, or back."""
        self.move_to(self.cursor + by)

    def page(self, by: int) -> None:
        """Go on or back by so many screenfuls."""
        self.move_to(self.cursor + by * max(1, self.scrollable_content_region.height - 1))

    def end(self, *, last: bool) -> None:
        """Go to the last entry, or to the first."""
        self.move_to(self.count - 1 if last else 0)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; the entry that was clicked last is picked."""
        offset = event.get_content_offset(self)
        i = self.scroll_offset.y + offset.y if offset else self.count
        if i >= self.count:
            return
        again = i == self._clicked
        self.move_to(i)
        self._clicked = None if again else i
        if again:
            self.post_message(self.Picked(i))

    # Drawing

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in view."""
        self._bring_into_view()

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """Line `y` of the viewport."""
        width, ground = self.scrollable_content_region.width, self.visual_style.rich_style
        y += self.scroll_offset.y
        if y >= self.count:
            blank = Strip.blank(width, ground)
            return Strip(self._empty).adjust_cell_length(width, ground) if y == self.count == 0 else blank
        if width != self._width:
            self._strips.clear()
            self._width = width
        strip = self._strips.get(y)
        if strip is None:
            drawn = Strip(self._line(y, max(0, width - 1))).adjust_cell_length(max(0, width - 1), ground)
            strip = self._strips[y] = drawn
            if len(self._strips) > KEPT_LINES:
                del self._strips[next(iter(self._strips))]
        if y != self.cursor:
            return Strip([Segment(" ", ground), *strip]).adjust_cell_length(width, ground)
        look = self.get_component_rich_style("line-list--cursor")
        marked = Segment.apply_style(strip, post_style=Style(bgcolor=look.bgcolor, reverse=look.reverse or None))
        bar = Segment(CURSOR_BAR, self.get_component_rich_style("line-list--bar"))
        return Strip([bar, *marked]).adjust_cell_length(width, ground)
