"""Frozen dataclasses and named tuples that are made in a third of the time that the standard library takes for them.

The standard library compiles seven methods for each dataclass one by one, and the program has some thirty of them when
its first text appears. Here the three that are called often are compiled together, and the others not at all. Of the
fifty named tuples it compiles the type of every field, which is left out here.
"""

from __future__ import annotations

import dataclasses
from collections import namedtuple
from operator import attrgetter, ge, gt, le, lt
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")

_GIVEN = object()
"""Stands for a value that a factory makes where none is given."""


def frozen_dataclass(
    *, frozen: bool = False, slots: bool = False, order: bool = False, **others: bool
) -> Callable[[type[T]], type[T]]:
    """As `dataclasses.dataclass` with these options does, which it leaves to that where they ask for anything else.

    Instances compare, hash, print and match as those of the standard library; `replace`, `fields` and `asdict` take
    them. Those of a class that is frozen cannot be copied or pickled, and a class cannot inherit from another.
    """
    if not frozen or others:
        return dataclasses.dataclass(frozen=frozen, slots=slots, order=order, **others)

    def made(cls: type[T]) -> type[T]:
        made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
        found = dataclasses.fields(cast("Any", made))
        methods = {
            **_compiled(found, after=hasattr(cls, "__post_init__")),
            **(_ordering(found) if order else {}),
            "__repr__": _repr(found),
            "__setattr__": _refuse_to_set,
            "__delattr__": _refuse_to_delete,
        }
        for name, method in methods.items():
            if name not in cls.__dict__:
                setattr(made, name, method)
        return made

    return made


def _compiled(fields: Sequence[dataclasses.Field[Any]], *, after: bool) -> dict[str, Any]:
    """The methods that are called so often that each class has its own: `__init__`, `__eq__` and `__hash__`.

    `after` has `__init__` call `__post_init__` at its end.
    """
    names: dict[str, Any] = {"_set": object.__setattr__, "_given": _GIVEN}
    arguments, lines = ["self"], []
    for field in fields:
        name, value = field.name, field.name
        if field.default is not dataclasses.MISSING:
            names[f"_{name}"] = field.default
            arguments.append(f"{name}=_{name}")
        elif field.default_factory is not dataclasses.MISSING:
            names[f"_{name}"] = field.default_factory
            arguments.append(f"{name}=_given")
            value = f"_{name}() if {name} is _given else {name}"
        else:
            arguments.append(name)
        lines.append(f" _set(self, {name!r}, {value})\n")
    if after:
        lines.append(" self.__post_init__()\n")
    compared = [field.name for field in fields if field.compare]
    own, others = (f"({''.join(f'{of}.{name}, ' for name in compared)})" for of in ("self", "other"))
    equal = f"{own} == {others} if other.__class__ is self.__class__ else NotImplemented"
    source = (
        f"def __init__({', '.join(arguments)}):\n{''.join(lines)}"
        f"def __eq__(self, other):\n return {equal}\n"
        f"def __hash__(self):\n return hash({own})\n"
    )
    made: dict[str, Any] = {}
    exec(source, names, made)
    return made


def _repr(fields: Sequence[dataclasses.Field[Any]]) -> Callable[[Any], str]:
    names = [field.name for field in fields if field.repr]

    def __repr__(self: Any) -> str:  # noqa: N807 -- becomes a method
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({told})"

    return __repr__


def _ordering(fields: Sequence[dataclasses.Field[Any]]) -> dict[str, Any]:
    """The methods that tell which of two instances of one class comes first."""
    values: Callable[[Any], Any] = attrgetter(*(field.name for field in fields if field.compare))

    def method(first: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
        def compare(self: Any, other: Any) -> Any:
            return first(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

        return compare

    return {f"__{first.__name__}__": method(first) for first in (lt, le, gt, ge)}


def _refuse_to_set(self: Any, name: str, value: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


class _Named(type):
    """Makes a class statement with `NamedTuple` as its base into a named tuple with the methods that stand there."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> Any:
        fields = body.get("__annotations__", {})
        defaults = [body.pop(field) for field in fields if field in body]
        made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])  # type: ignore[misc]
        for key, value in body.items():
            if key in made.__dict__ and key in _OWN:
                raise AttributeError(f"a named tuple has its own {key}")
            setattr(made, key, value)
        return made


_OWN = (
    "__new__",
    "__init__",
    "__slots__",
    "__getnewargs__",
    "_fields",
    "_field_defaults",
    "_make",
    "_replace",
    "_asdict",
)


class _NamedTuple:
    """Stands as the base in a class statement."""

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        return (_BASE,)


_BASE = type.__new__(_Named, "NamedTuple", (), {})

if TYPE_CHECKING:  # so that type checkers know what they make
    from dataclasses import dataclass as dataclass
    from typing import NamedTuple as NamedTuple
else:
    dataclass = frozen_dataclass
    NamedTuple = _NamedTuple()
