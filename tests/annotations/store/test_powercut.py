"""The store after a power cut at any moment: nothing that was called saved is lost, and nothing is unreadable."""

from __future__ import annotations

import shutil
from copy import deepcopy
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tinydb import TinyDB

from annotations.store import snapshot
from annotations.store.storage import ActionLabel, JournaledStorage
from tests.annotations.store.powercut import Disk, Files, Op, Recorder, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotations.store.snapshot import Tables

STORE = "new/annotations.json"
"""Below the disk's root, so that a folder is made too."""

ACTIONS, MANY = 16, 80
"""In the short and the long form."""

COMPACT_AT = 1200
"""Bytes of a journal: a few actions."""

SYNCS = [
    "archive._rotate of a folder",
    "archive.set_aside of a folder",
    "durable.make_folder of a folder",
    "durable.replace_file of a folder",
    "durable.write_new of a file",
    "journal._write of a file",
    "journal.create of a folder",
    "journal.settle of a file",
    "journal.settle of a folder",
    "storage._make_ready of a folder",
    "storage._retire_leftover of a folder",
]
"""All that the store wants synced; each is needed."""


@cache
def _after(count: int) -> Tables:
    """What the store holds after so many actions: additions, edits, deletions, and one of each in several tables."""
    tables = deepcopy(_after(count - 1)) if count else {}
    if not count:
        return tables
    for name in ("one", "two", "three") if count % 5 == 0 else (("one", "two", "three")[count % 3],):
        table = tables.setdefault(name, {})
        table[str(count)] = {"note": f"note {count} “ü”", "rev": 1}
        if count % 4 == 0 and len(table) > 1:
            del table[min(table, key=int)]
        elif count % 3 == 0:
            oldest = table[min(table, key=int)]
            oldest["note"] += " again"
    return {name: table for name, table in tables.items() if table}


class Run(NamedTuple):
    """What was asked of the system from a state of the disk on."""

    begin: Files
    ops: list[Op]
    saved: int = 0
    """How many actions the store held before."""


def act(storage: JournaledStorage, recorder: Recorder, first: int, last: int) -> None:
    """Bring a store that holds the first actions on to the last; what is begun and what is saved is marked."""
    for count in range(first + 1, last + 1):
        recorder.mark(f"begun {count}")
        with storage.transaction(ActionLabel(f"action {count}")):
            storage.write(deepcopy(_after(count)))
        recorder.mark(f"saved {count}")


def saved(ops: list[Op]) -> int:
    """How many actions were called saved."""
    return max((int(op.path.split()[1]) for op in ops if op.path.startswith("saved ")), default=0)


def sitting(folder: Path, monkeypatch: pytest.MonkeyPatch, actions: int = ACTIONS) -> Run:
    """Two windows after each other, and then two at once."""
    recorder = Recorder(folder)
    with recorder.watching(monkeypatch):
        for first, last in pairwise((0, 6, 10)):
            storage = JournaledStorage(folder / STORE, compact_at=COMPACT_AT)
            act(storage, recorder, first, last)
            storage.close()
        windows = [JournaledStorage(folder / STORE, compact_at=COMPACT_AT) for _ in range(2)]
        for count in range(10, actions):
            act(windows[count % 2], recorder, count, count + 1)
        windows[0].compact()
        for window in windows:
            window.close()
    return Run({}, recorder.ops)


def taken_over(run: Run, moment: int, folder: Path, monkeypatch: pytest.MonkeyPatch, *, again: bool) -> Run:
    """The same, its window being killed at this moment; another one goes on, with the same action or the next."""
    ops = run.ops[:moment]
    disk = Disk(run.begin)
    for op in ops:
        disk.do(op)
    lay_out(disk.now(), folder)
    recorder = Recorder(folder)
    with recorder.watching(monkeypatch):
        storage = JournaledStorage(folder / STORE, compact_at=COMPACT_AT)
        first = saved(ops)
        if not again and _tables(storage) == _after(first + 1):
            first += 1
        act(storage, recorder, first, first + 3)
    return Run(run.begin, ops + recorder.ops)


def _tables(storage: JournaledStorage) -> Tables:
    return {name: table for name, table in (storage.read() or {}).items() if table}


def mended(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A damaged store is opened and gone on with."""
    recorder = Recorder(folder)
    storage = JournaledStorage(folder / STORE)
    act(storage, recorder, 0, 4)
    storage.close()
    storage = JournaledStorage(folder / STORE)
    act(storage, recorder, 4, 7)
    lines = (folder / STORE).read_bytes().splitlines(keepends=True)
    (folder / STORE).write_bytes(b"".join(line.replace(b'"note', b"'note") for line in lines))
    recorder = Recorder(folder)
    begin = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with recorder.watching(monkeypatch):
        act(JournaledStorage(folder / STORE), recorder, 7, 9)
    return Run(begin, recorder.ops, 7)


class Moment(NamedTuple):
    """What may be on the disk after a cut."""

    files: Files
    saved: int
    """How many actions were called saved before it."""
    begun: int


def moments(run: Run, *, without: str = "", since: int = 0, every: int = 1) -> Iterator[Moment]:
    """Each state once. `without` is a sync that is not made."""
    disk, known = Disk(run.begin), set()
    counts = {"saved": run.saved, "begun": run.saved}
    for i, op in enumerate(run.ops):
        if op.kind == "mark":
            what, number = op.path.split()
            counts[what] = int(number)
        elif not (op.kind == "sync" and op.site == without):
            disk.do(op)
        if i < since or i % every:
            continue
        for files in disk.states():
            key = hash((*counts.values(), *sorted(files.items())))
            if key not in known:
                known.add(key)
                yield Moment(files, **counts)


def wrong(moment: Moment, folder: Path) -> str:
    """What is wrong with a store in this state; empty for nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    lay_out(moment.files, folder)
    storage = JournaledStorage(folder / STORE)
    try:
        tables = _tables(storage)
    except Exception as error:
        return f"unreadable: {error!r}"
    if tables not in [_after(count) for count in range(moment.saved, moment.begun + 1)]:
        return f"{moment.saved} actions were called saved, {moment.begun} begun, found {tables}"
    return ""


def _backup_missing(files: Files) -> str:
    """The snapshot before the present one, if there was any, is among the backups."""
    if not files.get(STORE):  # what was begun and holds nothing opens as a new store
        return ""
    generation = snapshot.decode(files[STORE]).generation
    backups = {int(Path(path).name.split("-")[1]): data for path, data in files.items() if ".backups/" in path}
    if generation > 1 and generation - 1 not in backups:
        return f"no backup of snapshot {generation - 1}"
    return "".join(f"backup {n} is damaged" for n, data in backups.items() if snapshot.decode(data).generation != n)


def goes_on(moment: Moment, folder: Path) -> str:
    """What is wrong when a store in this state, which was just looked at, is gone on with."""
    storage = JournaledStorage(folder / STORE)
    with storage.transaction():
        storage.write({**(storage.read() or {}), "more": {"1": {"note": "more"}}})
    expected = storage.read() or {}
    storage.close()
    with TinyDB(folder / STORE) as db:
        found = {name: {str(doc.doc_id): dict(doc) for doc in db.table(name)} for name in db.tables()}
    found.pop("_meta")
    if found != {name: table for name, table in expected.items() if table}:
        return f"stock TinyDB finds {found}"
    left = [path.name for path in (folder / STORE).parent.iterdir() if path.name.endswith((".journal", ".tmp"))]
    return f"left behind: {left}" if left else ""


def test_a_cut_at_any_moment_costs_nothing_that_was_called_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    actions = MANY if full else ACTIONS
    run = sitting(tmp_path / "run", monkeypatch, actions)
    assert saved(run.ops) == actions
    count = 0
    for count, moment in enumerate(moments(run, every=1 if full else 3), 1):
        assert not wrong(moment, tmp_path / "cut") + _backup_missing(moment.files), moment
        if count % 10 == 0:
            assert not goes_on(moment, tmp_path / "cut"), moment
    print(f"{count} states after a power cut: none unreadable, none of {actions} actions lost")
    assert count >= (1000 if full else 100)


def test_a_cut_after_a_window_was_killed_and_another_went_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    run = sitting(tmp_path / "run", monkeypatch, 40 if full else ACTIONS)
    begun = next(i for i, op in enumerate(run.ops) if op.path == STORE) + 1
    count, kills = 0, range(begun, len(run.ops), 1 if full else 5)
    for killed_at in kills:
        folder = tmp_path / f"run {killed_at}"
        other = taken_over(run, killed_at, folder, monkeypatch, again=killed_at % 2 == 0)
        shutil.rmtree(folder)
        for moment in moments(other, since=killed_at, every=1 if full else 3):
            assert not wrong(moment, tmp_path / "cut"), (killed_at, moment)
            count += 1
    print(f"{count} states after {len(kills)} kills and a power cut: none unreadable, nothing lost")
    assert count >= (4000 if full else 100)


def test_a_cut_while_a_damaged_store_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = mended(tmp_path / "run", monkeypatch)
    damaged, count = run.begin[STORE], 0
    for moment in moments(run):
        assert damaged in moment.files.values(), moment
        assert not wrong(moment, tmp_path / "cut"), moment
        count += 1
    print(f"{count} states after a power cut while mending: none unreadable, nothing lost, the damaged bytes kept")
    assert count >= 20


@pytest.mark.parametrize("site", SYNCS)
def test_without_any_one_sync_something_would_be_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: str
) -> None:
    """So that the tests above can be believed, and no sync is made in vain."""
    run = sitting(tmp_path / "run", monkeypatch)
    assert any(_losses(run, site, tmp_path, monkeypatch))


def _losses(run: Run, site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if site.startswith(("journal.settle", "storage.")):
        begun = next(i for i, op in enumerate(run.ops) if op.path == STORE) + 1
        for killed_at in range(begun, len(run.ops)):
            folder = tmp_path / f"run {killed_at}"
            other = taken_over(run, killed_at, folder, monkeypatch, again=site.startswith("journal"))
            if any(op.site == site for op in other.ops):
                yield from (wrong(m, tmp_path / "cut") for m in moments(other, without=site, since=killed_at))
    elif site.startswith("archive.set_aside"):
        again = mended(tmp_path / "again", monkeypatch)
        yield from (
            "" if again.begin[STORE] in moment.files.values() else "the damaged bytes have gone"
            for moment in moments(again, without=site)
        )
    else:
        for moment in moments(run, without=site):
            yield wrong(moment, tmp_path / "cut") or _backup_missing(moment.files)


def test_no_sync_is_left_out_of_this(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = sitting(tmp_path / "run", monkeypatch)
    sites = {op.site for op in run.ops + mended(tmp_path / "mended", monkeypatch).ops if op.kind == "sync"}
    for killed_at in range(len(run.ops)):
        if saved(run.ops[:killed_at]):
            folder = tmp_path / f"run {killed_at}"
            other = taken_over(run, killed_at, folder, monkeypatch, again=killed_at % 2 == 0)
            sites |= {op.site for op in other.ops if op.kind == "sync"}
    assert sorted(sites) == SYNCS
