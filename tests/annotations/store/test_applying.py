"""Changes of the codebook in a store: with their annotations, beside other windows, and taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tinydb.table import Document

from annotations.changes import Change, Edit
from annotations.codebook.codebook import Codebook, Tag
from annotations.codebook.recoding import created, deleted, merged, moved, rewritten
from annotations.history import History
from annotations.ids import new_id, text_key
from annotations.model import Annotation, Placement
from annotations.store import journal
from annotations.store.store import OutdatedError, Store, Uses
from annotations.store.verify import verify
from tests.annotations.conftest import make_annotation, make_article, next_undo, state_of, uuid_of
from tests.annotations.store.test_storage import journal_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

POST, COURIER = make_article(), make_article("Courier")
CLAIM, DENIAL, THREAT, UNVERIFIED = Codebook().tags


def adding(*annotations: Annotation) -> Change:
    return Change("added", tuple(Edit(None, annotation) for annotation in annotations), new_id())


def tags_of(store: Store) -> dict[int, tuple[str, ...]]:
    return {int(a.id[-12:]): a.tags for a in store.everything()}


def names(store: Store) -> list[str]:
    return [tag.name for tag in store.codebook.tags]


def history(path: Path, *articles: str) -> History:
    """What can be taken back in a new sitting."""
    return History(Store.open(path, "ana").history(articles or (POST.id, COURIER.id)))


def taken_back(path: Path) -> str:
    """Take the last change back in a new sitting."""
    change = history(path).undo()
    assert change is not None
    Store.open(path, "ana").apply(change)
    return change.what


@pytest.fixture
def store(path: Path) -> Store:
    """With a tag `rumour` of its own and five annotations of two articles."""
    store = Store.open(path, "ana")
    store.apply(created(Codebook(), "rumour", key="r")[0])
    store.apply(
        adding(
            make_annotation(1, tags=("rumour",)),
            make_annotation(2, tags=("claim", "rumour"), note="why"),
            make_annotation(3, article=COURIER, tags=("rumour", "claim")),
            make_annotation(4, article=COURIER, tags=("denial",)),
            make_annotation(5, article=COURIER, tags=("rumour",), speaker="Sullivan"),
        )
    )
    return store


def rumour(store: Store) -> Tag:
    tag = store.codebook.by_id("rumour")
    assert tag is not None
    return tag


def merging(store: Store) -> Change:
    return merged(store.codebook, rumour(store), CLAIM, store.tagged("rumour"))


def deleting(store: Store) -> Change:
    return deleted(store.codebook, rumour(store), store.tagged("rumour"))


def renaming(store: Store) -> Change:
    return rewritten(store.codebook, rumour(store), name="hearsay", key="h")


def creating(store: Store) -> Change:
    return created(store.codebook, "spin")[0]


def moving(store: Store) -> Change:
    return moved(store.codebook, rumour(store), -2)


def both(store: Store) -> Change:
    """A new tag, given to a passage at once."""
    change, tag = created(store.codebook, "spin")
    return change._replace(edits=(Edit(None, make_annotation(9, tags=(tag.id,))),))


MERGED = {1: ("claim",), 2: ("claim",), 3: ("claim",), 4: ("denial",), 5: ("claim",)}
DELETED = {2: ("claim",), 3: ("claim",), 4: ("denial",), 5: ()}


def test_a_tag_is_merged_with_all_its_annotations_of_all_articles(store: Store) -> None:
    change = merging(store)
    assert change.what == "tag rumour merged into claim (4 annotations)"
    assert store.apply(change) == ([], in_order(change))
    assert tags_of(store) == MERGED
    assert names(store) == ["claim", "denial", "threat", "unverified"]


def in_order(change: Change) -> Change:
    """As the history tells it: with its edits in the order of articles and ids."""
    edits = tuple(sorted(change.edits, key=lambda edit: (edit.before and edit.before.passage.article, edit.id)))
    return change._replace(edits=edits)


def test_a_tag_is_deleted_with_what_then_says_nothing(store: Store) -> None:
    store.apply(deleting(store))
    assert tags_of(store) == DELETED
    assert names(store) == ["claim", "denial", "threat", "unverified"]


@pytest.mark.parametrize("make", [merging, deleting, renaming, creating, moving, both])
def test_a_change_of_the_codebook_is_one_line_and_is_taken_back_and_made_again_after_restarts(
    store: Store, path: Path, make: Callable[[Store], Change]
) -> None:
    before = store.codebook, list(store.everything())
    lines = journal_of(path).read_bytes().count(b"\n")
    change = make(store)
    store.apply(change)
    assert journal_of(path).read_bytes().count(b"\n") == lines + 1
    after = store.codebook, list(store.everything())
    assert after != before
    store.close()
    assert taken_back(path) == change.what
    assert (Store.open(path).codebook, list(Store.open(path).everything())) == before
    again = history(path).redo()
    assert again is not None
    Store.open(path, "ana").apply(again)
    assert (Store.open(path).codebook, list(Store.open(path).everything())) == after
    assert taken_back(path) == change.what
    assert (Store.open(path).codebook, list(Store.open(path).everything())) == before
    assert [finding for finding in verify(path).findings if "codebook" in finding.what] == []


def test_the_first_change_keeps_the_tags_that_everyone_has_and_taking_it_back_leaves_them(path: Path) -> None:
    store = Store.open(path, "ana")
    store.apply(created(Codebook(), "rumour")[0])
    store.apply(adding(make_annotation(1)))
    assert [len(action.edits) for action in journal.read(journal_of(path)).actions] == [5, 1, 1]
    assert taken_back(path) == "added"
    assert taken_back(path) == "tag rumour created"
    assert Store.open(path).codebook == Codebook()
    assert next_undo(history(path)) == ""


@pytest.mark.parametrize("make", [merging, deleting])
def test_a_bulk_change_is_there_whole_or_not_at_all_wherever_its_line_is_cut(
    store: Store, path: Path, make: Callable[[Store], Change]
) -> None:
    before, tags = journal_of(path).read_bytes(), tags_of(store)
    store.apply(make(store))
    after = journal_of(path).read_bytes()
    for end in (*range(len(before), len(after), 61), len(after) - 1):
        journal_of(path).write_bytes(after[:end])
        cut = Store.open(path)
        assert (tags_of(cut), "rumour" in names(cut)) == (tags, True)
    journal_of(path).write_bytes(after)
    assert "rumour" not in names(Store.open(path))


# Beside other windows


@pytest.mark.parametrize(("make", "expected"), [(merging, MERGED), (deleting, DELETED)])
def test_what_another_window_did_meanwhile_is_part_of_it_and_is_taken_back_too(
    store: Store, path: Path, make: Callable[[Store], Change], expected: dict[int, tuple[str, ...]]
) -> None:
    change = make(store)
    seen = {int(a.id[-12:]): a for a in store.everything()}
    other = Store.open(path, "ben")
    other.apply(adding(make_annotation(6, tags=("rumour", "threat")), make_annotation(7, tags=("rumour",))))
    other.apply(Change("gone", (Edit(seen[3], None),)))
    other.apply(Change("off", (Edit(seen[5], seen[5].revised(tags=("denial",))),)))
    other.apply(Change("note", (Edit(seen[1], seen[1].revised(note="theirs")),)))
    before = list(store.everything())
    applied = store.apply(change)
    assert applied.collided == []
    into = ("claim",) if make is merging else ()
    wanted = {**expected, 1: into, 5: ("denial",), 6: (*into, "threat"), **({7: into} if into else {})}
    wanted.pop(3)
    assert tags_of(store) == wanted
    assert store.uses().keys() <= {"claim", "denial", "threat"}
    assert {edit.id for edit in applied.change.edits} == {a.id for a in before if "rumour" in a.tags}
    # The change as it was asked for, by the window that does not know what it came to.
    back = change.inverse()
    store.apply(back)
    assert said(store) == [(a.id, a.tags, a.note) for a in before]
    again = change.again()
    store.apply(again)
    assert tags_of(store) == wanted
    store.apply(again.inverse())
    assert said(store) == [(a.id, a.tags, a.note) for a in before]
    assert next_undo(history(path)) == "added"


def said(store: Store) -> list[tuple[str, tuple[str, ...], str]]:
    return [(a.id, a.tags, a.note) for a in store.everything()]


def test_what_comes_back_has_a_revision_above_the_one_it_follows(store: Store, path: Path) -> None:
    change = merging(store)
    Store.open(path, "ben").apply(adding(make_annotation(6, tags=("rumour",))))
    store.apply(change)
    store.apply(change.inverse())
    revs = {int(a.id[-12:]): a.rev for a in store.everything()}
    assert revs[6] == 3


@pytest.mark.parametrize("make", [merging, deleting])
def test_a_tag_that_another_window_changed_stays_with_all_its_annotations(
    store: Store, path: Path, make: Callable[[Store], Change]
) -> None:
    change, before = make(store), tags_of(store)
    other = Store.open(path, "ben")
    other.apply(renaming(other))
    with pytest.raises(OutdatedError, match="tag rumour was changed in another window"):
        store.apply(change)
    assert tags_of(store) == before
    assert "hearsay" in names(store)


def test_a_tag_is_not_merged_into_one_that_has_gone(store: Store, path: Path) -> None:
    change, before = merging(store), tags_of(store)
    other = Store.open(path, "ben")
    other.apply(deleted(other.codebook, CLAIM, other.tagged("claim")))
    between = tags_of(store)
    assert between != before
    with pytest.raises(OutdatedError, match="tag claim was taken out"):
        store.apply(change)
    assert tags_of(store) == between
    assert "rumour" in names(store)


def test_a_merge_is_not_made_again_into_a_tag_that_has_gone(path: Path) -> None:
    store = Store.open(path, "ana")
    store.apply(created(Codebook(), "rumour")[0])
    store.apply(adding(make_annotation(1, tags=("rumour",))))
    store.apply(merging(store))
    taken_back(path)
    other = Store.open(path, "ben")
    other.apply(deleted(other.codebook, CLAIM, []))
    again = history(path).redo()
    assert again is not None
    with pytest.raises(OutdatedError, match="tag claim was taken out"):
        Store.open(path, "ana").apply(again)
    assert tags_of(store) == {1: ("rumour",)}


def test_a_new_tag_that_another_window_uses_by_now_is_not_taken_back(store: Store, path: Path) -> None:
    store.apply(creating(store))
    Store.open(path, "ben").apply(adding(make_annotation(6, tags=("spin",))))
    with pytest.raises(OutdatedError, match="given in another window"):
        taken_back(path)
    assert "spin" in names(store)


def test_a_merge_is_not_made_again_over_annotations_it_does_not_know(store: Store, path: Path) -> None:
    store.apply(merging(store))
    taken_back(path)
    Store.open(path, "ben").apply(adding(make_annotation(6, tags=("rumour",))))
    again = history(path).redo()
    assert again is not None
    before = state_of(journal_of(path))
    with pytest.raises(OutdatedError, match="given in another window"):
        Store.open(path, "ana").apply(again)
    assert state_of(journal_of(path)) == before


def test_taking_back_is_refused_whole_where_one_annotation_was_changed_since(store: Store, path: Path) -> None:
    store.apply(merging(store))
    other = Store.open(path, "ben")
    one = next(a for a in other.everything() if a.note == "why")
    other.apply(Change("removed", (Edit(one, None),)))
    left = tags_of(store)
    with pytest.raises(OutdatedError, match="changed in another window since"):
        taken_back(path)
    assert tags_of(store) == left
    assert "rumour" not in names(store)


def test_two_windows_change_a_tag_and_each_takes_back_its_own(store: Store, path: Path) -> None:
    other = Store.open(path, "ben")
    mine, theirs = (
        rewritten(store.codebook, rumour(store), name="hearsay"),
        rewritten(other.codebook, rumour(other), colour="red", name="gossip"),
    )
    assert other.apply(theirs).collided == []
    assert store.apply(mine).collided == ["name"]
    assert (rumour(store).name, rumour(store).colour) == ("hearsay", "red")
    store.apply(mine.inverse())
    assert (rumour(store).name, rumour(store).colour) == ("gossip", "red")
    other.apply(theirs.inverse())
    assert (rumour(store).name, rumour(store).colour) == ("rumour", "green")


def test_two_windows_make_the_same_tag_and_it_is_the_first_ones(path: Path) -> None:
    mine, other = Store.open(path, "ana"), Store.open(path, "ben")
    change, tag = created(Codebook(), "spin")
    other.apply(created(Codebook(), "Spin")[0])
    passage = Edit(None, make_annotation(1, tags=(tag.id,)))
    applied = mine.apply(change._replace(edits=(passage,)))
    assert (applied.change.tags, len(applied.change.edits)) == ((), 1)
    assert names(mine)[4:] == ["Spin"]
    mine.apply(change._replace(edits=(passage,)).inverse())
    assert (tags_of(mine), names(mine)[4:]) == ({}, ["Spin"])


# What is told of tags


def test_the_uses_of_tags_count_annotations_and_articles(store: Store) -> None:
    store.apply(adding(make_annotation(6, tags=("odd",))))
    assert store.uses() == {
        "rumour": Uses(4, 2), "claim": Uses(2, 2), "denial": Uses(1, 1), "odd": Uses(1, 1),
    }  # fmt: skip
    assert Store.open(store.path.with_name("none.json")).uses() == {}


def test_the_annotations_of_a_tag_stand_as_in_everything_with_their_places(store: Store, path: Path) -> None:
    assert store.tagged("rumour") == [a for a in store.everything() if "rumour" in a.tags]
    assert store.tagged("rum") == store.tagged("none") == []
    from articles.model import Story

    store.keep_story(Story("Talks", (make_article(),)))
    later = replace(make_article(text="New.\n\n" + make_article().version.text), id=POST.id)
    store.keep_story(Story("Talks", (later,)))
    one = store.tagged("rumour")[-1]
    placement = Placement(later.version.sha256, 18, 41, "moved", 1.0, of=one.passage.target)
    store.save_placements(one.passage.article, {one.id: placement})
    assert [a.placement for a in store.tagged("rumour") if a.id == one.id] == [placement]
    assert store.tagged("rumour") == [a for a in store.everything() if "rumour" in a.tags]


def test_a_record_that_is_no_annotation_stays_when_its_tag_goes(store: Store, path: Path) -> None:
    store.close()
    tables = json.loads(path.read_text("utf-8"))
    tables[POST.id]["5"] = {"tags": ["rumour"], "odd": True}
    path.write_text(json.dumps(tables), "utf-8")
    opened = Store.open(path, "ana")
    opened.apply(deleting(opened))
    opened.close()
    assert json.loads(path.read_text("utf-8"))[POST.id]["5"] == {"tags": ["rumour"], "odd": True}


# The history


def test_changes_of_the_codebook_are_in_the_history_of_every_story(store: Store, path: Path) -> None:
    store.apply(merging(store))
    assert [c.what for c in Store.open(path, "ana").history([POST.id])] == [
        "tag rumour created", "added", "tag rumour merged into claim (4 annotations)",
    ]  # fmt: skip
    elsewhere = Store.open(path, "ana").history(["herald-0"])
    assert [(c.what, len(c.edits), len(c.tags)) for c in elsewhere] == [
        ("tag rumour created", 0, 1),
        ("tag rumour merged into claim (4 annotations)", 4, 1),
    ]
    assert Store.open(path, "ben").history([POST.id]) == []


def test_lines_without_a_label_are_no_history(path: Path) -> None:
    store = Store.open(path, "ana")
    store.apply(created(Codebook(), "rumour")[0])  # before it the four tags that everyone has are written
    assert [change.what for change in store.history([POST.id])] == ["tag rumour created"]


# Tags that were taken out


def late(number: int, *tags: str, **fields: object) -> Change:
    """What a window gives that has not seen yet what another one did to the codebook."""
    return Change("late", (Edit(None, make_annotation(number, tags=tags, **fields)),), new_id())  # type: ignore[arg-type]


def test_a_late_tagging_follows_a_merge_however_often_the_tag_was_merged(store: Store, path: Path) -> None:
    other = Store.open(path, "ben")
    store.apply(merging(store))
    assert other.apply(late(11, "rumour", "threat")).change.edits[0].after == make_annotation(
        11, tags=("claim", "threat")
    )
    store.apply(merged(store.codebook, CLAIM, DENIAL, store.tagged("claim")))
    other.apply(late(12, "rumour"))
    other.apply(late(13, "denial", "claim"))
    held = next(a for a in other.everything() if a.id == uuid_of(12))
    other.apply(Change("more", (Edit(held, held.revised(tags=("denial", "rumour"), note="why")),), new_id()))
    assert {n: tags_of(store)[n] for n in (11, 12, 13)} == {11: ("denial", "threat"), 12: ("denial",), 13: ("denial",)}
    assert outside(store) == set()


def outside(store: Store) -> set[str]:
    """The tags that annotations have and the codebook lacks."""
    return {tag for annotation in store.everything() for tag in annotation.tags if not store.codebook.by_id(tag)}


def test_a_deleted_tag_does_not_come_back_by_a_late_tagging_and_that_is_told(store: Store, path: Path) -> None:
    other = Store.open(path, "ben")
    store.apply(deleting(store))
    with pytest.raises(OutdatedError, match="tag rumour was deleted in another window"):
        other.apply(late(11, "rumour"))
    held = next(a for a in other.everything() if a.id == uuid_of(4))
    with pytest.raises(OutdatedError, match="tag rumour was deleted"):
        other.apply(Change("late", (Edit(held, held.revised(tags=("denial", "rumour"))),), new_id()))
    other.apply(late(12, "rumour", "threat"))
    other.apply(late(13, "rumour", note="why"))
    assert tags_of(store) == {**DELETED, 12: ("threat",), 13: ()}
    assert "rumour" not in names(other)


def test_what_comes_back_by_an_undo_has_the_tag_that_its_own_was_merged_into(store: Store, path: Path) -> None:
    other = Store.open(path, "ben")
    one = next(a for a in other.everything() if a.id == uuid_of(1))
    removal = Change("removed", (Edit(one, None),), new_id())
    other.apply(removal)
    store.apply(merging(store))
    other.apply(removal.inverse())
    assert tags_of(store)[1] == ("claim",)


def test_what_was_refused_as_its_tag_was_deleted_can_be_done_once_that_is_taken_back(store: Store, path: Path) -> None:
    other = Store.open(path, "ben")
    one = next(a for a in other.everything() if a.id == uuid_of(1))
    removal = Change("removed", (Edit(one, None),), new_id())
    other.apply(removal)
    deletion = deleting(store)
    store.apply(deletion)
    with pytest.raises(OutdatedError, match="tag rumour was deleted"):
        other.apply(removal.inverse())
    store.apply(deletion.inverse())
    other.apply(removal.inverse())
    assert tags_of(store)[1] == ("rumour",)


def test_a_tag_that_was_taken_out_is_not_renamed_back_to_life(store: Store, path: Path) -> None:
    other = Store.open(path, "ben")
    renamed, merging_it = renaming(other), merging(store)
    store.apply(merging_it)
    with pytest.raises(OutdatedError, match="tag rumour was taken out in another window"):
        other.apply(renamed)
    assert names(other) == ["claim", "denial", "threat", "unverified"]
    store.apply(merging_it.inverse())
    other.apply(renamed)
    with pytest.raises(OutdatedError, match="was changed in another window"):
        store.apply(merging_it._replace(id=new_id()))
    assert "hearsay" in names(store)


def test_a_merge_into_a_tag_that_was_merged_goes_on_into_that_ones_heir(store: Store, path: Path) -> None:
    change, other = merging(store), Store.open(path, "ben")
    other.apply(merged(other.codebook, CLAIM, DENIAL, other.tagged("claim")))
    store.apply(change)
    assert tags_of(store) == dict.fromkeys(range(1, 6), ("denial",))
    assert outside(store) == set()


def test_what_became_of_a_tag_is_known_after_a_restart_and_to_who_takes_the_merge_back(
    store: Store, path: Path
) -> None:
    store.apply(merging(store))
    store.compact()
    Store.open(path, "ben").apply(late(11, "rumour"))
    assert tags_of(store)[11] == ("claim",)
    taken_back(path)
    assert store.codebook.gone == {}
    again = history(path).redo()
    assert again is not None
    Store.open(path, "ana").apply(again)
    assert store.codebook.gone == {"rumour": "claim"}


def test_a_tag_of_the_same_id_that_is_made_anew_is_no_gone_one(store: Store) -> None:
    store.apply(deleting(store))
    store.apply(created(store.codebook, "rumour")[0])
    store.apply(late(11, "rumour"))
    assert tags_of(store)[11] == ("rumour",)


def test_tags_that_never_were_in_the_codebook_stay_as_they_came(store: Store) -> None:
    store.apply(late(11, "of-another-program"))
    removed = Change("removed", (Edit(store.tagged("of-another-program")[0], None),), new_id())
    store.apply(removed)
    store.apply(removed.inverse())
    assert tags_of(store)[11] == ("of-another-program",)


# Keys and the lock


def test_keys_that_an_earlier_build_showed_become_the_tags_own_with_the_first_change(path: Path) -> None:
    store = Store.open(path, "ana")
    with store._storage.transaction():
        for n, tag in enumerate((CLAIM, Tag("a", "a"), Tag("b", "b"), Tag("c", "c", "5")), 1):
            record = {"id": tag.id, "name": tag.name, "key": tag.key, "place": n, "theirs": n}
            store._table("_codebook").insert(Document(record, int(text_key(tag.id))))
    assert [tag.key for tag in store.codebook.tags] == ["c", "2", "3", "5"]
    store.apply(moved(store.codebook, store.codebook.tag("b"), -1))
    store.apply(deleted(store.codebook, store.codebook.tag("a"), []))
    found = {tag.id: tag.key for tag in Store.open(path).codebook.tags}
    assert found == {"claim": "c", "b": "3", "c": "5"}
    store.apply(rewritten(store.codebook, store.codebook.tag("b"), key=""))
    assert store.codebook.tag("b").key == "", "it is not given one anew"
    assert all("theirs" in record for record in store._table("_codebook"))


def test_the_lock_is_there_for_every_window_until_it_is_taken_off(store: Store, path: Path) -> None:
    other = Store.open(path, "ben")
    assert not other.codebook.locked
    store.lock_codebook(True)
    assert other.codebook.locked
    store.apply(deleting(store))
    assert other.codebook.locked
    other.lock_codebook(False)
    assert not store.codebook.locked
