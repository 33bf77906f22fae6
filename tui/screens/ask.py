"""Questions: for a text, for yes or no, or for one of a few ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.screens.dialog import Dialog
from tui.session.modes import ASK, CHOOSE, CONFIRM
from tui.widgets.choices import Choices
from tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.widgets import OptionList


class Ask(Dialog[str | None]):
    """Asks for a text; None when the person would rather not."""

    mode = ASK

    def __init__(
        self,
        question: str,
        value: str = "",
        *,
        keeps: str = "keeps it",
        leaves: str = "leaves it as it was",
        apart: Callable[[str, str], str] | None = None,
    ) -> None:
        """`keeps` and `leaves` say what the keys do that give the text, and none; `apart` is that of the field."""
        super().__init__()
        self._question, self._keeps, self._leaves = question, keeps, leaves
        self._field = Field(value, select_on_focus=False)
        self._field.apart = apart

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


class Choose(Dialog["int | None"]):
    """Asks for one of several ways; gives its number from 0, None when the person would rather have none."""

    mode = CHOOSE

    def __init__(self, question: str, ways: Sequence[str]) -> None:
        """The first of the ways is marked."""
        super().__init__()
        self._question = question
        self._choices = Choices(*(Content(way) for way in ways))

    def compose(self) -> ComposeResult:
        """The question, the ways and the keys."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="question")
            yield self._choices
            yield Static(Content(self.app.keymap.hint_line(CHOOSE)), classes="hint")

    def on_mount(self) -> None:
        """Mark the first."""
        self._choices.highlighted = 0

    @property
    def mover(self) -> Choices:
        """The ways."""
        return self._choices

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the way that was clicked."""
        self.dismiss(event.option_index)

    def action_choose_take(self) -> None:
        """Take the way that is marked."""
        self.dismiss(self._choices.highlighted)

    def action_choose_leave(self) -> None:
        """Take none."""
        self.dismiss(None)
