"""What was said in this sitting, to be read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from articles.form import harmless
from tui.screens.dialog import Dialog
from tui.session.modes import MESSAGES
from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tui.session.messages import Said


class SaidBefore(Dialog[None]):
    """The messages of a sitting in full, the newest first."""

    mode = MESSAGES

    def __init__(self, said: Sequence[Said]) -> None:
        super().__init__()
        self._said = said
        self._sheet = Sheet()

    @property
    def mover(self) -> Sheet:
        """The messages."""
        return self._sheet

    def compose(self) -> ComposeResult:
        """A paragraph for each message; those that warn have a sign."""
        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(width=1, style="bold")
        table.add_column(ratio=1, overflow="fold")
        for said in reversed(self._said):
            table.add_row("!" if said.warn else "·", Text(harmless(said.text), style="bold" if said.warn else ""))
        with Vertical(classes="dialog wide"):
            yield Static(Content("What was said in this sitting, the newest first"), classes="question")
            with self._sheet:
                yield Static(table if self._said else Content("Nothing yet"))
            yield Static(Content(self.app.keymap.line(("messages_close", "closes"))), classes="hint")

    def action_messages_close(self) -> None:
        """Back to where it was opened."""
        self.dismiss(None)

    def action_messages(self) -> None:
        """Close by the key that opened it, too."""
        self.dismiss(None)
