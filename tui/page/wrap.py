"""Breaks texts into lines of a width in cells, and maps cells to characters; pure."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from typing import TYPE_CHECKING

from rich.cells import cell_len, split_graphemes

from articles.form import harmless

if TYPE_CHECKING:
    from collections.abc import Collection

_NARROW = re.compile(
    r"[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u20ac\u2190-\u21ff\u2248]*"
)
"""Characters that are certainly one cell wide; in a text of these alone, length is width."""


def wrap(text: str, width: int) -> tuple[int, ...]:
    """The characters with which the lines of `text` begin, for lines of `width` cells; always at least one line.

    Lines break after a space, which may hang over the edge; a word wider than a line breaks between grapheme clusters.
    """
    width = max(1, width)
    if len(text) <= width and is_narrow(text):
        return (0,)
    return _wrap_narrow(text, width) if is_narrow(text) else _wrap_clusters(text, width)


def is_narrow(text: str) -> bool:
    """Whether every character is certainly one cell wide."""
    return _NARROW.fullmatch(text) is not None


def _wrap_narrow(text: str, width: int) -> tuple[int, ...]:
    starts = [0]
    start, length = 0, len(text)
    while length - start > width:
        space = text.rfind(" ", start, start + width + 1)
        start = space + 1 if space > start else start + width
        if start >= length:
            break
        starts.append(start)
    return tuple(starts)


def _wrap_clusters(text: str, width: int) -> tuple[int, ...]:
    starts = [0]
    used = 0
    last_break, used_at_break = 0, 0
    for begin, end, counted in split_graphemes(text)[0]:
        cells = counted if end == begin + 1 else max(counted, _most_cells(text[begin:end]))
        space = text[begin:end] == " "
        if used + cells > width and not space and begin > starts[-1]:
            if last_break > starts[-1]:
                starts.append(last_break)
                used -= used_at_break
            else:
                starts.append(begin)
                used = 0
        used += cells
        if space or counted == 2:
            last_break, used_at_break = end, used
    if starts[-1] >= len(text) > 0:
        starts.pop()
    return tuple(starts)


def _most_cells(cluster: str) -> int:
    """The cells that a terminal may give to a cluster which it draws in parts: vowel signs of Hindi, members of emoji.

    With room left for them such a line is not cut off at the column's end.
    """
    cells = 0
    for character in cluster:
        category = unicodedata.category(character)
        if category not in ("Mn", "Me", "Cf"):
            cells += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return cells


def character_at(text: str, start: int, end: int, cell: int) -> int:
    """The character of the line `text[start:end]` at a cell, counted from 0; beyond the line's end, its last one."""
    if cell <= 0 or end <= start:
        return start
    line = text[start:end]
    if is_narrow(line):
        return min(start + cell, end - 1)
    used = 0
    for begin, _, cells in split_graphemes(line)[0]:
        used += cells
        if cell < used:
            return start + begin
    return end - 1


def cluster_ends(text: str, start: int, end: int, edges: Collection[int]) -> Collection[int]:
    """Move each of `edges`, characters inside the line `text[start:end]`, on to the end of its grapheme cluster.

    A line that is cut anywhere else can be narrower or wider than its parts together.
    """
    if not edges or is_narrow(text[start:end]):
        return edges
    ends = [start + cluster_end for _, cluster_end, _ in split_graphemes(text[start:end])[0]]
    return {ends[bisect_left(ends, edge)] for edge in edges}


def crop(text: str, width: int) -> str:
    """The harmless text in at most `width` cells, with an ellipsis where something was cut off."""
    text = harmless(text)
    narrow = is_narrow(text)
    if (len(text) if narrow else cell_len(text)) <= width:
        return text
    if width < 2:
        return "…"[:width]
    if narrow:
        return text[: width - 1].rstrip() + "…"
    used, keep = 0, 0
    for _, end, cells in split_graphemes(text)[0]:
        if used + cells > width - 1:
            break
        used += cells
        keep = end
    return text[:keep].rstrip() + "…"


def padded(text: str, width: int) -> str:
    """The harmless text in exactly `width` cells, cropped or filled up with spaces."""
    text = crop(text, width)
    return text + " " * (width - cell_len(text))
