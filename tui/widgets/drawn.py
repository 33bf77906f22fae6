"""Lines that are made when it is known how much room they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.segment import Segment
    from textual.geometry import Size

    Make = Callable[[Size], Sequence[Sequence[Segment]]]
    """The lines for a size in cells, at most as many as it is high; every segment has a style."""


class Drawn(Widget):
    """Shows what it is told to make, in the first frame already; a `Line` must know its width before."""

    DEFAULT_CSS = "Drawn { height: 1; }"
    ALLOW_SELECT = False

    _make: Make | None = None
    _made: tuple[Size, Sequence[Sequence[Segment]]] | None = None

    def show(self, make: Make) -> None:
        """Show these lines from now on."""
        self._make, self._made = make, None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line, blank where there is none."""
        size, ground = self.size, self.visual_style.rich_style
        if self._make is None:
            return Strip.blank(size.width, ground)
        if self._made is None or self._made[0] != size:
            self._made = size, self._make(size)
        lines = self._made[1]
        return Strip(lines[y] if y < len(lines) else ()).adjust_cell_length(size.width, ground)
