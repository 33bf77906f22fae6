"""A field whose answer ends at enter: what is typed after it is for what the answer leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.widgets import Input

from tui.type_ahead import TypeAhead

if TYPE_CHECKING:
    from textual import events


class Field(Input):
    """An `Input` that takes enter in its turn; in Textual's later keys get into the text while enter bubbles."""

    app = getters.app(TypeAhead)
    _given = False

    async def on_key(self, event: events.Key) -> None:
        """Give the text at enter, once; the application keeps the keys that follow."""
        if self._given:
            event.prevent_default()
        elif event.key == "enter":
            event.prevent_default()
            event.stop()
            self._given = True
            self.app.hold()
            await self.action_submit()

    def on_paste(self, event: events.Paste) -> None:
        """Take all lines of what is pasted, as one; an `Input` takes the first."""
        event.text = " ".join(event.text.split())
