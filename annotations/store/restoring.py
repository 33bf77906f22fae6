"""Lists the backups of a store and makes one of them its present state again: one action, which can be taken back."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, NamedTuple

from annotations.store import snapshot
from annotations.store.contents import read_snapshot
from annotations.store.durable import reason
from annotations.store.errors import OutdatedError
from annotations.store.records import ARTICLES, BOOKMARKS
from annotations.store.storage import ActionLabel, StoreError
from articles.files import path_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from annotations.store.archive import Archive
    from annotations.store.journal import Action, RecordEdit
    from annotations.store.snapshot import Record, Tables
    from annotations.store.storage import JournaledStorage

RESTORED = "backup restored"
"""What the action is called in the journal; by this one finds it again to take it back."""

_NOTED = snapshot.NOTED | {BOOKMARKS}
"""Tables of what is noted when a story is opened, read or left, and is no part of the record."""

_LIST = "newsreader backups lists them"


class Backup(NamedTuple):
    """An earlier state of the store."""

    number: int
    """From 1, the newest."""
    path: Path
    written: float
    """When this was the state of the store, in seconds since 1970."""
    size: int
    """Bytes."""
    annotations: int | None
    """How many it holds; None where it cannot be read."""


class Changed(NamedTuple):
    """What a restoration did, in records."""

    back: int = 0
    """Annotations that were not there before it."""
    gone: int = 0
    """Annotations that are no longer there after it."""
    other: int = 0
    """Annotations that are there before and after it, not the same."""
    besides: int = 0
    """Records that differ and are no annotations: articles, stories, tags."""


def backups(archive: Archive) -> list[Backup]:
    """The backups, newest first. Raises OSError where they cannot be looked at."""
    found = []
    for number, path in enumerate(archive.backups(), 1):
        try:
            stat = path.stat()
        except FileNotFoundError:  # a window has just put it away
            continue
        found.append(Backup(number, path, stat.st_mtime, stat.st_size, _annotations_in(path)))
    return found


def chosen(archive: Archive, which: str) -> Path:
    """The backup that `which` names: by its number, 1 being the newest, its name, or a file. Raises NewsreaderError."""
    found = archive.backups()
    if not re.fullmatch("[0-9]{1,9}", which):
        return next((backup for backup in found if backup.name == which), None) or path_of(which)
    if not found:
        raise StoreError("there are no backups", archive.backups_folder, todo="nothing was changed")
    if not 1 <= int(which) <= len(found):
        raise StoreError(f"no backup {int(which)} among the {len(found)} here", archive.backups_folder, todo=_LIST)
    return found[int(which) - 1]


def last_other(storage: JournaledStorage) -> str:
    """Names the newest backup that holds something, and something else than the store does now; else it is 1.

    What is only noted of articles and stories does not count: opening a story in a store that was begun anew makes a
    state with nothing in it, which nobody wants back. Raises StoreError.
    """
    present = _own(storage.read() or {})
    for backup in storage.archive.backups():
        with contextlib.suppress(StoreError):
            held = _own(_whole(backup))
            if held and held != present:
                return backup.name
    return "1"


def restore(storage: JournaledStorage, backup: Path, annotator: str = "") -> Changed:
    """Make the backup the present state, which becomes the newest backup first; nothing where they are the same.

    One action of `annotator`, so other windows see it as any change. Raises StoreError, nothing being changed, where
    the backup is missing, damaged or that of a newer program, and where the store cannot be written.
    """
    wanted = _whole(backup)
    with storage.transaction(ActionLabel(RESTORED, annotator)):
        present = storage.read() or {}
        changed = _changed(present, wanted)
        if any(changed):
            storage.back_up()
            storage.write(wanted)
    return changed


def undo(storage: JournaledStorage, annotator: str = "") -> Changed:
    """Take back the last restoration that was not taken back; the present state becomes the newest backup first.

    What the program noted since of articles, stories and places stays. Raises OutdatedError where an annotation or tag
    that it changed was changed since, StoreError where there is none to take back.
    """
    action = _last_restoration(storage.actions())
    if action is None:
        raise StoreError("no backup was restored that could be taken back", storage.path, todo="nothing was changed")
    with storage.transaction(ActionLabel(f"{RESTORED}: undone", annotator, undoes=action.id)):
        tables = storage.read() or {}
        outdated = (edit for edit in action.edits if tables.get(edit.table, {}).get(edit.id) != edit.after)
        since = sum(edit.table not in _NOTED for edit in outdated)
        if since:
            what = f"{since} of the records that the backup brought {'was' if since == 1 else 'were'} changed since"
            raise OutdatedError(what, storage.path, todo=f"restore the backup of the state before it: {_LIST}")
        before = _taken_back(tables, action.edits)
        changed = _changed(tables, before)
        storage.back_up()
        storage.write(before)
    return changed


def _whole(backup: Path) -> Tables:
    """What a backup holds. Raises StoreError where that is not all of it."""
    try:
        read = read_snapshot(backup)
    except FileNotFoundError:
        raise StoreError("no such backup", backup, todo=_LIST) from None
    except OSError as error:
        raise StoreError(f"cannot be read: {reason(error)}", backup, todo="name another backup") from None
    except snapshot.Newer as error:
        raise StoreError(str(error), backup, todo=error.todo) from None
    except snapshot.NotOurs as error:
        raise StoreError(str(error), backup, todo="name another backup") from None
    if read.lost or read.doubles:
        lines = len(read.doubles) + read.lost
        what = f"is damaged: {lines} of its lines {'is' if lines == 1 else 'are'} not as written"
        raise StoreError(what, backup, todo="name another backup")
    return read.tables


def _annotations_in(path: Path) -> int | None:
    try:
        read = read_snapshot(path)
    except (OSError, snapshot.NotOurs):
        return None
    return None if read.lost else sum(len(table) for name, table in read.tables.items() if not name.startswith("_"))


def _own(tables: Tables) -> Tables:
    """The tables of what persons did, but for those without a record."""
    return {name: table for name, table in tables.items() if table and name not in snapshot.NOTED}


def _last_restoration(actions: Iterable[Action]) -> Action | None:
    """The last one that no other action has taken back."""
    last: list[Action] = []
    for action in actions:
        if action.what == RESTORED:
            last.append(action)
        elif action.undoes:
            last = [restored for restored in last if restored.id != action.undoes]
    return last[-1] if last else None


def _taken_back(tables: Tables, edits: Iterable[RecordEdit]) -> Tables:
    """The tables without what these edits did."""
    before = {name: dict(table) for name, table in tables.items()}
    for edit in edits:
        table = before.setdefault(edit.table, {})
        present = table.get(edit.id)
        if edit.table in _NOTED and present is not None and present != edit.after:
            if edit.table == ARTICLES and edit.before is not None:
                table[edit.id] = _with_versions_of(present, edit.before)
        elif edit.before is None:
            table.pop(edit.id, None)
        else:
            table[edit.id] = edit.before
    return before


def _with_versions_of(article: Record, other: Record) -> Record:
    """The article with the versions that another state of it has besides, which come first."""
    own, others = article.get("versions"), other.get("versions")
    if not isinstance(own, list) or not isinstance(others, list):
        return article
    known = [version.get("sha256") for version in own if isinstance(version, dict)]
    lost = [version for version in others if isinstance(version, dict) and version.get("sha256") not in known]
    return {**article, "versions": [*lost, *own]}


def _changed(old: Tables, new: Tables) -> Changed:
    back = gone = other = besides = 0
    for name in {*old, *new}:
        before, after = old.get(name, {}), new.get(name, {})
        differing = [id_ for id_ in {*before, *after} if before.get(id_) != after.get(id_)]
        if name.startswith("_"):
            besides += len(differing)
            continue
        back += sum(id_ not in before for id_ in differing)
        gone += sum(id_ not in after for id_ in differing)
        other += sum(id_ in before and id_ in after for id_ in differing)
    return Changed(back, gone, other, besides)
