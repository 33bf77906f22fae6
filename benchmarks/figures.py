"""One line of the table: a figure of ours, a peer's beside it where there is one, and what was asked."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from benchmarks.headless import Bench, Frame


class Figure(NamedTuple):
    """A measurement, in its own unit."""

    what: str
    ours: float
    unit: str
    peer: float | None = None
    peer_name: str = ""
    ratio: float | None = None
    """Ours to the peer's, where it is not simply the one by the other: the median of pairs."""
    asked: str = ""
    """In words: `<= 5 ms`."""
    limit: float | None = None
    """The same as a number: above it the figure is missed; compared with the ratio where `of_ratio`."""
    of_ratio: bool = False
    note: str = ""
    """What else is worth knowing, in words."""

    @property
    def times(self) -> float | None:
        """How many times the peer's figure ours is."""
        if self.ratio is not None:
            return self.ratio
        return self.ours / self.peer if self.peer else None

    @property
    def missed(self) -> bool:
        """Whether it is above what was asked."""
        value = self.times if self.of_ratio else self.ours
        return self.limit is not None and value is not None and value > self.limit


class Spent:
    """What keys cost until the last of their frames was painted, in milliseconds of CPU."""

    def __init__(self) -> None:
        self._own: list[float] = []
        self._process: list[float] = []

    def add(self, frame: Frame) -> None:
        """Take in the clocks of a key's last frame."""
        self._own.append(frame.own * 1000)
        self._process.append(frame.cpu * 1000)

    async def press(self, bench: Bench[Any], key: str) -> None:
        """Press a key and take in its cost."""
        self.add((await bench.press(key))[-1])

    def figure(self, what: str, limit: float | None = None) -> Figure:
        """The median in the interface's thread; in words the median of the whole process, and the dearest key."""
        count, note = len(self._own), f"process {median(self._process):.1f}"
        note += f", at most {max(self._own):.1f} of {count}" if count > 1 else ", once"
        return Figure(what, median(self._own), "ms", asked=f"<= {limit:g} ms" if limit else "", limit=limit, note=note)


HEAD = f"{'figure':58} {'ours':>12} {'peer':>28} {'ratio':>6}  asked"


def line(figure: Figure) -> str:
    """The figure as a line of the table."""
    ours = f"{figure.ours:,.{_places(figure.ours)}f} {figure.unit}"
    peer = f"{figure.peer_name} {figure.peer:,.{_places(figure.peer)}f} {figure.unit}" if figure.peer else ""
    ratio = f"{figure.times:.2f}" if figure.times is not None else ""
    asked = figure.asked + ("  MISSED" if figure.missed else "")
    return f"{figure.what:58} {ours:>12} {peer:>28} {ratio:>6}  {asked:10}  {figure.note}".rstrip()


def _places(value: float) -> int:
    return 0 if value >= 100 else 1 if value >= 10 else 2
