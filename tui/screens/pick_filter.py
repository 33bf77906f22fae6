"""The picker of filters: which rows to show, found by a few letters, or by a text that they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from articles.form import harmless
from tui.look.legend import PRESENT
from tui.screens.picker import Picker
from tui.session.modes import PICK_FILTER
from tui.shown.filters import BY_LINKS, Choice, Filter, quoted
from tui.shown.search import fold, lower

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

COUNT_CELLS = 5
"""For the number of rows."""


class PickedFilter(NamedTuple):
    """What was picked."""

    filter: Filter
    hides: bool
    """Whether the other rows are hidden, or dimmed."""


def narrowed(choices: Sequence[Choice], query: str) -> list[Choice]:
    """The choices whose labels have all words of a query, whatever their case and accents."""
    words = lower(fold(query)).split()
    return [choice for choice in choices if all(word in lower(fold(choice.label)) for word in words)]


class PickFilter(Picker[PickedFilter | None]):
    """Lists the filters and how many rows each picks; the other rows are hidden, or dimmed."""

    mode = PICK_FILTER

    def __init__(
        self,
        choices: Sequence[Choice],
        rows_with: Callable[[str], int],
        *,
        hides: bool = True,
        present: Filter | None = None,
    ) -> None:
        """`rows_with` tells in how many rows a text stands; `present` is the filter that is on."""
        super().__init__("letters of a filter, or words of the text")
        self._rows_with, self._hides, self._present = rows_with, hides, present
        by_text = present if present and present.sort == "text" else None
        self._all = [self._by_text(str(by_text.value)), *choices] if by_text else choices
        self._found: Sequence[Choice] = choices
        self._strong = bool(present and present.strong)

    def compose(self) -> ComposeResult:
        """The field and the list."""
        with Vertical(classes="dialog"):
            yield Static(Content("Which rows"), classes="question")
            yield self.field
            yield self.choices
            yield Static(classes="hint")

    def on_mount(self) -> None:
        """Tell what enter does."""
        self._hint()

    def action_pick_dim(self) -> None:
        """Dim the other rows in place of hiding them, or the other way round."""
        self._hides = not self._hides
        self._hint()

    def action_pick_weak(self) -> None:
        """Count weak links, or strong ones only, in the filters that ask for links."""
        self._strong = not self._strong
        self.narrow(self.field.value)
        self._hint()

    def take(self, i: int | None) -> None:
        """Give the filter, and whether it hides."""
        self.dismiss(None if i is None else PickedFilter(self._found[i].filter, self._hides))

    def narrow(self, query: str) -> None:
        """List the filters that the letters mean, and the one by this text; the one that is on is marked at first."""
        text = " ".join(query.split())
        of_links = [c for c in self._all if c.filter.sort not in BY_LINKS or c.filter.strong == self._strong]
        self._found = [*narrowed(of_links, query), *([self._by_text(text)] if text else [])]
        self.choices.clear_options()
        self.choices.add_options(map(self._option, self._found))
        on = (i for i, choice in enumerate(self._found) if choice.filter == self._present)
        self.choices.highlighted = next(on, 0) if self._found else None

    def _by_text(self, text: str) -> Choice:
        return Choice(Filter("text", text), f"rows with {quoted(text)}", self._rows_with(text))

    def _option(self, choice: Choice) -> Option:
        sign = PRESENT if choice.filter == self._present else " "
        count = (f"{choice.rows:{COUNT_CELLS}}", "dim")
        return Option(Content.assemble(f"{sign} ", count, f"  {harmless(choice.label)}"))

    def _hint(self) -> None:
        does, other = ("hides", "dimming") if self._hides else ("dims", "hiding")
        words = [("pick_take", f"{does} the other rows"), ("pick_dim", f"turns to {other}")]
        if any(choice.filter.strong for choice in self._all):
            words.append(("pick_weak", "counts weak links too" if self._strong else "counts strong links only"))
        words.append(("pick_leave", "closes"))
        self.query_one(".hint", Static).update(Content(self.app.keymap.line(*words)))
