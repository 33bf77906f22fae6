"""A field of a dialog that gives other keys than enter a meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from articles.form import one_line
from tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.widget import Widget

    Keys = Mapping[str, Callable[[], bool]]
    """What a key does; False where it means what it does in any field."""


async def take_key(widget: Widget, keys: Keys, event: events.Key) -> None:
    """Do what a key means, in its turn: what was typed before it is in the field already, what comes after is not.

    So are the widget's own bindings, which Textual looks up only when the key has come back to the application. A key
    that was on its way here when another widget got the focus goes on to that one.
    """
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


class FormField(Field):
    """A `Field` with more keys."""

    def __init__(self, value: str = "", keys: Keys | None = None, *, longest: int = 0, placeholder: str = "") -> None:
        super().__init__(value, placeholder=placeholder, select_on_focus=longest == 1, max_length=longest)
        self._keys = keys or {}

    async def on_key(self, event: events.Key) -> None:
        """Do what a key means here, until the answer was given."""
        if not self._given:
            await take_key(self, self._keys, event)

    def on_paste(self, event: events.Paste) -> None:
        """Take one line, and nothing that a terminal could act on."""
        event.text = one_line(event.text)
