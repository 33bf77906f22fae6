"""Rows: each paragraph once, in reading order, beside what it is linked to."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from articles.model import LINKING_KINDS, STRONG_SCORE, Alignment, Kind, Link, ParagraphId, Story
from articles.rows import arrange, central, unaligned
from benchmarks.stories import told

if TYPE_CHECKING:
    from collections.abc import Sequence

BODY = Kind.BODY


def story(*columns: Sequence[Kind]) -> Story:
    """One article for each column, its paragraphs of these kinds."""
    return Story("", tuple(told(f"outlet {i}", [f"{i}.{n}" for n in range(len(c))], c) for i, c in enumerate(columns)))


def link(a: tuple[int, int], b: tuple[int, int], score: float) -> Link:
    return Link(ParagraphId(*a), ParagraphId(*b), score)


def cells(alignment: Alignment) -> list[list[list[int]]]:
    return [[list(cell) for cell in row.cells] for row in alignment.rows]


def row_of(alignment: Alignment) -> dict[ParagraphId, int]:
    return {
        ParagraphId(i, n): at for at, row in enumerate(alignment.rows) for i, cell in enumerate(row.cells) for n in cell
    }


kinds = st.sampled_from([BODY, BODY, BODY, BODY, *Kind])


@st.composite
def linked_stories(draw: st.DrawFn, least: int = 1) -> tuple[Story, list[Link]]:
    made = story(*draw(st.lists(st.lists(kinds, max_size=9), min_size=least, max_size=6)))
    paragraph_ids = [ParagraphId(i, p.n) for i, article in enumerate(made.articles) for p in article.paragraphs]
    pairs = [pair for pair in combinations(paragraph_ids, 2) if pair[0].article != pair[1].article]
    if not pairs:
        return made, []
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=30, unique=True))
    return made, [Link(a, b, draw(st.floats(0.11, 1.0))) for a, b in chosen]


@given(linked_stories())
def test_every_paragraph_stands_in_exactly_one_row_and_no_row_is_empty(case: tuple[Story, list[Link]]) -> None:
    made, links = case
    for alignment in (arrange(made, links), unaligned(made)):
        shown = [ParagraphId(i, n) for row in alignment.rows for i, cell in enumerate(row.cells) for n in cell]
        assert sorted(shown) == [
            ParagraphId(i, p.n) for i, article in enumerate(made.articles) for p in article.paragraphs
        ]
        assert all(len(row.cells) == len(made.articles) and any(row.cells) for row in alignment.rows)


@given(linked_stories())
def test_below_the_headlines_only_what_is_marked_moved_leaves_its_reading_order(
    case: tuple[Story, list[Link]],
) -> None:
    made, links = case
    alignment = arrange(made, links)
    row_by_paragraph = row_of(alignment)
    moved = {where for row in alignment.rows for where in row.moved}
    for i, article in enumerate(made.articles):
        below = [ParagraphId(i, p.n) for p in article.paragraphs if p.kind is not Kind.HEADLINE]
        stays = [where for where in below if where not in moved]
        assert [row_by_paragraph[where] for where in stays] == sorted(row_by_paragraph[where] for where in stays)
        for where in set(below) & moved:
            above, below_it = [x for x in stays if x < where], [x for x in stays if x > where]
            row = row_by_paragraph[where]
            assert any(row_by_paragraph[x] > row for x in above) or any(row_by_paragraph[x] < row for x in below_it)
            assert any(
                where in (x.a, x.b)
                and x.score > STRONG_SCORE
                and row_by_paragraph[x.other(where)] == row
                and x.other(where).article == alignment.pivot
                for x in links
            )


@given(linked_stories(least=2))
def test_a_paragraph_of_the_text_shares_its_row_only_with_one_it_is_linked_to(
    case: tuple[Story, list[Link]],
) -> None:
    made, links = case
    linked = {frozenset((x.a, x.b)) for x in links}
    for row in arrange(made, links).rows:
        paragraph_ids = [ParagraphId(i, n) for i, cell in enumerate(row.cells) for n in cell]
        for where in paragraph_ids:
            others = [other for other in paragraph_ids if other.article != where.article]
            if others and made.articles[where.article].paragraph(where.n).kind in LINKING_KINDS:
                assert any(frozenset((where, other)) in linked for other in others)


def test_the_headlines_form_the_first_row_wherever_they_stand() -> None:
    made = story([Kind.HEADLINE, BODY], [Kind.BOILERPLATE, Kind.HEADLINE, BODY])
    assert cells(arrange(made, []))[0] == [[1], [2]]
    assert cells(unaligned(made)) == [[[1], [2]], [[2], [1]], [[], [3]]]


def test_the_pivot_opens_the_rows_and_linked_paragraphs_stand_beside_it() -> None:
    made = story([BODY] * 3, [BODY] * 3)
    alignment = arrange(made, [link((0, 1), (1, 2), 0.3), link((0, 3), (1, 3), 0.3)])
    assert cells(alignment) == [[[], [1]], [[1], [2]], [[2], []], [[3], [3]]]


def test_of_crossing_links_the_heavier_stay_and_a_strong_one_moves() -> None:
    made = story([BODY] * 3, [BODY] * 3)
    heavy = [link((0, 2), (1, 1), 0.4), link((0, 3), (1, 2), 0.4)]
    moved = arrange(made, [*heavy, link((0, 1), (1, 3), STRONG_SCORE + 0.01)])
    assert cells(moved) == [[[1], [3]], [[2], [1]], [[3], [2]]]
    assert moved.rows[0].moved == {ParagraphId(1, 3)}
    weak = arrange(made, [*heavy, link((0, 1), (1, 3), STRONG_SCORE - 0.01)])
    assert cells(weak) == [[[1], []], [[2], [1]], [[3], [2]], [[], [3]]]
    assert not any(row.moved for row in weak.rows)


def test_paragraphs_that_follow_one_another_can_share_a_cell() -> None:
    made = story([BODY, BODY], [BODY] * 3)
    alignment = arrange(made, [link((0, 2), (1, n), 0.2) for n in (1, 2, 3)])
    assert cells(alignment) == [[[1], []], [[2], [1, 2, 3]]]


def test_a_paragraph_that_leaps_over_leaps_alone_is_not_marked_moved() -> None:
    made = story([BODY] * 4, [BODY] * 4)
    links = [
        link((0, 1), (1, 1), 0.5),
        link((0, 4), (1, 2), 0.3),
        link((0, 1), (1, 3), 0.25),
        link((0, 2), (1, 4), 0.4),
    ]
    alignment = arrange(made, links)
    assert cells(alignment) == [[[1], [1, 3]], [[2], [4]], [[3], []], [[4], [2]]]
    assert [row.moved for row in alignment.rows] == [set(), set(), set(), {ParagraphId(1, 2)}]


def test_rows_of_their_own_are_shared_where_two_other_articles_are_linked() -> None:
    made = story([BODY] * 2, [BODY] * 2, [BODY] * 2)
    links = [link((0, 1), (1, 1), 0.5), link((0, 1), (2, 1), 0.5), link((1, 2), (2, 2), 0.2)]
    assert cells(arrange(made, links)) == [[[1], [1], [1]], [[], [2], [2]], [[2], [], []]]


def test_an_article_without_links_follows_the_others_but_for_its_margins() -> None:
    made = story([Kind.DATE, BODY, BODY, Kind.CREDIT], [Kind.BYLINE, Kind.DATE, BODY, Kind.CREDIT])
    assert cells(arrange(made, [])) == [
        [[], [1]],
        [[1], [2]],
        [[2], []],
        [[3], []],
        [[], [3]],
        [[4], [4]],
    ]


def test_the_pivot_has_the_largest_total_of_scores_unless_the_caller_chooses() -> None:
    made = story([BODY] * 2, [BODY] * 2, [BODY] * 2)
    links = [link((0, 1), (1, 1), 0.3), link((1, 1), (2, 1), 0.2), link((0, 2), (2, 2), 0.2)]
    assert central(made, links) == 0
    assert central(made, [*links, link((1, 2), (2, 2), 0.5)]) == 1
    assert [arrange(made, links).pivot, arrange(made, links, pivot=2).pivot] == [0, 2]
    assert [row.cells[2] for row in arrange(made, links, pivot=2).rows if row.cells[2]] == [(1,), (2,)]
