"""Runs the commands of keys; keys typed while a dialog opens go to the dialog and not to the page."""

from __future__ import annotations

import asyncio
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events
from textual.app import App

from tui.keys.hint_line import key_at
from tui.keys.keymap import DEFAULT
from tui.session.modes import Mode

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from textual.screen import Screen
    from textual.widget import Widget

    from tui.keys.commands import Command
    from tui.keys.keymap import Keymap

_Answer = TypeVar("_Answer")


class TypeAhead(App[None], inherit_bindings=False):
    """An application that holds keys back while a dialog is opening, until the dialog can take them.

    What a key does depends on the keymap and on the mode of the screen on top.
    """

    keymap: Keymap = DEFAULT
    """The keys as the person has set them."""
    _held: list[events.Key | events.Paste] | None = None
    """The keys and pastes held back; None while keys are not."""
    _talks = 0
    """The number of talks going on: one can lead to another."""
    _asking = 0
    """The number of dialogs that wait for an answer."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The variables that our styles use and other programs' themes lack."""
        return {"muted": "#8b919c", "rule": "#8b919c"}

    def converse(self, talk: Coroutine[Any, Any, None]) -> None:
        """Run, as a worker, a talk that opens dialogs with `ask`; keys typed from now on go to the first dialog."""
        self.hold()
        self._talks += 1
        self.run_worker(self._conversation(talk))

    def hold(self) -> None:
        """Hold keys back from now on, for the next dialog, or for the page when the talk is over."""
        self._held = self._held or []

    def keep(self, event: events.Key | events.Paste) -> bool:
        """Hold a key or a paste back if keys are held now, also one that a widget has; returns whether it was."""
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
            if self._talks <= self._asking:  # else the keys go to the dialog that another talk is about to open
                self.call_later(self._give_keys)

    async def ask(self, dialog: Screen[_Answer]) -> _Answer | None:
        """Open a dialog, give it the keys that were held back, and wait for its answer."""
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
        """Hold back a key or a paste that comes from the terminal."""
        if not (isinstance(event, events.Key | events.Paste) and not event.is_forwarded and self.keep(event)):
            await super().on_event(event)

    async def on_key(self, event: events.Key) -> None:
        """Hold back a key that was on its way to the page already, else obey it."""
        if not self.keep(event) and await self.obey(event):
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Hold back a paste that was on its way to the page already, which has no use for it."""
        self.keep(event)

    @property
    def mode(self) -> Mode | None:
        """The mode of the screen on top; None on a screen without commands."""
        mode = getattr(self.screen, "mode", None)
        return mode if isinstance(mode, Mode) else None

    async def obey(self, event: events.Key) -> bool:
        """Run the command of a key in the present mode; returns whether it had one that could be run."""
        mode = self.mode
        if mode is None:
            return False
        command = self.keymap.find(mode, event.key, event.character if event.is_printable else None)
        return command is not None and await self.run_command(command)

    async def obey_click(self, widget: Widget, event: events.Click) -> None:
        """Run the command whose key is named where a line of keys was clicked."""
        offset = event.get_content_offset(widget)
        key = key_at(widget.render_line(offset.y).text, offset.x) if offset and self._held is None else ""
        if key:
            await self.obey(events.Key(key, key if len(key) == 1 else None))

    async def run_command(self, command: Command) -> bool:
        """Run a command by the `action_` method that the screen on top or the application has for it.

        Returns False if there is none, or if it returned False: the key then does what it does without a command.
        """
        name = f"action_{command.id}"
        action = getattr(self.screen, name, None) or getattr(self, name, None)
        if action is None:
            return False
        done = action()
        if isawaitable(done):
            done = await done
        return done is not False

    async def _give_keys(self) -> None:
        held, self._held = self._held or [], None
        for key in sorted(held, key=lambda key: key.time):
            again = events.Key(key.key, key.character) if isinstance(key, events.Key) else events.Paste(key.text)
            await self.on_event(again)
