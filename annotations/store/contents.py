"""Reads the files of a store as they are, not by `JournaledStorage`, which would mend damage before anyone saw it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from annotations.store import journal, recovery, snapshot
from annotations.store.durable import open_regular, reason
from annotations.store.storage import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.store.snapshot import Snapshot, Tables

_TRIES = 5
"""How many times files are read that another window keeps changing."""


class Contents(NamedTuple):
    """A snapshot and the journal beside it, as they were at one moment."""

    snapshot: Snapshot | None
    """None where there is no file, or one that holds nothing of a store."""
    journal: journal.Tail | None
    """None where there is none."""
    wrong: str = ""
    """Why there is no snapshot; empty where there is one, and where there is no store."""

    @property
    def folded(self) -> bool:
        """Whether the snapshot holds the journal's actions: a window was stopped before it could retire the journal."""
        if self.snapshot is None or self.journal is None or self.journal.follows is None:
            return False
        return self.journal.follows < self.snapshot.generation

    def tables(self) -> Tables:
        """What the store holds: the snapshot with the actions of the journal."""
        tables: Tables = dict(self.snapshot.tables) if self.snapshot else {}
        if self.journal is not None and not self.folded:
            for action in self.journal.actions:
                recovery.apply(tables, action)
        return tables


def read_contents(path: Path) -> Contents:
    """The contents of the files of the store at `path`, none where it has not begun; nothing is written.

    Raises StoreError where it is one of a newer program, or cannot be read.
    """
    for _ in range(_TRIES):
        before = _signatures(path)
        contents = _read(path)
        # Between the reading of one and the other a window may fold the journal into the snapshot.
        if _signatures(path) == before:
            break
    return contents


def read_snapshot(path: Path) -> Snapshot:
    """The contents of a snapshot, the store's own or a backup. Raises OSError and snapshot.NotOurs."""
    with os.fdopen(open_regular(path), "rb") as file:
        return snapshot.decode(file.read())


def _read(path: Path) -> Contents:
    tail = _journal(path)
    try:
        if tail is None and path.stat().st_size == 0:
            return Contents(None, None)
        return Contents(read_snapshot(path), tail)
    except FileNotFoundError:
        return Contents(None, tail, "is missing, though its journal is there" if tail is not None else "")
    except OSError as error:
        raise StoreError(f"cannot be read: {reason(error)}", path, todo="name another store with --store") from None
    except snapshot.Newer as error:
        raise StoreError(str(error), path, todo=error.todo) from None
    except snapshot.NotOurs as error:
        return Contents(None, tail, str(error))


def _journal(path: Path) -> journal.Tail | None:
    try:
        return journal.read(journal.beside(path))
    except FileNotFoundError:
        return None
    except OSError as error:
        what = f"its journal cannot be read: {reason(error)}"
        raise StoreError(what, path, todo="name another store with --store") from None


def _signatures(path: Path) -> list[tuple[int, ...] | None]:
    return [_stat(file) for file in (path, journal.beside(path))]


def _stat(path: Path) -> tuple[int, ...] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns
