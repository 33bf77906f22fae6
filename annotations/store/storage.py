"""The durable TinyDB storage: a snapshot that stock `TinyDB(path)` opens, and a journal of what came since.

A transaction is one action: one line in the journal and one sync. The journal is folded into the snapshot when the
store is closed and when it has grown large; the snapshot is durable before the journal is retired.
"""

from __future__ import annotations

import contextlib
import os
from collections import ChainMap
from typing import TYPE_CHECKING, NamedTuple, cast

from tinydb import Storage

from annotations.clock import now
from annotations.ids import new_id
from annotations.store import journal, messages, recovery, snapshot
from annotations.store.durable import sync_folder
from annotations.store.errors import BusyError as BusyError
from annotations.store.errors import StoreError as StoreError
from annotations.store.journal import Action, RecordEdit
from annotations.store.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from annotations.store.archive import Archive
    from annotations.store.snapshot import Record, Tables

    _Staged = ChainMap[str, dict[str, Record]]

COMPACT_AT_BYTES = 1_000_000
"""The size of a journal from which it is folded into the snapshot."""


class ActionLabel(NamedTuple):
    """What an action is called in the journal."""

    what: str = ""
    annotator: str = ""
    id: str = ""
    undoes: str = ""
    redoes: str = ""


class JournaledStorage(Storage):
    """Keeps the tables in memory, in a snapshot and in a journal; a window sees what others append."""

    def __init__(self, path: Path, *, compact_at: int = COMPACT_AT_BYTES) -> None:
        """A storage over `path`; touches nothing yet. Raises StoreError for a link that leads nowhere."""
        self._window = Window(path)
        self._compact_at = compact_at
        self.run = f"{now()} {os.getpid()}"
        """The name of this window in the journal."""
        self._staged: _Staged | None = None
        """The tables during a transaction: those that it wrote before all others, of which there can be thousands."""
        self._supposed: Action | None = None
        """What is read as if it had been done."""
        self._read_at = 0
        """The value of `foreign` when the tables were read last."""

    @property
    def path(self) -> Path:
        """The snapshot, all links being followed."""
        return self._window.path

    @property
    def archive(self) -> Archive:
        """The backups and retired journals beside it."""
        return self._window.archive

    @property
    def foreign(self) -> int:
        """How many times this window has taken in what others wrote."""
        return self._window.foreign

    @property
    def messages(self) -> list[str]:
        """Messages for a person about damage that was found, each once."""
        return self._window.messages.texts

    def tell(self, message: str, *, lost: bool = False) -> None:
        """Add a message for a person; `lost` where it tells that something saved may be missing."""
        self._window.messages.tell(message, lost=lost)

    def hurry(self, seconds: float) -> None:
        """From now on, and also where it waits just now, wait no longer than this for another window's write."""
        self._window.lock.patience = seconds

    @contextlib.contextmanager
    def patience(self, seconds: float) -> Iterator[None]:
        """Inside a `with` block, wait no longer than this for another window's write."""
        lock = self._window.lock
        before, lock.patience = lock.patience, seconds
        try:
            yield
        finally:
            lock.patience = before

    @property
    def lacks(self) -> bool:
        """Whether something that was saved may be missing from what is read, as a message has told."""
        return self._window.lacks

    # What TinyDB asks for

    def read(self) -> Tables | None:
        """The tables as they are now, in a mapping that is the caller's; None where there is no store yet.

        Raises StoreError.
        """
        if self._staged is not None:
            return cast("Tables", self._staged.new_child())
        self._window.refresh()
        self._read_at = self._window.foreign
        tables = self._window.tables
        if tables is not None and self._supposed is not None:
            tables = dict(tables)
            recovery.apply(tables, self._supposed)
        return None if tables is None else _Lent(tables)

    def suppose(self, edits: Iterable[RecordEdit]) -> None:
        """Read from now on as if these edits had been made; for a caller that writes nothing."""
        before = self._supposed.edits if self._supposed else ()
        self._supposed = Action(id="", at="", run=self.run, annotator="", what="", edits=(*before, *edits))

    def write(self, tables: Tables | _Staged) -> None:
        """Take these tables: for the transaction that is under way, else as an action of its own.

        Raises StoreError, without a transaction also where another window wrote since the tables were read.
        """
        if self._staged is not None:
            if isinstance(tables, ChainMap):  # what `read` gave: only what was put into it can be new
                self._staged.update(tables.maps[0])
            else:
                self._staged.update({name: tables.get(name, {}) for name in {*self._staged, *tables}})
            return
        read_at = self._read_at
        with self.transaction():
            if self._window.foreign != read_at:
                raise StoreError("not saved: another window wrote meanwhile", self.path, todo="try again")
            self.write(tables)

    def close(self) -> None:
        """Fold the journal into the snapshot and let go of the files; where that fails nothing is lost."""
        with contextlib.suppress(StoreError):
            self.compact()
        self.let_go()

    def let_go(self) -> None:
        """Let go of the files and write nothing."""
        self._window.let_go()

    # Changing

    @contextlib.contextmanager
    def transaction(self, label: ActionLabel = ActionLabel()) -> Iterator[None]:  # noqa: B008 - it is immutable
        """All writes inside are one action, durable when it ends; none is made when it raises.

        Begins with the tables as they are on the disk. Raises StoreError.
        """
        with self._window.lock.held():
            self._window.refresh()
            self._staged = ChainMap({}, self._window.tables or {})
            try:
                yield
                self._commit(self._staged.maps[0], label)
            finally:
                self._staged = None

    def back_up(self) -> None:
        """Keep what the store holds now as its newest backup; nothing where there is no store. Raises StoreError."""
        with self._window.lock.held(), self._telling():
            self.compact()
            if self._window.tables is not None:
                self.archive.back_up(self._window.generation)

    def compact(self) -> None:
        """Fold the journal into a new snapshot, the old one becoming a backup; nothing where there is no journal.

        Raises StoreError.
        """
        window, inside = self._window, self._staged is not None
        if not inside:  # in a transaction that was done, and what it began with must stay as it is
            window.refresh()
        if window.position is None and not window.unfit:
            return
        with window.lock.held(), self._telling():
            if not inside:
                window.refresh()
            if window.unfit or (window.position is not None and not window.leftover):
                self._fold()
            elif window.leftover:
                self._retire_leftover()

    def refresh(self) -> bool:
        """Take in what other windows wrote; returns whether there was anything. Raises StoreError."""
        before = self.foreign
        self._window.refresh()
        return self.foreign != before

    def actions(self) -> list[Action]:
        """All actions, oldest first: those of the retired journals, then of the present one. Raises StoreError."""
        self._window.refresh()
        present: list[Action] = []
        with contextlib.suppress(OSError):
            present = journal.read(self._window.journal).actions
        retired = [action for _, tail in self.archive.tails() for action in tail.actions]
        # A journal may be retired between the two looks.
        return list({action.id: action for action in [*retired, *present]}.values())

    def _commit(self, changed: Mapping[str, dict[str, Record]], label: ActionLabel) -> None:
        window = self._window
        edits = tuple(_edits(window.tables or {}, changed))
        with self._telling():
            if edits:
                self._make_ready()
                self._append(self._action(label, edits))
            elif window.unfit and window.tables is not None:
                self._fold()
            elif window.unsettled and window.position is not None:
                # What there was to write is there already, but who wrote it may not have got so far as to sync.
                journal.settle(window.journal)
                window.settled()
        if window.position is not None and window.position.end >= self._compact_at:
            # The action is durable already.
            with contextlib.suppress(OSError):
                self._fold()

    def _make_ready(self) -> None:
        """Bring the files into a state in which a line can be added to the journal. Raises OSError."""
        window = self._window
        if window.tables is None:
            # So that the first action is in a journal, and can be taken back after a restart, as all others.
            window.begin()
            return
        if not (self.path.stat().st_mode & 0o222 and os.access(self.path, os.W_OK)):
            raise StoreError("not saved: the file is read-only", self.path, todo="make it writable, or name another")
        if window.unfit or (window.position is not None and window.position.torn and not window.leftover):
            self._fold()
        elif window.leftover:
            self._retire_leftover()
        elif window.unsettled:
            sync_folder(self.path.parent)  # the name of the journal; its lines are synced with the next one

    def _action(self, label: ActionLabel, edits: tuple[RecordEdit, ...]) -> Action:
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
        window, line = self._window, action.line()
        try:
            if window.position is None:
                window.appended(journal.create(window.journal, window.generation, line))
            else:
                window.appended(journal.append(window.journal, line))
        except journal.UnsyncedError:
            window.unfit = window.position is not None
            raise
        if window.tables is not None:
            # What a reader of the line makes of it, so that memory and disk are the same whatever was written.
            recovery.apply(window.tables, Action.from_line(line))

    def _fold(self) -> None:
        window = self._window
        torn = window.position is not None and window.position.torn and not window.leftover
        if torn:
            window.messages.tell(messages.torn(window.journal.name))
        self.archive.back_up(window.generation)
        mark = None if window.unfit else window.mark()
        window.write_snapshot(max(window.generation, self.archive.newest()) + 1, mark)
        window.unsettled = False
        if window.position is not None:
            window.leftover = True
            window.retire()

    def _retire_leftover(self) -> None:
        # Who wrote the snapshot may have been stopped before it was durable.
        sync_folder(self.path.parent)
        self._window.retire()

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError.unsaved(self.path, error) from error


class _Lent(dict[str, "dict[str, Record]"]):
    """Tables that are copied when they are looked up, because TinyDB changes records in place."""

    def __getitem__(self, name: str) -> dict[str, Record]:
        return {id_: dict(record) for id_, record in super().__getitem__(name).items()}


def _edits(old: Tables, changed: Mapping[str, dict[str, Record]]) -> Iterator[RecordEdit]:
    """The edits of the records that differ in the changed tables; TinyDB makes a new dict for each table."""
    for name, after in changed.items():
        before = old.get(name, {})
        if before is after or name == snapshot.META:
            continue
        for id_ in dict.fromkeys([*before, *after]):
            was, is_ = before.get(id_), after.get(id_)
            if was is not is_ and was != is_:
                yield RecordEdit(name, id_, was, is_)
