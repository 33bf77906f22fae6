"""What it costs to open a dialog, and to narrow a list of 10,000 annotations down.

    python -m benchmarks.dialogs

A first opening imports what the dialog needs, so each is measured in a process of its own.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotations.store.store import Store
from benchmarks.figures import HEAD, Spent, line
from benchmarks.headless import now, with_reader
from benchmarks.starts import annotate
from benchmarks.stories import generated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.figures import Figure
    from benchmarks.headless import Bench, Frame
    from tui.app import Newsreader

ANNOTATIONS = 10_000

FIRST, LATER = 3, 6
"""How often a dialog is opened: as the first of a process, where there is a limit (else once), and as a later one."""


class Dialog(NamedTuple):
    """A dialog that is opened."""

    name: str
    key: str
    limit: float | None = None
    """Milliseconds of CPU that opening it may take."""


LIST = Dialog(f"list of {ANNOTATIONS:,}", "L", 150)
DIALOGS = (Dialog("picker", "T", 60), LIST, Dialog("palette", ":"), Dialog("codebook", "K"))

FILTERING = 50
"""Milliseconds of CPU that a key in the list's field may take."""

TYPED = {"a letter": "sanctions", "a letter, no such word": "sanctoins", "a letter of a field": "tag:threat"}
"""What is typed into the field; the word with a slip is taken for others that are like it."""

BEGINNINGS = ("san", "ukr", "rus", "the")
"""What is typed right after a change in the list."""

LOOKED = 0.7
"""Seconds in which the reader looks once at what others wrote."""


def measure_dialogs(folder: Path) -> Iterator[Figure]:
    """Each dialog, first and later, and the list's field, at 3 x 300 paragraphs."""
    path = folder / "dialogs" / "store.json"
    path.parent.mkdir()
    annotate(path, generated(3, 300), ANNOTATIONS)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as alone:
        for dialog in DIALOGS:
            spent = Spent()
            for _ in range(FIRST if dialog.limit else 1):
                spent.add(alone.submit(first_opening, path, dialog.key).result())
            yield spent.figure(f"{dialog.name} opens, first", dialog.limit)
    later = Later()
    with_reader(generated(3, 300), Store.open(path), later.measure)
    yield from later.figures()


def first_opening(path: Path, key: str) -> Frame:
    """What it costs to open a dialog as the first of a sitting, after one move."""
    frames: list[Frame] = []

    async def work(bench: Bench[Newsreader]) -> None:
        await bench.settle(0.3)
        await bench.press("j")
        frames.extend(await bench.press(key))

    with_reader(generated(3, 300), Store.open(path), work)
    return frames[-1]


class Later:
    """Dialogs that are opened again and again, and what is typed into the list's field."""

    def __init__(self) -> None:
        self._opened: dict[Dialog, Spent] = defaultdict(Spent)
        self._typed: dict[str, Spent] = defaultdict(Spent)
        self._changed: dict[str, Spent] = defaultdict(Spent)

    async def measure(self, bench: Bench[Newsreader]) -> None:
        """Open and close each dialog; then filter the list, after changes as well."""
        await bench.settle(0.3)
        for dialog in DIALOGS:
            for number in range(LATER + 1):
                frame = (await bench.press(dialog.key))[-1]
                if number:
                    self._opened[dialog].add(frame)
                await bench.press("escape")
        await bench.press(LIST.key)
        for what, query in TYPED.items():
            await self._filter(bench, query, "the field opens", what, what)
        for beginning in BEGINNINGS:
            await self._changed["a tag is given"].press(bench, "c")
            await self._filter(
                bench, beginning, "the field opens after a tag", "first letter after it", "the next ones"
            )
        for beginning in BEGINNINGS:
            await self._changed["an undo"].press(bench, "z")
            await self._filter(
                bench, beginning, "the field opens after an undo", "first letter after that", "next ones"
            )
            await self._changed["a tag is given"].press(bench, "c")
            await self._changed["an undo"].press(bench, "z")
            begun = now()
            await asyncio.sleep(LOOKED)
            self._changed["its look at the store"].add(now().since(begun))

    async def _filter(self, bench: Bench[Newsreader], query: str, opens: str, first: str, further: str) -> None:
        """Open the field, type, and leave it empty."""
        await self._typed[opens].press(bench, "/")
        for n, letter in enumerate(query):
            await self._typed[further if n else first].press(bench, letter)
        await bench.press("escape")

    def figures(self) -> Iterator[Figure]:
        """Openings, then typing and changes."""
        for dialog, spent in self._opened.items():
            yield spent.figure(f"{dialog.name} opens, later", dialog.limit)
        for what, spent in self._typed.items():
            yield spent.figure(f"{LIST.name}: {what}", FILTERING)
        for what, spent in self._changed.items():
            yield spent.figure(f"{LIST.name}: {what}")


def main() -> int:
    print(HEAD)
    with tempfile.TemporaryDirectory(prefix="newsreader-bench-", ignore_cleanup_errors=True) as folder:
        for figure in measure_dialogs(Path(folder)):
            print(line(figure), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
