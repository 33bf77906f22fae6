"""Makes a damaged store whole again from a backup, the retired journals, the lines that are intact, and the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.ids import new_id
from annotations.store import journal, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from annotations.store.archive import Archive
    from annotations.store.journal import Action
    from annotations.store.snapshot import Record, Snapshot, Tables


class Rebuilt(NamedTuple):
    """A store made whole."""

    tables: Tables
    meta: Record
    generation: int
    """That of the snapshot to write: above all that were seen."""
    account: str
    """What it was made of, in words."""


def apply(tables: Tables, action: Action) -> None:
    """Make the edits of an action; the tables that it touches become new dicts."""
    fresh: set[str] = set()
    for edit in action.edits:
        if edit.table not in fresh:
            tables[edit.table] = dict(tables.get(edit.table, {}))
            fresh.add(edit.table)
        if edit.after is None:
            tables[edit.table].pop(edit.id, None)
        else:
            tables[edit.table][edit.id] = edit.after


def rebuild(archive: Archive, damaged: Snapshot | None, journal_path: Path) -> Rebuilt | None:
    """All that can be had: the newest whole backup brought up by the retired journals gives what the damaged file was.

    Its intact records count where they are newer than that, or are not in it and were not deleted. What the journal
    that follows the damaged file says comes last, as it did when it was said. None where there is nothing at all.
    """
    base, backup = _newest_whole(archive)
    tables: Tables = {name: dict(table) for name, table in base.tables.items()} if base else {}
    meta = base.meta if base else damaged.meta if damaged else {}
    at = (damaged.generation if damaged else 0) or archive.newest()
    done = archive.actions(base.generation if base else 0)
    lines = _journal(journal_path, at)
    done += [lines] if lines else []
    deleted = set()
    for action in (action for follows, actions in done if follows < at for action in actions):
        apply(tables, action)
        deleted |= {(edit.table, edit.id) for edit in action.edits if edit.after is None}
    intact = _take_intact(tables, damaged, deleted)
    for action in (action for follows, actions in done if follows >= at for action in actions):
        apply(tables, action)
    if base is None and not any(tables.values()):
        return None
    account = f"rebuilt from {f'backup {backup.name}, ' if backup else ''}{intact} intact records and the journal"
    newest = max([at, archive.newest(), *(follows for follows, _ in done)])
    if base and base.generation < newest and all(follows != base.generation for follows, _ in done):
        account += "; what was done after the backup may be missing in part"
    return Rebuilt(tables, meta, newest + 1, account)


def keep_doubles(read: Snapshot) -> None:
    """Two records under one id: the newer keeps it, the other gets one of its own."""
    for table, id_, record in read.doubles:
        there = read.tables[table][id_]
        newer, older = (record, there) if _stamp(record) > _stamp(there) else (there, record)
        read.tables[table][id_] = newer
        fresh = new_id()
        read.tables[table][str(int(fresh.replace("-", ""), 16))] = {**older, "id": fresh}


def _take_intact(tables: Tables, damaged: Snapshot | None, deleted: set[tuple[str, str]]) -> int:
    """Take records of the damaged file where they say more; how many of its records are in the tables then."""
    count = 0
    for name, id_, record in _records(damaged):
        present = tables.get(name, {}).get(id_)
        missed = present is None and (name, id_) not in deleted
        if missed or (present is not None and _stamp(record) > _stamp(present)):
            tables.setdefault(name, {})[id_] = present = record
        count += present == record
    return count


def _newest_whole(archive: Archive) -> tuple[Snapshot | None, Path | None]:
    for path in archive.backups():
        try:
            read = snapshot.decode(path.read_bytes())
        except (OSError, snapshot.NotOurs):
            continue
        if not read.lost:
            return read, path
    return None, None


def _journal(path: Path, at: int) -> tuple[int, list[Action]] | None:
    try:
        tail = journal.read(path)
    except OSError:
        return None
    return at if tail.follows is None else tail.follows, tail.actions


def _records(damaged: Snapshot | None) -> Iterable[tuple[str, str, Record]]:
    if damaged is None:
        return []
    whole = [(name, id_, record) for name, table in damaged.tables.items() for id_, record in table.items()]
    return [*whole, *damaged.doubles]


def _stamp(record: Record) -> tuple[int, str]:
    """Orders the versions of a record: its revision, then its time."""
    rev = record.get("rev")
    return (rev if isinstance(rev, int) else 0, str(record.get("modified", "")))
