"""Questions on one line: for a text, or for yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.screens.dialog import Dialog
from tui.session.modes import ASK, CONFIRM
from tui.widgets.field import Field

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Ask(Dialog[str | None]):
    """Asks for a text; None when the person would rather not."""

    mode = ASK

    def __init__(
        self, question: str, value: str = "", *, keeps: str = "keeps it", leaves: str = "leaves it as it was"
    ) -> None:
        """`keeps` and `leaves` say what the keys do that give the text, and none."""
        super().__init__()
        self._question, self._keeps, self._leaves = question, keeps, leaves
        self._field = Field(value, select_on_focus=False)

    def compose(self) -> ComposeResult:
        """The question, the field and what the keys do."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="question")
            yield self._field
            hint = self.app.keymap.line(("ask_keep", self._keeps), ("ask_leave", self._leaves))
            yield Static(Content(hint), classes="hint")

    def action_ask_keep(self) -> None:
        """Give the text back."""
        self.dismiss(self._field.value)

    def action_ask_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)


class Confirm(Dialog[bool]):
    """Asks for yes or no."""

    mode = CONFIRM

    def __init__(self, question: str, yes: str) -> None:
        """`yes` says what is done on a yes."""
        super().__init__()
        self._question, self._yes = question, yes

    def compose(self) -> ComposeResult:
        """The question and its keys."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="question")
            hint = self.app.keymap.line(("confirm_yes", self._yes), ("confirm_no", "leaves it"))
            yield Static(Content(hint), classes="hint")

    def action_confirm_yes(self) -> None:
        """Yes."""
        self.dismiss(True)

    def action_confirm_no(self) -> None:
        """No."""
        self.dismiss(False)
