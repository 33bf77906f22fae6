"""`newsreader backups`: the earlier states of the store."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TextIO

from annotations.store.durable import reason
from tui.cli import DONE
from tui.cli.standard_output import text_output
from tui.cli.table import counted, lines
from tui.cli.which_store import store_path

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path

    from annotations.store.restoring import Backup


def add(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.description = "Lists the earlier states of the store, the newest first."


def run(options: Namespace) -> int:
    """List the backups on standard output."""
    store = store_path(options)
    with text_output() as out:
        list_backups(store=store, out=out)
    return DONE


def list_backups(*, store: Path, out: TextIO) -> None:
    """Write a line for each backup of the store, the newest first. Raises NewsreaderError."""
    from annotations.store.restoring import backups
    from annotations.store.storage import JournaledStorage, StoreError

    archive = JournaledStorage(store).archive
    try:
        found = backups(archive)
    except OSError as error:
        raise StoreError(f"cannot be read: {reason(error)}", archive.backups_folder, todo="make it readable") from None
    out.writelines(f"{line}\n" for line in lines([_row(backup) for backup in found]))
    if not found:
        out.write("no backups yet: one is made when a sitting ends in which something was changed\n")


def _row(backup: Backup) -> tuple[str, ...]:
    held = "cannot be read" if backup.annotations is None else counted(backup.annotations, "annotation")
    return f"{backup.number:2}", _moment(backup.written), f"{_size(backup.size):>8}", held


def _moment(seconds: float) -> str:
    """In the local zone, which is told."""
    return datetime.fromtimestamp(seconds).astimezone().isoformat(sep=" ", timespec="seconds")


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= 1e6 else f"{count / 1e3:,.1f} kB"
