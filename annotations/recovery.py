"""Makes a damaged store whole again from a backup, the retired journals, the lines that are intact, and the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations import journal, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from annotations.archive import Archive
    from annotations.journal import Action
    from annotations.snapshot import Record, Snapshot, Tables


class Rebuilt(NamedTuple):
    """A store made whole."""

    tables: Tables
    meta: Record
    generation: int
    """That of the snapshot to write: above all that were seen."""
    backup: Path | None
    """The backup that it began from."""
    intact: int
    """Records taken from the damaged file."""


def apply(tables: Tables, action: Action) -> None:
    """Make the edits of an action; the tables that it touches become new dicts."""
    for edit in action.edits:
        table = dict(tables.get(edit.table, {}))
        if edit.after is None:
            table.pop(edit.id, None)
        else:
            table[edit.id] = edit.after
        tables[edit.table] = table


def rebuild(archive: Archive, damaged: Snapshot | None, journal_path: Path) -> Rebuilt | None:
    """All that can be had: the newest whole backup brought up by the journals, and the damaged file's intact records.

    An intact record counts where it is newer than what is there, or is not there and was not deleted meanwhile. None
    where there is nothing to make a store of.
    """
    base, backup = _newest_whole(archive)
    tables: Tables = {name: dict(table) for name, table in base.tables.items()} if base else {}
    meta = base.meta if base else damaged.meta if damaged else {}
    actions = archive.actions(base.generation if base else 0)
    tail = _tail(journal_path)
    for action in [*actions, *tail]:
        apply(tables, action)
    deleted = {(e.table, e.id) for action in [*actions, *tail] for e in action.edits if e.after is None}
    intact = 0
    for name, id_, record in _records(damaged):
        present = tables.get(name, {}).get(id_)
        if (present is None and (name, id_) not in deleted) or (present is not None and stamp(record) > stamp(present)):
            tables.setdefault(name, {})[id_] = record
            intact += 1
        elif present == record:
            intact += 1
    if base is None and not intact and not any(tables.values()):
        return None
    seen = [base.generation if base else 0, damaged.generation if damaged else 0]
    seen += [follows + 1 for follows, _ in archive.journals()]
    return Rebuilt(tables, meta, max(seen) + 1, backup, intact)


def _newest_whole(archive: Archive) -> tuple[Snapshot | None, Path | None]:
    for path in archive.backups():
        try:
            read = snapshot.decode(path.read_bytes())
        except (OSError, snapshot.NotOurs):
            continue
        if not read.lost:
            return read, path
    return None, None


def _tail(path: Path) -> list[Action]:
    try:
        return journal.read(path).actions
    except OSError:
        return []


def _records(damaged: Snapshot | None) -> Iterable[tuple[str, str, Record]]:
    if damaged is None:
        return []
    whole = [(name, id_, record) for name, table in damaged.tables.items() for id_, record in table.items()]
    return [*whole, *damaged.doubles]


def stamp(record: Record) -> tuple[int, str]:
    """Orders the versions of a record: its revision, then its time."""
    rev = record.get("rev")
    return (rev if isinstance(rev, int) else 0, str(record.get("modified", "")))
