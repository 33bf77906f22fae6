"""All keys, made from the table of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.commands import GROUPS, help_rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from annotations.codebook import Codebook

KEYS_WIDTH = 20
"""Cells for the keys before each sentence."""


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
                for group in GROUPS:
                    yield Static(Content(group), classes="group")
                    for keys, text in help_rows(group):
                        yield Static(self._row(keys, text))
                yield Static(Content("Tags"), classes="group")
                for tag in self._codebook.tags:
                    yield Static(self._row(tag.sign, f"{tag.name}. {tag.definition}".strip()))
            yield Static(Content("j k scroll · esc closes · : finds a command by its name"), classes="hint")

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one(Sheet).focus()

    def _row(self, keys: str, text: str) -> Content:
        return Content.assemble((f"{keys:<{KEYS_WIDTH}} ", "bold"), text)
