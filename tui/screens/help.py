"""The keys that work at present, made from the keymap, and the tags with their definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text
from textual import getters
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.keys.commands import CODEBOOK, GROUPS, READ
from tui.keys.keymap import DEFAULT
from tui.screens.dialog import Dialog
from tui.system.type_ahead import TypeAhead

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.app import ComposeResult

    from annotations.codebook.codebook import Codebook, Tag
    from tui.keys.keymap import Keymap

KEYS_WIDTH = 18
"""Cells for the keys before each sentence, where a quarter of the terminal is not less."""
NO_KEY = "–"

_SCROLLS = {
    "down": "scroll_down", "up": "scroll_up", "page_down": "page_down", "page_up": "page_up", "first": "scroll_home",
    "last": "scroll_end",
}  # fmt: skip
"""What commands of the page do to a sheet."""


class Sheet(VerticalScroll, inherit_bindings=False):
    """Scrolls by the keys that move on the page."""

    app = getters.app(TypeAhead)

    def __init__(self, keymap: Keymap = DEFAULT) -> None:
        super().__init__()
        self._keymap = keymap

    async def on_key(self, event: events.Key) -> None:
        """Scroll; other keys are for the screen, and those behind the one that closes it for what comes next."""
        if self.app.keep(event):
            return
        command = self._keymap.find(READ, event.key, event.character if event.is_printable else None)
        if command is not None and command.id in _SCROLLS:
            event.stop()
            event.prevent_default()
            await self.run_action(_SCROLLS[command.id])


class Help(Dialog[bool]):
    """What each key does in a mode, group by group, and what the tags mean; True for on to the palette."""

    DEFAULT_CSS = """
    Help .hint {
        height: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def __init__(self, keymap: Keymap, mode: str, codebook: Codebook) -> None:
        super().__init__()
        self._keymap, self._mode, self._codebook = keymap, mode, codebook
        closing = dict.fromkeys((*keymap["help"].keys, "escape", "q", "question_mark", "f1", "enter"), False)
        self._ways = {**dict.fromkeys(keymap["palette"].keys, True), **closing}
        """What the keys that lead out of it answer."""

    def compose(self) -> ComposeResult:
        """The sheet and how to leave it."""
        keymap, mode, tags = self._keymap, self._mode, self._codebook.tags
        width = min(KEYS_WIDTH, self.app.size.width // 4)
        with Vertical(classes="dialog wide"):
            yield Static(Content(heading(mode)), classes="question")
            with Sheet(keymap):
                for group in keymap.groups(mode):
                    if mode == READ or group not in GROUPS[mode]:  # the title says it
                        yield Static(Content(group), classes="group")
                    yield Static(_table(keymap.help_rows(group, mode, [tag.key for tag in tags if tag.key]), width))
                if mode != CODEBOOK:
                    yield Static(Content("Tags"), classes="group")
                    rows = ((tag.key or _number(keymap, n), _meaning(tag)) for n, tag in enumerate(tags, 1))
                    yield Static(_table(rows, width))
            yield Static(Content(self._hint()), classes="hint")

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one(Sheet).focus()

    def _hint(self) -> str:
        key = self._keymap.key
        scroll = " ".join(filter(None, (key("down"), key("up"))))
        hints = ["esc closes", f"{scroll} scroll" if scroll else ""]
        if key("palette"):
            hints.append(f"{key('palette')} finds a command by its name")
        return " · ".join(filter(None, hints))

    def on_key(self, event: events.Key) -> None:
        """Close, by the key that opened this, too, and by that of the palette."""
        if self.app.keep(event):
            return
        name = event.key if event.key in self._ways else event.character if event.is_printable else None
        if name in self._ways:
            event.stop()
            event.prevent_default()
            self.dismiss(self._ways[name])


def heading(mode: str) -> str:
    """`Keys while selecting`: the title of a mode's help."""
    return "Keys on the page" if mode == READ else f"Keys {GROUPS[mode][0].lower()}"


def _number(keymap: Keymap, n: int) -> str:
    return keymap.key(f"tag_{n}") if n <= 9 else ""


def _meaning(tag: Tag) -> str:
    return f"{tag.name}. {tag.definition}" if tag.definition else tag.name


def _table(rows: Iterable[tuple[str, str]], keys_width: int) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=keys_width, style="bold")
    table.add_column(ratio=1)
    for keys, text in rows:
        table.add_row(Text(keys or NO_KEY), Text(text))
    return table
