"""Lays out a story's links as rows: every paragraph stands in exactly one, in reading order but for those marked moved.

The headlines form the first row. One article, the pivot, opens the rows below in its order. Every other article stands
beside it along the heaviest chain of their links in which both keep their order; a paragraph off the chain moves where
its link to the pivot is strong, else it gets a row of its own, which later articles share where they are linked to it.
A person's decisions win over all that: what they bound stands on one row, what they cut stands on different ones.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from articles.bonds import NO_BONDS, pulls_on, separate
from articles.chain import chain
from articles.model import LINKING_KINDS, STRONG_SCORE, Alignment, Kind, ParagraphId, Row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from articles.bonds import Bonds
    from articles.model import Article, Link, Paragraph, Story

MARGIN_WEIGHT = 1e-6
"""The weight of a tie between two articles' dates, bylines, credits or boilerplate: less than that of any link."""

BOUND_WEIGHT = 0.3
"""The weight, in the chain, of a row to which a person bound a paragraph: that of a good link, so that one decision
does not upset the order of many paragraphs. A bound paragraph that is off the chain moves to its row."""

Page = list[list[ParagraphId]]
"""The rows below the headlines, while they are made."""


class Tie(NamedTuple):
    """A reason to put paragraph number `at` of an article's text (from 0) beside another article's `paragraph`."""

    at: int
    paragraph: ParagraphId
    weight: float


def unaligned(story: Story) -> Alignment:
    """No links: the headlines, then the i-th paragraphs of the articles beside each other."""
    columns = [[ParagraphId(i, p.n) for p in below_headline(article)] for i, article in enumerate(story.articles)]
    page = [[where for where in row if where] for row in zip_longest(*columns)]
    return Alignment((), _rows(story, page, frozenset()), 0)


def arrange(story: Story, links: Collection[Link], pivot: int | None = None, bonds: Bonds = NO_BONDS) -> Alignment:
    """The rows that these links make, opened by `pivot`: if None, by the article with the largest total of scores.

    `bonds` are made for that pivot.
    """
    if pivot is None:
        pivot = central(story, links)
    page: Page = [[ParagraphId(pivot, p.n)] for p in below_headline(story.articles[pivot])]
    moved: set[ParagraphId] = set()
    for i in range(len(story.articles)):
        if i != pivot:
            page = _join(page, story, i, pivot, links, bonds, moved)
    return Alignment(tuple(sorted(links)), _rows(story, page, moved), pivot)


def central(story: Story, links: Iterable[Link]) -> int:
    """The article with the largest total of link scores, the first of several."""
    totals = [0.0] * len(story.articles)
    for link in links:
        totals[link.a.article] += link.score
        totals[link.b.article] += link.score
    return max(range(len(totals)), key=totals.__getitem__)


def below_headline(article: Article) -> list[Paragraph]:
    """The article's paragraphs in reading order, without its headline, which always stands in the first row."""
    return [p for p in article.paragraphs if p.kind is not Kind.HEADLINE]


def _ties(story: Story, article: int, links: Iterable[Link], counts_for: Mapping[ParagraphId, int]) -> list[Tie]:
    """All that ties this article's text to others: its links, and the margins it has in common with them.

    `counts_for` tells for which paragraph of the text (from 0) a paragraph's links speak.
    """
    ties = [
        Tie(counts_for[where], link.other(where), link.score)
        for link in links
        for where in (link.a, link.b)
        if where in counts_for
    ]
    margin = _margin(story.articles[article])
    for i, other in enumerate(story.articles):
        if i != article:
            theirs = _margin(other)
            ties += [
                Tie(counts_for[ParagraphId(article, n)], ParagraphId(i, theirs[key]), MARGIN_WEIGHT)
                for key, n in margin.items()
                if key in theirs
            ]
    return ties


def _margin(article: Article) -> dict[tuple[bool, Kind, int], int]:
    """The numbers of what frames the text, each by whether it stands below it, by its kind, and as which of that kind.

    Dates, bylines, credits and boilerplate above the first body paragraph, or below all that takes part in alignment.
    """
    text = below_headline(article)
    first = next((p.n for p in text if p.kind is Kind.BODY), len(article.paragraphs) + 1)
    last = next((p.n for p in reversed(text) if p.kind in LINKING_KINDS), 0)
    found: dict[tuple[bool, Kind, int], int] = {}
    counts: defaultdict[tuple[bool, Kind], int] = defaultdict(int)
    for p in text:
        if p.kind not in LINKING_KINDS and (p.n < first or p.n > last):
            below = 0 < last < p.n
            counts[below, p.kind] += 1
            found[below, p.kind, counts[below, p.kind]] = p.n
    return found


def _join(
    page: Page,
    story: Story,
    article: int,
    pivot: int,
    links: Iterable[Link],
    bonds: Bonds,
    moved: set[ParagraphId],
) -> Page:
    """The page with one more article on it. Adds to `moved` what had to leave its reading order."""
    text = below_headline(story.articles[article])
    paragraph_ids = [ParagraphId(article, p.n) for p in text]
    row_of = {where: row for row, here in enumerate(page) for where in here}
    pivots = {row for where, row in row_of.items() if where.article == pivot}
    pulls = pulls_on(paragraph_ids, row_of, bonds)
    barred = {at: {row_of[where] for where in others if where in row_of} for at, others in pulls.apart.items()}
    to_pivot, to_rest = [(at, row, BOUND_WEIGHT) for at, row in pulls.rows.items()], []
    for at, where, weight in _ties(story, article, links, pulls.counts_for):
        row = row_of.get(where, -1)
        if at in pulls.rows or at in pulls.followers or row in barred.get(at, ()):
            continue
        if where.article == pivot and row >= 0:
            to_pivot.append((at, row, weight))
        elif row >= 0 and row not in pivots:
            to_rest.append((at, row, weight))
    place = chain(_weights(to_pivot))
    strongest_last = sorted(to_pivot, key=lambda tie: tie[2])
    leaps = {at: row for at, row, weight in strongest_last if at not in place and weight > STRONG_SCORE}
    separate(place, leaps, pulls, paragraph_ids)
    _settle(place, leaps, len(text), len(page))
    rest = chain(_weights((at, row, w) for at, row, w in _within(place, to_rest) if at not in leaps))
    separate(rest, leaps, pulls, paragraph_ids)
    place |= rest
    standing = place | leaps
    following = {at: standing[first] for at, first in pulls.followers.items() if first in standing}
    if following:
        leaps |= following
        _settle(place, leaps, len(text), len(page))
    fresh = _fresh(text, place, leaps.keys() | pulls.followers, len(page))
    for at, row in (place | leaps).items():
        page[row].append(paragraph_ids[at])
    opening: dict[int, list[int]] = {at: [at] for group in fresh.values() for at in group}
    astray = set(leaps)
    for at, first in pulls.followers.items():
        if first in opening:
            astray |= {at} - {opening[first][-1] + 1}
            opening[first].append(at)
    moved |= {paragraph_ids[at] for at in astray}
    joined: Page = []
    for row, here in enumerate([*page, []]):
        joined += [[paragraph_ids[at] for at in opening[first]] for first in fresh.get(row, ())]
        joined.append(here)
    return joined[:-1]


def _settle(place: dict[int, int], leaps: dict[int, int], size: int, end: int) -> None:
    """Turn each leap that passes over other leaps only into a place; there are `size` paragraphs and `end` rows."""
    highest, below, limit = {}, end, end
    for at in reversed(range(size)):
        if at in leaps:
            highest[at] = limit
        elif at in place:
            below = limit = place[at]
        else:
            limit = below - 1
    above = limit = -1
    for at in range(size):
        if at in leaps and limit <= leaps[at] <= highest[at]:
            place[at] = leaps.pop(at)
        if at in place:
            above = limit = place[at]
        elif at not in leaps:
            limit = above + 1


def _weights(ties: Iterable[tuple[int, int, float]]) -> dict[tuple[int, int], float]:
    """The sum of the weights of all ties of a paragraph to a row, by paragraph and row."""
    weights: defaultdict[tuple[int, int], float] = defaultdict(float)
    for at, row, weight in ties:
        weights[at, row] += weight
    return weights


def _within(place: Mapping[int, int], ties: Iterable[tuple[int, int, float]]) -> Iterator[tuple[int, int, float]]:
    """The ties of paragraphs without a place to rows that stand between the places of their neighbours."""
    placed = sorted(place)
    for at, row, weight in ties:
        i = bisect_left(placed, at)
        above = place[placed[i - 1]] if i else -1
        below = place[placed[i]] if i < len(placed) else row + 1
        if at not in place and above < row < below:
            yield at, row, weight


def _fresh(
    text: Sequence[Paragraph], place: Mapping[int, int], leaps: Collection[int], end: int
) -> dict[int, list[int]]:
    """For each row of the page (and its `end`) the paragraphs that open rows of their own just above it.

    They follow the paragraph before them. What stands above an article's first link comes right before that instead,
    and the whole text of an article without links after everything else; its dates and bylines stay at the top.
    """
    next_row = [end] * (len(text) + 1)
    for at in reversed(range(len(text))):
        next_row[at] = place.get(at, next_row[at + 1])
    fresh: defaultdict[int, list[int]] = defaultdict(list)
    row, linked = 0, False
    for at, paragraph in enumerate(text):
        takes_part = paragraph.kind in LINKING_KINDS
        if at in place:
            row = place[at] + 1
            linked = linked or takes_part
        elif at not in leaps:
            if takes_part and not linked:
                row = next_row[at]
            fresh[row].append(at)
    return fresh


def _rows(story: Story, page: Page, moved: Collection[ParagraphId]) -> tuple[Row, ...]:
    """The headlines' row and the page below it, with each cell's numbers ascending."""
    headlines = [
        ParagraphId(i, p.n) for i, a in enumerate(story.articles) for p in a.paragraphs if p.kind is Kind.HEADLINE
    ]
    rows = []
    for paragraph_ids in [headlines, *page] if headlines else page:
        cells: list[list[int]] = [[] for _ in story.articles]
        for where in sorted(paragraph_ids):
            cells[where.article].append(where.n)
        rows.append(Row(tuple(map(tuple, cells)), frozenset(where for where in paragraph_ids if where in moved)))
    return tuple(rows)
