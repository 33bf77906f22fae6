"""A test of many values in a loop: a value costs no case of its own, and a failure names all that fail."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def for_each(
    names: str, values: Iterable[Any], called: Callable[[Any], object] = repr
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test for each of the values and fail with those it fails for, as they are `called`.

    `names` are the test's parameters, as `pytest.mark.parametrize` takes them. Its other parameters are fixtures, which
    all values share: what a test changes in one, the next value meets.
    """
    parameters = [name.strip() for name in names.split(",")]
    cases = list(values)
    assert cases, "a test of no value tells nothing"

    def decorated(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def tested(**fixtures: Any) -> None:
            offenders = {}
            for case in cases:
                given = dict(zip(parameters, case if len(parameters) > 1 else (case,), strict=True))
                try:
                    test(**fixtures, **given)
                except Exception as error:
                    offenders[called(case)] = f"{type(error).__name__}: {error}"
            told = "".join(f"\n{name}: {what}" for name, what in offenders.items())
            assert not offenders, f"{len(offenders)} of {len(cases)}:{told}"

        signature = inspect.signature(test)
        kept = [parameter for name, parameter in signature.parameters.items() if name not in parameters]
        tested.__signature__ = signature.replace(parameters=kept)  # type: ignore[attr-defined]
        return tested

    return decorated


def one_or_all(values: Iterable[Any]) -> list[object]:
    """Parameters of a test: the first value, and the others where tests are run at their full length."""
    first, *others = values
    return [first, *(pytest.param(value, marks=pytest.mark.long) for value in others)]
