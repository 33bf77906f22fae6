"""The screen that compares the passages of one row: what they share, where they differ, who is quoted."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from articles.model import Kind, ParagraphId
from tui.look.annotation_lines import AnnotationLines
from tui.look.paint import CHANGED_SIGN, RULE, Painter, Run
from tui.look.theme import Look
from tui.page.layout import columns_for, screenful
from tui.page.wrap import wrap
from tui.screens.dialog import Dialog
from tui.session.effect import Effect
from tui.session.modes import COMPARE
from tui.shown import comparison
from tui.system import clipboard
from tui.widgets.drawn import Drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from tui.page.layout import Column
    from tui.page.marks import Mark
    from tui.session.session import Session
    from tui.shown.comparison import Account, Comparison

LEGEND_FROM_LINES = 16
"""The least height of a terminal that has room for the legend."""


class TextLines(NamedTuple):
    """A paragraph, a head or a sentence about quotations, broken into lines."""

    text: str
    kind: Kind | None
    marks: Sequence[Mark]
    top: int
    """Its first line, counted from the top of the column."""
    starts: tuple[int, ...]
    """The character of the text with which each line begins."""


class Side(NamedTuple):
    """A column of texts, one below another."""

    column: Column
    texts: tuple[TextLines, ...]

    @property
    def height(self) -> int:
        """The height in lines."""
        return self.texts[-1].top + len(self.texts[-1].starts) if self.texts else 0

    def line(self, painter: Painter, y: int) -> list[Segment]:
        """Draw line `y`, with gutter and margin."""
        i = bisect_right(self.texts, y, key=lambda lines: lines.top) - 1
        if i >= 0 and y < self.texts[i].top + len(self.texts[i].starts):
            text, kind, marks, top, starts = self.texts[i]
            at = y - top
            line = starts[at], starts[at + 1] if at + 1 < len(starts) else len(text)
            return painter.cell_line(text, line, self.column.width, kind, marks, cursor=False)
        return [painter.blank(self.column.right - self.column.x)]


class Compared(ScrollView, inherit_bindings=False):
    """Shows columns of texts side by side, and scrolls them."""

    DEFAULT_CSS = """
    Compared {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    """
    ALLOW_SELECT = False

    def __init__(self, fill: Callable[[int], None]) -> None:
        """`fill` is called with the width in cells when that has changed."""
        super().__init__()
        self._fill = fill
        self._sides: Sequence[Side] = ()
        self._painter: Painter | None = None

    def show(self, sides: Sequence[Side], painter: Painter) -> None:
        """Show these columns from now on."""
        self._sides, self._painter = sides, painter
        self.virtual_size = Size(self.size.width, max((side.height for side in sides), default=0))
        self.refresh()

    def on_resize(self) -> None:
        """Have the columns made for the new width."""
        self._fill(self.scrollable_content_region.width)

    def page(self, by: int) -> None:
        """Scroll down by `by` screenfuls, or up if it is negative; a few lines stay in view."""
        self._scroll(self.scroll_offset.y + by * screenful(self.size.height))

    def end(self, *, last: bool) -> None:
        """Scroll to the end if `last`, else to the top."""
        self._scroll(self.virtual_size.height if last else 0)

    def _scroll(self, y: int) -> None:
        self.scroll_to(y=max(0, y), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """Line `y` of the viewport."""
        width, painter = self.size.width, self._painter
        if painter is None:
            return Strip.blank(width, self.visual_style.rich_style)
        segments: list[Segment] = []
        x = 0
        for i, side in enumerate(self._sides):
            segments += [Segment(RULE, painter.rule)] if i else [painter.blank(side.column.x)]
            segments += side.line(painter, y + self.scroll_offset.y)
            x = side.column.right
        segments.append(painter.blank(max(0, width - x)))
        return Strip(painter.joined(segments)).adjust_cell_length(width, painter.text)


class CompareRow(Dialog[ParagraphId], inherit_bindings=False):
    """Compares rows; answers with the paragraph to go to: the cursor's, or one on the row that was compared last."""

    mode = COMPARE

    def __init__(self, session: Session, *, side_by_side: bool = True) -> None:
        super().__init__()
        self.side_by_side = side_by_side
        """Whether the passages are to stand side by side, where there is room."""
        self._session = session
        self._paragraph = session.desk.place.paragraph
        """A paragraph of the compared row, by which the row is found again when rows change."""
        self._row = session.desk.shown.row_of[self._paragraph]
        self._message = Effect()
        self._width = 0
        self._title, self._legend, self._hint = Drawn(), Drawn(), Drawn(classes="hint")
        self._body = Compared(self._fill)
        self._comparison: Comparison
        self._painter: Painter

    def compose(self) -> ComposeResult:
        """Yield the title, the legend, the passages and the line of keys."""
        yield self._title
        yield self._legend
        yield self._body
        yield self._hint

    def on_mount(self) -> None:
        """Compare the cursor's row."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.refill())
        self.refill()

    def on_resize(self) -> None:
        """Hide the legend on a low terminal, to leave the passages room."""
        self._legend.display = self.app.size.height >= LEGEND_FROM_LINES

    # What shows

    def refill(self) -> None:
        """Show the row and its tags as they are now, in the present theme."""
        session = self._session
        self._row = session.desk.shown.row_of.get(self._paragraph, min(self._row, len(session.desk.shown.rows) - 1))
        self._comparison = comparison.compared(
            session.desk.shown, self._row, session.desk.shown.columns.order, session.desk.lexicon
        )
        self._painter = Painter(Look.of(self.app.current_theme, self.app.theme_variables), session.tags.codebook)
        self._fill(self._width)
        self._title.show(lambda size: [self._titled(size.width)])
        self._legend.show(lambda size: [self._legended(size.width)])
        self._show_hint()

    def _fill(self, width: int) -> None:
        self._width = width
        if not width:
            return
        accounts = self._comparison.accounts
        if self._is_side_by_side:
            columns = columns_for(width, [account.article for account in accounts])
            sides = [_side(column, self._parts(account)) for column, account in zip(columns, accounts, strict=True)]
        else:
            parts = [part for account in accounts for part in self._parts(account)]
            sides = [_side(columns_for(width, [0])[0], parts)]
        self._body.show(sides, self._painter)

    @property
    def _is_side_by_side(self) -> bool:
        return self.side_by_side and self._has_room

    @property
    def _has_room(self) -> bool:
        articles = [account.article for account in self._comparison.accounts]
        return len(columns_for(self._width, articles)) == len(articles)

    def _parts(self, account: Account) -> list[tuple[str, Kind | None, Sequence[Mark]]]:
        """The texts of an account: its head, its paragraphs, and sentences about its quotations and further links."""
        session, of, shown = self._session, self._comparison, self._session.desk.shown
        parts: list[tuple[str, Kind | None, Sequence[Mark]]] = [
            (comparison.head(shown, of, account), Kind.SUBHEADING, ())
        ]
        for where in account.paragraph_ids:
            tags = [mark for mark in session.marks(where) if mark.name == "tag"]
            parts.append((session.desk.shown.drawn(where), Kind.BODY, [*tags, *of.marks[where]]))
        parts += [(f"{CHANGED_SIGN} {about}", None, ()) for about in account.about]
        return [*parts, *((line, None, ()) for line in comparison.more_lines(shown, account))]

    def _titled(self, width: int) -> list[Segment]:
        painter, of = self._painter, self._comparison
        left = [
            Segment(f" Comparing row {of.number} of {len(self._session.desk.shown.alignment.rows)}", painter.strong)
        ]
        if of.note:
            left.append(Segment(f" · {of.note}", painter.text))
        return painter.bar(left, [], width)

    def _legended(self, width: int) -> list[Segment]:
        painter = self._painter
        parts = [
            ("in another too", painter.run_style(Run(Kind.BODY, shared=True))),
            ("number, name or quotation only here", painter.run_style(Run(Kind.BODY, own=True))),
            ("“quoted”", painter.run_style(Run(Kind.BODY, quoted=True))),
            (f"{CHANGED_SIGN} quoted otherwise in another", painter.muted),
        ]
        legend = [painter.blank(1)]
        for text, style in parts:
            legend += [Segment(text, style), painter.blank(3)]
        return painter.bar(legend, [], width)

    def _show_hint(self) -> None:
        self._hint.show(lambda size: [self._hints(size.width)])

    def _hints(self, width: int) -> list[Segment]:
        keymap, message = self.app.keymap, self._message
        lines = AnnotationLines(self._painter, self._session.tags.codebook)
        if message.message:
            return lines.message(message.message, keymap.key("help"), width, warn=message.warn)
        return lines.hints(keymap.hints(COMPARE), keymap.key("help"), width)

    def _say(self, message: str, *, warn: bool = False) -> None:
        self._message = Effect(message=message, warn=warn)
        self._show_hint()

    # What keys do

    def action_down(self) -> None:
        """Compare the row below."""
        self._step(1)

    def action_up(self) -> None:
        """Compare the row above."""
        self._step(-1)

    def action_page_down(self) -> None:
        """Scroll down a screenful."""
        self._body.page(1)

    def action_page_up(self) -> None:
        """Scroll up a screenful."""
        self._body.page(-1)

    def action_first(self) -> None:
        """Scroll to the top."""
        self._body.end(last=False)

    def action_last(self) -> None:
        """Scroll to the end."""
        self._body.end(last=True)

    def action_compare_next(self) -> None:
        """Compare the row below."""
        self._step(1)

    def action_compare_previous(self) -> None:
        """Compare the row above."""
        self._step(-1)

    def _step(self, by: int) -> None:
        row = self._row + by
        if not 0 <= row < len(self._session.desk.shown.rows):
            self._say("This is the last row" if by > 0 else "This is the first row")
            return
        cells = self._session.desk.shown.rows[row].row.cells
        self._paragraph = next(ParagraphId(article, n) for article, cell in enumerate(cells) for n in cell)
        self._row, self._message = row, Effect()
        self._body.end(last=False)
        self.refill()

    def action_compare_turn(self) -> None:
        """Put the passages side by side, or below one another."""
        if not self._has_room:
            self._say("There is no room for them beside one another", warn=True)
            return
        self.side_by_side, self._message = not self.side_by_side, Effect()
        self.refill()

    def action_compare_down(self) -> None:
        """Scroll down a screenful."""
        self._body.page(1)

    def action_compare_up(self) -> None:
        """Scroll up a screenful."""
        self._body.page(-1)

    def action_compare_copy(self) -> None:
        """Copy the comparison as text."""
        session = self._session
        message = clipboard.copy(comparison.as_text(session.desk.shown, self._comparison), self.app)
        self._say(" ".join(message.split()))

    def action_compare_close(self) -> None:
        """Close, and go to the paragraph of the row that was compared last."""
        session = self._session
        paragraph_ids = [
            where
            for account in self._comparison.accounts
            for where in account.paragraph_ids
            if session.desk.shown.shows(where)
        ]
        here = [where for where in paragraph_ids if session.desk.shown.row_of[where] == self._row]
        own = [where for where in here if where.article == session.desk.place.paragraph.article]
        self.dismiss(session.desk.place.paragraph if session.desk.place.paragraph in here else (own or here)[0])

    def give(self, tag_id: str) -> None:
        """Say where tags are given."""
        self._say(f"{self.app.keymap.key('compare_close')} goes back to the page, where passages are tagged", warn=True)


def _side(column: Column, parts: Sequence[tuple[str, Kind | None, Sequence[Mark]]]) -> Side:
    """Stack texts with blank lines between them, but none below a head or between sentences about quotations."""
    texts: list[TextLines] = []
    y = 0
    for text, kind, marks in parts:
        if texts and texts[-1].kind is not Kind.SUBHEADING and not texts[-1].kind is kind is None:
            y += 1
        texts.append(TextLines(text, kind, marks, y, wrap(text, column.width)))
        y += len(texts[-1].starts)
    return Side(column, tuple(texts))
