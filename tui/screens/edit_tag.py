"""A tag's name, key, colour and definition, as a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import HorizontalGroup, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tui.screens.dialog import Dialog
from tui.widgets.field import take_key
from tui.widgets.form_field import FormField

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from tui.look.theme import Look
    from tui.widgets.field import Keys

HINT = "enter keeps all · esc leaves it · tab ↓ ↑ other line · ← → colour"


class Form(NamedTuple):
    """What can be written about a tag."""

    name: str
    key: str
    """One character, or empty."""
    colour: str
    """The name of a slot of the palette."""
    definition: str


class ColourLine(Widget):
    """A slot of the palette, in its colour; left and right go through them all."""

    can_focus = True
    slot: reactive[str] = reactive("")

    def __init__(self, slot: str, look: Look, keys: Keys) -> None:
        super().__init__()
        self._look, self._slots = look, tuple(look.tags)
        self._keys = {**keys, "left": lambda: self._turn(-1), "right": lambda: self._turn(1)}
        self.set_reactive(ColourLine.slot, slot)

    def render(self) -> Content:
        """The colour and its name; arrows where they would change it."""
        before, after = ("‹ ", " ›") if self.has_focus else ("  ", "  ")
        return Content.assemble(before, Content.styled(f"■ {self.slot}", self._look.tag(self.slot).css), after)

    async def on_key(self, event: events.Key) -> None:
        """Do what a key means here; the others stop here: an answer could overtake them."""
        await take_key(self, self._keys, event)
        event.stop()

    def _turn(self, by: int) -> bool:
        at = self._slots.index(self.slot) if self.slot in self._slots else -by
        self.slot = self._slots[(at + by) % len(self._slots)]
        return True


class EditTag(Dialog[Form | None]):
    """Asks for all that a tag is; None when it is to stay as it was.

    `check` tells what is wrong with an answer, which is then shown, or nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]
    AUTO_FOCUS = "FormField"

    def __init__(self, question: str, form: Form, look: Look, check: Callable[[Form], str]) -> None:
        super().__init__()
        self._question, self._check = question, check
        self._refused: Form | None = None
        keys: Keys = {
            "tab": lambda: self._go(1),
            "down": lambda: self._go(1),
            "shift+tab": lambda: self._go(-1),
            "up": lambda: self._go(-1),
            "enter": self._keep,
            "escape": self._leave,
        }
        self._fields = {
            "name": FormField(form.name, keys),
            "key": FormField(form.key, keys, longest=1, placeholder="none"),
            "definition": FormField(form.definition, keys, placeholder="when to use it"),
        }
        self._colour = ColourLine(form.colour, look, keys)

    def compose(self) -> ComposeResult:
        """A line for each part, and the keys."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="question")
            for label in Form._fields:
                with HorizontalGroup():
                    yield Static(Content(label), classes="label")
                    yield self._line(label)
            yield Static(Content(HINT), classes="hint")

    def on_input_changed(self) -> None:
        """Show the keys again once the person mends what was wrong."""
        if self._form() != self._refused:
            self._say(HINT)

    def _form(self) -> Form:
        values = {label: field.value for label, field in self._fields.items()}
        return Form(colour=self._colour.slot, **values)

    def _line(self, label: str) -> Widget:
        return self._fields.get(label) or self._colour

    def _say(self, text: str, *, warn: bool = False) -> None:
        hint = self.query_one(".hint", Static)
        hint.update(Content(text))
        hint.set_class(warn, "warn")

    def _go(self, by: int) -> bool:
        """To the next or previous line, round the ends."""
        lines = [self._line(label) for label in Form._fields]
        at = lines.index(self.focused) if self.focused in lines else 0
        self.set_focus(lines[(at + by) % len(lines)])
        return True

    def _leave(self) -> bool:
        """Give no answer."""
        self.dismiss(None)
        return True

    def _keep(self) -> bool:
        """Give the answer, or tell what is wrong with it."""
        form = self._form()
        wrong = self._check(form)
        if wrong:
            self._refused = form
            self._say(wrong, warn=True)
        else:
            self.dismiss(form)
        return True
