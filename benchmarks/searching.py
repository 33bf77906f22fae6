"""What the search costs at each key of it, in a story of any size."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from benchmarks.figures import Spent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.figures import Figure
    from benchmarks.headless import Bench
    from tui.app import Newsreader

LIMIT = 50
"""Milliseconds of CPU that a key may take."""

QUERIES = ("sanctions", "the", "Russia")
"""What is searched for: names, one with an upper-case letter, and a word that stands nearly everywhere."""

STEPS = 6
"""Steps from hit to hit with n, and back with N."""


class Searching:
    """What it costs to open the prompt, to type, and to go from hit to hit."""

    def __init__(self) -> None:
        self._spent: dict[str, Spent] = defaultdict(Spent)

    async def measure(self, bench: Bench[Newsreader]) -> None:
        """Search the open story."""
        await bench.prepare("g")
        for number, query in enumerate(QUERIES):
            await self._spent["prompt, later" if number else "prompt, first"].press(bench, "/")
            for n, letter in enumerate(query):
                await self._spent["a letter" if n else "first letter"].press(bench, letter)
            await self._spent["enter"].press(bench, "enter")
            if not bench.app.session.search.hits or not bench.app.session.search.hits.total:
                raise SystemExit(f"the story does not have {query}")
            for key in "n" * STEPS + "N" * STEPS:
                await self._spent["n, N"].press(bench, key)
            await bench.press("escape")

    def figures(self) -> Iterator[Figure]:
        """Each part of it."""
        for what, spent in self._spent.items():
            yield spent.figure(f"search, 6 x 1,000: {what}", LIMIT)
