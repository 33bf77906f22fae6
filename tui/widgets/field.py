"""A field whose answer ends at enter or esc: what is typed after it is for what the answer leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, getters
from textual.widgets import Input

from articles.form import one_line
from tui.system.type_ahead import TypeAhead

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.widget import Widget

    Keys = Mapping[str, Callable[[], bool]]
    """What a key does; False where it means what it does in any field."""


async def take_key(widget: Widget, keys: Keys, event: events.Key) -> None:
    """Do what a key means, in its turn: what was typed before it is in the field already, what comes after is not.

    So are the widget's own bindings, which Textual looks up only when the key has come back to the application. A key
    that was on its way here when another widget got the focus goes on to that one, and one that was when the answer was
    given back to the application, which keeps it.
    """
    if isinstance(widget.app, TypeAhead) and widget.app.keep(event):
        return
    focused = widget.screen.focused
    if focused is not None and focused is not widget:
        focused._forward_event(events.Key(event.key, event.character))
    elif event.key not in keys or not keys[event.key]():
        bindings = widget._bindings.key_to_bindings.get(event.key)
        if not bindings:
            return
        await widget.app.run_action(bindings[0].action, default_namespace=widget)
    event.stop()
    event.prevent_default()


class Field(Input):
    """An `Input` that takes enter and esc in their turn; in Textual's later keys get into the text meanwhile."""

    app = getters.app(TypeAhead)

    async def on_key(self, event: events.Key) -> None:
        """Give the text at enter, nothing at esc; the application keeps the keys that follow."""
        if self.app.keep(event):
            return
        if event.key not in ("enter", "escape"):
            await take_key(self, {}, event)
            return
        event.prevent_default()
        event.stop()
        self.app.hold()
        if event.key == "enter":
            await self.action_submit()
        else:
            self.screen.dismiss(None)

    def on_paste(self, event: events.Paste) -> None:
        """Take all lines of what is pasted, as one, and nothing that a terminal could act on."""
        event.text = one_line(event.text)
