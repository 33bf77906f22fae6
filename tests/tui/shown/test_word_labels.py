"""Labels for the words on the screen."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.each import for_each
from tui.shown.word_labels import LETTERS, labels


def assert_can_be_typed(given_labels: list[str], rooms: list[int]) -> None:
    """Each label fits and is typed by letters alone, and none begins another."""
    found = sorted(label for label in given_labels if label)
    assert len(set(found)) == len(found)
    assert not any(b.startswith(a) for a, b in pairwise(found))
    assert all(set(label) <= set(LETTERS) for label in found)
    assert all(len(label) <= room for label, room in zip(given_labels, rooms, strict=True))


@for_each("count, lengths", [(1, {1}), (26, {1}), (27, {2}), (676, {2}), (677, {2, 3}), (2_000, {2, 3})])
def test_labels_are_as_short_as_the_number_of_words_allows(count: int, lengths: set[int]) -> None:
    found = labels([9] * count)
    assert {len(label) for label in found} == lengths
    assert_can_be_typed(found, [9] * count)


def test_any_two_of_seven_hundred_words_take_seven_keys_at_most() -> None:
    rooms = [2 if i % 20 == 0 else 6 for i in range(700)]
    found = labels(rooms)
    assert all(found)
    longest = sorted(map(len, found))[-2:]
    assert 1 + sum(longest) <= 7
    assert sum(len(label) == 3 for label in found) <= 26


def test_short_words_get_the_short_labels_whatever_their_number() -> None:
    rooms = [6] * 300 + [2] * 400 + [1]
    found = labels(rooms)
    assert all(found[:-1])
    assert found[-1] == "", "two letters have no room there"
    assert_can_be_typed(found, rooms)


@given(st.lists(st.integers(0, 12), max_size=900))
def test_whatever_the_rooms_labels_fit_and_none_begins_another(rooms: list[int]) -> None:
    assert_can_be_typed(labels(rooms), rooms)
