"""Our frozen dataclasses beside those of the standard library."""

from __future__ import annotations

import dataclasses
import inspect
import itertools
import typing
from dataclasses import field
from typing import TYPE_CHECKING, Any

import pytest

from articles import values
from articles.values import frozen_dataclass

if TYPE_CHECKING:
    from collections.abc import Callable


def classes(decorate: Callable[..., Any], **options: bool) -> tuple[Any, Any]:
    """A class of many kinds of fields and one of a single field, made by this decorator."""

    @decorate(frozen=True, **options)
    class Many:
        """Fields of all kinds."""

        name: str
        data: bytes = field(repr=False)
        number: int = 7
        beside: str = field(default="", compare=False)
        held: dict[str, int] = field(default_factory=dict, compare=False)

        @property
        def loud(self) -> str:
            return self.name.upper()

    @decorate(frozen=True, **options)
    class One:
        """A single field."""

        value: int

        def __post_init__(self) -> None:
            object.__setattr__(self, "value", abs(self.value))

        def __repr__(self) -> str:
            return f"<{self.value}>"

    return Many, One


MADE = [
    ("a", b"x"), ("a", b"x", 7), ("a", b"x", 8), ("b", b""), ("a", b"x", 7, "beside"), ("a", b"x", 7, "", {"y": 1}),
]  # fmt: skip


@pytest.mark.parametrize("slots", [False, True])
def test_they_print_compare_hash_and_match_as_those_of_the_standard_library(slots: bool) -> None:
    theirs, their_one = classes(dataclasses.dataclass, slots=slots, order=True)
    ours, our_one = classes(frozen_dataclass, slots=slots, order=True)
    assert ours.__match_args__ == theirs.__match_args__
    assert list(inspect.signature(ours).parameters) == list(inspect.signature(theirs).parameters)
    for given in MADE:
        assert repr(ours(*given)) == repr(theirs(*given))
        assert dataclasses.asdict(ours(*given)) == dataclasses.asdict(theirs(*given))
        assert hash(ours(*given)) == hash(theirs(*given))
        assert ours(*given).loud == theirs(*given).loud
    for a, b in itertools.product(MADE, repeat=2):
        assert (ours(*a) == ours(*b)) is (theirs(*a) == theirs(*b))
        assert (ours(*a) < ours(*b)) is (theirs(*a) < theirs(*b))
        assert (ours(*a) >= ours(*b)) is (theirs(*a) >= theirs(*b))
    assert ours(*MADE[0]) != theirs(*MADE[0])
    assert repr(our_one(-3)) == repr(their_one(-3)) == "<3>"
    assert our_one(3) == our_one(3) != our_one(4)
    assert sorted([our_one(2), our_one(1)]) == [our_one(1), our_one(2)]
    with pytest.raises(TypeError):
        _ = our_one(1) < 2


@pytest.mark.parametrize("slots", [False, True])
def test_nothing_of_them_can_be_changed_but_by_replacing_them(slots: bool) -> None:
    ours, _ = classes(frozen_dataclass, slots=slots)
    made = ours("a", b"x")
    for name in ("name", "held", "other"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(made, name, 1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        del made.name
    assert dataclasses.replace(made, number=9) == ours("a", b"x", 9)
    assert made.number == 7
    assert hasattr(made, "__dict__") is not slots


def test_each_can_be_equal_to_itself_alone() -> None:
    ours, _ = classes(frozen_dataclass, eq=False)
    one, other = ours("a", b""), ours("a", b"")
    assert one != other
    assert len({one, other, one}) == 2


def test_each_gets_a_value_of_its_own_from_a_factory() -> None:
    ours, _ = classes(frozen_dataclass)
    assert ours("a", b"").held == {}
    assert ours("a", b"").held is not ours("a", b"").held


@pytest.mark.parametrize("given", [(), ("a",), ("a", b"", 1, "", {}, 6)])
def test_missing_and_surplus_values_are_refused(given: tuple[Any, ...]) -> None:
    ours, _ = classes(frozen_dataclass)
    with pytest.raises(TypeError):
        ours(*given)


def test_a_class_whose_instances_change_is_the_standard_librarys() -> None:
    @frozen_dataclass(slots=True)
    class Counted:
        """Counts."""

        count: int = 0

    made: Any = Counted
    counted = made()
    counted.count += 1
    assert counted == made(1)


def tuples(base: Any) -> Any:
    """A named tuple with defaults and methods of its own, made on this base."""

    class Pair(base):  # type: ignore[misc]
        """Two values."""

        first: int
        """The one before."""
        second: Unknown = 5  # type: ignore[name-defined]  # noqa: F821 -- types are not looked at

        @property
        def total(self) -> int:
            return self.first + self.second  # type: ignore[no-any-return]

        @classmethod
        def of(cls, both: int) -> Any:
            return cls(both, both)

        def __str__(self) -> str:
            return f"{self.first} and {self.second}"

    return Pair


def test_named_tuples_are_as_those_of_the_standard_library() -> None:
    theirs, ours = tuples(typing.NamedTuple), tuples(values.NamedTuple)
    for name in ("_fields", "_field_defaults", "__doc__", "__module__", "__name__", "__qualname__", "__match_args__"):
        assert getattr(ours, name) == getattr(theirs, name), name
    assert list(ours.__annotations__) == list(theirs.__annotations__)
    assert list(inspect.signature(ours).parameters) == list(inspect.signature(theirs).parameters)
    for given in ((1,), (1, 2)):
        assert ours(*given) == theirs(*given)
        assert repr(ours(*given)) == repr(theirs(*given))
        assert str(ours(*given)) == str(theirs(*given))
        assert ours(*given)._asdict() == theirs(*given)._asdict()
        assert ours(*given)._replace(first=9) == theirs(*given)._replace(first=9)
        assert ours(*given).total == theirs(*given).total
    assert ours.of(4) == (4, 4)
    assert isinstance(ours.of(4), ours)
    for wrong in ((), (1, 2, 3)):
        with pytest.raises(TypeError):
            ours(*wrong)


def test_a_named_tuple_keeps_what_makes_it_one() -> None:
    with pytest.raises(AttributeError, match="_replace"):

        class Own(values.NamedTuple):
            value: int

            def _replace(self, **_: Any) -> Any: ...  # type: ignore[misc]
