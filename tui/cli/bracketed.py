"""Annotated passages in a text without colour: `{c words}`, c being the sign of a tag; pure.

Where two passages cross, the first to end repeats its sign: `{c one {d two c} three}`. One that goes on in another
paragraph ends and begins with an ellipsis: `{c one …}`, `{c… two}`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import split_graphemes

from tui.page.wrap import is_narrow

if TYPE_CHECKING:
    from collections.abc import Sequence

HARD = "\u00a0"
"""Stands for a space at which no line ends; articles have none, so every one of them is to be shown as a space."""


class Part(NamedTuple):
    """The part of an annotated passage that shows in a paragraph."""

    start: int
    end: int
    """Characters of the paragraph's shown text, half-open, not empty."""
    signs: str
    """Those of its tags."""
    begins: bool = True
    ends: bool = True
    """Whether the passage begins and ends here; else it goes on in other paragraphs."""


class Bracketed(NamedTuple):
    """A text with brackets."""

    text: str
    spans: tuple[tuple[int, int], ...]
    """Where the words of each part stand in it, without their own brackets."""


def bracketed(text: str, parts: Sequence[Part]) -> Bracketed:
    """The text with these parts of it in brackets; of two that begin together the longer one is around the other."""
    if not parts:
        return Bracketed(text, ())
    whole = [_on_clusters(text, part) for part in parts]
    outer_first = sorted(range(len(whole)), key=lambda i: (whole[i].start, -whole[i].end))
    pieces: list[str] = []
    length = at = 0
    open_: list[int] = []
    begun, ended = [0] * len(whole), [0] * len(whole)

    def write(piece: str) -> None:
        nonlocal length
        pieces.append(piece)
        length += len(piece)

    for place in sorted({edge for part in whole for edge in part[:2]}):
        write(text[at:place])
        at = place
        for i in [i for i in reversed(open_) if whole[i].end == place]:
            ended[i] = length
            crosses = HARD + whole[i].signs if open_[-1] != i else ""
            write(f"{'' if whole[i].ends else f'{HARD}…'}{crosses}}}")
            open_.remove(i)
        for i in (i for i in outer_first if whole[i].start == place):
            write(f"{{{whole[i].signs}{'' if whole[i].begins else '…'}{HARD}")
            begun[i] = length
            open_.append(i)
    write(text[at:])
    return Bracketed("".join(pieces), tuple(zip(begun, ended, strict=True)))


def _on_clusters(text: str, part: Part) -> Part:
    """The part with all of the grapheme clusters in which it begins and ends: a bracket inside one would break it."""
    if is_narrow(text):
        return part
    clusters = split_graphemes(text)[0]
    first = bisect_right(clusters, part.start, key=lambda cluster: cluster[0]) - 1
    last = bisect_left(clusters, part.end, key=lambda cluster: cluster[1])
    return part._replace(start=clusters[max(0, first)][0], end=clusters[min(last, len(clusters) - 1)][1])
