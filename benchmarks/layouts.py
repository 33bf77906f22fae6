"""What the page costs in rows, in flow and with lone rows as lines: reading it, turning it, correcting it; its height.

    python -m benchmarks.layouts [STORIES]

STORIES is JSON: for each story its articles, each with `source`, `title` and `paragraphs`. Without it, heights are not
measured.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from annotations.store.store import Store
from articles.align import align
from articles.model import ParagraphId
from articles.read import seed_story
from benchmarks.alignment import from_gold
from benchmarks.figures import HEAD, Figure, Spent, line
from benchmarks.headless import with_reader
from benchmarks.keys import SCROLLS
from benchmarks.pty_run import COLUMNS, ROWS, PtyRun, newsreader
from benchmarks.starts import environment, first_words
from benchmarks.stories import generated
from tui.page.layout import columns_for, gutter_for, lay_out, lines_in
from tui.shown.rows import ShownRows
from tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from articles.model import Story
    from benchmarks.headless import Bench
    from tui.app import Newsreader
    from tui.page.layout import Column

KEYS = 20
"""Presses of each kind that a median is taken of."""

MOVES = 120
"""Presses of j and k at most, to find as many that scroll."""

TIMES = 4
"""How often the page is turned, resized, corrected and so on."""

NARROWER = 7
"""Cells that the terminal loses at a time."""


class Shape(NamedTuple):
    """A way in which the page shows a story."""

    name: str
    into: str
    """The key that leads to it, and back; none leads to what it is at first."""


PLAIN, FLOW, COLLAPSED = Shape("rows", ""), Shape("flow", "r"), Shape("collapsed", "O")

MOVED, PAGED, TURNED, RESIZED, CORRECTED = 12, 12, 60, 100, 40
"""Milliseconds of CPU that they may take; a correction where the story is as small as the seeds."""


TALL, TALLEST = 0.75, 0.80
"""The height that pages may have beside the same pages in bands: all together, and any of them."""


class Layouts:
    """Keys that move through the page, and those that lay it out anew."""

    def __init__(self) -> None:
        self.spent: dict[str, Spent] = defaultdict(Spent)

    async def measure(self, bench: Bench[Newsreader]) -> None:
        """Read, turn, resize, rearrange, correct and compare the open story."""
        while not bench.app.session.desk.shown.alignment.links:
            await asyncio.sleep(0.1)
        await bench.settle(0.3)
        for shape in (PLAIN, FLOW, COLLAPSED):
            if shape.into:
                await bench.press(shape.into)
            await self._read(bench, shape)
            if shape.into:
                await bench.press(shape.into)
        await self._turn(bench)
        await self._resize(bench)
        await self._rearrange(bench)
        await self._compare(bench)
        await self._correct(bench)

    async def _read(self, bench: Bench[Newsreader], shape: Shape) -> None:
        """Go up and down paragraph by paragraph until enough moves have scrolled, then page through."""
        page, session = bench.app.reader.query_one(Page), bench.app.session
        await bench.prepare("g")
        key, scrolled = "j", 0
        for _ in range(MOVES):
            if scrolled == KEYS:
                break
            place, top = session.desk.place, page.scroll_offset.y
            frame = (await bench.press(key))[-1]
            if session.desk.place == place:
                key = "k" if key == "j" else "j"
            elif page.scroll_offset.y != top:
                self.spent[f"{shape.name}: scrolled move"].add(frame)
                scrolled += 1
        await bench.prepare("g")
        paged = 0
        while paged < KEYS:
            top = page.scroll_offset.y
            frame = (await bench.press("pagedown"))[-1]
            if page.scroll_offset.y == top:
                await bench.prepare("g")
            else:
                self.spent[f"{shape.name}: page down"].add(frame)
                paged += 1

    async def _turn(self, bench: Bench[Newsreader]) -> None:
        await self._to_the_middle(bench)
        for shape in (FLOW, COLLAPSED):
            for _ in range(TIMES):
                await self.spent[f"to {shape.name}"].press(bench, shape.into)
                await self.spent[f"from {shape.name} to rows"].press(bench, shape.into)

    async def _resize(self, bench: Bench[Newsreader]) -> None:
        """Each time to columns of a width that they did not have before: lines that were kept are of no use."""
        width = COLUMNS
        for shape in (PLAIN, FLOW):
            if shape.into:
                await bench.press(shape.into)
            for _ in range(TIMES):
                width -= NARROWER
                self.spent[f"{shape.name}: resized"].add((await bench.resize(width, ROWS))[-1])
            if shape.into:
                await bench.press(shape.into)
        await bench.resize(COLUMNS, ROWS)

    async def _rearrange(self, bench: Bench[Newsreader]) -> None:
        await bench.press("C")
        for _ in range(TIMES):
            await self.spent["hide or show a column"].press(bench, "x")
            await self.spent["hide or show a column"].press(bench, "x")
            await self.spent["move a column"].press(bench, "L")
            await self.spent["move a column"].press(bench, "H")
        await bench.press("escape")

    async def _compare(self, bench: Bench[Newsreader]) -> None:
        for number in range(TIMES):
            await self.spent["compare a row, later" if number else "compare a row, first"].press(bench, "enter")
            await self.spent["compare the next row"].press(bench, "j")
            await bench.press("escape")

    async def _correct(self, bench: Bench[Newsreader]) -> None:
        await self._to_the_middle(bench)
        await self.spent["correcting begins"].press(bench, "m")
        for _ in range(TIMES):
            await self.spent["to the next doubtful link"].press(bench, "n")
            await self.spent["a link is cut"].press(bench, "x")
            await self.spent["a correction is undone"].press(bench, "z")
            await self.spent["a link is confirmed"].press(bench, "c")
            await self.spent["a correction is undone"].press(bench, "z")
        await bench.press("m")

    async def _to_the_middle(self, bench: Bench[Newsreader]) -> None:
        session = bench.app.session
        bench.app.reader.apply(session.cursor.go_to_row(len(session.desk.shown.alignment.rows) // 2))
        await bench.settle()

    def figures(self, name: str, *, corrected: float | None) -> Iterator[Figure]:
        """Each of them; `corrected`: milliseconds that a correction may take, None where nothing is asked."""
        for what, spent in self.spent.items():
            yield spent.figure(f"{name}, {what}", _limit(what, corrected))


def _limit(what: str, corrected: float | None) -> float | None:
    if what.endswith(("scrolled move", "page down")):
        return MOVED if what.endswith("move") else PAGED
    if what.startswith(("to flow", "to collapsed", "from ")):
        return TURNED
    if what.endswith("resized"):
        return RESIZED
    return corrected if what.startswith(("a link", "a correction")) else None


def measure_layouts(folder: Path) -> Iterator[Figure]:
    """CPU of the interface's thread until the last frame that a key made, and bytes on a real terminal."""
    yield from _bytes(folder / "layouts-bytes")
    for name, story, corrected in (("seeds", seed_story(), CORRECTED), ("6 x 1,000", generated(6, 1000), None)):
        home = folder / f"layouts-{len(story.articles)}"
        home.mkdir()
        layouts = Layouts()
        with_reader(story, Store.open(home / "store.json"), layouts.measure)
        yield from layouts.figures(name, corrected=corrected)


def _bytes(home: Path) -> Iterator[Figure]:
    """What a scrolled move writes to a terminal of 160 by 48 cells in each shape of the page, on the seeds."""
    home.mkdir()
    words = first_words(seed_story())
    with PtyRun(newsreader("--store", str(home / "store.json")), environment(home)) as program:
        program.seconds_until(lambda text: words in text, "the first text")
        program.settle(1.0)
        for shape in (FLOW, COLLAPSED):
            program.bytes_after(b"g" + shape.into.encode())
            counts = [program.bytes_after(b"j") for _ in range(16)]
            yield from _scrolled(shape, [count for count in counts if count > SCROLLS])
            program.bytes_after(shape.into.encode())


def _scrolled(shape: Shape, counts: Sequence[int]) -> Iterator[Figure]:
    what = f"key, bytes, {shape.name}: scrolled move"
    yield Figure(
        what, median(counts) / 1000, "kB", asked="<= 18 kB", limit=18, note=f"at most {max(counts) / 1000:.1f}"
    )


def measure_heights(stories: Path) -> Iterator[Figure]:
    """Lines of the pages on a terminal of 160 cells, beside rows as bands that are as high as their highest cell."""
    heights = {name: _heights(from_gold(of)[0]) for name, of in json.loads(stories.read_text(encoding="utf-8")).items()}
    for name, (own, bands) in heights.items():
        yield _height(f"height of {name}", own, bands, TALLEST)
    own, bands = (sum(both) for both in zip(*heights.values(), strict=True))
    yield _height("height of all pages", own, bands, TALL)


def _height(what: str, own: int, bands: int, limit: float) -> Figure:
    return Figure(what, own, "lines", bands, "bands", asked=f"<= {limit:.2f} x", limit=limit, of_ratio=True)


def _heights(story: Story) -> tuple[int, int]:
    view = ShownRows(story, align(story))
    articles = range(len(story.articles))
    columns = columns_for(COLUMNS - 1, articles, gutter=gutter_for(len(view.alignment.rows)))
    return lay_out(view.page(articles), columns).height, sum(_bands(view, columns))


def _bands(view: ShownRows, columns: Sequence[Column]) -> Iterator[int]:
    """The lines of each row as a band with a blank line below; pointers have a line each in their targets' columns."""
    for _, row in view.rows:
        cells = [[ParagraphId(a, n) for n in cell] for a, cell in enumerate(row.cells)]
        pointed = {pointer.target.article for cell in cells for where in cell for pointer in view.pointers(where)}
        heights = []
        for a, (cell, column) in enumerate(zip(cells, columns, strict=True)):
            lines = sum(len(lines_in(view.drawn(where), column.width)) for where in cell)
            heights.append(lines + max(0, len(cell) - 1) + (a in pointed))
        yield max(heights) + 1


def main(arguments: list[str]) -> int:
    if len(arguments) > 1:
        print("usage: python -m benchmarks.layouts [STORIES]", file=sys.stderr)
        return 2
    print(HEAD)
    stories = Path(*arguments)
    if stories.is_file():
        for figure in measure_heights(stories):
            print(line(figure), flush=True)
    else:
        print(f"No heights: {stories} is no file of stories" if arguments else "No heights: no STORIES are given")
    with tempfile.TemporaryDirectory(prefix="newsreader-bench-", ignore_cleanup_errors=True) as folder:
        for figure in measure_layouts(Path(folder)):
            print(line(figure), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
