"""The flow layout: each column is one continuous text, and columns slide along one another; pure and immutable."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from tui.page.layout import ItemIndex, LaidItem, PageLayout, lines_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from articles.model import ParagraphId
    from tui.page.layout import Column, Item


class ColumnText(NamedTuple):
    """The paragraphs of a column one below another, with a blank line between them."""

    items: tuple[LaidItem, ...]
    height: int
    """Lines."""


@dataclass(frozen=True, slots=True)
class FlowLayout(PageLayout):
    """A page without rows. It is as high as the cursor's column; other columns can reach beyond its top and bottom."""

    texts: tuple[ColumnText, ...]
    slides: tuple[int, ...]
    """For each column, the line of the page on which its text begins; negative where that is above the page."""
    lead: int = 0
    """The index of the cursor's column, which stays while the others slide."""

    @property
    def body_top(self) -> int:
        """The first line below the headline of the cursor's column."""
        laid_items = self.texts[self.lead].items
        return self.slides[self.lead] + (laid_items[1].top if len(laid_items) > 1 else self.texts[self.lead].height)

    def items_at(self, y: int) -> tuple[tuple[LaidItem, int] | None, ...]:
        """For each column, the item on line `y` of the page and which of the item's lines that is."""
        return tuple(_item_on(text.items, y - slide) for text, slide in zip(self.texts, self.slides, strict=True))

    def items_from(self, column: int, y: int) -> Iterator[tuple[int, LaidItem]]:
        """The items of a column from line `y` on, each with the line of the page on which it begins."""
        laid_items, slide = self.texts[column].items, self.slides[column]
        for i in range(max(0, _index(laid_items, y - slide)), len(laid_items)):
            yield slide + laid_items[i].top, laid_items[i]

    def item_at(self, index: ItemIndex) -> tuple[int, LaidItem]:
        """The line of the page on which an item begins, and the item."""
        laid_item = self.texts[index.column].items[index.i]
        return self.slides[index.column] + laid_item.top, laid_item

    def paragraph_at(self, column: int, y: int) -> ParagraphId | None:
        """The paragraph of a column on line `y`, else the next one below, else the last; None in an empty column."""
        laid_items, line = self.texts[column].items, y - self.slides[column]
        i = max(0, _index(laid_items, line))
        if i + 1 < len(laid_items) and line >= laid_items[i].top + len(laid_items[i].starts):
            i += 1
        return laid_items[i].item.paragraph if laid_items else None

    def slid(
        self, where: ParagraphId, companions: Iterable[ParagraphId], top: int, height: int
    ) -> tuple[FlowLayout, int]:
        """Slide columns until `companions`, at most one a column, stand at the height of the paragraph `where`.

        The column of `where`, and columns without a companion, stay. `top` is the first line in view, `height` the
        number of lines in view. Returns the page and the line that has to be the first in view then.
        """
        lead, line = self.indices[where].column, self.spots[where].top
        heads = [slide - top for slide in self.slides]
        for other in companions:
            index = self.indices.get(other)
            if index is not None and index.column != lead:
                heads[index.column] = line - top - self.texts[index.column].items[index.i].top
        # A column that slid down until it begins within the view keeps its height: blank lines go above it.
        first = max(0, heads[lead])
        top = first - heads[lead]
        slides = tuple(head + top for head in heads)
        tall = max(first + self.texts[lead].height, top + height)
        if (slides, tall, lead) == (self.slides, self.height, self.lead):
            return self, top
        return replace(self, slides=slides, height=tall, lead=lead), top


def flow(texts: Sequence[Sequence[Item]], columns: tuple[Column, ...]) -> FlowLayout:
    """Lay out each column's paragraphs one below another, every column from the first line on."""
    made = []
    indices = {}
    for c, (items, column) in enumerate(zip(texts, columns, strict=True)):
        y = 0
        laid_items = []
        for i, item in enumerate(items):
            starts = lines_in(item.text, column.width)
            indices[item.paragraph] = ItemIndex(c, 0, i)
            laid_items.append(LaidItem(item, y, starts))
            y += len(starts) + 1
        made.append(ColumnText(tuple(laid_items), y))
    return FlowLayout(
        columns, max((text.height for text in made), default=0), indices, tuple(made), (0,) * len(columns)
    )


def _index(laid_items: Sequence[LaidItem], line: int) -> int:
    """The index of the item that covers a line of the text, or is the last above it; -1 above the first."""
    return bisect_right(laid_items, line, key=lambda laid_item: laid_item.top) - 1


def _item_on(laid_items: Sequence[LaidItem], line: int) -> tuple[LaidItem, int] | None:
    i = _index(laid_items, line)
    if i < 0:
        return None
    inside = line - laid_items[i].top
    return (laid_items[i], inside) if inside < len(laid_items[i].starts) else None
