"""The journal: one line a user action, with the records before and after, a checksum, and one sync.

A line is `{"crc": "…", "entry": …}`, the CRC-32 being that of the entry's bytes. The first line of a file is a header
that names the snapshot that it follows. A line that does not match its checksum is skipped and counted; a torn end is
never cut off: the next line begins on a line of its own.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from annotations.durable import open_regular, sync_data, sync_folder
from annotations.snapshot import Record, to_json

if TYPE_CHECKING:
    from pathlib import Path

_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW

_CRC_AT, _ENTRY_AT = 9, 29
"""Where in a line the eight digits of the checksum and the entry begin."""


class RecordEdit(NamedTuple):
    """One record of the store before and after an action; None where it did not exist or no longer does."""

    table: str
    id: str
    """The document id, as text."""
    before: Record | None
    after: Record | None


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a person did: all of its edits are made, or none."""

    id: str
    """UUIDv7."""
    at: str
    """UTC, ISO 8601."""
    run: str
    """Names the run of the program (the window) that did it."""
    annotator: str
    what: str
    """In words for the status bar; empty for what the program keeps on its own account."""
    edits: tuple[RecordEdit, ...]
    undoes: str = ""
    """The id of the action that this one takes back, or empty."""
    redoes: str = ""
    """The id of the action that this one does again, or empty."""

    def entry(self) -> Record:
        """The JSON form."""
        return {
            "id": self.id,
            "at": self.at,
            "run": self.run,
            "annotator": self.annotator,
            "what": self.what,
            "undoes": self.undoes,
            "redoes": self.redoes,
            "edits": [edit._asdict() for edit in self.edits],
        }

    @classmethod
    def from_entry(cls, entry: Record) -> Action:
        """From its JSON form. Raises KeyError or TypeError where it is not one."""
        edits = tuple(RecordEdit(**edit) for edit in entry["edits"])
        return cls(**{**entry, "edits": edits})


class Tail(NamedTuple):
    """What was read of a journal."""

    follows: int | None
    """The generation of the snapshot that it follows; None where the header was not read or is damaged."""
    actions: list[Action]
    end: int
    """The offset, in bytes, after the last whole line."""
    damaged: int
    """Lines that do not match their checksum."""
    torn: bool
    """Whether bytes without a line end follow."""


def beside(store: Path) -> Path:
    """Where the journal of a store is."""
    return store.parent / f"{store.name}.journal"


def read(path: Path, start: int = 0) -> Tail:
    """What stands in a journal from byte `start` on. Raises OSError, FileNotFoundError where there is none."""
    with os.fdopen(open_regular(path), "rb") as file:
        file.seek(start)
        data = file.read()
    follows: int | None = None
    actions: list[Action] = []
    damaged = 0
    lines = data.split(b"\n")
    rest = lines.pop()
    for line in lines:
        if not line:
            continue
        entry = _entry(line)
        if entry is None:
            damaged += 1
        elif "follows" in entry:
            follows = entry["follows"]
        else:
            try:
                actions.append(Action.from_entry(entry))
            except (KeyError, TypeError):
                damaged += 1
    return Tail(follows, actions, start + len(data) - len(rest), damaged, bool(rest))


def create(path: Path, follows: int, action: Action) -> int:
    """Begin a journal after the snapshot of generation `follows`; durable when it returns, its size in bytes.

    Raises OSError, FileExistsError where there is one; nothing is left then.
    """
    fd = os.open(path, _FLAGS | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        try:
            size = _write(fd, line_of({"follows": follows}) + line_of(action.entry()))
        finally:
            os.close(fd)
        sync_folder(path.parent)
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    return size


def append(path: Path, action: Action, *, torn: bool) -> int:
    """Add a line to a journal; durable when it returns, the journal's new size in bytes.

    `torn` tells that it does not end with a line end. One process at a time may append. Raises OSError; the journal is
    then as it was, as far as the system can still tell.
    """
    fd = os.open(path, _FLAGS)
    try:
        return _write(fd, (b"\n" if torn else b"") + line_of(action.entry()))
    finally:
        os.close(fd)


def line_of(entry: Record) -> bytes:
    """The line of an entry, with its end."""
    body = to_json(entry).encode(errors="backslashreplace")
    return b'{"crc": "%08x", "entry": %b}\n' % (zlib.crc32(body), body)


def _entry(line: bytes) -> Record | None:
    body = line[_ENTRY_AT:-1]
    if line[_CRC_AT : _CRC_AT + 8] != b"%08x" % zlib.crc32(body):
        return None
    try:
        entry = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) else None


def _write(fd: int, data: bytes) -> int:
    before = os.fstat(fd).st_size
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]
        sync_data(fd)
    except OSError:
        with contextlib.suppress(OSError):
            os.ftruncate(fd, before)
        raise
    return before + len(data)
