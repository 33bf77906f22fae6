"""The palette: any command, tag or theme by a few letters, with the keys that do it without the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from articles.form import harmless
from tui.keys.palette_entries import NOTHING, PLACE, PaletteEntry, matching
from tui.screens.picker import Picker
from tui.session.named_places import Named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult


class Palette(Picker["PaletteEntry | None"]):
    """Gives back the entry that is to be done; one of kind `NOTHING` where the letters mean none."""

    DEFAULT_CSS = """
    Palette .hint {
        height: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def __init__(self, entries: Sequence[PaletteEntry], named: Callable[[str], Named] | None = None) -> None:
        """`named` finds the places that the letters name, which come first."""
        super().__init__("letters of a command, a tag or a theme" + (", or the number of a row" if named else ""))
        self._entries, self._named = entries, named
        self._found = list(entries)

    def compose(self) -> ComposeResult:
        """The field, the list, and what the one that is marked does."""
        with Vertical(classes="dialog"):
            yield self.field
            yield self.choices
            yield Static(classes="hint")

    def narrow(self, query: str) -> None:
        """List the entries that the letters mean, the best of them marked."""
        named = self._named(query) if self._named else Named()
        places = [
            PaletteEntry(PLACE, place.title, place.title, place.text, place=place.paragraph) for place in named.places
        ]
        self._found = [*places, *matching(self._entries, query)]
        self.choices.clear_options()
        self.choices.add_options(map(_option, self._found))
        self.choices.highlighted = 0 if self._found else None
        if not self._found:
            self._say(
                f"{named.missing or 'Nothing has such a name'} · {self.app.keymap.line(('pick_leave', 'closes'))}"
            )

    def take(self, i: int | None) -> None:
        """Give back the entry that is marked; without one what was typed."""
        typed = " ".join(self.field.value.split())
        self.dismiss(PaletteEntry(NOTHING, typed, typed) if i is None else self._found[i])

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what it does."""
        if event.option_index < len(self._found):
            self._say(harmless(self._found[event.option_index].help))

    def action_palette(self) -> None:
        """Close by the key that opened it."""
        self.dismiss(None)

    def _say(self, text: str) -> None:
        self.query_one(".hint", Static).update(Content(text))


def _option(entry: PaletteEntry) -> Option:
    keys = " ".join(entry.keys)
    return Option(Content.assemble(entry.title, (f" · {keys}", "dim") if keys else ""))
