"""The keys that work at present, made from the keymap, the tags with their definitions, and every sign; searchable."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.table import Table
from rich.text import Text
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.keys.palette_entries import keys_of_tag, mentions
from tui.keys.search_words import SEARCH_WORDS
from tui.look.legend import NO_KEY, legends
from tui.screens.dialog import Dialog
from tui.session.modes import HELP, HELP_FILTER, READ
from tui.widgets.field import Field
from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from annotations.codebook.codebook import Codebook, Tag
    from tui.keys.keymap import Keymap
    from tui.session.modes import Mode

KEYS_CELLS = 18
"""What the keys before each sentence get, where a quarter of the terminal is not less."""
PLACEHOLDER = "words of what a key, a sign or a tag means"


class Told(NamedTuple):
    """One line of the help."""

    keys: str
    """The keys of a command, a sign, or the key of a tag."""
    text: str
    words: str = ""
    """Other words that it is found by."""


class Section(NamedTuple):
    """What is told under one heading; empty where the title of the help says it."""

    heading: str
    lines: Sequence[Told]


class Help(Dialog[bool]):
    """What each key does in a mode, what the tags mean, and what every sign tells; True for on to the palette."""

    DEFAULT_CSS = """
    Help .hint {
        height: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    Help Field, Help Field:focus {
        dock: top;
        margin-bottom: 1;
    }
    Help.-short Field, Help.-short Field:focus {
        margin-bottom: 0;
    }
    """

    def __init__(self, of: Mode, codebook: Codebook, find: str = "") -> None:
        """`of` is the mode whose keys are told; `find` are words that the help begins narrowed down by."""
        super().__init__()
        self._of, self._codebook, self._find = of, codebook, find
        self._sections: list[Section] = []
        self._sheet = Sheet()
        self._field = Field(find, placeholder=PLACEHOLDER, select_on_focus=False)
        self._followed = ""

    @property
    def mode(self) -> Mode:
        """What the keys mean: something else while words are typed."""
        return HELP_FILTER if self.focused is self._field else HELP

    @property
    def mover(self) -> Sheet:
        """What is told of the keys."""
        return self._sheet

    def compose(self) -> ComposeResult:
        """The sheet and how to leave it."""
        self._sections = sections(self.app.keymap, self._of, self._codebook)
        self._field.display = bool(self._find)
        question = Static(Content(heading(self._of)), classes="question")
        question.display = not self._find
        with Vertical(classes="dialog wide"):
            yield question
            yield self._field
            with self._sheet:
                for section in self._sections:
                    title = Static(Content(section.heading), classes="group")
                    title.display = bool(section.heading)
                    yield title
                    yield Static(classes="told")
            yield Static(classes="hint")

    def on_mount(self) -> None:
        """Show all, or what the help was opened for."""
        self.set_focus(self._sheet)
        self._show(self._find)

    def _show(self, words: str) -> None:
        """Show what some words mean, all without any, and the keys of the present mode."""
        self._followed = words
        width = min(KEYS_CELLS, self.app.size.width // 4)
        found = 0
        titles, tables = self.query(".group").results(Static), self.query(".told").results(Static)
        for section, title, table in zip(self._sections, titles, tables, strict=True):
            lines = [line for line in section.lines if mentions(" ".join(line), words)]
            title.display, table.display = bool(lines and section.heading), bool(lines)
            if lines:
                table.update(_table(lines, width))
            found += len(lines)
        self.query_one(".hint", Static).update(Content(self._hint() if found else self._none()))

    def _hint(self) -> str:
        key = self.app.keymap.key
        scroll = " ".join(filter(None, (key("down"), key("up"))))
        if self.mode is HELP_FILTER:
            return self.app.keymap.line(("help_find_keep", "goes on there"), ("help_find_clear", "shows all"))
        hints = [f"{keys} {word}" for keys, word in self.app.keymap.hints(HELP)]
        hints.insert(1, f"{scroll} scroll" if scroll else "")
        if key("palette"):
            hints.append(f"{key('palette')} finds a command by its name")
        return " · ".join(filter(None, hints))

    def _none(self) -> str:
        way = ("help_find_clear" if self.mode is HELP_FILTER else "help_close", "shows all")
        return f"Nothing here is called that · {self.app.keymap.line(way)}"

    # Searching

    def action_help_find(self) -> None:
        """Give the keys to the field."""
        self.app.converse(self._search())

    async def _search(self) -> None:
        self._sheet.styles.min_height = self._sheet.size.height  # so that nothing moves as letters narrow it down
        self._reveal_field(shown=True)
        self.set_focus(self._field)
        self._show(self._field.value)

    def _reveal_field(self, *, shown: bool) -> None:
        """Show the field in place of the title, or the title again."""
        self._field.display = shown
        self.query_one(".question").display = not shown

    def on_input_changed(self) -> None:
        """Narrow it down."""
        self._follow()

    def _follow(self) -> None:
        """Narrow it down by what stands in the field, unless it is: keys come faster than it is told."""
        if self._field.value != self._followed:
            self._show(self._field.value)
            self._sheet.end(last=False)

    def action_help_find_keep(self) -> None:
        """Go on in what was found."""
        self._follow()
        self.set_focus(self._sheet)
        self._reveal_field(shown=bool(self._field.value))
        self._show(self._field.value)

    def action_help_find_clear(self) -> None:
        """Show all again."""
        self._field.value = self._find = ""
        self.action_help_find_keep()

    # Leaving

    def action_help_close(self) -> None:
        """Show all again where a person has narrowed it down, else go back to where it was opened."""
        if self._field.value != self._find:
            self.action_help_find_clear()
        else:
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


def sections(keymap: Keymap, of: Mode, codebook: Codebook) -> list[Section]:
    """All that a mode's help tells: the keys, group by group, the tags, and the signs, those of its screen first."""
    found = []
    names = {command.named(of)[1]: f"{command.title} {SEARCH_WORDS.get(command.id, '')}" for command in keymap.commands}
    for group in keymap.groups(of):
        rows = keymap.help_rows(group, of, [tag.key for tag in codebook.tags if tag.key])
        title = group if of is READ or group not in of.headings else ""  # the help's own title says it
        if rows:
            found.append(Section(title, [Told(keys or NO_KEY, text, names.get(text, "")) for keys, text in rows]))
    if of.takes_tags:
        meanings = [
            Told(" ".join(keys_of_tag(keymap, of, codebook, tag)) or NO_KEY, _meaning(tag)) for tag in codebook.tags
        ]
        found.append(Section("Tags", meanings))
    for legend in legends(of):
        signs = [Told(sign.drawn, f"{sign.name}. {sign.means}", sign.words) for sign in legend.signs]
        found.append(Section(legend.title, signs))
    return found


def _meaning(tag: Tag) -> str:
    return f"{tag.name}. {tag.definition}" if tag.definition else tag.name


def _table(lines: Sequence[Told], keys_width: int) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=keys_width, style="bold")
    table.add_column(ratio=1)
    for line in lines:
        table.add_row(Text(line.keys), Text(line.text))
    return table
