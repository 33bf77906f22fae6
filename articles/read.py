"""Paths, folders and standard input to a story: the one door for untrusted input.

What comes out holds no control characters, and every failure is a NewsreaderError that names what was given.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from articles import listing
from articles.clean import paragraphs
from articles.dates import find_date
from articles.decode import decode
from articles.errors import NewsreaderError
from articles.files import articles_in, read_file, read_stream, unreadable
from articles.form import hidden_characters, one_line, printable, text_form_1
from articles.model import Article, Kind, Story, Version, article_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import BinaryIO

    from articles.model import Paragraph

STDIN = "-"

_TITLE_WORDS = 12
"""How many of the first words stand for a title that is nowhere told."""

_SOLID = 100
"""Code points; a body paragraph of as many belongs to the text and to nothing that stands above it."""


class _Item(NamedTuple):
    """Something to read: a file, or standard input where `path` is None."""

    path: Path | None
    told: listing.Entry


def read_story(paths: Sequence[str], stdin: BinaryIO | None = None) -> Story:
    """The story in files, folders and standard input (`-`), in the order given.

    A folder stands for what its `story.toml` lists, else for its .txt and .md files by name. `stdin` is where `-` is
    read from, by default the program's own. Raises NewsreaderError at the first thing that cannot be read.
    """
    if not paths:
        raise NewsreaderError("no article given", todo="name files, a folder, or - for standard input")
    title, items = "", []
    for path in paths:
        told, more = _items(path)
        title = title or told
        items += more
    _refuse_twice(items)
    articles = _told_apart([_read(item, stdin) for item in items])
    return Story(
        title=title or articles[0].title,
        articles=articles,
        paths=tuple(path if path == STDIN else str(Path(path).absolute()) for path in paths),
    )


def seed_story() -> Story:
    """The story that comes with the program."""
    import seeds  # imported where used: other stories do not need it

    folder = Path(seeds.__path__[0])  # importlib.resources takes a fiftieth of the start to come to the same
    told = listing.parse((folder / listing.NAME).read_bytes(), listing.NAME)
    articles = [_article((folder / entry.file).read_bytes(), entry) for entry in told.entries]
    return Story(told.title, _told_apart(articles))


def article_from_version(
    version: Version, *, outlet: str, title: str, date: str, source: str, id: str | None = None
) -> Article:
    """The article of a version, its paragraphs found anew; an empty `title` or `date` is taken from the text.

    Without `id` it gets the one that its outlet and this version make. Raises NewsreaderError where the text has too
    many blocks.
    """
    found = paragraphs(version.text, title)
    return Article(
        id=id or article_id(outlet, version.sha256),
        outlet=outlet,
        title=title or _title(found),
        date=date or _date(found),
        source=source,
        version=version,
        paragraphs=found,
    )


def _items(path: str) -> tuple[str, list[_Item]]:
    """The title of the story and what is to be read for one argument."""
    if path.lower().startswith(("http://", "https://")):
        raise NewsreaderError(
            "addresses are not read yet", where=printable(path), todo="save the page as text and open the file"
        )
    if not path.strip():
        raise NewsreaderError("a file name is empty", todo="name files, a folder, or - for standard input")
    if path == STDIN:
        return "", [_Item(None, listing.Entry("", "stdin", source="standard input"))]
    if Path(path).name == listing.NAME:
        return _listed(Path(path).parent)
    if not _is_folder(path):
        return "", [_Item(Path(path), _told_by_name(Path(path)))]
    if not _has_listing(Path(path)):
        return "", [_Item(file, _told_by_name(file)) for file in articles_in(path)]
    return _listed(Path(path))


def _listed(folder: Path) -> tuple[str, list[_Item]]:
    name = printable(str(folder / listing.NAME))
    told = listing.parse(read_file(folder / listing.NAME), name)
    items = []
    for entry in told.entries:
        file = folder / entry.file
        by_name = _told_by_name(file)
        if not _lies_in(file, folder):
            raise NewsreaderError(
                f"{printable(entry.file)} leads outside the folder",
                where=name,
                todo="put the file itself in the folder",
            )
        known = {key: value for key, value in entry._asdict().items() if value}
        items.append(_Item(file, by_name._replace(**known)))
    return told.title, items


def _told_by_name(file: Path) -> listing.Entry:
    """What a file's name says, for what nobody told."""
    name = one_line(file.name)
    return listing.Entry(file.name, one_line(file.stem.replace("_", " ")) or "article", source=name)


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


def _refuse_twice(items: Iterable[_Item]) -> None:
    seen = set()
    for item in items:
        try:
            place = item.path.resolve() if item.path else None
        except (OSError, ValueError, RuntimeError):
            continue  # reading it says what is wrong
        if place in seen:
            name = printable(str(item.path)) if item.path else "standard input"
            raise NewsreaderError("given twice", where=name, todo="name each article once")
        seen.add(place)


def _read(item: _Item, stdin: BinaryIO | None) -> Article:
    if item.path:
        return _article(read_file(item.path), item.told, printable(str(item.path)))
    stream = stdin or getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise NewsreaderError("there is none", where="standard input", todo="name a file instead of -")
    return _article(read_stream(stream), item.told, "standard input")


def _article(data: bytes, told: listing.Entry, name: str = "") -> Article:
    """The article in a file's bytes; `name`, fit to print, is what messages call the file."""
    name = name or told.file
    decoded, notices = decode(data, name)
    text = text_form_1(decoded)
    if not text.strip():
        raise NewsreaderError("the file is empty", where=name, todo="give a file that holds an article's text")
    hidden = hidden_characters(decoded)
    if hidden:
        notices += (f"{hidden} control or invisible character{'s' if hidden > 1 else ''} taken out",)
    try:
        article = article_from_version(
            Version.of(text, data), outlet=told.outlet, title=told.title, date=told.date, source=told.source
        )
    except NewsreaderError as error:
        raise NewsreaderError(error.what, where=name, todo=error.todo) from None
    return replace(article, notices=notices)


def _told_apart(articles: Iterable[Article]) -> tuple[Article, ...]:
    """The articles with a number behind the outlets that occur again.

    The ids stay those of the outlets as told, so that they do not hang on the order; only the same text of the same
    outlet needs one of its own.
    """
    apart: list[Article] = []
    for article in articles:
        names, ids = {other.outlet for other in apart}, {other.id for other in apart}
        outlet, number = article.outlet, 1
        while outlet in names:
            number += 1
            outlet = f"{article.outlet} {number}"
        while (new := article.id) in ids:
            new = article_id(f"{article.outlet} {number}", article.version.sha256)
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
    """The day above the text, else below it, else the only one inside: several there tell when things happened."""
    text = [p.n for p in found if p.kind is Kind.BODY and len(p.shown) >= _SOLID]
    first, last = (text[0], text[-1]) if text else (len(found) + 1, 0)
    told = [(p.n, day) for p in found if p.kind in (Kind.DATE, Kind.BYLINE) and (day := find_date(p.shown))]
    outside = [day for n, day in told if not first < n < last]
    if outside:
        return outside[0]
    days = {day for _, day in told}
    return days.pop() if len(days) == 1 else ""
