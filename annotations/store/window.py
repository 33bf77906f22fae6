"""The store as one window sees it: the snapshot, the journal as far as it was read, and what is to be mended in both.

Reading takes no lock. Before a write the window takes the lock and reads again what may have changed.
"""

from __future__ import annotations

import contextlib
import gc
import os
from typing import TYPE_CHECKING, NoReturn

from annotations.store import journal, recovery, snapshot
from annotations.store.archive import Archive
from annotations.store.durable import followed, open_regular, reason, replace_file
from annotations.store.errors import StoreError
from annotations.store.lock import WriteLock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotations.store.snapshot import Record, Snapshot, Tables

_Signature = tuple[int, ...]

_UNKNOWN: _Signature = ()
"""A signature that no file has."""


class Window:
    """The files of a store as one window of the program knows them."""

    _held: int | None = None
    """A descriptor of the snapshot last read or written: while it is open the inode's number cannot be given to
    another file, so equal numbers mean the same file."""

    def __init__(self, path: Path) -> None:
        """A window on the store at `path`; touches nothing yet. Raises StoreError for a link that leads nowhere."""
        try:
            self.path = followed(path)
        except OSError as error:
            raise StoreError(reason(error), path, todo="mend it or name another store with --store") from None
        self.archive = Archive(self.path)
        self.journal = journal.beside(self.path)
        self.lock = WriteLock(self.path)
        self.tables: Tables | None = None
        """None where there is no store."""
        self.generation = 0
        self.position: journal.JournalPosition | None = None
        """None where there is no journal."""
        self.leftover = False
        """Whether the snapshot already holds what the journal tells: a window was stopped before it could retire it."""
        self.unfit = False
        """Whether a new snapshot must be written before anything may be added to the files."""
        self.unsettled = False
        """Whether the journal has lines that may not be durable, because their writer may have been stopped."""
        self.foreign = 0
        """How many times this window has taken in what others wrote."""
        self.messages: list[str] = []
        """Messages for a person about damage that was found, each once."""
        self._told: set[str] = set()
        self._meta: Record = {}
        self._seen: _Signature | None = None
        """The signature of the snapshot that was read; None where there was no file."""

    def refresh(self) -> None:
        """Take in what is on the disk now. Raises StoreError."""
        while True:
            if self._signature() != self._seen:
                self._load()
            elif self.tables is None and self._seen is None and self.journal.exists():
                self._recover(None, "is missing", None)
            else:
                self._read_journal()
                # The journal may have been retired, and so missed, after the snapshot was looked at.
                if self._signature() == self._seen:
                    return

    def begin(self) -> None:
        """Make the snapshot of an empty store. Raises OSError."""
        self.tables = {}
        try:
            self.write_snapshot(self.archive.newest() + 1)
        except BaseException:
            self.tables = None
            raise

    def write_snapshot(self, generation: int, folded: object = None) -> None:
        """Write all tables into a new snapshot; durable when this returns. Raises OSError."""
        data = snapshot.encode(self.tables or {}, generation=generation, meta=self._meta, folded=folded)
        replace_file(self.path, data)
        self.generation, self.unfit = generation, False
        self._told.clear()
        fd = open_regular(self.path)
        self._remember(fd, _signature_of(os.fstat(fd)))

    def retire(self) -> None:
        """Move the journal, which the snapshot holds by now, to the retired ones. Raises OSError."""
        self.archive.retire(self.journal, self.generation - 1)
        self.position, self.leftover = None, False

    def mark(self) -> object:
        """Identifies the present state of `tables`: a window with the same need not read the snapshot made of it."""
        known = None if self.leftover else self.position
        return [self.generation, known.end if known else 0, known.last.decode("latin-1") if known else ""]

    def tell(self, message: str) -> None:
        """Add a message for a person, unless it was added before."""
        if message not in self._told:
            self._told.add(message)
            self.messages.append(message)

    def let_go(self) -> None:
        """Close the file; it is read anew when it is looked at again."""
        self._remember(None, None)
        self.position, self.leftover = None, False

    def __del__(self) -> None:
        if self._held is not None:
            os.close(self._held)

    # The snapshot

    def _load(self) -> None:
        try:
            fd = open_regular(self.path)
        except FileNotFoundError:
            if self.tables is not None:
                self._refuse("has gone since it was opened", "put it back, or start again with an empty one")
            self._remember(None, None)
            return
        except OSError as error:
            self._unreadable(error)
        taken = False
        try:
            seen = _signature_of(os.fstat(fd))
            with open(fd, "rb", closefd=False) as file:
                data = file.read()
            taken = self._take(data, seen)
        except OSError as error:
            self._unreadable(error)
        finally:
            if not taken:
                os.close(fd)
        if taken:
            self._remember(fd, seen)

    def _take(self, data: bytes, seen: _Signature) -> bool:
        """Take in the bytes of a snapshot; False where it is to be read again, being another one by now."""
        if self.tables is not None and not self.unfit:
            mark, generation = snapshot.folded_in(data)
            if mark == self.mark():  # another window folded what this one has
                self.generation, self.position, self.leftover = generation, None, False
                return True
        try:
            with _uncollected():
                read = snapshot.decode(data)
        except snapshot.Newer as error:
            self._refuse(str(error), error.todo)
        except snapshot.NotOurs as error:
            if not self.archive.backups() and not self.journal.exists():
                self._refuse(str(error), error.todo)
            return self._recover(None, str(error), seen)
        if read.lost:
            lines = "1 line" if read.lost == 1 else f"{read.lost} lines"
            return self._recover(read, f"is damaged: {lines} cannot be read", seen)
        self.unfit = read.edited or bool(read.doubles)
        if read.edited:
            self._keep_what_was()
            self.tell(f"{self.path.name} was changed by another program; its changes are taken over")
        if read.doubles:
            recovery.keep_doubles(read)
            count = len(read.doubles)
            self.tell(f"{count} record{'s' * (count > 1)} of {self.path.name} stood there twice: both are kept")
        if self.archive.newest() > read.generation and self._signature() == seen:
            self.unfit = True
            self._keep_newest()
            self.tell(f"{self.path.name} is older than what was saved last, which is the newest backup now")
        before, self.tables = self.tables, read.tables
        self._meta, self.generation = read.meta, read.generation
        self.position, self.leftover = None, False
        self.foreign += 1
        while before:
            before.popitem()  # one table after the other: to let go of all at once would hold up other threads
        return True

    def _keep_what_was(self) -> None:
        """Make a backup of what this window holds from before another program changed the snapshot."""
        if self.tables is not None:
            before = snapshot.encode(self.tables, generation=self.generation, meta=self._meta)
            self._back_up_bytes(before, self.generation)

    def _keep_newest(self) -> None:
        """Make a backup of what was saved last, before somebody put an older file in its place."""
        newest = self.archive.newest()
        rebuilt = None if self.archive.has_backup(newest) else recovery.rebuild(self.archive, None, self.journal)
        if rebuilt is not None:
            self._back_up_bytes(snapshot.encode(rebuilt.tables, generation=newest, meta=rebuilt.meta), newest)

    def _back_up_bytes(self, data: bytes, generation: int) -> None:
        try:
            self.archive.back_up_bytes(data, generation)
        except OSError as error:
            self.tell(f"what {self.path.name} was before could not be kept: {reason(error)}")

    def _recover(self, damaged: Snapshot | None, what: str, seen: _Signature | None) -> bool:
        """Set a damaged file aside and rebuild the store; True where the result could not be written.

        Raises StoreError where nothing is left to rebuild it from.
        """
        with self.lock.held_where_possible() as problem:
            if self._signature() != seen:
                return False  # another window has mended it
            rebuilt = recovery.rebuild(self.archive, damaged, self.journal)
            if rebuilt is None:
                self._refuse(what, "nothing was changed: put back a copy that is whole, or move it away to begin anew")
            self.tables, self._meta, self.generation = rebuilt.tables, rebuilt.meta, rebuilt.generation
            self.position, self.leftover, self.unfit = None, False, True
            self.foreign += 1
            said = f"{self.path} {what}; {rebuilt.account}"
            if not problem:
                try:
                    if seen is not None:
                        said += f"; the damaged file is kept as {self.archive.set_aside(self.path).name}"
                    self.write_snapshot(self.generation)
                    if self.journal.exists():
                        self.retire()
                except OSError as error:
                    problem = reason(error)
            self.tell(said + (f"; it could not be written back: {problem}" if problem else ""))
            return self.unfit

    # The journal

    def _read_journal(self) -> None:
        """Take in the lines added to the journal; where the snapshot must be read anew, forget it."""
        if self.tables is None:
            return
        try:
            stat = self.journal.stat()
            if self.position is not None and self.position.is_at(stat):
                return
            if self.position is not None and self.position.file == (stat.st_dev, stat.st_ino):
                tail = journal.read_on(self.journal, self.position)
            else:
                tail = self._begin_journal()
        except FileNotFoundError:
            tail = None
            if self.position is None:
                return
        except OSError as error:
            self._refuse(f"its journal cannot be read: {reason(error)}", "name another store with --store")
        if tail is None:
            self._seen = _UNKNOWN
            return
        self.position = tail.position
        if self.leftover:
            return
        for action in tail.actions:
            recovery.apply(self.tables, action)
        if tail.damaged:
            self.unfit = True
            lines = "1 damaged line" if tail.damaged == 1 else f"{tail.damaged} damaged lines"
            self.tell(f"{lines} of {self.journal.name} could not be read and were left out")
        if tail.actions:
            self.unsettled = True
            self.foreign += 1

    def _begin_journal(self) -> journal.Tail | None:
        """Read a journal for the first time; None where the snapshot must be read anew."""
        if self.position is not None:
            return None  # the one that is known was retired, so that there is another snapshot, or taken back
        tail = journal.read(self.journal)
        if tail.follows is None:
            self.unfit = True
        elif tail.follows > self.generation:
            if self._signature() != self._seen:
                return None
            self.generation, self.unfit = tail.follows, True
            self.tell(f"{self.path.name} is older than {self.journal.name}: what that one tells was done to it again")
        self.leftover = tail.follows is not None and tail.follows < self.generation
        return tail

    def _signature(self) -> _Signature | None:
        try:
            return _signature_of(self.path.stat())
        except FileNotFoundError:
            return None
        except OSError as error:
            self._unreadable(error)

    def _remember(self, fd: int | None, seen: _Signature | None) -> None:
        if self._held is not None:
            os.close(self._held)
        self._held, self._seen = fd, seen

    def _unreadable(self, error: OSError) -> NoReturn:
        self._refuse(f"cannot be read: {reason(error)}", "name another store with --store")

    def _refuse(self, what: str, todo: str) -> NoReturn:
        raise StoreError(what, self.path, todo=todo) from None


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector away, now and later, from what is made inside: it holds no cycles.

    Looking through 100,000 records stops all threads for 300 ms, and would be done several times while they are read.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


def _signature_of(stat: os.stat_result) -> _Signature:
    return stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns
