"""The palette: any command, tag or theme by a few letters, with the keys that do it without the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.keys.palette_entries import NOTHING, Entry, matching
from tui.screens.dialog import Dialog
from tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class Palette(Dialog["Entry | None"]):
    """Gives back the entry that is to be done; one of kind `NOTHING` where the letters mean none."""

    DEFAULT_CSS = """
    Palette .hint {
        height: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close"),
        Binding("down,ctrl+n", "mark(1)", "Next", priority=True),
        Binding("up,ctrl+p", "mark(-1)", "Previous", priority=True),
        Binding("pagedown", "mark(10)", "Further", priority=True),
        Binding("pageup", "mark(-10)", "Back", priority=True),
    ]

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = entries
        self._found = list(entries)

    def compose(self) -> ComposeResult:
        """The field, the list, and what the one that is marked does."""
        with Vertical(classes="dialog"):
            yield Field(placeholder="letters of a command, a tag or a theme")
            shown = OptionList(*map(_option, self._found))
            shown.can_focus = False
            yield shown
            yield Static(classes="hint")

    def on_mount(self) -> None:
        """Mark the first."""
        self.query_one(OptionList).highlighted = 0

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list down."""
        self._narrow(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give back the one that is marked; which is the best for letters typed faster than the list follows."""
        if event.value != self._letters:
            self._narrow(event.value)
        marked = self.query_one(OptionList).highlighted
        typed = " ".join(event.value.split())
        self.dismiss(Entry(NOTHING, typed, typed) if marked is None else self._found[marked])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give back the one that was clicked."""
        self.dismiss(self._found[event.option_index])

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what it does."""
        if event.option_index < len(self._found):
            self._say(self._found[event.option_index].help)

    def action_mark(self, by: int) -> None:
        """Mark the next or previous, at the ends those at the other end; further ones stop there."""
        shown = self.query_one(OptionList)
        if shown.option_count:
            to = (shown.highlighted or 0) + by
            last = shown.option_count - 1
            shown.highlighted = to % (last + 1) if abs(by) == 1 else max(0, min(to, last))

    _letters = ""

    def _narrow(self, query: str) -> None:
        self._letters = query
        self._found = matching(self._entries, query)
        shown = self.query_one(OptionList)
        shown.clear_options()
        shown.add_options(map(_option, self._found))
        shown.highlighted = 0 if self._found else None
        if not self._found:
            self._say("Nothing has such a name · esc closes")

    def _say(self, text: str) -> None:
        self.query_one(".hint", Static).update(Content(text))


def _option(entry: Entry) -> Option:
    keys = " ".join(entry.keys)
    return Option(Content.assemble(entry.title, (f" · {keys}", "dim") if keys else ""))
