"""Text that can be scrolled."""

from __future__ import annotations

from textual.containers import VerticalScroll


class Sheet(VerticalScroll, inherit_bindings=False):
    """Scrolls at once, by lines and by screenfuls."""

    def step(self, by: int) -> None:
        """Scroll so many lines on, or back."""
        self.scroll_relative(y=by, animate=False)

    def page(self, by: int) -> None:
        """Scroll so many screenfuls on, or back."""
        self.scroll_relative(y=by * self.scrollable_content_region.height, animate=False)

    def end(self, *, last: bool) -> None:
        """Scroll to the end, or to the top."""
        if last:
            self.scroll_end(animate=False)
        else:
            self.scroll_home(animate=False)
