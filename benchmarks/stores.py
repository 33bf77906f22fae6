"""The stores that ours is measured against, and ours, all with the same few verbs."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from tinydb import TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import JSONStorage
from tinydb.table import Document

from annotations.changes import Change, Edit
from annotations.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from annotations.model import Annotation


class Peer(NamedTuple):
    """A store that is open. What a verb did is on the disk when it returns."""

    fill: Callable[[Sequence[Annotation]], object]
    """Adds many at once."""
    insert: Callable[[Annotation], object]
    update: Callable[[Annotation, Annotation], object]
    """Puts the second in the place of the first."""
    remove: Callable[[Annotation], object]
    query: Callable[[str], list[object]]
    """All annotations of an article, by its id."""
    close: Callable[[], object]


def newsreader(path: Path) -> Peer:
    """Ours."""
    store = Store.open(path, "ana")

    def apply(*edits: Edit) -> None:
        store.apply(Change("changed", edits))

    def fill(annotations: Sequence[Annotation]) -> None:
        apply(*(Edit(None, annotation) for annotation in annotations))
        store.compact()

    return Peer(
        fill=fill,
        insert=lambda annotation: apply(Edit(None, annotation)),
        update=lambda old, new: apply(Edit(old, new)),
        remove=lambda annotation: apply(Edit(annotation, None)),
        query=lambda article: [*store.annotations(article)],
        close=store.close,
    )


def plain_tinydb(path: Path) -> Peer:
    """TinyDB as it comes: one table; each change writes the whole file and syncs it."""
    return _tinydb(TinyDB(path), flush=lambda: None)


def caching_tinydb(path: Path) -> Peer:
    """TinyDB that keeps all in memory, flushed after each change so that it is on the disk as well."""
    cache = CachingMiddleware(JSONStorage)  # type: ignore[no-untyped-call]
    return _tinydb(TinyDB(path, storage=cache), flush=cache.flush)


def _tinydb(db: TinyDB, flush: Callable[[], None]) -> Peer:
    len(db)  # reads it

    def fill(annotations: Sequence[Annotation]) -> None:
        db.insert_multiple(_document(annotation) for annotation in annotations)
        flush()

    def insert(annotation: Annotation) -> None:
        db.insert(_document(annotation))
        flush()

    def update(old: Annotation, new: Annotation) -> None:
        db.update(new.to_record(), doc_ids=[_number(old)])
        flush()

    def remove(annotation: Annotation) -> None:
        db.remove(doc_ids=[_number(annotation)])
        flush()

    def query(article: str) -> list[object]:
        db.clear_cache()
        return [*db.search(where("article") == article)]

    return Peer(fill, insert, update, remove, query, db.close)


def sqlite(path: Path) -> Peer:
    """A table of the same JSON with an index on the article; each change is a transaction of its own."""
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        db.execute(f"PRAGMA {pragma}").fetchall()
    db.execute("CREATE TABLE IF NOT EXISTS annotations (id TEXT PRIMARY KEY, article TEXT, record TEXT)")
    db.execute("CREATE INDEX IF NOT EXISTS by_article ON annotations (article)")

    def fill(annotations: Sequence[Annotation]) -> None:
        db.execute("BEGIN")
        db.executemany("INSERT INTO annotations VALUES (?, ?, ?)", map(_row, annotations))
        db.execute("COMMIT")

    def query(article: str) -> list[object]:
        found = db.execute("SELECT record FROM annotations WHERE article = ?", (article,))
        return [json.loads(record) for (record,) in found]

    return Peer(
        fill=fill,
        insert=lambda annotation: db.execute("INSERT INTO annotations VALUES (?, ?, ?)", _row(annotation)),
        update=lambda old, new: db.execute("UPDATE annotations SET record = ? WHERE id = ?", (_row(new)[2], old.id)),
        remove=lambda annotation: db.execute("DELETE FROM annotations WHERE id = ?", (annotation.id,)),
        query=query,
        close=db.close,
    )


OURS, SQLITE, TINYDB = "newsreader", "sqlite3", "TinyDB"

PEERS: dict[str, Callable[[Path], Peer]] = {
    OURS: newsreader,
    SQLITE: sqlite,
    TINYDB: plain_tinydb,
    "TinyDB, caching": caching_tinydb,
}


def _number(annotation: Annotation) -> int:
    return int(annotation.id.replace("-", ""), 16)


def _document(annotation: Annotation) -> Document:
    return Document(annotation.to_record(), _number(annotation))


def _row(annotation: Annotation) -> tuple[str, str, str]:
    return annotation.id, annotation.passage.article, json.dumps(annotation.to_record(), ensure_ascii=False)
