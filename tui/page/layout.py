"""The layout of the page: where columns, rows and lines stand, in cells; pure and immutable."""

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

GUTTER_CELLS = 4
"""The width before a column's text, for the cursor's bar, two letters of tags and a space."""
MARGIN_CELLS = 1
"""The width after a column's text; a rule of one cell separates two columns."""
NARROWEST_COLUMN_CELLS = 28
"""The text width below which a column is not shown next to others."""
WIDEST_COLUMN_CELLS = 76
"""The text width above which lines are hard to read."""
KEPT_PARAGRAPHS = 8192
"""How many paragraphs' lines are cached for the next layout: enough for a story of 6,000, or for most at two widths."""

lines_in = lru_cache(maxsize=KEPT_PARAGRAPHS)(wrap)
"""`wrap` with a cache: it is most of what a layout costs."""


class Item(NamedTuple):
    """What a cell holds: a paragraph, or a one-line pointer to a paragraph elsewhere."""

    paragraph: ParagraphId
    text: str
    pointer: bool = False
    cut: bool = False
    """Whether the paragraph is cropped to one line, with an ellipsis if it does not fit."""


class PageRow(NamedTuple):
    """A row to lay out: the items of each shown column."""

    number: int
    """The row's number in the alignment, from 1."""
    cells: tuple[tuple[Item, ...], ...]
    collapsed: bool = False
    """Whether its paragraphs are cropped to a line each until the row is opened."""


class Column(NamedTuple):
    """A column on the screen."""

    article: int
    x: int
    """The cell where the column's gutter begins."""
    width: int
    """The width of its text in cells, without gutter and margin."""

    @property
    def text_x(self) -> int:
        """The cell where the column's text begins."""
        return self.x + GUTTER_CELLS

    @property
    def right(self) -> int:
        """The first cell after the column's margin."""
        return self.x + GUTTER_CELLS + self.width + MARGIN_CELLS


class LaidItem(NamedTuple):
    """An item broken into lines."""

    item: Item
    top: int
    """Its first line, counted from the top of the row, or in flow from the top of the column's text."""
    starts: tuple[int, ...]
    """The character of the item's text with which each line begins."""

    def line(self, i: int) -> tuple[int, int]:
        """The characters of line `i` as a half-open range."""
        end = self.starts[i + 1] if i + 1 < len(self.starts) else len(self.item.text)
        return self.starts[i], end


class Spot(NamedTuple):
    """The place of a paragraph on the page."""

    column: int
    """Index into the layout's columns."""
    top: int
    """The paragraph's first line, counted from the top of the page."""
    height: int
    """Lines."""


class ItemIndex(NamedTuple):
    """The indices by which a paragraph's item is found in a layout."""

    column: int
    """Index into the layout's columns."""
    row: int
    """Index into the layout's rows; 0 in flow."""
    i: int
    """Index into the items of the cell, or in flow of the column's text."""


@dataclass(frozen=True, slots=True)
class PageLayout(ABC):
    """The whole page at one width. It is built once and asked for every line that is drawn."""

    columns: tuple[Column, ...]
    height: int
    """Lines."""
    indices: dict[ParagraphId, ItemIndex]
    """The item of each paragraph on the page."""

    @property
    @abstractmethod
    def body_top(self) -> int:
        """The first line below the headlines."""

    @abstractmethod
    def items_at(self, y: int) -> tuple[tuple[LaidItem, int] | None, ...]:
        """For each column, the item on line `y` of the page and which of the item's lines that is."""

    @abstractmethod
    def items_from(self, column: int, y: int) -> Iterator[tuple[int, LaidItem]]:
        """The items of a column from line `y` or above on, each with the line of the page on which it begins."""

    @abstractmethod
    def item_at(self, index: ItemIndex) -> tuple[int, LaidItem]:
        """The line of the page on which an item begins, and the item."""

    @property
    def spots(self) -> Spots:
        """The place of each paragraph on the page."""
        return Spots(self)

    def column_at(self, x: int) -> int:
        """The index of the column at cell `x`, or of the next one to its left."""
        return max(0, bisect_right(self.columns, x, key=lambda column: column.x) - 1)

    def hit(self, x: int, y: int) -> tuple[Item, int] | None:
        """The item at a cell of the page and its character there; None where the page is blank."""
        if not self.columns or not 0 <= y < self.height:
            return None
        i = self.column_at(x)
        found = self.items_at(y)[i]
        if found is None:
            return None
        laid_item, line = found
        start, end = laid_item.line(line)
        return laid_item.item, character_at(laid_item.item.text, start, end, x - self.columns[i].text_x)

    def lines_of(self, column: int, top: int, bottom: int) -> Iterator[tuple[int, ParagraphId, int]]:
        """The lines of a column from `top` to before `bottom`, each with its paragraph and its first character."""
        for first, laid_item in self.items_from(column, top):
            if first >= bottom:
                return
            if not laid_item.item.pointer:
                for line, start in enumerate(laid_item.starts, first):
                    if top <= line < bottom:
                        yield line, laid_item.item.paragraph, start

    def line_of(self, where: ParagraphId, at: int) -> int:
        """The line of the page that has character `at` of a paragraph on the page."""
        top, laid_item = self.item_at(self.indices[where])
        return top + bisect_right(laid_item.starts, at) - 1


class Spots(Mapping[Any, Spot]):
    """The place of each paragraph of a layout, computed when it is asked for."""

    def __init__(self, layout: PageLayout) -> None:
        self._layout = layout

    def __getitem__(self, where: ParagraphId) -> Spot:
        index = self._layout.indices[where]
        top, laid_item = self._layout.item_at(index)
        return Spot(index.column, top, len(laid_item.starts))

    def __contains__(self, where: object) -> bool:
        return where in self._layout.indices

    def __iter__(self) -> Iterator[ParagraphId]:
        return iter(self._layout.indices)

    def __len__(self) -> int:
        return len(self._layout.indices)


class LaidRow(NamedTuple):
    """A row broken into lines."""

    number: int
    cells: tuple[tuple[LaidItem, ...], ...]
    height: int
    """Lines, without the blank line below the row."""
    collapsed: bool = False
    """Whether its paragraphs are cropped to a line each now."""


@dataclass(frozen=True, slots=True)
class RowsLayout(PageLayout):
    """A page in rows, each as high as its highest cell."""

    source: Sequence[PageRow]
    """The rows that were laid out."""
    rows: tuple[LaidRow, ...]
    tops: tuple[int, ...]
    """The first line of each row, counted from the top of the page."""

    @property
    def body_top(self) -> int:
        """The first line below the headlines, which stand in the first row."""
        return self.tops[1] if len(self.tops) > 1 else self.height

    def row_at(self, y: int) -> int:
        """The index of the row at line `y`; the blank line below a row belongs to it."""
        return max(0, bisect_right(self.tops, y) - 1)

    def items_at(self, y: int) -> tuple[tuple[LaidItem, int] | None, ...]:
        """For each column, the item on line `y` of the page and which of the item's lines that is."""
        row = self.row_at(y)
        inside = y - self.tops[row]
        return tuple(_item_on(cell, inside) for cell in self.rows[row].cells)

    def items_from(self, column: int, y: int) -> Iterator[tuple[int, LaidItem]]:
        """The items of a column from the row at line `y` on, each with the line of the page on which it begins."""
        for row in range(self.row_at(y), len(self.rows)):
            for laid_item in self.rows[row].cells[column]:
                yield self.tops[row] + laid_item.top, laid_item

    def item_at(self, index: ItemIndex) -> tuple[int, LaidItem]:
        """The line of the page on which an item begins, and the item."""
        laid_item = self.rows[index.row].cells[index.column][index.i]
        return self.tops[index.row] + laid_item.top, laid_item

    def collapsing(self, source: Sequence[PageRow]) -> RowsLayout:
        """The same rows, with those collapsed that are collapsed in `source`."""
        laid = list(self.rows)
        for i, row in enumerate(source):
            if row.collapsed != laid[i].collapsed:
                laid[i], _ = _laid(row, self.columns, collapsed=row.collapsed)
        tops, height = _stacked(laid)
        return RowsLayout(self.columns, height, self.indices, source, tuple(laid), tops)

    def opened(self, rows: Collection[int]) -> RowsLayout:
        """Show these rows, by index, in full; all others that can be collapsed are."""
        laid = list(self.rows)
        for i, row in enumerate(laid):
            if self.source[i].collapsed and row.collapsed == (i in rows):
                laid[i], _ = _laid(self.source[i], self.columns, collapsed=not row.collapsed)
        tops, height = _stacked(laid)
        return RowsLayout(self.columns, height, self.indices, self.source, tuple(laid), tops)


def columns_for(width: int, articles: Sequence[int], first: int = 0, weights: Sequence[int] = ()) -> tuple[Column, ...]:
    """Place as many columns as fit into `width` cells, from index `first` of `articles` on, centred.

    At least one column is shown. Each has at most `WIDEST_COLUMN_CELLS` cells of text. `weights`, one for each of
    `articles`, set the widths relative to one another; without them all columns are equally wide.
    """
    fit = len(articles)
    while fit > 1 and (width - (fit - 1)) // fit - GUTTER_CELLS - MARGIN_CELLS < NARROWEST_COLUMN_CELLS:
        fit -= 1
    first = max(0, min(first, len(articles) - fit))
    around = fit * (GUTTER_CELLS + MARGIN_CELLS) + fit - 1
    texts = _shares(width - around, (weights or [1] * len(articles))[first : first + fit])
    x = max(0, (width - sum(texts) - around) // 2)
    columns = []
    for article, text in zip(articles[first : first + fit], texts, strict=True):
        columns.append(Column(article, x, text))
        x = columns[-1].right + 1
    return tuple(columns)


def screenful(height: int) -> int:
    """The lines by which a page of `height` lines scrolls at a time: up to two lines stay in view."""
    return max(1, height - min(2, height // 4))


def _shares(room: int, weights: Sequence[int]) -> list[int]:
    """Divide `room`, in cells, among columns by their weights, within the limits; returns the widths of the texts."""
    texts = [NARROWEST_COLUMN_CELLS if len(weights) > 1 else 1] * len(weights)
    for _ in range(room - sum(texts)):
        behind = [i for i, text in enumerate(texts) if text < WIDEST_COLUMN_CELLS]
        if not behind:
            break
        texts[min(behind, key=lambda i: (texts[i] + 1) / weights[i])] += 1
    return texts


def lay_out(rows: Sequence[PageRow], columns: tuple[Column, ...]) -> RowsLayout:
    """Lay out rows one below another, with a blank line between rows and between the paragraphs of a cell.

    No blank line stands before a pointer, nor between two collapsed rows.
    """
    laid: list[LaidRow] = []
    indices: dict[ParagraphId, ItemIndex] = {}
    for i, row in enumerate(rows):
        made, paragraphs = _laid(row, columns, collapsed=row.collapsed)
        laid.append(made)
        for where, column, nth in paragraphs:
            indices[where] = ItemIndex(column, i, nth)
    tops, height = _stacked(laid)
    return RowsLayout(columns, height, indices, rows, tuple(laid), tops)


def _laid(
    row: PageRow, columns: Sequence[Column], *, collapsed: bool
) -> tuple[LaidRow, list[tuple[ParagraphId, int, int]]]:
    """Lay out a row; returns it, and for each of its paragraphs the column and the index into the cell's items."""
    height = 0
    cells: list[tuple[LaidItem, ...]] = []
    paragraphs = []
    for c, (items, column) in enumerate(zip(row.cells, columns, strict=True)):
        if not items:
            cells.append(())
            continue
        laid_items: list[LaidItem] = []
        top = 0
        for item in items:
            if item.pointer or collapsed:
                item = item._replace(text=crop(item.text, column.width), cut=collapsed)
                starts: tuple[int, ...] = (0,)
            else:
                starts = lines_in(item.text, column.width)
            if laid_items and not item.pointer and not collapsed:
                top += 1
            if not item.pointer:
                paragraphs.append((item.paragraph, c, len(laid_items)))
            laid_items.append(LaidItem(item, top, starts))
            top += len(starts)
        height = max(height, top)
        cells.append(tuple(laid_items))
    return LaidRow(row.number, tuple(cells), height, collapsed), paragraphs


def _stacked(rows: Sequence[LaidRow]) -> tuple[tuple[int, ...], int]:
    """The first line of each row when rows are stacked, and the height of them all."""
    if not rows:
        return (), 0
    blank = [not (above.collapsed and below.collapsed) for above, below in pairwise(rows)]
    ends = list(accumulate(row.height + gap for row, gap in zip(rows, [*blank, True], strict=True)))
    return (0, *ends[:-1]), ends[-1]


def _item_on(cell: tuple[LaidItem, ...], inside: int) -> tuple[LaidItem, int] | None:
    for laid_item in reversed(cell):
        if laid_item.top <= inside:
            line = inside - laid_item.top
            return (laid_item, line) if line < len(laid_item.starts) else None
    return None
