"""The least that Textual needs to answer a key: the peer that the reader's keys are measured against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import Static

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


class BareLine(App[None]):
    """A screenful of text, and under it a line that each key changes."""

    CSS = "#text { height: 1fr; }"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, text: str) -> None:
        super().__init__()
        self.animation_level = "none"
        self._text, self._line = text, Static("", id="line")
        self._keys = 0

    def compose(self) -> ComposeResult:
        """The text and the line."""
        yield Static(self._text, id="text", markup=False)
        yield self._line

    def on_key(self, event: events.Key) -> None:
        """Change the line, which keeps its size."""
        self._keys += 1
        self._line.update(f"{self._keys} keys, the last one {event.key}", layout=False)
