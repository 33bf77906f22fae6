"""What a key costs until its repaint is on the terminal: CPU in this process, and bytes on a real pseudo-terminal."""

from __future__ import annotations

import asyncio
from statistics import median
from typing import TYPE_CHECKING, Any

from annotations.store.store import Store
from articles.align import align
from articles.read import seed_story
from benchmarks.bare_line import BareLine
from benchmarks.figures import Figure
from benchmarks.headless import with_app, with_reader
from benchmarks.pty_run import PtyRun, newsreader
from benchmarks.searching import Searching
from benchmarks.starts import annotate, environment, first_screen, first_words
from benchmarks.stories import generated
from benchmarks.widgets_page import WidgetsPage
from tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from articles.model import Story
    from benchmarks.headless import Bench
    from tui.app import Newsreader

KEYS = 30
"""Presses of each kind that a median is taken of."""

MOVES = 200
"""Presses of j and k at most, to find as many that scroll and that do not."""

ANNOTATIONS = 5_000
"""In the store of the reader that is measured beside its peers."""

TAGS = 12
"""Of which the bytes are counted, after the very first."""

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

    async def measure(self, bench: Bench[Newsreader]) -> None:
        """Move, page and tag through the open story."""
        while not bench.app.session.desk.shown.alignment.links:
            await asyncio.sleep(0.1)
        await bench.settle(0.3)
        page, session = bench.app.reader.query_one(Page), bench.app.session
        await self._move(bench, lambda: (session.desk.place, page.scroll_offset.y))
        await bench.prepare("g")
        while len(self.paged) < KEYS:
            top = page.scroll_offset.y
            spent = await _press(bench, "pagedown")
            if page.scroll_offset.y == top:
                await bench.prepare("g")
            else:
                self.paged.append(spent)
        await bench.prepare("g")
        await self._tag(bench)

    async def measure_widgets(self, bench: Bench[WidgetsPage]) -> None:
        """Move and tag through the page of widgets."""
        await bench.settle(0.3)
        await self._move(bench, lambda: (bench.app.paragraph, bench.app.page.scroll_offset.y))
        await self._tag(bench)

    async def measure_line(self, bench: Bench[BareLine]) -> None:
        """Have the bare line painted, which is a move that does not scroll, and a tag, to compare with."""
        await bench.settle(0.3)
        await bench.press("j")
        for _ in range(KEYS):
            frame = (await bench.press("j"))[-1]
            self.still.append(frame.cpu * 1000)
            self.tagged.append(frame.own * 1000)

    async def _move(self, bench: Bench[Any], standing: Callable[[], tuple[object, int]]) -> None:
        """Go down, and up again at the end; `standing` tells the place of the cursor and the first line in view."""
        await bench.press("j")  # the first key imports and compiles what the others find ready
        key = "j"
        for _ in range(MOVES):
            if min(len(self.still), len(self.scrolled)) >= KEYS:
                break
            place, top = standing()
            spent = await _press(bench, key)
            now, now_top = standing()
            if now == place:
                key = "k" if key == "j" else "j"
            else:
                (self.still if now_top == top else self.scrolled).append(spent)

    async def _tag(self, bench: Bench[Any]) -> None:
        await bench.press("c")
        for _ in range(KEYS):
            await bench.press(")")
            frames = await bench.press("c")
            self.tagged.append(frames[0].own * 1000)
            self.saved.append(frames[-1].cpu * 1000)


async def _press(bench: Bench[Any], key: str) -> float:
    return (await bench.press(key))[-1].cpu * 1000


def measure_keys(folder: Path) -> Iterator[Figure]:
    """CPU of the whole process from a key to the last byte of its repaint.

    Included are Textual's loop and bindings, the session, drawing, and the making of all that goes to the terminal. A
    tag's first paint is counted in the interface's thread, for the writer's works beside it; the whole process counts
    again until `saved` is painted. The page of widgets has as many tagged passages as the reader beside it.
    """
    yield from _of_story(folder / "seeds", "seeds", seed_story())
    many, annotated = generated(3, 300), folder / "many"
    annotated.mkdir()
    annotate(annotated / "store.json", many, ANNOTATIONS)
    costs = Costs()
    yield from _of_story(annotated, f"3 x 300, {ANNOTATIONS:,} annotations", many, costs)
    yield from _beside_peers(annotated / "store.json", many, costs)
    searching = Searching()
    yield from _of_story(folder / "large-keys", "6 x 1,000", generated(6, 1000), searching=searching)
    yield from searching.figures()


def _of_story(
    home: Path, name: str, story: Story, costs: Costs | None = None, searching: Searching | None = None
) -> Iterator[Figure]:
    home.mkdir(exist_ok=True)
    costs = costs or Costs()

    async def work(bench: Bench[Newsreader]) -> None:
        await costs.measure(bench)
        if searching:
            await searching.measure(bench)

    with_reader(story, Store.open(home / "store.json"), work)
    yield _cpu(f"{name}: move", costs.still)
    yield _cpu(f"{name}: scrolled move", costs.scrolled, 12)
    yield _cpu(f"{name}: page down", costs.paged)
    yield _cpu(f"{name}: tag, painted", costs.tagged, 5)
    yield _cpu(f"{name}: tag, painted and saved", costs.saved)


def _beside_peers(path: Path, story: Story, ours: Costs) -> Iterator[Figure]:
    """The keys again beside the least that Textual can do, and beside the page of widgets."""
    store = Store.open(path)
    annotations = [annotation for article in story.articles for annotation in store.annotations(article.id)]
    store.close()
    line, widgets = Costs(), Costs()
    with_app(BareLine("\n".join(first_screen(story))), line.measure_line)
    with_app(WidgetsPage(story, align(story), annotations), widgets.measure_widgets)
    for peer, move, scrolled, tagged in (
        ("bare line", line.still, line.still, line.tagged),
        ("widgets", widgets.still, widgets.scrolled, widgets.tagged),
    ):
        for what, own, other in (
            ("move", ours.still, move),
            ("scrolled move", ours.scrolled, scrolled),
            ("tag, painted", ours.tagged, tagged),
        ):
            yield Figure(f"3 x 300: {what}, beside a peer", median(own), "ms", median(other), peer)


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
        for _ in range(1 + TAGS):
            program.bytes_after(b")")
            tags.append(program.bytes_after(b"c"))
        moves = [program.bytes_after(b"j") for _ in range(16)]
    scrolled = [move for move in moves if move > SCROLLS]
    still = [move for move in moves if move <= SCROLLS]
    yield Figure("key, bytes, the first tag, which takes the hint away", tags[0] / 1000, "kB")
    for what, counts, limit in (
        ("scrolled move", scrolled, 18),
        ("move", still, None),
        ("tag and its `saved`", tags[1:], 2),
    ):
        asked = f"<= {limit} kB" if limit else ""
        yield Figure(f"key, bytes, {what}", median(counts) / 1000, "kB", asked=asked, limit=limit)
        yield Figure(f"key, bytes, {what}, at most", max(counts) / 1000, "kB")
