"""Undo and redo of what this window did and, before that, of what this annotator did in earlier sittings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from annotations.changes import Change

MOST_CHANGES = 1000
"""How many changes can be taken back."""


class RefusedError(Exception):
    """A change cannot be taken back, or made again, as the records are now; its first argument is the change."""

    def __init__(self, change: Change) -> None:
        super().__init__(change)
        self.change = change


def _as_it_is(change: Change) -> Change:
    return change


class History:
    """The changes in their order, and those of them that are taken back at present."""

    def __init__(self, earlier: Iterable[Change] = ()) -> None:
        """A history that begins with the changes of earlier sittings, oldest first, undoing and redoing included."""
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._told: set[str] = set()
        """The changes that could not be taken back or made again, by their ids, and of which that was told."""
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

    def undo(self, fitted: Callable[[Change], Change | None] = _as_it_is) -> Change | None:
        """The change to make in order to take the last one back, or None where there is none left.

        `fitted` makes it one for the records as they are now, or None where that cannot be. Then RefusedError is raised
        and the change stays the last: it is tried first each time, and once that was told the one before it is taken.
        """
        for change in reversed(self._done):
            if (inverse := fitted(change.inverse())) is not None:
                self._done.remove(change)
                self._undone.append(change)
                return inverse
            if self._is_news(change):
                raise RefusedError(change)
        return None

    def redo(self, fitted: Callable[[Change], Change | None] = _as_it_is) -> Change | None:
        """The change to make in order to have again what was taken back last, or None; `fitted` is as for `undo`."""
        for change in reversed(self._undone):
            if (again := fitted(change.again())) is not None:
                self._undone.remove(change)
                self._done.append(again)
                return again
            if self._is_news(change):
                raise RefusedError(change)
        return None

    def refuse(self, change: Change) -> None:
        """Have the changes as they were before one that the store refused: what it took back can be again."""
        if change.undoes:
            back = [undone for undone in self._undone if undone.id == change.undoes]
            self._undone = [undone for undone in self._undone if undone.id != change.undoes]
            self._done = sorted([*self._done, *back], key=lambda done: done.id)
        else:
            self._done = [done for done in self._done if done.id != change.id]
            if change.redoes:
                self._undone.append(change._replace(id=change.redoes, redoes=""))
        self._told.add(change.undoes or change.redoes)

    def amend(self, change: Change) -> None:
        """Replace a change by the one that the store made of it, which may do more than was asked for, or less.

        One that did nothing is left out.
        """
        made = [] if change.does_nothing else [change]
        self._done = [each for done in self._done for each in (made if done.id == change.id else [done])]
        self._undone = [each for undone in self._undone for each in (made if undone.id == change.id else [undone])]

    def _is_news(self, change: Change) -> bool:
        """Whether it was not told yet that this change is refused; from now on it was."""
        told = change.id in self._told
        self._told.add(change.id)
        return not told

    def _replay(self, change: Change) -> None:
        if change.undoes:
            self._undone += [done for done in self._done if done.id == change.undoes]
            self._done = [done for done in self._done if done.id != change.undoes]
        elif change.redoes:
            self._undone = [undone for undone in self._undone if undone.id != change.redoes]
            self._done.append(change)
        else:
            self.record(change)
