"""`newsreader restore`: makes an earlier state of the store the present one, or takes that back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TextIO

from articles.form import printable
from tui.cli import DONE
from tui.cli.opened_store import open_storage
from tui.cli.standard_output import text_output
from tui.cli.table import counted
from tui.cli.which_store import annotator, store_path

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable
    from pathlib import Path

    from annotations.store.restoring import Changed
    from annotations.store.storage import JournaledStorage


def add(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.description = "Makes a backup the present state of the store, which is backed up first."
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "backup",
        nargs="?",
        metavar="BACKUP",
        help="its number, its name, or a file; else the newest that holds something else than the store does",
    )
    which.add_argument("--undo", action="store_true", help="take back the last restore")


def run(options: Namespace) -> int:
    """Restore the backup that is named, or take the last restoration back, and write what that changed."""
    store, name = store_path(options), annotator(options)
    with text_output() as out:
        if options.undo:
            undo_restore(store=store, annotator=name, out=out)
        else:
            restore_backup(options.backup, store=store, annotator=name, out=out)
    return DONE


def restore_backup(which: str | None, *, store: Path, annotator: str, out: TextIO) -> None:
    """Restore the backup with this number or file name, None for the last other state; write what that changed.

    Raises NewsreaderError, the store being as it was.
    """
    from annotations.store.restoring import chosen, last_other, restore

    storage = open_storage(store)
    if which is None:
        which = last_other(storage)
    backup = chosen(
        storage.archive, which
    )  # where a number was given, before the store is read, which may make a backup and shift the numbers
    _do(storage, f"{printable(str(backup))} is restored", partial(restore, storage, backup, annotator), out)


def undo_restore(*, store: Path, annotator: str, out: TextIO) -> None:
    """Take back the last restoration and write what that changed. Raises NewsreaderError, the store being as it was."""
    from annotations.store.restoring import undo

    storage = open_storage(store)
    _do(storage, "the last restore is taken back", partial(undo, storage, annotator), out)


def _do(storage: JournaledStorage, done: str, work: Callable[[], Changed], out: TextIO) -> None:
    there = storage.read() is not None
    changed = work()
    storage.close()  # folds it into the file, for those who read that alone
    if not any(changed):
        out.write("nothing was changed: the store is the same as that backup\n")
        return
    out.write(f"{done}: {_told(changed)}\n")
    if there:
        out.write("the state before is backup 1; newsreader restore 1 brings it back\n")


def _told(changed: Changed) -> str:
    counts = [
        f"{counted(changed.back, 'annotation')} came back",
        f"{changed.gone} went",
        f"{changed.other} changed",
    ]
    if changed.besides:
        counts.append(f"{counted(changed.besides, 'record')} of articles, stories and tags differed")
    return ", ".join(counts)
