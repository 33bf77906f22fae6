"""Undo and redo of what this window did and, before that, of what this annotator did in earlier sittings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.changes import Change

MOST_CHANGES = 1000
"""How many changes can be taken back."""


class History:
    """The changes in their order, and those of them that are taken back at present."""

    def __init__(self, earlier: Iterable[Change] = ()) -> None:
        """A history that begins with the changes of earlier sittings, oldest first, undoing and redoing included."""
        self._done: list[Change] = []
        self._undone: list[Change] = []
        for change in earlier:
            self._replay(change)

    def begin_with(self, earlier: Iterable[Change]) -> None:
        """Put the changes of earlier sittings before those of the present one, undoing and redoing included."""
        before = History(earlier)
        if not self._done and not self._undone:
            self._undone = before._undone
        here = {change.id for change in self._done}  # `earlier` may hold what this sitting did before it was read
        self._done = [*(change for change in before._done if change.id not in here), *self._done]

    def record(self, change: Change) -> None:
        """Add a change that was made; what was taken back before it can no longer be made again."""
        self._done.append(change)
        del self._done[:-MOST_CHANGES]
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
        change = self._undone.pop().again()
        self._done.append(change)
        return change

    def forget(self, change: Change) -> None:
        """Leave out a change that `undo` or `redo` returned, because the store refused it."""
        if change.redoes:
            self._done = [done for done in self._done if done.id != change.id]
        else:
            self._undone = [undone for undone in self._undone if undone.id != change.undoes]

    def amend(self, change: Change) -> None:
        """Replace a change by the one that the store made of it, which may do more than was asked for, or less."""
        self._done = [change if done.id == change.id else done for done in self._done]
        self._undone = [change if undone.id == change.id else undone for undone in self._undone]

    def _replay(self, change: Change) -> None:
        if change.undoes:
            self._undone += [done for done in self._done if done.id == change.undoes]
            self._done = [done for done in self._done if done.id != change.undoes]
        elif change.redoes:
            self._undone = [undone for undone in self._undone if undone.id != change.redoes]
            self._done.append(change)
        else:
            self.record(change)
