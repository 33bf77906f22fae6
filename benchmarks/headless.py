"""The reader, or a peer, in this process, on a terminal that only notes when it was written to and the CPU by then."""

from __future__ import annotations

import asyncio
import gc
from time import process_time, thread_time
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from textual import events
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.keys import _character_to_key

from benchmarks.pty_run import COLUMNS, ROWS
from tui.opening import make_app

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from annotations.store.store import Store
    from articles.model import Story
    from tui.app import Newsreader

_App = TypeVar("_App", bound=App[None])

QUIET = 0.05
"""Seconds without a frame after which a repaint counts as over: three of Textual's."""

DEADLINE = 10.0
"""Seconds after which a key that paints nothing counts as dead."""


class Frame(NamedTuple):
    """The clocks when something had been painted, all of it."""

    cpu: float
    """Seconds of CPU that the whole process had taken when it had been written."""
    own: float
    """The same of the interface's thread alone."""

    def since(self, other: Frame) -> Frame:
        """What went by from another frame to this one."""
        return Frame(self.cpu - other.cpu, self.own - other.own)


def now() -> Frame:
    """The clocks as they stand in the thread that asks."""
    return Frame(process_time(), thread_time())


class Paper(HeadlessDriver):
    """Notes when a frame was written; unlike with Textual's own driver for tests, frames are made to the last byte."""

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self.frames: list[Frame] = []

    @property
    def is_headless(self) -> bool:
        """No: what would go to a terminal is made in full."""
        return False

    def write(self, data: str) -> None:
        """Nobody reads it."""

    def flush(self) -> None:
        """End of a frame."""
        self.frames.append(now())


class Bench(Generic[_App]):
    """An open application that keys are given to."""

    def __init__(self, app: _App, paper: Paper) -> None:
        self.app = app
        self.paper = paper

    async def settle(self, quiet: float = QUIET) -> None:
        """Wait until nothing was painted for `quiet` seconds."""
        count = -1
        while count != len(self.paper.frames):
            count = len(self.paper.frames)
            await asyncio.sleep(quiet)

    async def press(self, key: str) -> list[Frame]:
        """Press a key, a character or as Textual names it; what it made painted, the clocks counting from the key."""
        return await self._painted(_event(key))

    async def prepare(self, key: str) -> None:
        """Press a key that is not measured: where there is nothing for it to do it paints nothing."""
        self.paper.send_message(_event(key))
        await self.settle(6 * QUIET)

    async def resize(self, columns: int, rows: int) -> list[Frame]:
        """Give the terminal another size, in cells; what that made painted."""
        size = Size(columns, rows)
        self.paper._size = columns, rows
        return await self._painted(events.Resize(size, size))

    async def _painted(self, event: events.Event) -> list[Frame]:
        before = len(self.paper.frames)
        begun = now()
        self.paper.send_message(event)
        async with asyncio.timeout(DEADLINE):
            while len(self.paper.frames) == before:
                await asyncio.sleep(QUIET / 5)
        await self.settle()
        return [frame.since(begun) for frame in self.paper.frames[before:]]


def _event(key: str) -> events.Key:
    alone = len(key) == 1
    return events.Key(_character_to_key(key) if alone else key, key if alone else None)


def with_app(app: _App, work: Callable[[Bench[_App]], Awaitable[None]]) -> None:
    """Run an application on 160 by 48 cells, do the work with it, and close it."""
    app.driver_class = Paper

    async def pilot(_: object) -> None:
        paper = app._driver
        assert isinstance(paper, Paper)
        await work(Bench(app, paper))
        app.exit()

    gc.freeze()  # as the reader does: what is there before it runs is not looked through for garbage
    try:
        asyncio.run(app.run_async(size=(COLUMNS, ROWS), auto_pilot=pilot))
    finally:
        gc.unfreeze()


def with_reader(story: Story, store: Store, work: Callable[[Bench[Newsreader]], Awaitable[None]]) -> None:
    """Open the reader on 160 by 48 cells, do the work with it, and close it."""
    app, saving = make_app(story, store)
    try:
        with_app(app, work)
    finally:
        saving.close()
