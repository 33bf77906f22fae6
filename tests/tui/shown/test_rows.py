"""Which rows are shown, and the pointers to counterparts elsewhere."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.align import align
from articles.model import Alignment, Kind, Link, ParagraphId, Story
from articles.read import seed_story
from articles.rows import arrange
from tests.stories import story
from tui.page.layout import columns_for, lay_out
from tui.page.pointers import PointerText
from tui.shown.rows import Pointer, ShownRows

if TYPE_CHECKING:
    from collections.abc import Sequence

PLAIN = story(*("\n\n".join(f"Paragraph {n} of text {a}, it says." for n in range(1, 9)) for a in range(3)))
"""Three articles of eight body paragraphs."""

ADVERTS = story("Advertisement\n\nSign up for our newsletter\n", "Advertisement\n")


def linked(*links: tuple[tuple[int, int], tuple[int, int], float]) -> ShownRows:
    return ShownRows(PLAIN, arrange(PLAIN, [Link(ParagraphId(*a), ParagraphId(*b), score) for a, b, score in links], 0))


def small() -> ShownRows:
    of = story()
    return ShownRows(of, align(of))


def all_paragraph_ids(of: Story) -> set[ParagraphId]:
    return {ParagraphId(a, p.n) for a, article in enumerate(of.articles) for p in article.paragraphs}


def test_boilerplate_is_folded_away_and_its_rows_with_it() -> None:
    view = small()
    assert [row.number for row in view.rows] == [1, 3, 4, 5, 6]
    assert set(view.row_of) == {
        where for where in all_paragraph_ids(view.story) if view.paragraph(where).kind is not Kind.BOILERPLATE
    }


def test_unfolded_every_paragraph_is_shown() -> None:
    view = replace(small(), folded=False)
    assert [row.number for row in view.rows] == [1, 2, 3, 4, 5, 6, 7]
    assert set(view.row_of) == all_paragraph_ids(view.story)


def test_folding_does_not_renumber_rows() -> None:
    view = small()
    assert view.number_of == replace(view, folded=False).number_of


def test_a_story_of_boilerplate_has_no_rows_while_folded() -> None:
    assert ShownRows(ADVERTS, align(ADVERTS)).rows == ()


def test_the_order_of_a_column_is_that_of_the_page() -> None:
    assert small().order == ((1, 2, 3, 4), (1, 5, 3, 4))


def test_the_index_of_a_number_that_is_not_shown_is_that_of_the_row_above() -> None:
    assert [small().index_of(number) for number in (0, 1, 2, 3, 6, 7, 99)] == [0, 0, 0, 1, 4, 4, 4]


@pytest.mark.parametrize(("row", "n"), [(0, 1), (1, 5), (2, 5), (3, 3), (4, 4)])
def test_the_nearest_paragraph_is_on_the_row_or_above(row: int, n: int) -> None:
    assert small().nearest(1, row) == ParagraphId(1, n)


def test_above_a_columns_first_paragraph_the_nearest_is_below() -> None:
    one = story("One thing here.", "Two things here.\n\nThree things here.")
    view = ShownRows(one, arrange(one, [Link(ParagraphId(0, 1), ParagraphId(1, 2), 0.5)], 1))
    assert view.nearest(0, 0) == ParagraphId(0, 1)
    assert view.row_of[ParagraphId(0, 1)] == 1


def test_an_empty_column_has_no_nearest() -> None:
    one = story("One thing here.", "Advertisement")
    assert ShownRows(one, align(one)).nearest(1, 0) is None


def test_counterparts_come_best_first() -> None:
    view = linked(((0, 1), (1, 1), 0.3), ((0, 1), (2, 4), 0.6), ((0, 1), (1, 5), 0.4))
    assert view.counterparts(ParagraphId(0, 1)) == (ParagraphId(2, 4), ParagraphId(1, 5), ParagraphId(1, 1))
    assert view.counterparts(ParagraphId(0, 2)) == ()


def test_counterparts_on_one_row_need_no_pointer() -> None:
    view = linked(((0, 1), (1, 1), 0.3))
    assert all(view.pointers(where) == [] for where in view.row_of)


# 0.12 is too weak to move a paragraph to its counterpart's row, and the two links cross


def crossing() -> ShownRows:
    return linked(((0, 1), (1, 5), 0.15), ((0, 5), (1, 1), 0.12), ((0, 6), (1, 6), 0.5))


def test_each_of_two_counterparts_on_different_rows_points_to_the_other() -> None:
    view = crossing()
    for one, other in ((ParagraphId(0, 5), ParagraphId(1, 1)), (ParagraphId(1, 1), ParagraphId(0, 5))):
        assert view.row_of[one] != view.row_of[other]
        assert [pointer[:2] for pointer in view.pointers(one)] == [(one, other)]


def test_a_pointer_tells_way_row_outlet_and_first_words() -> None:
    view = crossing()
    source, target = ParagraphId(0, 5), ParagraphId(1, 1)
    arrow = "↘" if view.row_of[target] > view.row_of[source] else "↗"
    name = f"{arrow}≈ {view.number_of[target]} Courier"
    assert view.pointed(source) == [PointerText(target, name, "Paragraph 1 of text 1, it says.")]
    assert view.turned(flows=True).pointed(source) == []


def test_of_several_counterparts_in_an_article_the_best_is_pointed_to() -> None:
    view = linked(((0, 1), (1, 1), 0.5), ((0, 2), (1, 2), 0.5), ((0, 8), (1, 2), 0.12), ((0, 8), (1, 1), 0.17))
    assert view.pointers(ParagraphId(0, 8)) == [Pointer(ParagraphId(0, 8), ParagraphId(1, 1), weak=True)]


# What is laid out


def joined(view: ShownRows, shown: Sequence[int] = range(3)) -> list[set[ParagraphId]]:
    """The paragraphs that begin on one line."""
    text = view.page(shown)
    return [{text.columns[c][i].paragraph for c, i in join} for join in text.joins]


def test_the_first_paragraphs_of_a_row_begin_on_one_line_in_columns_that_are_shown() -> None:
    view = linked(((0, 1), (1, 1), 0.5), ((0, 1), (1, 2), 0.5), ((0, 1), (2, 3), 0.5), ((0, 4), (2, 4), 0.5))
    meeting = [ParagraphId(0, 1), ParagraphId(1, 1), ParagraphId(2, 3)]
    assert joined(view) == [set(meeting), {ParagraphId(0, 4), ParagraphId(2, 4)}]
    assert joined(view, [1, 2]) == [set(meeting[1:])]
    assert joined(view.turned(arranged=view.columns.hiding(1))) == [{meeting[0], meeting[2]}, *joined(view)[1:]]
    assert joined(view.turned(flows=True)) == []


def test_what_frames_a_text_runs_on_unless_a_person_linked_it() -> None:
    text = "{} headline of the day\n\nBy Ann Lee\n\nThe minister said {} that he would resign on Monday morning."
    of = story(text.format("One", "twice"), text.format("Other", "twice"))
    view = ShownRows(of, align(of))
    byline = next(n for n, p in enumerate(of.articles[0].paragraphs, 1) if p.kind is Kind.BYLINE)
    one, other = ParagraphId(0, byline), ParagraphId(1, byline)
    assert view.number_of[one] == view.number_of[other]
    assert not any(one in join for join in joined(view, [0, 1]))
    assert {ParagraphId(0, 1), ParagraphId(1, 1)} in joined(view, [0, 1])
    by_hand = Link(one, other, 0.0, by_hand=True)
    assert {one, other} in joined(view.turned(alignment=arrange(of, [*view.alignment.links, by_hand])), [0, 1])


def test_the_first_of_a_row_opens_it() -> None:
    view = linked(((0, 1), (1, 1), 0.5), ((0, 1), (1, 2), 0.5), ((0, 5), (1, 5), 0.5))
    row = view.number_of[ParagraphId(0, 1)]
    assert [view.opens(ParagraphId(1, n)) for n in (1, 2)] == [row, 0]
    assert view.opens(ParagraphId(0, 1)) == row


def test_beside_a_paragraph_stands_its_best_counterpart_on_the_row() -> None:
    view = linked(((0, 1), (1, 1), 0.3), ((0, 1), (1, 2), 0.5), ((0, 1), (2, 1), 0.4))
    assert view.beside(ParagraphId(0, 1), 1) == ParagraphId(1, 2)
    assert view.beside(ParagraphId(0, 1), 2) == ParagraphId(2, 1)
    assert view.beside(ParagraphId(0, 2), 1) is None


def test_rows_of_one_article_alone_are_cut_where_that_is_on_but_for_opened_ones() -> None:
    view = linked(((0, 1), (1, 1), 0.3)).turned(collapsed=True)
    assert [len(found) for found in view.cut(range(3))] == [7, 7, 8]
    assert view.cut([1], {view.number_of[ParagraphId(1, 3)]}) == [frozenset({1, 3, 4, 5, 6, 7})]
    assert view.turned(flows=True).cut([1]) == view.turned(collapsed=False).cut([1]) == [frozenset()]


@st.composite
def views(draw: st.DrawFn) -> ShownRows:
    """The plain story with any links, some paragraphs made boilerplate, folded or not, all rows or any picked."""
    paragraph_ids = sorted(all_paragraph_ids(PLAIN))
    pairs = [(a, b) for a, b in combinations(paragraph_ids, 2) if a.article != b.article]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=14, unique=True))
    links = [Link(a, b, draw(st.floats(0.11, 1, exclude_min=True))) for a, b in chosen]
    hidden = set(draw(st.lists(st.sampled_from(paragraph_ids), max_size=6))) - set(chain.from_iterable(chosen))
    articles = tuple(
        replace(
            article,
            paragraphs=tuple(
                replace(p, kind=Kind.BOILERPLATE) if ParagraphId(a, p.n) in hidden else p for p in article.paragraphs
            ),
        )
        for a, article in enumerate(PLAIN.articles)
    )
    of = PLAIN._replace(articles=articles)
    alignment = arrange(of, links, draw(st.integers(0, 2)))
    picked = draw(st.none() | st.frozensets(st.integers(1, len(alignment.rows))))
    return ShownRows(of, alignment, folded=draw(st.booleans()), picked=picked, hides=draw(st.booleans()))


def shown_counterparts(view: ShownRows, where: ParagraphId) -> list[ParagraphId]:
    return [other for other in view.counterparts(where) if view.shows(other)]


@given(views())
def test_every_counterpart_elsewhere_has_a_pointer_or_a_neighbour_that_reports_the_same(view: ShownRows) -> None:
    for where, row in view.row_of.items():
        pointers = view.pointers(where)
        others = shown_counterparts(view, where)
        beside = {other.article for other in others if view.row_of[other] == row}
        assert [pointer.target.article for pointer in pointers] == sorted({e.article for e in others} - beside)
        assert all(pointer.source == where and pointer.target in others for pointer in pointers)


@given(views(), st.lists(st.integers(0, 2), min_size=1, unique=True))
def test_a_page_shows_each_paragraph_of_its_columns_once_and_rows_top_down(view: ShownRows, shown: list[int]) -> None:
    text = view.page(shown)
    standing = [[item.paragraph for item in items] for items in text.columns]
    assert [{where.article for where in column} <= {a} for a, column in zip(shown, standing, strict=True)]
    assert sorted(chain.from_iterable(standing)) == sorted(where for where in view.row_of if where.article in shown)
    for column in standing:
        rows = [view.row_of[where] for where in column]
        assert rows == sorted(rows)


@given(views(), st.lists(st.integers(0, 2), min_size=1, unique=True))
def test_in_every_row_the_first_paragraph_of_each_article_begins_on_one_line(view: ShownRows, shown: list[int]) -> None:
    """All of the story are body paragraphs or boilerplate, which frames it."""
    layout = lay_out(view.page(shown), columns_for(160, shown))
    for _, row in view.rows:
        found = {a: [ParagraphId(a, n) for n in row.cells[a]] for a in shown}
        first = [next((e for e in cell if view.paragraph(e).kind is Kind.BODY), None) for cell in found.values()]
        assert len({layout.spots[where].top for where in first if where}) <= 1


@given(views())
def test_a_fold_hides_boilerplate_a_filter_what_was_not_picked_and_nothing_else(view: ShownRows) -> None:
    boilerplate = {where for where in all_paragraph_ids(view.story) if view.paragraph(where).kind is Kind.BOILERPLATE}
    unpicked = {
        where for where, number in view.number_of.items() if view.picked is not None and number not in view.picked
    }
    hidden = (boilerplate if view.folded else set()) | (unpicked if view.hides else set())
    assert set(view.row_of) == all_paragraph_ids(view.story) - hidden
    assert {where for where in view.row_of if view.dims(where)} == (set() if view.hides else unpicked - hidden)
    assert view.boilerplate == len(boilerplate)


@given(views())
def test_paragraphs_are_ranked_row_by_row_and_column_by_column(view: ShownRows) -> None:
    assert sorted(view.rank, key=view.rank.__getitem__) == sorted(
        view.row_of, key=lambda where: (view.row_of[where], where)
    )
    assert set(view.rank.values()) == set(range(len(view.row_of)))


@given(views(), st.data())
def test_revealing_shows_a_paragraph_its_row_and_at_most_what_is_folded(view: ShownRows, data: st.DataObject) -> None:
    where = data.draw(st.sampled_from(sorted(all_paragraph_ids(view.story))))
    revealed = view.revealing(where)
    assert revealed.shows(where)
    assert {row.number for row in revealed.rows} - {row.number for row in replace(view, folded=False).rows} <= {
        view.number_of[where]
    }
    if view.shows(where):
        assert revealed == view
    if view.paragraph(where).kind is not Kind.BOILERPLATE:
        assert revealed.folded == view.folded


def test_rows_that_were_not_picked_are_hidden_and_keep_their_numbers() -> None:
    view = replace(small(), picked=frozenset({3, 6}))
    assert [row.number for row in view.rows] == [3, 6]
    text = view.page([0, 1])
    assert {view.number_of[item.paragraph] for items in text.columns for item in items} == {3, 6}
    assert view.number_of == small().number_of


def test_the_seeds_pages_hold_every_paragraph_once() -> None:
    seeds = seed_story()
    alignment: Alignment = align(seeds)
    text = ShownRows(seeds, alignment, folded=False).page(range(3))
    assert sorted(item.paragraph for items in text.columns for item in items) == sorted(all_paragraph_ids(seeds))
