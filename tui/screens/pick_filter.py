"""The picker of filters: which rows to show, found by a few letters, or by a text that they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.page.wrap import harmless
from tui.screens.dialog import Dialog
from tui.shown.filters import Choice, Filter, quoted
from tui.shown.search import fold, lower
from tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

COUNT = 5
"""Cells for the number of rows."""


class Picked(NamedTuple):
    """What was picked."""

    filter: Filter
    hides: bool
    """Whether the other rows are hidden, or dimmed."""


def narrowed(choices: Sequence[Choice], query: str) -> list[Choice]:
    """The choices whose labels have all words of a query, whatever their case and accents."""
    words = lower(fold(query)).split()
    return [choice for choice in choices if all(word in lower(fold(choice.label)) for word in words)]


class PickFilter(Dialog[Picked | None]):
    """Lists the filters and how many rows each picks; enter takes the one marked, tab turns hiding into dimming."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("down,ctrl+n", "mark(1)", "Next", priority=True),
        Binding("up,ctrl+p", "mark(-1)", "Previous", priority=True),
        Binding("tab,shift+tab", "turn", "Hide or dim the other rows", priority=True),
    ]

    def __init__(
        self,
        choices: Sequence[Choice],
        rows_with: Callable[[str], int],
        *,
        hides: bool = True,
        present: Filter | None = None,
    ) -> None:
        """`rows_with` tells in how many rows a text stands; `present` is the filter that is on."""
        super().__init__()
        self._rows_with, self._hides, self._present = rows_with, hides, present
        by_text = present if present and present.sort == "text" else None
        self._choices = [self._by_text(str(by_text.value)), *choices] if by_text else choices
        self._listed: Sequence[Choice] = choices

    def compose(self) -> ComposeResult:
        """The field and the list."""
        with Vertical(classes="dialog"):
            yield Static(Content("Which rows"), classes="question")
            yield Field(placeholder="letters of a filter, or words of the text")
            filters = OptionList()
            filters.can_focus = False
            yield filters
            yield Static(classes="hint")

    def on_mount(self) -> None:
        """List all filters."""
        self._list("")
        self._hint()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list down."""
        self._list(event.value)

    def on_input_submitted(self) -> None:
        """Take the filter that is marked."""
        self._take(self.query_one(OptionList).highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the filter that was clicked."""
        self._take(event.option_index)

    def action_mark(self, by: int) -> None:
        """Mark the next or previous filter."""
        filters = self.query_one(OptionList)
        if filters.option_count:
            filters.highlighted = ((filters.highlighted or 0) + by) % filters.option_count

    def action_turn(self) -> None:
        """Dim the other rows in place of hiding them, or the other way round."""
        self._hides = not self._hides
        self._hint()

    def _take(self, i: int | None) -> None:
        self.dismiss(None if i is None else Picked(self._listed[i].filter, self._hides))

    def _list(self, query: str) -> None:
        """List the filters that the letters mean, and the one by this text; the one that is on is marked at first."""
        text = " ".join(query.split())
        self._listed = [*narrowed(self._choices, query), *([self._by_text(text)] if text else [])]
        filters = self.query_one(OptionList)
        filters.clear_options()
        filters.add_options(map(self._option, self._listed))
        on = (i for i, choice in enumerate(self._listed) if choice.filter == self._present)
        filters.highlighted = next(on, 0) if self._listed else None

    def _by_text(self, text: str) -> Choice:
        return Choice(Filter("text", text), f"rows with {quoted(text)}", self._rows_with(text))

    def _option(self, choice: Choice) -> Option:
        sign = "✓" if choice.filter == self._present else " "
        return Option(Content.assemble(f"{sign} ", (f"{choice.rows:{COUNT}}", "dim"), f"  {harmless(choice.label)}"))

    def _hint(self) -> None:
        does, other = ("hides", "dimming") if self._hides else ("dims", "hiding")
        hint = f"enter {does} the other rows · tab turns to {other} · esc closes"
        self.query_one(".hint", Static).update(Content(hint))
