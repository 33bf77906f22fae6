"""A field of a dialog that gives other keys than enter a meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.field import Field, take_key

if TYPE_CHECKING:
    from textual import events

    from tui.widgets.field import Keys


class FormField(Field):
    """A `Field` with more keys."""

    def __init__(self, value: str = "", keys: Keys | None = None, *, longest: int = 0, placeholder: str = "") -> None:
        super().__init__(value, placeholder=placeholder, select_on_focus=longest == 1, max_length=longest)
        self._keys = keys or {}

    async def on_key(self, event: events.Key) -> None:
        """Do what a key means here; what is left is a `Field`'s."""
        if event.key in self._keys:
            await take_key(self, self._keys, event)
