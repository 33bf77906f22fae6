"""Checks the files of a store: snapshot and journal, what stands beside them, and whether more can be put there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from annotations.store import emergency, folders, journal, messages, snapshot
from annotations.store.contents import read_snapshot
from annotations.store.durable import reason
from annotations.store.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotations.store.archive import Archive
    from annotations.store.contents import Contents
    from annotations.store.snapshot import Snapshot

_FOLDERS = ("backups", "history", "versions")


def of_files(contents: Contents, archive: Archive, path: Path) -> Iterator[Finding]:
    """The faults of the store at `path`, whose files hold this."""
    yield from _of_contents(contents, archive, path)
    yield from (found for what in _FOLDERS for found in _of_folder(folders.own(path, what), path))
    yield from _of_archive(archive)
    for unsaved in emergency.kept(path, everywhere=True):
        refused = unsaved.name.endswith(emergency.REFUSED)
        will = "could not be taken into it" if refused else "the next start of newsreader takes them in"
        yield Finding(unsaved.name, f"holds changes that are not in the store: {will}")
    for damaged in archive.damaged():
        yield Finding(damaged.name, "was damaged and is kept: see what is missing from the store, then remove it")


def _of_contents(contents: Contents, archive: Archive, path: Path) -> Iterator[Finding]:
    if contents.wrong:
        yield Finding(path.name, contents.wrong)
    if contents.snapshot is not None:
        yield from (Finding(path.name, what) for what in _of_snapshot(contents.snapshot))
    elif contents.journal is None:
        what = messages.missing(path.name, len(archive.backups())).removeprefix(f"{path.name} ")
        yield Finding(path.name, what)
    if contents.journal is None:
        return
    name, follows = journal.beside(path).name, contents.journal.follows
    yield from (Finding(name, what) for what in _of_journal(contents.journal))
    if follows is None and not contents.journal.torn:
        yield Finding(name, "is empty" if not contents.journal.position.size else "does not begin with its first line")
    if contents.snapshot is not None and follows is not None and follows > contents.snapshot.generation:
        there = contents.snapshot.generation
        yield Finding(name, f"follows snapshot {follows} of the store, but snapshot {there} is there")


def _of_snapshot(read: Snapshot) -> Iterator[str]:
    if read.lost:
        yield messages.unreadable(read.lost)
    if read.edited:
        yield "does not match its checksum: another program changed it"
    if read.promised is not None and read.promised != read.held and not read.lost:
        yield f"says that it holds {read.promised} records, but holds {read.held}"
    yield from (f"holds two records under the id {id_} of {table}" for table, id_, _ in read.doubles)


def _of_journal(tail: journal.Tail, torn: str = "an action that was never called saved") -> Iterator[str]:
    if tail.damaged:
        yield f"is damaged: {messages.lines(tail.damaged)} cannot be read or do not match their checksum"
    if tail.torn:
        yield f"ends in the middle of a line: {torn}"


def _of_folder(folder: Path, store: Path) -> Iterator[Finding]:
    """Why a folder, which is made when it is needed, cannot be used."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        yield Finding(folder.name, "cannot be used: it is no folder")
    elif not os.access(folder, os.R_OK | os.X_OK):
        yield Finding(folder.name, "cannot be used: it may not be read")
    elif os.access(store.parent, os.W_OK) and not os.access(folder, os.W_OK):
        yield Finding(folder.name, "cannot be used: nothing may be written there")


def _of_archive(archive: Archive) -> Iterator[Finding]:
    """The faults of backups and retired journals; what a window puts away meanwhile is none."""
    for path in archive.backups():
        try:
            found = list(_of_snapshot(read_snapshot(path)))
        except FileNotFoundError:
            continue
        except OSError as error:
            found = [f"cannot be read: {reason(error)}"]
        except snapshot.NotOurs as error:
            found = [str(error)]
        yield from (Finding(f"backup {path.name}", what) for what in found)
    for _, path in archive.journals():
        try:
            found = list(_of_journal(journal.read(path), "it was cut off"))
        except FileNotFoundError:
            continue
        except OSError as error:
            found = [f"cannot be read: {reason(error)}"]
        yield from (Finding(f"history {path.name}", what) for what in found)
