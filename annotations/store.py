"""The one user of TinyDB: annotations by article, the articles and stories they belong to, and the codebook."""

from __future__ import annotations

import hashlib
from copy import deepcopy
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tinydb import TinyDB
from tinydb.table import Document, Table

from annotations.codebook import Codebook, Tag
from annotations.merge import collisions, is_as_expected, merged
from annotations.model import Annotation, Change, Edit, Placement, now
from annotations.records import ArticleRecord, StoryRecord, article_record, story_record, tag_from_record
from annotations.storage import JournaledStorage, Label, StoreError
from annotations.versions import KeptVersions
from articles.model import TEXT_FORM

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from annotations.archive import Archive
    from annotations.journal import RecordEdit
    from articles.model import Article, Story

ARTICLES, STORIES, CODEBOOK, PLACEMENTS = "_articles", "_stories", "_codebook", "_placements"

_Value = TypeVar("_Value")


def default_path() -> Path:
    """Where the store is when nobody says otherwise: the platform's folder for a user's data."""
    import platformdirs  # imported where used: a named store needs it not

    return Path(platformdirs.user_data_dir("newsreader", appauthor=False)) / "annotations.json"


class OutdatedError(StoreError):
    """What was to be taken back, or made again, is no longer as it was left."""


class Store:
    """A store on the disk. To be used by one thread at a time; other windows may use the same file.

    Every method reads what is on the disk now and raises StoreError where that cannot be read or written.
    """

    def __init__(self, storage: JournaledStorage, annotator: str) -> None:
        self._storage = storage
        self._annotator = annotator
        self._db = TinyDB(storage=lambda: storage)
        self.path = storage.path
        self._versions = KeptVersions.beside(storage.path)

    @classmethod
    def open(cls, path: Path, annotator: str = "") -> Store:
        """The store at `path`, read once, for changes by `annotator`; nothing is made before the first write.

        A damaged store is made whole again, which `messages` then tell. Raises StoreError.
        """
        store = cls(JournaledStorage(path), annotator)
        store._storage.read()
        return store

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def let_go(self) -> None:
        """Let go of the files and write nothing: for who only read."""
        self._storage.let_go()

    def refresh(self) -> bool:
        """Take in what other windows wrote; whether there was anything."""
        return self._storage.refresh()

    @property
    def foreign(self) -> int:
        """Counts how often something was taken in that other windows wrote."""
        return self._storage.foreign

    def compact(self) -> None:
        """Fold the journal into the file that stock TinyDB opens."""
        self._storage.compact()

    @property
    def archive(self) -> Archive:
        """The backups and retired journals beside the file."""
        return self._storage.archive

    def messages(self) -> list[str]:
        """What a person should be told of damage that was found and mended; each is told once."""
        told = list(self._storage.messages)
        self._storage.messages.clear()
        return told

    def annotations(self, article_id: str) -> list[Annotation]:
        """The annotations of an article in the order of its text."""
        return _in_text_order(self._table(article_id))

    def everything(self) -> Iterator[Annotation]:
        """All annotations at this moment, article after article by id, each in the order of its text."""
        tables = self._storage.read() or {}
        latest = {id_: record.versions[-1].sha256 for id_, record in self.articles().items() if record.versions}
        for name in sorted(tables):
            if not name.startswith("_"):
                places = self.placements(name, latest.get(name, ""))
                for annotation in _in_text_order(tables[name].values()):
                    place = places.get(annotation.id)
                    moved = place is not None and place.version != annotation.passage.version
                    yield replace(annotation, placement=place) if moved else annotation

    @property
    def unreadable(self) -> int:
        """How many records are no annotations; they stay in the file as they are and are not shown."""
        tables = self._storage.read() or {}
        records = (record for name in tables if not name.startswith("_") for record in tables[name].values())
        return sum(_readable(_annotation, record) is None for record in records)

    def apply(self, change: Change) -> list[str]:
        """Make all edits of the change on top of what is on the disk now, or none; durable when it returns.

        Returns the names of fields that another window had set meanwhile: the later text stays, the earlier one is in
        the history. Raises OutdatedError for what undoes or redoes where the records are not as they were left.
        """
        by_article: dict[str, list[Edit]] = {}
        for edit in change.edits:
            some = edit.after or edit.before
            assert some is not None, "an edit has a record before or after it"
            by_article.setdefault(some.passage.article, []).append(edit)
        collided: list[str] = []
        if not by_article:
            return collided
        label = Label(change.what, self._annotator, change.id, change.undoes, change.redoes)
        with self._storage.transaction(label):
            for article_id, edits in by_article.items():
                collided += self._edit(self._table(article_id), edits, strict=bool(change.undoes or change.redoes))
        return list(dict.fromkeys(collided))

    def _edit(self, table: Table, edits: list[Edit], *, strict: bool) -> list[str]:
        ids = [_doc_id(edit.id) for edit in edits]
        stored = {doc.doc_id: dict(doc) for doc in table.get(doc_ids=ids)}
        wanted: dict[int, dict[str, Any] | None] = dict(stored)
        collided: list[str] = []
        for id_, edit in zip(ids, edits, strict=True):
            if strict and not is_as_expected(wanted.get(id_), edit):
                raise OutdatedError("was changed in another window since", todo="nothing was done")
            collided += collisions(wanted.get(id_), edit)
            wanted[id_] = merged(wanted.get(id_), edit)
        _put(table, {id_: record for id_, record in wanted.items() if record != stored.get(id_)})
        return collided

    def placements(self, article_id: str, version: str) -> dict[str, Placement]:
        """Where annotations of other versions of an article stand in this one, by annotation id."""
        records = (self._storage.read() or {}).get(PLACEMENTS, {}).values()
        found: dict[str, Placement] = {}
        for record in records:
            if record.get("article") == article_id and record.get("version") == version:
                placement = _readable(_placement, record)
                if placement is not None:
                    found[str(record.get("annotation"))] = placement
        return found

    def save_placements(self, article_id: str, placements: Mapping[str, Placement]) -> None:
        """Keep where annotations of an article stand in another version; the annotations stay as they are."""
        with self._storage.transaction():
            table = self._table(PLACEMENTS)
            records = {
                _hashed(f"{id_} {placement.version}"): {"annotation": id_, "article": article_id, **asdict(placement)}
                for id_, placement in placements.items()
            }
            stored = {doc.doc_id: dict(doc) for doc in table.get(doc_ids=list(records))}
            _put(table, {id_: record for id_, record in records.items() if record != stored.get(id_)})

    def version_text(self, sha256: str) -> str:
        """The text of a kept version. Raises StoreError where it is missing or damaged."""
        return self._versions.version(sha256, TEXT_FORM).text

    def history(self, articles: Collection[str]) -> list[Change]:
        """What this annotator did to annotations of these articles, oldest first, as far back as journals are kept."""
        changes = []
        for action in self._storage.actions():
            if action.annotator == self._annotator and action.what:
                try:
                    edits = tuple(_edit_of(edit) for edit in action.edits if not edit.table.startswith("_"))
                except (KeyError, TypeError, ValueError):
                    continue
                if edits and all(edit.table in articles for edit in action.edits):
                    changes.append(Change(action.what, edits, action.id, action.undoes, action.redoes))
        return changes

    def keep_story(self, story: Story, place: Mapping[str, Any] | None = None) -> None:
        """Keep the story, its articles and their texts, so that it can be shown when the files have gone.

        With a `place` that is noted as where the reader was; without one the story counts as opened now. Writes
        nothing where all of this is in the store already.
        """
        if not self._story_edits(story, place) and all(self._versions.holds(a.version.sha256) for a in story.articles):
            return
        with self._storage.transaction():
            for article in story.articles:
                self._versions.keep(article.version)
            for name, records in self._story_edits(story, place).items():
                _put(self._table(name), records)

    def _story_edits(self, story: Story, place: Mapping[str, Any] | None) -> dict[str, dict[int, dict[str, Any]]]:
        """The records of the story and its articles that are not in the store as they should be, by table."""
        tables = self._storage.read() or {}
        edits: dict[str, dict[int, dict[str, Any]]] = {}

        def want(table: str, id_: str, made: Callable[[Mapping[str, Any] | None], dict[str, Any]]) -> None:
            stored = tables.get(table, {}).get(str(_hashed(id_)))
            record = made(stored)
            if record != stored:
                edits.setdefault(table, {})[_hashed(id_)] = record

        for article in story.articles:
            want(ARTICLES, article.id, partial(article_record, article, added=now(), anew=place is None))
        opened = self._opened(story.id, anew=place is None)
        want(STORIES, story.id, partial(story_record, story, opened=opened, place=place))
        return edits

    def _opened(self, story_id: str, *, anew: bool) -> str:
        """When the story came before all others; opened `anew`, that is now, unless it stands there already."""
        stories = self.stories()
        known = next((story for story in stories if story.id == story_id), None)
        if known is not None and (not anew or known is stories[0]):
            return known.opened
        return _later_than(stories[0].opened if stories else "")

    def stories(self) -> list[StoryRecord]:
        """The stories, that which was opened last first."""
        found = _all_readable(StoryRecord.from_record, deepcopy(self._table(STORIES).all()))
        return sorted(found, key=lambda story: (story.opened, story.id), reverse=True)

    def articles(self) -> dict[str, ArticleRecord]:
        """The articles by id."""
        return {record.id: record for record in _all_readable(ArticleRecord.from_record, self._table(ARTICLES))}

    def story(self, record: StoryRecord) -> Story:
        """The story made again from the kept texts, each article in its latest version.

        Raises StoreError where an article or its text is missing or damaged.
        """
        from articles.model import Story

        articles = self.articles()
        return Story(record.title, tuple(self._article(id_, articles) for id_ in record.articles), record.paths)

    def _article(self, id_: str, articles: Mapping[str, ArticleRecord]) -> Article:
        from articles.read import article_from_version  # imported where used: reading is the heavier part

        record = articles.get(id_)
        if record is None or not record.versions:
            raise StoreError(f"holds no article {id_!a}", self.path, todo="open the article's file again")
        latest = record.versions[-1]
        version = self._versions.version(latest.sha256, latest.text_form)
        return article_from_version(
            version, outlet=record.outlet, title=record.title, date=record.date, source=record.source, id=record.id
        )

    @property
    def codebook(self) -> Codebook:
        """The tags: the stored ones, or the four that everyone has."""
        records = sorted(self._table(CODEBOOK), key=lambda record: (str(record.get("place")).zfill(6), record.doc_id))
        tags = tuple(_all_readable(tag_from_record, records))
        return Codebook(tags) if tags else Codebook()

    def save_codebook(self, codebook: Codebook) -> None:
        """Add these tags to the stored ones and change those that are there; takes none away."""
        with self._storage.transaction():
            table = self._table(CODEBOOK)
            stored = {doc.doc_id: dict(doc) for doc in table}
            records = {}
            for place, tag in enumerate(self.codebook.joined(codebook).tags, 1):
                id_ = _hashed(tag.id)
                fields = {name: getattr(tag, name) for name in Tag.__slots__}
                records[id_] = {**stored.get(id_, {}), **fields, "place": place}
            _put(table, {id_: record for id_, record in records.items() if record != stored.get(id_)})

    def _table(self, name: str) -> Table:
        # Without a cache: TinyDB's would not see what another window wrote.
        return self._db.table(name, cache_size=0)


def _edit_of(edit: RecordEdit) -> Edit:
    """An edit of an annotation from that of its record. Raises KeyError, TypeError or ValueError where it is none."""
    before = Annotation.from_record(edit.before) if edit.before is not None else None
    return Edit(before, Annotation.from_record(edit.after) if edit.after is not None else None)


def _put(table: Table, records: Mapping[int, dict[str, Any] | None]) -> None:
    """Put the records in the place of those with the same ids; None takes one out."""
    # Not `update`, which would change the dicts that the storage holds as the last durable state.
    gone = [id_ for id_ in records if table.contains(doc_id=id_)]
    if gone:
        table.remove(doc_ids=gone)
    new = [Document(record, id_) for id_, record in records.items() if record is not None]
    if new:
        table.insert_multiple(new)


def _doc_id(annotation_id: str) -> int:
    """TinyDB's id of an annotation: its UUID as a whole number, so that ids sort by time."""
    try:
        number = int(annotation_id.replace("-", ""), 16)
    except ValueError:
        number = -1
    if not 0 <= number < 1 << 128:
        raise StoreError(f"{annotation_id[:60]!a} is not the id of an annotation", todo="an id is a UUID")
    return number


def _hashed(id_: str) -> int:
    """TinyDB's id of what has a text for its id: the same in every store, so that stores merge."""
    return int.from_bytes(hashlib.sha256(id_.encode()).digest()[:8])


def _in_text_order(records: Iterable[Mapping[str, Any]]) -> list[Annotation]:
    found = _all_readable(_annotation, records)
    return sorted(found, key=lambda annotation: (*annotation.span, annotation.id))


def _all_readable(make: Callable[[Mapping[str, Any]], _Value], records: Iterable[Mapping[str, Any]]) -> list[_Value]:
    made = (_readable(make, record) for record in records)
    return [value for value in made if value is not None]


def _readable(make: Callable[[Mapping[str, Any]], _Value], record: Mapping[str, Any]) -> _Value | None:
    try:
        return make(record)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _annotation(record: Mapping[str, Any]) -> Annotation:
    """The annotation of a record, with nothing in it by which the store's own could be changed."""
    annotation = Annotation.from_record(record)
    return replace(annotation, extra=deepcopy(annotation.extra)) if annotation.extra else annotation


def _placement(record: Mapping[str, Any]) -> Placement:
    start, end, score = record["start"], record["end"], record["score"]
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(score, int | float)):
        raise TypeError("a place is told in numbers")
    return Placement(str(record["version"]), start, end, str(record["how"]), score, check=bool(record.get("check")))


def _later_than(latest: str) -> str:
    """The present moment, or just after `latest` where the clock was put back or is not fine enough."""
    present = now()
    if present > latest:
        return present
    try:
        moment = datetime.fromisoformat(latest) + timedelta(milliseconds=1)
    except (ValueError, OverflowError):
        return present
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
