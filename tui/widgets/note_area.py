"""Several lines to write in, whose answer ends at enter as a `Field`'s does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.message import Message
from textual.widgets import TextArea

from articles.form import text_form_1
from tui.system.type_ahead import TypeAhead
from tui.widgets.field import take_key

if TYPE_CHECKING:
    from textual import events


class NoteArea(TextArea):
    """A `TextArea` that takes enter and esc in their turn; ctrl+j puts in a line break."""

    app = getters.app(TypeAhead)
    _warned = False

    class Given(Message):
        """The person is done."""

        def __init__(self, text: str | None) -> None:
            super().__init__()
            self.text = text
            """None where all is to stay as it was."""

    class Doubted(Message):
        """Once more esc, and what was typed is gone."""

    def __init__(self, text: str) -> None:
        self._before = text_form_1(text)
        super().__init__(
            self._before, soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False, compact=True
        )

    def on_mount(self) -> None:
        """Go on writing where the text ends."""
        self.move_cursor(self.document.end)

    def take(self, text: str) -> None:
        """Put a text in the place of what is there; ctrl+z takes that back."""
        self.replace(text_form_1(text), self.document.start, self.document.end)
        self.move_cursor(self.document.end)

    async def on_key(self, event: events.Key) -> None:
        """Give the answer; the application keeps the keys that follow."""
        if self.app.keep(event):
            return
        doubted, self._warned = self._warned, False
        keys = {
            "enter": lambda: self._give(self.text),
            "escape": lambda: self._leave(doubted),
            "ctrl+j": self._break,
            "shift+enter": self._break,
        }
        await take_key(self, keys, event)

    def on_paste(self, event: events.Paste) -> None:
        """Keep the lines of what is pasted and nothing that a terminal could act on."""
        event.text = text_form_1(event.text)

    def _give(self, text: str | None) -> bool:
        self.app.hold()
        self.post_message(self.Given(text))
        return True

    def _leave(self, doubted: bool) -> bool:
        if doubted or self.text == self._before:
            return self._give(None)
        self._warned = True
        self.post_message(self.Doubted())
        return True

    def _break(self) -> bool:
        self.insert("\n")
        return True
