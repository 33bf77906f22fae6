"""All keys, made from the table of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.table import Table
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.commands import GROUPS, help_rows
from tui.status import NARROW

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from annotations.codebook import Codebook

KEYS_WIDTH, NARROW_KEYS_WIDTH = 18, 9
"""Cells for the keys before each sentence; the second where the terminal is narrow."""


class Sheet(VerticalScroll, inherit_bindings=False):
    """Scrolls by the reader's own keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_down", "Down"),
        Binding("k,up", "scroll_up", "Up"),
        Binding("space,pagedown,ctrl+d", "page_down", "Page down"),
        Binding("pageup,ctrl+u", "page_up", "Page up"),
        Binding("g,home", "scroll_home", "Top"),
        Binding("G,end", "scroll_end", "End"),
    ]


class Help(ModalScreen[None]):
    """What each key does, group by group, and what the tags mean."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark,f1,enter", "dismiss(None)", "Close")]

    def __init__(self, codebook: Codebook) -> None:
        super().__init__()
        self._codebook = codebook

    def compose(self) -> ComposeResult:
        """The sheet and how to leave it."""
        with Vertical(classes="dialog wide"):
            with Sheet():
                width = NARROW_KEYS_WIDTH if self.app.size.width < NARROW else KEYS_WIDTH
                for group in GROUPS:
                    yield Static(Content(group), classes="group")
                    yield Static(_table(help_rows(group), width))
                yield Static(Content("Tags"), classes="group")
                yield Static(
                    _table(((tag.sign, f"{tag.name}. {tag.definition}") for tag in self._codebook.tags), width)
                )
            yield Static(Content("j k scroll · esc closes · : finds a command by its name"), classes="hint")

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one(Sheet).focus()


def _table(rows: Iterable[tuple[str, str]], keys_width: int) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=keys_width, style="bold")
    table.add_column(ratio=1)
    for keys, text in rows:
        table.add_row(Text(keys), Text(text))
    return table
