"""The keys that work at present, made from the keymap, and the tags with their definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.screens.dialog import Dialog
from tui.session.modes import HELP, READ
from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from annotations.codebook.codebook import Codebook, Tag
    from tui.keys.keymap import Keymap
    from tui.session.modes import Mode

KEYS_CELLS = 18
"""What the keys before each sentence get, where a quarter of the terminal is not less."""
NO_KEY = "–"


class Help(Dialog[bool]):
    """What each key does in a mode, group by group, and what the tags mean; True for on to the palette."""

    DEFAULT_CSS = """
    Help .hint {
        height: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    mode = HELP

    def __init__(self, of: Mode, codebook: Codebook) -> None:
        """`of` is the mode whose keys are told."""
        super().__init__()
        self._of, self._codebook = of, codebook
        self._sheet = Sheet()

    @property
    def mover(self) -> Sheet:
        """What is told of the keys."""
        return self._sheet

    def compose(self) -> ComposeResult:
        """The sheet and how to leave it."""
        keymap, of, tags = self.app.keymap, self._of, self._codebook.tags
        width = min(KEYS_CELLS, self.app.size.width // 4)
        with Vertical(classes="dialog wide"):
            yield Static(Content(heading(of)), classes="question")
            with self._sheet:
                for group in keymap.groups(of):
                    rows = keymap.help_rows(group, of, [tag.key for tag in tags if tag.key])
                    if rows and (of is READ or group not in of.headings):  # the title says it
                        yield Static(Content(group), classes="group")
                    yield Static(_table(rows, width))
                if of.takes_tags:
                    yield Static(Content("Tags"), classes="group")
                    meanings = ((tag.key or _number(keymap, n), _meaning(tag)) for n, tag in enumerate(tags, 1))
                    yield Static(_table(meanings, width))
            yield Static(Content(self._hint()), classes="hint")

    def _hint(self) -> str:
        key = self.app.keymap.key
        scroll = " ".join(filter(None, (key("down"), key("up"))))
        hints = [f"{key('help_close')} closes", f"{scroll} scroll" if scroll else ""]
        if key("palette"):
            hints.append(f"{key('palette')} finds a command by its name")
        return " · ".join(filter(None, hints))

    def action_help_close(self) -> None:
        """Back to where it was opened."""
        self.dismiss(False)

    def action_help(self) -> None:
        """Close by the key that opened it, too."""
        self.dismiss(False)

    def action_palette(self) -> None:
        """On to the palette."""
        self.dismiss(True)


def heading(mode: Mode) -> str:
    """`Keys while selecting`: the title of a mode's help."""
    return "Keys on the page" if mode is READ else f"Keys {mode.headings[0][0].lower()}{mode.headings[0][1:]}"


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
