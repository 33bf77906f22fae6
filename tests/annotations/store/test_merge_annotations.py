"""An edit on a record that another window may have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.changes import Edit
from annotations.model import Annotation, Passage
from annotations.store.merge_annotations import collisions, is_as_expected, merged_annotation
from tests.annotations.conftest import make_annotation, make_article

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
    result = merged_annotation(theirs.to_record(), Edit(base, mine))
    assert result is not None
    return result


def test_undisturbed_an_edit_gives_exactly_its_after(base: Annotation) -> None:
    mine = changed(base, note="second")
    assert merged_annotation(None, Edit(None, base)) == base.to_record()
    assert merged_annotation(base.to_record(), Edit(base, mine)) == mine.to_record()
    assert merged_annotation(mine.to_record(), Edit(mine, base)) == base.to_record()
    assert merged_annotation(base.to_record(), Edit(base, None)) is None


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
    assert merged_annotation(theirs, Edit(base, None)) == theirs
    assert collisions(theirs, Edit(base, None)) == ["note"]
    again = changed(base).to_record()
    assert merged_annotation(again, Edit(base, None)) is None
    assert collisions(again, Edit(base, None)) == []


def test_a_record_that_another_program_laid_out_otherwise_is_as_expected(base: Annotation) -> None:
    stored = dict(reversed(base.to_record().items())) | {"tags": ["claim", "claim"]}
    assert is_as_expected(stored, Edit(base, None))
    assert merged_annotation(stored, Edit(base, None)) is None


def test_an_edit_of_a_deleted_record_brings_it_back(base: Annotation) -> None:
    mine = changed(base, note="mine")
    assert merged_annotation(None, Edit(base, mine)) == mine.to_record()


def test_a_deletion_of_what_is_gone_is_none(base: Annotation) -> None:
    assert merged_annotation(None, Edit(base, None)) is None


def test_what_is_made_twice_is_as_good_as_made_once(base: Annotation) -> None:
    add, change = Edit(None, base), Edit(base, changed(base, tags=("threat",), note="mine"))
    once = merged_annotation(base.to_record(), change)
    assert merged_annotation(base.to_record(), add) == base.to_record()
    assert merged_annotation(once, change) == once
    assert merged_annotation(once, add) == once


def test_unknown_fields_of_the_stored_record_survive(base: Annotation) -> None:
    stored = {**base.to_record(), "weight": 3}
    result = merged_annotation(stored, Edit(base, changed(base, note="mine")))
    assert result is not None
    assert (result["weight"], result["note"]) == (3, "mine")


def test_tags_come_back_in_their_order_also_on_a_later_revision(base: Annotation) -> None:
    """What was taken back, made again and taken back differs from the first state in its stamps."""
    two = changed(base, tags=("threat", "claim"))
    stored = {**base.to_record(), "rev": 7, "modified": LATER}
    result = merged_annotation(stored, Edit(base, two))
    assert result is not None
    assert (result["tags"], result["rev"], result["modified"]) == (["threat", "claim"], 8, LATER)
    assert merged_annotation(stored, Edit(base, changed(base))) == stored


# Where the passage is


TEXT = "Talks fail.\n\nThe minister denied it.\n\nTroops “will move”, he said."


def placed(base: Annotation, start: int, end: int, **fields: Any) -> Annotation:
    return changed(base, passage=Passage.of(make_article(text=TEXT), start, end), **fields)


def test_of_two_moves_the_later_wins_whole_and_that_is_told(base: Annotation) -> None:
    theirs, mine = placed(base, 13, 29), placed(base, 17, 36)
    record = both(base, theirs, mine)
    assert (record["start"], record["end"], record["exact"]) == (17, 36, "minister denied it.")
    assert (record["prefix"], record["suffix"]) == (mine.passage.prefix, mine.passage.suffix)
    assert collisions(theirs.to_record(), Edit(base, mine)) == ["passage"]
    assert collisions(mine.to_record(), Edit(base, mine)) == []
    assert collisions(theirs.to_record(), Edit(base, changed(base, note="mine"))) == []


def test_a_deletion_of_what_was_moved_is_not_made(base: Annotation) -> None:
    theirs = placed(base, 13, 29).to_record()
    assert merged_annotation(theirs, Edit(base, None)) == theirs
    assert collisions(theirs, Edit(base, None)) == ["passage"]


def test_how_a_passage_was_found_goes_with_it(base: Annotation) -> None:
    found, moved = changed(base, anchor="fuzzy"), placed(base, 17, 36)
    assert both(base, found, moved)["anchor"] == "exact"
    assert both(base, moved, found)["anchor"] == "exact"
    assert both(base, changed(base, note="theirs"), found)["anchor"] == "fuzzy"


spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 40)).map(lambda s: (s[0], min(s[0] + s[1], len(TEXT))))
steps = st.fixed_dictionaries(
    {},
    optional={
        "passage": spans,
        "note": st.sampled_from(["", "a", "b"]),
        "anchor": st.sampled_from(["exact", "moved"]),
        "tags": st.lists(st.sampled_from("abc"), unique=True).map(tuple),
    },
)


def stepped(base: Annotation, step: dict[str, Any]) -> Annotation:
    step = dict(step)
    if "passage" in step:
        step["passage"] = Passage.of(make_article(text=TEXT), *step["passage"])
    return changed(base, **step)


@given(spans, st.lists(steps, min_size=1, max_size=5))
def test_whatever_windows_do_the_words_are_those_of_the_passage(
    span: tuple[int, int], windows: list[dict[str, Any]]
) -> None:
    """Each window changes the annotation as it was at first, one after the other."""
    base = make_annotation(1, *span, article=make_article(text=TEXT))
    record: dict[str, Any] | None = base.to_record()
    last = base
    for step in windows:
        mine = stepped(base, step)
        record = merged_annotation(record, Edit(base, mine))
        assert record is not None
        last = mine if mine.passage != base.passage else last
        assert Annotation.from_record(record).passage == last.passage
        start, end = record["start"], record["end"]
        assert record["exact"] == TEXT[start:end]
        assert TEXT.endswith(record["prefix"], 0, start)
        assert TEXT.startswith(record["suffix"], end)
