"""The same page made of a widget for each paragraph: the peer that shows what drawing the page ourselves is good for.

It is what one would write first with Textual: a grid that scrolls, a Static in each cell, a class for the cursor, and
another Content for another tag. It has no store, no pointers, no gutter and no marks of sentence and word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.containers import Grid, Vertical, VerticalScroll
from textual.content import Content, Span
from textual.widgets import Static

from annotations.book import Book
from articles.model import ParagraphId
from articles.split import sentences
from tui.shown.rows import ShownRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from annotations.model import Annotation
    from articles.model import Alignment, Paragraph, Story

STYLES = {
    "claim": "underline on #1f3a5f",
    "denial": "underline on #5f1f2a",
    "threat": "underline on #5f4a1f",
    "unverified": "underline on #3f1f5f",
}
"""How a tag's words look."""

Words = tuple[int, int, str]
"""Characters of a paragraph, half-open, and the tag that they have."""


class WidgetsPage(App[None]):
    """A story's rows, each paragraph a Static; j and k move, `)` goes to the next sentence, c tags it."""

    CSS = """
    Grid { height: auto; grid-rows: auto; }
    Vertical { height: auto; }
    Static { padding: 0 1 1 4; }
    .cursor { background: $primary 30%; }
    #status { height: 1; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "step(1)", "Next"),
        Binding("k", "step(-1)", "Previous"),
        Binding("right_parenthesis", "sentence", "Next sentence"),
        Binding("c", "tag('claim')", "Claim"),
    ]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, story: Story, alignment: Alignment, annotations: Iterable[Annotation]) -> None:
        super().__init__()
        self.animation_level = "none"
        self._view = ShownRows(story, alignment)
        self._tagged: dict[ParagraphId, list[Words]] = {}
        book = Book(story)
        for annotation in annotations:
            book.put(annotation.id, annotation)
            where = book.paragraph_of(annotation)
            paragraph, (start, stop) = self._view.paragraph(where), annotation.span
            words = paragraph.to_shown(start), paragraph.to_shown(min(stop, paragraph.end)), annotation.tags[0]
            self._tagged.setdefault(where, []).append(words)
        self.paragraph = ParagraphId(0, self._view.order[0][0])
        """The paragraph under the cursor."""
        self._sentence = 0
        self._statics = {where: Static(self._content(where)) for where in self._view.row_of}
        self.page, self._status = VerticalScroll(), Static(id="status")

    def compose(self) -> ComposeResult:
        """The rows, and a line that tells where one is."""
        columns = len(self._view.story.articles)
        with self.page:
            grid = Grid(*(self._cell(a, cell) for row in self._view.rows for a, cell in enumerate(row.row.cells)))
            grid.styles.grid_size_columns = columns
            yield grid
        yield self._status

    def _cell(self, article: int, numbers: Sequence[int]) -> Widget:
        statics = [self._statics[ParagraphId(article, n)] for n in numbers]
        if len(statics) == 1:
            return statics[0]
        return Vertical(*statics) if statics else Static()

    def on_mount(self) -> None:
        """Put the cursor on the first paragraph."""
        self.page.focus()
        self._go(self.paragraph)

    def action_step(self, by: int) -> None:
        """Go to the next or previous paragraph of the column."""
        order = self._view.order[self.paragraph.article]
        i = max(0, min(order.index(self.paragraph.n) + by, len(order) - 1))
        self._go(ParagraphId(self.paragraph.article, order[i]))

    def action_sentence(self) -> None:
        """Go to the next sentence."""
        self._sentence += 1
        if self._sentence < len(self._sentences):
            self._tell()
        else:
            self.action_step(1)

    def action_tag(self, tag: str) -> None:
        """Give the sentence a tag, or take it off."""
        words = (*self._sentences[self._sentence], tag)
        tagged = self._tagged.setdefault(self.paragraph, [])
        if words in tagged:
            tagged.remove(words)
        else:
            tagged.append(words)
        self._statics[self.paragraph].update(self._content(self.paragraph), layout=False)
        self._tell()

    def _go(self, where: ParagraphId) -> None:
        self._statics[self.paragraph].remove_class("cursor")
        self.paragraph, self._sentence = where, 0
        self._statics[where].add_class("cursor")
        self._bring_into_view(self._statics[where])
        self._tell()

    def _bring_into_view(self, paragraph: Static) -> None:
        """Scroll, where needed, as the reader does: at once, to a quarter of the page above the paragraph."""
        region, page = paragraph.region, self.page.region
        if region.y < page.y or region.bottom > page.bottom:
            y = self.page.scroll_y + region.y - page.y - page.height // 4
            self.page.scroll_to(y=max(0, y), animate=False, immediate=True)

    def _tell(self) -> None:
        here = f"row {self._view.number_of[self.paragraph]} of {len(self._view.alignment.rows)}"
        tagged = len(self._tagged.get(self.paragraph, ()))
        self._status.update(f"{here} · sentence {self._sentence + 1} · {tagged} tagged here", layout=False)

    @property
    def _paragraph(self) -> Paragraph:
        return self._view.paragraph(self.paragraph)

    @property
    def _sentences(self) -> Sequence[tuple[int, int]]:
        return sentences(self._paragraph.shown)

    def _content(self, where: ParagraphId) -> Content:
        spans = [Span(start, stop, STYLES[tag]) for start, stop, tag in self._tagged.get(where, ())]
        return Content(self._view.paragraph(where).shown, spans)
