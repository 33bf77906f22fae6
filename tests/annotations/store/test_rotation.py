"""Which backups are kept: states in which something was done, and the last of each day."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from annotations.changes import Change, Edit
from annotations.store import archive
from annotations.store.rotation import BACKUPS_KEPT, DAYS_KEPT
from annotations.store.snapshot import decode
from annotations.store.storage import JournaledStorage
from annotations.store.store import Store
from articles.model import Story
from tests.annotations.conftest import make_annotation, make_article

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

STORY = Story("Talks", (make_article(),))


PLACES = iter(range(1000))


def sitting(path: Path, number: int | None = None) -> None:
    """Something is tagged; without a number the story is only opened and read."""
    store = Store.open(path, "ana")
    store.keep_story(STORY)
    if number is not None:
        store.apply(Change("added", (Edit(None, make_annotation(number)),)))
    store.keep_story(STORY, {"article": STORY.articles[0].id, "offset": next(PLACES)})
    store.close()


def counts(path: Path) -> list[int]:
    """How many annotations there are in each backup, the newest first."""
    tables = [decode(backup.read_bytes()).tables for backup in JournaledStorage(path).archive.backups()]
    return [len(held.get(STORY.articles[0].id, {})) for held in tables]


def test_sittings_in_which_nothing_was_tagged_push_nothing_out(path: Path) -> None:
    for number in range(1, 5):
        sitting(path, number)
    for _ in range(30):
        sitting(path)
    assert {0, 1, 2, 3, 4} == set(counts(path))
    assert len(counts(path)) <= BACKUPS_KEPT


def test_a_store_that_was_begun_anew_keeps_the_backups_of_the_old_one(path: Path) -> None:
    for number in range(1, 5):
        sitting(path, number)
    path.unlink()
    for _ in range(30):
        sitting(path)
    assert {0, 1, 2, 3, 4} == set(counts(path))


def test_the_last_backup_of_a_day_outlasts_many_sittings_of_the_next(path: Path) -> None:
    sitting(path, 1)
    sitting(path, 2)
    yesterday = (datetime.now() - timedelta(days=1)).timestamp()  # noqa: DTZ005 - days are local
    os.utime(path, (yesterday, yesterday))
    for number in range(3, 20):
        sitting(path, number)
    assert counts(path) == [*range(18, 8, -1), 2]


def test_a_name_tells_the_day_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies may have lost the time of the file."""
    for day in range(1, 15):
        for sitting_of_day in range(12):
            moment = f"2026-03-{day:02}T1{sitting_of_day // 10}:0{sitting_of_day % 10}:00.000Z"
            monkeypatch.setattr(archive, "now", lambda moment=moment: moment)
            storage = JournaledStorage(path)
            with storage.transaction():
                storage.write({"post": {str(day * 100 + sitting_of_day): {}}})
            storage.close()
    days = [backup.name.split("-")[2][6:8] for backup in storage.archive.backups()]
    assert days[:BACKUPS_KEPT] == ["14"] * BACKUPS_KEPT
    assert [int(day) for day in days[BACKUPS_KEPT:]] == list(range(13, 14 - DAYS_KEPT, -1))


def test_what_another_program_wrote_into_a_backup_is_not_taken_for_what_was_there_before(path: Path) -> None:
    for number in range(1, 4):
        sitting(path, number)
    path.write_bytes(path.read_bytes().replace(b'"note": ""', b'"note": "by hand"', 1))
    for number in range(4, 8):
        sitting(path, number)
    for _ in range(20):
        sitting(path)
    assert any(b"by hand" in backup.read_bytes() for backup in JournaledStorage(path).archive.backups())
