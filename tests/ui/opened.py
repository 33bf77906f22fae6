"""A reader that runs headless on a store in a temporary folder, and what a person sees and does in it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.keys import _character_to_key

from annotations.store.store import Store
from articles.read import seed_story
from tui.opening import make_app
from tui.widgets.drawn import Drawn
from tui.widgets.line import Line
from tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from articles.model import Story
    from tui.app import Newsreader
    from tui.keys.settings import Settings
    from tui.session.saving import Saving
    from tui.session.session import Session

WIDE = (160, 48)
SEEDS = seed_story()
PATIENCE = 20.0
"""Seconds after which something that should have happened counts as failed, on a busy machine too."""
TALK_SECONDS = 1.0
"""How long a talk may look at the store before a test goes on without it."""


class Driven:
    """An application that runs headless, and what a person does to it."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one right after another, faster than anyone types, and wait until all is done."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            self.pilot.app.post_message(events.Key(name, key if len(key) == 1 else None))
        await self.settle()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something has become true, and fail if it has not after `PATIENCE` seconds."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not condition():
            assert asyncio.get_running_loop().time() < deadline, "it did not come true"
            await self.pilot._wait_for_screen()
            await asyncio.sleep(0.002)

    async def settle(self) -> None:
        """Wait until no message is left to be worked on."""
        app = self.pilot.app
        quiet = 0
        while quiet < 2:
            await self._round()
            nodes = [app, *app.screen.walk_children(with_self=True)]
            quiet = 0 if any(node.message_queue_size for node in nodes) else quiet + 1

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size, which is laid out and drawn once; `settle` waits for all that follows.

        The application waits up to 1/120 s for the size to change once more; here it takes it at once.
        """
        app, size = self.pilot.app, Size(width, height)
        assert isinstance(app._driver, HeadlessDriver)
        app._driver._size = size
        app.post_message(events.Resize(size, size))
        await self.pilot._wait_for_screen()
        assert app._size == size
        app._check_resize()
        await self._round()

    async def _round(self) -> None:
        """Let every widget work on the messages it has, and draw what they changed."""
        app = self.pilot.app
        await self.pilot._wait_for_screen()
        await app.animator.wait_until_complete()
        await asyncio.sleep(0.001)
        app.screen._on_timer_update()


class Open(Driven):
    """A reader that runs, and what a person sees and does."""

    def __init__(self, app: Newsreader, saving: Saving, pilot: Pilot[None]) -> None:
        super().__init__(pilot)
        self.app, self.saving = app, saving

    async def settle(self) -> None:
        """Wait until no message is left, and no talk between two dialogs; for one that waits on, not for long."""
        deadline = asyncio.get_running_loop().time() + TALK_SECONDS
        await super().settle()
        while self.app._talks > self.app._asking and asyncio.get_running_loop().time() < deadline:
            await super().settle()

    @property
    def session(self) -> Session:
        return self.app.session

    @property
    def page(self) -> Page:
        return self.app.reader.query_one(Page)

    async def saved(self) -> None:
        """Wait until the writer has tried all that it was given, and the screen tells of it."""
        await asyncio.to_thread(self.saving._writer.flush)
        await self.settle()

    async def looked(self) -> None:
        """Wait until the reader has looked at what other windows wrote, which it does while it has nothing to write."""
        await self.saved()
        self.app._poll()
        await self.saving.read(lambda store: None)  # the writer's thread comes to this when it has looked
        await self.settle()

    async def aligned(self) -> None:
        """Wait until the worker that aligns a large story is done."""
        await self.app.workers.wait_for_complete()
        await self.settle()

    def line(self, name: str) -> str:
        """What one of the lines around the page says."""
        line = self.app.reader.query_one(f"#{name}", Line)
        return "".join(segment.text for segment in line.render_line(0)).rstrip()

    def message(self) -> str:
        """What the reader tells: on the line of information, on a low terminal in the status bar."""
        info = self.app.reader.query_one("#info", Line)
        return self.line("info" if info.display else "status").strip()

    def notices(self) -> str:
        """What stands under the page until it could be read, its lines as one."""
        panel = self.app.reader.query_one("#notices", Drawn)
        lines = [panel.render_line(y) for y in range(panel.size.height)] if panel.display else []
        return " ".join(" ".join("".join(segment.text for segment in line) for line in lines).split())

    def drawn(self) -> list[str]:
        """The page's lines in view, after checking that each can be sent to a terminal as it is."""
        lines = []
        for y in range(self.page.size.height):
            strip = self.page.render_line(y)
            assert strip.cell_length == self.page.size.width
            assert all(segment.style is not None and segment.control is None for segment in strip)
            text = "".join(segment.text for segment in strip)
            assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in text)
            lines.append(text)
        return lines

    def assert_cursor_in_view(self) -> None:
        """The line of the page on which the cursor's word stands is in view, and drawn."""
        layout, page = self.page.layout_, self.page
        assert layout is not None
        y = layout.line_of(*self.session.desk.place) - page.scroll_offset.y
        assert 0 <= y < page.scrollable_content_region.height, (self.session.desk.place, y)


@asynccontextmanager
async def reader(
    path: Path,
    story: Story = SEEDS,
    *,
    size: tuple[int, int] = WIDE,
    place: object = None,
    settings: Settings | None = None,
) -> AsyncIterator[Open]:
    """The reader on a story and the store at `path`, which is closed at the end."""
    app, saving = make_app(story, Store.open(path), place=place, annotator="ana", settings=settings)
    try:
        async with app.run_test(size=size) as pilot:
            opened = Open(app, saving, pilot)
            await opened.settle()
            yield opened
    finally:
        saving.close()
