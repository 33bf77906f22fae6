"""Keys do what their commands say; those typed while a dialog opens are for the dialog and not for the page."""

from __future__ import annotations

import asyncio
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events
from textual.app import App

from tui.keys.keymap import DEFAULT
from tui.session.modes import Mode

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from textual.screen import Screen

    from tui.keys.commands import Command
    from tui.keys.keymap import Keymap

_Answer = TypeVar("_Answer")


class TypeAhead(App[None], inherit_bindings=False):
    """An application that keeps keys back from when a dialog is asked for until it can take them.

    What a key does is asked of the keymap, in the mode that the screen on top is in.
    """

    keymap: Keymap = DEFAULT
    """The keys as the person has set them."""
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

    @property
    def mode(self) -> Mode | None:
        """What the keys mean at present; None on a screen that has no commands."""
        mode = getattr(self.screen, "mode", None)
        return mode if isinstance(mode, Mode) else None

    async def obey(self, event: events.Key) -> bool:
        """Run the command that a key has at present; False where it has none, or what it has is not for now."""
        mode = self.mode
        if mode is None:
            return False
        command = self.keymap.find(mode, event.key, event.character if event.is_printable else None)
        return command is not None and await self.run_command(command)

    async def run_command(self, command: Command) -> bool:
        """Do what a command says, by the `action_` that the screen on top or the application has for it.

        Returns False where the action returned that: its key means then what it does without the command.
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
            await self.on_event(events.Key(key.key, key.character))
