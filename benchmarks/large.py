"""A story of six articles of a thousand paragraphs: when it can be read, when the links are there, what it weighs."""

from __future__ import annotations

import asyncio
import re
import tracemalloc
from dataclasses import replace
from threading import Event
from time import perf_counter
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from annotations.store.store import Store
from articles.align import align
from articles.read import read_story
from benchmarks.figures import Figure
from benchmarks.headless import with_reader
from benchmarks.pty_run import PtyRun, newsreader
from benchmarks.starts import environment, first_words
from benchmarks.stories import generated
from tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from articles.model import Alignment
    from benchmarks.headless import Bench
    from tui.app import Newsreader

TICK = 0.005
"""Seconds between two looks at whether the interface still answers."""

_ROWS = re.compile(rb"row \d+ of (\d+)\D")
"""The number of rows in the title, which is another one when the links are there. What stands behind it in the title
need not be written again."""


def measure_large(folder: Path) -> Iterator[Figure]:
    """The large story from files to links, in a terminal and in this process."""
    texts = folder / "large"
    texts.mkdir()
    for number, article in enumerate(generated(6, 1000).articles, 1):
        (texts / f"outlet-{number}.txt").write_text(article.version.text, encoding="utf-8")
    yield from _in_terminal(folder, texts)
    story = read_story([str(texts)])
    watch = Watch()
    with patch("tui.app.align", watch.align):
        with_reader(story, Store.open(folder / "large.json"), watch.measure)
    yield Figure("6 x 1,000: longest gap of the interface while aligning", watch.gap * 1000, "ms")
    yield Figure("6 x 1,000: gap when the links are taken", watch.taken * 1000, "ms")
    yield Figure("6 x 1,000: lines that the cursor moved when they came", watch.moved, "lines", asked="0", limit=0)
    yield Figure("6 x 1,000: page and layout, all lines drawn once", watch.page / 1e6, "MB", asked="<= 20 MB", limit=20)
    tracemalloc.start()
    align(story)
    yield Figure("6 x 1,000: alignment, memory at its peak", tracemalloc.get_traced_memory()[1] / 1e6, "MB")
    tracemalloc.stop()


def _in_terminal(folder: Path, texts: Path) -> Iterator[Figure]:
    home = folder / "large-home"
    home.mkdir()
    words = first_words(read_story([str(texts)]))
    command = newsreader("--store", str(home / "store.json"), str(texts))
    with PtyRun(command, environment(home)) as program:
        readable = program.seconds_until(lambda text: words in text, "the first text")
        linked = program.seconds_until(lambda text: len(set(_ROWS.findall(text))) > 1, "the links")
    yield Figure("6 x 1,000: spawn to readable text, wall", readable, "s", asked="<= 2 s", limit=2)
    yield Figure("6 x 1,000: spawn to links, wall", linked, "s")


class Watch:
    """What the interface does while a worker aligns the story."""

    gap = taken = 0.0
    """Seconds: the longest between two ticks before the links are taken, and the one in which they are."""
    moved = 0
    page = 0
    """Bytes."""

    def __init__(self) -> None:
        self._begin = Event()

    def align(self, *story: Any, **named: Any) -> Alignment:
        """Align when the measuring begins, so that no machine is too quick for it."""
        self._begin.wait()
        return align(*story, **named)

    async def measure(self, bench: Bench[Newsreader]) -> None:
        """Move a little, wait for the links, then weigh the page."""
        page, session = bench.app.reader.query_one(Page), bench.app.session
        try:
            for _ in range(5):
                await bench.press("j")
            before = self._line(bench, page)
        finally:
            self._begin.set()
        last = perf_counter()
        while not session.desk.shown.alignment.links:
            self.gap = max(self.gap, self.taken)
            await asyncio.sleep(TICK)
            self.taken, last = perf_counter() - last, perf_counter()
        await bench.settle()
        self.moved = abs(self._line(bench, page) - before)
        self._weigh(bench, page)

    def _line(self, bench: Bench[Newsreader], page: Page) -> int:
        assert page.layout_ is not None
        return page.layout_.line_of(*bench.app.session.desk.place) - page.scroll_offset.y

    def _weigh(self, bench: Bench[Newsreader], page: Page) -> None:
        tracemalloc.start()
        session = bench.app.session
        session.desk.shown = replace(session.desk.shown)
        bench.app.reader.relayout()
        view = page.scrollable_content_region.height
        assert page.layout_ is not None
        for top in range(0, page.layout_.height, view):
            page.jump_to(top)
            for y in range(view):
                page.render_line(y)
        self.page = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
