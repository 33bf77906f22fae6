"""Paths, folders and standard input to a story: the one door for untrusted input.

`readers.formats` tells what a file is and which reader reads it.

What comes out holds no control characters, and every failure is a NewsreaderError that names what was given.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from articles import listing
from articles.clean import paragraphs
from articles.dates import find_date
from articles.errors import NewsreaderError
from articles.files import articles_in, read_file, read_stream, unreadable
from articles.form import one_line, printable, text_form_1
from articles.model import Article, Kind, Story, Version, article_id
from articles.readers import formats
from articles.readers.text import blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import BinaryIO

    from articles.blocks import Block
    from articles.model import Paragraph
    from articles.readers.reading import Reading

STDIN = "-"

_TITLE_WORDS = 12
"""How many of the first words make a title where neither a listing nor the text gives one."""

_SOLID_CODE_POINTS = 100
"""Code points from which a body paragraph is certainly part of the article's text, not of what stands above it."""


class _Source(NamedTuple):
    """Something to read: a file, or standard input where `path` is None."""

    path: Path | None
    listed: listing.ListedArticle = listing.ListedArticle("")
    """What a `story.toml` says of the article, if one does."""

    @property
    def name(self) -> str:
        """What messages call it."""
        return printable(str(self.path)) if self.path else "standard input"


def read_story(paths: Sequence[str], stdin: BinaryIO | None = None) -> Story:
    """The story in files, folders and standard input (`-`), in the order given.

    A folder stands for what its `story.toml` lists, else for its .txt and .md files by name. `stdin` is where `-` is
    read from, by default the program's own. Raises NewsreaderError at the first thing that cannot be read.
    """
    if not paths:
        raise NewsreaderError("no article given", todo="name files, a folder, or - for standard input")
    title, sources = "", []
    for path in paths:
        listed_title, more = _sources(path)
        title = title or listed_title
        sources += more
    _refuse_twice(sources)
    articles = distinguished([article for source in sources for article in _read(source, stdin)])
    return Story(
        title=title or articles[0].title,
        articles=articles,
        paths=tuple(path if path == STDIN else str(Path(path).absolute()) for path in paths),
    )


def seed_story() -> Story:
    """The story that comes with the program."""
    import seeds  # imported where used: other stories do not need it

    folder = Path(seeds.__path__[0])  # importlib.resources takes a fiftieth of the start to come to the same
    listed = listing.parse((folder / listing.NAME).read_bytes(), listing.NAME)
    articles = [
        article
        for one in listed.articles
        for article in _articles((folder / one.file).read_bytes(), _Source(folder / one.file, one))
    ]
    return Story(listed.title, distinguished(replace(article, path="") for article in articles))


def article_from_version(
    version: Version, *, outlet: str, title: str, date: str, source: str, id: str | None = None
) -> Article:
    """The article of a version, its paragraphs found anew; an empty `title` or `date` is taken from the text.

    Without `id` it gets the one that this version makes. Raises NewsreaderError where the text has too
    many blocks.
    """
    return _article(version, blocks(version.text), outlet=outlet, title=title, date=date, source=source, id=id)


def _article(
    version: Version,
    found_blocks: Iterable[Block],
    *,
    outlet: str,
    title: str,
    date: str,
    source: str,
    id: str | None = None,
    notices: tuple[str, ...] = (),
    path: str = "",
) -> Article:
    found = paragraphs(found_blocks, title)
    return Article(
        id=id or article_id(version.sha256),
        outlet=outlet,
        title=title or _title(found),
        date=date or _date(found),
        source=source,
        version=version,
        paragraphs=found,
        notices=notices,
        path=path,
    )


def _sources(path: str) -> tuple[str, list[_Source]]:
    """The title of the story, empty where no listing gives one, and what is to be read for one argument."""
    if path.lower().startswith(("http://", "https://")):
        raise NewsreaderError(
            "addresses are not read yet", where=printable(path), todo="save the page as text and open the file"
        )
    if not path.strip():
        raise NewsreaderError("a file name is empty", todo="name files, a folder, or - for standard input")
    if path == STDIN:
        return "", [_Source(None)]
    if Path(path).name == listing.NAME:
        return _listed(Path(path).parent)
    if not _is_folder(path):
        return "", [_Source(Path(path))]
    if not _has_listing(Path(path)):
        return "", [_Source(file) for file in articles_in(path, formats.endings())]
    return _listed(Path(path))


def _listed(folder: Path) -> tuple[str, list[_Source]]:
    name = printable(str(folder / listing.NAME))
    listed = listing.parse(read_file(folder / listing.NAME), name)
    sources = []
    for article in listed.articles:
        file = folder / article.file
        if not _lies_in(file, folder):
            raise NewsreaderError(
                f"{printable(article.file)} leads outside the folder",
                where=name,
                todo="put the file itself in the folder",
            )
        sources.append(_Source(file, article))
    return listed.title, sources


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError) as error:
        raise unreadable(error, printable(path)) from None


def _has_listing(folder: Path) -> bool:
    try:
        return (folder / listing.NAME).exists() or (folder / listing.NAME).is_symlink()
    except OSError as error:
        raise unreadable(error, printable(str(folder))) from None


def _lies_in(file: Path, folder: Path) -> bool:
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return True  # it cannot be read either, and opening it says why


def _refuse_twice(sources: Iterable[_Source]) -> None:
    seen = set()
    for source in sources:
        try:
            place = source.path.resolve() if source.path else None
        except (OSError, ValueError, RuntimeError):
            continue  # reading it says what is wrong
        if place in seen:
            raise NewsreaderError("given twice", where=source.name, todo="name each article once")
        seen.add(place)


def _read(source: _Source, stdin: BinaryIO | None) -> list[Article]:
    if source.path:
        return _articles(read_file(source.path), source)
    stream = stdin or getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise NewsreaderError("there is none", where="standard input", todo="name a file instead of -")
    return _articles(read_stream(stream), source)


def _articles(data: bytes, source: _Source) -> list[Article]:
    """The articles in the bytes of a source."""
    return [_article_of(reading, data, source) for reading in formats.read_articles(data, source.name)]


def _article_of(reading: Reading, data: bytes, source: _Source) -> Article:
    """The article of a reading: what a listing says of it comes before what the file says, and that before its name.

    Raises ValueError for a reading whose text is not in its final form: a fault of the reader.
    """
    if reading.text != text_form_1(reading.text):
        raise ValueError("a reader gave a text that is not in text form 1")
    listed, path = source.listed, source.path
    by_name = one_line(path.stem.replace("_", " ")) or "article" if path else "stdin"
    return _article(
        Version.of(reading.text, data),
        reading.blocks,
        outlet=listed.outlet or one_line(reading.outlet) or by_name,
        title=listed.title or one_line(reading.title),
        date=listed.date or one_line(reading.date),
        source=listed.source or one_line(reading.source) or (one_line(path.name) if path else source.name),
        notices=reading.notices,
        path=os.path.abspath(path) if path else "",  # noqa: PTH100 -- without `..`, and links are left as they are
    )


def distinguished(articles: Iterable[Article]) -> tuple[Article, ...]:
    """The articles, with a number behind the name of each outlet that occurs again.

    A text that the story holds twice has ids with the outlets, without the numbers, so that they do not depend on the
    order; only the same text of the same outlet is told apart by the order.
    """
    articles = list(articles)
    texts = Counter(article.version.sha256 for article in articles)
    apart: list[Article] = []
    for article in articles:
        if texts[article.version.sha256] > 1:
            article = replace(article, id=article_id(article.version.sha256, article.outlet))
        names, ids = {other.outlet for other in apart}, {other.id for other in apart}
        outlet, number = article.outlet, 1
        while outlet in names:
            number += 1
            outlet = f"{article.outlet} {number}"
        while (new := article.id) in ids:
            new = article_id(article.version.sha256, f"{article.outlet} {number}")
            article = replace(article, id=new)
            number += 1
        apart.append(replace(article, outlet=outlet))
    return tuple(apart)


def _title(found: Sequence[Paragraph]) -> str:
    for paragraph in found:
        if paragraph.kind is Kind.HEADLINE:
            return paragraph.shown
    first = next((p for p in found if p.kind is not Kind.BOILERPLATE), found[0])
    words = first.shown.split(" ", _TITLE_WORDS)
    return " ".join(words[:_TITLE_WORDS]) + (" …" if len(words) > _TITLE_WORDS else "")


def _date(found: Sequence[Paragraph]) -> str:
    """The date above the text, else below it, else the only one inside it; several inside date events, not the text."""
    text = [p.n for p in found if p.kind is Kind.BODY and len(p.shown) >= _SOLID_CODE_POINTS]
    first, last = (text[0], text[-1]) if text else (len(found) + 1, 0)
    dated = [(p.n, day) for p in found if p.kind in (Kind.DATE, Kind.BYLINE) and (day := find_date(p.shown))]
    outside = [day for n, day in dated if not first < n < last]
    if outside:
        return outside[0]
    days = {day for _, day in dated}
    return days.pop() if len(days) == 1 else ""
