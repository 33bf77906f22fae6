"""Searches all columns; what a fold or a filter hides is not searched, but told of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.session.desk import Place
from tui.session.effect import Effect
from tui.shown.filters import quoted
from tui.shown.search import Hits, Searcher

if TYPE_CHECKING:
    from articles.model import ParagraphId
    from tui.session.cursor import Cursor
    from tui.session.desk import Desk, Selection
    from tui.shown.search import Found


class _Before(NamedTuple):
    """What a search that is being typed gives back when it is cancelled."""

    place: Place
    selection: Selection | None
    found: Found | None


class Search:
    """The search over the columns of a desk."""

    def __init__(self, desk: Desk, cursor: Cursor) -> None:
        self._desk, self._cursor = desk, cursor
        self.found: Found | None = None
        """The present search, whose hits are marked."""
        self.queries: list[str] = []
        """The searches of this sitting, the last one last."""
        self._searcher = Searcher(desk.story)
        self._before: _Before | None = None

    def in_story(self, query: str) -> Found:
        """What a query finds in the whole story, shown or not."""
        return self._searcher.find(query)

    def begin_anew(self) -> None:
        """Search in the story as it may be shown now: what blind mode hides is not found."""
        self._searcher = Searcher(self._desk.told)
        self.found = self._searcher.find(self.found.query) if self.found else None

    def type(self, query: str) -> Effect:
        """Mark a query's hits while it is typed, and go to the first one from where the typing began.

        Nothing found moves nothing. `done` or `cancel` ends the typing.
        """
        desk, marked = self._desk, self._marked()
        self._before = self._before or _Before(desk.place, desk.selection, self.found)
        origin = self._before.place
        rows = desk.reveal(origin.paragraph)
        self.found = self._searcher.find(query)
        marked |= self._marked()
        hits = self._hits(self.found)
        if not hits:
            said = self._not_found(self.found) if self.found.query else ""
            return Effect(marked, rows=rows, message=said, warn=bool(said))
        effect = self._cursor.go(*hits.place(hits.index(*origin) % len(hits)))
        return effect._replace(cells=marked, rows=rows, message=self._told(hits))

    def done(self) -> Effect:
        """Keep the search and stay at its hit; one that found nothing gives back what was before it."""
        found = self.found
        if self._before is None or found is None:
            return Effect()
        hits = self._hits(found)
        if not hits:
            effect = self.cancel()
            return effect._replace(message=self._not_found(found), warn=True) if found.query else effect
        self._before = None
        self.queries = [*(query for query in self.queries if query != found.query), found.query]
        key = self._desk.key
        keys = f"{key('next_match')} next · {key('previous_match')} previous"
        return Effect(moved=True, message=f"{self._told(hits)} · {keys} · {key('end_selection')} ends it")

    def cancel(self) -> Effect:
        """Go back to the place, the selection and the search from before."""
        if self._before is None:
            return Effect()
        desk, cells = self._desk, self._marked()
        place, selection, found = self._before
        self._before = None
        rows = desk.reveal(place.paragraph)
        desk.place, desk.selection, self.found = place, selection, found
        return Effect(cells | self._marked(), moved=True, rows=rows)

    def end(self) -> Effect:
        """Mark the hits no longer."""
        if self.found is None:
            return Effect()
        marked, query = self._marked(), self.found.query
        self.found = None
        again = f"{self._desk.key('search')} and ↑ search for it again"
        return Effect(marked, message=f"{quoted(query)} is marked no longer · {again}")

    def step(self, by: int) -> Effect:
        """Go to the next (`by` 1) or previous (-1) hit down the page, row by row, column by column; round its end."""
        if self.found is None:
            return Effect(message=f"Nothing is searched for: {self._desk.key('search')} begins", warn=True)
        hits = self._hits(self.found)
        if not hits:
            return Effect(message=self._not_found(self.found), warn=True)
        i = hits.index(*self._desk.place)
        on_it = i < len(hits) and hits.place(i) == self._desk.place
        i += by if on_it or by < 0 else 0
        effect = self._cursor.go(*hits.place(i % len(hits)))
        round_it = "" if 0 <= i < len(hits) else "Round the page's end · "
        return effect._replace(message=round_it + self._told(hits))

    def matches_on(self, where: ParagraphId) -> tuple[tuple[tuple[int, int], ...], tuple[int, int] | None]:
        """The hits of the present search on a paragraph, in shown characters, half-open; and the one at the cursor."""
        spans = self.found.spans(where) if self.found else ()
        here = (span for span in spans if Place(where, span[0]) == self._desk.place)
        return spans, next(here, None)

    @property
    def counted(self) -> str:
        """Which hit the cursor is on, of how many: `3 of 17`; `17` where it is on none; empty without a search."""
        if self.found is None or not self.found.query:
            return ""
        hits = self._hits(self.found)
        return self._number(hits) if hits else "not found"

    def unhiding(self) -> str:
        """What shows all that is hidden: `F shows all rows, B unfolds`."""
        shown, key = self._desk.shown, self._desk.key
        filtered = shown.hides and shown.picked is not None
        ways = [f"{key('clear_filter')} shows all rows"] if filtered else []
        ways += [f"{key('fold')} unfolds"] if shown.folded and shown.boilerplate else []
        return ", ".join(ways)

    def _hits(self, found: Found) -> Hits:
        return Hits(found, self._desk.shown.rank)

    def _marked(self) -> frozenset[ParagraphId]:
        return frozenset(self.found.counts) if self.found else frozenset()

    def _number(self, hits: Hits) -> str:
        i = hits.index(*self._desk.place)
        on_it = i < len(hits) and hits.place(i) == self._desk.place
        return f"{i + 1} of {len(hits)}" if on_it else str(len(hits))

    def _told(self, hits: Hits) -> str:
        """`“talks” 3 of 17 · Reuters 5 · DW 12`, and how many more are hidden."""
        parts = [f"{quoted(hits.found.query)} {self._number(hits)}"]
        counts = hits.by_article()
        columns = (article for article in self._desk.shown.columns.order if article in counts)
        parts += [f"{self._desk.told.articles[article].outlet} {counts[article]}" for article in columns]
        hidden = hits.found.total - len(hits)
        return " · ".join([*parts, f"{hidden} hidden"] if hidden else parts)

    def _not_found(self, found: Found) -> str:
        if not found.total:
            return f"{quoted(found.query)} is not in this story"
        return f"{quoted(found.query)} is only in what is hidden: {self.unhiding()}"
