"""The bytes of a snapshot: one table an article, tables and ids sorted, one record a line; read line by line.

Stock `TinyDB(path)` opens it. The `_meta` table comes first and tells schema, generation, number of records and a
checksum (CRC-32) of all that follows it. Reading a record a line lets other threads run in between, and a damaged line
costs only itself.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
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
    """The bytes are no snapshot of this program, or one of a newer program."""

    def __init__(self, what: str, todo: str = "nothing was changed: name another store with --store") -> None:
        super().__init__(what)
        self.todo = todo


class Newer(NotOurs):
    """The bytes are a snapshot of a newer program: not to be rebuilt from anything older."""


@dataclass(slots=True)
class Snapshot:
    """What was read."""

    tables: Tables
    """Without `_meta`."""
    meta: Record
    generation: int = 0
    """Counts the snapshots of a store; a journal names the one that it follows."""
    lost: int = 0
    """Lines that held something and could not be read."""
    edited: bool = False
    """The checksum does not match although every line is whole: somebody else changed the file."""
    doubles: list[tuple[str, str, Record]] = field(default_factory=list)
    """Table, id and record of what stood under an id that was taken already."""


def encode(tables: Mapping[str, Mapping[str, Record]], *, generation: int, meta: Mapping[str, Any]) -> bytes:
    """The bytes of a snapshot; unknown fields of `meta` are kept."""
    parts = []
    records = 0
    for name in sorted(tables):
        table = tables[name]
        if name == META or not table:
            continue
        records += len(table)
        lines = [f"{to_json(id_)}: {to_json(table[id_])}" for id_ in sorted(table, key=_by_number)]
        parts.append(f"{to_json(name)}: {{\n" + ",\n".join(lines) + "\n}")
    # Half a surrogate pair has no UTF-8; JSON has the same escape for it as Python.
    body = ",\n".join(parts).encode(errors="backslashreplace")
    said = {**meta, "schema": SCHEMA, "generation": generation, "records": records, "crc": f"{zlib.crc32(body):08x}"}
    head = f'{{\n"{META}": {{\n"1": {to_json(said)}\n}}'.encode(errors="backslashreplace")
    return head + (b",\n" + body if body else b"") + b"\n}\n"


def decode(data: bytes) -> Snapshot:
    """What stands in the bytes; where they are damaged, all that is whole, line by line. Raises NotOurs."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    found = _by_lines(data)
    if found.lost:
        whole = _whole(data)
        if whole is not None:
            return whole
    _check(found.meta, any(found.tables.values()))
    head = data.find(b"\n},\n")
    body = data[head + 4 : -3] if head >= 0 else b""
    found.edited = not found.lost and found.meta.get("crc") != f"{zlib.crc32(body):08x}"
    return found


def folded_in(data: bytes) -> tuple[int, int] | None:
    """The generation and the bytes of its journal that a snapshot was made of; None where it was changed since."""
    head, _, body = data.partition(b"\n},\n")
    meta = _loads(b"{" + head.rpartition(b"{\n")[2] + b"}")
    if not isinstance(meta, dict) or not isinstance(meta.get("1"), dict):
        return None
    if meta["1"].get("crc") != f"{zlib.crc32(body[:-3]):08x}":
        return None
    folded = meta["1"].get("folded")
    return (folded[0], folded[1]) if isinstance(folded, list) and len(folded) == 2 else None


def _by_lines(data: bytes) -> Snapshot:
    found = Snapshot({}, {})
    table: str | None = None
    for raw in data.split(b"\n"):
        line = raw.strip(b" \t\r\0")
        if line in (b"", b"{", b"}", b"},"):
            table = None if line.startswith(b"}") else table
            continue
        head = _HEAD.fullmatch(line)
        if head:
            name = _loads(b'"' + head[1] + b'"')
            table = name if isinstance(name, str) else None
            found.lost += table is None
            continue
        record = _loads(b"{" + line.removesuffix(b",") + b"}")
        if not isinstance(record, dict) or not _is_table(record):
            found.lost += 1
            continue
        for id_, fields in record.items():
            _put(found, table or str(fields.get("article", "")), id_, fields)
    return found


def _put(found: Snapshot, table: str, id_: str, fields: Record) -> None:
    if table == META:
        found.meta = fields
        found.generation = _count(fields.get("generation"))
    elif not table:
        found.lost += 1
    elif id_ in found.tables.setdefault(table, {}):
        found.doubles.append((table, id_, fields))
    else:
        found.tables[table][id_] = fields


def _whole(data: bytes) -> Snapshot | None:
    """The same from JSON that is whole but laid out as another program writes it; None where it is not whole."""
    found = Snapshot({}, {})
    pairs_of: list[tuple[str, list[tuple[str, Any]]]] = []

    def pairs(items: list[tuple[str, Any]]) -> Record:
        record = dict(items)
        if len(record) != len(items):
            doubled = {name for name, count in Counter(name for name, _ in items).items() if count > 1}
            pairs_of.append(("", [item for item in items if item[0] in doubled and item[1] is not record[item[0]]]))
        return record

    try:
        tables = json.loads(data, object_pairs_hook=pairs)
    except (ValueError, RecursionError):
        return None
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise NotOurs("is not a store of newsreader")
    found.edited = True
    for name, table in tables.items():
        if not _is_table(table):
            raise NotOurs("is not a store of newsreader")
        for id_, fields in table.items():
            _put(found, name, id_, fields)
    for _, items in pairs_of:
        for id_, fields in items:
            if isinstance(fields, dict) and isinstance(fields.get("article"), str):
                found.doubles.append((fields["article"], id_, fields))
    _check(found.meta, any(found.tables.values()))
    return found


def _check(meta: Record, salvaged: bool) -> None:
    """Raise NotOurs unless these are the words of a store that this program may read."""
    schema = meta.get("schema")
    if schema is None and salvaged and not meta:
        return  # the line of the meta table itself is damaged, the records are ours
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
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


to_json = json.JSONEncoder(ensure_ascii=False).encode


def _by_number(id_: str) -> tuple[int, str]:
    """Orders ids, which are whole numbers, without the cost of making them."""
    return len(id_), id_
