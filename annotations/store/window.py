"""The store as one window sees it: the snapshot, the journal as far as it was read, and what is to be mended in both.

Reading takes no lock. Before a write the window takes the lock and reads again what may have changed.
"""

from __future__ import annotations

import contextlib
import gc
import os
from typing import TYPE_CHECKING, NoReturn

from annotations.store import doubts, journal, messages, recovery, snapshot
from annotations.store.archive import Archive
from annotations.store.durable import followed, open_regular, reason, replace_file
from annotations.store.errors import StoreError
from annotations.store.lock import WriteLock
from annotations.store.messages import Messages
from annotations.store.versions import KeptVersions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from annotations.store.recovery import Rebuilt
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
        self.texts = KeptVersions.beside(self.path)
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
        self._has_damage = False
        """Whether the journal has lines that cannot be read."""
        self.unsettled = False
        """Whether the journal has lines that may not be durable, because their writer may have been stopped."""
        self.foreign = 0
        """How many times this window has taken in what others wrote."""
        self.messages = Messages()
        """What a person is to be told of damage that was found."""
        self._sure: journal.LinePosition | None = None
        """The last line of the journal that is known to be durable; None where none is."""
        self._missed = False
        """Whether it was seen that the store is missing while backups of it stand there."""
        self._kept = ""
        """The backup of what this window had when its journal could no longer be read."""
        self._meta: Record = {}
        self._seen: _Signature | None = None
        """The signature of the snapshot that was read; None where there was no file."""

    def refresh(self) -> None:
        """Take in what is on the disk now. Raises StoreError."""
        while True:
            if self._signature() != self._seen:
                self._load()
            elif self.tables is None and self._seen is None and self.journal.exists():
                self._recover("is missing", None, lambda: recovery.rebuild(self.archive, None, self.journal))
            else:
                if self.tables is None and self._seen is None and not self._missed and self.archive.backups():
                    self._missed = True
                    self._keep_newest()
                    self.messages.tell(self._missing())
                self._read_journal()
                # The journal may have been retired, and so missed, after the snapshot was looked at.
                if self._signature() == self._seen:
                    return

    @property
    def lacks(self) -> bool:
        """Whether something that was saved may be missing from what is read."""
        return self.messages.lost or (self.tables is None and bool(self.archive.backups()))

    def begin(self) -> None:
        """Make the snapshot of an empty store. Raises OSError."""
        self.tables = {}
        try:
            self.write_snapshot(self.archive.newest() + 1)
        except BaseException:
            self.tables = None
            raise
        self.messages.take_back(self._missing())

    def appended(self, position: journal.JournalPosition) -> None:
        """Take note of a line that this window added to the journal and synced, and with it those before it."""
        self.position, self.unsettled = position, False
        self._sure = journal.LinePosition(position.last_at, position.last)

    def settled(self) -> None:
        """Take note that all lines of the journal are durable."""
        if self.position is not None:
            self.appended(self.position)

    def write_snapshot(self, generation: int, folded: object = None) -> None:
        """Write all tables into a new snapshot; durable when this returns. Raises OSError."""
        data = snapshot.encode(self.tables or {}, generation=generation, meta=self._meta, folded=folded)
        replace_file(self.path, data)
        self.generation, self.unfit = generation, False
        self.messages.mended()
        fd = open_regular(self.path)
        self._remember(fd, _signature_of(os.fstat(fd)))

    def retire(self) -> None:
        """Move the journal, which the snapshot holds by now, to the retired ones. Raises OSError."""
        torn = self.position is not None and self.position.torn
        self.archive.retire(self.journal, self.generation - 1, damaged=self._has_damage or torn)
        self._forget_journal()
        self._has_damage = False

    def mark(self) -> object:
        """Identifies the present state of `tables`: a window with the same need not read the snapshot made of it."""
        known = None if self.leftover else self.position
        return [self.generation, known.end if known else 0, known.last.decode("latin-1") if known else ""]

    def let_go(self) -> None:
        """Close the file; it is read anew when it is looked at again."""
        self._remember(None, None)
        self._forget_journal()

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
                self.generation = generation
                self._forget_journal()
                return True
        try:
            with _uncollected():
                read = snapshot.decode(data)
        except snapshot.Newer as error:
            self._refuse(str(error), error.todo)
        except snapshot.NotOurs as error:
            if not self.archive.backups() and not self.journal.exists():
                if self.tables is None:
                    return self._take_empty() if not data else self._refuse(str(error), error.todo)
                self._keep_what_was()  # of which it is made whole then
            what = str(error) if data else "is empty"
            return self._recover(what, seen, lambda: recovery.rebuild(self.archive, None, self.journal))
        if read.lost:
            what = messages.unreadable(read.lost)
            return self._recover(what, seen, lambda: recovery.rebuild(self.archive, read, self.journal))
        if read.edited:
            settled = doubts.settle(read, data, recovery.last_known(self.archive), self.texts)
            if settled.is_damage or recovery.lacks_actions(read, self.journal):
                what = messages.flipped(settled.damaged, settled.changed)
                return self._recover(what, seen, lambda: recovery.put_right(read, settled, self.archive, self.journal))
        self._tell_if_taken_away(read)
        self.unfit = read.edited or bool(read.doubles)
        if read.edited:
            self._keep_what_was()
            unreadable = doubts.unreadable(read.tables)
            fewer = (read.promised or 0) - read.held
            told = messages.edited(self.path.name, fewer=fewer, unreadable=unreadable)
            self.messages.tell(told, lost=unreadable > 0)
        if read.doubles:
            count = len(read.doubles)
            recovery.keep_doubles(read)
            self.messages.tell(messages.doubled(self.path.name, count))
        if self.archive.newest() > read.generation and self._signature() == seen:
            self.unfit = True
            self.messages.tell(messages.older(self.path.name, kept=self._keep_newest()))
        before, self.tables = self.tables, read.tables
        self._meta, self.generation = read.meta, read.generation
        self._forget_journal()
        self.foreign += 1
        while before:
            before.popitem()  # one table after the other: to let go of all at once would hold up other threads
        return True

    def _take_empty(self) -> bool:
        """Take a file without a byte, beside which nothing stands that it could be made whole from, for a new store."""
        if self.texts.hashes():
            self.messages.tell(messages.empty(self.path.name), lost=True)
        return True

    def _missing(self) -> str:
        return messages.missing(self.path.name, len(self.archive.backups()))

    def _tell_if_taken_away(self, read: Snapshot) -> None:
        """Tell, and keep what this window has, where the journal no longer holds what it held and nobody folded it.

        A line that was read of another window can be taken out again rightly: the last one, where its sync failed.
        """
        known = None if self.leftover or read.generation != self.generation else self._sure
        if self.tables is None or known is None or journal.holds(self.journal, known):
            return
        kept = self._keep_what_was()
        how = "deleted"
        with contextlib.suppress(OSError):
            how = "cut short" if self.journal.stat().st_size else "emptied"
        self.messages.tell(messages.taken_away(self.journal.name, how, kept), lost=True)

    def _keep_what_was(self) -> str:
        """Make a backup of what this window holds, before it takes over something else; its name, empty for none."""
        if self.tables is None:
            return ""
        before = snapshot.encode(self.tables, generation=self.generation, meta=self._meta)
        return self._back_up_bytes(before, self.generation)

    def _keep_newest(self) -> bool:
        """Make a backup of what was saved last, before somebody put an older file in its place, or none.

        Returns whether it is a backup now.
        """
        newest = self.archive.newest()
        if self.archive.has_backup(newest):
            return True
        rebuilt = recovery.rebuild(self.archive, None, self.journal)
        if rebuilt is None:
            return False
        return bool(self._back_up_bytes(snapshot.encode(rebuilt.tables, generation=newest, meta=rebuilt.meta), newest))

    def _back_up_bytes(self, data: bytes, generation: int) -> str:
        try:
            return self.archive.back_up_bytes(data, generation).name
        except OSError as error:
            self.messages.tell(messages.unkept(self.path.name, reason(error)))
            return ""

    def _recover(self, what: str, seen: _Signature | None, rebuild: Callable[[], Rebuilt | None]) -> bool:
        """Set a damaged file aside and rebuild the store; True where the result could not be written.

        Raises StoreError where nothing is left to rebuild it from.
        """
        with self.lock.held_where_possible() as problem:
            if self._signature() != seen:
                return False  # another window has mended it
            rebuilt = rebuild()
            if rebuilt is None:
                self._refuse(what, "nothing was changed: put back a copy that is whole, or move it away to begin anew")
            self.tables, self._meta, self.generation = rebuilt.tables, rebuilt.meta, rebuilt.generation
            self._forget_journal()
            self.unfit, self._has_damage = True, rebuilt.left_out > 0
            self.foreign += 1
            kept = ""
            if not problem:
                try:
                    if seen is not None:
                        kept = self.archive.set_aside(self.path).name
                    self._tell_left_out(rebuilt.left_out)
                    self.write_snapshot(self.generation)
                    if self.journal.exists():
                        self.retire()
                except OSError as error:
                    problem = reason(error)
            told = messages.rebuilt(self.path, what, rebuilt.account, lost=rebuilt.lost, kept=kept, problem=problem)
            self.messages.tell(told, lost=rebuilt.lost)
            return self.unfit

    # The journal

    def _forget_journal(self) -> None:
        self.position, self.leftover, self._sure, self._kept = None, False, None, ""

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
            self._refuse_without_journal(error)
        if tail is None:
            self._seen = _UNKNOWN
            return
        self.position = tail.position
        if self.leftover:
            return
        for action in tail.actions:
            recovery.apply(self.tables, action)
        if (count := doubts.unreadable_in(tail.actions)) > 0:
            self.messages.tell(messages.none_of_ours(self.journal.name, count), lost=True)
        if tail.torn and not self._is_being_written(tail.position.size):
            self.messages.tell(messages.torn(self.journal.name), lost=True)
        if tail.before is not None:
            self._sure = tail.before
        if tail.damaged:
            self.unfit = self._has_damage = True
            self._tell_left_out(tail.damaged)
        if tail.actions:
            self.unsettled = True
            self.foreign += 1

    def _refuse_without_journal(self, error: OSError) -> NoReturn:
        """Refuse the store while its journal cannot be read; what this window had of it is kept first, once."""
        if self._sure is not None and not self.leftover and not self._kept:
            self._kept = self._keep_what_was()
        has = f"; newsreader restore {self._kept} has what was saved until then" if self._kept else ""
        self._refuse(f"its journal cannot be read: {reason(error)}", f"put back what stood in its place{has}")

    def _begin_journal(self) -> journal.Tail | None:
        """Read a journal for the first time; None where the snapshot must be read anew."""
        if self.position is not None:
            return None  # the one that is known was retired, so that there is another snapshot, or taken back
        tail = journal.read(self.journal)
        self._sure = None
        if tail.follows is None:
            self.unfit = True
            if not tail.position.size:
                if self._is_being_written(0):
                    raise FileNotFoundError  # another window just begins it
                self.messages.tell(messages.emptied(self.journal.name), lost=True)
            elif tail.actions and not tail.damaged:
                self.messages.tell(messages.beheaded(self.journal.name), lost=True)
        elif tail.follows > self.generation:
            if self._signature() != self._seen:
                return None
            self.generation, self.unfit = tail.follows, True
            self.messages.tell(messages.done_again(self.path.name, self.journal.name))
        self.leftover = tail.follows is not None and tail.follows < self.generation
        return tail

    def _is_being_written(self, size: int) -> bool:
        """Whether another window writes to the journal, or has written to it since it had this size, in bytes."""
        try:
            return self.lock.is_taken() or self.journal.stat().st_size != size
        except OSError:
            return True

    def _tell_left_out(self, count: int) -> None:
        """Tell of damaged lines of the journal, which is kept as it is."""
        if not count:
            return
        kept = ""
        with contextlib.suppress(OSError):
            kept = self.archive.set_aside(self.journal).name
        self.messages.tell(messages.left_out(self.journal.name, count, kept), lost=True)

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
