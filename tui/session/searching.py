"""Finding one's way: the search over all columns and the filters on rows, on top of reading."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tui.keys.keymap import DEFAULT
from tui.session.arrangement import Arranging
from tui.session.cursor import Effect, Place, Selection
from tui.shown.filters import Choice, Filter, Noted, choices, label, quoted, sorted_out, with_hits
from tui.shown.search import Found, Hits, Searcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.model import Alignment, ParagraphId, Story
    from tui.keys.keymap import Keymap
    from tui.shown.rows import View


class Before(NamedTuple):
    """What a search that is being typed gives back when it is cancelled."""

    place: Place
    selection: Selection | None
    found: Found | None


class Finding(Arranging):
    """Reading with a search and a filter. What a fold or a filter hides is not searched, but told of."""

    def __init__(self, story: Story, alignment: Alignment, keymap: Keymap = DEFAULT) -> None:
        super().__init__(story, alignment, keymap)
        self.found: Found | None = None
        """The present search, whose hits are marked."""
        self.queries: list[str] = []
        """The searches of this sitting, the last one last."""
        self.filter: Filter | None = None
        """The filter that picked rows last; None when all are shown alike."""
        self.filter_hides = True
        """Whether rows that a filter does not pick are hidden, or dimmed: as the person chose last."""
        self._searcher = Searcher(story)
        self._before: Before | None = None

    def annotations_on(self, where: ParagraphId) -> Sequence[Noted]:
        """The annotations that touch a paragraph; whoever has any says so here."""
        return ()

    @cached_property
    def common(self) -> frozenset[str]:
        """The story's words that say nothing by themselves, for comparing (6 x 1,000 paragraphs: 300 ms, once)."""
        from articles.wording import common_words  # imported where used: the start is quicker

        return common_words(self.story)

    def tag_name(self, tag_id: str) -> str:
        """What a tag is called."""
        return tag_id

    # Searching

    def turn_blind(self, seed: int | None) -> Effect:
        """Hide who wrote what, or show it again: what is hidden is not found."""
        effect = super().turn_blind(seed)
        self._searcher = Searcher(self.told)
        self.found = self._searcher.find(self.found.query) if self.found else None
        return effect

    def search(self, query: str) -> Effect:
        """Mark a query's hits while it is typed, and go to the first one from where the typing began.

        Nothing found moves nothing. `search_done` or `search_cancelled` ends the typing.
        """
        marked = self._marked() | self._lit()
        self._before = self._before or Before(self.place, self.selection, self.found)
        origin = self._before.place
        rows = self.reveal(origin.paragraph)
        self.found = self._searcher.find(query)
        marked |= self._marked()
        hits = self._hits(self.found)
        if not hits:
            said = self._not_found(self.found) if self.found.query else ""
            return Effect(marked, rows=rows, message=said, warn=bool(said))
        effect = self.go(*hits.place(hits.index(*origin) % len(hits)))
        return replace(effect, cells=marked | effect.cells, rows=rows, message=self._told(hits))

    def search_done(self) -> Effect:
        """Keep the search and stay at its hit; one that found nothing gives back what was before it."""
        found = self.found
        if self._before is None or found is None:
            return Effect()
        hits = self._hits(found)
        if not hits:
            effect = self.search_cancelled()
            return replace(effect, message=self._not_found(found), warn=True) if found.query else effect
        self._before = None
        self.queries = [*(query for query in self.queries if query != found.query), found.query]
        keys = f"{self.key('next_match')} next · {self.key('previous_match')} previous"
        return Effect(moved=True, message=f"{self._told(hits)} · {keys} · {self.key('end_selection')} ends it")

    def search_cancelled(self) -> Effect:
        """Back to the place, the selection and the search from before."""
        if self._before is None:
            return Effect()
        cells = self._marked() | self._lit()
        place, selection, found = self._before
        self._before = None
        rows = self.reveal(place.paragraph)
        self.place, self.selection, self.found = place, selection, found
        return Effect(cells | self._marked() | self._lit(), moved=True, rows=rows)

    def next_match(self, by: int) -> Effect:
        """The next (`by` 1) or previous (-1) hit down the page, row by row, column by column; round its end."""
        if self.found is None:
            return Effect(message=f"Nothing is searched for: {self.key('search')} begins", warn=True)
        hits = self._hits(self.found)
        if not hits:
            return Effect(message=self._not_found(self.found), warn=True)
        i = hits.index(*self.place)
        on_it = i < len(hits) and hits.place(i) == self.place
        i += by if on_it or by < 0 else 0
        effect = self.go(*hits.place(i % len(hits)))
        round_it = "" if 0 <= i < len(hits) else "Round the page's end · "
        return replace(effect, message=round_it + self._told(hits))

    def end_selection(self) -> Effect:
        """Select nothing; where nothing is selected, end the search: its hits are marked no longer."""
        if self.selection is not None or self.found is None:
            return super().end_selection()
        marked, query = self._marked(), self.found.query
        self.found = None
        again = f"{self.key('search')} and ↑ search for it again"
        return Effect(marked, message=f"{quoted(query)} is marked no longer · {again}")

    def matches_on(self, where: ParagraphId) -> tuple[tuple[tuple[int, int], ...], tuple[int, int] | None]:
        """The hits of the present search on a paragraph, in shown characters, half-open; and the one at the cursor."""
        spans = self.found.spans(where) if self.found else ()
        here = (span for span in spans if Place(where, span[0]) == self.place)
        return spans, next(here, None)

    @property
    def counted(self) -> str:
        """Which hit the cursor is on, of how many: `3 of 17`; `17` where it is on none; empty without a search."""
        if self.found is None or not self.found.query:
            return ""
        hits = self._hits(self.found)
        return self._number(hits) if hits else "not found"

    def _hits(self, found: Found) -> Hits:
        return Hits(found, self.view.rank)

    def _marked(self) -> frozenset[ParagraphId]:
        return frozenset(self.found.counts) if self.found else frozenset()

    def _number(self, hits: Hits) -> str:
        i = hits.index(*self.place)
        on_it = i < len(hits) and hits.place(i) == self.place
        return f"{i + 1} of {len(hits)}" if on_it else str(len(hits))

    def _told(self, hits: Hits) -> str:
        """`“talks” 3 of 17 · Reuters 5 · DW 12`, and how many more are hidden."""
        parts = [f"{quoted(hits.found.query)} {self._number(hits)}"]
        counts = hits.by_article()
        columns = (article for article in self.view.columns.order if article in counts)
        parts += [f"{self.told.articles[article].outlet} {counts[article]}" for article in columns]
        hidden = hits.found.total - len(hits)
        return " · ".join([*parts, f"{hidden} hidden"] if hidden else parts)

    def _not_found(self, found: Found) -> str:
        if not found.total:
            return f"{quoted(found.query)} is not in this story"
        return f"{quoted(found.query)} is only in what is hidden: {self._unhiding()}"

    def _unhiding(self) -> str:
        """What shows all that is hidden."""
        filtered = self.view.hides and self.view.picked is not None
        ways = [f"{self.key('clear_filter')} shows all rows"] if filtered else []
        ways += [f"{self.key('fold')} unfolds"] if self.view.folded and self.view.boilerplate else []
        return ", ".join(ways)

    # Filtering

    def apply_filter(self, filter_: Filter, *, hides: bool) -> Effect:
        """Pick rows, and hide or dim the others; what is picked stays so until a filter is applied again.

        A filter that picks no row changes nothing. A cursor whose row goes moves to the nearest one left.
        """
        name = self.covered(label(filter_, self.told, self.tag_name))
        picked = self._picked(filter_, self._everything)
        if not picked:
            return Effect(message=f"There are no {name}", warn=True)
        self.filter, self.filter_hides = filter_, hides
        count = f"{len(picked)} of {len(self._everything.rows)}"
        key = self.key("clear_filter")
        said = f"Only {name}: {count} · {key} shows all" if hides else f"All but {name} dimmed: {count} · {key} ends it"
        return replace(self._turn_and_tell(replace(self.view, picked=picked, hides=hides)), message=said)

    def clear_filter(self) -> Effect:
        """Show all rows alike again."""
        if self.filter is None:
            return Effect(message=f"All rows are shown already: {self.key('filter')} filters them", warn=True)
        self.filter = None
        again = "All rows are shown again" if self.view.hides else "No row is dimmed any more"
        said = f"{again} · {self.key('filter')} filters them"
        return replace(self._turn_and_tell(self._everything), message=said)

    def align(self, alignment: Alignment) -> Effect:
        """Take links and rows that arrived later; a filter picks anew, and the cursor's row with them."""
        view = replace(self.view, alignment=alignment, picked=None)
        picked = self._picked(self.filter, view) if self.filter else None
        if picked:
            view = replace(view, picked=picked | {view.number_of[self.place.paragraph]})
        else:
            self.filter = None
        self._turn_to(view)
        return Effect(rows=True)

    @property
    def filtered(self) -> str:
        """What the present filter shows: `only tagged rows`; `tagged rows, others dim`; empty without one."""
        if self.filter is None:
            return ""
        name = self.covered(label(self.filter, self.told, self.tag_name))
        return f"only {name}" if self.view.hides else f"{name}, others dim"

    def filter_choices(self) -> list[Choice]:
        """The filters that pick at least one row, and how many; those by text aside."""
        picked = sorted_out(self._everything, self.annotations_on)
        found = choices(picked, self.told, self.tag_name, columns=self.view.columns.order)
        return [choice._replace(label=self.covered(choice.label)) for choice in found]

    def rows_with(self, query: str) -> int:
        """How many rows the filter by this text picks."""
        return len(self._picked(Filter("text", query), self._everything))

    @property
    def _everything(self) -> View:
        """The view without a filter."""
        return self.view if self.view.picked is None else replace(self.view, picked=None)

    def _picked(self, filter_: Filter, everything: View) -> frozenset[int]:
        if filter_.sort == "text":
            return frozenset(with_hits(everything, self._searcher.find(str(filter_.value))))
        return frozenset(sorted_out(everything, self.annotations_on).get(filter_, ()))

    def _turn_and_tell(self, view: View) -> Effect:
        """Show other rows, or others dimmed, and tell what looks different."""
        old, lit = self.view, self._lit()
        self._turn_to(view)
        rows = self.view.rows != old.rows
        changed = () if rows else (where for where in view.row_of if view.dims(where) != old.dims(where))
        return Effect(lit | self._lit() | frozenset(changed), moved=True, rows=rows)
