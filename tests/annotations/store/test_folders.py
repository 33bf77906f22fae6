"""Two stores whose names have something in common share nothing; what older programs put together is still found."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from annotations.changes import Change, Edit
from annotations.store import folders
from annotations.store.storage import JournaledStorage
from annotations.store.store import Store
from annotations.store.verify import verify
from articles.model import Story
from tests.annotations.conftest import make_annotation, make_article

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (
    "notes.json",
    "notes.bak",
    "notes",
    "notes.json.json",
    "notes.bak.json",
    "notes.JSON",
    ".json",
    "notes-backups",
)
WHATS = ("backups", "history", "versions")


def sitting(path: Path, number: int) -> Store:
    store = Store.open(path, "ana")
    store.keep_story(Story("Talks", (make_article(),)))
    store.apply(Change(f"added {number}", (Edit(None, make_annotation(number)),)))
    store.close()
    return store


def test_no_two_names_give_the_same_folder(tmp_path: Path) -> None:
    for one, other in combinations(NAMES, 2):
        own = {folders.own(tmp_path / one, what) for what in WHATS}
        assert own.isdisjoint(folders.own(tmp_path / other, what) for what in WHATS), (one, other)


def test_the_folders_of_a_json_file_are_called_as_ever(tmp_path: Path) -> None:
    assert [folders.own(tmp_path / "notes.json", what).name for what in WHATS] == [
        "notes.backups",
        "notes.history",
        "notes.versions",
    ]


def test_two_stores_with_one_stem_have_their_own_backups_history_and_texts(tmp_path: Path) -> None:
    one, other = tmp_path / "notes.json", tmp_path / "notes.bak"
    for number in (1, 2, 3):
        sitting(one, number)
    store = sitting(other, 9)
    assert [a.id[-1] for a in store.everything()] == ["9"]
    assert store.messages() == []
    assert Store.open(one).messages() == []
    assert [c.what for c in Store.open(other, "ana").history([make_article().id])] == ["added 9"]
    assert [c.what for c in Store.open(one, "ana").history([make_article().id])] == ["added 1", "added 2", "added 3"]
    assert [len(JournaledStorage(path).archive.backups()) for path in (one, other)] == [3, 1]
    for path in (one, other):
        assert verify(path).findings == []
        assert len(list(folders.own(path, "versions").iterdir())) == 2


def test_folders_that_an_older_program_made_are_read_on(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    for number in (1, 2):
        sitting(path, number)
    for what in WHATS:
        folders.own(path, what).rename(tmp_path / f"notes.{what}")
    for old in (tmp_path / "notes.backups").iterdir():
        old.rename(old.with_name(old.name.replace("notes.db-", "notes-")))
    store = Store.open(path, "ana")
    assert store.messages() == []
    assert [c.what for c in store.history([make_article().id])] == ["added 1", "added 2"]
    assert store.version_text(make_article().version.sha256) == make_article().version.text
    sitting(path, 3)
    assert len(JournaledStorage(path).archive.backups()) == 3
    assert [c.what for c in Store.open(path, "ana").history([make_article().id])] == ["added 1", "added 2", "added 3"]
    assert verify(path).findings == []


def test_folders_of_another_store_are_not_read(tmp_path: Path) -> None:
    """As a copy that was made beside a store."""
    one, copy = tmp_path / "notes.json", tmp_path / "notes.bak"
    sitting(one, 1)
    copy.write_bytes(one.read_bytes())
    for number in (2, 3):
        sitting(one, number)
    store = Store.open(copy, "ana")
    assert store.messages() == []
    assert store.history([make_article().id]) == []
    assert store.version_text(make_article().version.sha256) == make_article().version.text
    assert store.archive.backups() == []
