"""Where everything stands on the page: columns, rows, lines, in cells; pure and immutable."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tui.wrap import character_at, crop, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from articles.model import End

GUTTER = 4
"""Cells before a column's text: the cursor bar, two letters of tags, a space."""
MARGIN = 1
"""Cells after it; between two columns stands a rule one cell wide."""
MIN_TEXT = 28
"""Cells of text below which a column is not shown beside others."""
MAX_TEXT = 76
"""Cells of text above which a line is hard to read."""


class Item(NamedTuple):
    """Something that stands in a cell: a paragraph, or a one-line pointer to a paragraph elsewhere."""

    end: End
    text: str
    pointer: bool = False


class PageRow(NamedTuple):
    """A row to lay out: what stands in each shown column."""

    number: int
    """Its number in the alignment, from 1."""
    cells: tuple[tuple[Item, ...], ...]


class Column(NamedTuple):
    """A column on the screen."""

    article: int
    x: int
    """The cell of its gutter's first character."""
    width: int
    """Cells of text."""

    @property
    def text_x(self) -> int:
        """The cell where its text begins."""
        return self.x + GUTTER

    @property
    def right(self) -> int:
        """The cell after its margin."""
        return self.x + GUTTER + self.width + MARGIN


class Block(NamedTuple):
    """An item in lines."""

    item: Item
    top: int
    """Lines from the row's top."""
    starts: tuple[int, ...]
    """Where its lines begin, in characters of the item's text."""

    def line(self, i: int) -> tuple[int, int]:
        """The characters of line `i`, half-open."""
        end = self.starts[i + 1] if i + 1 < len(self.starts) else len(self.item.text)
        return self.starts[i], end


class Spot(NamedTuple):
    """Where a paragraph stands on the page."""

    row: int
    """Index into the layout's rows."""
    column: int
    """Index into the layout's columns."""
    top: int
    """Its first line, from the page's top."""
    height: int


class LaidRow(NamedTuple):
    """A row in blocks."""

    number: int
    cells: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The whole page for one width: built once, asked for every line that is drawn."""

    columns: tuple[Column, ...]
    rows: tuple[LaidRow, ...]
    tops: tuple[int, ...]
    """The first line of each row, from the page's top."""
    height: int
    spots: dict[End, Spot]

    def row_at(self, y: int) -> int:
        """The index of the row to which line `y` belongs; the blank line after a row is its own."""
        return max(0, bisect_right(self.tops, y) - 1)

    def blocks_at(self, y: int) -> tuple[tuple[Block, int] | None, ...]:
        """For each column the block on line `y` and which of the block's lines it is."""
        row = self.row_at(y)
        inside = y - self.tops[row]
        return tuple(_block_on(cell, inside) for cell in self.rows[row].cells)

    def column_at(self, x: int) -> int:
        """The index of the column on or left of cell `x`."""
        return max(0, bisect_right(self.columns, x, key=lambda column: column.x) - 1)

    def hit(self, x: int, y: int) -> tuple[Item, int] | None:
        """The item at a cell of the page and the character there, or None where the page is blank."""
        if not self.rows or not 0 <= y < self.height:
            return None
        i = self.column_at(x)
        found = self.blocks_at(y)[i]
        if found is None:
            return None
        block, line = found
        start, end = block.line(line)
        return block.item, character_at(block.item.text, start, end, x - self.columns[i].text_x)

    def lines_of(self, column: int, top: int, bottom: int) -> Iterator[tuple[int, End, int]]:
        """A column's lines from `top` to above `bottom`: the line, its paragraph and the first character on it."""
        for row in range(self.row_at(top), len(self.rows)):
            if self.tops[row] >= bottom:
                return
            for block in self.rows[row].cells[column]:
                if not block.item.pointer:
                    for line, start in enumerate(block.starts, self.tops[row] + block.top):
                        if top <= line < bottom:
                            yield line, block.item.end, start

    def line_of(self, end: End, at: int) -> int:
        """The line of the page on which character `at` of a shown paragraph stands."""
        spot = self.spots[end]
        for block in self.rows[spot.row].cells[spot.column]:
            if block.item.end == end and not block.item.pointer:
                return spot.top + bisect_right(block.starts, at) - 1
        return spot.top


def columns_for(width: int, articles: Sequence[int], first: int = 0) -> tuple[Column, ...]:
    """The columns that fit into `width` cells, from number `first` of `articles` on, centred where there is room.

    At least one is always shown; each is at most `MAX_TEXT` cells of text wide.
    """
    fit = len(articles)
    while fit > 1 and (width - (fit - 1)) // fit - GUTTER - MARGIN < MIN_TEXT:
        fit -= 1
    first = max(0, min(first, len(articles) - fit))
    each, over = divmod(max(width - (fit - 1), fit * (GUTTER + MARGIN + 1)), fit)
    texts = [min(MAX_TEXT, each + (i < over) - GUTTER - MARGIN) for i in range(fit)]
    x = max(0, (width - sum(texts) - fit * (GUTTER + MARGIN) - (fit - 1)) // 2)
    columns = []
    for article, text in zip(articles[first : first + fit], texts, strict=True):
        columns.append(Column(article, x, text))
        x = columns[-1].right + 1
    return tuple(columns)


def lay_out(rows: Sequence[PageRow], columns: tuple[Column, ...]) -> PageLayout:
    """Every row in lines and a blank one after it; a blank line parts a cell's paragraphs, but not its pointers."""
    laid, tops, spots = [], [], {}
    y = 0
    for i, row in enumerate(rows):
        tops.append(y)
        height = 0
        cells = []
        for c, (items, column) in enumerate(zip(row.cells, columns, strict=True)):
            blocks: list[Block] = []
            top = 0
            for item in items:
                if item.pointer:
                    item = item._replace(text=crop(item.text, column.width))
                starts = wrap(item.text, column.width)
                if blocks and not item.pointer:
                    top += 1
                blocks.append(Block(item, top, starts))
                if not item.pointer:
                    spots[item.end] = Spot(i, c, y + top, len(starts))
                top += len(starts)
            height = max(height, top)
            cells.append(tuple(blocks))
        laid.append(LaidRow(row.number, tuple(cells)))
        y += height + 1
    return PageLayout(columns, tuple(laid), tuple(tops), y, spots)


def _block_on(cell: tuple[Block, ...], inside: int) -> tuple[Block, int] | None:
    for block in reversed(cell):
        if block.top <= inside:
            line = inside - block.top
            return (block, line) if line < len(block.starts) else None
    return None
