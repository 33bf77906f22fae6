"""What can be picked under a field that narrows it down."""

from __future__ import annotations

from textual.widgets import OptionList

PAGE_CHOICES = 10
"""How many choices a screenful is."""


class Choices(OptionList, can_focus=False):
    """An `OptionList` in which the field above it marks a choice."""

    def step(self, by: int) -> None:
        """Mark the choice so many further on or back, round the ends."""
        if self.option_count:
            self.highlighted = ((self.highlighted or 0) + by) % self.option_count

    def page(self, by: int) -> None:
        """Mark a choice so many screenfuls further on or back, at most the one at the end."""
        if self.option_count:
            to = (self.highlighted or 0) + by * PAGE_CHOICES
            self.highlighted = max(0, min(to, self.option_count - 1))

    def end(self, *, last: bool) -> None:
        """Mark the last choice, or the first."""
        if self.option_count:
            self.highlighted = self.option_count - 1 if last else 0
