"""Who is made to say a passage, and what kind of source that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from annotations.model import ATTRIBUTIONS
from tui.page.wrap import harmless
from tui.screens.dialog import Dialog
from tui.shown.search import fold, lower
from tui.widgets.form_field import FormField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

EXPLAINED = {
    "": "kind of source: not told",
    "named": "named: the article names who says it",
    "anonymous": "anonymous: the article gives no name",
    "document": "document: a paper, a post, a recording",
    "article": "article: it says so itself",
}
"""What each kind of attribution means."""
KEYS = "enter keeps it · esc changes nothing"
KEYS_WITH_NAMES = "enter keeps it · ↓ ↑ tab a name used before · esc changes nothing"
LISTED = 5
"""Names that show at a time."""
CUTOFF = 75
"""How much of the letters must be found in a name, in percent (rapidfuzz partial ratio)."""


def completions(names: Sequence[str], typed: str) -> list[str]:
    """The names that some letters could mean, best first and else in their order; all for none; never what is typed."""
    plain = {name: lower(fold(name)) for name in dict.fromkeys(names)}
    wanted = " ".join(lower(fold(typed)).split())
    if not wanted:
        return list(plain)
    from rapidfuzz import fuzz, process

    words = [name for name in plain if any(word.startswith(wanted) for word in _ends(plain[name]))]
    within = [name for name in plain if wanted in plain[name]]
    like = process.extract(wanted, plain, scorer=fuzz.partial_ratio, score_cutoff=CUTOFF, limit=None)
    found = dict.fromkeys([*words, *within, *(name for *_, name in like)])
    return [name for name in found if name != typed]


def _ends(name: str) -> list[str]:
    """A name from each of its words on."""
    words = name.split()
    return [" ".join(words[i:]) for i in range(len(words))]


class EditSource(Dialog[tuple[str, str] | None]):
    """Asks for a speaker and an attribution; None when both are to stay as they were.

    A name that was used before is taken only where an arrow marked it or tab completed it, so that a new name is never
    replaced by one that is like it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]

    _field = getters.query_one(FormField)
    _names_shown = getters.query_one(OptionList)

    def __init__(self, question: str, speaker: str, attribution: str, names: Sequence[str]) -> None:
        super().__init__()
        self._question, self._speaker, self._attribution = question, harmless(speaker), attribution
        self._names = [harmless(name) for name in names]
        self._listed: str | None = None

    def compose(self) -> ComposeResult:
        """The field, the names that it could mean, the kind of source."""
        keys = {
            "down": lambda: self._mark(1),
            "up": lambda: self._mark(-1),
            "tab": self._complete,
            "right": lambda: self._at_end() and self._complete(),
            "ctrl+r": self._turn,
        }
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="question quoting")
            yield FormField(self._speaker, keys, placeholder="a name, as the article gives it")
            names = OptionList(classes="short")
            names.can_focus = False
            names.display = bool(self._names)
            names.styles.height = min(LISTED, len(self._names))  # so that nothing moves as letters narrow it down
            yield names
            yield Static(classes="kind")
            yield Static(Content(KEYS_WITH_NAMES if self._names else KEYS), classes="hint")

    def on_mount(self) -> None:
        """Show the names and the kind."""
        self._list(self._speaker)
        self._show_kind()

    def on_input_changed(self) -> None:
        """Narrow the names down, by what is there now: a key that came since may have marked one."""
        self._list(self._field.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give back the name that was marked, else what was typed."""
        self.dismiss(((self._marked() or event.value).strip(), self._attribution))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the name that was clicked."""
        self._write(str(event.option.prompt))

    def _list(self, typed: str) -> None:
        """List what the letters could mean, unless it is there with its mark."""
        if typed == self._listed:
            return
        self._listed = typed
        names = self._names_shown
        names.clear_options()
        # Someone who comes back to a name that is there may want another one.
        found = completions(self._names, "" if typed == self._speaker else typed)
        names.add_options(Option(Content(name)) for name in found if name != typed)

    def _marked(self) -> str:
        names = self._names_shown
        return "" if names.highlighted is None else str(names.get_option_at_index(names.highlighted).prompt)

    def _mark(self, by: int) -> bool:
        """Mark the next or previous name; before the first there is what was typed."""
        self._list(self._field.value)
        names = self._names_shown
        count = names.option_count
        if count:
            now = -1 if names.highlighted is None else names.highlighted
            then = (now + by + 1) % (count + 1) - 1
            names.highlighted = None if then < 0 else then
        return True

    def _complete(self) -> bool:
        """Write the name that is marked, else the one that the letters mean most likely, into the field."""
        typed = self._field.value
        self._list(typed)
        name = self._marked() or next(iter(completions(self._names, typed)), "")
        if name:
            self._write(name)
        return True

    def _at_end(self) -> bool:
        field = self._field
        return bool(field.value) and field.cursor_position == len(field.value) and field.selection.is_empty

    def _write(self, name: str) -> None:
        self._field.value = name
        self._field.cursor_position = len(name)
        self._list(name)

    def _turn(self) -> bool:
        """The next kind of source."""
        kinds = ("", *ATTRIBUTIONS)
        at = kinds.index(self._attribution) if self._attribution in kinds else 0
        self._attribution = kinds[(at + 1) % len(kinds)]
        self._show_kind()
        return True

    def _show_kind(self) -> None:
        explained = EXPLAINED.get(self._attribution, harmless(self._attribution))
        self.query_one(".kind", Static).update(Content.assemble(("ctrl+r", "bold"), f"  {explained}"))
