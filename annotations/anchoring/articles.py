"""Recognises the articles of an opened story: by their text, by where they were read from, by most of their words.

Outlet, title, date and source are facts about an article that may change. They tell articles apart only where one story
holds the same text twice.
"""

from __future__ import annotations

import contextlib
import struct
from collections import Counter
from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from annotations.anchoring.places import Places, is_address, places_of, tells_outlet
from annotations.sketch import Pairs, Sketch, overlap, pairs, share
from annotations.store.errors import StoreError
from articles.model import article_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from annotations.store.records import ArticleRecord, StoryRecord
    from annotations.store.store import Store
    from articles.model import Article, Story

PLACE_SHARE = 0.4
"""How much of the shorter of two texts stands in the other, at the least, where a later text of one file is the same
article. Two accounts of one event share a third of their pairs of words at most (see `annotations.sketch`)."""

LIKE_SHARE = 0.5
"""How much of a stored text an opened one has, at the least, to be its new version where nothing else says so."""

LONGEST_GROWTH = 4
"""How many times as long as the stored text such a new version may be; what is longer holds it among other things."""

GUESSED_SHARE = 0.25
"""What two sketches must promise of `LIKE_SHARE`; they err by .17 at most in the texts they were measured on."""

MOST_COMPARED = 8
"""How many of the texts whose sketches promise most are read."""

MOST_UNSKETCHED = 100
"""How many texts without a sketch are read, those that were added last; earlier builds made no sketches."""

VERSIONS_COMPARED = 5
"""How many of the last versions of an article a later text of its file is compared with."""


class Recognised(NamedTuple):
    """A story with the ids that the store knows its articles by."""

    story: Story
    unions: Mapping[str, str]
    """Other articles of the store that are the same as articles of the story, each with the id of that one."""
    by_words: tuple[str, ...]
    """The ids of the articles that were recognised by their words alone."""


def recognised(store: Store, story: Story, *, beside: Collection[str] = ()) -> Recognised:
    """The story with its articles recognised; where one is new, some texts are read. Raises StoreError.

    An article that is to stand beside those with the ids `beside` is none of them because it has most of their words:
    two outlets may print one report.
    """
    return _Recognition(store, story, beside).result()


def unchanged(store: Store, record: StoryRecord, story: Story) -> Story | None:
    """A story that is opened again, if its articles alone had all its texts, else None; quick in any store."""
    known = store.articles()
    texts = [article.version.sha256 for article in story.articles]
    if len({*texts}) != len(record.articles) or len(texts) != len(record.articles):
        return None
    if not all(
        id_ in known and any(version.sha256 == text for version in known[id_].versions)
        for id_, text in zip(record.articles, texts, strict=True)
    ):
        return None
    others = (known[id_].versions for id_ in known.keys() - {*record.articles} if not known[id_].united)
    if any(version.sha256 in texts for versions in others for version in versions):
        return None  # they may be the same article
    named = zip(story.articles, record.articles, strict=True)
    return story._replace(articles=tuple(replace(article, id=id_) for article, id_ in named))


class _Recognition:
    """One look for the articles of a story in a store."""

    def __init__(self, store: Store, story: Story, beside: Collection[str] = ()) -> None:
        self._store, self._story, self._beside = store, story, beside
        self._known = store.articles()
        self._live = {id_: record for id_, record in self._known.items() if not record.united}
        self._dead = {id_: record.united for id_, record in self._known.items() if record.united}
        self._stories = store.every_story()
        self._places = Places(self._stories)
        self._pairs = cache(self._pairs_of)
        here = {place for article in story.articles for place in places_of(article, story.paths)}
        self._at = self._places.at(here, self._live)
        self._ids: dict[int, str] = {}
        """For each article that is recognised, by its number, its id."""

    def result(self) -> Recognised:
        self._by_text()
        self._by_place()
        by_words = self._by_words()
        unions = dict(self._unions())
        for i, article in self._unknown():
            self._ids[i] = self._new_id(article)
        articles = tuple(replace(article, id=self._ids[i]) for i, article in enumerate(self._story.articles))
        return Recognised(self._story._replace(articles=articles), unions, tuple(self._ids[i] for i in by_words))

    def _unknown(self) -> list[tuple[int, Article]]:
        return [(i, article) for i, article in enumerate(self._story.articles) if i not in self._ids]

    def _free(self) -> dict[str, ArticleRecord]:
        taken = set(self._ids.values())
        return {id_: record for id_, record in self._live.items() if id_ not in taken}

    def _take(self, pairs: Iterable[tuple[Any, ...]]) -> list[int]:
        """Give articles the ids of records, the best pair first: tuples that end with a number and an age (see `_age`).

        Returns the numbers of the articles.
        """
        found = []
        for *_, i, (_, id_) in sorted(pairs):
            if i not in self._ids and id_ not in self._ids.values():
                self._ids[i] = id_
                found.append(i)
        return found

    # By text

    def _by_text(self) -> None:
        """Recognise the articles one of whose versions has the very text of an opened one."""
        articles = self._story.articles
        texts = Counter(article.version.sha256 for article in articles)
        having = self._having(texts, self._live.values())
        pairs: list[tuple[float, bool, bool, int, tuple[str, str]]] = []
        for i, article in enumerate(articles):
            records = having[article.version.sha256]
            if texts[article.version.sha256] == 1 and len(records) > 1:
                # Of several that are one article it is the oldest that is in use.
                records = sorted(records, key=lambda record: not self._store.annotations(record.id))
                records = [one for one in records if one is records[0] or self._apart(one.id, records[0].id)]
            pairs += ((*self._unlikeness(article, record), i, _age(record)) for record in records)
        self._take(pairs)

    def _having(self, texts: Collection[str], records: Iterable[ArticleRecord]) -> dict[str, list[ArticleRecord]]:
        """Those of the records that have one of these texts among their versions, by text, the oldest first."""
        found: dict[str, list[ArticleRecord]] = {text: [] for text in texts}
        for record in records:
            for sha256 in {version.sha256 for version in record.versions}.intersection(texts):
                found[sha256].append(record)
        for same in found.values():
            same.sort(key=_age)
        return found

    def _unlikeness(self, article: Article, record: ArticleRecord) -> tuple[bool, bool, bool]:
        """What tells an article from the others with its text, the most telling first: outlet, place, being current."""
        return (
            article.outlet != record.outlet,
            places_of(article, self._story.paths).isdisjoint(self._places.of_record(record)),
            not record.versions or record.versions[-1].sha256 != article.version.sha256,
        )

    # By place

    def _by_place(self) -> None:
        """Recognise articles by the file or the address that they were read from, where their text goes on."""
        free = self._free()
        pairs = [
            (-self._goes_on(record, article), i, _age(record))
            for i, article in self._unknown()
            for record in self._at_place(article, free)
        ]
        self._take(pair for pair in pairs if -pair[0] >= PLACE_SHARE)

    def _at_place(self, article: Article, records: Mapping[str, ArticleRecord]) -> list[ArticleRecord]:
        """Those of the records that were read from an article's file or address."""
        ids = {id_ for place in places_of(article, self._story.paths) for id_ in self._at[place]}
        return [records[id_] for id_ in sorted(ids) if id_ in records]

    def _goes_on(self, record: ArticleRecord, article: Article) -> float:
        """How far an article's text is one that the article of the record was changed to, 0 to 1.

        Where no text is left to compare with it counts as one: its passages are found by their own words, if at all.
        """
        found = [
            overlap(stored, self._pairs(article.version.sha256))
            for version in record.versions[-VERSIONS_COMPARED:]
            if (stored := self._pairs(version.sha256))
        ]
        return max(found, default=PLACE_SHARE)

    def _pairs_of(self, sha256: str) -> Pairs:
        """The pairs of words of a text, opened or stored; none where it cannot be had."""
        for article in self._story.articles:
            if article.version.sha256 == sha256:
                return pairs(article.version.text)
        try:
            return pairs(self._store.version_text(sha256))
        except StoreError:
            return frozenset()

    # By words

    def _by_words(self) -> list[int]:
        """Recognise articles most of whose text is in an opened one; returns the numbers of these."""
        pairs = []
        for i, article in self._unknown():
            here = self._pairs(article.version.sha256)
            for record in self._promising(article):
                stored = self._pairs(record.versions[-1].sha256)
                if len(here) <= LONGEST_GROWTH * len(stored):
                    pairs.append((-share(stored, here), i, _age(record)))
        return self._take(pair for pair in pairs if -pair[0] >= LIKE_SHARE)

    def _promising(self, article: Article) -> list[ArticleRecord]:
        """The records whose texts are worth reading: sketches say so, or there is none."""
        here = Sketch.of_pairs(self._pairs(article.version.sha256))
        free = {id_: record for id_, record in self._free().items() if id_ not in self._beside}
        rated = [
            (kept.share_in(here), record)
            for id_, kept in self._sketches.items()
            if here.pairs <= LONGEST_GROWTH * kept.pairs
            and (record := free.get(id_)) is not None
            and not here.least.isdisjoint(kept.least)
        ]
        rated = [(rate, record) for rate, record in rated if rate >= GUESSED_SHARE]
        rated.sort(key=lambda one: (-one[0], _age(one[1])))
        unsketched = [record for id_, record in free.items() if id_ not in self._sketches and record.versions]
        unsketched.sort(key=lambda record: record.versions[-1].added, reverse=True)
        promising = [*(record for _, record in rated[:MOST_COMPARED]), *unsketched[:MOST_UNSKETCHED]]
        return [record for record in promising if not self._is_another(record, article)]

    @cached_property
    def _sketches(self) -> dict[str, Sketch]:
        """The sketches of the articles that have one."""
        found = {}
        for id_, record in self._live.items():
            with contextlib.suppress(ValueError, struct.error):
                found[id_] = Sketch.from_text(record.sketch)
        return found

    def _is_another(self, record: ArticleRecord, article: Article) -> bool:
        """Whether facts say that a like text is another article: two addresses, or two outlets, each with its file."""
        if is_address(record.source) and is_address(article.source) and record.source != article.source:
            return True
        told = all(tells_outlet(one.outlet, one.path, one.source) for one in (record, article))
        return told and record.outlet != article.outlet and bool(self._places.file(record))

    # What is new, and what is the same

    def _new_id(self, article: Article) -> str:
        """The id of an article that is not known; the one made of its text can be that of another version's article."""
        id_, number = article.id, 1
        while id_ in self._known or id_ in self._ids.values():
            outlet = article.outlet if number == 1 else f"{article.outlet} {number}"
            id_, number = article_id(article.version.sha256, outlet), number + 1
        return id_

    def _unions(self) -> Iterator[tuple[str, str]]:
        """The articles of the store that are the same as one that was recognised, each with the id of that one.

        A text that the story holds twice takes in no other: nobody knows which of the two that would be.
        """
        texts = Counter(article.version.sha256 for article in self._story.articles)
        free = self._free()
        left = self._having(texts, free.values())
        for i, id_ in self._ids.items():
            article = self._story.articles[i]
            if texts[article.version.sha256] > 1:
                continue
            same = left[article.version.sha256] + [
                record for record in self._at_place(article, free) if self._goes_on(record, article) >= PLACE_SHARE
            ]
            for other in dict.fromkeys(record.id for record in same):
                if not self._apart(other, id_):
                    yield other, id_
            yield from ((dead, id_) for dead, into in self._dead.items() if into == id_)

    def _apart(self, one: str, other: str) -> bool:
        """Whether two articles are told apart: by a story that has both, or because a person wants it."""
        if "" in (self._known[one].united, self._known[other].united):
            return True
        return any(one in story.articles and other in story.articles for story in self._stories)


def _age(record: ArticleRecord) -> tuple[str, str]:
    """Sorts what was kept first before what was kept later; by the id too, so that all windows agree."""
    return record.versions[0].added if record.versions else "", record.id
