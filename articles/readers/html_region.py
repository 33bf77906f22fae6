"""Where the article stands in a page, by the points of its blocks: as a stretch of the text, and as an element.

Both are linear in the number of blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TO_AND_FRO = 1.5
"""What it costs to begin a stretch of text, and to end it."""

_NEAR_AS_GOOD = 0.25
_WORTH = 4.0
"""A stretch with this share of the best one's points, and so many, is the article's too."""

_WORST = 2.0
"""An element counts against the one around it with so many points at most: a page's text is full of inserts."""

_OTHER = -3.0
"""An element with fewer points than this is none of the article, wherever it stands."""


def article_run(points: Sequence[float]) -> list[bool]:
    """For each block whether it lies in a stretch of blocks with many points, or in the best one."""
    stretches = []
    start = None
    for i, inside in enumerate([*_best_path(points), False]):
        if inside and start is None:
            start = i
        elif not inside and start is not None:
            stretches.append((sum(points[start:i]), start, i))
            start = None
    found = [False] * len(points)
    best = max((total for total, _, _ in stretches), default=0.0)
    for total, start, end in stretches:
        if total == best or (total >= best * _NEAR_AS_GOOD and total > _WORTH):
            found[start:end] = [True] * (end - start)
    return found


def _best_path(points: Sequence[float]) -> list[bool]:
    """In or out for each block, so that the points inside, less the cost of going in and out, are most (Viterbi)."""
    within, without = float("-inf"), 0.0
    from_within: list[tuple[bool, bool]] = []  # for being inside and outside here, whether the block before is inside
    for point in points:
        go_on, begin = within + point, without - _TO_AND_FRO + point
        stay, end = without, within - _TO_AND_FRO
        from_within.append((go_on >= begin, end > stay))
        within, without = max(go_on, begin), max(stay, end)
    inside = within > without
    path = []
    for went_on, ended in reversed(from_within):
        path.append(inside)
        inside = went_on if inside else ended
    return path[::-1]


def article_element(points: Sequence[float], homes: Sequence[int], parents: Sequence[int]) -> list[bool]:
    """For each block whether it stands in the element with the most points, and not in a poor part of it.

    `homes` has for each block the number of its element, `parents` for each element that of the one around it, which
    is smaller; element 0 is the page.
    """
    sums = [0.0] * len(parents)
    for home, point in zip(homes, points, strict=True):
        sums[home] += point
    for number in range(len(parents) - 1, 0, -1):
        sums[parents[number]] += max(-_WORST, sums[number])
    best = max(range(len(sums)), key=lambda number: (round(sums[number], 6), number))
    inside = [False] * len(sums)
    inside[best] = True
    for number in range(best + 1, len(sums)):
        inside[number] = inside[parents[number]] and sums[number] >= _OTHER
    return [inside[home] for home in homes]
