"""Undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.history import History
from annotations.model import Change, Edit

if TYPE_CHECKING:
    from tests.annotations.conftest import MakeAnnotation


def test_undo_and_redo_go_back_and_forth_and_name_what(annotation: MakeAnnotation) -> None:
    first = Change("claim added", (Edit(None, annotation(1)),))
    second = Change("note written", (Edit(annotation(1), annotation(1, note="why")),))
    history = History()
    assert (history.undo(), history.redo(), history.to_undo, history.to_redo) == (None, None, "", "")
    history.record(first)
    history.record(second)
    assert (history.to_undo, history.to_redo) == ("note written", "")
    assert history.undo() == second.inverse()
    assert (history.to_undo, history.to_redo) == ("claim added", "note written")
    assert history.undo() == Change("claim added", (Edit(annotation(1), None),))
    assert history.undo() is None
    assert (history.redo(), history.redo(), history.redo()) == (first, second, None)
    assert history.undo() == second.inverse()


def test_a_new_action_ends_what_could_be_made_again(annotation: MakeAnnotation) -> None:
    history = History()
    history.record(Change("a", (Edit(None, annotation(1)),)))
    history.undo()
    history.record(Change("b", (Edit(None, annotation(2)),)))
    assert (history.redo(), history.to_undo) == (None, "b")
