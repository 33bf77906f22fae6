"""What the page costs in rows, in flow and with lone rows as lines: reading it, turning it, correcting it.

python -m benchmarks.layouts
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from annotations.store.store import Store
from articles.read import seed_story
from benchmarks.figures import HEAD, Figure, Spent, line
from benchmarks.headless import with_reader
from benchmarks.keys import SCROLLS
from benchmarks.pty_run import COLUMNS, ROWS, PtyRun, newsreader
from benchmarks.starts import environment, first_words
from benchmarks.stories import generated
from tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.headless import Bench
    from tui.app import Newsreader

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


def main() -> int:
    print(HEAD)
    with tempfile.TemporaryDirectory(prefix="newsreader-bench-", ignore_cleanup_errors=True) as folder:
        for figure in measure_layouts(Path(folder)):
            print(line(figure), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
