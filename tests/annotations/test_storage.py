"""The storage: what the file holds, what happens when a write fails, and which files it refuses."""

from __future__ import annotations

import errno
import json
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from annotations import storage as storage_module
from annotations.storage import AtomicStorage, StoreError, Tables
from tests.annotations.conftest import state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TABLES: Tables = {"post": {"10": {"note": "ten"}, "9": {"note": "nine “quoted”"}}, "courier": {"1": {"note": "one"}}}


def written(path: Path, tables: Tables = TABLES) -> AtomicStorage:
    storage = AtomicStorage(path)
    storage.write(tables)
    return storage


def test_the_file_holds_sorted_tables_and_one_record_a_line(path: Path) -> None:
    written(path)
    assert path.read_text("utf-8").splitlines() == [
        "{",
        '"_meta": {',
        '"1": {"schema": 1}',
        "},",
        '"courier": {',
        '"1": {"note": "one"}',
        "},",
        '"post": {',
        '"9": {"note": "nine “quoted”"},',
        '"10": {"note": "ten"}',
        "}",
        "}",
    ]


def test_stock_tinydb_opens_the_file(path: Path) -> None:
    written(path)
    with TinyDB(path) as db:
        assert db.tables() == {"_meta", "courier", "post"}
        assert sorted(doc.doc_id for doc in db.table("post")) == [9, 10]


def test_tinydb_works_over_it_as_over_its_own(path: Path) -> None:
    with TinyDB(path, storage=AtomicStorage) as db:
        db.table("post").insert({"note": "kept"})
    with TinyDB(path, storage=AtomicStorage) as db:
        assert db.table("post").all() == [{"note": "kept"}]


def test_nothing_is_made_before_the_first_write(tmp_path: Path) -> None:
    storage = AtomicStorage(tmp_path / "new" / "annotations.json")
    assert storage.read() is None
    assert list(tmp_path.iterdir()) == []


def test_what_is_new_belongs_to_the_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        path = tmp_path / "a" / "b" / "annotations.json"
        written(path)
    finally:
        os.umask(before)
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "a").rglob("*")}
    assert modes == {"b": 0o700, "annotations.json": 0o600, "annotations.json.lock": 0o600}
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700


def test_the_same_tables_are_not_written_again(path: Path) -> None:
    storage = written(path)
    before = state_of(path)
    with storage.transaction():
        storage.write(TABLES)
    assert state_of(path) == before


def test_several_writes_of_a_transaction_are_one_of_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = written(path)
    replaced = []

    def replace(source: Path, target: Path) -> None:
        replaced.append(target)
        _real_replace(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with storage.transaction():
        storage.write({**TABLES, "a": {"1": {}}})
        storage.write({**TABLES, "b": {"1": {}}})
        assert set(storage.read() or {}) >= {"b"}
    assert replaced == [path]
    assert set(storage.read() or {}) == {"_meta", "b", "courier", "post"}


def test_a_transaction_that_raises_leaves_all_as_it_was(path: Path) -> None:
    storage = written(path)
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError), storage.transaction():
        storage.write({"new": {"1": {"note": 1 // 0}}})
    assert path.read_bytes() == before
    assert (storage.read() or {})["post"] == TABLES["post"]


def test_a_write_outside_a_transaction_never_undoes_another_window(path: Path) -> None:
    mine, other = written(path), AtomicStorage(path)
    tables = mine.read()
    other.read()
    other.write({"other": {"1": {}}})
    with pytest.raises(StoreError, match="another window"):
        mine.write(tables or {})
    assert set(AtomicStorage(path).read() or {}) == {"_meta", "other"}


def test_a_file_replaced_by_one_of_the_same_size_is_noticed(path: Path) -> None:
    mine, other = written(path, {"a": {"1": {"n": 0}}}), AtomicStorage(path)
    for n in range(1, 10):
        with other.transaction():
            other.write({"a": {"1": {"n": n}}})
        assert mine.changed_on_disk()
        assert (mine.read() or {})["a"] == {"1": {"n": n}}
        assert not mine.changed_on_disk()


def test_half_a_surrogate_pair_survives(path: Path) -> None:
    written(path, {"a": {"1": {"note": "half \ud83d"}}})
    assert (AtomicStorage(path).read() or {})["a"] == {"1": {"note": "half \ud83d"}}
    path.read_bytes().decode("utf-8")


def test_a_symlinked_file_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real" / "store.json", tmp_path / "link.json"
    written(real)
    link.symlink_to(real)
    storage = AtomicStorage(link)
    with storage.transaction():
        storage.write({"new": {"1": {}}})
    assert link.is_symlink()
    assert set(AtomicStorage(real).read() or {}) == {"_meta", "new"}


def _full(fd: int, data: bytes) -> int:
    """A disk with room for the first write of ten bytes only."""
    if os.fstat(fd).st_size >= 10:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return _real_write(fd, bytes(data)[:10])


def _broken(fd: int) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def _broken_for_folders(fd: int) -> None:
    if stat.S_ISDIR(os.fstat(fd).st_mode):
        _broken(fd)
    _real_fsync(fd)


_real_write, _real_fsync, _real_replace = os.write, os.fsync, os.replace


@pytest.mark.parametrize(("call", "fault"), [("write", _full), ("fsync", _broken)])
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, fault: Callable[..., object]
) -> None:
    storage = written(path)
    before, files = path.read_bytes(), sorted(p.name for p in path.parent.iterdir())
    with monkeypatch.context() as patch:
        patch.setattr(os, call, fault)
        with pytest.raises(StoreError, match="not saved"), storage.transaction():
            storage.write({"new": {"1": {"note": "x" * 100}}})
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == files
    assert "new" not in (storage.read() or {})
    with storage.transaction():
        storage.write({"new": {"1": {}}})
    assert set(AtomicStorage(path).read() or {}) == {"_meta", "new"}


def test_after_a_failed_sync_of_the_folder_the_same_write_is_made_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = written(path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", _broken_for_folders)
        with pytest.raises(StoreError, match="not saved"), storage.transaction():
            storage.write({"new": {"1": {}}})
    synced: list[int] = []

    def fsync(fd: int) -> None:
        synced.append(os.fstat(fd).st_mode)
        _real_fsync(fd)

    monkeypatch.setattr(os, "fsync", fsync)
    with storage.transaction():
        storage.write({"new": {"1": {}}})
    assert any(stat.S_ISDIR(mode) for mode in synced)


def test_a_write_is_synced_before_and_after_the_rename(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = written(path)
    old = path.read_bytes()
    seen: list[tuple[bool, bool]] = []

    def fsync(fd: int) -> None:
        seen.append((stat.S_ISDIR(os.fstat(fd).st_mode), path.read_bytes() == old))
        _real_fsync(fd)

    monkeypatch.setattr(os, "fsync", fsync)
    with storage.transaction():
        storage.write({})
    assert seen == [(False, True), (True, False)]


META = b'"_meta": {"1": {"schema": 1}}'
DAMAGED = {
    "empty": (b"", "is empty"),
    "zero bytes": (b"\0" * 4096, "zero bytes"),
    "cut": (b"{" + META, "damaged: no JSON at line 1"),
    "trailing bytes": (b"{" + META + b"}}", "damaged: no JSON"),
    "zeros at the end": (b"{" + META + b"}\0\0", "damaged: no JSON"),
    "latin-1": (b'{"a\xe9": {}, ' + META + b"}", "byte 3 is not UTF-8"),
    "utf-16": (("{" + META.decode() + "}").encode("utf-16"), "not UTF-8"),
    "conflict markers": (b"<<<<<<< mine\n{" + META + b"}\n", "damaged: no JSON"),
    "deep nesting": (b"[" * 200_000, "damaged"),
    "long number": (b'{"a": {"1": {"n": ' + b"9" * 5000 + b"}}, " + META + b"}", "damaged"),
    "list on top": (b"[" + b"1" + b"]", "not a store"),
    "foreign JSON": (b'{"name": "package", "version": "1.0.0"}', "not a store"),
    "foreign TinyDB": (b'{"_default": {"1": {"a": 1}}}', "not a store"),
    "empty object": (b"{}", "not a store"),
    "newer": (b'{"_meta": {"1": {"schema": 2}}}', "newer newsreader"),
    "schema no number": (b'{"_meta": {"1": {"schema": "one"}}}', "not a store"),
    "schema true": (b'{"_meta": {"1": {"schema": true}}}', "not a store"),
    "schema nought": (b'{"_meta": {"1": {"schema": 0}}}', "not a store"),
    "table a list": (b'{"a": [], ' + META + b"}", "table 'a'"),
    "record a text": (b'{"a": {"1": "x"}, ' + META + b"}", "record '1'"),
    "id no number": (b'{"a": {"x": {}}, ' + META + b"}", "record 'x'"),
    "ids that TinyDB would join": (b'{"a": {"01": {}, "1": {}}, ' + META + b"}", "record '01'"),
    "the same id twice": (b'{"a": {"1": {"n": 1}, "1": {"n": 2}}, ' + META + b"}", "'1' stands twice"),
    "SQLite": (b"SQLite format 3\0" + bytes(100), "damaged"),
}


@pytest.mark.parametrize(("data", "what"), DAMAGED.values(), ids=DAMAGED.keys())
def test_what_is_no_whole_store_is_refused_and_left_alone(path: Path, data: bytes, what: str) -> None:
    path.write_bytes(data)
    before = state_of(path)
    storage = AtomicStorage(path)
    with pytest.raises(StoreError, match=what) as read:
        storage.read()
    with pytest.raises(StoreError, match=what), storage.transaction():
        storage.write({})
    assert state_of(path) == before
    assert str(path) in str(read.value)
    assert read.value.todo


def test_a_byte_order_mark_is_no_damage(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf{" + META + b"}")
    assert set(AtomicStorage(path).read() or {}) == {"_meta"}


def test_unknown_fields_of_the_meta_table_survive(path: Path) -> None:
    path.write_text('{"_meta": {"1": {"schema": 1, "made": "elsewhere"}, "2": {}}}')
    storage = AtomicStorage(path)
    with storage.transaction():
        storage.write({**(storage.read() or {}), "a": {"1": {}}})
    assert json.loads(path.read_text())["_meta"] == {"1": {"schema": 1, "made": "elsewhere"}, "2": {}}


def _folder(path: Path) -> None:
    path.mkdir()


def _link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


@pytest.mark.parametrize(
    "make",
    [_folder, os.mkfifo, _link_to("nowhere"), _link_to("annotations.json"), _link_to("/dev/null")],
    ids=["folder", "pipe", "dangling link", "link loop", "device"],
)
def test_what_is_no_file_is_refused_at_once(path: Path, make: Callable[[Path], None]) -> None:
    make(path)
    with pytest.raises(StoreError):
        AtomicStorage(path).read()
    assert [p.name for p in path.parent.iterdir()] == ["annotations.json"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError):
        AtomicStorage(tmp_path / "file" / "annotations.json").read()


def test_a_file_that_goes_away_is_not_begun_anew(path: Path) -> None:
    storage = written(path)
    path.unlink()
    with pytest.raises(StoreError, match="has gone"), storage.transaction():
        storage.write({})
    assert not path.exists()


@pytest.fixture
def readonly() -> Iterator[Path]:
    """A folder with a store that this process may read and not write, also where the tests run as root."""
    import filelock  # while the place where it is installed can be read

    assert filelock
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written(folder / "annotations.json").close()
        (folder / "annotations.json").chmod(0o444)
        folder.chmod(0o555)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)


def test_a_read_only_store_is_read_and_says_why_it_is_not_written(readonly: Path) -> None:
    storage = AtomicStorage(readonly / "annotations.json")
    assert (storage.read() or {})["post"] == TABLES["post"]
    with (
        pytest.raises(StoreError, match="permission denied; you may not write"),
        storage.transaction(),
    ):
        storage.write({})
    assert (storage.read() or {})["post"] == TABLES["post"]


def test_a_lock_held_elsewhere_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    monkeypatch.setattr(storage_module, "LOCK_TIMEOUT", 0.01)
    storage = written(path)
    with FileLock(path.with_name("annotations.json.lock")):
        other = AtomicStorage(path)
        with pytest.raises(StoreError, match="another window is busy"):
            other.write({})
    assert (storage.read() or {})["post"] == TABLES["post"]


def test_what_a_killed_writer_left_is_cleared_away(path: Path) -> None:
    storage = written(path)
    (path.parent / ".annotations.json.newsreader.tmp").write_bytes(b"half")
    with storage.transaction():
        storage.write({})
    assert sorted(p.name for p in path.parent.iterdir()) == ["annotations.json", "annotations.json.lock"]
