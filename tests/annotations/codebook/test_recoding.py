"""Changes of the codebook as they are made in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.codebook.codebook import OWN_COLOURS, Codebook, Tag, TagEdit
from annotations.codebook.recoding import created, deleted, merged, moved, recoded, rewritten
from articles.errors import NewsreaderError
from tests.annotations.conftest import make_annotation

if TYPE_CHECKING:
    from annotations.changes import Change

CLAIM, DENIAL, THREAT, UNVERIFIED = Codebook().tags


def after(change: Change, codebook: Codebook) -> list[tuple[str, str]]:
    """Names and keys once the change is made; taking it back gives what was there."""
    changed = codebook.with_edits(change.tags)
    assert changed.with_edits(change.inverse().tags) == codebook
    assert codebook.with_edits(change.inverse().again().tags) == codebook
    return [(tag.name, tag.key) for tag in changed.tags]


def test_a_new_tag_stands_at_the_end_with_what_was_said_of_it() -> None:
    change, tag = created(Codebook(), " Loaded  word ", key="w", colour="red", definition="It\nsneers.")
    assert tag == Tag("loaded-word", "Loaded word", "w", "red", "It sneers.", 5)
    assert (change.what, change.tags, change.edits) == ("tag Loaded word created", (TagEdit(None, tag),), ())
    assert change.id
    assert after(change, Codebook())[-1] == ("Loaded word", "w")


def test_a_new_tag_gets_a_digit_and_a_colour_where_none_are_said() -> None:
    codebook = Codebook()
    for key, colour in zip("56789", (*OWN_COLOURS, OWN_COLOURS[0]), strict=True):
        change, tag = created(codebook, f"own {key}")
        assert (tag.key, tag.colour) == (key, colour)
        codebook = codebook.with_edits(change.tags)
    assert created(codebook, "tenth")[1].key == ""
    without = codebook.with_edits(deleted(codebook, codebook.tag("own-6"), []).tags)
    assert [tag.key for tag in without.tags] == ["c", "d", "t", "u", "5", "7", "8", "9"]
    assert created(without, "again")[1].key == "6"
    assert after(deleted(codebook, codebook.tag("own-6"), []), codebook)[5] == ("own 7", "7")


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "a\x1b[31m", "a\nb", "a\u202eb", "\ud800", "CLAIM", " claim"])
def test_a_name_that_cannot_be_one_or_is_taken_is_refused(name: str) -> None:
    for make in (lambda: created(Codebook(), name), lambda: rewritten(Codebook(), DENIAL, name=name)):
        with pytest.raises(NewsreaderError, match="tag") as error:
            make()
        assert error.value.todo


@pytest.mark.parametrize("key", ["c", "ab", " ", "\t", "\x1b", "語", "\u0301", "\u200d", "ｱ" * 2, "e\u0301", "\u1161"])
def test_a_key_that_cannot_be_one_or_is_taken_is_refused(key: str) -> None:
    for make in (lambda: created(Codebook(), "own", key=key), lambda: rewritten(Codebook(), DENIAL, key=key)):
        with pytest.raises(NewsreaderError, match="key") as error:
            make()
        assert error.value.todo


def test_a_definition_that_is_too_long_is_refused() -> None:
    assert rewritten(Codebook(), CLAIM, definition="x" * 10_000).tags
    with pytest.raises(NewsreaderError, match="at most 10000"):
        rewritten(Codebook(), CLAIM, definition="x" * 10_001)
    with pytest.raises(NewsreaderError, match="at most 10000"):
        created(Codebook(), "own", definition="x" * 10_001)


@pytest.mark.parametrize(
    ("fields", "what", "shown"),
    [
        ({"name": "assertion"}, "tag claim renamed to assertion", ("assertion", "c")),
        ({"name": "Claim"}, "tag claim renamed to Claim", ("Claim", "c")),
        ({"key": "x"}, "tag claim has the key x", ("claim", "x")),
        ({"key": ""}, "tag claim has no key now", ("claim", "")),
        ({"colour": "red"}, "tag claim is red now", ("claim", "c")),
        ({"definition": "Said."}, "tag claim defined anew", ("claim", "c")),
        ({"name": "assertion", "key": "x"}, "tag claim changed", ("assertion", "x")),
    ],
)
def test_a_tag_is_rewritten_and_that_is_told(fields: dict[str, Any], what: str, shown: tuple[str, str]) -> None:
    change = rewritten(Codebook(), CLAIM, **fields)
    assert change.what == what
    assert after(change, Codebook())[0] == shown


def test_rewriting_a_tag_as_it_is_changes_nothing() -> None:
    assert rewritten(Codebook(), CLAIM, name="claim", key="c", colour="blue", definition=CLAIM.definition).tags == ()


def test_a_tag_moves_up_and_down_as_far_as_there_is_room() -> None:
    def names(change: Change) -> str:
        return "".join(name[0] for name, _ in after(change, Codebook()))

    assert names(moved(Codebook(), DENIAL, 1)) == "ctdu"
    assert names(moved(Codebook(), DENIAL, -1)) == "dctu"
    assert names(moved(Codebook(), CLAIM, 9)) == "dtuc"
    assert moved(Codebook(), DENIAL, 1).what == "tag denial moved down"
    assert moved(Codebook(), DENIAL, -1).what == "tag denial moved up"
    assert moved(Codebook(), CLAIM, -1).tags == moved(Codebook(), UNVERIFIED, 1).tags == ()
    assert len(moved(Codebook(), DENIAL, 1).tags) == 2


def test_a_digit_can_be_the_key_of_any_tag_where_no_other_has_it() -> None:
    for make in (lambda: created(Codebook(), "own", key="2"), lambda: rewritten(Codebook(), CLAIM, key="2")):
        with pytest.raises(NewsreaderError, match="2 is the key of denial"):
            make()
    assert created(Codebook(), "own", key="9")[1].key == "9"
    assert rewritten(Codebook(), DENIAL, key="2").tags


def test_tags_that_move_keep_their_keys() -> None:
    codebook = Codebook()
    for name in ("five", "six"):
        codebook, tag = codebook.adding(name)
    assert after(moved(codebook, tag, -1), codebook)[4:] == [("six", "6"), ("five", "5")]
    assert after(moved(codebook, UNVERIFIED, 1), codebook)[3:] == [("five", "5"), ("unverified", "u"), ("six", "6")]


@given(st.lists(st.integers(-1, 4), min_size=2, max_size=6), st.data())
def test_tags_without_places_of_their_own_move_too(places: list[int], data: st.DataObject) -> None:
    codebook = Codebook(tuple(Tag(str(n), str(n), place=place) for n, place in enumerate(places)))
    at = data.draw(st.integers(0, len(places) - 2))
    order = [tag.id for tag in codebook.tags]
    order[at : at + 2] = reversed(order[at : at + 2])
    changed = codebook.with_edits(moved(codebook, codebook.tags[at], 1).tags)
    assert [tag.id for tag in changed.tags] == order


@pytest.mark.parametrize(
    ("tags", "into", "result"),
    [
        ("ab", "c", "cb"),
        ("ba", "c", "bc"),
        ("ac", "c", "c"),
        ("ca", "c", "c"),
        ("cba", "c", "cb"),
        ("b", "c", "b"),
        ("ab", "", "b"),
        ("a", "", ""),
    ],
)
def test_a_tag_is_replaced_in_its_place_and_once(tags: str, into: str, result: str) -> None:
    assert "".join(recoded(tags, "a", into)) == result


def test_merging_gives_the_annotations_the_other_tag() -> None:
    codebook, rumour = Codebook().adding("rumour")
    one, both, other = (make_annotation(n, tags=tags) for n, tags in enumerate([
        ("rumour",), ("rumour", "denial", "claim"), ("denial",)]))  # fmt: skip
    change = merged(codebook, rumour, CLAIM, [one, both, other])
    assert change.what == "tag rumour merged into claim (2 annotations)"
    assert change.tags == (TagEdit(rumour, None, "claim"),)
    assert [(edit.before, edit.after and edit.after.tags) for edit in change.edits] == [
        (one, ("claim",)),
        (both, ("claim", "denial")),
    ]
    assert all(edit.after and edit.after.rev == 2 for edit in change.edits)
    assert after(change, codebook) == after(change, codebook)[:4]


def test_deleting_removes_what_then_says_nothing() -> None:
    kept = [
        make_annotation(1, tags=("claim", "threat")),
        make_annotation(2, note="why"),
        make_annotation(3, speaker="Sullivan"),
    ]
    change = deleted(Codebook(), CLAIM, [*kept, make_annotation(4), make_annotation(5, tags=("denial",))])
    assert change.what == "tag claim deleted (4 annotations)"
    assert [edit.after and edit.after.tags for edit in change.edits] == [("threat",), (), (), None]
    assert deleted(Codebook(), CLAIM, kept[:1]).what == "tag claim deleted (1 annotation)"


def test_what_cannot_be_merged_or_deleted_is_refused() -> None:
    with pytest.raises(NewsreaderError, match="one tag already"):
        merged(Codebook(), CLAIM, CLAIM, [])
    with pytest.raises(NewsreaderError, match="no tag rumour"):
        merged(Codebook(), CLAIM, Tag("rumour", "rumour"), [])
    with pytest.raises(NewsreaderError, match="no tag rumour"):
        deleted(Codebook(), Tag("rumour", "rumour"), [])
    with pytest.raises(NewsreaderError, match="only tag"):
        deleted(Codebook((CLAIM,)), CLAIM, [])
