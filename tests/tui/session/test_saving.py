"""What cannot be saved is tried again by itself, asked about before it is left, and kept for the next start."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from annotations.changes import Change, Edit
from annotations.ids import new_id
from annotations.store import emergency, lock, writer
from annotations.store.storage import JournaledStorage
from annotations.store.store import Store
from annotations.store.writer import Writer
from articles.model import Story
from tests.annotations.conftest import locked, make_annotation, make_article, uuid_of
from tests.annotations.store.test_storage import journal_of
from tui.session import saving as saving_module
from tui.session.saving import LONGEST_WAIT_POLLS, Saving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui.session.saving import StoredStory

STORY = Story("Talks", (make_article(),))


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(lock, "TIMEOUT_SECONDS", 0.01)
    monkeypatch.setattr(writer, "LAST_PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr(saving_module, "FLUSH_SECONDS", 0.1)
    return tmp_path / "annotations.json"


@pytest.fixture
def saving(path: Path) -> Iterator[Saving]:
    made = Saving(Writer(Store.open(path, "ana")))
    yield made
    made.close()


def add(saving: Saving, number: int) -> None:
    saving.apply(Change(f"added {number}", (Edit(None, make_annotation(number)),), id=new_id()))


def tried(saving: Saving) -> None:
    """Wait until all was tried."""
    saving._writer.flush(30)


def polled(saving: Saving, count: int = 1) -> None:
    for _ in range(count):
        saving.poll(STORY, lambda stored: None)
        tried(saving)


def ids(path: Path) -> list[str]:
    return [a.id for a in Store.open(path).everything()]


def test_a_lock_that_is_free_again_is_found_by_itself(saving: Saving, path: Path) -> None:
    with locked(path):
        add(saving, 1)
        tried(saving)
        assert (saving.state, saving.unsaved) == ("not saved", True)
        polled(saving, 3)
        assert saving.state == "not saved"
    polled(saving, 4)
    assert (saving.state, saving.unsaved, saving.error) == ("saved", False, "")
    assert saving.recovered
    assert ids(path) == [uuid_of(1)]


def test_a_disk_with_room_again_is_found_by_itself(saving: Saving, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(fd: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        add(saving, 1)
        add(saving, 2)
        tried(saving)
        assert saving.error == f"no space left on device ({path}); make room on the disk"
    polled(saving)
    assert saving.state == "saved"
    assert ids(path) == [uuid_of(1), uuid_of(2)]


def test_it_is_tried_ever_less_often_and_never_given_up(
    saving: Saving, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []
    retry, polls = saving._writer.retry, 0

    def counted() -> None:
        tries.append(polls)
        retry()

    monkeypatch.setattr(saving._writer, "retry", counted)
    with locked(path):
        add(saving, 1)
        tried(saving)
        for polls in range(1, 100):  # noqa: B007 - counted() reads it
            polled(saving)
    waits = [after - before for before, after in zip([0, *tries], tries, strict=False)]
    assert waits == [1, 2, 4, 8, 16, *[LONGEST_WAIT_POLLS] * 3]


def test_why_it_is_not_saved_is_said_once(saving: Saving, path: Path) -> None:
    with locked(path):
        add(saving, 1)
        tried(saving)
        assert saving.error == f"another window is busy with it ({path})"


def test_what_a_message_explains_was_done_by_no_other_window(saving: Saving, path: Path) -> None:
    found: list[StoredStory] = []
    add(saving, 1)
    tried(saving)
    journal_of(path).unlink()
    saving.poll(STORY, found.append)
    tried(saving)
    (stored,) = found
    assert stored.explained
    assert stored.annotations == []
    (message,) = saving.notices
    assert message.startswith("annotations.json.journal was deleted by another program")
    Store.open(path, "ben").apply(Change("added", (Edit(None, make_annotation(2)),)))
    saving.poll(STORY, found.append)
    tried(saving)
    assert not found[1].explained


def test_what_the_program_notes_by_itself_is_no_reason_to_ask(saving: Saving, path: Path) -> None:
    with locked(path):
        saving.keep_story(STORY)
        assert not saving.unsaved
        tried(saving)
        assert not saving.unsaved


def test_closing_keeps_what_cannot_be_saved_for_the_next_start(path: Path) -> None:
    saving = Saving(Writer(Store.open(path, "ana")))
    with locked(path):
        saving.keep_story(STORY)
        add(saving, 1)
        add(saving, 2)
        assert saving.unsaved
        assert not saving.close()
    assert saving.kept is not None
    assert ids(path) == []
    storage = JournaledStorage(path)
    emergency.take_in(storage, everywhere=True)
    assert ids(path) == [uuid_of(1), uuid_of(2)]
    assert storage.messages == ["2 changes that were not saved when newsreader ended are in the store now"]
    assert not saving.kept.exists()
    (one, _) = Store.open(path, "ana").history([make_article().id])
    assert one.what == "added 1"


def test_whether_it_could_be_kept_is_tried_and_leaves_no_file(
    saving: Saving, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with locked(path):
        add(saving, 1)
        tried(saving)
        assert saving.could_be_kept
        assert emergency.kept(path) == []
        with monkeypatch.context() as patch:
            patch.setattr(emergency, "write_new", full)
            assert not saving.could_be_kept


def test_what_is_saved_in_the_end_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saving = Saving(Writer(Store.open(path, "ana")))
    kept: list[list[Path]] = []
    close = Writer.close

    def closing(self: Writer) -> bool:
        kept.append(emergency.kept(path))
        holder.__exit__(None, None, None)
        return close(self)

    holder = locked(path)
    holder.__enter__()
    add(saving, 1)
    monkeypatch.setattr(Writer, "close", closing)
    assert saving.close()
    assert [len(files) for files in kept] == [1]
    assert emergency.kept(path) == []
    assert ids(path) == [uuid_of(1)]
