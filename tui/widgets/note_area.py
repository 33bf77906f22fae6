"""Several lines to write in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import TextArea

from articles.form import text_form_1
from tui.widgets.field import take_key

if TYPE_CHECKING:
    from textual import events


class NoteArea(TextArea):
    """A `TextArea` that takes the commands of its dialog in their turn."""

    def __init__(self, text: str) -> None:
        self._before = text_form_1(text)
        super().__init__(
            self._before, soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False, compact=True
        )

    def on_mount(self) -> None:
        """Go on writing where the text ends."""
        self.move_cursor(self.document.end)

    @property
    def is_as_before(self) -> bool:
        """Whether the text is the one that was given."""
        return self.text == self._before

    def take(self, text: str) -> None:
        """Put a text in the place of what is there; ctrl+z takes that back."""
        self.replace(text_form_1(text), self.document.start, self.document.end)
        self.move_cursor(self.document.end)

    async def on_key(self, event: events.Key) -> None:
        """Run the command of a key; letters are typed."""
        await take_key(self, event)

    def on_paste(self, event: events.Paste) -> None:
        """Keep the lines of what is pasted and nothing that a terminal could act on."""
        event.text = text_form_1(event.text)
        event.stop()  # it is taken: the application need not keep it
