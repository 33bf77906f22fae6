"""The bytes of a snapshot: one table an article, tables and ids sorted, one record a line; read line by line.

Stock `TinyDB(path)` opens it. The `_meta` table comes first and tells schema, generation, number of records and a
checksum (CRC-32) of the whole file but for its own digits. Reading a record a line lets other threads run in between,
and a damaged line costs only itself.
"""

from __future__ import annotations

import io
import json
import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA = 1
"""The number of the file's form. A file with a higher one is left alone."""

META = "_meta"
"""The table that says whose file it is; tables of articles never begin with an underscore."""

Record = dict[str, Any]
Tables = dict[str, dict[str, Record]]
"""What TinyDB hands to a storage: table name -> document id as text -> record."""

_ID = re.compile("0|[1-9][0-9]{0,38}")
"""Document ids as TinyDB writes them: a UUID as a whole number has up to 39 digits."""

_HEAD = re.compile(rb'"((?:[^"\\]|\\.)*)": \{')


class NotOurs(Exception):  # noqa: N818 - it says what the bytes are, not that something went wrong
    """The bytes are not a snapshot of this program, or are one of a newer program."""

    def __init__(self, what: str, todo: str = "nothing was changed: name another store with --store") -> None:
        super().__init__(what)
        self.todo = todo


class Newer(NotOurs):
    """The bytes are a snapshot of a newer program: not to be rebuilt from anything older."""


@dataclass(slots=True)
class Snapshot:
    """The contents of a snapshot's bytes."""

    tables: Tables
    """Without `_meta`."""
    meta: Record
    generation: int = 0
    """Counts the snapshots of a store; a journal names the one that it follows."""
    lost: int = 0
    """How many lines held something that could not be read."""
    edited: bool = False
    """Whether the checksum does not match although every line is whole: another program changed the file."""
    doubles: list[tuple[str, str, Record]] = field(default_factory=list)
    """Table, id and record of each record under an id that an earlier record has."""


def encode(
    tables: Mapping[str, Mapping[str, Record]], *, generation: int, meta: Mapping[str, Any], folded: object = None
) -> bytes:
    """The bytes of a snapshot; unknown fields of `meta` are kept.

    `folded` is the `Window.mark` of the window that writes it; `folded_in` reads it back.
    """
    # In pieces: nothing here holds up other threads for as long as all of it would.
    parts = []
    records = 0
    for name in sorted(tables):
        table = tables[name]
        if name == META or not table:
            continue
        records += len(table)
        lines = [f"{to_json(id_)}: {to_json(table[id_])}" for id_ in sorted(table, key=_by_number)]
        parts.append(_to_bytes(f",\n{to_json(name)}: {{\n" + ",\n".join(lines) + "\n}"))
    own = {"schema": SCHEMA, "generation": generation, "records": records, "folded": folded}
    said = to_json({name: value for name, value in meta.items() if name != "crc"} | own | {"crc": ""})
    head, tail = said[:-2], said[-2:]
    parts = [_to_bytes(f'{{\n"{META}": {{\n"1": {head}'), b"", _to_bytes(f"{tail}\n}}"), *parts, b"\n}\n"]
    crc = 0
    for part in parts:
        crc = zlib.crc32(part, crc)
    parts[1] = b"%08x" % crc
    return b"".join(parts)


def _to_bytes(text: str) -> bytes:
    # Half a surrogate pair has no UTF-8; JSON has the same escape for it as Python.
    return text.encode(errors="backslashreplace")


def decode(data: bytes) -> Snapshot:
    """The contents of the bytes; where they are damaged, of all lines that are whole. Raises NotOurs."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    found = _by_lines(data)
    if found.lost or not _is_as_written(data):
        whole = _whole(data)
        if whole is not None:
            return whole
        missing = _count(found.meta.get("records")) - sum(len(table) for table in found.tables.values())
        found.lost = max(found.lost, missing, 1)
    _check(found)
    return found


def folded_in(data: bytes) -> tuple[object, int]:
    """The `folded` that `encode` was given, and the generation; None and 0 where the snapshot was changed since."""
    if not _is_as_written(data):
        return None, 0
    meta = _loads(b"{" + data[: _crc_at(data) + 10].split(b"\n", 3)[2] + b"}")
    return (meta["1"].get("folded"), _count(meta["1"].get("generation"))) if isinstance(meta, dict) else (None, 0)


def _is_as_written(data: bytes) -> bool:
    at = _crc_at(data)
    return at > 0 and data[at : at + 8] == b"%08x" % _crc(data, at)


def _crc_at(data: bytes) -> int:
    """The offset of the checksum's digits, at the end of the first record; -1 where there are none."""
    end = data.find(b'"}\n', 0, 1 << 20)
    return end - 8 if end > 0 and data[end - 16 : end - 8] == b'"crc": "' else -1


def _crc(data: bytes, at: int) -> int:
    """The CRC-32 of all but its own digits."""
    view = memoryview(data)
    return zlib.crc32(view[at + 8 :], zlib.crc32(view[:at]))


def _by_lines(data: bytes) -> Snapshot:
    found = Snapshot({}, {})
    table: str | None = None
    for raw in io.BytesIO(data):
        line = raw.strip(b" \t\r\n\0")
        if line in (b"", b"{", b"}", b"},"):
            table = None if line.startswith(b"}") else table
            continue
        head = line.endswith(b"{") and _HEAD.fullmatch(line)
        if head:
            name = _loads(b'"' + head[1] + b'"')
            table = name if isinstance(name, str) else None
            found.lost += table is None
            continue
        record = _loads(b"{" + line.removesuffix(b",") + b"}")
        if not isinstance(record, dict) or not _is_table(record):
            found.lost += 1
            # It may have been the head of a table; annotations say themselves where they belong.
            table = table if table is not None and table.startswith("_") else None
            continue
        for id_, fields in record.items():
            _put(found, table or str(fields.get("article", "")), id_, fields)
    return found


def _put(found: Snapshot, table: str, id_: str, fields: Record) -> None:
    if table == META:
        if id_ == "1":
            found.meta = fields
            found.generation = _count(fields.get("generation"))
    elif not table:
        found.lost += 1
    elif id_ in found.tables.setdefault(table, {}):
        found.doubles.append((table, id_, fields))
    else:
        found.tables[table][id_] = fields


class _Doubled(dict[str, Any]):
    """A JSON object in which a name stands twice: the first of each, and the others beside it."""

    others: list[tuple[str, Any]]


def _object(items: list[tuple[str, Any]]) -> Record:
    record = dict(items)
    if len(record) == len(items):
        return record
    doubled = _Doubled()
    doubled.others = [(name, value) for name, value in items if doubled.setdefault(name, value) is not value]
    return doubled


def _items(value: Record) -> list[tuple[str, Any]]:
    return [*value.items(), *(value.others if isinstance(value, _Doubled) else [])]


def _whole(data: bytes) -> Snapshot | None:
    """The contents of whole JSON that another program has laid out; None where it is not whole."""
    try:
        tables = json.loads(data, object_pairs_hook=_object)
    except (ValueError, RecursionError):
        return None
    if not isinstance(tables, dict):
        return None
    found = Snapshot({}, {})
    for name, table in _items(tables):
        if not isinstance(table, dict):
            found.lost += 1
            continue
        for id_, fields in _items(table):
            if _is_table({id_: fields}):
                _put(found, name, id_, dict(_items(fields)))
            else:
                found.lost += 1
    _check(found)
    # What has no checksum was written before there were any.
    found.edited = found.meta.keys() > {"schema"}
    return found


def _check(found: Snapshot) -> None:
    """Raise NotOurs unless these are the contents of a store that this program may read."""
    schema = found.meta.get("schema")
    if schema is None and any(r.get("article") == name for name, table in found.tables.items() for r in table.values()):
        found.lost = found.lost or 1  # the meta table is damaged, the annotations are ours
        return
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise NotOurs("is not a store of newsreader")
    if schema > SCHEMA:
        what = f"was written by a newer newsreader (schema {schema}; this one knows {SCHEMA})"
        raise Newer(what, "nothing was changed: update newsreader")


def _is_table(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(record, dict) and _ID.fullmatch(id_) is not None for id_, record in value.items()
    )


def _loads(text: bytes) -> Any:
    try:
        return _from_json(text.decode(errors="surrogatepass"))
    except (ValueError, RecursionError):
        return None


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


_from_json = json.JSONDecoder().decode

to_json = json.JSONEncoder(ensure_ascii=False).encode


def _by_number(id_: str) -> tuple[int, str]:
    """A sort key that orders ids, which are whole numbers, without making numbers of them."""
    return len(id_), id_
