"""`story.toml`: the articles of a folder, with outlet, title, date, source and byline of each."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from articles import toml
from articles.errors import NewsreaderError
from articles.form import one_line, printable

NAME = "story.toml"

_TODO = "correct it, or name the article files themselves"
_ARTICLE_KEYS = ("file", "outlet", "title", "date", "source", "byline")


class ListedArticle(NamedTuple):
    """One article as a `story.toml` lists it; what that does not say is empty."""

    file: str
    """Its name below the folder, never outside it."""
    outlet: str = ""
    title: str = ""
    date: str = ""
    source: str = ""
    byline: str = ""


class Listing(NamedTuple):
    """What a `story.toml` says."""

    title: str
    articles: tuple[ListedArticle, ...]


def parse(data: bytes, name: str) -> Listing:
    """The listing in the bytes of a `story.toml`. Raises NewsreaderError naming `name` and the key that is wrong."""
    tables = toml.parse(data, name, todo=_TODO)
    _only(tables, ("title", "article"), "", name)
    title = _text(tables, "title", "", name)
    articles = tables.get("article", [])
    if not isinstance(articles, list) or not all(isinstance(article, dict) for article in articles):
        raise _wrong("`article` is not a list of tables; write [[article]] above each", name)
    if not articles:
        raise _wrong('it lists no article; write [[article]] and file = "..." for each', name)
    return Listing(title, tuple(_article(a, i, name) for i, a in enumerate(articles, 1)))


def _article(article: dict[str, Any], number: int, name: str) -> ListedArticle:
    where = f" of article {number}"
    _only(article, _ARTICLE_KEYS, where, name)
    file = article.get("file", "")
    if not isinstance(file, str) or not file:
        raise _wrong(f"`file`{where} is missing or not a text", name)
    path = PurePosixPath(file)
    if path.is_absolute() or ".." in path.parts:
        raise _wrong(f"`file`{where} lies outside the folder: {printable(file)}", name)
    return ListedArticle(file, *(_text(article, key, where, name) for key in _ARTICLE_KEYS[1:]))


def _only(table: dict[str, Any], known: tuple[str, ...], where: str, name: str) -> None:
    for key in table:
        if key not in known:
            raise _wrong(f"unknown key `{printable(key)}`{where}; known are {', '.join(known)}", name)


def _text(table: dict[str, Any], key: str, where: str, name: str) -> str:
    value = table.get(key, "")
    if key == "date" and isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if not isinstance(value, str):
        raise _wrong(f"`{key}`{where} is not a text", name)
    return one_line(value)


def _wrong(what: str, name: str) -> NewsreaderError:
    return NewsreaderError(what, where=name, todo=_TODO)
