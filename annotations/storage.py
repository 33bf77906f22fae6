"""The durable TinyDB storage: one JSON file that stock `TinyDB(path)` opens, replaced whole or not at all.

One table an article, tables and ids sorted, one record a line, and a `_meta` table with the number of the schema.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from typing import TYPE_CHECKING, Any, NoReturn

from tinydb import Storage

from annotations.durable import advice, make_folder, open_regular, reason, replace_file
from articles.errors import NewsreaderError
from articles.form import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from filelock import BaseFileLock

SCHEMA = 1
"""The number of the file's form. A file with a higher one is left alone."""

META = "_meta"
"""The table that says whose file it is; tables of articles never begin with an underscore."""

LOCK_TIMEOUT = 5.0
"""Seconds to wait for another window's write."""

LOCK_POLL = 0.001
"""Seconds between two tries; a write takes a few milliseconds."""

_ID = re.compile("0|[1-9][0-9]{0,38}")
"""Document ids as TinyDB writes them: a UUID as a whole number has up to 39 digits."""

Tables = dict[str, dict[str, Any]]
"""What TinyDB hands to a storage: table name -> document id as text -> record."""


class StoreError(NewsreaderError):
    """The store could not be read or written; what was there before is untouched."""

    def __init__(self, what: str, path: Path | None = None, *, todo: str) -> None:
        super().__init__(what, where=printable(str(path)) if path else "", todo=todo)

    @classmethod
    def unsaved(cls, path: Path, error: OSError) -> StoreError:
        """What a failed write is called."""
        return cls(f"not saved: {reason(error)}", path, todo=advice(error))


class BusyError(StoreError):
    """Another window held the store for the whole of `LOCK_TIMEOUT`."""


class AtomicStorage(Storage):
    """Keeps the tables in memory and in one file; what several writes change in a `transaction` is one change of it.

    A change is made under a lock, on top of what other windows wrote meanwhile. Callers see only `read`, `write`,
    `transaction` and `changed_on_disk`, so that the way a change reaches the disk can differ (a journal).
    """

    def __init__(self, path: Path) -> None:
        """A storage over `path`; touches nothing yet. Raises StoreError for a link that leads nowhere."""
        self.path = _target(path)
        self._tables: Tables | None = None
        self._data = b""
        """The bytes of the file as last read or written."""
        self._doubtful = False
        """Whether the last write failed, perhaps after the file was in place but before that was durable: then even
        the same bytes are written again."""
        self._lines: dict[str, tuple[dict[str, Any], str]] = {}
        """For each table as last written the dict, known by its identity, and its text: TinyDB makes a new dict for
        each table that it changes."""
        self._held: int | None = None
        """A descriptor of the file last read or written: while it is open the inode's number cannot be given to
        another file, so equal numbers mean the same file."""
        self._seen: tuple[int, ...] | None = None
        self._staged: Tables | None = None
        self._lock: BaseFileLock | None = None

    def read(self) -> Tables | None:
        """The tables as they are now, in a fresh outer dict; None where there is no file yet. Raises StoreError."""
        if self._staged is None:
            self._catch_up()
        tables = self._tables if self._staged is None else self._staged
        return None if tables is None else dict(tables)

    def write(self, tables: Tables) -> None:
        """Take these tables: for the transaction that is under way, else to the disk at once. Raises StoreError."""
        if self._staged is not None:
            self._staged = dict(tables)
            return
        with self._locked():
            if self.changed_on_disk():
                raise StoreError("another window changed it meanwhile", self.path, todo="try again")
            self._commit(tables)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside are one change of the file, durable when it ends; none is made when it raises.

        Begins with the tables as they are on the disk. Raises StoreError.
        """
        with self._locked():
            self._catch_up()
            self._staged = dict(self._tables or {})
            try:
                yield
                self._commit(self._staged)
            finally:
                self._staged = None

    def changed_on_disk(self) -> bool:
        """Whether the file is another one than was last read or written here."""
        return self._signature() != self._seen

    def close(self) -> None:
        """Let go of the file."""
        self._remember(None)

    def _catch_up(self) -> None:
        if not self.changed_on_disk():
            return
        try:
            fd = open_regular(self.path)
        except FileNotFoundError:
            self._refuse("has gone since it was opened", "put it back, or start again with an empty one")
        except OSError as error:
            self._refuse(f"cannot be read: {reason(error)}", "name another store with --store")
        try:
            seen = _identity(os.fstat(fd))
            with open(fd, "rb", closefd=False) as file:
                data = file.read()
            self._tables = self._parsed(data)
        except OSError as error:
            os.close(fd)
            self._refuse(f"cannot be read: {reason(error)}", "name another store with --store")
        except BaseException:
            os.close(fd)
            raise
        self._data = data
        self._remember(fd, seen)

    def _parsed(self, data: bytes) -> Tables:
        """The tables in the bytes of a store, or StoreError for whatever is not wholly one."""
        mend = "nothing was changed: put back a copy that is whole, or move it away to begin anew"
        if not data.strip(b"\0 \t\r\n"):
            self._refuse("is empty" if not data else "holds nothing but zero bytes or blanks", mend)
        try:
            tables = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_without_doubles)
        except UnicodeDecodeError as error:
            self._refuse(f"is damaged: byte {error.start} is not UTF-8", mend)
        except json.JSONDecodeError as error:
            self._refuse(f"is damaged: no JSON at line {error.lineno}, column {error.colno}", mend)
        except RecursionError:
            self._refuse("is damaged: nested too deeply", mend)
        except ValueError as error:
            self._refuse(f"is damaged: {error}", mend)
        foreign = "nothing was changed: name another store with --store"
        meta = tables.get(META) if isinstance(tables, dict) else None
        if not isinstance(meta, dict) or not isinstance(meta.get("1"), dict):
            self._refuse("is not a store of newsreader", foreign)
        schema = meta["1"].get("schema")
        if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
            self._refuse(f"is not a store of newsreader: its schema is {str(schema)[:40]!a}", foreign)
        if schema > SCHEMA:
            self._refuse(
                f"was written by a newer newsreader (schema {schema}; this one knows {SCHEMA})",
                "nothing was changed: update newsreader",
            )
        for name, table in tables.items():
            if not isinstance(table, dict):
                self._refuse(f"is damaged: the table {name[:60]!a} is not one", mend)
            for id_, record in table.items():
                if not isinstance(record, dict) or not _ID.fullmatch(id_):
                    self._refuse(f"is damaged: the record {id_[:60]!a} of the table {name[:60]!a} is not one", mend)
        return tables  # type: ignore[no-any-return]  # the loops above have looked at every level

    def _commit(self, tables: Tables) -> None:
        """Bring the tables to the disk, if they differ from what is there."""
        tables = {META: {"1": {"schema": SCHEMA}}, **tables}
        lines = {name: self._text(name, table) for name, table in tables.items() if table}
        text = "{\n" + ",\n".join(lines[name] for name in sorted(lines)) + "\n}\n"
        # Half a surrogate pair has no UTF-8; JSON has the same escape for it as Python.
        data = text.encode(errors="backslashreplace")
        if data == self._data and not self._doubtful:
            return
        self._doubtful = True
        try:
            replace_file(self.path, data)
            fd = open_regular(self.path)
        except OSError as error:
            raise StoreError.unsaved(self.path, error) from error
        self._lines = {name: (tables[name], text) for name, text in lines.items()}
        self._tables, self._data, self._doubtful = tables, data, False
        self._remember(fd, _identity(os.fstat(fd)))

    def _text(self, name: str, table: dict[str, Any]) -> str:
        known = self._lines.get(name)
        if known is not None and known[0] is table:
            return known[1]
        records = ",\n".join(f"{_json(id_)}: {_json(table[id_])}" for id_ in sorted(table, key=_by_number))
        return f"{_json(name)}: {{\n{records}\n}}"

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        from filelock import FileLock, Timeout  # imported where used: reading needs no lock

        try:
            make_folder(self.path.parent)
            if self._lock is None:
                lock_path = self.path.with_name(self.path.name + ".lock")
                self._lock = FileLock(lock_path, LOCK_TIMEOUT, mode=0o600, poll_interval=LOCK_POLL)
            self._lock.acquire()
        except Timeout as error:
            raise BusyError("another window is busy with it", self.path, todo="try again") from error
        except OSError as error:
            raise StoreError.unsaved(self.path, error) from error
        except NotImplementedError as error:
            todo = "name a store on another disk with --store"
            raise StoreError("not saved: the place knows no locks", self.path, todo=todo) from error
        try:
            yield
        finally:
            self._lock.release()

    def _signature(self) -> tuple[int, ...] | None:
        try:
            return _identity(self.path.stat())
        except FileNotFoundError:
            return None
        except OSError as error:
            self._refuse(f"cannot be read: {reason(error)}", "name another store with --store")

    def _remember(self, fd: int | None, seen: tuple[int, ...] | None = None) -> None:
        if self._held is not None:
            os.close(self._held)
        self._held, self._seen = fd, seen

    def _refuse(self, what: str, todo: str) -> NoReturn:
        raise StoreError(what, self.path, todo=todo) from None


def _target(path: Path) -> Path:
    """Where the file is, or will be, when all links are followed."""
    try:
        if not path.is_symlink() or path.exists():
            return path.resolve()
    except (OSError, RuntimeError) as error:  # Python 3.11 calls a circle of links a RuntimeError
        what = reason(error) if isinstance(error, OSError) else "is reached through links that go in a circle"
        raise StoreError(what, path, todo="name another store with --store") from None
    raise StoreError("is a link that leads nowhere", path, todo="mend it or name another store with --store")


def _identity(stat: os.stat_result) -> tuple[int, ...]:
    return stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the name {double[:60]!a} stands twice in one place")
    return record


_json = json.JSONEncoder(ensure_ascii=False).encode


def _by_number(id_: str) -> tuple[int, str]:
    """Orders ids, which are whole numbers, without the cost of making them."""
    return len(id_), id_
