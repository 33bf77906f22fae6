"""The storage: what stands in its files when, what it refuses to touch, and who may read them."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from annotations.store import lock
from annotations.store.rotation import BACKUPS_KEPT
from annotations.store.snapshot import decode
from annotations.store.storage import ActionLabel, JournaledStorage, StoreError
from tests.annotations.conftest import locked, state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotations.store.snapshot import Tables

TABLES: Tables = {"post": {"10": {"note": "ten"}, "9": {"note": "nine “quoted”"}}, "courier": {"1": {"note": "one"}}}


def act(storage: JournaledStorage, tables: Tables, what: str = "") -> None:
    """An action that brings the store to this state."""
    with storage.transaction(ActionLabel(what)):
        storage.write(tables)


def written(path: Path, tables: Tables = TABLES) -> JournaledStorage:
    storage = JournaledStorage(path)
    act(storage, tables)
    return storage


def found(path: Path) -> Tables:
    """What who opens it now finds."""
    return {name: table for name, table in (JournaledStorage(path).read() or {}).items() if table}


def journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.journal")


def names(path: Path) -> list[str]:
    """What stands beside the store, besides the lock."""
    return sorted(p.name for p in path.parent.iterdir() if p.suffix != ".lock")


def test_an_action_is_a_line_of_the_journal_until_the_store_is_closed(path: Path) -> None:
    storage = written(path)
    assert decode(path.read_bytes()).tables == {}
    assert journal_of(path).read_bytes().count(b"\n") == 2
    act(storage, {})
    assert journal_of(path).read_bytes().count(b"\n") == 3
    act(storage, TABLES)
    storage.close()
    assert decode(path.read_bytes()).tables == TABLES
    assert names(path) == ["annotations.backups", "annotations.history", "annotations.json"]


def test_after_a_clean_exit_stock_tinydb_reads_all_and_no_journal_is_left(path: Path) -> None:
    written(path).close()
    with TinyDB(path) as db:
        assert db.tables() == {"_meta", "courier", "post"}
        assert sorted(doc.doc_id for doc in db.table("post")) == [9, 10]
    assert not journal_of(path).exists()


def test_tinydb_works_over_it_as_over_its_own(path: Path) -> None:
    with TinyDB(path, storage=JournaledStorage) as db:
        db.table("post").insert({"note": "kept"})
    with TinyDB(path, storage=JournaledStorage) as db:
        assert db.table("post").all() == [{"note": "kept"}]
        db.table("post").upsert({"note": "kept", "more": [1]}, lambda doc: True)
        db.drop_table("none")
    with TinyDB(path) as stock:
        assert stock.table("post").all() == [{"note": "kept", "more": [1]}]


def test_nothing_is_made_before_the_first_write(tmp_path: Path) -> None:
    storage = JournaledStorage(tmp_path / "new" / "annotations.json")
    assert storage.read() is None
    assert not storage.refresh()
    storage.compact()
    storage.back_up()
    storage.close()
    assert [path.name for path in tmp_path.rglob("*")] == ["new", "annotations.json.lock"]


def test_what_is_new_belongs_to_the_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        path = tmp_path / "a" / "b" / "annotations.json"
        written(path).close()
        act(JournaledStorage(path), {})
    finally:
        os.umask(before)
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "a").rglob("*")}
    folders = {"b", "annotations.backups", "annotations.history"}
    assert {name for name, mode in modes.items() if mode == 0o700} == folders
    assert {mode for name, mode in modes.items() if name not in folders} == {0o600}
    assert len(modes) == 8
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700


def test_what_changes_nothing_writes_nothing(path: Path) -> None:
    storage = written(path)
    before = state_of(path), state_of(journal_of(path))
    act(storage, TABLES)
    assert (state_of(path), state_of(journal_of(path))) == before


def _count(monkeypatch: pytest.MonkeyPatch, name: str, counted: list[int]) -> None:
    real = getattr(os, name)

    def call(fd: int, *args: bytes) -> object:
        counted.append(len(args[0]) if args else 1)
        return real(fd, *args)

    monkeypatch.setattr(os, name, call)


@pytest.mark.parametrize("held", [100, 20_000])
def test_an_action_writes_one_line_and_syncs_once_however_much_is_held(
    path: Path, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    tables: Tables = {f"t{n}": {str(i): {"note": "x" * 80} for i in range(20)} for n in range(held // 20)}
    storage = written(path, tables)
    storage.compact()
    act(storage, {**(storage.read() or {}), "begins": {"1": {"note": "a journal"}}})
    written_bytes: list[int] = []
    syncs: list[int] = []
    with monkeypatch.context() as patch:
        _count(patch, "write", written_bytes)
        for name in ("fsync", "fdatasync"):
            _count(patch, name, syncs)
        act(storage, {**(storage.read() or {}), "t1": {"1": {"note": "x" * 500}}, "t2": tables["t2"]})
    assert len(syncs) == 1
    assert len(written_bytes) == 1
    assert sum(written_bytes) <= 4096


def test_several_writes_of_a_transaction_are_one_action(path: Path) -> None:
    storage = written(path)
    with storage.transaction(ActionLabel("both")):
        storage.write({**TABLES, "a": {"1": {}}})
        storage.write({**(storage.read() or {}), "b": {"1": {}}})
        assert found(path) == TABLES
    assert found(path) == {**TABLES, "a": {"1": {}}, "b": {"1": {}}}
    assert [len(action.edits) for action in storage.actions()] == [3, 2]


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt, SystemExit])
def test_a_transaction_that_raises_leaves_all_as_it_was(path: Path, error: type[BaseException]) -> None:
    storage = written(path)
    before = state_of(path), state_of(journal_of(path))

    def interrupted() -> None:
        with storage.transaction():
            storage.write({"new": {"1": {}}})
            raise error

    with pytest.raises(error):
        interrupted()
    assert (state_of(path), state_of(journal_of(path))) == before
    assert storage.read() == TABLES
    act(JournaledStorage(path), {"new": {"1": {}}})
    assert storage.read() == {"new": {"1": {}}, "post": {}, "courier": {}}


def test_what_is_no_json_is_refused_and_all_is_as_it_was(path: Path) -> None:
    storage = written(path)
    before = journal_of(path).read_bytes()
    with pytest.raises(TypeError):
        act(storage, {"new": {"1": {"note": object()}}})
    assert journal_of(path).read_bytes() == before
    assert storage.read() == TABLES


def test_who_keeps_what_it_wrote_changes_nothing_in_the_store(path: Path) -> None:
    storage = JournaledStorage(path)
    record = {"tags": ["a"], "place": (1, 2)}
    act(storage, {"post": {"1": record}})
    record["tags"].append("b")  # type: ignore[attr-defined]
    assert storage.read() == {"post": {"1": {"tags": ["a"], "place": [1, 2]}}} == found(path)
    act(storage, {"post": {"1": record}})
    assert found(path) == {"post": {"1": {"tags": ["a", "b"], "place": [1, 2]}}}


def test_a_write_outside_a_transaction_never_undoes_another_window(path: Path) -> None:
    mine, other = written(path), JournaledStorage(path)
    tables = mine.read() or {}
    other.read()
    other.write({**TABLES, "other": {"1": {}}})
    with pytest.raises(StoreError, match="another window"):
        mine.write({**tables, "mine": {"1": {}}})
    assert found(path) == {**TABLES, "other": {"1": {}}}
    mine.write({**(mine.read() or {}), "mine": {"1": {}}})
    assert found(path) == {**TABLES, "other": {"1": {}}, "mine": {"1": {}}}


def test_a_large_journal_is_folded_while_the_store_is_used(path: Path) -> None:
    storage = JournaledStorage(path, compact_at=3000)
    for number in range(40):
        act(storage, {**(storage.read() or {}), f"t{number}": {"1": {"note": "x" * 100}}})
        assert not journal_of(path).exists() or journal_of(path).stat().st_size < 3000
    assert len(decode(path.read_bytes()).tables) > 20
    assert len(found(path)) == 40
    assert len(storage.actions()) == 40


def test_backups_rotate_and_the_newest_is_the_state_before_the_last_save(path: Path) -> None:
    states = []
    for number in range(14):
        states.append(path.read_bytes() if path.exists() else b"")
        storage = JournaledStorage(path)
        act(storage, {"post": {str(n): {"note": "x"} for n in range(number + 1)}})
        storage.close()
        JournaledStorage(path).close()  # a sitting in which nothing is changed
    backups = storage.archive.backups()
    assert len(backups) == BACKUPS_KEPT == 10
    assert [backup.read_bytes() for backup in backups] == states[:3:-1]
    assert [len(decode(backup.read_bytes()).tables["post"]) for backup in backups] == list(range(13, 3, -1))


def test_the_clock_may_go_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from annotations.store import archive

    for number in range(12):
        monkeypatch.setattr(archive, "now", lambda number=number: f"20{50 - number}-01-01T00:00:00.000Z")
        storage = JournaledStorage(path)
        act(storage, {"post": {str(n): {} for n in range(number + 1)}}, f"action {number}")
        storage.close()
    counts = [len(decode(backup.read_bytes()).tables["post"]) for backup in storage.archive.backups()]
    assert counts == list(range(11, 1, -1))
    assert [action.what for action in storage.actions()] == [f"action {number}" for number in range(12)]


def test_other_files_in_the_folder_of_the_backups_stay(path: Path) -> None:
    written(path).close()
    mine = path.with_name("annotations.backups") / "annotations-mine.json"
    mine.write_text("mine")
    for number in range(12):
        storage = written(path, {"post": {str(number): {}}})
        storage.close()
    assert mine.read_text() == "mine"
    assert mine not in storage.archive.backups()


def test_a_symlinked_file_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real" / "store.json", tmp_path / "link.json"
    written(real).close()
    link.symlink_to(real)
    written(link, {"new": {"1": {}}}).close()
    assert link.is_symlink()
    assert found(real) == {"new": {"1": {}}}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link.json", "real"]


REFUSED = {
    "SQLite": (b"SQLite format 3\0" + bytes(100), "not a store"),
    "zeros": (bytes(100), "not a store"),
    "foreign TinyDB": (b'{"_default": {"1": {"a": 1}}}', "not a store"),
    "newer": (b'{"_meta": {"1": {"schema": 2}}, "post": {"1": {"new": "form"}}}', "newer newsreader"),
    "schema no number": (b'{"_meta": {"1": {"schema": "one"}}}', "not a store"),
}


@pytest.mark.parametrize(("data", "what"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_ours_is_refused_and_left_alone(path: Path, data: bytes, what: str) -> None:
    path.write_bytes(data)
    before = state_of(path)
    storage = JournaledStorage(path)
    for _ in range(2):
        with pytest.raises(StoreError, match=what) as refused:
            storage.read()
        with pytest.raises(StoreError, match=what), storage.transaction():
            storage.write({})
    storage.close()
    assert state_of(path) == before
    assert names(path) == ["annotations.json"]
    assert str(path) in str(refused.value)
    assert refused.value.todo


@pytest.mark.parametrize("beside", [False, True])
def test_a_newer_store_is_left_alone_although_there_are_backups(path: Path, beside: bool) -> None:
    storage = written(path)
    storage.close()
    if beside:
        written(path, {})
    path.write_bytes(path.read_bytes().replace(b'"schema": 1', b'"schema": 2'))
    before = [state_of(file) for file in sorted(path.parent.rglob("*")) if file.is_file()]
    for opened in (storage, JournaledStorage(path)):
        with pytest.raises(StoreError, match="newer newsreader"):
            opened.read()
    assert [state_of(file) for file in sorted(path.parent.rglob("*")) if file.is_file()] == before


def test_a_file_of_the_first_version_is_taken_over_and_kept_as_a_backup(path: Path) -> None:
    first = b'{\n"_meta": {\n"1": {"schema": 1}\n},\n"post": {\n"9": {"note": "nine"}\n}\n}\n'
    path.write_bytes(first)
    storage = JournaledStorage(path)
    assert storage.read() == {"post": {"9": {"note": "nine"}}}
    assert storage.messages == []
    assert path.read_bytes() == first
    act(storage, TABLES)
    storage.close()
    assert [backup.read_bytes() for backup in storage.archive.backups()] == [first]
    assert found(path) == TABLES


def test_unknown_fields_of_the_meta_table_survive(path: Path) -> None:
    path.write_text('{"_meta": {"1": {"schema": 1, "made": "elsewhere"}}}')
    written(path).close()
    assert decode(path.read_bytes()).meta["made"] == "elsewhere"


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
        JournaledStorage(path).read()
    assert [p.name for p in path.parent.iterdir()] == ["annotations.json"]


def test_a_pipe_in_the_place_of_the_journal_is_refused_at_once(path: Path) -> None:
    written(path).close()
    os.mkfifo(journal_of(path))
    with pytest.raises(StoreError, match="journal cannot be read: is a pipe"):
        JournaledStorage(path).read()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError):
        JournaledStorage(tmp_path / "file" / "annotations.json").read()


def test_a_file_that_goes_away_is_not_begun_anew(path: Path) -> None:
    storage = written(path)
    path.unlink()
    for _ in range(2):
        with pytest.raises(StoreError, match="has gone"):
            act(storage, {})
    assert not path.exists()


@pytest.fixture
def readonly() -> Iterator[Path]:
    """A folder with a store that this process may read and not write, also where the tests run as root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written(folder / "annotations.json").close()
        act(JournaledStorage(folder / "annotations.json"), {**TABLES, "more": {"1": {}}})
        (folder / "annotations.json").chmod(0o444)
        for file in folder.rglob("*"):
            file.chmod(0o555)
        folder.chmod(0o555)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            for each in (folder, *folder.iterdir()):
                each.chmod(0o755)


def test_a_read_only_store_is_read_and_says_why_it_is_not_written(readonly: Path) -> None:
    storage = JournaledStorage(readonly / "annotations.json")
    assert storage.read() == {**TABLES, "more": {"1": {}}}
    with pytest.raises(StoreError, match="permission denied; you may not write"):
        act(storage, {})
    assert storage.read() == {**TABLES, "more": {"1": {}}}
    storage.close()


def test_a_damaged_store_in_a_read_only_place_is_read_and_that_is_told(readonly: Path) -> None:
    path = readonly / "annotations.json"
    if os.geteuid() == 65534:
        os.seteuid(0)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-20])
    path.chmod(0o444)
    if os.getuid() == 0:
        os.seteuid(65534)
    before = path.read_bytes()
    storage = JournaledStorage(path)
    for _ in range(2):
        assert storage.read() == {**TABLES, "more": {"1": {}}}
    (message,) = storage.messages
    assert "could not be written back: permission denied" in message
    assert path.read_bytes() == before


def test_a_read_only_file_is_not_replaced(path: Path) -> None:
    written(path).close()
    path.chmod(0o444)
    before = state_of(path)
    storage = JournaledStorage(path)
    with pytest.raises(StoreError, match="the file is read-only"):
        act(storage, {})
    assert storage.read() == TABLES
    assert state_of(path) == before


def test_a_lock_held_elsewhere_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "TIMEOUT_SECONDS", 0.01)
    storage = written(path)
    with locked(path):
        other = JournaledStorage(path)
        assert other.read() == TABLES
        with pytest.raises(StoreError, match="another window is busy"):
            other.write({})
    assert storage.read() == TABLES


def test_what_a_killed_writer_left_is_cleared_away(path: Path) -> None:
    storage = written(path)
    (path.parent / ".annotations.json.newsreader.tmp").write_bytes(b"half")
    storage.close()
    assert names(path) == ["annotations.backups", "annotations.history", "annotations.json"]


def test_where_there_are_no_hard_links_backups_are_copies(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(source: Path, target: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", link)
    storage = written(path)
    storage.close()
    before = path.read_bytes()
    written(path, {}).close()
    backups = storage.archive.backups()
    assert [decode(backup.read_bytes()).tables for backup in backups] == [TABLES, {}]
    assert backups[0].read_bytes() == before
    assert stat.S_IMODE(backups[0].stat().st_mode) == 0o600
