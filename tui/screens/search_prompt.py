"""The line at the bottom of the screen in which a search is typed, while the page shows what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.color import TRANSPARENT
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from tui.screens.dialog import Dialog
from tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult


class SearchPrompt(Dialog[str | None]):
    """Gives the query at enter, None when the person would rather not search."""

    DEFAULT_CSS = """
    SearchPrompt {
        & > Horizontal {
            height: 1;
            background: $panel;
        }
        .sign, .count {
            width: auto;
        }
        .sign {
            padding: 0 0 0 1;
            color: $accent;
            text-style: bold;
        }
        .count {
            padding: 0 1 0 2;
            color: $foreground;
        }
        Field, Field:focus {
            width: 1fr;
            min-width: 10;
            height: 1;
            border: none;
            padding: 0;
            background: $panel;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("up,ctrl+p", "past(1)", "Earlier search", priority=True),
        Binding("down,ctrl+n", "past(-1)", "Later search", priority=True),
    ]

    def __init__(self, changed: Callable[[str], str], past: Sequence[str] = ()) -> None:
        """`changed` takes the query, at first and at every change, and says how much it found; `past`: oldest first."""
        super().__init__()
        # The application's rules for dialogs darken what lies behind them; here it is what one looks at.
        self.styles.background = TRANSPARENT
        self.styles.align = ("left", "bottom")
        self._changed = changed
        self._queries = ["", *reversed(past)]
        self._i = 0

    def compose(self) -> ComposeResult:
        """The sign, the field, what was found."""
        with Horizontal():
            yield Static(Content("/"), classes="sign")
            yield Field(placeholder="words of the text · ↑ earlier searches", select_on_focus=False)
            yield Static(Content(""), classes="count")

    def on_mount(self) -> None:
        """Search for nothing: what a first search has to make ready is made while the person thinks of a word."""
        self.call_after_refresh(self.on_input_changed)

    def on_input_changed(self) -> None:
        """Search for what is typed by now."""
        self.query_one(".count", Static).update(Content(self._changed(self.query_one(Field).value)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the search."""
        self.dismiss(event.value)

    def action_past(self, by: int) -> None:
        """Show an earlier or later search of this sitting; below the last one is what was typed."""
        field = self.query_one(Field)
        if self._i == 0:
            self._queries[0] = field.value
        self._i = max(0, min(self._i + by, len(self._queries) - 1))
        field.value = self._queries[self._i]
        field.cursor_position = len(field.value)
