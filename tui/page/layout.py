"""Where everything stands on the page: columns, rows, lines, in cells; pure and immutable."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.page.wrap import character_at, crop, wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from articles.model import ParagraphId

GUTTER = 4
"""Cells before a column's text: the cursor bar, two letters of tags, a space."""
MARGIN = 1
"""Cells after it; between two columns stands a rule one cell wide."""
MIN_TEXT = 28
"""Cells of text below which a column is not shown beside others."""
MAX_TEXT = 76
"""Cells of text above which a line is hard to read."""
KEPT = 8192
"""Paragraphs whose lines are kept for the next layout: a story of six thousand, or two widths of the usual ones."""

lines_in = lru_cache(maxsize=KEPT)(wrap)
"""`wrap`, which is most of what a layout costs, remembered."""


class Item(NamedTuple):
    """Something that stands in a cell: a paragraph, or a one-line pointer to a paragraph elsewhere."""

    paragraph: ParagraphId
    text: str
    pointer: bool = False
    cut: bool = False
    """Whether only the paragraph's first words stand there, on one line that ends in an ellipsis if there are more."""


class PageRow(NamedTuple):
    """A row to lay out: what stands in each shown column."""

    number: int
    """Its number in the alignment, from 1."""
    cells: tuple[tuple[Item, ...], ...]
    collapsed: bool = False
    """Whether each paragraph of it is a line, as long as the row is not opened."""


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
    """Lines from the top of the row, or of the column's text where there are no rows."""
    starts: tuple[int, ...]
    """Where its lines begin, in characters of the item's text."""

    def line(self, i: int) -> tuple[int, int]:
        """The characters of line `i`, half-open."""
        end = self.starts[i + 1] if i + 1 < len(self.starts) else len(self.item.text)
        return self.starts[i], end


class Spot(NamedTuple):
    """Where a paragraph stands on the page."""

    column: int
    """Index into the layout's columns."""
    top: int
    """Its first line, from the page's top."""
    height: int


class Standing(NamedTuple):
    """Which block a paragraph is."""

    column: int
    row: int
    """Index into the layout's rows; 0 where there are none."""
    i: int
    """Index into the blocks of the cell, or of the column's text where there are no rows."""


@dataclass(frozen=True, slots=True)
class PageLayout(ABC):
    """The whole page for one width: built once, asked for every line that is drawn."""

    columns: tuple[Column, ...]
    height: int
    standing: dict[ParagraphId, Standing]
    """The shown paragraphs."""

    @property
    @abstractmethod
    def headed(self) -> int:
        """The first line below the headlines."""

    @abstractmethod
    def blocks_at(self, y: int) -> tuple[tuple[Block, int] | None, ...]:
        """For each column the block on line `y` and which of the block's lines it is."""

    @abstractmethod
    def blocks_from(self, column: int, y: int) -> Iterator[tuple[int, Block]]:
        """A column's blocks with the line of the page that each begins on, from the one at line `y`, or before it."""

    @abstractmethod
    def standing_at(self, standing: Standing) -> tuple[int, Block]:
        """A block, and the line of the page that it begins on."""

    @property
    def spots(self) -> Spots:
        """Where each shown paragraph stands."""
        return Spots(self)

    def column_at(self, x: int) -> int:
        """The index of the column on or left of cell `x`."""
        return max(0, bisect_right(self.columns, x, key=lambda column: column.x) - 1)

    def hit(self, x: int, y: int) -> tuple[Item, int] | None:
        """The item at a cell of the page and the character there, or None where the page is blank."""
        if not self.columns or not 0 <= y < self.height:
            return None
        i = self.column_at(x)
        found = self.blocks_at(y)[i]
        if found is None:
            return None
        block, line = found
        start, end = block.line(line)
        return block.item, character_at(block.item.text, start, end, x - self.columns[i].text_x)

    def lines_of(self, column: int, top: int, bottom: int) -> Iterator[tuple[int, ParagraphId, int]]:
        """A column's lines from `top` to above `bottom`: the line, its paragraph and the first character on it."""
        for first, block in self.blocks_from(column, top):
            if first >= bottom:
                return
            if not block.item.pointer:
                for line, start in enumerate(block.starts, first):
                    if top <= line < bottom:
                        yield line, block.item.paragraph, start

    def line_of(self, where: ParagraphId, at: int) -> int:
        """The line of the page on which character `at` of a shown paragraph stands."""
        top, block = self.standing_at(self.standing[where])
        return top + bisect_right(block.starts, at) - 1


class Spots(Mapping[Any, Spot]):
    """Where each shown paragraph of a layout stands, worked out when it is asked for."""

    def __init__(self, layout: PageLayout) -> None:
        self._layout = layout

    def __getitem__(self, where: ParagraphId) -> Spot:
        standing = self._layout.standing[where]
        top, block = self._layout.standing_at(standing)
        return Spot(standing.column, top, len(block.starts))

    def __contains__(self, end: object) -> bool:
        return end in self._layout.standing

    def __iter__(self) -> Iterator[ParagraphId]:
        return iter(self._layout.standing)

    def __len__(self) -> int:
        return len(self._layout.standing)


class LaidRow(NamedTuple):
    """A row in blocks."""

    number: int
    cells: tuple[tuple[Block, ...], ...]
    height: int
    """Lines, without the blank one after it."""
    collapsed: bool = False
    """Whether it shows as a line now."""


@dataclass(frozen=True, slots=True)
class RowsLayout(PageLayout):
    """The page in rows, each as high as its highest cell."""

    source: Sequence[PageRow]
    """What was laid out."""
    rows: tuple[LaidRow, ...]
    tops: tuple[int, ...]
    """The first line of each row, from the page's top."""

    @property
    def headed(self) -> int:
        """The first line below the headlines, which have the first row."""
        return self.tops[1] if len(self.tops) > 1 else self.height

    def row_at(self, y: int) -> int:
        """The index of the row to which line `y` belongs; the blank line after a row is its own."""
        return max(0, bisect_right(self.tops, y) - 1)

    def blocks_at(self, y: int) -> tuple[tuple[Block, int] | None, ...]:
        """For each column the block on line `y` and which of the block's lines it is."""
        row = self.row_at(y)
        inside = y - self.tops[row]
        return tuple(_block_on(cell, inside) for cell in self.rows[row].cells)

    def blocks_from(self, column: int, y: int) -> Iterator[tuple[int, Block]]:
        """A column's blocks with the line of the page that each begins on, from the row at line `y` on."""
        for row in range(self.row_at(y), len(self.rows)):
            for block in self.rows[row].cells[column]:
                yield self.tops[row] + block.top, block

    def standing_at(self, standing: Standing) -> tuple[int, Block]:
        """A block, and the line of the page that it begins on."""
        block = self.rows[standing.row].cells[standing.column][standing.i]
        return self.tops[standing.row] + block.top, block

    def collapsing(self, source: Sequence[PageRow]) -> RowsLayout:
        """The page with the same rows, but those collapsed that are in `source`."""
        laid = list(self.rows)
        for i, row in enumerate(source):
            if row.collapsed != laid[i].collapsed:
                laid[i], _ = _laid(row, self.columns, collapsed=row.collapsed)
        tops, height = _stacked(laid)
        return RowsLayout(self.columns, height, self.standing, source, tuple(laid), tops)

    def opened(self, rows: Collection[int]) -> RowsLayout:
        """The page with these rows, by index, in full, and every other one that can be collapsed as lines."""
        laid = list(self.rows)
        for i, row in enumerate(laid):
            if self.source[i].collapsed and row.collapsed == (i in rows):
                laid[i], _ = _laid(self.source[i], self.columns, collapsed=not row.collapsed)
        tops, height = _stacked(laid)
        return RowsLayout(self.columns, height, self.standing, self.source, tuple(laid), tops)


def columns_for(width: int, articles: Sequence[int], first: int = 0, weights: Sequence[int] = ()) -> tuple[Column, ...]:
    """The columns that fit into `width` cells, from number `first` of `articles` on, centred where there is room.

    At least one is always shown; each is at most `MAX_TEXT` cells of text wide. `weights`, one for each of `articles`,
    tell how wide they are beside one another; equally wide without them.
    """
    fit = len(articles)
    while fit > 1 and (width - (fit - 1)) // fit - GUTTER - MARGIN < MIN_TEXT:
        fit -= 1
    first = max(0, min(first, len(articles) - fit))
    around = fit * (GUTTER + MARGIN) + fit - 1
    texts = _shares(width - around, (weights or [1] * len(articles))[first : first + fit])
    x = max(0, (width - sum(texts) - around) // 2)
    columns = []
    for article, text in zip(articles[first : first + fit], texts, strict=True):
        columns.append(Column(article, x, text))
        x = columns[-1].right + 1
    return tuple(columns)


def _shares(room: int, weights: Sequence[int]) -> list[int]:
    """The cells of text that columns get out of `room`: as their weights say, within what can be read."""
    texts = [MIN_TEXT if len(weights) > 1 else 1] * len(weights)
    for _ in range(room - sum(texts)):
        behind = [i for i, text in enumerate(texts) if text < MAX_TEXT]
        if not behind:
            break
        texts[min(behind, key=lambda i: (texts[i] + 1) / weights[i])] += 1
    return texts


def lay_out(rows: Sequence[PageRow], columns: tuple[Column, ...]) -> RowsLayout:
    """Every row in lines and a blank one after it; a blank line parts a cell's paragraphs, but not its pointers.

    No blank line parts two rows that are collapsed.
    """
    laid: list[LaidRow] = []
    standing: dict[ParagraphId, Standing] = {}
    for i, row in enumerate(rows):
        made, paragraphs = _laid(row, columns, collapsed=row.collapsed)
        laid.append(made)
        for where, column, nth in paragraphs:
            standing[where] = Standing(column, i, nth)
    tops, height = _stacked(laid)
    return RowsLayout(columns, height, standing, rows, tuple(laid), tops)


def _laid(
    row: PageRow, columns: Sequence[Column], *, collapsed: bool
) -> tuple[LaidRow, list[tuple[ParagraphId, int, int]]]:
    """A row in blocks, and for each of its paragraphs the column and which of the cell's blocks it is."""
    height = 0
    cells: list[tuple[Block, ...]] = []
    paragraphs = []
    for c, (items, column) in enumerate(zip(row.cells, columns, strict=True)):
        if not items:
            cells.append(())
            continue
        blocks: list[Block] = []
        top = 0
        for item in items:
            if item.pointer or collapsed:
                item = item._replace(text=crop(item.text, column.width), cut=collapsed)
                starts: tuple[int, ...] = (0,)
            else:
                starts = lines_in(item.text, column.width)
            if blocks and not item.pointer and not collapsed:
                top += 1
            if not item.pointer:
                paragraphs.append((item.paragraph, c, len(blocks)))
            blocks.append(Block(item, top, starts))
            top += len(starts)
        height = max(height, top)
        cells.append(tuple(blocks))
    return LaidRow(row.number, tuple(cells), height, collapsed), paragraphs


def _stacked(rows: Sequence[LaidRow]) -> tuple[tuple[int, ...], int]:
    """The first line of each row, one below the other, and the height of all."""
    if not rows:
        return (), 0
    blank = [not (above.collapsed and below.collapsed) for above, below in pairwise(rows)]
    ends = list(accumulate(row.height + gap for row, gap in zip(rows, [*blank, True], strict=True)))
    return (0, *ends[:-1]), ends[-1]


def _block_on(cell: tuple[Block, ...], inside: int) -> tuple[Block, int] | None:
    for block in reversed(cell):
        if block.top <= inside:
            line = inside - block.top
            return (block, line) if line < len(block.starts) else None
    return None
