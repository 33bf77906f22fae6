"""Checks all that a store keeps and lists what is wrong; it only reads, also where it could mend."""

from __future__ import annotations

import contextlib
import hashlib
from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from annotations.amendments import Amendment
from annotations.bookmarks import Bookmark
from annotations.codebook.codebook import Codebook
from annotations.decisions import Decision
from annotations.model import Annotation
from annotations.shelf import StoryState
from annotations.store.contents import read_contents
from annotations.store.findings import Finding as Finding
from annotations.store.records import (
    AMENDMENTS,
    ARTICLES,
    BOOKMARKS,
    CODEBOOK,
    LINKS,
    PLACEMENTS,
    SHELF,
    STORIES,
    ArticleRecord,
    StoryRecord,
    placement_from_record,
    tag_from_record,
    unions,
    with_united,
)
from annotations.store.storage import JournaledStorage, StoreError
from annotations.store.verify_files import of_files
from annotations.store.versions import KeptVersions
from articles.errors import NewsreaderError
from articles.model import TEXT_FORM, Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import Any, TypeVar

    from annotations.model import Passage
    from annotations.store.records import VersionRecord
    from annotations.store.snapshot import Tables
    from articles.model import Version

    _Value = TypeVar("_Value")


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
        if not contents.wrong:
            raise StoreError("no annotations yet: nothing stored", storage.path, todo="tag a passage first")
        raise StoreError(contents.wrong, storage.path, todo="name another store with --store")
    findings = list(of_files(contents, storage.archive, storage.path))
    tables = contents.tables()
    articles: dict[str, ArticleRecord] = {}
    for article in _records(tables, ARTICLES, ArticleRecord.from_record, findings):
        articles[article.id] = article
        for version in article.versions:
            findings += _of_times(f"article {article.id}", {"added": version.added, "fetched": version.fetched})
    articles = with_united(articles, unions(tables.get(ARTICLES, {})))
    kept = KeptVersions.beside(storage.path)
    versions = _versions(kept, articles, findings)
    texts = {sha256: version.text for sha256, version in versions.items()}
    for story in _records(tables, STORIES, StoryRecord.from_record, findings):
        unknown = [id_ for id_ in story.articles if id_ not in articles]
        findings += [Finding(f"story {story.id}", f"names the article {id_}, which is not kept") for id_ in unknown]
        findings += _of_times(f"story {story.id}", {"opened": story.opened})
    for state in _records(tables, SHELF, StoryState.from_record, findings):
        times = {"archived": state.archived, "deleted": state.deleted}
        findings += _of_times(f"state of story {state.story}", times)
    tags = list(_records(tables, CODEBOOK, tag_from_record, findings))
    codebook = Codebook(tuple(tags)) if tags else Codebook()
    list(_records(tables, PLACEMENTS, placement_from_record, findings))
    list(_records(tables, BOOKMARKS, Bookmark.from_record, findings))
    findings += _of_decisions(tables, articles, texts)
    findings += _of_amendments(tables, articles, texts)
    annotations = _annotations(tables, findings)
    numbers = _Numbers(articles, versions, kept)
    for annotation in annotations:
        passage = annotation.passage
        wrong = [*_of_passage(passage, articles, texts), *_of_tags(annotation, codebook)]
        if not wrong and numbers.is_wrong(passage):
            wrong.append(f"is not in paragraph {passage.paragraph} of its text")
        findings += [Finding(f"annotation {annotation.id}", what) for what in wrong]
        times = {"created": annotation.created, "modified": annotation.modified}
        findings += _of_times(f"annotation {annotation.id}", times)
    return Report(findings, len(annotations), len(articles), len(texts))


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


def _of_amendments(
    tables: Tables, articles: Mapping[str, ArticleRecord], texts: Mapping[str, str]
) -> Iterator[Finding]:
    """The faults of what was put right of articles."""
    for id_, record in tables.get(AMENDMENTS, {}).items():
        where = f"record {id_} of {AMENDMENTS}"
        try:
            amendment = Amendment.from_record(record)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            yield Finding(where, f"is none of its kind: {_why(error)}")
            continue
        if amendment.key != id_:
            yield Finding(where, "stands under an id that is not its own")
        if amendment.passage is not None:
            yield from (Finding(where, what) for what in _of_passage(amendment.passage, articles, texts))
        elif amendment.article not in articles:
            yield Finding(where, f"is of the article {amendment.article}, which is not kept")


def _versions(kept: KeptVersions, articles: Mapping[str, ArticleRecord], findings: list[Finding]) -> dict[str, Version]:
    """The kept versions by their hashes; those that are missing or damaged become findings."""
    named: defaultdict[str, list[VersionRecord]] = defaultdict(list)
    for article in articles.values():
        for version in article.versions:
            named[version.sha256].append(version)
    found = {}
    for sha256 in dict.fromkeys([*named, *kept.hashes()]):
        try:
            found[sha256] = kept.version(sha256, named[sha256][0].text_form if named[sha256] else TEXT_FORM)
        except StoreError as error:
            findings.append(Finding(f"text {sha256}", error.what))
            continue
        originals = {version.original for version in named[sha256]} - {""}
        if originals and hashlib.sha256(found[sha256].original).hexdigest() not in originals:
            findings.append(Finding(f"text {sha256}", "the bytes kept with it are not those that it was read from"))
        if kept.holds_paragraphs(sha256) and kept.paragraphs(found[sha256]) is None:
            findings.append(
                Finding(f"text {sha256}", "the paragraphs kept with it cannot be read: they are found anew")
            )
    return found


class _Numbers:
    """The numbers of paragraphs in the versions of the articles."""

    def __init__(
        self, articles: Mapping[str, ArticleRecord], versions: Mapping[str, Version], kept: KeptVersions
    ) -> None:
        self._articles = articles
        self._versions = versions
        self._kept = kept
        self._made: dict[tuple[str, str], Article | None] = {}

    def is_wrong(self, passage: Passage) -> bool:
        """Whether a passage is surely not in the paragraph that it names.

        Where this program finds as many paragraphs in the text as the one that opened it first, it knows their numbers.
        """
        count = self._counted(passage)
        article = self._article(passage) if count else None
        if passage.paragraph < 1 or (count and passage.paragraph > count):
            return True
        if article is None or len(article.paragraphs) != count:
            return False
        return article.paragraph_at(passage.start).n != passage.paragraph

    def _counted(self, passage: Passage) -> int:
        """How many paragraphs the version had when it was opened first; 0 where that is not known."""
        record = self._articles.get(passage.article)
        versions = record.versions if record is not None else ()
        return next((version.paragraphs for version in versions if version.sha256 == passage.version), 0)

    def _article(self, passage: Passage) -> Article | None:
        key = passage.article, passage.version
        if key not in self._made:
            record, version = self._articles.get(passage.article), self._versions.get(passage.version)
            self._made[key] = None
            if record is not None and version is not None:
                from articles.read import article_from_version  # imported where used: reading is the heavier part

                facts = {name: getattr(record, name) for name in ("outlet", "title", "date", "source", "id")}
                with contextlib.suppress(NewsreaderError):
                    kept = self._kept.paragraphs(version)
                    if kept is None:
                        self._made[key] = article_from_version(version, **facts)
                    else:
                        self._made[key] = Article(version=version, paragraphs=kept.paragraphs, **facts)
        return self._made[key]


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


def _of_times(where: str, times: Mapping[str, str]) -> Iterator[Finding]:
    """The fields that should tell a moment and do not; empty ones tell none."""
    for name, told in times.items():
        if told and not _is_time(told):
            yield Finding(where, f"{name} is no time: {told[:80]!a}")


def _is_time(told: str) -> bool:
    try:
        return datetime.fromisoformat(told).tzinfo is not None
    except ValueError:
        return False


def _of_tags(annotation: Annotation, codebook: Codebook) -> Iterator[str]:
    return (f"has the tag {tag}, which is not in the codebook" for tag in annotation.tags if not codebook.by_id(tag))


def _why(error: Exception) -> str:
    return f"has no {error.args[0]}" if isinstance(error, KeyError) else str(error)[:200]
