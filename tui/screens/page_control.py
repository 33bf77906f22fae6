"""Lays the page out for a session, in rows or in flow, and keeps the cursor at its height on the screen."""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from rich.cells import cell_len

from tui.page.layout import MARGIN_CELLS, PageLayout, columns_for, gutter_for, lay_out, screenful
from tui.shown import steps
from tui.shown.word_labels import WordInView
from tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Collection

    from articles.model import Kind, ParagraphId, Story
    from tui.look.paint import Painter
    from tui.page.flow import FlowLayout
    from tui.page.layout import Column, PageText
    from tui.session.desk import Place
    from tui.session.effect import Effect
    from tui.session.session import Session
    from tui.shown.rows import ShownRow


class KeptRows(NamedTuple):
    """The rows that were laid out last, and what they were made of."""

    rows: tuple[ShownRow, ...]
    known: tuple[object, ...]
    text: PageText
    layout: PageLayout | None = None
    """The layout with all rows in full."""


class PageControl:
    """Controls the page for a session."""

    def __init__(self, page: Page, session: Session, painter: Painter) -> None:
        self.page, self.session = page, session
        self._painter = painter
        self._first = 0
        """The index of the leftmost column on the screen, among the shown ones."""
        self._width = 0
        """The width of the layout in cells."""
        self._height = 0
        """The line of the screen where the cursor was last, or would be if the page did not end before."""
        self._left: tuple[Place, int] | None = None
        """The cursor and the first line in view when the page was last laid out."""
        self._open: set[int] = set()
        """The collapsible rows that are shown in full, by number."""
        self._kept: KeptRows | None = None
        self._told: Story | None = session.desk.story
        """The story that was laid out last."""
        session.cursor.at_height = self._at_height

    @property
    def layout(self) -> PageLayout | None:
        """The layout on the page; None before the first."""
        return self.page.layout_

    def restyle(self, painter: Painter) -> None:
        """Draw the page anew in another look."""
        self._painter = painter
        if self.layout:
            self._show(self.layout)

    def lay_out_ahead(self, width: int, height: int) -> None:
        """Lay the page out for a size that it is about to get, so that the first frame shows the text."""
        self.relayout(width)
        layout = self.layout
        assert layout is not None, "it was just made"
        line = layout.line_of(*self.session.desk.place)
        if line >= height:
            self._set_top(max(0, min(line - height // 4, layout.height - height)))

    def resized(self) -> None:
        """Lay the page out if its width has changed; keep the cursor in view."""
        if self._width != self.page.scrollable_content_region.width:
            self.relayout()
        self.bring_into_view()

    def relayout(self, width: int = 0) -> None:
        """Lay the page out, `width` cells wide or as wide as it is; the cursor stays at its height on the screen."""
        old, place = self.layout, self.session.desk.place
        told, self._told = self._told, self.session.desk.story
        same = told is self._told  # else the old layout may have other paragraphs under these numbers
        if old and same and old.found(place.paragraph) and self._left != (place, self.page.scroll_offset.y):
            self._height = old.line_of(*place) - self.page.scroll_offset.y
        self._width = width or self.page.scrollable_content_region.width
        columns = self._columns()
        shown = self.session.desk.shown
        articles = [column.article for column in columns]
        if shown.flows:
            from tui.page.flow import flow  # imported where used: the first text is in rows

            self._show_flow(flow(shown.page(articles), columns), self._height if old else 0)
        else:
            self._show_rows(articles, columns)
            if old:
                self.page.jump_to(self._line() - self._height)
        if old:
            self.bring_into_view()
        self._left = place, self.page.scroll_offset.y

    def apply(self, effect: Effect) -> None:
        """Show the effect of an action."""
        layout, place = self.layout, self.session.desk.place
        if layout is None:
            return
        if effect.rows or not layout.found(place.paragraph):
            self.relayout()
            return
        if _flows(layout):
            self._slide(layout, effect)
        elif self._is_cut(layout, place.paragraph):
            self._open_row(layout, place.paragraph)
        else:
            self.page.repaint(effect.cells, place.paragraph)
        if effect.moved:
            self.bring_into_view()
        self._height = self._line() - self.page.scroll_offset.y
        self._left = None

    def bring_into_view(self) -> None:
        """Scroll until the cursor is in view."""
        self.page.bring_into_view(*self.session.desk.place)

    def turn(self, by: int) -> tuple[ParagraphId, int] | None:
        """Scroll by a screenful, and return the paragraph and the character for the cursor; None if no text is in view.

        They are in the cursor's column, else in the closest one that has text in view.
        """
        layout, page = self.layout, self.page
        if layout is None:
            return None
        height = page.scrollable_content_region.height
        before = page.scroll_offset.y
        page.jump_to(before + by * screenful(height))
        top = page.scroll_offset.y
        start = top + height // 3 if top != before else layout.height if by > 0 else 0
        numbers = [column.article for column in layout.columns]
        own = numbers.index(self.session.desk.place.paragraph.article)
        places = [
            (abs(i - own), abs(line - start), where, at)
            for i in range(len(layout.columns))
            for line, where, at in layout.lines_of(i, top, top + height)
        ]
        if not places:
            return None
        *_, where, at = min(places)
        return where, 0 if layout.spots[where].top >= top else at

    def words_in_view(self) -> list[WordInView]:
        """The words on the screen, down each column, the cursor's column first."""
        layout, page = self.layout, self.page
        if layout is None:
            return []
        own = self.session.desk.place.paragraph.article
        top = page.scroll_offset.y
        bottom = min(layout.height, top + page.scrollable_content_region.height)
        found = []
        for y in range(top, bottom):
            for i, (column, on_line) in enumerate(zip(layout.columns, layout.items_at(y), strict=True)):
                if on_line is None:
                    continue
                item, (start, end) = on_line[0].item, on_line[0].line(on_line[1])
                shown = self.session.desk.paragraph(item.paragraph).shown
                last = len(item.text) - 1 if item.cut and item.text != shown else end
                starts = [at for at, _ in steps.units(shown, "word") if start <= at < last]
                cells = [cell_len(item.text[start:at]) for at in starts]
                rooms = (b - a for a, b in pairwise([*cells, column.width + MARGIN_CELLS]))
                words = (WordInView(item.paragraph, at, room) for at, room in zip(starts, rooms, strict=True))
                found += [((column.article != own, i), word) for word in words]
        return [word for _, word in sorted(found, key=itemgetter(0))]

    @property
    def titled(self) -> bool:
        """Whether the headlines are out of view."""
        layout = self.layout
        return layout is not None and layout.body_top < layout.height and self.page.scroll_offset.y >= layout.body_top

    def _at_height(self, article: int) -> ParagraphId | None:
        layout, place = self.layout, self.session.desk.place
        column = layout.column_of(article) if layout else None
        if layout is None or column is None:
            return None
        # In flow the counterparts stand at the height of the paragraph, wherever in it the cursor is.
        line = layout.spots[place.paragraph].top if _flows(layout) else layout.line_of(*place)
        return layout.paragraph_at(column, line)

    def _line(self) -> int:
        assert self.layout is not None, "asked for where something is laid out"
        return self.layout.line_of(*self.session.desk.place)

    def _set_top(self, y: int) -> None:
        """Put line `y` first in view, before the page is drawn for the first time."""
        self.page.set_reactive(Page.scroll_y, float(y))
        self.page.set_reactive(Page.scroll_target_y, float(y))

    def _show(self, layout: PageLayout) -> None:
        session = self.session

        def kind_of(where: ParagraphId) -> Kind | None:
            return None if session.desk.shown.dims(where) else session.desk.paragraph(where).kind

        self.page.show(
            layout,
            self._painter,
            marks_of=session.marks,
            kind_of=kind_of,
            number_of=session.desk.shown.opens,
            pointers_of=session.desk.shown.pointed,
            cursor=session.desk.place.paragraph,
        )

    # Columns

    def _columns(self) -> tuple[Column, ...]:
        """The shown columns that fit on the screen, the cursor's among them."""
        arranged = self.session.desk.shown.columns
        shown, weights = arranged.shown, arranged.shown_weights
        gutter = gutter_for(len(self.session.desk.shown.alignment.rows))
        columns = columns_for(self._width, shown, self._first, weights, gutter)
        first, cursor = shown.index(columns[0].article), shown.index(self.session.desk.place.paragraph.article)
        if not first <= cursor < first + len(columns):
            first = cursor if cursor < first else cursor - len(columns) + 1
            columns = columns_for(self._width, shown, first, weights, gutter)
        self._first = shown.index(columns[0].article)
        return columns

    # Rows

    def _laid_rows(self, articles: list[int], columns: tuple[Column, ...], opened: Collection[int]) -> PageLayout:
        """Lay the rows out. The last ones are cached: at another width, or back from flow, much of them is the same."""
        shown = self.session.desk.shown
        known = (articles, shown.alignment, shown.blind)
        kept = self._kept
        if kept is None or kept.rows is not shown.rows or kept.known != known:
            kept = KeptRows(shown.rows, known, shown.page(articles))
        if shown.collapsed:
            self._kept = kept
            return lay_out(kept.text, columns, shown.cut(articles, opened))
        layout = kept.layout
        if layout is None or layout.columns != columns:
            layout = lay_out(kept.text, columns)
        self._kept = kept._replace(layout=layout)
        return layout

    def _show_rows(self, articles: list[int], columns: tuple[Column, ...]) -> None:
        """Show rows. Of collapsed ones the cursor's is opened, and those stay open that were open and in view."""
        shown = self.session.desk.shown
        self._open = self._in_view(self.layout) | {shown.number_of[self.session.desk.place.paragraph]}
        self._show(self._laid_rows(articles, columns, self._open))

    def _is_cut(self, layout: PageLayout, where: ParagraphId) -> bool:
        column, i = layout.found(where) or (0, 0)
        return i in layout.stacks[column].cut

    def _open_row(self, layout: PageLayout, where: ParagraphId) -> None:
        """Open the cursor's row, which pushes down what is below; rows that are out of view collapse again.

        A row that was read stays open while it is in view, so that nothing above the cursor moves.
        """
        height = layout.spots[where].top - self.page.scroll_offset.y
        self._open = self._in_view(layout) | {self.session.desk.shown.number_of[where]}
        columns = layout.columns
        layout = self._laid_rows([column.article for column in columns], columns, self._open)
        self._show(layout)
        self.page.jump_to(layout.spots[where].top - height)

    def _in_view(self, layout: PageLayout | None) -> set[int]:
        """The numbers of the rows that are open and in view."""
        if layout is None or _flows(layout) or not self._open:
            return set()
        top, number_of = self.page.scroll_offset.y, self.session.desk.shown.number_of
        bottom = top + self.page.scrollable_content_region.height
        found = (layout.lines_of(i, top, bottom) for i in range(len(layout.columns)))
        return self._open.intersection(number_of.get(where, 0) for lines in found for _, where, _ in lines)

    # Flow

    def _show_flow(self, layout: FlowLayout, height: int) -> None:
        """Show continuous texts, with the cursor on line `height` of the screen and its companions next to it."""
        shown, where = self.session.desk.shown, self.session.desk.place.paragraph
        row = shown.row_of[where]
        near = ((article, shown.nearest(article, row)) for article in shown.columns.shown)
        companions = {article: other for article, other in near if other} | shown.companions(where)
        top = max(0, layout.line_of(*self.session.desk.place) - height)
        layout, top = layout.slid(where, companions.values(), top, self.page.scrollable_content_region.height)
        self._show(layout)
        self.page.jump_to(top)

    def _slide(self, layout: FlowLayout, effect: Effect) -> None:
        """Slide the companions of the cursor's paragraph to its height."""
        shown, where, top = self.session.desk.shown, self.session.desk.place.paragraph, self.page.scroll_offset.y
        height = self.page.scrollable_content_region.height
        slid, first = layout.slid(where, shown.companions(where).values(), top, height)
        if slid is layout:
            self.page.repaint(effect.cells, where)
            return
        self._show(slid)
        if first != top:
            self.page.jump_to(first)


def _flows(layout: PageLayout) -> TypeGuard[FlowLayout]:
    """Whether a layout is one of continuous columns: there are two kinds."""
    return type(layout) is not PageLayout
