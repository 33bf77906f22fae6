"""`newsreader backups` and `newsreader restore`: the earlier states of the store, and how to have one of them again."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TextIO

from annotations.store.durable import reason
from annotations.store.restoring import backups, chosen, restore, undo
from annotations.store.storage import JournaledStorage, StoreError
from articles.form import printable
from tui.cli.verify import counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotations.store.restoring import Changed


def list_backups(*, store: Path, out: TextIO) -> None:
    """Write a line for each backup of the store, the newest first. Raises NewsreaderError."""
    archive = JournaledStorage(store).archive
    try:
        found = backups(archive)
    except OSError as error:
        raise StoreError(f"cannot be read: {reason(error)}", archive.backups_folder, todo="make it readable") from None
    for backup in found:
        held = "cannot be read" if backup.annotations is None else counted(backup.annotations, "annotation")
        out.write(f"{backup.number:2}  {_moment(backup.written)}  {_size(backup.size):>8}  {held}\n")
    if not found:
        out.write("no backups yet: one is made when a sitting ends in which something was changed\n")


def restore_backup(which: str, *, store: Path, annotator: str, out: TextIO) -> None:
    """Restore the backup with this number or file name and write what that changed.

    Raises NewsreaderError, the store being as it was.
    """
    storage = JournaledStorage(store)
    backup = chosen(storage.archive, which)  # before the store is read, which may make a backup and shift the numbers
    _do(storage, f"{printable(str(backup))} is restored", partial(restore, storage, backup, annotator), out)


def undo_restore(*, store: Path, annotator: str, out: TextIO) -> None:
    """Take back the last restoration and write what that changed. Raises NewsreaderError, the store being as it was."""
    storage = JournaledStorage(store)
    _do(storage, "the last restore is taken back", partial(undo, storage, annotator), out)


def _do(storage: JournaledStorage, done: str, work: Callable[[], Changed], out: TextIO) -> None:
    there = storage.read() is not None
    changed = work()
    storage.close()  # folds it into the file, for those who read that alone
    out.writelines(f"{printable(message)}\n" for message in storage.messages)
    if not any(changed):
        out.write("nothing was changed: the store is the same as that backup\n")
        return
    out.write(f"{done}: {_told(changed)}\n")
    if there:
        out.write("the state before is backup 1; newsreader restore brings it back\n")


def _told(changed: Changed) -> str:
    counts = [
        f"{counted(changed.back, 'annotation')} came back",
        f"{changed.gone} went",
        f"{changed.other} changed",
    ]
    if changed.besides:
        counts.append(f"{counted(changed.besides, 'record')} of articles, stories and tags differed")
    return ", ".join(counts)


def _moment(seconds: float) -> str:
    """In the local zone, which is told."""
    return datetime.fromtimestamp(seconds).astimezone().isoformat(sep=" ", timespec="seconds")


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= 1e6 else f"{count / 1e3:,.1f} kB"
