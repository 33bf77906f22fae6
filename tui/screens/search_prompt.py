"""The line at the bottom of the screen in which a search is typed, while the page shows what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.color import TRANSPARENT
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tui.screens.dialog import Dialog
from tui.session.modes import SEARCH
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
    mode = SEARCH

    def __init__(self, changed: Callable[[str], str], past: Sequence[str] = ()) -> None:
        """`changed` takes the query, at first and at every change, and says how much it found; `past`: oldest first."""
        super().__init__()
        # The application's rules for dialogs darken what lies behind them; here it is what one looks at.
        self.styles.background = TRANSPARENT
        self.styles.align = ("left", "bottom")
        self._changed = changed
        self._queries = ["", *reversed(past)]
        self._i = 0
        self._searched: str | None = None
        self._field = Field(select_on_focus=False)

    def compose(self) -> ComposeResult:
        """The sign, the field, what was found."""
        with Horizontal():
            yield Static(Content("/"), classes="sign")
            earlier = self.app.keymap.line(("search_earlier", "earlier searches"))
            self._field.placeholder = " · ".join(filter(None, ("words of the text", earlier)))
            yield self._field
            yield Static(Content(""), classes="count")

    def on_mount(self) -> None:
        """Search for nothing: what a first search has to make ready is made while the person thinks of a word."""
        self.call_after_refresh(self._search)

    def on_input_changed(self) -> None:
        """Search for what is typed by now."""
        self._search()

    def _search(self) -> None:
        """Search for what stands in the field, unless that is done: keys come faster than it is told."""
        query = self._field.value
        if query != self._searched:
            self._searched = query
            self.query_one(".count", Static).update(Content(self._changed(query)))

    def action_search_keep(self) -> None:
        """Keep the search."""
        self._search()
        self.dismiss(self._field.value)

    def action_search_leave(self) -> None:
        """Search for nothing."""
        self.dismiss(None)

    def action_search_earlier(self) -> None:
        """Put in the search before this one."""
        self._past(1)

    def action_search_later(self) -> None:
        """Put in the search after this one."""
        self._past(-1)

    def _past(self, by: int) -> None:
        """Show an earlier or later search of this sitting; below the last one is what was typed."""
        if self._i == 0:
            self._queries[0] = self._field.value
        self._i = max(0, min(self._i + by, len(self._queries) - 1))
        self._field.value = self._queries[self._i]
        self._field.cursor_position = len(self._field.value)
