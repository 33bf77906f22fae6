"""Dialogs that get the keys typed while they open: who types ahead means the dialog and not the page."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events
from textual.app import App

from tui.keys.keymap import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from textual.screen import Screen

    from tui.keys.keymap import Keymap

_Answer = TypeVar("_Answer")


class TypeAhead(App[None], inherit_bindings=False):
    """An application that keeps keys back from when a dialog is asked for until it can take them."""

    keymap: Keymap = DEFAULT
    """Which key runs which command, as the person has set it."""
    _held: list[events.Key] | None = None
    _talks = 0
    """How many talks go on: one can lead to another."""
    _asking = 0
    """How many dialogs wait for an answer."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What our rules name and other people's themes do not have."""
        return {"muted": "#8b919c", "rule": "#8b919c"}

    def converse(self, talk: Coroutine[Any, Any, None]) -> None:
        """Run, beside all else, what opens a dialog with `ask`; keys typed from now on are for the first of them."""
        self.hold()
        self._talks += 1
        self.run_worker(self._conversation(talk))

    def hold(self) -> None:
        """Keep keys back from now on, for the next dialog or for the page when the talk is over."""
        self._held = self._held or []

    def keep(self, event: events.Key) -> bool:
        """Keep a key back while keys are, one that is with a widget already too: it is for what comes next."""
        if self._held is None:
            return False
        self._held.append(event)
        event.stop()
        event.prevent_default()
        return True

    async def _conversation(self, talk: Coroutine[Any, Any, None]) -> None:
        try:
            await talk
        finally:
            self._talks -= 1
            if self._talks <= self._asking:  # else the keys are for the dialog that another talk is about to open
                self.call_later(self._give_keys)

    async def ask(self, dialog: Screen[_Answer]) -> _Answer | None:
        """Open a dialog, give it the keys that were kept back, and wait for its answer."""
        answer: asyncio.Future[_Answer | None] = asyncio.get_running_loop().create_future()

        def take(result: _Answer | None) -> None:
            self.hold()
            answer.set_result(result)

        self._asking += 1
        try:
            await self.push_screen(dialog, take)
            self.call_later(self._give_keys)
            return await answer
        finally:
            self._asking -= 1

    async def on_event(self, event: events.Event) -> None:
        """Keep a key back that comes from the terminal."""
        if not (isinstance(event, events.Key) and not event.is_forwarded and self.keep(event)):
            await super().on_event(event)

    async def on_key(self, event: events.Key) -> None:
        """Keep a key back that was on its way to the page already, else do what it stands for."""
        if not self.keep(event) and await self.obey(event):
            event.prevent_default()

    async def obey(self, event: events.Key) -> bool:
        """Run the command of a key that nothing on the screen took; whether it has one."""
        return False

    async def _give_keys(self) -> None:
        held, self._held = self._held or [], None
        for key in sorted(held, key=lambda key: key.time):
            await self.on_event(events.Key(key.key, key.character))
