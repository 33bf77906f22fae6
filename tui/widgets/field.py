"""A field to type in, and how a key of a dialog is taken in its turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input

from articles.form import one_line
from tui.system.type_ahead import TypeAhead

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widget import Widget


async def take_key(widget: Widget, event: events.Key) -> None:
    """Run the command of a key in its turn: what was typed before it is in the field, what comes after is not.

    So are the widget's own bindings, which Textual looks up only when the key has come back to the application. A key
    that was on its way here when another widget got the focus goes on to that one, and one that was when the answer was
    given back to the application, which keeps it. A key that means nothing here goes no further: another mode could
    begin meanwhile.
    """
    app = widget.app
    if not isinstance(app, TypeAhead) or app.keep(event):
        return
    focused = widget.screen.focused
    if focused is not None and focused is not widget:
        focused._forward_event(events.Key(event.key, event.character))
    elif not await app.obey(event):
        bindings = widget._bindings.key_to_bindings.get(event.key)
        if not bindings:
            if not event.is_printable:
                event.stop()
            return
        await app.run_action(bindings[0].action, default_namespace=widget)
    event.stop()
    event.prevent_default()


class Field(Input):
    """An `Input` that takes the commands of its dialog in their turn; in Textual's later keys get into the text."""

    apart: Callable[[str, str], str] | None = None
    """What is made of a paste, of what stands before it and it; None where it is taken as it is."""

    async def on_key(self, event: events.Key) -> None:
        """Run the command of a key; letters are typed."""
        await take_key(self, event)

    def on_paste(self, event: events.Paste) -> None:
        """Take all lines of what is pasted, as one, and nothing that a terminal could act on."""
        text, before = one_line(event.text), self.value[: min(self.selection)]
        event.text = self.apart(before, text) if self.apart else text
