"""Checks all that a store keeps and lists what is wrong; it only reads, also where it could mend."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from annotations.bookmarks import Bookmark
from annotations.codebook.codebook import Codebook
from annotations.decisions import Decision
from annotations.model import Annotation
from annotations.store import journal, snapshot
from annotations.store.contents import read_contents, read_snapshot
from annotations.store.durable import reason
from annotations.store.records import (
    ARTICLES,
    BOOKMARKS,
    CODEBOOK,
    LINKS,
    PLACEMENTS,
    STORIES,
    ArticleRecord,
    StoryRecord,
    placement_from_record,
    tag_from_record,
    unions,
    with_united,
)
from annotations.store.storage import JournaledStorage, StoreError
from annotations.store.versions import KeptVersions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import Any, TypeVar

    from annotations.model import Passage
    from annotations.store.archive import Archive
    from annotations.store.contents import Contents
    from annotations.store.snapshot import Snapshot, Tables

    _Value = TypeVar("_Value")


class Finding(NamedTuple):
    """A fault in a store."""

    where: str
    """The file or the record."""
    what: str


class Report(NamedTuple):
    """The faults of a store, and how much of it was checked."""

    findings: list[Finding]
    annotations: int
    articles: int
    versions: int
    """How many kept texts are whole."""


def verify(path: Path) -> Report:
    """Check the store at `path` and the files beside it. Raises StoreError where there is none to check."""
    storage = JournaledStorage(path)  # touches nothing before it is asked to read
    contents = read_contents(storage.path)
    if contents.snapshot is None and contents.journal is None and not storage.archive.backups():
        raise StoreError(contents.wrong, storage.path, todo="name another store with --store")
    findings = [*_of_contents(contents, storage.path), *_of_archive(storage.archive)]
    tables = contents.tables()
    articles: dict[str, ArticleRecord] = {}
    for article in _records(tables, ARTICLES, ArticleRecord.from_record, findings):
        articles[article.id] = article
    articles = with_united(articles, unions(tables.get(ARTICLES, {})))
    texts = _texts(KeptVersions.beside(storage.path), articles, findings)
    for story in _records(tables, STORIES, StoryRecord.from_record, findings):
        unknown = [id_ for id_ in story.articles if id_ not in articles]
        findings += [Finding(f"story {story.id}", f"names the article {id_}, which is not kept") for id_ in unknown]
    tags = list(_records(tables, CODEBOOK, tag_from_record, findings))
    codebook = Codebook(tuple(tags)) if tags else Codebook()
    list(_records(tables, PLACEMENTS, placement_from_record, findings))
    list(_records(tables, BOOKMARKS, Bookmark.from_record, findings))
    findings += _of_decisions(tables, articles, texts)
    annotations = _annotations(tables, findings)
    for annotation in annotations:
        wrong = [*_of_passage(annotation.passage, articles, texts), *_of_tags(annotation, codebook)]
        findings += [Finding(f"annotation {annotation.id}", what) for what in wrong]
    return Report(findings, len(annotations), len(articles), len(texts))


# Files


def _of_contents(contents: Contents, path: Path) -> Iterator[Finding]:
    if contents.wrong:
        yield Finding(path.name, contents.wrong)
    if contents.snapshot is not None:
        yield from (Finding(path.name, what) for what in _of_snapshot(contents.snapshot))
    if contents.journal is None:
        return
    name, follows = journal.beside(path).name, contents.journal.follows
    yield from (Finding(name, what) for what in _of_journal(contents.journal))
    if contents.snapshot is not None and follows is not None and follows > contents.snapshot.generation:
        there = contents.snapshot.generation
        yield Finding(name, f"follows snapshot {follows} of the store, but snapshot {there} is there")


def _of_snapshot(read: Snapshot) -> Iterator[str]:
    if read.lost:
        yield f"is damaged: {_lines(read.lost)} cannot be read"
    if read.edited:
        yield "does not match its checksum: another program changed it"
    yield from (f"holds two records under the id {id_} of {table}" for table, id_, _ in read.doubles)


def _of_journal(tail: journal.Tail) -> Iterator[str]:
    if tail.damaged:
        yield f"is damaged: {_lines(tail.damaged)} cannot be read or do not match their checksum"
    if tail.torn:
        yield "ends in the middle of a line: an action that was never called saved"


def _of_archive(archive: Archive) -> Iterator[Finding]:
    """The faults of backups and retired journals."""
    for path in archive.backups():
        try:
            found = list(_of_snapshot(read_snapshot(path)))
        except OSError as error:
            found = [f"cannot be read: {reason(error)}"]
        except snapshot.NotOurs as error:
            found = [str(error)]
        yield from (Finding(f"backup {path.name}", what) for what in found)
    for _, path in archive.journals():
        try:
            found = list(_of_journal(journal.read(path)))
        except OSError as error:
            found = [f"cannot be read: {reason(error)}"]
        yield from (Finding(f"history {path.name}", what) for what in found)


# Records


def _records(
    tables: Tables, name: str, make: Callable[[Mapping[str, Any]], _Value], findings: list[Finding]
) -> Iterator[_Value]:
    """The values of one table's records; records that make none become findings."""
    for id_, record in tables.get(name, {}).items():
        try:
            yield make(record)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            findings.append(Finding(f"record {id_} of {name}", f"is none of its kind: {_why(error)}"))


def _of_decisions(tables: Tables, articles: Mapping[str, ArticleRecord], texts: Mapping[str, str]) -> Iterator[Finding]:
    """The faults of the decisions about links and pivots."""
    for id_, record in tables.get(LINKS, {}).items():
        where = f"record {id_} of {LINKS}"
        try:
            decision = Decision.from_record(record)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            yield Finding(where, f"is none of its kind: {_why(error)}")
            continue
        if decision.key != id_:
            yield Finding(where, "stands under an id that is not its own")
        if decision.article and decision.article not in articles:
            yield Finding(where, f"is of the article {decision.article}, which is not kept")
        for end in decision.ends:
            yield from (Finding(where, what) for what in _of_passage(end, articles, texts))


def _texts(versions: KeptVersions, articles: Mapping[str, ArticleRecord], findings: list[Finding]) -> dict[str, str]:
    """The kept texts by their hashes; those that are missing or damaged become findings."""
    named = {version.sha256: version.text_form for article in articles.values() for version in article.versions}
    texts = {}
    for sha256 in dict.fromkeys([*named, *versions.hashes()]):
        try:
            texts[sha256] = versions.version(sha256, named.get(sha256, 1)).text
        except StoreError as error:
            findings.append(Finding(f"text {sha256}", error.what))
    return texts


def _annotations(tables: Tables, findings: list[Finding]) -> list[Annotation]:
    """All annotations, article after article in the order of the ids; records that are none become findings."""
    found: list[Annotation] = []
    places: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(name for name in tables if not name.startswith("_")):
        for id_, record in sorted(tables[name].items(), key=lambda item: (len(item[0]), item[0])):
            try:
                annotation = Annotation.from_record(record)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                findings.append(Finding(f"record {id_} of {name}", f"is no annotation: {_why(error)}"))
                continue
            found.append(annotation)
            places[annotation.id].append(name)
            findings += [Finding(f"annotation {annotation.id}", what) for what in _misplaced(annotation, name, id_)]
    for id_, names in places.items():
        if len(names) > 1:
            findings.append(Finding(f"annotation {id_}", f"is there {len(names)} times, in {', '.join(names)}"))
    return found


def _misplaced(annotation: Annotation, table: str, doc_id: str) -> Iterator[str]:
    if annotation.passage.article != table:
        yield f"is of the article {annotation.passage.article}, but stands with {table}"
    number = annotation.id.replace("-", "")
    try:
        fits = int(number, 16) == int(doc_id)
    except ValueError:
        fits = False
    if not fits:
        yield f"stands under {doc_id}, which is not its id as a number"


def _of_passage(passage: Passage, articles: Mapping[str, ArticleRecord], texts: Mapping[str, str]) -> Iterator[str]:
    article = articles.get(passage.article)
    if article is None:
        yield f"is of the article {passage.article}, which is not kept"
    elif all(passage.version != version.sha256 for version in article.versions):
        yield f"is of the text {passage.version}, which is none of its article's"
    text, start, end = texts.get(passage.version), passage.start, passage.end
    if text is None:
        return
    if not 0 <= start < end <= len(text):
        yield f"its text has no passage at {start} to {end}"
    elif text[start:end] != passage.exact:
        yield f"its words are not those of its text at {start} to {end}"
    elif not (text.endswith(passage.prefix, 0, start) and text.startswith(passage.suffix, end)):
        yield f"the words around it are not those of its text at {start} to {end}"


def _of_tags(annotation: Annotation, codebook: Codebook) -> Iterator[str]:
    return (f"has the tag {tag}, which is not in the codebook" for tag in annotation.tags if not codebook.by_id(tag))


def _why(error: Exception) -> str:
    return f"has no {error.args[0]}" if isinstance(error, KeyError) else str(error)[:200]


def _lines(count: int) -> str:
    return f"{count} line{'s' if count != 1 else ''}"
