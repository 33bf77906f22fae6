"""Who is made to say a passage, and what kind of source that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from annotations.model import ATTRIBUTIONS
from articles.form import harmless
from tui.look.legend import PRESENT
from tui.screens.dialog import Dialog
from tui.screens.picker import Picker
from tui.session.modes import SOURCE
from tui.shown.search import fold, lower
from tui.widgets.field import Field

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
OF_NAMES = ("source_next", "source_previous", "source_complete")
"""Commands that are for names used before."""
LISTED = 5
"""How many names show at a time."""
FOUND_PERCENT = 75
"""How much of the letters must be found in a name (rapidfuzz partial ratio)."""


def completions(names: Sequence[str], typed: str) -> list[str]:
    """The names that some letters could mean, best first and else in their order; all for none; never what is typed."""
    plain = {name: lower(fold(name)) for name in dict.fromkeys(names)}
    wanted = " ".join(lower(fold(typed)).split())
    if not wanted:
        return list(plain)
    from rapidfuzz import fuzz, process

    words = [name for name in plain if any(word.startswith(wanted) for word in _ends(plain[name]))]
    within = [name for name in plain if wanted in plain[name]]
    like = process.extract(wanted, plain, scorer=fuzz.partial_ratio, score_cutoff=FOUND_PERCENT, limit=None)
    found = dict.fromkeys([*words, *within, *(name for *_, name in like)])
    return [name for name in found if name != typed]


def _ends(name: str) -> list[str]:
    """A name from each of its words on."""
    words = name.split()
    return [" ".join(words[i:]) for i in range(len(words))]


class PickKind(Picker[str | None]):
    """Asks for the kind of source; None where it is to stay as it is."""

    def __init__(self, present: str) -> None:
        super().__init__("letters of a kind of source")
        self._present = present
        self._found: list[str] = []

    def compose(self) -> ComposeResult:
        """The field, the kinds, and the keys."""
        with Vertical(classes="dialog"):
            yield self.field
            yield self.choices
            keys = self.app.keymap.line(("pick_take", "takes it"), ("pick_leave", "leaves it as it is"))
            yield Static(Content(keys), classes="hint")

    def narrow(self, query: str) -> None:
        """List the kinds that the letters mean; the present one is marked at first."""
        wanted = lower(fold(query)).strip()
        told = {kind: lower(EXPLAINED[kind]) for kind in ("", *ATTRIBUTIONS)}
        begun = [kind for kind in told if told[kind].startswith(wanted)]
        self._found = list(dict.fromkeys([*begun, *(kind for kind in told if wanted in told[kind])]))
        self.choices.clear_options()
        signs = (PRESENT if kind == self._present else " " for kind in self._found)
        self.choices.add_options(
            Option(Content(f"{sign} {EXPLAINED[kind]}")) for sign, kind in zip(signs, self._found, strict=True)
        )
        at = self._found.index(self._present) if not wanted and self._present in self._found else 0
        self.choices.highlighted = at if self._found else None

    def take(self, i: int | None) -> None:
        """Give back the kind that is marked."""
        if i is not None:
            self.dismiss(self._found[i])


class EditSource(Dialog[tuple[str, str] | None]):
    """Asks for a speaker and an attribution; None when both are to stay as they were.

    A name that was used before is taken only where it was marked or completed, so that a new name is never replaced by
    one that is like it.
    """

    mode = SOURCE

    _names_shown = getters.query_one(OptionList)

    def __init__(self, question: str, speaker: str, attribution: str, names: Sequence[str]) -> None:
        super().__init__()
        self._question, self._speaker, self._attribution = question, harmless(speaker), attribution
        self._names = [harmless(name) for name in names]
        self._listed: str | None = None
        self._field = Field(self._speaker, placeholder="a name, as the article gives it", select_on_focus=False)

    def compose(self) -> ComposeResult:
        """The field, the names that it could mean, the kind of source."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="question quoting")
            yield self._field
            names = OptionList(classes="short")
            names.can_focus = False
            names.display = bool(self._names)
            names.styles.height = min(LISTED, len(self._names))  # so that nothing moves as letters narrow it down
            yield names
            yield Static(classes="kind")
            without = () if self._names else OF_NAMES
            yield Static(Content(self.app.keymap.hint_line(SOURCE, without=without)), classes="hint")

    def on_mount(self) -> None:
        """Show the names and the kind."""
        self._list(self._speaker)
        self._show_kind()

    def on_input_changed(self) -> None:
        """Narrow the names down, by what is there now: a key that came since may have marked one."""
        self._list(self._field.value)

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

    def action_source_next(self) -> None:
        """Mark the next name."""
        self._mark(1)

    def action_source_previous(self) -> None:
        """Mark the name before."""
        self._mark(-1)

    def _mark(self, by: int) -> None:
        """Mark the next or previous name; before the first there is what was typed."""
        self._list(self._field.value)
        names = self._names_shown
        count = names.option_count
        if count:
            now = -1 if names.highlighted is None else names.highlighted
            then = (now + by + 1) % (count + 1) - 1
            names.highlighted = None if then < 0 else then

    def action_source_complete(self) -> None:
        """Write the name that is marked, else the one that the letters mean most likely, into the field."""
        typed = self._field.value
        self._list(typed)
        name = self._marked() or next(iter(completions(self._names, typed)), "")
        if name:
            self._write(name)

    def action_source_complete_at_end(self) -> bool:
        """Do the same where the cursor is behind all that was typed; False elsewhere, where the key moves it."""
        field = self._field
        if not field.value or field.cursor_position < len(field.value) or not field.selection.is_empty:
            return False
        self.action_source_complete()
        return True

    def _write(self, name: str) -> None:
        self._field.value = name
        self._field.cursor_position = len(name)
        self._list(name)

    def action_source_kind(self) -> None:
        """Have the kind of source chosen from a list."""
        self.app.converse(self._pick_kind())

    async def _pick_kind(self) -> None:
        picked = await self.app.ask(PickKind(self._attribution))
        if picked is not None:
            self._attribution = picked
            self._show_kind()

    def action_source_keep(self) -> None:
        """Give back the name that is marked, else what was typed, and the kind."""
        self._list(self._field.value)
        self.dismiss(((self._marked() or self._field.value).strip(), self._attribution))

    def action_source_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)

    def _show_kind(self) -> None:
        explained = EXPLAINED.get(self._attribution, harmless(self._attribution))
        self.query_one(".kind", Static).update(
            Content.assemble((self.app.keymap.key("source_kind"), "bold"), f"  {explained}")
        )
