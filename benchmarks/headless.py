"""The reader in this process, on a terminal that only notes what is written to it and the CPU that had gone by then."""

from __future__ import annotations

import asyncio
from time import process_time, thread_time
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.drivers.headless_driver import HeadlessDriver

from benchmarks.pty_run import COLUMNS, ROWS
from tui.opening import make_app

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from annotations.store import Store
    from articles.model import Story
    from tui.app import Newsreader

QUIET = 0.05
"""Seconds without a frame after which a repaint counts as over: three of Textual's."""

DEADLINE = 10.0
"""Seconds after which a key that paints nothing counts as dead."""

NAMES = {")": "right_parenthesis", "(": "left_parenthesis"}
"""What Textual calls keys that are no letters."""


class Frame(NamedTuple):
    """The clocks when something had been painted, all of it."""

    cpu: float
    """Seconds of CPU that the whole process had taken when it had been written."""
    own: float
    """The same of the interface's thread alone."""


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
        self.frames.append(Frame(process_time(), thread_time()))


class Bench:
    """An open reader that keys are given to."""

    def __init__(self, app: Newsreader, paper: Paper) -> None:
        self.app = app
        self.paper = paper

    async def settle(self, quiet: float = QUIET) -> None:
        """Wait until nothing was painted for `quiet` seconds."""
        count = -1
        while count != len(self.paper.frames):
            count = len(self.paper.frames)
            await asyncio.sleep(quiet)

    async def press(self, key: str) -> list[Frame]:
        """Press a key; what was painted because of it, the clocks counting from the key."""
        before = len(self.paper.frames)
        begun = Frame(process_time(), thread_time())
        self.paper.send_message(events.Key(NAMES.get(key, key), key if len(key) == 1 else None))
        async with asyncio.timeout(DEADLINE):
            while len(self.paper.frames) == before:
                await asyncio.sleep(QUIET / 5)
        await self.settle()
        return [Frame(frame.cpu - begun.cpu, frame.own - begun.own) for frame in self.paper.frames[before:]]


def with_reader(story: Story, store: Store, work: Callable[[Bench], Awaitable[None]]) -> None:
    """Open the reader on 160 by 48 cells, do the work with it, and close it."""
    app, keeping = make_app(story, store)
    app.driver_class = Paper

    async def pilot(_: object) -> None:
        paper = app._driver
        assert isinstance(paper, Paper)
        bench = Bench(app, paper)
        await work(bench)
        app.exit()

    try:
        asyncio.run(app.run_async(size=(COLUMNS, ROWS), auto_pilot=pilot))
    finally:
        keeping.close()
