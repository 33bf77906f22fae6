"""One line of segments: title, heads, rule and status are all of this kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.segment import Segment


class Line(Widget):
    """Shows the segments that it is given; repaints only when they differ."""

    DEFAULT_CSS = "Line { height: 1; }"
    ALLOW_SELECT = False

    _segments: Sequence[Segment] = ()

    def show(self, segments: Sequence[Segment]) -> None:
        """Show these segments from now on; they fill the line's width."""
        if segments != self._segments:
            self._segments = segments
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        if not self._segments:
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        return Strip(self._segments).adjust_cell_length(self.size.width, self.visual_style.rich_style)
