"""What a key costs until its repaint is on the terminal: CPU in this process, and bytes on a real pseudo-terminal."""

from __future__ import annotations

import asyncio
from statistics import median
from typing import TYPE_CHECKING

from annotations.store import Store
from articles.read import seed_story
from benchmarks.figures import Figure
from benchmarks.headless import Bench, with_reader
from benchmarks.pty_run import PtyRun, newsreader
from benchmarks.starts import annotate, environment, first_words
from benchmarks.stories import generated
from tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from articles.model import Story

KEYS = 40
"""Presses of each kind that a median is taken of."""

MOVES = 200
"""Presses of j and k at most, to find as many that scroll and that do not."""

SCROLLS = 5_000
"""Bytes: a move that writes more has repainted the page."""


class Costs:
    """Milliseconds of CPU, by what the key did."""

    def __init__(self) -> None:
        self.still: list[float] = []
        self.scrolled: list[float] = []
        self.paged: list[float] = []
        self.tagged: list[float] = []
        self.saved: list[float] = []

    async def measure(self, bench: Bench) -> None:
        """Move, page and tag through the open story."""
        while not bench.app.session.view.alignment.links:
            await asyncio.sleep(0.1)
        await bench.settle(0.3)
        await bench.press("j")  # the first key imports and compiles what the others find ready
        page, session = bench.app.reader.query_one(Page), bench.app.session
        key = "j"
        for _ in range(MOVES):
            if min(len(self.still), len(self.scrolled)) >= KEYS:
                break
            place, top = session.place, page.scroll_offset.y
            spent = await self._press(bench, key)
            if session.place == place:
                key = "k" if key == "j" else "j"
            else:
                (self.still if page.scroll_offset.y == top else self.scrolled).append(spent)
        await bench.press("g")
        while len(self.paged) < KEYS:
            top = page.scroll_offset.y
            spent = await self._press(bench, "pagedown")
            if page.scroll_offset.y == top:
                await bench.press("g")
            else:
                self.paged.append(spent)
        await bench.press("g")
        await bench.press("c")
        for _ in range(KEYS):
            await bench.press(")")
            frames = await bench.press("c")
            self.tagged.append(frames[0].own * 1000)
            self.saved.append(frames[-1].cpu * 1000)

    async def _press(self, bench: Bench, key: str) -> float:
        return (await bench.press(key))[-1].cpu * 1000


def measure_keys(folder: Path) -> Iterator[Figure]:
    """CPU of the whole process from a key to the last byte of its repaint.

    Included are Textual's loop and bindings, the session, drawing, and the making of all that goes to the terminal. A
    tag's first paint is counted in the interface's thread, for the writer's works beside it; the whole process counts
    again until `saved` is painted.
    """
    stories: list[tuple[str, Story, int]] = [
        ("seeds", seed_story(), 0),
        ("3 x 300, 5,000 annotations", generated(3, 300), 5000),
        ("6 x 1,000", generated(6, 1000), 0),
    ]
    for number, (name, story, count) in enumerate(stories):
        path = folder / f"keys-{number}" / "store.json"
        path.parent.mkdir()
        if count:
            annotate(path, story, count)
        costs = Costs()
        with_reader(story, Store.open(path), costs.measure)
        yield _cpu(f"{name}: move", costs.still)
        yield _cpu(f"{name}: scrolled move", costs.scrolled, 12)
        yield _cpu(f"{name}: page down", costs.paged)
        yield _cpu(f"{name}: tag, painted", costs.tagged, 5)
        yield _cpu(f"{name}: tag, painted and saved", costs.saved)


def _cpu(what: str, costs: list[float], limit: float | None = None) -> Figure:
    asked = f"<= {limit:g} ms" if limit else ""
    return Figure(f"key, CPU, {what}", median(costs), "ms", asked=asked, limit=limit)


def measure_bytes(folder: Path) -> Iterator[Figure]:
    """What one key writes to a terminal of 160 by 48 cells, on the seeds."""
    home = folder / "bytes"
    home.mkdir()
    words = first_words(seed_story())
    with PtyRun(newsreader("--store", str(home / "store.json")), environment(home)) as program:
        program.seconds_until(lambda text: words in text, "the first text")
        program.settle(1.0)
        tags = []
        for _ in range(8):
            program.bytes_after(b")")
            tags.append(program.bytes_after(b"c"))
        moves = [program.bytes_after(b"j") for _ in range(16)]
    scrolled = [move for move in moves if move > SCROLLS]
    still = [move for move in moves if move <= SCROLLS]
    for what, counts, limit in (
        ("scrolled move", scrolled, 18),
        ("move", still, None),
        ("tag and its `saved`", tags, 2),
    ):
        asked = f"<= {limit} kB" if limit else ""
        yield Figure(f"key, bytes, {what}", median(counts) / 1000, "kB", asked=asked, limit=limit)
        yield Figure(f"key, bytes, {what}, at most", max(counts) / 1000, "kB")
