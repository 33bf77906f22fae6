"""The rows of an alignment that are shown, and what is in their cells; pure and immutable."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, count
from typing import TYPE_CHECKING, Any, NamedTuple

from articles.align import counterparts, counterparts_after
from articles.model import LINKING_KINDS, Kind, ParagraphId, Row
from tui.page.columns import Columns
from tui.page.layout import Item, PageText
from tui.page.pointers import PointerText
from tui.page.signs import Sign

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from articles.model import Alignment, Link, Paragraph, Story
    from tui.shown.blind import Blind

POINTER_CHARACTERS = 120
"""The most characters of a paragraph in a pointer, before that is cropped to its column."""
BELOW, ABOVE, DOUBTFUL = "↘", "↗", "≈"
"""Begin a pointer: its paragraph is further down or up the page, and the link to it is weak."""
SIGNS = (
    Sign(
        f"{BELOW} {ABOVE}",
        "Counterpart elsewhere",
        "The counterpart is further down or up the page: its row, its outlet, and how it begins.",
        "arrow pointer down up link",
    ),
    Sign(f"{BELOW}{DOUBTFUL}", "Weak link", "The link to that counterpart is doubtful.", "arrow pointer about wave"),
)
_JOINED_KINDS = LINKING_KINDS | {Kind.HEADLINE}
"""The kinds of paragraph that begin on one line with what stands on their row."""

_ROWS = frozenset({"story", "alignment", "folded", "picked", "hides", "arranged"})
_LINKS = frozenset({"story", "alignment"})
_NEEDS = {
    "rows": _ROWS,
    "row_of": _ROWS,
    "_cells": _ROWS,
    "_down": _ROWS,
    "_at": _ROWS,
    "number_of": _LINKS,
    "links": _LINKS,
    "shares": _LINKS,
    "lone": _LINKS,
    "_items": frozenset({"story", "blind"}),
    "_ids": frozenset({"story"}),
    "_joining": _LINKS,
    "_noise": frozenset({"story"}),
}
"""The fields that each cached property depends on."""


class Pointer(NamedTuple):
    """A reference from a paragraph to its counterpart on another row."""

    source: ParagraphId
    target: ParagraphId
    weak: bool = False
    """Whether the link is weak, which a sign of doubt shows."""


class ShownRow(NamedTuple):
    """A row with its number in the alignment, from 1."""

    number: int
    row: Row


@dataclass(frozen=True)
class ShownRows:
    """The rows of a story that are shown: with boilerplate or without it, all rows or those that a filter picked."""

    story: Story
    alignment: Alignment
    folded: bool = True
    """Whether boilerplate is folded away."""
    picked: frozenset[int] | None = None
    """The numbers, in the alignment, of the rows that a filter picked; None without one."""
    hides: bool = True
    """Whether rows that were not picked are hidden, and not just dimmed."""
    blind: Blind | None = None
    """The story in blind mode; None outside it."""
    arranged: Columns | None = None
    """The columns as the person arranged them; None in the default arrangement."""
    flows: bool = False
    """Whether the flow layout is on: each column shows its article in its own order, without rows."""
    collapsed: bool = False
    """Whether rows of one article alone are cropped to a line each."""

    def turned(self, **changes: Any) -> ShownRows:
        """Replace some fields; cached properties that do not depend on them are kept."""
        shown = replace(self, **changes)
        if "arranged" in changes and shown.columns.hidden == self.columns.hidden:
            changes.pop("arranged")
        for name, needs in _NEEDS.items():
            if name in self.__dict__ and needs.isdisjoint(changes):
                shown.__dict__[name] = self.__dict__[name]
        if "alignment" in changes and "links" in self.__dict__:
            before, after = self.alignment.links, shown.alignment.links
            shown.__dict__["links"] = counterparts_after(self.links, before, after)
        return shown

    @cached_property
    def columns(self) -> Columns:
        """The arrangement of the columns."""
        order = self.blind.order if self.blind else range(len(self.story.articles))
        return self.arranged or Columns.of(order)

    @cached_property
    def rows(self) -> tuple[ShownRow, ...]:
        """The rows with at least one shown paragraph, without folded boilerplate and without hidden columns."""
        found = self.alignment.rows
        hidden, noisy = self.columns.hidden, [a for a, noise in enumerate(self._noise) if noise and self.folded]
        if found and (hidden or noisy):
            columns = list(zip(*(row.cells for row in found), strict=True))
            for a in noisy:
                noise = self._noise[a]
                columns[a] = tuple(
                    cell if noise.isdisjoint(cell) else tuple(n for n in cell if n not in noise) for cell in columns[a]
                )
            for a in hidden:
                columns[a] = ((),) * len(found)
            found = tuple(map(Row, zip(*columns, strict=True), [row.moved for row in found]))
        picked = self.picked if self.hides else None
        numbered = map(ShownRow, count(1), found)
        return tuple(row for row in numbered if any(row.row.cells) and (picked is None or row.number in picked))

    @cached_property
    def order(self) -> tuple[tuple[int, ...], ...]:
        """For each article, the numbers of its shown paragraphs, down its column."""
        return tuple(tuple(sorted(column)) for column in self._down) if self.flows else self._down

    @cached_property
    def _cells(self) -> Sequence[Sequence[tuple[int, ...]]]:
        """For each article its cells, row by row."""
        return list(zip(*(row.cells for _, row in self.rows), strict=True)) or [()] * len(self.story.articles)

    @cached_property
    def _down(self) -> tuple[tuple[int, ...], ...]:
        """For each article, the numbers of its shown paragraphs, row by row."""
        return tuple(tuple(chain.from_iterable(cells)) for cells in self._cells)

    @cached_property
    def _at(self) -> tuple[list[int], ...]:
        """For each article, the index of the row of each of its shown paragraphs, row by row."""
        return tuple([i for i, cell in enumerate(cells) for _ in cell] for cells in self._cells)

    @cached_property
    def _ids(self) -> tuple[tuple[ParagraphId, ...], ...]:
        """The addresses of all paragraphs, by article."""
        return tuple(
            tuple(ParagraphId(a, p.n) for p in article.paragraphs) for a, article in enumerate(self.story.articles)
        )

    @cached_property
    def row_of(self) -> dict[ParagraphId, int]:
        """For each shown paragraph, the index of its row in `rows`."""
        found: dict[ParagraphId, int] = {}
        for ids, down, at in zip(self._ids, self._down, self._at, strict=True):
            found.update(zip([ids[n - 1] for n in down], at, strict=True))
        return found

    @cached_property
    def rank(self) -> dict[ParagraphId, int]:
        """The rank of each shown paragraph, from 0, row by row down the page and column by column within a row."""
        order = self.columns.order
        paragraph_ids = (ParagraphId(a, n) for _, row in self.rows for a in order for n in row.cells[a])
        return {where: i for i, where in enumerate(paragraph_ids)}

    @cached_property
    def number_of(self) -> dict[ParagraphId, int]:
        """For each paragraph, shown or not, the number of its row in the alignment, from 1."""
        found: dict[ParagraphId, int] = {}
        for ids, cells in zip(self._ids, zip(*(row.cells for row in self.alignment.rows), strict=True), strict=True):
            found.update((ids[n - 1], number) for number, cell in enumerate(cells, 1) for n in cell)
        return found

    @cached_property
    def links(self) -> Mapping[ParagraphId, tuple[Link, ...]]:
        """The links of each paragraph that has any, the strongest first."""
        return counterparts(self.alignment)

    @cached_property
    def boilerplate(self) -> int:
        """The number of boilerplate paragraphs, folded or not."""
        return sum(map(len, self._noise))

    @cached_property
    def _noise(self) -> tuple[frozenset[int], ...]:
        """For each article, the numbers of its boilerplate paragraphs."""
        articles = self.story.articles
        return tuple(frozenset(p.n for p in a.paragraphs if p.kind is Kind.BOILERPLATE) for a in articles)

    def paragraph(self, where: ParagraphId) -> Paragraph:
        """The paragraph at an address."""
        return self.story.articles[where.article].paragraph(where.n)

    @property
    def covered_story(self) -> Story:
        """The story as it may be shown, in blind mode with names covered; all that is drawn or said comes from here."""
        return self.story if self.blind is None else self.blind.covered_story

    def drawn(self, where: ParagraphId) -> str:
        """The text of a paragraph as it may be shown; names are covered without changing its length or width."""
        return self.covered_story.articles[where.article].paragraph(where.n).shown

    def shows(self, where: ParagraphId) -> bool:
        """Whether a paragraph is on the page."""
        return where in self.row_of

    def dims(self, where: ParagraphId) -> bool:
        """Whether a paragraph on the page is dimmed: blind mode covers it, or a filter did not pick its row."""
        if self.blind and self.blind.covers(self.paragraph(where).kind):
            return True
        return self.picked is not None and self.number_of[where] not in self.picked

    def revealing(self, where: ParagraphId) -> ShownRows:
        """Show a paragraph too: its row and column join those shown, and boilerplate is unfolded if need be."""
        shown = self
        if self._hides(self.number_of[where]):
            shown = shown.turned(picked=(self.picked or frozenset()) | {self.number_of[where]})
        if where.article in self.columns.hidden:
            shown = shown.turned(arranged=self.columns.showing(where.article))
        return shown if shown.shows(where) else shown.turned(folded=False)

    def index_of(self, number: int) -> int:
        """The index of the shown row with a number of the alignment, or of the last one above that."""
        return max(0, bisect_right(self.rows, number, key=lambda row: row.number) - 1)

    def nearest(self, article: int, row: int) -> ParagraphId | None:
        """An article's first paragraph on a shown row, by index, else on the nearest one; None without any."""
        at = self._at[article]
        if not at:
            return None
        above = at[max(0, bisect_right(at, row) - 1)]
        return ParagraphId(article, self._down[article][bisect_left(at, above)])

    def beside(self, where: ParagraphId, article: int) -> ParagraphId | None:
        """An article's paragraph on the row of a shown paragraph, its best counterpart there if any; None without."""
        cell = self.rows[self.row_of[where]].row.cells[article]
        found = [ParagraphId(article, n) for n in cell]
        return next((other for other in self.counterparts(where) if other in found), found[0] if found else None)

    def opens(self, where: ParagraphId) -> int:
        """The number of the row that a shown paragraph is the first of its column to stand on; 0 if it is not.

        In flow, where a row's paragraphs can stand apart, of those that follow one another.
        """
        number, row = self.rows[self.row_of[where]]
        cell = row.cells[where.article]
        first = where.n - 1 not in cell if self.flows else where.n == cell[0]
        return number if first else 0

    def counterparts(self, where: ParagraphId) -> tuple[ParagraphId, ...]:
        """The counterparts of a paragraph in shown columns, the best first, folded or not."""
        others = (link.other(where) for link in self.links.get(where, ()))
        return tuple(other for other in others if other.article not in self.columns.hidden)

    def hidden_counterparts(self, where: ParagraphId) -> tuple[int, ...]:
        """The articles in hidden columns that have a counterpart of a paragraph, the best first."""
        others = (link.other(where).article for link in self.links.get(where, ()))
        return tuple(dict.fromkeys(article for article in others if article in self.columns.hidden))

    def companions(self, where: ParagraphId) -> dict[int, ParagraphId]:
        """For each other article, what to read along with a paragraph: its best shown counterpart, else one of its row.

        Articles without either are left out.
        """
        found: dict[int, ParagraphId] = {}
        for other in self.counterparts(where):
            if self.shows(other):
                found.setdefault(other.article, other)
        for article, cell in enumerate(self.rows[self.row_of[where]].row.cells):
            if cell and article != where.article:
                found.setdefault(article, ParagraphId(article, cell[0]))
        return found

    @cached_property
    def lone(self) -> frozenset[int]:
        """The numbers of the rows of one article alone that have no counterpart anywhere; headlines do not count."""
        found, blank = set(), len(self.story.articles) - 1
        for number, row in enumerate(self.alignment.rows, 1):
            if row.cells.count(()) == blank:
                (here,) = [[ids[n - 1] for n in cell] for ids, cell in zip(self._ids, row.cells, strict=True) if cell]
                if not any(where in self.links or self.paragraph(where).kind is Kind.HEADLINE for where in here):
                    found.add(number)
        return frozenset(found)

    @cached_property
    def shares(self) -> tuple[float, ...]:
        """For each article, the share, 0 to 1, of the paragraphs that could have a counterpart that do have one."""
        linked = Counter(where.article for where in self.links if self.paragraph(where).kind in LINKING_KINDS)
        kinds = ([p.kind for p in article.paragraphs] for article in self.story.articles)
        linking = [sum(kind in LINKING_KINDS for kind in found) for found in kinds]
        return tuple(linked[a] / max(1, could) for a, could in enumerate(linking))

    def pointers(self, where: ParagraphId) -> list[Pointer]:
        """The pointers of a shown paragraph: one to the best counterpart of each article that has none on its row."""
        links, row = self.links.get(where, ()), self.row_of[where]
        others = [(link.other(where), link) for link in links]
        beside = {other.article for other, _ in others if self.row_of.get(other) == row}
        chosen: dict[int, Pointer] = {}
        for other, link in others:
            if other.article not in beside and self.shows(other):
                chosen.setdefault(other.article, Pointer(where, other, weak=not link.strong))
        return [chosen[article] for article in sorted(chosen)]

    def pointed(self, where: ParagraphId) -> list[PointerText]:
        """The pointers of a shown paragraph as the page shows them; none in flow, where counterparts stand beside."""
        return [] if self.flows else [self._pointed(pointer) for pointer in self.pointers(where)]

    def _pointed(self, pointer: Pointer) -> PointerText:
        source, target = pointer.source, pointer.target
        arrow = (BELOW if self.row_of[target] > self.row_of[source] else ABOVE) + (DOUBTFUL if pointer.weak else "")
        name = f"{arrow} {self.number_of[target]} {self.covered_story.articles[target.article].outlet}"
        return PointerText(target, name, self.drawn(target)[:POINTER_CHARACTERS])

    def page(self, shown: Sequence[int]) -> PageText:
        """What to lay out when the `shown` articles have columns: each in its order.

        What is on one row begins on one line, but what only frames a text: bylines, dates, credits and boilerplate.
        """
        columns = tuple([items[n - 1] for n in self.order[a]] for a, items in ((a, self._items[a]) for a in shown))
        return PageText(columns, () if self.flows else self._joins(shown))

    def _joins(self, shown: Sequence[int]) -> list[list[tuple[int, int]]]:
        firsts: list[dict[int, int]] = []
        for a in shown:
            joining, down, at = self._joining[a], self._down[a], self._at[a]
            last_first = range(len(down) - 1, -1, -1)
            firsts.append({at[i]: i for i in last_first if down[i] in joining})
        rows = Counter(chain.from_iterable(firsts))
        return [
            [(c, first[row]) for c, first in enumerate(firsts) if row in first]
            for row in sorted(row for row, columns in rows.items() if columns > 1)
        ]

    @cached_property
    def _joining(self) -> tuple[frozenset[int], ...]:
        """For each article, the numbers of the paragraphs that begin on one line with what stands on their row."""
        found = [{p.n for p in a.paragraphs if p.kind in _JOINED_KINDS} for a in self.story.articles]
        for link in self.alignment.links:
            if link.by_hand:
                found[link.a.article].add(link.a.n)
                found[link.b.article].add(link.b.n)
        return tuple(map(frozenset, found))

    def cut(self, shown: Sequence[int], opened: Collection[int] = ()) -> list[frozenset[int]]:
        """For each column, the indices of the paragraphs that are collapsed; none on rows whose number is in `opened`.

        In flow, which has no rows, none is.
        """
        if self.flows or not self.collapsed:
            return [frozenset()] * len(shown)
        lone = {i for i, row in enumerate(self.rows) if row.number in self.lone and row.number not in opened}
        return [frozenset(i for i, row in enumerate(self._at[a]) if row in lone) for a in shown]

    @cached_property
    def _items(self) -> tuple[tuple[Item, ...], ...]:
        """The items of every paragraph, by article."""
        articles = self.covered_story.articles
        return tuple(
            tuple(Item(ParagraphId(a, p.n), p.shown) for p in article.paragraphs) for a, article in enumerate(articles)
        )

    def _hides(self, number: int) -> bool:
        return self.hides and self.picked is not None and number not in self.picked
