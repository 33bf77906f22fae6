"""The layout of the page: where columns, paragraphs and lines stand, in cells; pure and immutable.

Each column is a stack of paragraphs, with a blank line below each. Where paragraphs of several columns belong together
they begin on one line; between such lines every column runs on by itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, count, pairwise, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.page.wrap import character_at, crop, wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from articles.model import ParagraphId

GUTTER_CELLS = 4
"""The least width before a column's text, for the cursor's bar, two letters of tags or two digits, and a space."""
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

CUT: tuple[int, ...] = (0,)
"""The lines of a paragraph that is cropped to one."""


class Item(NamedTuple):
    """A paragraph in a column."""

    paragraph: ParagraphId
    text: str
    cut: bool = False
    """Whether the text is cropped to one line, with an ellipsis if it does not fit."""


class PageText(NamedTuple):
    """What is laid out."""

    columns: tuple[Sequence[Item], ...]
    """For each column its paragraphs, from the top."""
    joins: Sequence[Sequence[tuple[int, int]]] = ()
    """What begins on one line, from the top: paragraphs of two or more columns, each by its column and its index there.
    """


class Column(NamedTuple):
    """A column on the screen."""

    article: int
    x: int
    """The cell where the column's gutter begins."""
    width: int
    """The width of its text in cells, without gutter and margin."""
    gutter: int = GUTTER_CELLS
    """The width before its text in cells."""

    @property
    def text_x(self) -> int:
        """The cell where the column's text begins."""
        return self.x + self.gutter

    @property
    def right(self) -> int:
        """The first cell after the column's margin."""
        return self.x + self.gutter + self.width + MARGIN_CELLS


class LaidItem(NamedTuple):
    """An item broken into lines."""

    item: Item
    top: int
    """Its first line, counted from the top of the page."""
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


class Stack(NamedTuple):
    """The paragraphs of a column one below another, broken into lines."""

    items: Sequence[Item]
    starts: Sequence[tuple[int, ...]]
    """For each item, the character of its text with which each of its lines begins."""
    tops: Sequence[int]
    """The first line of each item, counted from the top of the stack."""
    height: int
    """Lines, with the blank one below the last item."""
    index_of: Mapping[int, int]
    """The index of each paragraph, by its number in the article."""
    cut: Collection[int] = ()
    """The indices of the items that are cropped to a line."""

    def at(self, line: int) -> int:
        """The index of the item that covers a line of the stack, or is the last above it; -1 above the first."""
        return bisect_right(self.tops, line) - 1

    def bottom(self, i: int) -> int:
        """The first line below item `i`."""
        return self.tops[i] + len(self.starts[i])


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The whole page at one width. It is built once and asked for every line that is drawn."""

    columns: tuple[Column, ...]
    height: int
    """Lines."""
    stacks: tuple[Stack, ...]
    """The paragraphs of each column."""
    slides: tuple[int, ...]
    """For each column, the line of the page on which its stack begins; negative where that is above the page."""

    @property
    def body_top(self) -> int:
        """The first line below the headlines: what stands highest in the columns."""
        return max((stack.bottom(0) + 1 for stack in self.stacks if stack.items and not stack.tops[0]), default=0)

    def laid(self, column: int, i: int) -> LaidItem:
        """Item `i` of a column."""
        stack = self.stacks[column]
        item = stack.items[i]
        if i in stack.cut:
            item = item._replace(text=crop(item.text, self.columns[column].width), cut=True)
        return LaidItem(item, self.slides[column] + stack.tops[i], stack.starts[i])

    def items_at(self, y: int) -> tuple[tuple[LaidItem, int] | None, ...]:
        """For each column, the item on line `y` of the page and which of the item's lines that is."""
        found: list[tuple[LaidItem, int] | None] = []
        for c, (stack, slide) in enumerate(zip(self.stacks, self.slides, strict=True)):
            i = stack.at(y - slide)
            line = y - slide - stack.tops[i] if i >= 0 else 0
            found.append((self.laid(c, i), line) if i >= 0 and line < len(stack.starts[i]) else None)
        return tuple(found)

    def around(self, column: int, y: int) -> tuple[ParagraphId | None, ParagraphId | None]:
        """The paragraph that ends right above a blank line of a column, and the one that begins right below it."""
        stack, line = self.stacks[column], y - self.slides[column]
        i = stack.at(line)
        above = stack.items[i].paragraph if i >= 0 and stack.bottom(i) == line else None
        below = stack.items[i + 1].paragraph if i + 1 < len(stack.items) and stack.tops[i + 1] == line + 1 else None
        return above, below

    def items_from(self, column: int, y: int) -> Iterator[LaidItem]:
        """The items of a column from line `y` or above on."""
        stack = self.stacks[column]
        for i in range(max(0, stack.at(y - self.slides[column])), len(stack.items)):
            yield self.laid(column, i)

    def paragraph_at(self, column: int, y: int) -> ParagraphId | None:
        """The paragraph of a column on line `y`, else the closest, the lower of two; None in an empty column."""
        stack, line = self.stacks[column], y - self.slides[column]
        if not stack.items:
            return None
        i = max(0, stack.at(line))
        if i + 1 < len(stack.items) and stack.tops[i + 1] - line <= line - stack.bottom(i) + 1:
            i += 1
        return stack.items[i].paragraph

    def column_of(self, article: int) -> int | None:
        """The index of an article's column; None if it is not on the page."""
        for c, column in enumerate(self.columns):
            if column.article == article:
                return c
        return None

    def found(self, where: ParagraphId) -> tuple[int, int] | None:
        """The column of a paragraph and its index there; None if it is not on the page."""
        column = self.column_of(where.article)
        i = None if column is None else self.stacks[column].index_of.get(where.n)
        return None if column is None or i is None else (column, i)

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
        for laid_item in self.items_from(column, top):
            if laid_item.top >= bottom:
                return
            for line, start in enumerate(laid_item.starts, laid_item.top):
                if top <= line < bottom:
                    yield line, laid_item.item.paragraph, start

    def line_of(self, where: ParagraphId, at: int) -> int:
        """The line of the page that has character `at` of a paragraph on the page."""
        spot = self.spots[where]
        stack = self.stacks[spot.column]
        return spot.top + bisect_right(stack.starts[stack.index_of[where.n]], at) - 1


class Spots(Mapping[Any, Spot]):
    """The place of each paragraph of a layout, computed when it is asked for."""

    def __init__(self, layout: PageLayout) -> None:
        self._layout = layout

    def __getitem__(self, where: ParagraphId) -> Spot:
        found = self._layout.found(where)
        if found is None:
            raise KeyError(where)
        column, i = found
        stack = self._layout.stacks[column]
        return Spot(column, self._layout.slides[column] + stack.tops[i], len(stack.starts[i]))

    def __iter__(self) -> Iterator[ParagraphId]:
        return (item.paragraph for stack in self._layout.stacks for item in stack.items)

    def __len__(self) -> int:
        return sum(len(stack.items) for stack in self._layout.stacks)


def columns_for(
    width: int, articles: Sequence[int], first: int = 0, weights: Sequence[int] = (), gutter: int = GUTTER_CELLS
) -> tuple[Column, ...]:
    """Place as many columns as fit into `width` cells, from index `first` of `articles` on, centred.

    At least one column is shown. Each has at most `WIDEST_COLUMN_CELLS` cells of text. `weights`, one for each of
    `articles`, set the widths relative to one another; without them all columns are equally wide. `gutter` is the
    width before each text.
    """
    fit = len(articles)
    while fit > 1 and (width - (fit - 1)) // fit - gutter - MARGIN_CELLS < NARROWEST_COLUMN_CELLS:
        fit -= 1
    first = max(0, min(first, len(articles) - fit))
    around = fit * (gutter + MARGIN_CELLS) + fit - 1
    texts = _shares(width - around, (weights or [1] * len(articles))[first : first + fit])
    x = max(0, (width - sum(texts) - around) // 2)
    columns = []
    for article, text in zip(articles[first : first + fit], texts, strict=True):
        columns.append(Column(article, x, text, gutter))
        x = columns[-1].right + 1
    return tuple(columns)


def gutter_for(rows: int) -> int:
    """The width before a text that has room for the number of each of `rows` rows, the cursor's bar and a space."""
    return max(GUTTER_CELLS, len(str(rows)) + 2)


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


def lay_out(text: PageText, columns: tuple[Column, ...], cut: Sequence[Collection[int]] = ()) -> PageLayout:
    """Lay out a page: each column's paragraphs one below another, and what is joined on one line.

    `cut` gives for each column the indices of the paragraphs that are cropped to a line; no blank line stands between
    two of them.
    """
    starts: list[list[tuple[int, ...]]] = []
    offsets: list[list[int]] = []
    cuts = cut or [()] * len(columns)
    for items, column, cropped in zip(text.columns, columns, cuts, strict=True):
        lines = list(map(lines_in, [item.text for item in items], repeat(column.width)))
        heights = [len(found) + 1 for found in lines]
        for i in cropped:
            lines[i], heights[i] = CUT, 1 if i + 1 in cropped else 2
        starts.append(lines)
        offsets.append(list(accumulate(heights, initial=0)))
    tops = [found[:-1] for found in offsets]
    if text.joins:
        shifts = _shifts(offsets, text.joins)
        tops = [list(chain.from_iterable(_shifted(*column))) for column in zip(offsets, shifts, strict=True)]
    heights = [(last[-1] + offset[-1] - offset[-2] if last else 0) for last, offset in zip(tops, offsets, strict=True)]
    stacks = tuple(map(Stack, text.columns, starts, tops, heights, map(_index, text.columns), cuts))
    return PageLayout(columns, max(heights, default=0), stacks, (0,) * len(columns))


def _shifts(
    offsets: Sequence[Sequence[int]], joins: Sequence[Sequence[tuple[int, int]]]
) -> list[list[tuple[int, int]]]:
    """For each column, from which item on how many lines have to be left blank above, so that what is joined meets."""
    now = [0] * len(offsets)
    shifts: list[list[tuple[int, int]]] = [[(0, 0)] for _ in offsets]
    for join in joins:
        line = 0
        for c, i in join:
            top = offsets[c][i] + now[c]
            if top > line:
                line = top
        for c, i in join:
            shift = line - offsets[c][i]
            if shift > now[c]:
                now[c] = shift
                shifts[c].append((i, shift))
    return shifts


def _shifted(offsets: Sequence[int], shifts: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """The first lines of a column's items, in runs of items with the same shift."""
    for (first, shift), (end, _) in pairwise([*shifts, (len(offsets) - 1, 0)]):
        yield [offset + shift for offset in offsets[first:end]]


def _index(items: Sequence[Item]) -> dict[int, int]:
    return dict(zip([item.paragraph.n for item in items], count()))
