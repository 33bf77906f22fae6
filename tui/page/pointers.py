"""Where pointers stand in the blank line below their paragraph, in cells; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tui.page.wrap import crop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from articles.model import ParagraphId

BLANK_SHARE = 4
"""A pointer begins behind this part of the column's width: before it the line is blank, which parts two paragraphs."""
GAP_CELLS = 2
"""The blank cells between two pointers on a line."""
WORDS_CELLS = 12
"""The least width for the first words of what is pointed to; with less, its row and outlet stand alone."""
NARROWEST_POINTER_CELLS = 8
"""The width of a pointer below which fewer are shown, and how many are left out."""


class PointerText(NamedTuple):
    """What a pointer to a counterpart says."""

    target: ParagraphId
    name: str
    """The arrow, the counterpart's row and its outlet."""
    words: str
    """What the counterpart begins with."""


class PlacedPointer(NamedTuple):
    """A pointer as it stands on its line."""

    x: int
    """The cell where it begins, counted from where the column's text does."""
    text: str
    target: ParagraphId


def placed(pointers: Sequence[PointerText], width: int) -> Iterator[PlacedPointer]:
    """Put a paragraph's pointers on one line of `width` cells, each cropped to its share of it."""
    x = width // BLANK_SHARE
    room = width - x + GAP_CELLS
    count = max(1, min(len(pointers), room // (NARROWEST_POINTER_CELLS + GAP_CELLS)))
    for i, pointer in enumerate(pointers[:count]):
        left = len(pointers) - count if i + 1 == count else 0
        more = f" +{left}" if left else ""
        cells = room // (count - i) - GAP_CELLS - len(more)
        name = crop(pointer.name, cells)
        words = cells - cell_len(name) - 1
        said = f"{name} {crop(pointer.words, words)}" if words >= WORDS_CELLS else name
        text = crop(said + more, room - GAP_CELLS)
        yield PlacedPointer(x, text, pointer.target)
        used = cell_len(text) + GAP_CELLS
        x, room = x + used, room - used
