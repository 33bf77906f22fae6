"""The aligned story as lines of text, drawn as on the page; annotated passages stand in brackets besides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, cast

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from articles.form import harmless
from articles.model import Kind, ParagraphId
from tui.cli.bracketed import HARD, Part, bracketed
from tui.look.ansi import TerminalLook
from tui.look.paint import NOTE_SIGN, RULE, Head, Painter
from tui.look.status import shown_date
from tui.page.layout import MARGIN_CELLS, NARROWEST_COLUMN_CELLS, PageText, columns_for, gutter_for, lay_out
from tui.page.marks import Mark
from tui.page.pointers import placed
from tui.page.wrap import crop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotations.book import Book
    from annotations.codebook.codebook import Codebook
    from annotations.model import Annotation
    from articles.model import Article, Paragraph
    from tui.look.theme import Look
    from tui.page.layout import Column, Item, PageLayout
    from tui.shown.rows import ShownRows

Line = list[Segment]


@dataclass(frozen=True)
class Printed:
    """A story that is printed, with the annotations of its texts."""

    shown: ShownRows
    book: Book
    codebook: Codebook
    orphans: int = 0
    """Annotations that are not in the book because their words are not in the texts."""

    def lines(self, width: int) -> Iterator[Line]:
        """All lines, of `width` cells at most, but at the least of one column's narrowest."""
        gutter = gutter_for(len(self.shown.alignment.rows))
        width = max(width, gutter + NARROWEST_COLUMN_CELLS + MARGIN_CELLS)
        articles = range(len(self.shown.story.articles))
        columns = columns_for(width, articles, gutter=gutter)
        if len(columns) < len(articles):
            columns = columns_for(width, articles[:1], gutter=gutter)
        # Room beside the columns, which centres them on a screen, is left at their right.
        columns = tuple(column._replace(x=column.x - columns[0].x) for column in columns)
        yield from self._top(columns[-1].right)
        yield from self._beside(columns) if len(columns) == len(articles) else self._one_by_one(columns)

    @cached_property
    def painter(self) -> Painter:
        """Draws the lines in the terminal's own colours."""
        return Painter(cast("Look", TerminalLook()), self.codebook)

    # What stands above the rows

    def _top(self, width: int) -> Iterator[Line]:
        shown, painter = self.shown, self.painter
        count, rows = len(shown.story.articles), len(shown.alignment.rows)
        folded = shown.boilerplate if shown.folded else 0
        told = [
            f"{count} article{'s' if count > 1 else ''}",
            f"{rows} row{'s' if rows > 1 else ''}",
            f"{len(self.book)} tagged",
            f"{self.orphans} not in the present text" if self.orphans else "",
            f"{folded} folded, --all shows {'them' if folded > 1 else 'it'}" if folded else "",
        ]
        yield painter.bar([Segment(shown.story.title, painter.strong)], [], width)
        yield painter.bar([Segment(" · ".join(part for part in told if part), painter.muted)], [], width)
        yield from self._legend(width)
        yield []

    def _legend(self, width: int) -> Iterator[Line]:
        """The tags in use by their signs, in as many lines as they need."""
        painter = self.painter
        used = {tag for annotation in self.book for tag in annotation.tags}
        ordered = [tag.id for tag in self.codebook.tags if tag.id in used]
        ordered += sorted(used.difference(ordered))
        hints = [
            [Segment(self._sign(id_), painter.tag_style(id_)), Segment(f" {self.codebook.tag(id_).name}", painter.text)]
            for id_ in ordered
        ]
        if any(not annotation.tags for annotation in self.book):
            hints.append([Segment(NOTE_SIGN, painter.accent), Segment(" note", painter.text)])
        line: Line = []
        for hint in hints:
            if line and _width(line) + 2 + _width(hint) > width:
                yield painter.bar(line, [], width)
                line = []
            line += [painter.blank(2), *hint] if line else hint
        if line:
            yield painter.bar(line, [], width)

    # Rows

    def _beside(self, columns: tuple[Column, ...]) -> Iterator[Line]:
        """The articles in columns, as on the page."""
        articles = self.shown.story.articles
        right = columns[-1].right
        heads = [_head(article, titled=not _has_headline(article)) for article in articles]
        yield self.painter.heads(columns, heads, right)
        yield self.painter.rule_line(columns, right)
        text, marks = self._text()
        layout = lay_out(text, columns)
        for y in range(layout.height - 1):
            yield self._line(layout, y, marks)

    def _one_by_one(self, columns: tuple[Column, ...]) -> Iterator[Line]:
        """The articles under one another in each row, in the one column, their outlets before what they say."""
        articles, painter = self.shown.story.articles, self.painter
        (column,) = columns
        for article in articles:
            yield painter.heads(columns, [_head(article, titled=True)], column.right)
        yield painter.rule_line(columns, column.right)
        text, marks = self._text()
        items = {item.paragraph: item for items in text.columns for item in items}
        told = 0
        for number, row in self.shown.rows:
            for a, cell in enumerate(row.cells):
                if not cell:
                    continue
                if told:
                    yield []
                yield [
                    painter.blank(1),
                    Segment("" if number == told else str(number).rjust(column.gutter - 2), painter.muted),
                    painter.blank(column.gutter - 1 if number == told else 1),
                    Segment(crop(articles[a].outlet, column.width), painter.strong),
                ]
                told = number
                layout = lay_out(PageText(([items[ParagraphId(a, n)] for n in cell],)), columns)
                pointed = bool(self.shown.pointed(ParagraphId(a, cell[-1])))
                for y in range(layout.height - (not pointed)):
                    yield self._line(layout, y, marks, numbered=False)

    def _line(self, layout: PageLayout, y: int, marks: dict[ParagraphId, list[Mark]], *, numbered: bool = True) -> Line:
        """Line `y` of a layout, with the numbers of the rows that begin there."""
        painter, shown = self.painter, self.shown
        line: Line = []
        for i, (column, found) in enumerate(zip(layout.columns, layout.items_at(y), strict=True)):
            if i:
                line.append(Segment(RULE, painter.rule))
            if found is None:
                above, below = layout.around(i, y)
                pointers = list(placed(shown.pointed(above), column.width)) if above else []
                number = numbered and below and self._signed(layout, below, marks) and shown.opens(below)
                line += painter.gap_line(pointers, column.width, column.gutter, str(number or ""))
                continue
            block, n = found
            where = block.item.paragraph
            number = numbered and not n and shown.opens(where)
            line += painter.cell_line(
                block.item.text,
                block.line(n),
                column.width,
                shown.paragraph(where).kind,
                marks.get(where, ()),
                cursor=False,
                gutter=column.gutter,
                number=str(number or ""),
            )
        return painter.joined(line)

    def _signed(self, layout: PageLayout, where: ParagraphId, marks: dict[ParagraphId, list[Mark]]) -> bool:
        found = layout.found(where)
        return found is not None and self.painter.has_signs(marks.get(where, ()), layout.laid(*found).line(0))

    # Passages

    def _text(self) -> tuple[PageText, dict[ParagraphId, list[Mark]]]:
        """The page with brackets in its paragraphs, and for these the marks of the annotations."""
        marks: dict[ParagraphId, list[Mark]] = {}

        def marked(item: Item) -> Item:
            if not self.book.on(item.paragraph):
                return item
            text, marks[item.paragraph] = self._marked(item)
            return item._replace(text=text)

        text = self.shown.page(range(len(self.shown.story.articles)))
        return text._replace(columns=tuple([marked(item) for item in items] for items in text.columns)), marks

    def _marked(self, item: Item) -> tuple[str, list[Mark]]:
        paragraph = self.shown.paragraph(item.paragraph)
        found = [(part, a.tags) for a in self.book.on(item.paragraph) if (part := self._part(paragraph, a))]
        text, spans = bracketed(item.text, [part for part, _ in found])
        marks = [Mark(*span, "tag", tags) for span, (_, tags) in zip(spans, found, strict=True)]
        return text, sorted(marks, key=lambda mark: mark.start - mark.end)

    def _part(self, paragraph: Paragraph, annotation: Annotation) -> Part | None:
        """What of an annotation shows in a paragraph; None where nothing does."""
        start, end = annotation.span
        shown = paragraph.to_shown(start), paragraph.to_shown(end)
        signs = list(map(self._sign, annotation.tags)) or [NOTE_SIGN]
        between = "," if any(len(sign) > 1 for sign in signs) else ""
        part = Part(*shown, between.join(signs), start >= paragraph.start, end <= paragraph.end)
        return part if part.start < part.end else None

    def _sign(self, tag_id: str) -> str:
        return self.codebook.sign(tag_id)


def plain(line: Line) -> str:
    """A line without colours and without blanks at its end."""
    return "".join(segment.text for segment in line).replace(HARD, " ").rstrip()


def coloured(line: Line) -> str:
    """A line with the sequences that make a terminal draw it in colours; without blanks at its end."""
    room = len(plain(line))
    parts = []
    for text, style, _ in line:
        text = text.replace(HARD, " ")[:room]
        room -= len(text)
        if text := harmless(text):
            parts.append(_lean(style).render(text, color_system=ColorSystem.STANDARD) if style else text)
    return "".join(parts)


@lru_cache
def _lean(style: Style) -> Style:
    """The style without the colours that text and ground have anyway, which need no telling."""
    own = Style(color=style.color) if style.color and not style.color.is_default else Style()
    return style.without_color + own


def _width(line: Line) -> int:
    return sum(segment.cell_length for segment in line)


def _head(article: Article, *, titled: bool) -> Head:
    return Head(article.outlet, shown_date(article.date), article.title if titled else "")


def _has_headline(article: Article) -> bool:
    return any(p.kind is Kind.HEADLINE for p in article.paragraphs)
