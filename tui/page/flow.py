"""The flow layout: each column is one continuous text, and columns slide along one another; pure and immutable."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.page.layout import PageLayout, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    from articles.model import ParagraphId
    from tui.page.layout import Column, PageText


@dataclass(frozen=True, slots=True)
class FlowLayout(PageLayout):
    """A page without rows. It is as high as the cursor's column; other columns can reach beyond its top and bottom."""

    lead: int = 0
    """The index of the cursor's column, which stays while the others slide."""

    @property
    def body_top(self) -> int:
        """The first line below the headline of the cursor's column."""
        stack = self.stacks[self.lead]
        return self.slides[self.lead] + (stack.tops[1] if len(stack.tops) > 1 else stack.height)

    def slid(
        self, where: ParagraphId, companions: Iterable[ParagraphId], top: int, height: int
    ) -> tuple[FlowLayout, int]:
        """Slide columns until `companions`, at most one a column, stand at the height of the paragraph `where`.

        The column of `where`, and columns without a companion, stay. `top` is the first line in view, `height` the
        number of lines in view. Returns the page and the line that has to be the first in view then.
        """
        lead, line, _ = self.spots[where]
        heads = [slide - top for slide in self.slides]
        for other in companions:
            found = self.found(other)
            if found and found[0] != lead:
                column, i = found
                heads[column] = line - top - self.stacks[column].tops[i]
        # A column that slid down until it begins within the view keeps its height: blank lines go above it.
        first = max(0, heads[lead])
        top = first - heads[lead]
        slides = tuple(head + top for head in heads)
        tall = max(first + self.stacks[lead].height, top + height)
        if (slides, tall, lead) == (self.slides, self.height, self.lead):
            return self, top
        return replace(self, slides=slides, height=tall, lead=lead), top


def flow(text: PageText, columns: tuple[Column, ...]) -> FlowLayout:
    """Lay out each column's paragraphs one below another, every column from the first line on."""
    laid = lay_out(text, columns)
    return FlowLayout(laid.columns, laid.height, laid.stacks, laid.slides)
