"""The heaviest chain: of many weighted pairs those that keep two orders at once and weigh most together."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def chain(ties: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Of (paragraph, row) pairs those that weigh most together while both go down the page: a row for each paragraph.

    The rows ascend with the paragraphs; only paragraphs that directly follow one another may share a row. Prefix maxima
    in a Fenwick tree: O(t log r) for t ties and r rows.
    """
    if not ties:
        return {}
    size = max(row for _, row in ties) + 2
    tree = [(0.0, -1)] * size
    steps: list[tuple[int, int, int]] = []
    ended: dict[int, tuple[int, float, int]] = {}
    for at, group in groupby(sorted(ties), key=lambda pair: pair[0]):
        fresh = []
        for _, row in group:
            best, before = _heaviest(tree, row)
            neighbour, total, step = ended.get(row, (at, 0.0, -1))
            if neighbour == at - 1 and total > best:
                best, before = total, step
            fresh.append((row, best + ties[at, row], len(steps)))
            steps.append((at, row, before))
        for row, total, step in fresh:
            ended[row] = at, total, step
            _record(tree, row, (total, step))
    _, step = _heaviest(tree, size - 1)
    chosen = {}
    while step >= 0:
        at, row, step = steps[step]
        chosen[at] = row
    return chosen


def _heaviest(tree: Sequence[tuple[float, int]], row: int) -> tuple[float, int]:
    """The heaviest chain that ends above `row`: its weight and its last step, -1 for none."""
    best = (0.0, -1)
    while row > 0:
        best = max(best, tree[row])
        row &= row - 1
    return best


def _record(tree: list[tuple[float, int]], row: int, value: tuple[float, int]) -> None:
    """Record the value for all later queries of a row after `row`."""
    row += 1
    while row < len(tree):
        tree[row] = max(tree[row], value)
        row += row & -row
