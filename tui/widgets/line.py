"""One line of segments: title, heads, rule and status are all of this kind."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.page.wrap import is_narrow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.segment import Segment


class Line(Widget):
    """Shows the segments that it is given; repaints only as far as they differ."""

    DEFAULT_CSS = "Line { height: 1; }"
    ALLOW_SELECT = False

    _segments: Sequence[Segment] = ()

    def show(self, segments: Sequence[Segment]) -> None:
        """Show these segments from now on; they fill the line's width."""
        if segments != self._segments:
            end = _last_differing(self._segments, segments)
            self._segments = segments
            self.refresh(Region(0, 0, end, 1))  # Textual writes a line from its beginning

    def render_line(self, y: int) -> Strip:
        """The line."""
        if not self._segments:
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        return Strip(self._segments).adjust_cell_length(self.size.width, self.visual_style.rich_style)


def _last_differing(old: Sequence[Segment], new: Sequence[Segment]) -> int:
    """The cell after the last one in which two lines differ; the whole width where that takes more than a look."""
    width = max(sum(segment.cell_length for segment in line) for line in (old, new))
    if not all(is_narrow(segment.text) for line in (old, new) for segment in line):
        return width
    was, now = ([(c, segment.style) for segment in line for c in segment.text] for line in (old, new))
    if len(was) != len(now):
        return width
    pairs = zip(reversed(was), reversed(now), strict=True)
    return len(now) - sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
