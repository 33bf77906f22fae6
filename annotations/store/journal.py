"""The journal: one line a user action, with the records before and after, a checksum, and one sync.

A line is `{"crc": "…", "entry": …}`, the CRC-32 being that of the entry's bytes. The first line of a file is a header
that names the snapshot that it follows. A line that does not match its checksum, or says what no program wrote, is
skipped and counted.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import zlib
from typing import TYPE_CHECKING, NamedTuple, cast

from annotations.store.durable import open_regular, sync_data, sync_folder, write_all
from annotations.store.snapshot import HIGHEST_GENERATION, META, Record, is_id, to_json

if TYPE_CHECKING:
    from pathlib import Path

_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW

_CRC = slice(9, 17)
_ENTRY = slice(29, -1)
"""The slices of a line that hold the digits of the checksum and the entry."""

_BEGIN = re.compile(rb'(?=\{"crc": "[0-9a-f]{8}", "entry": \{)')


class RecordEdit(NamedTuple):
    """One record of the store before and after an action; None where it did not exist or no longer does."""

    table: str
    id: str
    """The document id, as text."""
    before: Record | None
    after: Record | None


class Action(NamedTuple):
    """Something that a person did: all of its edits are made, or none."""

    id: str
    """UUIDv7."""
    at: str
    """UTC, ISO 8601."""
    run: str
    """The name of the window, that is the run of the program, that did it."""
    annotator: str
    what: str
    """What was done, in words for the status bar; empty for what the program keeps by itself."""
    edits: tuple[RecordEdit, ...]
    undoes: str = ""
    """The id of the action that this one takes back, or empty."""
    redoes: str = ""
    """The id of the action that this one does again, or empty."""

    def line(self) -> bytes:
        """Its line in a journal, line end included."""
        fields = {name: getattr(self, name) for name in _WORDS}
        return _line({**fields, "edits": [edit._asdict() for edit in self.edits]})

    @classmethod
    def from_line(cls, line: bytes) -> Action:
        """The action in a line of a journal, as a reader finds it. Raises ValueError where there is none."""
        tail = _parse(line)
        if not tail.actions:
            raise ValueError("not the line of an action")
        return tail.actions[0]


_WORDS = ("id", "at", "run", "annotator", "what", "undoes", "redoes")


class JournalPosition(NamedTuple):
    """How far a journal was read, and which file it was."""

    file: tuple[int, int]
    """Device and inode."""
    size: int
    changed: int
    """The time of the file's last change, in nanoseconds."""
    end: int
    """The offset, in bytes, after the last whole line."""
    last_at: int
    """The offset of the last whole line."""
    last: bytes
    """The checksum of the last whole line, empty where there is none."""

    @property
    def torn(self) -> bool:
        """Whether bytes without a line end follow."""
        return self.size > self.end

    def is_at(self, stat: os.stat_result) -> bool:
        """Whether the file is unchanged since it was read."""
        return (self.file, self.size, self.changed) == (_file(stat), stat.st_size, stat.st_mtime_ns)


class LinePosition(NamedTuple):
    """Where a line of a journal begins, and the checksum that it has."""

    at: int
    crc: bytes


class _Parsed(NamedTuple):
    follows: int | None
    actions: list[Action]
    damaged: int
    end: int
    last_at: int
    last: bytes
    before: LinePosition | None


class Tail(NamedTuple):
    """The part of a journal that was read."""

    follows: int | None
    """The generation of the snapshot that it follows; None where the header was not read or is damaged."""
    actions: list[Action]
    damaged: int
    """How many lines do not match their checksum, or say what no program wrote."""
    position: JournalPosition
    before: LinePosition | None = None
    """The whole line before the last one, the header apart, of those that were read; None where there is none."""

    @property
    def torn(self) -> bool:
        """Whether it ends in the middle of a line."""
        return self.position.torn


def beside(store: Path) -> Path:
    """The path of a store's journal."""
    return store.parent / f"{store.name}.journal"


def read(path: Path) -> Tail:
    """All of a journal. Raises OSError, and FileNotFoundError where there is none."""
    with os.fdopen(open_regular(path), "rb") as file:
        stat = os.fstat(file.fileno())
        data = file.read()
    parsed = _parse(data)
    position = JournalPosition(_file(stat), len(data), stat.st_mtime_ns, parsed.end, parsed.last_at, parsed.last)
    return Tail(parsed.follows, parsed.actions, parsed.damaged, position, parsed.before)


def read_on(path: Path, position: JournalPosition) -> Tail | None:
    """The lines added since the journal was read up to `position`; None where the last of those is no longer there.

    A window can read a line of another window whose sync then fails, so that the line is taken out again. Raises
    OSError.
    """
    with os.fdopen(open_regular(path), "rb") as file:
        stat = os.fstat(file.fileno())
        file.seek(position.last_at)
        data = file.read()
    known = data[: position.end - position.last_at]
    if _file(stat) != position.file or len(known) < position.end - position.last_at or known[_CRC] != position.last:
        return None
    parsed = _parse(data[position.end - position.last_at :])
    at, last = (position.end + parsed.last_at, parsed.last) if parsed.last else (position.last_at, position.last)
    now = JournalPosition(
        position.file, position.last_at + len(data), stat.st_mtime_ns, position.end + parsed.end, at, last
    )
    before = None
    if parsed.before is not None:
        before = LinePosition(position.end + parsed.before.at, parsed.before.crc)
    elif parsed.last and position.last:
        before = LinePosition(position.last_at, position.last)
    return Tail(None, parsed.actions, parsed.damaged, now, before)


def holds(path: Path, line: LinePosition) -> bool:
    """Whether a line is still in its place."""
    try:
        with os.fdopen(open_regular(path), "rb") as file:
            file.seek(line.at)
            found = file.readline()
            return found.endswith(b"\n") and found[_CRC] == line.crc
    except OSError:
        return False


def whole_lines(data: bytes) -> bytes:
    """The bytes of a journal without its damaged lines and an unfinished last one."""
    lines = data.split(b"\n")[:-1]
    return b"".join(line + b"\n" for line in lines if line and not _parse(line + b"\n").damaged)


class UnsyncedError(OSError):
    """A line was written but not made durable: the system may have dropped it and call its pages clean."""


def create(path: Path, follows: int, line: bytes) -> JournalPosition:
    """Begin a journal that follows the snapshot of generation `follows`, with one line; durable when this returns.

    Raises OSError, and FileExistsError where there is a journal; then nothing is left.
    """
    fd = os.open(path, _FLAGS | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        try:
            position = _write(fd, _line({"follows": follows}), line)
        finally:
            os.close(fd)
        sync_folder(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    return position


def append(path: Path, line: bytes) -> JournalPosition:
    """Add a line to a journal that ends with a whole one; durable when this returns. One process at a time may do so.

    Raises OSError, and UnsyncedError where the sync failed; the journal is then as it was, as far as the system can
    tell.
    """
    fd = os.open(path, _FLAGS)
    try:
        return _write(fd, b"", line)
    finally:
        os.close(fd)


def settle(path: Path) -> None:
    """Sync what another process wrote, in case it was stopped before it could. Raises OSError."""
    fd = os.open(path, _FLAGS)
    try:
        sync_data(fd)
    finally:
        os.close(fd)
    sync_folder(path.parent)


def _write(fd: int, header: bytes, line: bytes) -> JournalPosition:
    before = os.fstat(fd).st_size
    try:
        write_all(fd, header + line)
        try:
            sync_data(fd)
        except OSError as error:
            raise UnsyncedError(error.errno, error.strerror) from error
    except BaseException:
        with contextlib.suppress(OSError):
            os.ftruncate(fd, before)
        raise
    stat = os.fstat(fd)
    return JournalPosition(_file(stat), stat.st_size, stat.st_mtime_ns, stat.st_size, before + len(header), line[_CRC])


def _line(entry: Record) -> bytes:
    # Half a surrogate pair has no UTF-8; JSON has the same escape for it as Python.
    body = to_json(entry).encode(errors="backslashreplace")
    return b'{"crc": "%08x", "entry": %b}\n' % (zlib.crc32(body), body)


def _parse(data: bytes) -> _Parsed:
    follows: int | None = None
    actions: list[Action] = []
    damaged = last_at = at = 0
    last = b""
    before: LinePosition | None = None
    lines = data.split(b"\n")
    lines.pop()
    for line in lines:
        if line:
            before = LinePosition(last_at, last) if actions or damaged else None
            last_at, last = at, line[_CRC]
            entries = _entries(line)
            damaged += not entries
            for entry in entries:
                if "edits" not in entry and _is_generation(entry.get("follows")):
                    follows = entry["follows"]
                    continue
                action = _action(entry)
                damaged += action is None
                actions += [action] if action else []
        at += len(line) + 1
    return _Parsed(follows, actions, damaged, at, last_at, last, before)


def _is_generation(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= HIGHEST_GENERATION


def _entries(line: bytes) -> list[Record]:
    """The entry of a line, or the entries of several lines where the line ends between them were damaged."""
    entry = _entry(line)
    if entry is not None:
        return [entry]
    pieces = _BEGIN.split(line)
    found = (_entry(piece) or _entry(piece[:-1]) for piece in pieces)
    return [entry for entry in found if entry is not None]


def _entry(line: bytes) -> Record | None:
    body = line[_ENTRY]
    if line[_CRC] != b"%08x" % zlib.crc32(body):
        return None
    try:
        entry = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) else None


def _action(entry: Record) -> Action | None:
    """The action of an entry; fields that a newer program added are left out. None where it is no action.

    A checksum tells that the bytes are as they were written, not that a program of ours wrote them.
    """
    edits, words = entry.get("edits"), {name: entry.get(name) for name in _WORDS}
    if not isinstance(edits, list) or not all(map(_is_edit, edits)):
        return None
    if not all(isinstance(word, str) for word in words.values()):
        return None
    made = tuple(RecordEdit(edit["table"], edit["id"], edit["before"], edit["after"]) for edit in edits)
    return Action(edits=made, **cast("dict[str, str]", words))


def _is_edit(edit: object) -> bool:
    """Whether it says of one record what it was and what it became."""
    match edit:
        case {"table": str(table), "id": str(id_), "before": dict() | None, "after": dict() | None}:
            return table not in ("", META) and is_id(id_)
    return False


def _file(stat: os.stat_result) -> tuple[int, int]:
    return stat.st_dev, stat.st_ino
