"""A tag's name, key, colour and definition, as a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.containers import HorizontalGroup, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tui.screens.dialog import Dialog
from tui.session.modes import TAG_COLOUR, TAG_FORM
from tui.widgets.field import Field, take_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from tui.look.theme import Look
    from tui.session.modes import Mode


class TagForm(NamedTuple):
    """What can be written about a tag."""

    name: str
    key: str
    """One character, or empty."""
    colour: str
    """The name of a slot of the palette."""
    definition: str


class ColourLine(Widget):
    """A slot of the palette, in its colour."""

    can_focus = True
    slot: reactive[str] = reactive("")

    def __init__(self, slot: str, look: Look) -> None:
        super().__init__()
        self._look, self._slots = look, tuple(look.tags)
        self.set_reactive(ColourLine.slot, slot)

    def render(self) -> Content:
        """The colour and its name; arrows where they would change it."""
        before, after = ("‹ ", " ›") if self.has_focus else ("  ", "  ")
        return Content.assemble(before, Content.styled(f"■ {self.slot}", self._look.tag(self.slot).css), after)

    async def on_key(self, event: events.Key) -> None:
        """Run the command of a key in its turn; the others stop here: an answer could overtake them."""
        await take_key(self, event)
        event.stop()

    def turn(self, by: int) -> None:
        """Go on to the next slot, or back, round the ends."""
        at = self._slots.index(self.slot) if self.slot in self._slots else -by
        self.slot = self._slots[(at + by) % len(self._slots)]


class EditTag(Dialog[TagForm | None]):
    """Asks for all that a tag is; None when it is to stay as it was.

    `check` tells what is wrong with an answer, which is then shown, or nothing.
    """

    AUTO_FOCUS = "Field"

    def __init__(self, question: str, form: TagForm, look: Look, check: Callable[[TagForm], str]) -> None:
        super().__init__()
        self._question, self._check = question, check
        self._refused: TagForm | None = None
        self._fields = {
            "name": Field(form.name, select_on_focus=False),
            "key": Field(form.key, max_length=1, placeholder="none"),
            "definition": Field(form.definition, select_on_focus=False, placeholder="when to use it"),
        }
        self._colour = ColourLine(form.colour, look)

    @property
    def mode(self) -> Mode:
        """What the keys mean: on the colour's line there are some more."""
        return TAG_COLOUR if self.focused is self._colour else TAG_FORM

    @property
    def _keys(self) -> str:
        return self.app.keymap.hint_line(TAG_FORM)

    def compose(self) -> ComposeResult:
        """A line for each part, and the keys."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="question")
            for label in TagForm._fields:
                with HorizontalGroup():
                    yield Static(Content(label), classes="label")
                    yield self._line(label)
            yield Static(Content(self._keys), classes="hint")

    def on_input_changed(self) -> None:
        """Show the keys again once the person mends what was wrong."""
        if self._form() != self._refused:
            self._say(self._keys)

    def _form(self) -> TagForm:
        values = {label: field.value for label, field in self._fields.items()}
        return TagForm(colour=self._colour.slot, **values)

    def _line(self, label: str) -> Widget:
        return self._fields.get(label) or self._colour

    def _say(self, text: str, *, warn: bool = False) -> None:
        hint = self.query_one(".hint", Static)
        hint.update(Content(text))
        hint.set_class(warn, "warn")

    def action_form_next(self) -> None:
        """Go to the next line."""
        self._go(1)

    def action_form_previous(self) -> None:
        """Go to the line before."""
        self._go(-1)

    def _go(self, by: int) -> None:
        """Go so many lines on or back, round the ends."""
        lines = [self._line(label) for label in TagForm._fields]
        at = lines.index(self.focused) if self.focused in lines else 0
        self.set_focus(lines[(at + by) % len(lines)])

    def action_colour_next(self) -> None:
        """Choose the next colour."""
        self._colour.turn(1)

    def action_colour_previous(self) -> None:
        """Choose the colour before."""
        self._colour.turn(-1)

    def action_form_leave(self) -> None:
        """Give no answer."""
        self.dismiss(None)

    def action_form_keep(self) -> None:
        """Give the answer, or tell what is wrong with it."""
        form = self._form()
        wrong = self._check(form)
        if wrong:
            self._refused = form
            self._say(wrong, warn=True)
        else:
            self.dismiss(form)
