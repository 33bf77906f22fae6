"""Values made of a table's records, made once as long as the table stays: opening a story asks for them often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from annotations.store.snapshot import Record

_Value = TypeVar("_Value")


class MadeOf(Generic[_Value]):
    """What is made of one table. A table that is changed is another dict, in memory as for TinyDB."""

    def __init__(self, name: str, make: Callable[[Mapping[str, Record]], _Value]) -> None:
        """What `make` makes of the table of this name, or of an empty one."""
        self._name, self._make = name, make
        self._table: Mapping[str, Record] = {}
        self._value = make(self._table)

    def value(self, tables: Mapping[str, Mapping[str, Record]] | None) -> _Value:
        """The value for these tables, to be read only."""
        table = (tables or {}).get(self._name)
        if table is not self._table:
            self._table = {} if table is None else table
            self._value = self._make(self._table)
        return self._value
