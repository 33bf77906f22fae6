"""Edits laid out rows decision by decision: the paragraph that is meant changes its row, and no other does."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from typing import TYPE_CHECKING, Literal, NamedTuple

from articles.model import Alignment, Kind, Link, ParagraphId, Row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from articles.model import Story

Verdict = Literal["linked", "cut", "confirmed", "anew"]
"""`linked` makes a link, `cut` takes one away, `confirmed` keeps one, also if it is no longer computed; and `ANEW`."""

Pair = tuple[ParagraphId, ParagraphId]
"""Two paragraphs of different articles, the one of the earlier article first."""


class Correction(NamedTuple):
    """What a person decided about two paragraphs of different articles."""

    a: ParagraphId
    """In the earlier article."""
    b: ParagraphId
    verdict: Verdict
    mover: ParagraphId | None = None
    """The one of the two that goes to the other's row, or leaves it; None where nobody told."""


ANEW = Correction(ParagraphId(-1, 0), ParagraphId(-1, 0), "anew")
"""Not about two paragraphs: the rows were computed anew, from the links and all that was decided before."""


def edited(story: Story, links: Collection[Link], alignment: Alignment, corrections: Iterable[Correction]) -> Alignment:
    """The alignment after some decisions, in the order in which they were made; `links` are the computed ones.

    A paragraph that is linked goes to the row of the other; one of the pivot stays, and the other comes to it. One that
    is cut leaves for a row of its own, where both stand on one row and no links by hand hold them there; without
    `mover` it is the one that has less in common with the row, never the pivot's. To confirm moves nothing.
    All others keep their rows. Decisions about headlines, whose row stands, about paragraphs that do not exist or about
    two of one article change nothing.
    """
    made, rows = list(alignment.links), list(alignment.rows)
    computed = sorted(links)
    for correction in corrections:
        pair = linkable(story, correction)
        if pair is None:
            continue
        _decide(made, computed, pair, correction.verdict)
        mover = correction.mover if correction.mover in pair else None
        if correction.verdict == "linked":
            _join(story, rows, pair, alignment.pivot, mover)
        elif correction.verdict == "cut":
            _part(story, rows, made, pair, alignment.pivot, mover)
    return Alignment(tuple(made), tuple(rows), alignment.pivot)


def linkable(story: Story, correction: Correction) -> Pair | None:
    """The two paragraphs of a decision, in order, where they can be linked; else None."""
    a, b = sorted(correction[:2])
    return (a, b) if a.article != b.article and _is_text(story, a) and _is_text(story, b) else None


def row_at(rows: Sequence[Row], where: ParagraphId) -> int | None:
    """The index of the row on which a paragraph stands; None where it stands on none."""
    article, n = where
    if not rows or not 0 <= article < len(rows[0].cells):
        return None
    return next((i for i, row in enumerate(rows) if n in row.cells[article]), None)


def _is_text(story: Story, where: ParagraphId) -> bool:
    if not 0 <= where.article < len(story.articles):
        return False
    paragraphs = story.articles[where.article].paragraphs
    return 0 < where.n <= len(paragraphs) and paragraphs[where.n - 1].kind is not Kind.HEADLINE


# Links


def _decide(made: list[Link], computed: Sequence[Link], pair: Pair, verdict: Verdict) -> None:
    """Have the sorted links say what was decided about a pair."""
    at = _index(made, pair)
    if at is not None:
        del made[at]
    if verdict != "cut":
        known = _index(computed, pair)
        insort(made, Link(*pair, 0.0 if known is None else computed[known].score, by_hand=True))


def _index(links: Sequence[Link], pair: Pair) -> int | None:
    """Where the link of a pair stands among sorted links."""
    at = bisect_left(links, pair)
    return at if at < len(links) and links[at][:2] == pair else None


# Rows


def _join(story: Story, rows: list[Row], pair: Pair, pivot: int, mover: ParagraphId | None) -> None:
    """Bring one of two paragraphs to the row of the other."""
    here, there = (row_at(rows, where) for where in pair)
    if here is None or there is None or here == there:
        return
    if mover is None or mover.article == pivot:
        mover = min(pair, key=lambda where: _staying(rows[here if where == pair[0] else there], where, pivot))
    at, to = (here, there) if mover == pair[0] else (there, here)
    rows[at] = _without(rows[at], mover)
    rows[to] = _with(rows[to], mover)
    _Column(story, rows, mover.article).settle(mover.n)
    if not any(rows[at].cells):
        del rows[at]


def _staying(row: Row, where: ParagraphId, pivot: int) -> tuple[bool, bool, int, int]:
    """How little a paragraph has to go, so that it is the other's turn: by pivot, by company, by order."""
    company = sum(map(len, row.cells)) - 1
    return where.article == pivot, bool(row.cells[pivot]), company, -where.article


def _part(
    story: Story, rows: list[Row], links: Sequence[Link], pair: Pair, pivot: int, mover: ParagraphId | None
) -> None:
    """Have one of two paragraphs of a row leave it for a row of its own, unless links by hand hold both on it."""
    at = row_at(rows, pair[0])
    if at is None or pair[1].n not in rows[at].cells[pair[1].article] or _held(rows[at], links, pair):
        return
    if mover is None:
        mover = min(pair, key=lambda where: (where.article == pivot, _ties(rows[at], links, where), -where.article))
    above, below = _Column(story, rows, mover.article).around(mover.n)
    near = [to for to in (at + 1, at) if above < to <= below]
    to = near[0] if near else at + 1 if above == at == below else above + 1
    rows[at] = _without(rows[at], mover)
    rows.insert(to, Row(tuple((mover.n,) if i == mover.article else () for i in range(len(story.articles)))))
    _Column(story, rows, mover.article).settle(mover.n)


def _held(row: Row, links: Sequence[Link], pair: Pair) -> bool:
    """Whether links by hand among a row's paragraphs lead from one of a pair to the other."""
    reached, rest = [pair[0]], [where for where in _paragraph_ids(row) if where != pair[0]]
    for where in reached:
        found = [other for other in rest if _strength(links, where, other)[0]]
        reached += found
        rest = [other for other in rest if other not in found]
    return pair[1] in reached


def _ties(row: Row, links: Sequence[Link], where: ParagraphId) -> tuple[int, float]:
    """What a paragraph has in common with its row: links by hand, and the total of scores."""
    tied = [_strength(links, where, other) for other in _paragraph_ids(row)]
    return sum(by_hand for by_hand, _ in tied), sum(score for _, score in tied)


def _strength(links: Sequence[Link], one: ParagraphId, other: ParagraphId) -> tuple[bool, float]:
    at = _index(links, (min(one, other), max(one, other)))
    return (False, 0.0) if at is None else (links[at].by_hand, links[at].score)


def _paragraph_ids(row: Row) -> Iterator[ParagraphId]:
    return (ParagraphId(article, n) for article, cell in enumerate(row.cells) for n in cell)


def _with(row: Row, where: ParagraphId) -> Row:
    cell = tuple(sorted((*row.cells[where.article], where.n)))
    return Row((*row.cells[: where.article], cell, *row.cells[where.article + 1 :]), row.moved)


def _without(row: Row, where: ParagraphId) -> Row:
    cell = tuple(n for n in row.cells[where.article] if n != where.n)
    return Row((*row.cells[: where.article], cell, *row.cells[where.article + 1 :]), row.moved - {where})


class _Column:
    """One article's text on the page: where its paragraphs stand, and which of them out of their reading order."""

    def __init__(self, story: Story, rows: list[Row], article: int) -> None:
        self._rows, self._article = rows, article
        every = {n: at for at, row in enumerate(rows) for n in row.cells[article]}
        text = [p.n for p in story.articles[article].paragraphs if p.kind is not Kind.HEADLINE]
        self._at = {n: every[n] for n in text}
        self._stays = [n for n in text if ParagraphId(article, n) not in rows[every[n]].moved]
        """The numbers of those that stand in their reading order, ascending."""
        headlines = any(p.kind is Kind.HEADLINE for a in story.articles for p in a.paragraphs)
        self._above_all = 0 if headlines else -1

    def around(self, n: int) -> tuple[int, int]:
        """The rows of the last paragraph before number `n` and the first after it that stand in their order.

        Where there is none: the row above all text, and the end of the page.
        """
        i = bisect_left(self._stays, n)
        after = bisect_right(self._stays, n)
        above = self._at[self._stays[i - 1]] if i else self._above_all
        return above, self._at[self._stays[after]] if after < len(self._stays) else len(self._rows)

    def settle(self, mover: int) -> None:
        """Mark what stands out of its order, and nothing else, after paragraph number `mover` has changed its row."""
        stays = set(self._stays)
        for n in [mover, *(n for n in self._at if n not in stays)]:
            where, row = ParagraphId(self._article, n), self._rows[self._at[n]]
            above, below = self.around(n)
            if above <= self._at[n] <= below:
                if n not in stays:
                    insort(self._stays, n)
                    self._rows[self._at[n]] = row._replace(moved=row.moved - {where})
            elif n in stays:
                self._stays.remove(n)
                self._rows[self._at[n]] = row._replace(moved=row.moved | {where})
