"""Undo and redo within a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.model import Change


class History:
    """The changes of a run in their order and how many of them are taken back at present."""

    def __init__(self) -> None:
        self._done: list[Change] = []
        self._undone: list[Change] = []

    def record(self, change: Change) -> None:
        """Note a change that was made; what was taken back before it can no longer be made again."""
        self._done.append(change)
        self._undone.clear()

    def undo(self) -> Change | None:
        """The change to make in order to take the last one back, or None where there is none left."""
        if not self._done:
            return None
        change = self._done.pop()
        self._undone.append(change)
        return change.inverse()

    def redo(self) -> Change | None:
        """The change to make in order to have again what was taken back last, or None."""
        if not self._undone:
            return None
        change = self._undone.pop()
        self._done.append(change)
        return change

    @property
    def to_undo(self) -> str:
        """What `undo` would take back, in the words of the change (`threat added`), or empty."""
        return self._done[-1].what if self._done else ""

    @property
    def to_redo(self) -> str:
        """What `redo` would make again, or empty."""
        return self._undone[-1].what if self._undone else ""
