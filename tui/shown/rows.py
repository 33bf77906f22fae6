"""The rows of an alignment that are shown, and what is in their cells; pure and immutable."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from articles.align import counterparts, counterparts_after
from articles.model import LINKING_KINDS, Kind, ParagraphId, Row
from tui.page.columns import Columns
from tui.page.layout import Item, PageRow
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
        "The counterpart is further down or up the page: its row, and how it begins.",
        "arrow pointer down up link",
    ),
    Sign(f"{BELOW}{DOUBTFUL}", "Weak link", "The link to that counterpart is doubtful.", "arrow pointer about wave"),
)

_ROWS = frozenset({"story", "alignment", "folded", "picked", "hides", "arranged"})
_LINKS = frozenset({"story", "alignment"})
_NEEDS = {
    "rows": _ROWS,
    "row_of": _ROWS,
    "_down": _ROWS,
    "number_of": _LINKS,
    "links": _LINKS,
    "shares": _LINKS,
    "lone": _LINKS,
    "_items": frozenset({"story", "blind"}),
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
        """The rows with at least one shown paragraph."""
        numbered = enumerate(self.alignment.rows, 1)
        rows = (ShownRow(number, self._seen(row)) for number, row in numbered if not self._hides(number))
        return tuple(row for row in rows if any(row.row.cells))

    @cached_property
    def order(self) -> tuple[tuple[int, ...], ...]:
        """For each article, the numbers of its shown paragraphs, down its column."""
        return tuple(tuple(sorted(column)) for column in self._down) if self.flows else self._down

    @cached_property
    def _down(self) -> tuple[tuple[int, ...], ...]:
        """For each article, the numbers of its shown paragraphs, row by row."""
        return tuple(
            tuple(n for _, row in self.rows for n in row.cells[article]) for article in range(len(self.story.articles))
        )

    @cached_property
    def row_of(self) -> dict[ParagraphId, int]:
        """For each shown paragraph, the index of its row in `rows`."""
        return {
            ParagraphId(a, n): i
            for i, (_, row) in enumerate(self.rows)
            for a, cell in enumerate(row.cells)
            for n in cell
        }

    @cached_property
    def rank(self) -> dict[ParagraphId, int]:
        """The rank of each shown paragraph, from 0, row by row down the page and column by column within a row."""
        order = self.columns.order
        paragraph_ids = (ParagraphId(a, n) for _, row in self.rows for a in order for n in row.cells[a])
        return {where: i for i, where in enumerate(paragraph_ids)}

    @cached_property
    def number_of(self) -> dict[ParagraphId, int]:
        """For each paragraph, shown or not, the number of its row in the alignment, from 1."""
        return {
            ParagraphId(a, n): number
            for number, row in enumerate(self.alignment.rows, 1)
            for a, cell in enumerate(row.cells)
            for n in cell
        }

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
        found: ParagraphId | None = None
        for n in self._down[article]:
            where = ParagraphId(article, n)
            if found is not None and self.row_of[where] > row:
                break
            if found is None or self.row_of[where] != self.row_of[found]:
                found = where
        return found

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
        found = set()
        for number, row in enumerate(self.alignment.rows, 1):
            articles = [a for a, cell in enumerate(row.cells) if cell]
            if len(articles) == 1:
                paragraph_ids = [ParagraphId(articles[0], n) for n in row.cells[articles[0]]]
                if not any(
                    where in self.links or self.paragraph(where).kind is Kind.HEADLINE for where in paragraph_ids
                ):
                    found.add(number)
        return frozenset(found)

    @cached_property
    def shares(self) -> tuple[float, ...]:
        """For each article, the share, 0 to 1, of the paragraphs that could have a counterpart that do have one."""
        result = []
        for a, article in enumerate(self.story.articles):
            linking = [ParagraphId(a, p.n) for p in article.paragraphs if p.kind in LINKING_KINDS]
            result.append(sum(where in self.links for where in linking) / max(1, len(linking)))
        return tuple(result)

    def pointers(self, row: int, shown: Collection[int]) -> list[Pointer]:
        """The pointers of a shown row, by its index: one to each article's best counterpart that is not on the row.

        Each leads from or to one of the `shown` articles.
        """
        here = [ParagraphId(a, n) for a, cell in enumerate(self.rows[row].row.cells) for n in cell]
        chosen: dict[int, tuple[tuple[bool, float], Pointer]] = {}
        for where in here:
            if where not in self.links:
                continue
            links = [(link.other(where), link) for link in self.links[where]]
            articles_here = {other.article for other, _ in links if other in here}
            for other, link in links:
                rank = link.by_hand, link.score
                if other.article in articles_here or not self.shows(other):
                    continue
                if where.article not in shown and other.article not in shown:
                    continue
                if other.article not in chosen or rank > chosen[other.article][0]:
                    chosen[other.article] = (rank, Pointer(where, other, weak=not link.strong))
        return [pointer for _, (_, pointer) in sorted(chosen.items())]

    def page(self, shown: Sequence[int]) -> list[PageRow]:
        """The rows to lay out when the `shown` articles have columns; rows that would be empty are left out."""
        result = []
        for i, (number, row) in enumerate(self.rows):
            if not any(row.cells[a] for a in shown):
                continue
            cells = [tuple(self._items[a][n - 1] for n in row.cells[a]) if row.cells[a] else () for a in shown]
            for pointer in self.pointers(i, shown):
                named = pointer.target.article not in shown
                article = pointer.source.article if named else pointer.target.article
                if article in shown:
                    cells[shown.index(article)] += (self._item(pointer, i, named=named),)
            result.append(PageRow(number, tuple(cells)))
        return result

    def shortened(self, page: list[PageRow]) -> list[PageRow]:
        """The rows to lay out, with those of one article alone collapsed where `collapsed` is set."""
        if not self.collapsed:
            return page
        return [row._replace(collapsed=True) if row.number in self.lone else row for row in page]

    def texts(self, shown: Sequence[int]) -> list[list[Item]]:
        """The paragraphs to lay out in flow when the `shown` articles have columns."""
        return [[self._items[a][n - 1] for n in self.order[a]] for a in shown]

    @cached_property
    def _items(self) -> tuple[tuple[Item, ...], ...]:
        """The items of every paragraph, by article."""
        articles = self.covered_story.articles
        return tuple(
            tuple(Item(ParagraphId(a, p.n), p.shown) for p in article.paragraphs) for a, article in enumerate(articles)
        )

    def _item(self, pointer: Pointer, row: int, *, named: bool) -> Item:
        target = pointer.target
        arrow = (BELOW if self.row_of[target] > row else ABOVE) + (DOUBTFUL if pointer.weak else "")
        outlet = f"{self.covered_story.articles[target.article].outlet} " if named else ""
        text = f"{arrow} {outlet}{self.number_of[target]} {self.drawn(target)[:POINTER_CHARACTERS]}"
        return Item(target, text, pointer=True)

    def _hides(self, number: int) -> bool:
        return self.hides and self.picked is not None and number not in self.picked

    def _seen(self, row: Row) -> Row:
        """A row without folded boilerplate and without hidden columns."""
        hidden = self.columns.hidden
        noisy = self.folded and not all(map(frozenset.isdisjoint, self._noise, row.cells))
        if not noisy and not hidden:
            return row
        cells = tuple(
            () if a in hidden else tuple(n for n in cell if not (noisy and n in self._noise[a]))
            for a, cell in enumerate(row.cells)
        )
        return Row(cells, row.moved)  # `replace` takes three times as long, for thousands of rows
