"""The bytes of a snapshot: one table an article, tables and ids sorted, one record a line; read line by line.

Stock `TinyDB(path)` opens it. The `_meta` table comes first and tells schema, generation, number of records,
a checksum of what persons did (`content`) and a checksum (CRC-32) of the whole file but for its own digits. Reading a
record a line lets other threads run in between, and a damaged line costs only itself.
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

NOTED = frozenset({"_articles", "_stories", "_placements"})
"""The tables of what the program notes when a story is opened, read or left: nobody did it."""

HIGHEST_GENERATION = 10**12 - 1
"""What the names of backups have room for; more than that was never written."""

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

    @property
    def held(self) -> int:
        """How many records were read."""
        return sum(len(table) for table in self.tables.values()) + len(self.doubles)

    @property
    def promised(self) -> int | None:
        """How many records the meta table says there are; None where it does not say."""
        count = self.meta.get("records")
        return _count(count) if count is not None else None


def encode(
    tables: Mapping[str, Mapping[str, Record]], *, generation: int, meta: Mapping[str, Any], folded: object = None
) -> bytes:
    """The bytes of a snapshot; unknown fields of `meta` are kept.

    `folded` is the `Window.mark` of the window that writes it; `folded_in` reads it back.
    """
    # In pieces: nothing here holds up other threads for as long as all of it would.
    parts = []
    records = content = 0
    for name in sorted(tables):
        table = tables[name]
        if name == META or not table:
            continue
        records += len(table)
        lines = [f"{to_json(id_)}: {to_json(table[id_])}" for id_ in sorted(table, key=_by_number)]
        parts.append(_to_bytes(f",\n{to_json(name)}: {{\n" + ",\n".join(lines) + "\n}"))
        if name not in NOTED:
            content = zlib.crc32(parts[-1], content)
    own = {"schema": SCHEMA, "generation": generation, "records": records, "folded": folded}
    # With the generation, because a program that does not know the field keeps it as it was.
    own["content"] = [generation, f"{content:08x}"]
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
    if found.lost or not is_as_written(data):
        whole = _whole(data)
        if whole is not None:
            return whole
        found.lost = max(found.lost, (found.promised or 0) - found.held, 1)
    _check(found)
    return found


def folded_in(data: bytes) -> tuple[object, int]:
    """The `folded` that `encode` was given, and the generation; None and 0 where the snapshot was changed since."""
    meta = _meta_in(data) if is_as_written(data) else {}
    return meta.get("folded"), _generation(meta)


def content_in(head: bytes) -> str | None:
    """What is the same in two snapshots in which persons did the same, from the beginning of one; None if unknown."""
    match _meta_in(head):
        case {"generation": int(own), "content": [int(of), str(content)]} if own == of:
            return content
    return None


def is_as_written(data: bytes) -> bool:
    """Whether the bytes match their checksum."""
    at = _crc_at(data)
    return at > 0 and data[at : at + 8] == b"%08x" % _crc(data, at)


def _meta_in(head: bytes) -> Record:
    """The meta record in the beginning of a snapshot; empty where there is none."""
    at = _crc_at(head)
    meta = _loads(b"{" + head[: at + 10].split(b"\n", 3)[2] + b"}") if at > 0 and head.count(b"\n", 0, at) > 1 else None
    found = meta.get("1") if isinstance(meta, dict) else None
    return found if isinstance(found, dict) else {}


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
            found.generation = _generation(fields)
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
    return isinstance(value, dict) and all(isinstance(record, dict) and is_id(id_) for id_, record in value.items())


def is_id(text: str) -> bool:
    """Whether it is an id as TinyDB writes them: a whole number."""
    return _ID.fullmatch(text) is not None


def _loads(text: bytes) -> Any:
    try:
        return _from_json(text.decode(errors="surrogatepass"))
    except (ValueError, RecursionError):
        return None


def _generation(meta: Record) -> int:
    generation = _count(meta.get("generation"))
    return generation if generation <= HIGHEST_GENERATION else 0


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


_from_json = json.JSONDecoder().decode

to_json = json.JSONEncoder(ensure_ascii=False).encode


def _by_number(id_: str) -> tuple[int, str]:
    """A sort key that orders ids, which are whole numbers, without making numbers of them."""
    return len(id_), id_
