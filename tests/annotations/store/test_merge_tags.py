"""Edits of the codebook that meet what another window wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from annotations.codebook.codebook import LONGEST_NAME, Codebook, Tag, TagEdit
from annotations.ids import text_key
from annotations.store.errors import OutdatedError
from annotations.store.merge_tags import MergedTags, merged_tags
from annotations.store.records import tag_record

if TYPE_CHECKING:
    from annotations.store.snapshot import Record

CLAIM, DENIAL, THREAT, UNVERIFIED = Codebook().tags


def table(*tags: Tag, **more: Any) -> dict[str, Record]:
    return {text_key(tag.id): {**tag_record(tag), **more} for tag in tags}


def met(stored: dict[str, Record], *edits: TagEdit, strict: bool = False) -> MergedTags:
    before = {key: dict(record) for key, record in stored.items()}
    done = merged_tags(stored, edits, strict=strict)
    assert stored == before, "what is stored is only read"
    return done


def to(tag: Tag, **fields: Any) -> TagEdit:
    return TagEdit(tag, tag._replace(**fields))


def test_only_what_an_edit_changes_is_set_and_unknown_fields_stay() -> None:
    theirs = CLAIM._replace(name="assertion", key="x")
    done = met(table(theirs, weight=3), to(CLAIM, definition="Said."))
    assert done.codebook.tags == (theirs._replace(definition="Said."),)
    assert done.records == table(theirs._replace(definition="Said."), weight=3)
    assert done.collided == []


def test_of_a_field_set_twice_the_later_stays_and_that_is_told() -> None:
    done = met(table(CLAIM._replace(name="assertion")), to(CLAIM, name="statement"))
    assert (done.codebook.tags[0].name, done.collided) == ("statement", ["name"])
    assert met(table(CLAIM._replace(name="same")), to(CLAIM, name="same")).collided == []
    assert met(table(CLAIM._replace(place=9)), to(CLAIM, place=3)).collided == []


def test_a_key_that_another_tag_has_by_now_is_left_out() -> None:
    taken = DENIAL._replace(key="x")
    done = met(table(CLAIM, taken), to(CLAIM, key="x"))
    assert ([tag.key for tag in done.codebook.tags], done.collided) == (["c", "x"], ["key"])
    done = met(table(CLAIM, taken), TagEdit(None, Tag("own", "own", "x", place=5)))
    assert ([tag.key for tag in done.codebook.tags], done.collided) == (["c", "x", "5"], ["key"])


def test_a_name_that_another_tag_has_by_now_gets_a_number() -> None:
    done = met(table(CLAIM, DENIAL._replace(name="Claim 2")), TagEdit(None, Tag("own", "CLAIM", place=5)))
    assert (done.codebook.tag("own").name, done.collided) == ("CLAIM 3", ["name"])
    long = "x" * LONGEST_NAME
    done = met(table(CLAIM._replace(name=long), DENIAL), to(DENIAL, name=long))
    assert done.codebook.tag("denial").name == "x" * (LONGEST_NAME - 2) + " 2"


def test_tags_that_exchange_names_and_keys_do_not_stand_in_each_others_way() -> None:
    done = met(table(CLAIM, DENIAL), to(CLAIM, name="denial", key="d"), to(DENIAL, name="claim", key="c"))
    assert [(tag.id, tag.name, tag.key) for tag in done.codebook.tags] == [
        ("claim", "denial", "d"),
        ("denial", "claim", "c"),
    ]
    assert done.collided == []


def test_two_new_tags_do_not_get_one_place() -> None:
    done = met(table(CLAIM, Tag("theirs", "theirs", place=5)), TagEdit(None, Tag("mine", "mine", place=5)))
    assert [(tag.id, tag.place) for tag in done.codebook.tags] == [("claim", 1), ("theirs", 5), ("mine", 6)]


def test_a_tag_that_is_there_already_is_not_added_again() -> None:
    theirs = Tag("own", "own", "o", place=5)
    assert met(table(theirs), TagEdit(None, theirs._replace(key="x"))).records == {}


def test_an_edit_brings_a_tag_back_that_is_gone_but_moving_it_does_not() -> None:
    assert met(table(DENIAL), to(CLAIM, name="assertion")).records == table(CLAIM._replace(name="assertion"))
    assert met(table(DENIAL), to(CLAIM, place=3)).records == {}


def test_a_tag_is_taken_out_as_it_was_known_wherever_it_stands() -> None:
    assert met(table(CLAIM._replace(place=7), DENIAL), TagEdit(CLAIM, None)).records == {text_key("claim"): None}
    assert met(table(DENIAL), TagEdit(CLAIM, None)).records == {}
    with pytest.raises(OutdatedError, match="tag claim was changed"):
        met(table(CLAIM._replace(name="assertion"), DENIAL), TagEdit(CLAIM, None))


def test_the_last_tag_stays() -> None:
    with pytest.raises(OutdatedError, match="no tag would be left"):
        met(table(CLAIM), TagEdit(CLAIM, None))


@pytest.mark.parametrize(
    ("stored", "edit"),
    [
        ((CLAIM._replace(key="x"),), to(CLAIM, name="assertion")),
        ((CLAIM._replace(place=9),), to(CLAIM, place=2)),
        ((DENIAL,), to(CLAIM, name="assertion")),
        ((DENIAL,), TagEdit(CLAIM, None)),
        ((CLAIM,), TagEdit(None, CLAIM)),
    ],
)
def test_what_takes_back_is_refused_where_the_tag_is_not_as_it_was_left(stored: tuple[Tag, ...], edit: TagEdit) -> None:
    with pytest.raises(OutdatedError, match="tag claim was changed"):
        met(table(*stored), edit, strict=True)


def test_what_takes_back_leaves_the_order_of_others_alone() -> None:
    done = met(table(CLAIM._replace(place=9)), to(CLAIM, name="assertion"), strict=True)
    assert done.codebook.tags == (CLAIM._replace(name="assertion", place=9),)


def test_a_record_that_is_no_tag_is_in_nobodys_way() -> None:
    stored: dict[str, Record] = {**table(DENIAL), text_key("claim"): {"name": "alone"}}
    assert met(stored, TagEdit(None, CLAIM)).records == table(CLAIM)


def test_digits_that_follow_the_order_are_in_nobodys_way() -> None:
    """Two windows take out a tag each, and the digits of those behind them move up."""
    five, six, seven = (Tag(name, name, key, place=int(key)) for name, key in (("a", "5"), ("b", "6"), ("c", "7")))
    once = met(table(CLAIM, five, six, seven), TagEdit(five, None), to(six, key="5"), to(seven, key="6"))
    stored = table(*once.codebook.tags)
    twice = met(stored, TagEdit(six, None), to(seven, key="6"))
    assert [(tag.id, tag.key) for tag in twice.codebook.tags] == [("claim", "c"), ("c", "6")]
    assert twice.collided == []
    assert met(table(CLAIM, five, seven), to(five, key="6"), to(seven, key="5")).collided == []
    assert met(table(CLAIM), to(five, key="6")).records == {}
