"""A test in a loop fails for each value it fails for, and tells all of them."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest

from tests.each import for_each

if TYPE_CHECKING:
    from pathlib import Path


def test_all_values_that_fail_are_told_with_why() -> None:
    seen = []

    @for_each("number, word", [(1, "one"), (2, "two"), (3, "three")], lambda case: f"<{case[1]}>")
    def is_two(number: int, word: str) -> None:
        seen.append(word)
        assert number == 2, "another number"
        assert word

    with pytest.raises(AssertionError, match=r"(?s)2 of 3:\n<one>: AssertionError: another .*\n<three>: ") as told:
        is_two()
    assert seen == ["one", "two", "three"]
    assert "two" not in str(told.value)


def test_what_is_raised_counts_as_a_failure_of_its_value() -> None:
    @for_each("number", [1, 0])
    def divides(number: int) -> None:
        assert 1 / number

    with pytest.raises(AssertionError, match="1 of 2:\n0: ZeroDivisionError"):
        divides()


def test_a_test_of_no_value_is_none() -> None:
    with pytest.raises(AssertionError, match="no value"):
        for_each("number", [])


@for_each("one", [1, 2])
@for_each("other", [3, 4])
def test_loops_stand_in_one_another_and_take_fixtures(one: int, other: int, tmp_path: Path) -> None:
    (tmp_path / f"{one}{other}").touch(exist_ok=False)


def test_fixtures_are_asked_for_and_values_are_not() -> None:
    told = inspect.signature(test_loops_stand_in_one_another_and_take_fixtures)
    assert list(told.parameters) == ["tmp_path"]
