"""How a person arranged the columns."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.page.columns import EVEN_WEIGHT, NARROWEST_WEIGHT, WIDEST_WEIGHT, Columns
from tui.page.layout import GUTTER_CELLS, MARGIN_CELLS, NARROWEST_COLUMN_CELLS, WIDEST_COLUMN_CELLS, columns_for

IDS = ("a", "b", "c", "d")
FOUR = Columns.of(range(4))

arrangements = st.builds(
    lambda order, weights, hidden: Columns(tuple(order), tuple(weights), frozenset(hidden)),
    st.permutations(range(4)),
    st.lists(st.integers(NARROWEST_WEIGHT, WIDEST_WEIGHT), min_size=4, max_size=4),
    st.sets(st.integers(0, 3), max_size=3),
)


def test_at_first_all_columns_are_shown_in_the_order_given_and_equally_wide() -> None:
    columns = Columns.of((2, 0, 1))
    assert columns.shown == (2, 0, 1)
    assert columns.shown_weights == (EVEN_WEIGHT,) * 3


@pytest.mark.parametrize(
    ("article", "by", "order"),
    [(0, 1, (1, 0, 2, 3)), (0, -1, (0, 1, 2, 3)), (3, 1, (0, 1, 2, 3)), (3, -1, (0, 1, 3, 2)), (1, 9, (0, 2, 3, 1))],
)
def test_a_column_moves_as_far_as_the_edge(article: int, by: int, order: tuple[int, ...]) -> None:
    assert FOUR.moved(article, by).order == order


@given(arrangements, st.integers(0, 3), st.sampled_from([-1, 1]))
def test_a_move_back_undoes_a_move(columns: Columns, article: int, by: int) -> None:
    moved = columns.moved(article, by)
    assert sorted(moved.order) == sorted(columns.order)
    assert moved == columns or moved.moved(article, -by) == columns


def test_the_last_column_that_is_shown_cannot_be_hidden() -> None:
    columns = FOUR.hiding(0).hiding(2).hiding(3)
    assert columns.shown == (1,)
    assert columns.hiding(1) is columns
    assert columns.showing(2).shown == (1, 2)


def test_one_alone_and_all_again() -> None:
    assert FOUR.alone(2).shown == (2,)
    assert FOUR.alone(2).whole() == FOUR


def test_wider_and_narrower_have_limits() -> None:
    assert FOUR.widened(1, 1).weights == (EVEN_WEIGHT, EVEN_WEIGHT + 1, EVEN_WEIGHT, EVEN_WEIGHT)
    assert FOUR.widened(1, 99).weights[1] == WIDEST_WEIGHT
    assert FOUR.widened(1, -99).weights[1] == NARROWEST_WEIGHT
    assert FOUR.widened(1, 5).widened(0, -2).even() == FOUR


def test_the_column_beside_another_is_found_hidden_or_not() -> None:
    columns = FOUR.moved(3, -3).hiding(0)
    assert [columns.neighbour(3, by) for by in (-1, 1, 2, 9)] == [3, 0, 1, 2]


@given(arrangements)
def test_what_is_kept_comes_back_when_the_articles_stand_in_another_order(columns: Columns) -> None:
    record = json.loads(json.dumps(columns.record(IDS)))
    assert FOUR.recalled(record, IDS) == columns
    turned = FOUR.recalled(record, IDS[::-1])
    assert [IDS[::-1][article] for article in turned.shown] == [IDS[article] for article in columns.shown]


def test_an_article_that_is_new_stands_last_and_one_that_is_gone_is_forgotten() -> None:
    record = Columns.of((1, 0)).hiding(0).record(("gone", "b"))
    assert FOUR.recalled(record, IDS).order == (1, 0, 2, 3)
    assert FOUR.recalled(record, IDS).hidden == frozenset()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from(IDS),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from([*IDS, "order"]), inner, max_size=3),
    max_leaves=8,
)


@given(json_values | st.fixed_dictionaries({"order": json_values, "hidden": json_values, "weights": json_values}))
def test_whatever_was_kept_gives_columns_that_can_be_shown(record: object) -> None:
    columns = FOUR.recalled(record, IDS)
    assert sorted(columns.order) == [0, 1, 2, 3]
    assert columns.shown
    assert all(NARROWEST_WEIGHT <= weight <= WIDEST_WEIGHT for weight in columns.weights)


# On the screen


def test_a_column_with_twice_the_weight_is_about_twice_as_wide_where_there_is_room() -> None:
    wide, narrow = columns_for(120, range(2), 0, (12, 6))
    assert abs(wide.width - 2 * narrow.width) <= 2


@given(arrangements, st.integers(1, 400), st.integers(0, 3))
def test_columns_of_any_weights_fill_the_width_within_what_can_be_read(
    columns: Columns, width: int, first: int
) -> None:
    shown = columns_for(width, columns.shown, first, columns.shown_weights)
    room = width - len(shown) * (GUTTER_CELLS + MARGIN_CELLS) - len(shown) + 1
    total = sum(column.width for column in shown)
    assert total == max(1, min(room, WIDEST_COLUMN_CELLS * len(shown)))
    assert len(shown) == 1 or all(NARROWEST_COLUMN_CELLS <= column.width <= WIDEST_COLUMN_CELLS for column in shown)
    heavier = sorted(shown, key=lambda column: columns.weights[column.article])
    assert all(a.width <= b.width + 1 for a, b in pairwise(heavier))
