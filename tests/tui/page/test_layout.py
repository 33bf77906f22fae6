"""Where everything stands on the page."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from articles.model import ParagraphId
from tests.stories import shown_texts
from tui.page.layout import (
    GUTTER_CELLS,
    MARGIN_CELLS,
    NARROWEST_COLUMN_CELLS,
    WIDEST_COLUMN_CELLS,
    Column,
    Item,
    PageLayout,
    PageText,
    columns_for,
    gutter_for,
    lay_out,
)


def text_of(*rows: tuple[tuple[str, ...], ...]) -> PageText:
    """What is laid out of rows of texts: for each row and column its paragraphs, the first of which are joined."""
    columns: list[list[Item]] = [[] for _ in rows[0]]
    joins = []
    for row in rows:
        join = []
        for a, texts in enumerate(row):
            if texts:
                join.append((a, len(columns[a])))
            for text in texts:
                columns[a].append(Item(ParagraphId(a, len(columns[a]) + 1), text))
        if len(join) > 1:
            joins.append(join)
    return PageText(tuple(columns), joins)


def columns_of(count: int, width: int) -> tuple[Column, ...]:
    return tuple(Column(a, a * (GUTTER_CELLS + width + MARGIN_CELLS + 1), width) for a in range(count))


def laid(*rows: tuple[tuple[str, ...], ...], width: int = 10) -> PageLayout:
    """A page of these rows of texts, in columns of `width` cells."""
    return lay_out(text_of(*rows), columns_of(len(rows[0]), width))


def tops(layout: PageLayout, column: int) -> list[int]:
    return list(layout.stacks[column].tops)


# Columns


def test_all_columns_that_fit_are_shown_side_by_side() -> None:
    assert [column.article for column in columns_for(160, range(3))] == [0, 1, 2]


def test_a_column_stands_one_cell_right_of_the_one_before() -> None:
    first, second = columns_for(80, range(2))
    assert second.x == first.right + 1


def test_at_80_cells_two_of_three_are_shown() -> None:
    assert [column.article for column in columns_for(80, range(3))] == [0, 1]


def test_the_columns_shown_begin_with_the_one_asked_for() -> None:
    assert [column.article for column in columns_for(80, range(3), 1)] == [1, 2]


@pytest.mark.parametrize("first", [2, 3, 99])
def test_never_fewer_columns_than_fit(first: int) -> None:
    assert [column.article for column in columns_for(80, range(3), first)] == [1, 2]


def test_where_there_is_room_the_columns_are_centred() -> None:
    (column,) = columns_for(200, range(1))
    assert column.width == WIDEST_COLUMN_CELLS
    assert abs(column.x - (200 - column.right)) <= 1


def test_the_cells_of_a_column() -> None:
    column = Column(0, 10, 30)
    assert (column.text_x, column.right) == (10 + GUTTER_CELLS, 10 + GUTTER_CELLS + 30 + MARGIN_CELLS)


@given(st.integers(-5, 400), st.integers(1, 6), st.integers(0, 6))
@settings(max_examples=400)
def test_columns_fit_the_width_and_do_not_touch(width: int, articles: int, first: int) -> None:
    columns = columns_for(width, range(articles), first)
    assert 1 <= len(columns) <= articles
    assert columns[0].x >= 0
    assert columns[-1].right <= max(width, GUTTER_CELLS + 1 + MARGIN_CELLS)
    assert all(left.right + 1 == right.x for left, right in pairwise(columns))
    assert all(1 <= column.width <= WIDEST_COLUMN_CELLS for column in columns)
    assert len(columns) == 1 or all(column.width >= NARROWEST_COLUMN_CELLS for column in columns)
    assert [column.article for column in columns] == list(range(columns[0].article, columns[-1].article + 1))


@pytest.mark.parametrize(("rows", "cells"), [(0, 4), (99, 4), (100, 5), (4650, 6)])
def test_the_gutter_has_room_for_the_highest_row_the_bar_and_a_space(rows: int, cells: int) -> None:
    assert gutter_for(rows) == cells
    (column,) = columns_for(40, range(1), gutter=cells)
    assert (column.text_x - column.x, column.right) == (cells, 40)


# What is joined and what runs on


def test_what_is_joined_begins_on_one_line_below_the_higher_of_what_is_above_and_a_blank_line() -> None:
    layout = laid((("one two three four",), ("one",)), (("five",), ("six",)))
    assert (tops(layout, 0), tops(layout, 1)) == ([0, 3], [0, 3])
    assert layout.height == 5


def test_a_column_that_has_no_part_in_a_row_does_not_wait_for_it() -> None:
    layout = laid(
        (("one",), ("one",), ("one",)),
        (("one two three four five",), ("one",), ()),
        ((), (), ("alone",)),
        (("six",), ("seven",), ()),
        ((), (), ("alone",)),
        (("eight",), (), ("nine",)),
    )
    assert [tops(layout, c) for c in range(3)] == [[0, 2, 6, 8], [0, 2, 6], [0, 2, 4, 8]]


def test_below_a_join_all_its_columns_run_on_from_there() -> None:
    layout = laid((("one two three four five six",), ("one", "two", "three")), ((), ("four",)), (("five",), ("six",)))
    assert (tops(layout, 0), tops(layout, 1)) == ([0, 8], [0, 2, 4, 6, 8])


def test_a_blank_line_parts_two_paragraphs_of_a_cell() -> None:
    layout = laid((("one", "two"),))
    assert [layout.spots[ParagraphId(0, n)].top for n in (1, 2)] == [0, 2]


def test_the_text_begins_below_the_tallest_headline() -> None:
    assert laid((("one two three four",), ("one",)), (("five",), ())).body_top == 3
    assert laid(((), ()), ((), ())).body_top == 0


def test_a_page_without_rows_has_no_height_and_nothing_to_hit() -> None:
    layout = lay_out(PageText(([], [])), columns_for(80, range(2)))
    assert layout.height == 0
    assert layout.hit(5, 0) is None


def test_a_blank_line_lies_between_what_ends_right_above_and_what_begins_right_below() -> None:
    one, two, other, last = (ParagraphId(0, 1), ParagraphId(0, 2), ParagraphId(1, 1), ParagraphId(1, 2))
    layout = laid((("one two three four",), ("one",)), (("five",), ("six",)))
    assert layout.around(0, 2) == (one, two)
    assert [layout.around(1, y) for y in (1, 2, 4)] == [(other, None), (None, last), (last, None)]


def test_a_line_of_a_column_has_the_paragraph_on_it_or_the_closest() -> None:
    layout = laid((("one two three four five six",), ("one",), ()), (("seven",), ("eight",), ()))
    assert [layout.paragraph_at(1, y) for y in (-1, 0, 1, 2, 3, 99)] == [ParagraphId(1, n) for n in (1, 1, 1, 2, 2, 2)]
    assert layout.paragraph_at(2, 0) is None


def test_the_line_of_a_character() -> None:
    layout = laid((("zero",),), (("one two three four",),))
    assert [layout.line_of(ParagraphId(0, 2), at) for at in (0, 7, 8, 17, 99)] == [2, 2, 3, 3, 3]


def test_the_lines_of_a_column_that_are_in_view() -> None:
    layout = laid((("one",), ("one",)), (("one two three four",), ()), (("five",), ("six",)))
    assert list(layout.lines_of(0, 0, 3)) == [(0, ParagraphId(0, 1), 0), (2, ParagraphId(0, 2), 0)]
    assert list(layout.lines_of(0, 3, 99)) == [(3, ParagraphId(0, 2), 8), (5, ParagraphId(0, 3), 0)]
    assert list(layout.lines_of(1, 1, 5)) == []


def test_the_column_at_a_cell() -> None:
    layout = laid((("one",), ("two",)))
    edge = layout.columns[1].x
    assert [layout.column_at(x) for x in (-1, 0, edge - 1, edge, 999)] == [0, 0, 0, 1, 1]


def test_nothing_is_hit_between_two_rows_or_below_a_short_cell() -> None:
    layout = laid((("one two three four",), ("one",)))
    x = layout.columns[1].text_x
    assert layout.hit(x, 0) == (Item(ParagraphId(1, 1), "one"), 0)
    assert layout.hit(x, 1) is None
    assert layout.hit(x, 2) is None
    assert layout.hit(x, -1) is None


pages = st.integers(1, 3).flatmap(
    lambda columns: st.lists(
        st.tuples(*[st.lists(shown_texts, max_size=3).map(tuple)] * columns), min_size=1, max_size=5
    )
)


@given(pages, st.integers(1, 40))
def test_every_paragraph_stands_exactly_once(page: list[tuple[tuple[str, ...], ...]], width: int) -> None:
    layout = laid(*page, width=width)
    wanted = [sum(len(row[a]) for row in page) for a in range(len(page[0]))]
    assert list(layout.spots) == [ParagraphId(a, n) for a, count in enumerate(wanted) for n in range(1, count + 1)]
    assert len(layout.spots) == sum(wanted)
    assert ParagraphId(0, wanted[0] + 1) not in layout.spots


@given(pages, st.integers(1, 40))
def test_what_is_joined_meets_and_nothing_waits_for_anything_else(
    page: list[tuple[tuple[str, ...], ...]], width: int
) -> None:
    """Each paragraph has one blank line above it, unless it is joined with one that has."""
    text = text_of(*page)
    layout = lay_out(text, columns_of(len(page[0]), width))
    gaps = {
        (c, i): top - (stack.bottom(i - 1) if i else -1)
        for c, stack in enumerate(layout.stacks)
        for i, top in enumerate(stack.tops)
    }
    assert all(gap >= 1 for gap in gaps.values())
    for join in text.joins:
        assert len({layout.stacks[c].tops[i] for c, i in join}) == 1
        assert min(gaps.pop(at) for at in join) == 1
    assert all(gap == 1 for gap in gaps.values())
    assert layout.height == max((stack.bottom(-1) + 1 for stack in layout.stacks if stack.items), default=0)


@given(pages, st.integers(1, 40))
def test_the_spot_of_a_paragraph_is_where_it_is_hit(page: list[tuple[tuple[str, ...], ...]], width: int) -> None:
    layout = laid(*page, width=width)
    for where, spot in layout.spots.items():
        x = layout.columns[spot.column].text_x
        for line in range(spot.top, spot.top + spot.height):
            hit = layout.hit(x, line)
            assert hit is not None
            assert hit[0].paragraph == where
            assert layout.line_of(where, hit[1]) == line


@given(pages, st.integers(1, 40))
def test_hitting_a_drawn_character_gives_that_character(page: list[tuple[tuple[str, ...], ...]], width: int) -> None:
    layout = laid(*page, width=width)
    for y in range(layout.height):
        for column, found in zip(layout.columns, layout.items_at(y), strict=True):
            if found is None:
                assert layout.hit(column.text_x, y) is None
                continue
            block, line = found
            start, end = block.line(line)
            drawn = block.item.text[start:end]
            cell = 0
            for begin, _, cells in split_graphemes(drawn)[0]:
                if cells and cell + cells <= column.width:
                    assert layout.hit(column.text_x + cell, y) == (block.item, start + begin)
                    assert layout.hit(column.text_x + cell + cells - 1, y) == (block.item, start + begin)
                cell += cells
            assert cell == cell_len(drawn)


# Paragraphs that are cropped to a line


LONG = "one two three four five six"


def test_a_cropped_paragraph_is_a_line_and_no_blank_one_parts_two_of_them() -> None:
    text = text_of(((LONG,), ("one",)), ((LONG,), ()), ((LONG,), ()), (("one",), ("two",)))
    layout = lay_out(text, columns_of(2, 10), [{1, 2}, ()])
    assert (tops(layout, 0), tops(layout, 1)) == ([0, 4, 5, 7], [0, 7])
    assert layout.spots[ParagraphId(0, 2)].height == 1
    assert layout.laid(0, 1).item == Item(ParagraphId(0, 2), "one two t…", cut=True)


def test_one_that_is_opened_is_whole_and_pushes_down_what_is_below_it() -> None:
    text = text_of(((LONG,), ("one",)), ((LONG,), ()), ((LONG,), ()), (("one",), ("two",)))
    layout = lay_out(text, columns_of(2, 10), [{2}, ()])
    assert (tops(layout, 0), tops(layout, 1)) == ([0, 4, 8, 10], [0, 10])
    assert layout.spots[ParagraphId(0, 2)].height == 3


@given(pages, st.integers(1, 40), st.sets(st.tuples(st.integers(0, 2), st.integers(0, 14))))
def test_cropped_or_whole_every_paragraph_is_hit_where_it_stands(
    page: list[tuple[tuple[str, ...], ...]], width: int, chosen: set[tuple[int, int]]
) -> None:
    text = text_of(*page)
    cut = [{i for a, i in chosen if a == c and i < len(items)} for c, items in enumerate(text.columns)]
    layout = lay_out(text, columns_of(len(page[0]), width), cut)
    for where, spot in layout.spots.items():
        assert (where.n - 1 in cut[where.article]) <= (spot.height == 1)
        for line in range(spot.top, spot.top + spot.height):
            hit = layout.hit(layout.columns[spot.column].text_x, line)
            assert hit is not None
            assert hit[0].paragraph == where
            assert layout.line_of(where, hit[1]) == line
    for join in text.joins:
        assert len({layout.stacks[c].tops[i] for c, i in join}) == 1
