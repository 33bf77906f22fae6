"""One line of the table: a figure of ours, a peer's beside it where there is one, and what was asked."""

from __future__ import annotations

from typing import NamedTuple


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


HEAD = f"{'figure':58} {'ours':>12} {'peer':>28} {'ratio':>6}  asked"


def line(figure: Figure) -> str:
    """The figure as a line of the table."""
    ours = f"{figure.ours:,.{_places(figure.ours)}f} {figure.unit}"
    peer = f"{figure.peer_name} {figure.peer:,.{_places(figure.peer)}f} {figure.unit}" if figure.peer else ""
    ratio = f"{figure.times:.2f}" if figure.times is not None else ""
    asked = figure.asked + ("  MISSED" if figure.missed else "")
    return f"{figure.what:58} {ours:>12} {peer:>28} {ratio:>6}  {asked}".rstrip()


def _places(value: float) -> int:
    return 0 if value >= 100 else 1 if value >= 10 else 2
