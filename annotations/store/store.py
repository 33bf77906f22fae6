"""The store: annotations by article, articles, stories, tags, decisions, amendments and bookmarks, in TinyDB."""

from __future__ import annotations

import contextlib
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from tinydb import TinyDB
from tinydb.table import Document, Table

from annotations.amendments import RULE, Amendment
from annotations.bookmarks import Bookmark
from annotations.changes import Change
from annotations.clock import now, now_after
from annotations.codebook.codebook import DEFAULT_TAGS, Codebook, Tag
from annotations.decisions import Decision
from annotations.ids import text_key
from annotations.model import Annotation, Placement
from annotations.shelf import StoryState
from annotations.store.applying import as_was_made, change_of, record_edits
from annotations.store.errors import OutdatedError as OutdatedError
from annotations.store.gone_tags import GONE_TAGS, gone_tags
from annotations.store.made_of import MadeOf
from annotations.store.records import (
    AMENDMENTS,
    ARTICLES,
    BOOKMARKS,
    CODEBOOK,
    CODEBOOK_SETTINGS,
    LINKS,
    PLACEMENTS,
    SHELF,
    STORIES,
    UNITED,
    ArticleRecord,
    StoryRecord,
    article_record,
    placement_from_record,
    placement_record,
    readable,
    story_record,
    tag_from_record,
    tag_record,
    unions,
    with_united,
)
from annotations.store.storage import ActionLabel, JournaledStorage, StoreError
from annotations.store.succession import become, succession
from annotations.store.versions import KeptVersions
from articles.amended import as_read
from articles.model import TEXT_FORM

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from annotations.store.archive import Archive
    from annotations.store.journal import Action
    from annotations.store.records import Facts, VersionRecord
    from annotations.store.snapshot import Record
    from articles.model import Article, Story, Version

_Value = TypeVar("_Value")

_RULES = ""
"""Under what rules of outlets are kept among what was put right of articles; no article has this id."""
_KEPT = "kept"
"""What the codebook's settings say of keys once each tag's key is the one that was stored with it."""


def default_path() -> Path:
    """The path of the store where nobody names one: in the platform's folder for a user's data."""
    import platformdirs  # imported where used: a named store needs it not

    return Path(platformdirs.user_data_dir("newsreader", appauthor=False)) / "annotations.json"


class ReadVersion(Protocol):
    """Makes the article of a version that the store keeps."""

    def __call__(self, version: Version, *, outlet: str, title: str, date: str, source: str, id: str) -> Article:
        """The article with these facts; an empty title or date is taken from the text. Raises NewsreaderError."""


class Applied(NamedTuple):
    """A change as it was made in the store."""

    collided: list[str]
    """The fields that another window had set: the later value stays, the earlier one is in the history."""
    change: Change
    """What was done, as the history keeps it: it may be more than was asked for, or nothing."""


class Uses(NamedTuple):
    """How often a tag is used."""

    annotations: int
    articles: int


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
        self._stories_made = MadeOf(STORIES, _stories)
        self._states_made = MadeOf(SHELF, _shelved)
        self._articles_made = MadeOf(ARTICLES, _articles)
        self._unions_made = MadeOf(ARTICLES, unions)
        self._amendments_made = MadeOf(AMENDMENTS, _amendments)
        self._made: dict[str, Change] = {}
        """The changes of the codebook as they were made, by their ids: who undoes one may not know all of it."""
        self._joined: dict[str, str] = {}
        """The ids of annotations that joined another one, with the id of that one."""

    @classmethod
    def open(cls, path: Path, annotator: str = "") -> Store:
        """The store at `path`, read once, for changes by `annotator`; nothing is made before the first write.

        A damaged store is made whole again, which `messages` then tell. Raises StoreError.
        """
        store = cls(JournaledStorage(path), annotator)
        store._storage.read()
        return store

    @property
    def annotator(self) -> str:
        """Who changes it."""
        return self._annotator

    def hurry(self, seconds: float) -> None:
        """From now on wait no longer than this for another window's write; may be called by any thread."""
        self._storage.hurry(seconds)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def let_go(self) -> None:
        """Close the files and write nothing; for a caller that only reads."""
        self._storage.let_go()

    def refresh(self) -> bool:
        """Take in what other windows wrote; returns whether there was anything."""
        return self._storage.refresh()

    @property
    def foreign(self) -> int:
        """How many times this store has taken in what other windows wrote."""
        return self._storage.foreign

    def compact(self) -> None:
        """Fold the journal into the file that stock TinyDB opens."""
        self._storage.compact()

    @property
    def archive(self) -> Archive:
        """The backups and retired journals beside the file."""
        return self._storage.archive

    def messages(self) -> list[str]:
        """Messages for a person about damage that was found and mended; each is given once."""
        messages = list(self._storage.messages)
        self._storage.messages.clear()
        return messages

    @property
    def lacks(self) -> bool:
        """Whether something that was saved may be missing from what is read, as a message has told."""
        return self._storage.lacks

    def annotations(self, article_id: str) -> list[Annotation]:
        """The annotations of an article in the order of its text."""
        return _in_text_order(self._table(article_id))

    def everything(self) -> Iterator[Annotation]:
        """All annotations at this moment, article after article by id, each in the order of its text."""
        return self._found(lambda record: True)

    def tagged(self, tag_id: str) -> list[Annotation]:
        """All annotations that have a tag, in the same order."""
        found = self._found(lambda record: tag_id in record.get("tags", ()))
        return [annotation for annotation in found if tag_id in annotation.tags]

    def counts(self) -> dict[str, int]:
        """How many annotations each article has, by its id; articles without any are left out."""
        tables = self._storage.read() or {}
        return {name: len(table) for name, table in tables.items() if table and not name.startswith("_")}

    def uses(self) -> dict[str, Uses]:
        """How often each tag is used, by id, those that are not in the codebook among them."""
        annotations: Counter[str] = Counter()
        articles: Counter[str] = Counter()
        for name, table in (self._storage.read() or {}).items():
            if not name.startswith("_"):
                found = _all_readable(_annotation, table.values())
                tags = [tag for annotation in found for tag in annotation.tags]
                annotations.update(tags)
                articles.update({*tags})
        return {tag: Uses(count, articles[tag]) for tag, count in annotations.items()}

    def _found(self, wanted: Callable[[Mapping[str, Any]], bool]) -> Iterator[Annotation]:
        tables = self._storage.read() or {}
        latest = {id_: record.versions[-1].sha256 for id_, record in self.articles().items() if record.versions}
        for name in sorted(tables):
            if not name.startswith("_"):
                records = [record for record in tables[name].values() if wanted(record)]
                places = self.placements(name, latest.get(name, "")) if records else {}
                for annotation in _in_text_order(records):
                    yield annotation.placed(places.get(annotation.id))

    def apply(self, change: Change) -> Applied:
        """Make all edits of the change in the store as it is on the disk now, or none; durable when this returns.

        A tag that is taken out is taken off all annotations that have it by now. Raises OutdatedError where the change
        undoes or redoes another and the records are not as that left them, and where a tag that it takes out was
        changed meanwhile.
        """
        change = self._redirected(change)
        first = self._made.get(change.undoes or change.redoes)
        if first is not None:
            change = as_was_made(change, first)
        if change.does_nothing:
            return Applied([], change)
        if change.tags:
            self._begin_codebook()
        with self._storage.transaction(
            ActionLabel(change.what, self._annotator, change.id, change.undoes, change.redoes)
        ):
            edits, collided, joined = record_edits(self._storage.read() or {}, change)
            records: dict[str, dict[int, Record | None]] = {}
            for edit in edits:
                records.setdefault(edit.table, {})[int(edit.id)] = edit.after
            for name, changed in records.items():
                _put(self._table(name), changed)
        done = change
        with contextlib.suppress(KeyError, TypeError, ValueError):  # a record that was none of its kind is history
            done = change_of(edits, change)
        self._joined.update(joined)
        if change.id and (change.tags or first is not None or joined):
            self._made[change.id] = done
        return Applied(collided, done)

    def suppose(self, change: Change) -> None:
        """Read from now on as if the change had been made; for a caller that writes nothing."""
        self._storage.suppose(record_edits(self._storage.read() or {}, change).edits)

    def _redirected(self, change: Change) -> Change:
        """A change by who does not know yet that an annotation of theirs joined another one: it is of that one."""
        if not self._joined:
            return change

        def there(annotation: Annotation | None) -> Annotation | None:
            id_ = self._joined.get(annotation.id) if annotation else None
            return replace(annotation, id=id_) if annotation and id_ else annotation

        return change._replace(
            edits=tuple(edit._replace(before=there(edit.before), after=there(edit.after)) for edit in change.edits)
        )

    def _begin_codebook(self) -> None:
        """Store the tags with their keys, the four where there are none: an action of its own, never taken back."""
        if self._tags() and self._codebook_settings().get("keys") == _KEPT:
            return
        with self._storage.transaction():
            settings = self._codebook_settings()
            if self._tags() and settings.get("keys") == _KEPT:
                return
            stored = {str(record.get("id")): record for record in self._table(CODEBOOK)}
            records = {tag.id: {**stored.get(tag.id, {}), **tag_record(tag)} for tag in self.codebook.tags}
            _put(self._table(CODEBOOK), {int(text_key(id_)): record for id_, record in records.items()})
            _put(self._table(CODEBOOK_SETTINGS), {int(text_key("codebook")): {**settings, "keys": _KEPT}})

    def placements(self, article_id: str, version: str) -> dict[str, Placement]:
        """The places in this version of an article of annotations of its other versions, by annotation id.

        The place of an annotation that was moved since is not its place now: see `Annotation.placed`.
        """
        records = (self._storage.read() or {}).get(PLACEMENTS, {}).values()
        ids = self._with_united([article_id])
        of_it = (record for record in records if record.get("version") == version and record.get("article") in ids)
        found = ((str(record.get("annotation")), readable(placement_from_record, record)) for record in of_it)
        return {annotation: placement for annotation, placement in found if placement is not None}

    def save_placements(self, article_id: str, placements: Mapping[str, Placement]) -> None:
        """Keep the places of an article's annotations in another version; the annotations stay as they are."""
        with self._storage.transaction():
            table = self._table(PLACEMENTS)
            records = {
                int(text_key(f"{id_} {placement.version}")): placement_record(article_id, id_, placement)
                for id_, placement in placements.items()
            }
            stored = {doc.doc_id: dict(doc) for doc in table.get(doc_ids=list(records))}
            _put(table, {id_: record for id_, record in records.items() if record != stored.get(id_)})

    def bookmarks(self, article_ids: Collection[str]) -> list[Bookmark]:
        """The bookmarks in these articles, whatever version they are of, by article and place."""
        ids = self._with_united(article_ids)
        found = _all_readable(Bookmark.from_record, self._table(BOOKMARKS))
        return sorted(
            {bookmark._replace(article=ids[bookmark.article]) for bookmark in found if bookmark.article in ids}
        )

    def set_bookmark(self, bookmark: Bookmark, on: bool) -> None:
        """Put a bookmark, or take it away."""
        with self._storage.transaction():
            table = self._table(BOOKMARKS)
            same = {
                int(text_key(f"{id_} {bookmark.version} {bookmark.start}"))
                for id_ in self._with_united([bookmark.article])
            }
            there = {id_ for id_ in same if table.contains(doc_id=id_)}
            if not on:
                _put(table, dict.fromkeys(there))
            elif not there:
                _put(table, {int(text_key(" ".join(map(str, bookmark)))): bookmark._asdict()})

    def decisions(self, story: Story) -> list[Decision]:
        """A person's decisions about the alignment of a story, in any versions of its articles.

        Where no pivot was chosen for it, that counts which was chosen last for a story that has two of its articles.
        """
        articles = {article.id for article in story.articles}
        records = (self._storage.read() or {}).get(LINKS, {}).values()
        # Of hundreds of stories all decisions would be read for each.
        found = _all_readable(Decision.from_record, (record for record in records if _may_decide(record, articles)))
        here = [decision for decision in found if decision.is_of(articles, story.id)]
        if all(decision.ends for decision in here):
            here += self._pivot_of_alike([decision for decision in found if not decision.ends], articles)
        return here

    def _pivot_of_alike(self, pivots: list[Decision], articles: Collection[str]) -> list[Decision]:
        """What was decided last about the rows of a story that has two of these articles or more; none, or one."""
        pivots = [decision for decision in pivots if not decision.article or decision.article in articles]
        if not pivots:
            return []
        like = {record.id for record in self.every_story() if len({*articles} & {*record.articles}) > 1}
        pivots = [decision for decision in pivots if decision.story in like]
        return sorted(pivots, key=lambda decision: (decision.modified, decision.key))[-1:]

    def all_decisions(self) -> list[Decision]:
        """All decisions about the alignment of any story."""
        return _all_readable(Decision.from_record, (self._storage.read() or {}).get(LINKS, {}).values())

    def amendments(self, article_ids: Collection[str]) -> list[Amendment]:
        """What a person put right of these articles, in any versions of them, and the rules of all outlets."""
        kept = self._amendments_made.value(self._storage.read())
        return [*kept.get(_RULES, ()), *(one for id_ in dict.fromkeys(article_ids) for one in kept.get(id_, ()))]

    def all_amendments(self) -> list[Amendment]:
        """All that a person put right of any article, and the rules of outlets."""
        kept = self._amendments_made.value(self._storage.read())
        return [amendment for of_one in kept.values() for amendment in of_one]

    def version_text(self, sha256: str) -> str:
        """The text of a kept version. Raises StoreError where it is missing or damaged."""
        return self._versions.version(sha256, TEXT_FORM).text

    def history(self, articles: Collection[str]) -> list[Change]:
        """What this annotator did to the codebook, to annotations, alignment and texts of these articles, oldest first.

        What was done to stories is there too; which articles one has, where it is the story of these articles. It
        reaches back as far as journals are kept.
        """
        changes = []
        ids = {*self._with_united(articles)}
        same_stories = {story.id for story in self.every_story() if {*story.articles} == {*articles}}
        states = self._states()
        lives = {id_ for id_ in states if any(s.into in same_stories for s in become(states[id_], states))}
        lives |= {s.into for id_ in same_stories & states.keys() for s in become(states[id_], states)}
        lives |= same_stories
        for action in self._storage.actions():
            tables = {edit.table for edit in action.edits} - {PLACEMENTS}
            ours = action.what and action.annotator == self._annotator
            if not ours or any(_is_kept_besides(name) for name in tables - {ARTICLES, SHELF}):
                continue
            united = _united(action) if ARTICLES in tables else frozenset()
            if united is None:
                continue
            if (
                tables.isdisjoint({CODEBOOK, *ids})
                and united.isdisjoint(ids)
                and not _decides(action, ids, same_stories)
                and not _shelves(action, lives)
                and not _amends(action, ids)
            ):
                continue
            like = Change(action.what, (), action.id, action.undoes, action.redoes)
            with contextlib.suppress(KeyError, TypeError, ValueError):
                changes.append(change_of(action.edits, like))
        return changes

    def keep_story(
        self,
        story: Story,
        place: Mapping[str, Any] | None = None,
        *,
        opened: bool | None = None,
        behind: str = "",
    ) -> None:
        """Keep the story, its articles and their texts, so that it can be shown when the files have gone.

        With a `place`, that is kept as where the person was. The story counts as `opened` now, by default where there
        is no place: it is the one opened last, and its texts are its articles' present ones. `behind` is the id of the
        story that stands in the library for it, until a change brings it there. Articles are kept as they were read,
        without what a person put right of them. Writes nothing where all of this is in the store already.
        """
        story = as_read(story)
        anew = place is None if opened is None else opened
        edits = self._story_edits(story, place, anew=anew, behind=behind)
        if not edits and all(self._versions.holds(a.version.sha256) for a in story.articles):
            return
        with self._storage.transaction():
            for article in story.articles:
                self._versions.keep(article.version)
                self._versions.keep_paragraphs(article)
            for name, records in self._story_edits(story, place, anew=anew, behind=behind).items():
                _put(self._table(name), records)

    def _story_edits(
        self, story: Story, place: Mapping[str, Any] | None, *, anew: bool, behind: str
    ) -> dict[str, dict[int, dict[str, Any] | None]]:
        """The records of the story and its articles that the store lacks or holds otherwise, by table."""
        tables = self._storage.read() or {}
        edits: dict[str, dict[int, dict[str, Any] | None]] = {}

        def want(table: str, id_: str, made: Callable[[Mapping[str, Any] | None], dict[str, Any]]) -> None:
            stored = tables.get(table, {}).get(text_key(id_))
            record = made(stored)
            if record != stored:
                edits.setdefault(table, {})[int(text_key(id_))] = record

        original = self._versions.original_hash
        for article in story.articles:
            want(ARTICLES, article.id, partial(article_record, article, added=now(), anew=anew, original=original))
        opened = self._opened(story.id, anew=anew)
        stored = tables.get(STORIES, {}).get(text_key(story.id), {})
        if (state := self._states().get(story.id)) and state.name == story.title:
            story = story._replace(title=str(stored.get("title") or story.title))
        want(STORIES, story.id, partial(story_record, story, opened=opened, place=place))
        if behind:
            hidden = (self._states().get(story.id) or StoryState(story.id))._replace(into=behind)
            edits[SHELF] = {int(hidden.key): hidden.to_record()}
        elif anew:
            of_shelf = {int(state.key): state.to_record() for state in succession(story, self.every_story())}
            if of_shelf:
                edits[SHELF] = of_shelf
        return edits

    def _opened(self, story_id: str, *, anew: bool) -> str:
        """When the story became the one opened last; that is now where it is opened `anew` and is not that already."""
        stories = self.every_story()
        known = next((story for story in stories if story.id == story_id), None)
        if known is not None and (not anew or known is stories[0]):
            return known.opened
        return now_after(stories[0].opened if stories else "")

    def stories(self) -> list[StoryRecord]:
        """The stories of the library, that which was opened last first: none that was deleted or became another."""
        return [story for story in self.every_story() if not story.state.deleted and not story.state.into]

    def kept_stories(self) -> list[StoryRecord]:
        """Those and what they were before, in the same order: all but what was deleted."""
        every = self.every_story()
        states = {story.id: story.state for story in every}
        return [story for story in every if not any(state.deleted for state in become(story.state, states))]

    def deleted_articles(self) -> frozenset[str]:
        """The ids of the articles that stand in deleted stories alone."""
        kept = self.kept_stories()
        ids = {story.id for story in kept}
        gone = {id_ for story in self.every_story() if story.id not in ids for id_ in story.articles}
        return frozenset(gone.difference(id_ for story in kept for id_ in story.articles))

    def every_story(self) -> list[StoryRecord]:
        """All stories that were ever opened, that which was opened last first."""
        names = self._unions()
        known = self.articles() if names else {}
        unique: dict[str, StoryRecord] = {}
        states = self._states()
        for record in self._stories_made.value(self._storage.read()):
            story = record.renamed(names, known)
            state = states.get(story.id) or states.get(record.id) or story.state
            unique.setdefault(story.id, story.stated(state._replace(story=story.id)))
        return list(unique.values())

    def _states(self) -> Mapping[str, StoryState]:
        """What a person did with stories, by the stories' ids."""
        return self._states_made.value(self._storage.read())

    def articles(self) -> Mapping[str, ArticleRecord]:
        """The articles by id, to be read only; one that others are united with has their versions too."""
        return self._articles_made.value(self._storage.read())

    def _unions(self) -> Mapping[str, str]:
        """For each article whose records are kept with another one's that other one, by ids."""
        return self._unions_made.value(self._storage.read())

    def _with_united(self, article_ids: Collection[str]) -> dict[str, str]:
        """These ids and those of the articles that are united with them, and for each the one of these."""
        ids = {id_: into for id_, into in self._unions().items() if into in article_ids}
        return {**ids, **{id_: id_ for id_ in article_ids}}

    def story(self, record: StoryRecord, read: ReadVersion | None = None) -> Story:
        """The story made again from the kept texts, each article in its latest version.

        `read` makes the articles, as `articles.read.article_from_version` does, which it is by default. Raises
        StoreError where an article or its text is missing or damaged.
        """
        from articles.model import Story

        known = self.articles()
        return Story(
            record.title, tuple(self._article(id_, known, record, read) for id_ in record.articles), record.paths
        )

    def _article(
        self, id_: str, known: Mapping[str, ArticleRecord], of: StoryRecord, read: ReadVersion | None
    ) -> Article:
        if read is None:
            from articles.read import article_from_version  # imported where used: reading is the heavier part

            read = article_from_version
        record = known.get(id_)
        if record is None or not record.versions:
            raise StoreError(f"holds no article {id_!a}", self.path, todo="open the article's file again")
        facts, last = of.facts.get(id_, record.facts), record.versions[-1]
        chosen = next((version for version in record.versions if version.sha256 == of.versions.get(id_)), last)
        return replace(self._article_of(self._kept(chosen), facts, id_, read), fetched=chosen.fetched)

    def _kept(self, version: VersionRecord) -> Version:
        return self._versions.version(version.sha256, version.text_form)

    def article(self, id_: str, version: VersionRecord, read: ReadVersion | None = None) -> Article:
        """An article as it was in one of its kept versions, under what is said of it now.

        `read` is as in `story`. Raises StoreError where the article or the text is missing or damaged.
        """
        if read is None:
            from articles.read import article_from_version  # imported where used, as above

            read = article_from_version
        record = self.articles().get(id_)
        if record is None:
            raise StoreError(f"holds no article {id_!a}", self.path, todo="open the article's file again")
        return replace(self._article_of(self._kept(version), record.facts, id_, read), fetched=version.fetched)

    def _article_of(self, version: Version, facts: Facts, id_: str, read: ReadVersion) -> Article:
        """The article of a version under facts: with the paragraphs that are kept of it, else those `read` finds."""
        kept = self._versions.paragraphs(version)
        outlet, title, date, source, path, byline, origins = facts
        if kept is None:
            article = read(version, outlet=outlet, title=title, date=date, source=source, id=id_)
            return replace(article, path=path, byline=byline or article.byline, origins={**article.origins, **origins})
        from articles.model import Article

        return Article(
            id_,
            outlet,
            title,
            date,
            source,
            version,
            kept.paragraphs,
            path=path,
            byline=byline,
            origins=origins,
            format=kept.format,
        )

    @property
    def codebook(self) -> Codebook:
        """The tags: the stored ones, or the four that everyone has."""
        gone = gone_tags((self._storage.read() or {}).get(GONE_TAGS, {}))
        settings = self._codebook_settings()
        codebook = Codebook(self._tags() or DEFAULT_TAGS, gone, settings.get("locked") is True)
        return codebook if settings.get("keys") == _KEPT else codebook.with_shown_keys()

    def lock_codebook(self, locked: bool) -> None:
        """Have changes of the codebook asked about, or not any more; every window sees it."""
        with self._storage.transaction():
            record = {**self._codebook_settings(), "locked": locked}
            _put(self._table(CODEBOOK_SETTINGS), {int(text_key("codebook")): record})

    def _codebook_settings(self) -> dict[str, Any]:
        table = (self._storage.read() or {}).get(CODEBOOK_SETTINGS, {})
        return dict(table.get(text_key("codebook"), {}))

    def _tags(self) -> tuple[Tag, ...]:
        return tuple(_all_readable(tag_from_record, self._table(CODEBOOK)))

    def _table(self, name: str) -> Table:
        # Without a cache: TinyDB's would not see what another window wrote.
        return self._db.table(name, cache_size=0)


def _is_kept_besides(table: str) -> bool:
    """Whether a table holds what the program keeps by itself, which no action of a person is about."""
    return table.startswith("_") and table not in (CODEBOOK, GONE_TAGS, LINKS, AMENDMENTS)


def _united(action: Action) -> frozenset[str] | None:
    """The articles with which an action unites others, or parts them from; None where it does more to articles."""
    found: set[str] = set()
    for edit in action.edits:
        if edit.table == ARTICLES:
            before, after = edit.before or {}, edit.after or {}
            if any(before.get(name) != after.get(name) for name in {*before, *after} - {UNITED}):
                return None
            found |= {str(record.get(UNITED) or "") for record in (before, after)}
    return frozenset(found - {""})


def _decides(action: Action, articles: Collection[str], stories: Collection[str]) -> bool:
    """Whether an action decides something about the alignment of these articles alone, or of one of these stories."""
    records = [edit.after or edit.before for edit in action.edits if edit.table == LINKS]
    found = [readable(Decision.from_record, record) for record in records if record is not None]
    return bool(found) and all(
        decision is not None and any(decision.is_of(articles, story) for story in ("", *stories)) for decision in found
    )


def _shelves(action: Action, stories: Collection[str]) -> bool:
    """Whether an action does something to a story; where one became another, whether that is one of these."""
    found = [(edit.before or {}, edit.after or {}) for edit in action.edits if edit.table == SHELF]
    composing = [states for states in found if states[0].get("into") != states[1].get("into")]
    names = {record.get("story") for states in composing for record in states}
    return bool(found) and (not composing or not names.isdisjoint(stories))


def _amends(action: Action, articles: Collection[str]) -> bool:
    """Whether an action puts something right of one of these articles, or was done there for a whole outlet."""
    records = (edit.after or edit.before for edit in action.edits if edit.table == AMENDMENTS)
    return any(record is not None and record.get("article") in articles for record in records)


def _may_decide(record: Mapping[str, Any], articles: Collection[str]) -> bool:
    """Whether a record can be a decision about one of these articles; quicker than to read it."""
    ends = record.get("ends")
    if not isinstance(ends, list) or not ends or not isinstance(ends[0], dict):
        return True
    first = ends[0].get("article")
    return not isinstance(first, str) or first in articles


def _put(table: Table, records: Mapping[int, dict[str, Any] | None]) -> None:
    """Put the records in the place of those with the same ids; None takes one out."""
    # Not `update`, which would change the dicts that the storage holds as the last durable state.
    gone = [id_ for id_ in records if table.contains(doc_id=id_)]
    if gone:
        table.remove(doc_ids=gone)
    new = [Document(record, id_) for id_, record in records.items() if record is not None]
    if new:
        table.insert_multiple(new)


def _in_text_order(records: Iterable[Mapping[str, Any]]) -> list[Annotation]:
    found = _all_readable(_annotation, records)
    return sorted(found, key=lambda annotation: (*annotation.span, annotation.id))


def _all_readable(make: Callable[[Mapping[str, Any]], _Value], records: Iterable[Mapping[str, Any]]) -> list[_Value]:
    made = (readable(make, record) for record in records)
    return [value for value in made if value is not None]


def _stories(table: Mapping[str, Record]) -> list[StoryRecord]:
    found = _all_readable(StoryRecord.from_record, table.values())
    return sorted(found, key=lambda story: (story.opened, story.id), reverse=True)


def _shelved(table: Mapping[str, Record]) -> dict[str, StoryState]:
    return {state.story: state for state in _all_readable(StoryState.from_record, table.values())}


def _articles(table: Mapping[str, Record]) -> dict[str, ArticleRecord]:
    found = {record.id: record for record in _all_readable(ArticleRecord.from_record, table.values())}
    return with_united(found, unions(table))


def _amendments(table: Mapping[str, Record]) -> dict[str, list[Amendment]]:
    """What was put right by the ids of articles, and the rules under a name of their own."""
    found: dict[str, list[Amendment]] = {}
    for amendment in _all_readable(Amendment.from_record, table.values()):
        found.setdefault(_RULES if amendment.what == RULE else amendment.article, []).append(amendment)
    return found


def _annotation(record: Mapping[str, Any]) -> Annotation:
    """The annotation of a record; it shares no mutable value with the store's own record."""
    annotation = Annotation.from_record(record)
    return replace(annotation, extra=deepcopy(annotation.extra)) if annotation.extra else annotation
