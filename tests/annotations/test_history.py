"""Undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotations.changes import Change, Edit, UnionEdit
from annotations.history import History, RefusedError
from tests.annotations.conftest import next_redo, next_undo

if TYPE_CHECKING:
    from tests.annotations.conftest import MakeAnnotation


def told(change: Change | None) -> tuple[str, tuple[Edit, ...], str, str]:
    """A change without the id that was made up for it."""
    assert change is not None
    return change.what, change.edits, change.undoes, change.redoes


def test_undo_and_redo_go_back_and_forth_and_name_what(annotation: MakeAnnotation) -> None:
    first = Change("claim added", (Edit(None, annotation(1)),), id="first")
    second = Change("note written", (Edit(annotation(1), annotation(1, note="why")),), id="second")
    history = History()
    assert (history.undo(), history.redo()) == (None, None)
    history.record(first)
    history.record(second)
    back = (Edit(annotation(1, note="why"), annotation(1)),)
    assert told(history.undo()) == ("note written", back, "second", "")
    assert told(history.undo()) == ("claim added", (Edit(annotation(1), None),), "first", "")
    assert history.undo() is None
    again, twice = history.redo(), history.redo()
    assert told(again) == ("claim added", first.edits, "", "first")
    assert told(twice) == ("note written", second.edits, "", "second")
    assert history.redo() is None
    assert twice is not None
    assert told(history.undo()) == ("note written", back, twice.id, "")


def test_a_new_action_ends_what_could_be_made_again(annotation: MakeAnnotation) -> None:
    history = History()
    history.record(Change("a", (Edit(None, annotation(1)),)))
    history.undo()
    history.record(Change("b", (Edit(None, annotation(2)),)))
    assert history.redo() is None
    assert told(history.undo())[0] == "b"


def test_what_is_taken_back_is_what_a_change_came_to(annotation: MakeAnnotation) -> None:
    first, second = (Change(name, (Edit(None, annotation(n)),), id=name) for n, name in enumerate("ab"))
    more = Change("b", (*second.edits, Edit(None, annotation(9))), id="b")
    history = History([first, second])
    history.amend(more)
    assert told(history.undo()) == ("b", more.inverse().edits, "b", "")
    history.amend(second)
    assert told(history.redo()) == ("b", second.edits, "", "b")
    history.amend(more)
    assert told(history.undo())[1] == second.inverse().edits, "made again it is another change"


def adding(annotation: MakeAnnotation, *names: str) -> list[Change]:
    return [Change(name, (Edit(None, annotation(n)),), id=name) for n, name in enumerate(names)]


def test_what_is_refused_stays_is_told_once_and_is_tried_first_each_time(annotation: MakeAnnotation) -> None:
    history = History(adding(annotation, "a", "b", "c"))

    def without_c(change: Change) -> Change | None:
        return None if change.what == "c" else change

    with pytest.raises(RefusedError) as error:
        history.undo(without_c)
    assert error.value.change.what == "c"
    assert told(history.undo(without_c))[0] == "b"
    assert told(history.undo())[0] == "c", "the reason has gone"
    assert [next_redo(history), next_redo(history), next_redo(history)] == ["c", "b", ""]


def test_what_the_store_refused_can_be_taken_back_or_made_again_later(annotation: MakeAnnotation) -> None:
    history = History(adding(annotation, "a", "b"))
    taken_back = history.undo()
    assert taken_back is not None
    history.refuse(taken_back)
    assert next_redo(history) == ""
    assert [next_undo(history), next_undo(history)] == ["b", "a"]
    again = history.redo()
    assert again is not None
    history.refuse(again)
    assert (next_undo(history), next_redo(history)) == ("", "a")


def test_what_the_store_did_not_make_is_no_history(annotation: MakeAnnotation) -> None:
    first, second = adding(annotation, "a", "b")
    history = History([first, second])
    history.refuse(second)
    history.amend(first._replace(edits=()))
    assert next_undo(history) == ""


def test_a_change_of_which_the_store_left_a_union_alone_can_be_taken_back(annotation: MakeAnnotation) -> None:
    (change,) = adding(annotation, "a")
    history = History([change])
    history.amend(change._replace(edits=(), unions=(UnionEdit("one", "", "other"),)))
    assert next_undo(history) == "a"
