"""An edit on a record that another window may have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from annotations.merge import collisions, is_as_expected, merged
from annotations.model import Annotation, Edit

if TYPE_CHECKING:
    from tests.annotations.conftest import MakeAnnotation

EARLY, LATE, LATER = (f"2026-02-03T00:00:0{second}.000Z" for second in (1, 2, 3))


@pytest.fixture
def base(annotation: MakeAnnotation) -> Annotation:
    return annotation(1, tags=("claim",), note="first", modified=EARLY)


def changed(base: Annotation, modified: str = LATE, **fields: Any) -> Annotation:
    from dataclasses import replace

    return replace(base, rev=base.rev + 1, modified=modified, **fields)


def both(base: Annotation, theirs: Annotation, mine: Annotation) -> dict[str, Any]:
    result = merged(theirs.to_record(), Edit(base, mine))
    assert result is not None
    return result


def test_undisturbed_an_edit_gives_exactly_its_after(base: Annotation) -> None:
    mine = changed(base, note="second")
    assert merged(None, Edit(None, base)) == base.to_record()
    assert merged(base.to_record(), Edit(base, mine)) == mine.to_record()
    assert merged(mine.to_record(), Edit(mine, base)) == base.to_record()
    assert merged(base.to_record(), Edit(base, None)) is None


def test_different_fields_are_both_kept_one_revision_on(base: Annotation) -> None:
    record = both(base, changed(base, LATER, speaker="Sullivan"), changed(base, LATE, note="mine"))
    assert (record["speaker"], record["note"], record["rev"], record["modified"]) == ("Sullivan", "mine", 3, LATER)


@pytest.mark.parametrize(
    ("theirs", "mine", "tags"),
    [
        (("claim", "denial"), ("claim", "threat"), ["claim", "denial", "threat"]),
        (("claim", "denial"), (), ["denial"]),
        ((), ("claim", "threat"), ["threat"]),
        (("claim", "threat"), ("claim", "threat"), ["claim", "threat"]),
    ],
)
def test_tags_are_added_and_taken_off_one_by_one(
    base: Annotation, theirs: tuple[str, ...], mine: tuple[str, ...], tags: list[str]
) -> None:
    assert both(base, changed(base, tags=theirs), changed(base, tags=mine))["tags"] == tags


@pytest.mark.parametrize("mine_at", [LATER, EARLY], ids=["", "though the clock went back"])
def test_of_one_field_changed_twice_what_is_said_last_stays_and_that_is_told(base: Annotation, mine_at: str) -> None:
    theirs, mine = changed(base, LATE, note="theirs"), changed(base, mine_at, note="mine")
    record = both(base, theirs, mine)
    assert (record["note"], record["rev"], record["modified"]) == ("mine", 3, max(LATE, mine_at))
    assert collisions(theirs.to_record(), Edit(base, mine)) == ["note"]


def test_other_fields_and_tags_do_not_collide(base: Annotation) -> None:
    theirs = changed(base, note="theirs", tags=("claim", "denial"))
    mine = changed(base, speaker="Sullivan", tags=("threat",))
    assert collisions(theirs.to_record(), Edit(base, mine)) == []
    assert collisions(theirs.to_record(), Edit(base, changed(base, note="theirs"))) == []
    assert collisions(None, Edit(base, mine)) == []
    assert collisions(base.to_record(), Edit(None, base)) == []


def test_a_deletion_of_what_was_changed_meanwhile_is_not_made(base: Annotation) -> None:
    theirs = changed(base, note="theirs").to_record()
    assert merged(theirs, Edit(base, None)) == theirs
    assert collisions(theirs, Edit(base, None)) == ["note"]
    again = changed(base).to_record()
    assert merged(again, Edit(base, None)) is None
    assert collisions(again, Edit(base, None)) == []


def test_a_record_that_another_program_laid_out_otherwise_is_as_expected(base: Annotation) -> None:
    stored = dict(reversed(base.to_record().items())) | {"tags": ["claim", "claim"]}
    assert is_as_expected(stored, Edit(base, None))
    assert merged(stored, Edit(base, None)) is None


def test_an_edit_of_a_deleted_record_brings_it_back(base: Annotation) -> None:
    mine = changed(base, note="mine")
    assert merged(None, Edit(base, mine)) == mine.to_record()


def test_a_deletion_of_what_is_gone_is_none(base: Annotation) -> None:
    assert merged(None, Edit(base, None)) is None


def test_what_is_made_twice_is_as_good_as_made_once(base: Annotation) -> None:
    add, change = Edit(None, base), Edit(base, changed(base, tags=("threat",), note="mine"))
    once = merged(base.to_record(), change)
    assert merged(base.to_record(), add) == base.to_record()
    assert merged(once, change) == once
    assert merged(once, add) == once


def test_unknown_fields_of_the_stored_record_survive(base: Annotation) -> None:
    stored = {**base.to_record(), "weight": 3}
    result = merged(stored, Edit(base, changed(base, note="mine")))
    assert result is not None
    assert (result["weight"], result["note"]) == (3, "mine")
