"""A disk that refuses any one call: the change is not saved, nothing else is lost, and a retry saves it."""

from __future__ import annotations

import errno
import os
import resource
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from annotations.store.errors import UnsavedError
from annotations.store.storage import ActionLabel, JournaledStorage
from tests.annotations.store.test_storage import act, found, journal_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from annotations.store.snapshot import Tables

CALLS = ("open", "write", "fsync", "fdatasync", "mkdir", "rename", "replace", "link", "unlink")


class Disk:
    """Counts the calls to the system that name or change files, and refuses some of them."""

    def __init__(self, error: int, *, refused: int, to_the_end: bool, calls: tuple[str, ...] = CALLS) -> None:
        self.error = error
        self.refused = refused
        """Which call is refused, from 0."""
        self.to_the_end = to_the_end
        """Whether all that follow are refused too."""
        self.calls = calls
        self.count = 0

    @contextmanager
    def broken(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        with monkeypatch.context() as patch:
            for name in self.calls:
                patch.setattr(os, name, self._refusing(name, getattr(os, name)))
            yield

    def _refusing(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if name == "open" and not args[1] & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
                return real(*args, **kwargs)
            number, self.count = self.count, self.count + 1
            if number < self.refused or (number > self.refused and not self.to_the_end):
                return real(*args, **kwargs)
            if name == "write" and len(args[1]) > 1:
                real(args[0], bytes(args[1])[: len(args[1]) // 2])
            raise OSError(self.error, os.strerror(self.error))

        return call


def began(path: Path) -> tuple[JournaledStorage, Tables]:
    """A store with a snapshot, a backup and a journal, and what is in it."""
    storage = JournaledStorage(path)
    act(storage, {"post": {"1": {"note": "one"}}})
    storage.close()
    act(storage, {"post": {"1": {"note": "one"}, "2": {"note": "two"}}})
    return storage, storage.read() or {}


def left_behind(path: Path) -> list[str]:
    return [file.name for file in path.parent.rglob("*") if file.name.endswith(".tmp")]


DOINGS: dict[str, Callable[[JournaledStorage, Tables], None]] = {
    "append": lambda storage, tables: act(storage, tables, "refused"),
    "fold": lambda storage, tables: storage.compact(),
    "back up": lambda storage, tables: storage.back_up(),
}


@pytest.mark.parametrize("to_the_end", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO], ids=errno.errorcode.get)
@pytest.mark.parametrize("doing", DOINGS)
def test_what_the_disk_refuses_is_not_saved_and_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, doing: str, error: int, to_the_end: bool
) -> None:
    refused = 0
    while True:
        path = tmp_path / str(refused) / "annotations.json"
        storage, before = began(path)
        wanted: Tables = {**before, "new": {"1": {"note": "x" * 300}}} if doing == "append" else before
        disk = Disk(error, refused=refused, to_the_end=to_the_end)
        saved = True
        with disk.broken(monkeypatch):
            try:
                DOINGS[doing](storage, wanted)
            except UnsavedError:
                saved = False
        there = wanted if saved else before
        assert storage.read() == there, refused
        assert found(path) == there, refused
        DOINGS[doing](storage, wanted)
        assert storage.read() == wanted, refused
        assert found(path) == wanted, refused
        storage.close()
        assert left_behind(path) == []
        assert not journal_of(path).exists()
        assert found(path) == wanted
        assert all(
            found(backup) in ({}, {"post": {"1": {"note": "one"}}}, before) for backup in storage.archive.backups()
        )
        if disk.count <= refused:
            break
        refused += 1
    assert refused >= 3


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO], ids=errno.errorcode.get)
def test_the_first_action_of_all_is_refused_and_saved_on_retry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    refused = 0
    while True:
        path = tmp_path / str(refused) / "new" / "annotations.json"
        storage = JournaledStorage(path)
        disk = Disk(error, refused=refused, to_the_end=False)
        with disk.broken(monkeypatch):
            try:
                act(storage, {"post": {"1": {"note": "one"}}})
            except UnsavedError:
                assert not storage.read()
                assert found(path) == {}
        act(storage, {"post": {"1": {"note": "one"}}})
        assert storage.read() == found(path) == {"post": {"1": {"note": "one"}}}
        assert left_behind(path) == []
        if disk.count <= refused:
            break
        refused += 1
    assert refused >= 6


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """No file of this process may grow beyond `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", range(0, 400, 40))
def test_a_limit_on_the_size_of_files_is_told_and_the_change_is_saved_when_it_is_gone(path: Path, room: int) -> None:
    storage, before = began(path)
    wanted: Tables = {**before, "new": {"1": {"note": "x" * 600}}}
    with file_size_limit(journal_of(path).stat().st_size + room):
        with pytest.raises(UnsavedError, match="not saved: file too large; the place limits the size of files"):
            act(storage, wanted)
        assert storage.read() == found(path) == before
    act(storage, wanted)
    assert storage.read() == found(path) == wanted


def test_many_refused_foldings_leave_the_backups_as_they_are(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage, before = began(path)
    storage.close()
    act(storage, {**before, "more": {"1": {}}})
    kept = storage.archive.backups()
    with Disk(errno.ENOSPC, refused=0, to_the_end=True, calls=("write",)).broken(monkeypatch):
        for _ in range(15):
            with pytest.raises(UnsavedError):
                storage.compact()
    assert [backup for backup in storage.archive.backups() if backup in kept] == kept
    assert len(storage.archive.backups()) == len(kept) + 1


def test_a_line_whose_sync_failed_is_not_taken_for_saved_by_a_window_that_saw_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage, before = began(path)
    other = JournaledStorage(path)
    other.read()
    real = os.fdatasync

    def fdatasync(fd: int) -> None:
        assert (other.read() or {}).get("new")  # the other window looks just then, and sees the line
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    for size in (300, 200, 400):  # another line in its place, as long, shorter and longer
        with monkeypatch.context() as patch:
            patch.setattr(os, "fdatasync", fdatasync)
            with pytest.raises(UnsavedError):
                act(storage, {**before, "new": {"1": {"note": "x" * 300}}})
        assert os.fdatasync is real
        third = JournaledStorage(path)
        before = {**before, f"third {size}": {"1": {"note": "y" * (size - 6)}}}
        act(third, before)
        act(other, {**(other.read() or {}), f"other {size}": {"1": {}}})
        before = {**before, f"other {size}": {"1": {}}}
        assert other.read() == found(path) == before
        other.compact()
        assert storage.read() == found(path) == before


def test_after_a_failed_sync_a_repeated_change_is_synced_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the line could not be taken out again, so that nothing is left to write."""
    storage, before = began(path)
    wanted: Tables = {**before, "new": {"1": {}}}
    disk = Disk(errno.EIO, refused=0, to_the_end=True, calls=("fdatasync", "ftruncate"))
    with disk.broken(monkeypatch), pytest.raises(UnsavedError, match="not saved: input/output error"):
        act(storage, wanted)
    old = path.read_bytes()
    act(storage, wanted, "again")
    assert path.read_bytes() != old
    assert storage.read() == found(path) == wanted


def test_nothing_is_called_saved_before_its_sync_has_returned(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage, before = began(path)
    order: list[str] = []
    real = os.fdatasync

    def fdatasync(fd: int) -> None:
        order.append("sync begins")
        real(fd)
        order.append("sync ends")

    monkeypatch.setattr(os, "fdatasync", fdatasync)
    with storage.transaction(ActionLabel("x")):
        storage.write({**before, "new": {"1": {}}})
        order.append("written")
    order.append("saved")
    assert order == ["written", "sync begins", "sync ends", "saved"]
