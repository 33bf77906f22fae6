"""Backups are listed, restored as one action, and a restoration can be taken back."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from annotations.changes import Change, Edit
from annotations.codebook.recoding import created
from annotations.store.restoring import Changed, backups, chosen, restore, undo
from annotations.store.storage import JournaledStorage, StoreError
from annotations.store.store import OutdatedError, Store
from annotations.store.verify import verify
from articles.model import Story
from tests.annotations.conftest import make_annotation, make_article, state_of, uuid_of

if TYPE_CHECKING:
    from pathlib import Path

    from articles.model import Article

ARTICLE = make_article().id


def change(path: Path, *edits: Edit, annotator: str = "ana") -> None:
    """A sitting in which this was done."""
    store = Store.open(path, annotator)
    store.apply(Change("changed", edits))
    store.close()


def added(number: int) -> Edit:
    return Edit(None, make_annotation(number))


def noted(number: int, note: str) -> Edit:
    return Edit(make_annotation(number), make_annotation(number, note=note, rev=2))


def numbers(path: Path) -> list[tuple[int, str]]:
    """The annotations in the store by their numbers, with their notes."""
    store = Store.open(path)
    return sorted((int(a.id[-12:]), a.note) for a in store.everything())


@pytest.fixture
def store(path: Path) -> Path:
    """Three sittings: 1 and 2 were added; 3 was added; 1 was deleted and 2 got a note."""
    change(path, added(1), added(2))
    change(path, added(3))
    change(path, Edit(make_annotation(1), None), noted(2, "later"))
    return path


def test_backups_are_listed_the_newest_first(store: Path) -> None:
    found = backups(JournaledStorage(store).archive)
    assert [(b.number, b.annotations) for b in found] == [(1, 3), (2, 2), (3, 0)]
    assert [b.size for b in found] == [b.path.stat().st_size for b in found]
    assert [b.written for b in found] == sorted((b.written for b in found), reverse=True)


def test_the_time_of_a_backup_is_when_it_was_the_state_of_the_store(path: Path) -> None:
    change(path, added(1))
    os.utime(path, (1_600_000_000, 1_600_000_000))
    change(path, added(2))
    assert backups(JournaledStorage(path).archive)[0].written == 1_600_000_000


def test_a_damaged_backup_is_listed_as_unreadable(store: Path) -> None:
    backups(JournaledStorage(store).archive)[1].path.write_bytes(b"{")
    assert [b.annotations for b in backups(JournaledStorage(store).archive)] == [3, None, 0]


def test_a_store_without_backups_lists_none(path: Path) -> None:
    assert backups(JournaledStorage(path).archive) == []


def test_a_backup_becomes_the_present_state(store: Path) -> None:
    storage = JournaledStorage(store)
    changed = restore(storage, chosen(storage.archive, "1"))
    assert changed == Changed(back=1, gone=0, other=1, besides=0)
    assert numbers(store) == [(1, ""), (2, ""), (3, "")]
    storage.close()
    assert numbers(store) == [(1, ""), (2, ""), (3, "")]
    with TinyDB(store) as db:
        assert len(db.table(ARTICLE)) == 3


def test_the_state_before_is_the_newest_backup(store: Path) -> None:
    before = numbers(store)
    storage = JournaledStorage(store)
    restore(storage, chosen(storage.archive, "2"))
    storage.close()
    assert numbers(store) == [(1, ""), (2, "")]
    storage = JournaledStorage(store)
    restore(storage, chosen(storage.archive, "1"))
    assert numbers(store) == before


def test_what_is_in_the_journal_only_is_in_the_backup_made_before(store: Path) -> None:
    other = Store.open(store, "ben")
    other.apply(Change("added", (added(4),)))
    storage = JournaledStorage(store)
    restore(storage, chosen(storage.archive, "1"))
    assert numbers(store) == [(1, ""), (2, ""), (3, "")]
    restore(storage, chosen(storage.archive, "1"))
    assert numbers(store) == [(2, "later"), (3, ""), (4, "")]


def test_a_restoration_makes_no_more_than_one_backup_of_the_state_before(store: Path) -> None:
    storage = JournaledStorage(store)
    restore(storage, chosen(storage.archive, "2"))
    storage.close()
    assert [b.annotations for b in backups(storage.archive)] == [2, 3, 2, 0]


def test_it_is_one_action_of_the_annotator(store: Path) -> None:
    storage = JournaledStorage(store)
    before = storage.actions()
    restore(storage, chosen(storage.archive, "2"), "ana")
    after = JournaledStorage(store).actions()
    assert after[:-1] == before
    assert (after[-1].what, after[-1].annotator, len(after[-1].edits)) == ("backup restored", "ana", 3)
    assert [c.what for c in Store.open(store, "ana").history([ARTICLE])][-1] == "backup restored"
    assert [c.what for c in Store.open(store, "ben").history([ARTICLE])] == []


def test_another_window_sees_it_as_any_other_change(store: Path) -> None:
    window = Store.open(store, "ben")
    assert [a.id for a in window.annotations(ARTICLE)] == [uuid_of(2), uuid_of(3)]
    storage = JournaledStorage(store)
    restore(storage, chosen(storage.archive, "1"))
    assert window.refresh()
    assert [a.id for a in window.annotations(ARTICLE)] == [uuid_of(1), uuid_of(2), uuid_of(3)]
    storage.close()
    window.apply(Change("added", (added(5),)))
    assert len(numbers(store)) == 4
    assert window.messages() == []


def test_articles_stories_and_tags_come_back_too(path: Path, story: Story) -> None:
    opened = Store.open(path)
    opened.keep_story(story)
    opened.apply(Change("added", (added(1),)))
    opened.close()
    opened = Store.open(path)
    opened.apply(created(opened.codebook, "rumour")[0])
    book = opened.codebook
    opened.close()
    storage = JournaledStorage(path)
    assert restore(storage, chosen(storage.archive, "1")) == Changed(
        besides=len(book.tags) + 1
    )  # and how their keys are kept
    assert Store.open(path).codebook.by_name("rumour") is None
    assert verify(path).findings == []


def test_the_same_state_changes_nothing_and_makes_no_backup(store: Path) -> None:
    storage = JournaledStorage(store)
    storage.back_up()
    before = {p: state_of(p) for p in store.parent.rglob("*") if p.is_file()}
    assert restore(storage, chosen(storage.archive, "1")) == Changed()
    storage.close()
    assert {p: state_of(p) for p in store.parent.rglob("*") if p.is_file()} == before


def test_a_store_that_has_gone_comes_back(store: Path) -> None:
    before = numbers(store)
    storage = JournaledStorage(store)
    storage.back_up()
    storage.close()
    store.unlink()
    storage = JournaledStorage(store)
    assert restore(storage, chosen(storage.archive, "1")).back == len(before)
    storage.close()
    assert numbers(store) == before


def test_a_file_from_elsewhere_can_be_named(store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy of the store.json"
    copy.write_bytes(store.read_bytes())
    before = numbers(store)
    change(store, added(6))
    storage = JournaledStorage(store)
    assert restore(storage, chosen(storage.archive, str(copy))) == Changed(gone=1)
    assert numbers(store) == before


# What is refused


@pytest.mark.parametrize(
    ("which", "said"),
    [("0", "no backup 0 among the 3 here"), ("4", "no backup 4"), ("none.json", "no such backup")],
)
def test_a_backup_that_is_not_there_is_refused(store: Path, which: str, said: str) -> None:
    storage = JournaledStorage(store)
    before = {p: state_of(p) for p in store.parent.rglob("*") if p.is_file()}
    with pytest.raises(StoreError, match=said):
        restore(storage, chosen(storage.archive, which))
    assert {p: state_of(p) for p in store.parent.rglob("*") if p.is_file()} == before


def test_without_any_backup_that_is_told(path: Path) -> None:
    with pytest.raises(StoreError, match="there are no backups"):
        chosen(JournaledStorage(path).archive, "1")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (b"\0" * 40, "is not a store of newsreader"),
        (b"SQLite format 3\0", "is not a store of newsreader"),
        (b"", "is not a store of newsreader"),
        (None, "is damaged: 1 of its lines is not as written"),
    ],
)
def test_a_damaged_backup_is_refused(store: Path, damage: bytes | None, said: str) -> None:
    storage = JournaledStorage(store)
    backup = chosen(storage.archive, "1")
    whole = backup.read_bytes()
    backup.write_bytes(whole.replace(b'"paragraph": ', b'"paragraph" ', 1) if damage is None else damage)
    before = numbers(store)
    with pytest.raises(StoreError, match=said):
        restore(storage, backup)
    assert numbers(store) == before
    assert len(backups(storage.archive)) == 3


def test_a_backup_of_a_newer_program_is_refused(store: Path) -> None:
    storage = JournaledStorage(store)
    backup = chosen(storage.archive, "1")
    backup.write_bytes(backup.read_bytes().replace(b'"schema": 1', b'"schema": 2'))
    with pytest.raises(StoreError, match="written by a newer newsreader"):
        restore(storage, backup)


def test_what_cannot_be_written_leaves_the_store_as_it_was(store: Path) -> None:
    before = numbers(store)
    storage = JournaledStorage(store)
    storage.read()
    backup = chosen(storage.archive, "2")
    folder = storage.archive.backups_folder
    folder.rename(folder.with_name("away"))
    folder.write_bytes(b"in the way")
    with pytest.raises(StoreError, match="not saved"):
        restore(storage, folder.with_name("away") / backup.name)
    assert numbers(store) == before


# Undo


def test_a_restoration_is_taken_back(store: Path) -> None:
    before = numbers(store)
    storage = JournaledStorage(store)
    restore(storage, chosen(storage.archive, "2"), "ana")
    storage.close()
    storage = JournaledStorage(store)
    assert undo(storage, "ana") == Changed(back=1, gone=1, other=1)
    storage.close()
    assert numbers(store) == before


def test_restorations_are_taken_back_one_after_the_other(store: Path) -> None:
    states = [numbers(store)]
    storage = JournaledStorage(store)
    for which in (3, 3):  # the backup made before shifts the numbers by one
        restore(storage, chosen(storage.archive, str(which)))
        states.append(numbers(store))
    assert len({str(state) for state in states}) == 3
    undo(storage)
    assert numbers(store) == states[1]
    undo(storage)
    assert numbers(store) == states[0]
    with pytest.raises(StoreError, match="no backup was restored that could be taken back"):
        undo(storage)


def test_what_another_window_did_to_other_records_stays(store: Path) -> None:
    storage = JournaledStorage(store)
    restore(storage, chosen(storage.archive, "1"))
    change(store, added(7), annotator="ben")
    undo(storage)
    assert numbers(store) == [(2, "later"), (3, ""), (7, "")]


def test_what_opening_a_story_notes_does_not_stand_in_the_way(path: Path) -> None:
    first, later = make_article(), replace(make_article(text="Another text of it."), id=ARTICLE)
    third = replace(make_article(text="And a third text of it."), id=ARTICLE)

    def opened(article: Article) -> None:
        store = Store.open(path, "ana")
        store.keep_story(Story("Talks", (article,), ("/a",)))
        store.close()

    opened(first)
    change(path, added(1))
    opened(later)
    storage = JournaledStorage(path)
    restore(storage, chosen(storage.archive, "2"))
    assert numbers(path) == []
    opened(third)
    undo(storage)
    assert numbers(path) == [(1, "")]
    versions = [version.sha256 for version in Store.open(path).articles()[ARTICLE].versions]
    assert sorted(versions) == sorted(article.version.sha256 for article in (first, later, third))
    assert versions[-1] == third.version.sha256


def test_where_a_record_was_changed_since_it_is_refused(store: Path) -> None:
    storage = JournaledStorage(store)
    restore(storage, chosen(storage.archive, "1"))
    change(store, noted(2, "meanwhile"), annotator="ben")
    before = numbers(store)
    with pytest.raises(OutdatedError, match="1 of the records that the backup brought was changed since"):
        undo(storage)
    assert numbers(store) == before
