"""Makes a damaged store whole again from a backup, the retired journals, the lines that are intact, and the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.ids import new_id
from annotations.store import journal, snapshot
from annotations.store.doubts import Known
from annotations.store.records import annotation_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from annotations.store.archive import Archive
    from annotations.store.doubts import Settled
    from annotations.store.journal import Action, RecordEdit, Tail
    from annotations.store.snapshot import Record, Snapshot, Tables


class Rebuilt(NamedTuple):
    """A store made whole."""

    tables: Tables
    meta: Record
    generation: int
    """That of the snapshot to write: above all that were seen."""
    account: str
    """What it was made of, in words."""
    lost: bool
    """Whether something that was saved may be missing."""
    left_out: int = 0
    """How many lines of the journal cannot be read."""


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


def apply_missing(tables: Tables, actions: Iterable[Action]) -> None:
    """Make of these actions what the tables lack, where nobody can tell whether they were made before.

    A record that the tables have in a newer version, or in another one that the actions do not begin with, stays.
    """
    outcomes: dict[tuple[str, str], RecordEdit] = {}
    for edit in (edit for action in actions for edit in action.edits):
        first = outcomes.get((edit.table, edit.id), edit)
        outcomes[edit.table, edit.id] = edit._replace(before=first.before)
    for edit in outcomes.values():
        present, after = tables.get(edit.table, {}).get(edit.id), edit.after
        if present == after:
            continue
        table = tables[edit.table] = dict(tables.get(edit.table, {}))
        if after is None:
            if present == edit.before:
                del table[edit.id]
        elif present is None or present == edit.before or _stamp(after) > _stamp(present):
            table[edit.id] = after


def last_known(archive: Archive) -> Known | None:
    """The snapshot that was written last, made again; None where backups or journals do not reach up to it."""
    newest, retired = archive.newest(), archive.tails()
    for path in archive.backups():
        read = _read(path)
        if read is None or read.lost or read.edited or read.doubles or read.generation > newest:
            continue
        if _reach(retired, read.generation, newest):
            tables: Tables = {name: dict(table) for name, table in read.tables.items()}
            for follows, tail in retired:
                if follows >= read.generation:
                    for action in tail.actions:
                        apply(tables, action)
            return Known({name: table for name, table in tables.items() if table}, newest)
    return None


def rebuild(archive: Archive, damaged: Snapshot | None, journal_path: Path) -> Rebuilt | None:
    """All that can be had: the newest whole backup brought up by the retired journals gives what the damaged file was.

    Its intact records count where they are newer than that, or are not in it and were not deleted. What the journal
    that follows the damaged file says comes last, as it did when it was said. None where there is nothing at all.
    """
    base, backup = _newest_whole(archive)
    tables: Tables = {name: dict(table) for name, table in base.tables.items()} if base else {}
    meta = base.meta if base else damaged.meta if damaged else {}
    at = (damaged.generation if damaged else 0) or archive.newest()
    retired = archive.tails(base.generation if base else 0)
    done = [(follows, tail.actions) for follows, tail in retired]
    present = _journal(journal_path)
    if present is not None:
        done.append((at if present.follows is None else present.follows, present.actions))
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
    is_all = _is_all_of(damaged) or (base is not None and _reach(retired, base.generation, max(at, archive.newest())))
    left_out = present.damaged if present else 0
    return Rebuilt(tables, meta, newest + 1, account, not is_all or left_out > 0, left_out)


def lacks_actions(read: Snapshot, journal_path: Path) -> bool:
    """Whether a changed snapshot says that it is newer than its journal and yet lacks what that one tells."""
    tail = _journal(journal_path)
    if tail is None or tail.follows is None or tail.follows >= read.generation:
        return False
    tables = dict(read.tables)
    apply_missing(tables, tail.actions)
    return tables != read.tables


def put_right(read: Snapshot, settled: Settled, archive: Archive, journal_path: Path) -> Rebuilt:
    """A snapshot in which single records were damaged, with what its journal tells."""
    tables, left_out = dict(settled.tables), 0
    newest = max(archive.newest(), settled.generation)
    present = _journal(journal_path)
    if present is not None:
        left_out = present.damaged
        newest = max(newest, present.follows or 0)
        if present.follows is None or present.follows >= settled.generation:
            for action in present.actions:
                apply(tables, action)
        else:
            apply_missing(tables, present.actions)
    account = "it was put right by what backups, journals and kept texts say of it"
    return Rebuilt(tables, read.meta, newest + 1, account, left_out > 0, left_out)


def _is_all_of(damaged: Snapshot | None) -> bool:
    """Whether all records that a damaged file had were read all the same."""
    return damaged is not None and damaged.promised is not None and damaged.held >= damaged.promised


def _reach(retired: Iterable[tuple[int, Tail]], first: int, last: int) -> bool:
    """Whether whole retired journals lead from one generation of the snapshot up to another."""
    whole = {follows for follows, tail in retired if not tail.damaged and not tail.torn}
    return all(generation in whole for generation in range(first, last))


def keep_doubles(read: Snapshot) -> None:
    """Two records under one id: the newer keeps it, the other gets one of its own."""
    for table, id_, record in read.doubles:
        there = read.tables[table][id_]
        newer, older = (record, there) if _stamp(record) > _stamp(there) else (there, record)
        read.tables[table][id_] = newer
        fresh = new_id()
        read.tables[table][annotation_key(fresh)] = {**older, "id": fresh}


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
        read = _read(path)
        if read is not None and not read.lost:
            return read, path
    return None, None


def _read(path: Path) -> Snapshot | None:
    try:
        return snapshot.decode(path.read_bytes())
    except (OSError, snapshot.NotOurs):
        return None


def _journal(path: Path) -> Tail | None:
    try:
        return journal.read(path)
    except OSError:
        return None


def _records(damaged: Snapshot | None) -> Iterable[tuple[str, str, Record]]:
    if damaged is None:
        return []
    whole = [(name, id_, record) for name, table in damaged.tables.items() for id_, record in table.items()]
    return [*whole, *damaged.doubles]


def _stamp(record: Record) -> tuple[int, str]:
    """Orders the versions of a record: its revision, then its time."""
    rev = record.get("rev")
    return (rev if isinstance(rev, int) else 0, str(record.get("modified", "")))
