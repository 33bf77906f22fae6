"""An edit taken back or made again on an annotation that others have changed since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.changes import Edit
from annotations.replaying import replayed

if TYPE_CHECKING:
    from annotations.model import Annotation
    from tests.annotations.conftest import MakeAnnotation


def after(edit: Edit, held: Annotation | None) -> Annotation | None:
    fitted = replayed(edit, held)
    assert fitted is not None
    assert fitted.before == held
    return fitted.after


def test_where_nothing_else_changed_all_of_it_is_done(annotation: MakeAnnotation) -> None:
    one, noted = annotation(1), annotation(1, note="why")
    assert after(Edit(one, None), replace(one, rev=7)) is None
    assert after(Edit(None, one), None) == one
    assert after(Edit(noted, one), noted) == one


def test_an_annotation_that_was_added_loses_what_it_was_added_with_and_keeps_the_rest(
    annotation: MakeAnnotation,
) -> None:
    added = annotation(1, tags=("claim",), note="mine")
    left = after(Edit(added, None), replace(added, tags=("threat", "claim"), note="theirs"))
    assert left is not None
    assert (left.tags, left.note, left.rev) == (("threat",), "theirs", 2)
    assert after(Edit(added, None), replace(added, tags=("claim",), attribution="named")) is None


def test_made_again_it_joins_what_is_there(annotation: MakeAnnotation) -> None:
    added = annotation(1, tags=("claim",))
    again = after(Edit(None, added), replace(added, tags=("threat",)))
    assert again is not None
    assert again.tags == ("threat", "claim")
    assert replayed(Edit(None, added), added) is None, "there is nothing to be done"


def test_only_the_fields_that_it_changes_count(annotation: MakeAnnotation) -> None:
    one, noted = annotation(1), annotation(1, note="why")
    found = after(Edit(noted, one), replace(noted, speaker="Sullivan", tags=("claim", "threat")))
    assert found is not None
    assert (found.note, found.speaker, found.tags) == ("", "Sullivan", ("claim", "threat"))
    assert replayed(Edit(noted, one), replace(noted, note="theirs")) is None


def test_tags_are_as_it_expects_them_or_it_is_not_done(annotation: MakeAnnotation) -> None:
    off, on = annotation(1, tags=("claim",)), annotation(1, tags=("claim", "threat"))
    assert replayed(Edit(on, off), replace(off, note="other")) is None, "it is off already"
    assert replayed(Edit(off, on), replace(on, note="other")) is None, "it is on already"
    assert replayed(Edit(annotation(1), None), None) is None
    assert replayed(Edit(annotation(1, tags=("claim",)), None), annotation(1, tags=("threat",))) is None


def test_a_passage_moves_as_a_whole_from_where_it_expects_it(annotation: MakeAnnotation) -> None:
    here, there = annotation(1), annotation(1, 17, 25)
    moved = after(Edit(there, here), replace(there, note="other"))
    assert moved is not None
    assert (moved.passage, moved.note) == (here.passage, "other")
    assert replayed(Edit(there, here), replace(annotation(1, 13, 25), note="other")) is None


def test_unknown_fields_stay_and_those_that_it_changes_are_changed(annotation: MakeAnnotation) -> None:
    held = annotation(1, note="other", extra={"theirs": 1, "blind": True})
    found = after(Edit(annotation(1, extra={"blind": True}), annotation(1, extra={})), held)
    assert found is not None
    assert found.extra == {"theirs": 1}
