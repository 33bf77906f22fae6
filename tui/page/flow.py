"""The flow layout: every column is continuous text, and columns slide past one another; pure and immutable."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from tui.page.layout import Block, PageLayout, Standing, lines_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from articles.model import ParagraphId
    from tui.page.layout import Column, Item


class ColumnText(NamedTuple):
    """A column's paragraphs one below the other, a blank line between two."""

    blocks: tuple[Block, ...]
    height: int


@dataclass(frozen=True, slots=True)
class FlowLayout(PageLayout):
    """The page without rows. It is as high as the cursor's column; of the others parts can lie beyond its ends."""

    texts: tuple[ColumnText, ...]
    slides: tuple[int, ...]
    """For each column the line of the page on which its text begins; negative where that is above the page."""
    lead: int = 0
    """The number of the column that the others slide along."""

    @property
    def headed(self) -> int:
        """The first line below the headline of the cursor's column."""
        blocks = self.texts[self.lead].blocks
        return self.slides[self.lead] + (blocks[1].top if len(blocks) > 1 else self.texts[self.lead].height)

    def blocks_at(self, y: int) -> tuple[tuple[Block, int] | None, ...]:
        """For each column the block on line `y` and which of the block's lines it is."""
        return tuple(_block_on(text.blocks, y - slide) for text, slide in zip(self.texts, self.slides, strict=True))

    def blocks_from(self, column: int, y: int) -> Iterator[tuple[int, Block]]:
        """A column's blocks with the line of the page that each begins on, from the one at line `y` on."""
        blocks, slide = self.texts[column].blocks, self.slides[column]
        for i in range(max(0, _index(blocks, y - slide)), len(blocks)):
            yield slide + blocks[i].top, blocks[i]

    def standing_at(self, standing: Standing) -> tuple[int, Block]:
        """A block, and the line of the page that it begins on."""
        block = self.texts[standing.column].blocks[standing.i]
        return self.slides[standing.column] + block.top, block

    def at(self, column: int, y: int) -> ParagraphId | None:
        """The paragraph of a column on line `y`, else the next below it, else the last; None without any."""
        blocks, line = self.texts[column].blocks, y - self.slides[column]
        i = max(0, _index(blocks, line))
        if i + 1 < len(blocks) and line >= blocks[i].top + len(blocks[i].starts):
            i += 1
        return blocks[i].item.paragraph if blocks else None

    def slid(self, where: ParagraphId, beside: Iterable[ParagraphId], top: int, view: int) -> tuple[FlowLayout, int]:
        """The page with these paragraphs, at most one a column, at the height of `end`, whose column stays.

        A column without one of them stays too. `top` is the first line in view, of `view` in all; returned with the
        page is what it has to be for that.
        """
        lead, height = self.standing[where].column, self.spots[where].top
        heads = [slide - top for slide in self.slides]
        for other in beside:
            standing = self.standing.get(other)
            if standing is not None and standing.column != lead:
                heads[standing.column] = height - top - self.texts[standing.column].blocks[standing.i].top
        # A column that begins within the view, because it slid there, keeps its height with blank lines above it.
        first = max(0, heads[lead])
        top = first - heads[lead]
        slides = tuple(head + top for head in heads)
        tall = max(first + self.texts[lead].height, top + view)
        if (slides, tall, lead) == (self.slides, self.height, self.lead):
            return self, top
        return replace(self, slides=slides, height=tall, lead=lead), top


def flow(texts: Sequence[Sequence[Item]], columns: tuple[Column, ...]) -> FlowLayout:
    """Each column's paragraphs one below the other, all from the first line on."""
    made = []
    standing = {}
    for c, (items, column) in enumerate(zip(texts, columns, strict=True)):
        y = 0
        blocks = []
        for i, item in enumerate(items):
            starts = lines_in(item.text, column.width)
            standing[item.paragraph] = Standing(c, 0, i)
            blocks.append(Block(item, y, starts))
            y += len(starts) + 1
        made.append(ColumnText(tuple(blocks), y))
    return FlowLayout(
        columns, max((text.height for text in made), default=0), standing, tuple(made), (0,) * len(columns)
    )


def _index(blocks: Sequence[Block], line: int) -> int:
    """The block that begins on a line of the text or was the last to begin above it; -1 above the first."""
    return bisect_right(blocks, line, key=lambda block: block.top) - 1


def _block_on(blocks: Sequence[Block], line: int) -> tuple[Block, int] | None:
    i = _index(blocks, line)
    if i < 0:
        return None
    inside = line - blocks[i].top
    return (blocks[i], inside) if inside < len(blocks[i].starts) else None
