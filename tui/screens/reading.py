"""What is told while something is read that takes a while, and how it is stopped."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, TypeVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from articles.form import harmless
from tui.screens.dialog import Dialog
from tui.session.modes import PROGRESS

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from articles.read import Watch
    from tui.system.type_ahead import TypeAhead

_Found = TypeVar("_Found")

QUIET_SECONDS, AGAIN_SECONDS = 0.7, 0.1
"""After how long it is told that something is read, and the time between two looks at how far that is."""


class StoppedError(Exception):
    """A person stopped the reading."""


class Progress:
    """How far a reading is, and whether it is to stop; for its thread and the one that shows it."""

    def __init__(self) -> None:
        self._stops = threading.Event()
        self.line = "reading …"
        """What is read now."""

    def stop(self) -> None:
        """Have the reading stop when it tells next how far it is."""
        self._stops.set()

    def watch(self, done: int, of: int, name: str) -> None:
        """Note how far it is. Raises StoppedError."""
        if self._stops.is_set():
            raise StoppedError
        self.line = f"reading {done + 1} of {of}: {name}" if of > 1 else f"reading {name}"


class Reading(Dialog[bool]):
    """Shows how far a reading is; gives True where a person stops it."""

    mode = PROGRESS

    def __init__(self, progress: Progress, is_done: Callable[[], bool]) -> None:
        super().__init__()
        self._progress, self._is_done = progress, is_done
        self._line = Static(classes="question")

    def compose(self) -> ComposeResult:
        """What is read, and the key that stops it."""
        with Vertical(classes="dialog"):
            yield self._line
            yield Static(Content(self.app.keymap.hint_line(PROGRESS)), classes="hint")

    def on_mount(self) -> None:
        """Look again and again until it is read."""
        self._look()
        self.set_interval(AGAIN_SECONDS, self._look)

    def _look(self) -> None:
        self._line.update(Content(harmless(self._progress.line)))
        if self._is_done():
            self.dismiss(False)

    def action_progress_stop(self) -> None:
        """Stop it."""
        self.dismiss(True)


async def read_with(app: TypeAhead, work: Callable[[Watch], _Found]) -> _Found:
    """Do `work` in a thread of its own, which is told of after a while. Raises StoppedError, and what `work` raises."""
    progress = Progress()
    reading = asyncio.ensure_future(asyncio.to_thread(work, progress.watch))
    await asyncio.wait({reading}, timeout=QUIET_SECONDS)
    if not reading.done() and await app.ask(Reading(progress, reading.done)):
        progress.stop()
        reading.add_done_callback(lambda done: done.cancelled() or done.exception())  # nobody else takes it
        raise StoppedError
    return await reading
