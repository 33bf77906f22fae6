"""The durable TinyDB storage: a snapshot that stock `TinyDB(path)` opens, and a journal of what came since.

A transaction is one action: one line in the journal and one sync. The journal is folded into the snapshot when the
store is closed and when it has grown large; the snapshot is durable before the journal is retired.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from tinydb import Storage

from annotations import journal, recovery, snapshot
from annotations.archive import Archive
from annotations.durable import advice, make_folder, open_regular, reason, replace_file
from annotations.journal import Action, RecordEdit
from annotations.model import new_id, now
from articles.errors import NewsreaderError
from articles.form import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from filelock import BaseFileLock

    from annotations.snapshot import Record, Snapshot, Tables

LOCK_TIMEOUT = 5.0
"""Seconds to wait for another window's write."""

LOCK_POLL = 0.001
"""Seconds between two tries; a write takes a few milliseconds."""

COMPACT_AT = 1_000_000
"""Bytes of a journal at which it is folded into the snapshot."""


class StoreError(NewsreaderError):
    """The store could not be read or written; what was there before is untouched."""

    def __init__(self, what: str, path: Path | None = None, *, todo: str) -> None:
        super().__init__(what, where=printable(str(path)) if path else "", todo=todo)

    @classmethod
    def unsaved(cls, path: Path, error: OSError) -> StoreError:
        """What a failed write is called."""
        return cls(f"not saved: {reason(error)}", path, todo=advice(error))


class BusyError(StoreError):
    """Another window held the store for the whole of `LOCK_TIMEOUT`."""


class Label(NamedTuple):
    """What an action is called in the journal."""

    what: str = ""
    annotator: str = ""
    id: str = ""
    undoes: str = ""
    redoes: str = ""


class JournaledStorage(Storage):
    """Keeps the tables in memory, in a snapshot and in a journal; a window sees what others append.

    Callers see `read`, `write`, `transaction`, `refresh`, `actions`, `compact` and `close`.
    """

    def __init__(self, path: Path) -> None:
        """A storage over `path`; touches nothing yet. Raises StoreError for a link that leads nowhere."""
        self.path = _target(path)
        self.archive = Archive(self.path)
        self.run = new_id()
        """Names this window in the journal."""
        self.messages: list[str] = []
        """What a person should be told of damage that was found, each once."""
        self.foreign = 0
        """Counts how often something was taken in that others wrote."""
        self._journal = journal.beside(self.path)
        self._tables: Tables | None = None
        self._meta: Record = {}
        self._generation = 0
        self._held: int | None = None
        """A descriptor of the snapshot last read or written: while it is open the inode's number cannot be given to
        another file, so equal numbers mean the same file."""
        self._seen: tuple[int, ...] | None = None
        self._journal_file: tuple[int, int] | None = None
        self._end = 0
        """Bytes of the journal that are in `_tables`."""
        self._torn = False
        self._stale = False
        """Whether the journal there is in the snapshot already: a window was stopped before it could retire it."""
        self._unfit = False
        """Whether the next action must not be appended before all was written into a new snapshot: a sync failed, so
        that the journal's pages may be lost although the system calls them clean, or what was read had to be mended."""
        self._staged: Tables | None = None
        self._lock: BaseFileLock | None = None

    # What TinyDB asks for

    def read(self) -> Tables | None:
        """The tables as they are now, in a fresh outer dict; None where there is no store yet. Raises StoreError."""
        if self._staged is None:
            self.refresh()
        tables = self._tables if self._staged is None else self._staged
        return None if tables is None else dict(tables)

    def write(self, tables: Tables) -> None:
        """Take these tables: for the transaction that is under way, else as an action of its own. Raises StoreError."""
        if self._staged is not None:
            self._staged = dict(tables)
            return
        with self.transaction():
            self._staged = dict(tables)

    def close(self) -> None:
        """Fold the journal into the snapshot and let go of the files; where that fails nothing is lost."""
        with contextlib.suppress(StoreError):
            self.compact()
        self._remember(None)

    # Changing

    @contextlib.contextmanager
    def transaction(self, label: Label = Label()) -> Iterator[None]:  # noqa: B008 - it is immutable
        """All writes inside are one action, durable when it ends; none is made when it raises.

        Begins with the tables as they are on the disk. Raises StoreError.
        """
        with self._locked():
            self.refresh()
            self._staged = dict(self._tables or {})
            try:
                yield
                self._commit(self._staged, label)
            finally:
                self._staged = None

    def compact(self) -> None:
        """Fold the journal into a new snapshot, the old one becoming a backup; nothing where there is no journal.

        Raises StoreError.
        """
        self.refresh()
        if not (self._journal_file or self._unfit or self._stale):
            return
        with self._locked():
            self.refresh()
            if self._journal_file or self._unfit:
                self._fold()
            elif self._stale:
                self._retire()

    def back_up(self) -> None:
        """Keep what the store holds now as its newest backup; nothing where there is no store. Raises StoreError."""
        with self._locked():
            self.compact()
            if self._tables is not None:
                try:
                    self.archive.back_up()
                except OSError as error:
                    raise StoreError.unsaved(self.path, error) from error

    def _commit(self, tables: Tables, label: Label) -> None:
        edits = tuple(_edits(self._tables or {}, tables))
        if not edits:
            return
        try:
            if self._tables is None:
                # So that the first action is in a journal, and can be taken back after a restart, as all others.
                self._tables = {}
                self._write_snapshot(1)
            elif self._unfit:
                self._fold()
            elif self._stale:
                self._retire()
            self._append(self._action(label, edits))
        except OSError as error:
            raise StoreError.unsaved(self.path, error) from error
        self._tables = tables
        if self._end >= COMPACT_AT:
            # The action is durable already.
            with contextlib.suppress(StoreError):
                self._fold()

    def _action(self, label: Label, edits: tuple[RecordEdit, ...]) -> Action:
        return Action(
            id=label.id or new_id(),
            at=now(),
            run=self.run,
            annotator=label.annotator,
            what=label.what,
            edits=edits,
            undoes=label.undoes,
            redoes=label.redoes,
        )

    def _append(self, action: Action) -> None:
        try:
            if self._journal_file is None:
                self._end = journal.create(self._journal, self._generation, action)
                self._journal_file = _file(self._journal)
            else:
                self._end = journal.append(self._journal, action, torn=self._torn)
        except OSError:
            self._unfit = self._journal_file is not None
            raise
        self._torn = False

    def _fold(self) -> None:
        try:
            self.archive.back_up()
            self._meta = {**self._meta, "folded": [self._generation, self._end]}
            self._write_snapshot(self._generation + 1)
            self._stale, self._unfit = self._journal_file is not None, False
            self._journal_file, self._end, self._torn = None, 0, False
            self._retire()
        except OSError as error:
            raise StoreError.unsaved(self.path, error) from error

    def _retire(self) -> None:
        if self._stale:
            self.archive.retire(self._journal, self._generation - 1)
            self._stale = False

    def _write_snapshot(self, generation: int) -> None:
        replace_file(self.path, snapshot.encode(self._tables or {}, generation=generation, meta=self._meta))
        self._generation = generation
        fd = open_regular(self.path)
        self._remember(fd, _identity(os.fstat(fd)))

    # Reading

    def refresh(self) -> bool:
        """Take in what other windows wrote; whether there was anything. Raises StoreError."""
        if self._tables is None and self._signature() is None and self._journal.exists():
            self._recover(None, "is missing")
            return True
        changed = False
        while True:
            while self._signature() != self._seen:
                changed = self._load() or changed
            changed = self._read_journal() or changed
            # The journal may have been retired, and so missed, after the snapshot was looked at.
            if self._signature() == self._seen:
                self.foreign += changed
                return changed

    def actions(self) -> list[Action]:
        """What was done, oldest first: the retired journals that are kept, then the present one. Raises StoreError."""
        self.refresh()
        found = self.archive.actions()
        if not self._stale:
            with contextlib.suppress(OSError):
                found += journal.read(self._journal).actions
        return found

    def _load(self) -> bool:
        """Read the snapshot, if it holds anything new; the journal is read anew after it."""
        try:
            fd = open_regular(self.path)
        except FileNotFoundError:
            self._refuse("has gone since it was opened", "put it back, or start again with an empty one")
        except OSError as error:
            self._refuse(f"cannot be read: {reason(error)}", "name another store with --store")
        try:
            seen = _identity(os.fstat(fd))
            with open(fd, "rb", closefd=False) as file:
                data = file.read()
        except OSError as error:
            os.close(fd)
            self._refuse(f"cannot be read: {reason(error)}", "name another store with --store")
        self._remember(fd, seen)
        if self._tables is not None and snapshot.folded_in(data) == (self._generation, self._end):
            self._generation += 1  # another window folded what this one has: the tables need not be read again
            self._journal_file, self._end, self._torn = None, 0, False
            return False
        self._take(data)
        return True

    def _take(self, data: bytes) -> None:
        try:
            read = snapshot.decode(data)
        except snapshot.Newer as error:
            self._refuse(str(error), error.todo)
        except snapshot.NotOurs as error:
            if not self.archive.backups() and not self._journal.exists():
                self._refuse(str(error), error.todo)
            self._recover(None, str(error))
            return
        if read.lost:
            self._recover(read, f"is damaged: {read.lost} lines cannot be read")
            return
        if read.edited:
            self._adopt_edited()
        self._tables, self._meta, self._generation = read.tables, read.meta, read.generation
        self._journal_file, self._end, self._torn, self._stale = None, 0, False, False
        if read.doubles:
            self._keep_doubles(read)

    def _adopt_edited(self) -> None:
        """Another program changed the snapshot: what this window has from before goes to the backups."""
        self._unfit = True
        if self._tables is not None:
            before = snapshot.encode(self._tables, generation=self._generation, meta=self._meta)
            with contextlib.suppress(OSError):
                self.archive.back_up_bytes(before)
        self.messages.append(f"{self.path.name} was changed by another program; its changes are taken over")

    def _keep_doubles(self, read: Snapshot) -> None:
        """Two records under one id: the newer keeps it, the other gets one of its own."""
        for table, id_, record in read.doubles:
            other = max(record, read.tables[table][id_], key=recovery.stamp)
            older = record if other is read.tables[table][id_] else read.tables[table][id_]
            read.tables[table][id_] = other
            fresh = new_id()
            read.tables[table][str(int(fresh.replace("-", ""), 16))] = {**older, "id": fresh}
        self._unfit = True
        self.messages.append(f"{len(read.doubles)} records of {self.path.name} stood twice under one id: both are kept")

    def _recover(self, damaged: Snapshot | None, what: str) -> None:
        """Rebuild a damaged store, the file being set aside first. Raises StoreError where nothing can be had."""
        with self._locked():
            rebuilt = recovery.rebuild(self.archive, damaged, self._journal)
            if rebuilt is None:
                self._refuse(what, "nothing was changed: put back a copy that is whole, or move it away to begin anew")
            self._tables, self._meta, self._generation = rebuilt.tables, rebuilt.meta, rebuilt.generation
            source = f"backup {rebuilt.backup.name}, " if rebuilt.backup else ""
            said = f"{self.path} {what}; rebuilt from {source}{rebuilt.intact} intact records and the journal"
            try:
                aside = [self.archive.set_aside(path) for path in (self.path, self._journal) if path.exists()]
                self._write_snapshot(rebuilt.generation)
                self._stale = self._journal.exists()
                self._retire()
                said += f"; the damaged file is kept as {aside[0].name}" if aside else ""
            except OSError as error:
                said += f"; it could not be written back: {reason(error)}"
            self.messages.append(said)
        self._journal_file, self._end, self._torn = None, 0, False

    def _read_journal(self) -> bool:
        if self._tables is None:
            return False
        try:
            stat = self._journal.stat()
        except FileNotFoundError:
            return False
        except OSError as error:
            self._refuse(f"cannot be read: {reason(error)}", "name another store with --store")
        file = (stat.st_dev, stat.st_ino)
        if file == self._journal_file and stat.st_size == self._end:
            return False
        start = self._end if file == self._journal_file and stat.st_size > self._end else 0
        try:
            tail = journal.read(self._journal, start)
        except FileNotFoundError:
            return False
        except OSError as error:
            self._refuse(f"its journal cannot be read: {reason(error)}", "name another store with --store")
        self._stale = start == 0 and tail.follows is not None and tail.follows < self._generation
        if self._stale:
            return False
        for action in tail.actions:
            recovery.apply(self._tables, action)
        if tail.damaged:
            lines = f"{tail.damaged} damaged line{'s' if tail.damaged > 1 else ''}"
            self.messages.append(f"{lines} of {self._journal.name} could not be read and were left out")
        self._journal_file, self._end, self._torn = file, tail.end, tail.torn
        return bool(tail.actions)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        from filelock import FileLock, Timeout  # imported where used: reading needs no lock

        try:
            make_folder(self.path.parent)
            if self._lock is None:
                lock_path = self.path.parent / f"{self.path.name}.lock"
                self._lock = FileLock(lock_path, LOCK_TIMEOUT, mode=0o600, poll_interval=LOCK_POLL)
            self._lock.acquire()
        except Timeout as error:
            raise BusyError("another window is busy with it", self.path, todo="try again") from error
        except OSError as error:
            raise StoreError.unsaved(self.path, error) from error
        except NotImplementedError as error:
            todo = "name a store on another disk with --store"
            raise StoreError("not saved: the place knows no locks", self.path, todo=todo) from error
        try:
            yield
        finally:
            self._lock.release()

    def _signature(self) -> tuple[int, ...] | None:
        try:
            return _identity(self.path.stat())
        except FileNotFoundError:
            return None
        except OSError as error:
            self._refuse(f"cannot be read: {reason(error)}", "name another store with --store")

    def _remember(self, fd: int | None, seen: tuple[int, ...] | None = None) -> None:
        if self._held is not None:
            os.close(self._held)
        self._held, self._seen = fd, seen

    def _refuse(self, what: str, todo: str) -> NoReturn:
        raise StoreError(what, self.path, todo=todo) from None


def _edits(old: Tables, new: Tables) -> Iterator[RecordEdit]:
    """What differs between two states; TinyDB makes a new dict for each table that it changes."""
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name, {}), new.get(name, {})
        if before is after or name == snapshot.META:
            continue
        for id_ in dict.fromkeys([*before, *after]):
            was, is_ = before.get(id_), after.get(id_)
            if was is not is_ and was != is_:
                yield RecordEdit(name, id_, was, is_)


def _target(path: Path) -> Path:
    """Where the file is, or will be, when all links are followed."""
    try:
        if not path.is_symlink() or path.exists():
            return path.resolve()
    except (OSError, RuntimeError) as error:  # Python 3.11 calls a circle of links a RuntimeError
        what = reason(error) if isinstance(error, OSError) else "is reached through links that go in a circle"
        raise StoreError(what, path, todo="name another store with --store") from None
    raise StoreError("is a link that leads nowhere", path, todo="mend it or name another store with --store")


def _identity(stat: os.stat_result) -> tuple[int, ...]:
    return stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns


def _file(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_dev, stat.st_ino
