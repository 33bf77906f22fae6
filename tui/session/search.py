"""Searches all columns. Hits that a fold or a filter hides are counted, but not gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.session.desk import Fixed, Place
from tui.session.effect import Effect
from tui.shown import steps
from tui.shown.filters import quoted
from tui.shown.search import NumberedHits, Searcher

if TYPE_CHECKING:
    from articles.model import ParagraphId
    from tui.session.cursor import Cursor
    from tui.session.desk import Desk, Selection
    from tui.shown.search import SearchHits


class _Before(NamedTuple):
    """What is restored when a search that is being typed is cancelled."""

    place: Place
    selection: Selection | None
    hits: SearchHits | None


class Search:
    """Searches the columns of a desk."""

    def __init__(self, desk: Desk, cursor: Cursor) -> None:
        self._desk, self._cursor = desk, cursor
        self.hits: SearchHits | None = None
        """The hits of the search in force, which are marked; None without one."""
        self.queries: list[str] = []
        """The queries of this sitting, the latest last."""
        self._searcher = Searcher(desk.story)
        self._selected: Selection | None = None
        """The selection of the words that were gone to last."""
        self._before: _Before | None = None

    def in_story(self, query: str) -> SearchHits:
        """Find a query in the whole story, shown or not."""
        return self._searcher.find(query)

    def begin_anew(self) -> None:
        """Search the story as it is and may be shown now: what blind mode covers is not found."""
        self._before = None
        self._searcher = Searcher(self._desk.covered_story)
        self.hits = self._searcher.find(self.hits.query) if self.hits else None

    def type(self, query: str) -> Effect:
        """Mark a query's hits while it is typed, and go to the first one after the place where typing began.

        Without hits the cursor stays. `done` or `cancel` ends the typing.
        """
        desk, marked = self._desk, self._marked()
        self._before = self._before or _Before(desk.place, desk.selection, self.hits)
        origin = self._before.place
        rows = desk.reveal(origin.paragraph)
        self.hits = self._searcher.find(query)
        marked |= self._marked()
        numbered = self._numbered(self.hits)
        if not numbered:
            message = self._not_found(self.hits) if self.hits.query else ""
            return Effect(marked, rows=rows, message=message, warn=bool(message))
        effect = self._cursor.go(*numbered.place(numbered.index(*origin) % len(numbered)))
        return effect._replace(cells=marked, rows=rows, message=self._message(numbered))

    def done(self) -> Effect:
        """Keep the search and stay at its hit; without hits, restore what was before it."""
        hits = self.hits
        if self._before is None or hits is None:
            return Effect()
        numbered = self._numbered(hits)
        if not numbered:
            effect = self.cancel()
            return effect._replace(message=self._not_found(hits), warn=True) if hits.query else effect
        self._before = None
        self._select()
        self.queries = [*(query for query in self.queries if query != hits.query), hits.query]
        key = self._desk.key
        keys = f"{key('next_match')} next · {key('previous_match')} previous"
        return Effect(moved=True, message=f"{self._message(numbered)} · {keys} · {key('end_selection')} ends it")

    def cancel(self) -> Effect:
        """Restore the place, the selection and the search from before the typing."""
        if self._before is None:
            return Effect()
        desk, cells = self._desk, self._marked()
        place, selection, hits = self._before
        self._before = None
        rows = desk.reveal(place.paragraph)
        desk.place, desk.selection, self.hits = place, selection, hits
        return Effect(cells | self._marked(), moved=True, rows=rows)

    def end(self) -> Effect:
        """End the search: its hits are no longer marked."""
        if self.hits is None:
            return Effect()
        marked, query = self._marked(), self.hits.query
        self.hits = None
        again = f"{self._desk.key('search')} and ↑ search for it again"
        return Effect(marked, message=f"{quoted(query)} is marked no longer · {again}")

    def step(self, by: int) -> Effect:
        """Go to the next (`by` 1) or previous (-1) hit down the page, row by row, and at its end start over."""
        if self.hits is None:
            return Effect(message=f"Nothing is searched for: {self._desk.key('search')} begins", warn=True)
        numbered = self._numbered(self.hits)
        if not numbered:
            return Effect(message=self._not_found(self.hits), warn=True)
        i = numbered.index(*self._desk.place)
        on_it = i < len(numbered) and numbered.place(i) == self._desk.place
        i += by if on_it or by < 0 else 0
        effect = self._cursor.go(*numbered.place(i % len(numbered)))
        self._select()
        round_it = "" if 0 <= i < len(numbered) else "Round the page's end · "
        return effect._replace(message=round_it + self._message(numbered))

    @property
    def is_selected(self) -> bool:
        """Whether what is selected are the words found, which the cursor is on."""
        return self._desk.selection is not None and self._desk.selection is self._selected

    def _select(self) -> None:
        """Select the words of the hit at the cursor, whole ones, so that a tag is given to them."""
        desk, where = self._desk, self._desk.place.paragraph
        found = self.matches_on(where)[1]
        if found is None:
            return
        paragraph = desk.paragraph(where)
        first, last = (steps.unit_at(paragraph.shown, at, "word") for at in (found[0], found[1] - 1))
        span = paragraph.to_span(min(found[0], first[0]), max(found[1], last[1]))
        desk.selection = self._selected = Fixed(desk.place, span)

    def matches_on(self, where: ParagraphId) -> tuple[tuple[tuple[int, int], ...], tuple[int, int] | None]:
        """The hits on a paragraph as half-open spans of shown characters, and the one at the cursor, if any."""
        spans = self.hits.spans(where) if self.hits else ()
        here = (span for span in spans if Place(where, span[0]) == self._desk.place)
        return spans, next(here, None)

    @property
    def counted(self) -> str:
        """The number of the hit at the cursor: `3 of 17`; just `17` if there is none; empty without a search."""
        if self.hits is None or not self.hits.query:
            return ""
        numbered = self._numbered(self.hits)
        return self._number(numbered) if numbered else "not found"

    def unhiding(self) -> str:
        """The keys that show what is hidden: `F shows all rows, B unfolds`."""
        shown, key = self._desk.shown, self._desk.key
        filtered = shown.hides and shown.picked is not None
        ways = [f"{key('clear_filter')} shows all rows"] if filtered else []
        ways += [f"{key('fold')} unfolds"] if shown.folded and shown.boilerplate else []
        return ", ".join(ways)

    def _numbered(self, hits: SearchHits) -> NumberedHits:
        return NumberedHits(hits, self._desk.shown.rank)

    def _marked(self) -> frozenset[ParagraphId]:
        return frozenset(self.hits.counts) if self.hits else frozenset()

    def _number(self, numbered: NumberedHits) -> str:
        i = numbered.index(*self._desk.place)
        on_it = i < len(numbered) and numbered.place(i) == self._desk.place
        return f"{i + 1} of {len(numbered)}" if on_it else str(len(numbered))

    def _message(self, numbered: NumberedHits) -> str:
        """The message about hits: `“talks” 3 of 17 · Reuters 5 · DW 12`, and how many more are hidden."""
        parts = [f"{quoted(numbered.hits.query)} {self._number(numbered)}"]
        counts = numbered.by_article()
        columns = (article for article in self._desk.shown.columns.order if article in counts)
        parts += [f"{self._desk.covered_story.articles[article].outlet} {counts[article]}" for article in columns]
        hidden = numbered.hits.total - len(numbered)
        return " · ".join([*parts, f"{hidden} hidden"] if hidden else parts)

    def _not_found(self, hits: SearchHits) -> str:
        if not hits.total:
            return f"{quoted(hits.query)} is not in this story"
        return f"{quoted(hits.query)} is only in what is hidden: {self.unhiding()}"
