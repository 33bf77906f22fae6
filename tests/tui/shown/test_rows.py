"""Which rows are shown, and the pointers to counterparts elsewhere."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.align import align
from articles.model import Alignment, Kind, Link, ParagraphId, Story
from articles.read import seed_story
from articles.rows import arrange
from tests.stories import story
from tui.shown.rows import Pointer, ShownRows

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
    assert all(view.pointers(i, range(3)) == [] for i in range(len(view.rows)))


# 0.12 is too weak to move a paragraph to its counterpart's row, and the two links cross


def crossing() -> ShownRows:
    return linked(((0, 1), (1, 5), 0.15), ((0, 5), (1, 1), 0.12), ((0, 6), (1, 6), 0.5))


def test_each_of_two_counterparts_on_different_rows_points_to_the_other() -> None:
    view = crossing()
    for one, other in ((ParagraphId(0, 5), ParagraphId(1, 1)), (ParagraphId(1, 1), ParagraphId(0, 5))):
        assert view.row_of[one] != view.row_of[other]
        assert (one, other) in [pointer[:2] for pointer in view.pointers(view.row_of[one], range(3))]


def test_a_pointer_stands_in_its_targets_column_and_tells_way_row_and_first_words() -> None:
    view = crossing()
    here = view.row_of[ParagraphId(0, 5)]
    (item,) = [item for item in view.page([0, 1])[here].cells[1] if item.pointer]
    target = ParagraphId(1, 1)
    arrow = "↘" if view.row_of[target] > here else "↗"
    assert item.paragraph == target
    assert item.text == f"{arrow}≈ {view.number_of[target]} Paragraph 1 of text 1, it says."


def test_a_pointer_to_a_column_that_is_not_shown_stands_in_its_sources_and_names_the_outlet() -> None:
    view = crossing()
    page = {row.number: row for row in view.page([0])}
    (item,) = [item for item in page[view.number_of[ParagraphId(0, 5)]].cells[0] if item.pointer]
    assert item.text.split(" ", 2)[1] == "Courier"


def test_of_several_counterparts_in_an_article_the_best_is_pointed_to() -> None:
    view = linked(((0, 1), (1, 1), 0.5), ((0, 2), (1, 2), 0.5), ((0, 8), (1, 2), 0.12), ((0, 8), (1, 1), 0.17))
    assert view.pointers(view.row_of[ParagraphId(0, 8)], range(3)) == [
        Pointer(ParagraphId(0, 8), ParagraphId(1, 1), weak=True)
    ]


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
@settings(max_examples=150, deadline=None)
def test_every_displaced_counterpart_has_a_pointer_or_a_neighbour_that_reports_the_same(view: ShownRows) -> None:
    for i, (_, row) in enumerate(view.rows):
        here = {ParagraphId(a, n) for a, cell in enumerate(row.cells) for n in cell}
        pointed = {pointer.target.article for pointer in view.pointers(i, range(3))}
        for where in here:
            paragraph_ids = shown_counterparts(view, where)
            beside = {other.article for other in paragraph_ids if other in here}
            assert {other.article for other in paragraph_ids} <= pointed | beside


@given(views(), st.sets(st.integers(0, 2), min_size=1).map(sorted))
@settings(max_examples=150, deadline=None)
def test_also_where_not_all_columns_are_shown(view: ShownRows, shown: list[int]) -> None:
    page = {row.number: row for row in view.page(shown)}
    for i, (number, row) in enumerate(view.rows):
        here = {ParagraphId(a, n) for a, cell in enumerate(row.cells) for n in cell}
        for where in here:
            if where.article in shown:
                paragraph_ids = shown_counterparts(view, where)
                pointed = {item.paragraph.article for cell in page[number].cells for item in cell if item.pointer}
                assert {other.article for other in paragraph_ids} <= pointed | {
                    e.article for e in paragraph_ids if e in here
                }, i


@given(views())
@settings(max_examples=150, deadline=None)
def test_pointers_lead_from_here_to_a_shown_counterpart_elsewhere(view: ShownRows) -> None:
    for i in range(len(view.rows)):
        for source, target, _ in view.pointers(i, range(3)):
            assert view.row_of[source] == i
            assert view.row_of[target] != i
            assert target in shown_counterparts(view, source)


@given(views(), st.lists(st.integers(0, 2), min_size=1, unique=True).map(sorted))
@settings(max_examples=150, deadline=None)
def test_a_page_shows_each_paragraph_of_its_columns_once_and_no_blank_row(view: ShownRows, shown: list[int]) -> None:
    page = view.page(shown)
    standing = [item.paragraph for row in page for cell in row.cells for item in cell if not item.pointer]
    assert sorted(standing) == sorted(where for where in view.row_of if where.article in shown)
    assert all(any(row.cells) for row in page)
    assert [row.number for row in page] == sorted({row.number for row in page})


@given(views())
@settings(max_examples=100, deadline=None)
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
@settings(max_examples=100, deadline=None)
def test_paragraphs_are_ranked_row_by_row_and_column_by_column(view: ShownRows) -> None:
    assert sorted(view.rank, key=view.rank.__getitem__) == sorted(
        view.row_of, key=lambda where: (view.row_of[where], where)
    )
    assert set(view.rank.values()) == set(range(len(view.row_of)))


@given(views(), st.data())
@settings(max_examples=100, deadline=None)
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
    assert [row.number for row in view.page([0, 1])] == [3, 6]
    assert view.number_of == small().number_of


def test_the_seeds_pages_hold_every_paragraph_once() -> None:
    seeds = seed_story()
    alignment: Alignment = align(seeds)
    page = ShownRows(seeds, alignment, folded=False).page(range(3))
    assert sorted(i.paragraph for row in page for cell in row.cells for i in cell if not i.pointer) == sorted(
        all_paragraph_ids(seeds)
    )
