"""Where articles were read from: the files and web addresses by which a later text of one is recognised."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import PurePath
from typing import TYPE_CHECKING

from articles import listing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from annotations.store.records import ArticleRecord, StoryRecord
    from articles.model import Article


STREAM = "standard input"
"""The source of an article that was read from standard input, and its place, which holds another text each time."""


class Places:
    """The places of what a store keeps, also of what was kept before files were: those its stories tell."""

    def __init__(self, stories: Iterable[StoryRecord]) -> None:
        self._opened: dict[str, list[Sequence[str]]] = defaultdict(list)
        """By article, the paths of the stories that it stands in."""
        for story in stories:
            for id_ in story.articles:
                self._opened[id_].append(story.paths)

    def of_record(self, record: ArticleRecord) -> frozenset[str]:
        """The places of an article of the store."""
        paths = () if record.path else (path for paths in self._opened.get(record.id, ()) for path in paths)
        return _places(record.path, record.source, paths)

    def at(self, wanted: Collection[str], records: Mapping[str, ArticleRecord]) -> defaultdict[str, list[str]]:
        """By each of the wanted places, the ids of the articles of these that have it."""
        near = {*wanted, *(folder for place in wanted for folder in _folders(place))}
        found: defaultdict[str, list[str]] = defaultdict(list)
        for id_, record in records.items():
            told = record.path in wanted or record.source in wanted or "://" in f"{record.path} {record.source}"
            if told or (not record.path and self._is_near(id_, near)):
                for place in self.of_record(record).intersection(wanted):
                    found[place].append(id_)
        return found

    def _is_near(self, id_: str, near: set[str]) -> bool:
        return any(not near.isdisjoint(paths) for paths in self._opened.get(id_, ()))

    def file(self, record: ArticleRecord) -> str:
        """The file in which an article of the store still stands, so far as that can be seen; empty for none."""
        files = sorted(place for place in self.of_record(record) if not is_address(place))
        return next((file for file in files if os.path.isfile(file)), "")  # noqa: PTH113 - never raises


def places_of(article: Article, paths: Iterable[str]) -> frozenset[str]:
    """The places of an article that was opened with the others at these paths."""
    return _places(article.path, article.source, paths)


def tells_outlet(outlet: str, path: str, source: str) -> bool:
    """Whether an article's outlet was told, and not taken from the name of its file."""
    name = PurePath(path or source).stem.replace("_", " ")
    return not outlet.startswith(name)


def is_address(source: str) -> bool:
    """Whether a source is a web address."""
    return source.lower().startswith(("http://", "https://"))


def _places(path: str, source: str, opened: Iterable[str]) -> frozenset[str]:
    """A file, or where a file that is called as the source stands among what was opened; and the source's address."""
    if path or is_address(source):
        return frozenset(_in_one_form(place) for place in (path, source if is_address(source) else "") if place)
    if source == STREAM:
        return frozenset({STREAM})
    return frozenset(one if PurePath(one).name == source else str(folder_of(one) / source) for one in opened)


def _in_one_form(place: str) -> str:
    """A file as it is; an address without what names a place in its page, and without the slash at its end."""
    return place.partition("#")[0].rstrip("/") if is_address(place) else place


def folder_of(opened: str) -> PurePath:
    """The folder that was opened, also by its `story.toml`; a file stays one."""
    path = PurePath(opened)
    return path.parent if path.name == listing.NAME else path


def _folders(place: str) -> tuple[str, str]:
    """What was opened where a file of a folder was, its place being this."""
    folder = PurePath(place).parent
    return str(folder), str(folder / listing.NAME)
