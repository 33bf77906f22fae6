"""Makes changes, undoes and redoes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from annotations.changes import Change, Edit
from annotations.history import History, RefusedError
from annotations.ids import new_id
from tui.session.desk import Fixed
from tui.session.effect import Effect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.model import ParagraphId
    from tui.session.cursor import Cursor
    from tui.session.desk import Desk, Place
    from tui.session.keeper import Keeper


class Ledger(Protocol):
    """Holds one kind of record in memory: annotations, tags, decisions about links, or what was put right."""

    def fitted(self, change: Change) -> Change | None:
        """A change that takes back or repeats another, for the records as they are now; None where it cannot be."""

    def apply(self, change: Change) -> tuple[Change, frozenset[ParagraphId]]:
        """Make this ledger's part of a change.

        Returns the change based on the records held here, and the paragraphs that look different now.
        """

    def place_of(self, change: Change) -> Place | None:
        """The place where this ledger's part of a change shows; None if it is at the cursor or not on the page."""


class Changes:
    """The changes of a sitting: each is made in memory at once and handed to the keeper."""

    def __init__(self, desk: Desk, cursor: Cursor, ledgers: Sequence[Ledger], keeper: Keeper) -> None:
        self._desk, self._cursor, self._ledgers, self._keeper = desk, cursor, ledgers, keeper
        self.history = History()
        self.reopens = False
        """Whether something was done with the whole story that is open: it may have another title or other articles."""

    def edit(self, what: str, *edits: Edit) -> Effect:
        """Make a change of annotations; `what` says what it does, as `claim added`."""
        return self.make(Change(what, edits))

    def make(self, change: Change) -> Effect:
        """Make a change; a selection stays on its words, so that a second tag is for the same passage."""
        change = change if change.id else change._replace(id=new_id())
        self.history.record(change)
        desk = self._desk
        if desk.selection:
            desk.selection = Fixed(desk.selection.anchor, desk.target())
        message = f"{change.what} · {desk.key('undo')} takes it back"
        return Effect(self._apply(change), rows=_changes_rows(change), message=message)

    def undo(self) -> Effect:
        """Undo the last change; where another window changed the same since, say so, and next time the one before."""
        try:
            change = self.history.undo(self._fitted)
        except RefusedError as error:
            return self._refused(f"Not taken back: {self._what(error.change)}", "undo")
        if change is None:
            return Effect(message="Nothing to take back", warn=True)
        return self._replay(change, f"Taken back: {self._what(change)} · {self._desk.key('redo')} does it again")

    def redo(self) -> Effect:
        """Redo the change that was undone last; as with `undo` where another window changed the same since."""
        try:
            change = self.history.redo(self._fitted)
        except RefusedError as error:
            return self._refused(f"Not done again: {self._what(error.change)}", "redo")
        if change is None:
            return Effect(message="Nothing to do again", warn=True)
        return self._replay(change, f"Done again: {self._what(change)} · {self._desk.key('undo')} takes it back")

    def _what(self, change: Change) -> str:
        """What a change was, in words; in blind mode without the outlets and titles that one of a story names."""
        return "what was done with a story" if self._desk.shown.blind and change.stories else change.what

    def _refused(self, what: str, command: str) -> Effect:
        why = "it was changed in another window since"
        return Effect(message=f"{what}: {why} · {self._desk.key(command)} goes on with the one before", warn=True)

    def _replay(self, change: Change, message: str) -> Effect:
        """Make a change that the history gave, and bring the cursor to it."""
        touched = self._apply(change)
        for ledger in self._ledgers:
            place = ledger.place_of(change)
            if place is not None:
                self._cursor.go(*place)
        return Effect(touched, moved=True, rows=_changes_rows(change), message=message)

    def _fitted(self, change: Change) -> Change | None:
        fitted: Change | None = change
        for ledger in self._ledgers:
            fitted = ledger.fitted(fitted) if fitted else None
        return fitted

    def _apply(self, change: Change) -> frozenset[ParagraphId]:
        """Make a change in every ledger and hand it to the keeper; returns the paragraphs that it touches."""
        self.reopens |= any(edit.after.story == self._desk.story.id for edit in change.stories)
        touched: frozenset[ParagraphId] = frozenset()
        for ledger in self._ledgers:
            change, paragraph_ids = ledger.apply(change)
            touched |= paragraph_ids
        self._keeper.apply(change)
        return touched


def _changes_rows(change: Change) -> bool:
    return bool(change.links or change.amendments)
