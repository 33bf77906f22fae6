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
    PageRow,
    RowsLayout,
    columns_for,
    lay_out,
)


def laid(*rows: tuple[tuple[str, ...], ...], width: int = 10) -> RowsLayout:
    """A page of these texts, in columns of `width` cells; a text that begins with an arrow is a pointer."""
    counts = [0] * len(rows[0])
    page = []
    for number, row in enumerate(rows, 1):
        cells = []
        for a, texts in enumerate(row):
            items = []
            for text in texts:
                pointer = text.startswith("↘")
                counts[a] += not pointer
                items.append(Item(ParagraphId(a, 99 if pointer else counts[a]), text, pointer))
            cells.append(tuple(items))
        page.append(PageRow(number, tuple(cells)))
    columns = tuple(Column(a, a * (GUTTER_CELLS + width + MARGIN_CELLS + 1), width) for a in range(len(rows[0])))
    return lay_out(page, columns)


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
@settings(max_examples=400, deadline=None)
def test_columns_fit_the_width_and_do_not_touch(width: int, articles: int, first: int) -> None:
    columns = columns_for(width, range(articles), first)
    assert 1 <= len(columns) <= articles
    assert columns[0].x >= 0
    assert columns[-1].right <= max(width, GUTTER_CELLS + 1 + MARGIN_CELLS)
    assert all(left.right + 1 == right.x for left, right in pairwise(columns))
    assert all(1 <= column.width <= WIDEST_COLUMN_CELLS for column in columns)
    assert len(columns) == 1 or all(column.width >= NARROWEST_COLUMN_CELLS for column in columns)
    assert [column.article for column in columns] == list(range(columns[0].article, columns[-1].article + 1))


# Rows


def test_rows_begin_on_one_line_after_the_tallest_cell_and_a_blank_line() -> None:
    layout = laid((("one two three four",), ("one",)), (("five",), ("six",)))
    assert layout.tops == (0, 3)
    assert layout.height == 5


def test_a_blank_line_parts_two_paragraphs_of_a_cell() -> None:
    layout = laid((("one", "two"),))
    assert [layout.spots[ParagraphId(0, n)].top for n in (1, 2)] == [0, 2]


def test_a_pointer_follows_without_a_blank_line_and_on_one_line() -> None:
    layout = laid((("one", "↘ 9 a long way to go"),))
    assert [(block.top, len(block.starts)) for block in layout.rows[0].cells[0]] == [(0, 1), (1, 1)]
    assert layout.rows[0].cells[0][1].item.text == "↘ 9 a lon…"


def test_a_pointer_has_no_spot() -> None:
    assert list(laid((("↘ 9 far",), ("one",))).spots) == [ParagraphId(1, 1)]


def test_a_page_without_rows_has_no_height_and_nothing_to_hit() -> None:
    layout = lay_out([], columns_for(80, range(2)))
    assert layout.height == 0
    assert layout.hit(5, 0) is None


def test_the_row_at_a_line_owns_the_blank_line_after_it() -> None:
    layout = laid((("one",),), (("two",),))
    assert [layout.row_at(y) for y in range(-1, 5)] == [0, 0, 0, 1, 1, 1]


def test_the_line_of_a_character() -> None:
    layout = laid((("zero",),), (("one two three four",),))
    assert [layout.line_of(ParagraphId(0, 2), at) for at in (0, 7, 8, 17, 99)] == [2, 2, 3, 3, 3]


def test_the_lines_of_a_column_that_are_in_view() -> None:
    layout = laid((("one", "↘ 9 far"), ("one",)), (("one two three four",), ()), (("five",), ("six",)))
    assert list(layout.lines_of(0, 0, 4)) == [(0, ParagraphId(0, 1), 0), (3, ParagraphId(0, 2), 0)]
    assert list(layout.lines_of(0, 4, 99)) == [(4, ParagraphId(0, 2), 8), (6, ParagraphId(0, 3), 0)]
    assert list(layout.lines_of(1, 1, 6)) == []


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
        st.tuples(
            *[st.lists(st.one_of(shown_texts, shown_texts.map("↘ 4 ".__add__)), max_size=3).map(tuple)] * columns
        ),
        min_size=1,
        max_size=5,
    )
)


@given(pages, st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_every_paragraph_stands_exactly_once(page: list[tuple[tuple[str, ...], ...]], width: int) -> None:
    layout = laid(*page, width=width)
    wanted = [sum(not text.startswith("↘") for row in page for text in row[a]) for a in range(len(page[0]))]
    assert sorted(layout.spots) == [ParagraphId(a, n) for a, count in enumerate(wanted) for n in range(1, count + 1)]
    standing = [b.item.paragraph for row in layout.rows for cell in row.cells for b in cell if not b.item.pointer]
    assert sorted(standing) == sorted(layout.spots)


@given(pages, st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_blocks_never_overlap_and_stay_in_their_row(page: list[tuple[tuple[str, ...], ...]], width: int) -> None:
    layout = laid(*page, width=width)
    for top, below, row in zip(layout.tops, [*layout.tops[1:], layout.height], layout.rows, strict=True):
        for cell in row.cells:
            lines = [block.top + i for block in cell for i in range(len(block.starts))]
            assert lines == sorted(set(lines))
            assert all(0 <= line < below - top - 1 for line in lines)


@given(pages, st.integers(1, 40))
@settings(max_examples=60, deadline=None)
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
@settings(max_examples=60, deadline=None)
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


# Rows that are collapsed


def collapsing(*rows: tuple[tuple[str, ...], ...], lone: set[int]) -> RowsLayout:
    """A page of these texts in which the rows with these numbers are collapsed."""
    layout = laid(*rows)
    return lay_out([row._replace(collapsed=row.number in lone) for row in layout.source], layout.columns)


LONG = "one two three four five six"


def test_a_collapsed_row_is_a_line_and_no_blank_one_parts_two_of_them() -> None:
    layout = collapsing(((LONG,), ("one",)), ((LONG,), ()), ((LONG,), ()), (("one",), ("two",)), lone={2, 3})
    assert layout.tops == (0, 4, 5, 7)
    assert layout.spots[ParagraphId(0, 2)].height == 1
    assert layout.rows[1].cells[0][0].item == Item(ParagraphId(0, 2), "one two t…", cut=True)


def test_each_paragraph_of_a_collapsed_row_has_its_line() -> None:
    layout = collapsing(((LONG, LONG), ()), (("one",), ("two",)), lone={1})
    assert [layout.spots[ParagraphId(0, n)].top for n in (1, 2, 3)] == [0, 1, 3]


def test_an_opened_row_is_whole_and_pushes_down_what_is_below_it() -> None:
    layout = collapsing(((LONG,), ("one",)), ((LONG,), ()), ((LONG,), ()), (("one",), ("two",)), lone={2, 3})
    opened = layout.opened({1})
    assert opened.tops == (0, 4, 8, 10)
    assert opened.spots[ParagraphId(0, 2)].height == 3
    assert opened.opened(set()) == layout
    assert opened.opened({2}).tops == (0, 4, 6, 10)


@given(pages, st.integers(1, 40), st.sets(st.integers(1, 5)), st.sets(st.integers(0, 4)))
@settings(max_examples=60, deadline=None)
def test_collapsed_or_open_every_paragraph_is_hit_where_it_stands(
    page: list[tuple[tuple[str, ...], ...]], width: int, lone: set[int], opened: set[int]
) -> None:
    whole = laid(*page, width=width)
    rows = [row._replace(collapsed=row.number in lone) for row in whole.source]
    layout = lay_out(rows, whole.columns).opened(opened)
    assert list(layout.spots) == list(whole.spots)
    for where, spot in layout.spots.items():
        for line in range(spot.top, spot.top + spot.height):
            hit = layout.hit(layout.columns[spot.column].text_x, line)
            assert hit is not None
            assert hit[0].paragraph == where
            assert layout.line_of(where, hit[1]) == line
    for i, row in enumerate(layout.rows):
        assert row.collapsed == (row.number in lone and i not in opened)
        if not row.collapsed:
            assert row == whole.rows[i]
