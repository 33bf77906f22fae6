"""Tells what is damaged in a snapshot that does not match its checksum, and what another program changed in it.

Every line of it can be read. A disk or a memory that fails turns single bits; a person or a program that edits does
more. What was saved is known by backup and retired journals, and the words of a quotation by the text that is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from annotations.model import Annotation
from annotations.store import snapshot
from annotations.store.errors import StoreError
from annotations.store.records import readable
from annotations.store.snapshot import to_json
from articles.model import TEXT_FORM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotations.store.journal import Action
    from annotations.store.snapshot import Record, Snapshot, Tables
    from annotations.store.versions import KeptVersions

_PASSAGE = ("article", "version", "paragraph", "start", "end", "exact", "prefix", "suffix")


class Known(NamedTuple):
    """What a store's snapshot must hold, by its backups and retired journals alone."""

    tables: Tables
    generation: int


class Settled(NamedTuple):
    """A snapshot of which it was found out what is damage."""

    tables: Tables
    """With what was saved in the place of what is damage."""
    generation: int
    damaged: int
    """How many records were damaged."""
    changed: int
    """How many records another program changed, put in or took out."""

    @property
    def is_damage(self) -> bool:
        """Whether something was damaged, be it in a record or before them."""
        return bool(self.damaged) or not self.changed


def settle(read: Snapshot, data: bytes, known: Known | None, texts: KeptVersions) -> Settled:
    """Tell damage from changes in a snapshot with these bytes, which does not match its checksum."""
    tables = {name: dict(table) for name, table in read.tables.items()}
    damaged = _as_saved(tables, known.tables) if known is not None else 0
    before = known.tables if known is not None else {}
    damaged += _as_in_their_texts(tables, before, texts)
    changed = sum(1 for _ in _differing(tables, before)) if known is not None else int(damaged == 0)
    generation = read.generation
    if known is not None and not changed:
        generation = known.generation
        if not damaged and not _is_ours(data, read):
            changed = 1  # the same in another form: a program has written it
    return Settled(tables, generation, damaged, changed)


def unreadable(tables: Tables) -> int:
    """How many records that stand where annotations should are none."""
    records = (record for name, table in tables.items() if not name.startswith("_") for record in table.values())
    return sum(readable(Annotation.from_record, record) is None for record in records)


def unreadable_in(actions: Iterable[Action]) -> int:
    """How many records are none of those that actions of a journal make where annotations should be."""
    edits = (edit for action in actions for edit in action.edits if not edit.table.startswith("_"))
    return sum(edit.after is not None and readable(Annotation.from_record, edit.after) is None for edit in edits)


def _as_saved(tables: Tables, saved: Tables) -> int:
    """Put what was saved in the place of records that differ from it in one bit; how many they were."""
    count = 0
    differing = list(_differing(tables, saved))
    added = {to_json(tables[name][id_]): (name, id_) for name, id_ in differing if id_ not in saved.get(name, {})}
    for name, id_ in differing:
        was, present = saved.get(name, {}).get(id_), tables.get(name, {}).get(id_)
        if was is None:
            continue
        if present is None:
            moved = added.pop(to_json(was), None)
            if moved is None or not _is_one_bit_off(" ".join(moved), f"{name} {id_}"):
                continue
            del tables[moved[0]][moved[1]]
        elif not _is_one_bit_off(to_json(present), to_json(was)):
            continue
        tables.setdefault(name, {})[id_] = was
        count += 1
    for name in [name for name, table in tables.items() if not table]:
        del tables[name]
    return count


def _as_in_their_texts(tables: Tables, saved: Tables, texts: KeptVersions) -> int:
    """Give annotations the words back that stand in the kept texts; how many had others."""
    count = 0
    for name, table in tables.items():
        if name.startswith("_"):
            continue
        for id_, record in table.items():
            was = saved.get(name, {}).get(id_)
            if record == was:
                continue
            right = _passage(record, was, texts)
            if right:
                table[id_] = {**record, **right}
                count += 1
    return count


def _passage(record: Record, was: Record | None, texts: KeptVersions) -> Mapping[str, Any] | None:
    """The fields of a passage as its text has them, where those of the record are not so; None where all is well."""
    here = _in_text(record, texts)
    if here is not None and _alike(record, here):
        right = here
    elif was is not None and (there := _in_text(was, texts)) is not None and _differs(was, there) == []:
        right = {name: was[name] for name in _PASSAGE if name in was}
    else:
        return None
    return right if _differs(record, right) else None


def _in_text(record: Record, texts: KeptVersions) -> dict[str, Any] | None:
    """What the text of a record's version has at its place: the words, and those around them."""
    match record:
        case {
            "version": str(sha256),
            "start": int(start),
            "end": int(end),
            "prefix": str(prefix),
            "suffix": str(suffix),
        }:
            pass
        case _:
            return None
    try:
        text = texts.version(sha256, TEXT_FORM).text
    except StoreError:
        return None
    if not 0 <= start < end <= len(text):
        return None
    before, after = max(0, start - len(prefix)), end + len(suffix)
    return {"exact": text[start:end], "prefix": text[before:start], "suffix": text[end:after]}


def _alike(record: Record, here: Mapping[str, Any]) -> bool:
    """Whether the words of a record are those of the text, but for a character of each."""
    return all(isinstance(record.get(name), str) and _off(record[name], words) <= 1 for name, words in here.items())


def _differs(record: Record, right: Mapping[str, Any]) -> list[str]:
    return [name for name, value in right.items() if record.get(name) != value]


def _off(one: str, other: str) -> int:
    """In how many characters texts of one length differ; of texts of two lengths, all."""
    if len(one) != len(other):
        return max(len(one), len(other))
    return sum(a != b for a, b in zip(one, other, strict=True))


def _differing(tables: Tables, saved: Tables) -> Iterator[tuple[str, str]]:
    """Table and id of each record that is not as it was saved."""
    for name in sorted({*tables, *saved}):
        present, was = tables.get(name, {}), saved.get(name, {})
        yield from ((name, id_) for id_ in sorted({*present, *was}) if present.get(id_) != was.get(id_))


def _is_one_bit_off(one: str, other: str) -> bool:
    """Whether the bytes of two texts differ in a single bit."""
    first, second = (text.encode(errors="backslashreplace") for text in (one, other))
    return len(first) == len(second) and (int.from_bytes(first) ^ int.from_bytes(second)).bit_count() == 1


def _is_ours(data: bytes, read: Snapshot) -> bool:
    """Whether all but the beginning of a file is as this program writes it."""
    written = snapshot.encode(read.tables, generation=read.generation, meta=read.meta)
    return _body(written) == _body(data)


def _body(data: bytes) -> bytes:
    return data.partition(b'"}\n')[2]
