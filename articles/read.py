"""Paths, folders, addresses and standard input to a story: the one door for untrusted input.

`readers.formats` tells what a file is and which reader reads it.

What comes out holds no control characters, and every failure is a NewsreaderError that names what was given.
"""

from __future__ import annotations

import os
import pickle
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from articles import facts_told, listing
from articles.clean import paragraphs
from articles.errors import NewsreaderError
from articles.files import articles_in, read_file, read_stream, unreadable
from articles.form import one_line, printable, text_form_1
from articles.model import FILE_NAME, HOST_NAME, TEXT, Article, Story, Version, article_id
from articles.readers import formats
from articles.readers.text import blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import BinaryIO

    from articles.blocks import Block
    from articles.fetching.fetch import Fetched
    from articles.readers.reading import Reading

STDIN = "-"

THE_ADDRESS = "the address"
"""The origin of a source that is where a page was fetched."""

_TOLD_NOTICES = 3
"""How many of the files that were not read a story names; `read_articles` names all."""

_ADDRESS = re.compile(r"\s*(?:https?:/|[a-z][a-z0-9+.-]+://)", re.IGNORECASE | re.ASCII)
"""How an address begins; one that is not of the web is told to be none, and sought in no folder."""

_MANY = 8
"""So many files are read by workers, some at a time; texts are not, which take less than handing them over."""

_MOST_WORKERS = 4
_WORKER = ("articles.reading_worker", "serve_files")


Watch = Callable[[int, int, str], None]
"""Called before something is read: how many things are done, how many there are, and what messages call the next."""


Pages = Callable[[str, Callable[[], None]], "Fetched | Sequence[Article]"]
"""Gives the page at an address as it was fetched, or the articles that are kept of it; raises NewsreaderError.

While it fetches, it calls what it is given several times a second, which may raise to stop it.
"""


class _Source(NamedTuple):
    """Something to read: a file, an address, or standard input where there is neither."""

    path: Path | None
    listed: listing.ListedArticle = listing.ListedArticle("")
    """What a `story.toml` says of the article, if one does."""
    folder: str = ""
    """The folder that was named, where this is one of its files, which need not all be articles; else empty."""
    address: str = ""

    @property
    def name(self) -> str:
        """What messages call it."""
        if self.path or self.address:
            return printable(self.address or str(self.path))
        return "standard input"


class Found(NamedTuple):
    """What files, folders and standard input hold."""

    title: str
    """The story's, where a listing gives one; else empty."""
    articles: tuple[Article, ...]
    """In the order given, also those without text; outlets as the files tell them, two alike where they do."""
    notices: tuple[str, ...] = ()
    """The files of a folder that could not be read, each with the reason."""


def read_story(
    paths: Sequence[str], stdin: BinaryIO | None = None, watch: Watch | None = None, pages: Pages | None = None
) -> Story:
    """The story in files, folders, addresses and standard input (`-`), in the order given.

    A folder stands for what its `story.toml` lists, else for its files by name. `stdin` is where `-` is read from, by
    default the program's own; `watch` and `pages` are as in `read_articles`. Raises NewsreaderError at the first thing
    named that cannot be read, and where nothing has a text.
    """
    found = read_articles(paths, stdin, watch, pages)
    with_text = [article for article in found.articles if article.paragraphs]
    without_text = [_without_text(article) for article in found.articles if not article.paragraphs]
    notices = [*_summed_up(found.notices, "files were not read"), *_summed_up(without_text, "entries without a text")]
    if not with_text:
        where = ", ".join(printable(path) for path in paths)
        why = notices[0] if len(notices) == 1 else "nothing in it has a text"
        raise NewsreaderError(why, where="" if len(notices) == 1 else where, todo="name files that hold articles")
    articles = distinguished(with_text)
    return Story(
        title=found.title or articles[0].title,
        articles=articles,
        paths=tuple(map(_absolute, paths)),
        notices=tuple(notices),
    )


def is_address(named: str) -> bool:
    """Whether an address of the web is meant, be it one that is fetched or not."""
    return _ADDRESS.match(named) is not None


def _absolute(path: str) -> str:
    """What a story keeps of something that it was opened from: all that it takes to find it again."""
    if path == STDIN:
        return path
    return _of_the_web(path) if is_address(path) else str(Path(path).absolute())


def read_articles(
    paths: Sequence[str], stdin: BinaryIO | None = None, watch: Watch | None = None, pages: Pages | None = None
) -> Found:
    """What stands in files, folders, addresses and standard input (`-`), in the order given.

    `watch` is called before each file, and several times a second while a page is fetched: what it raises ends the
    reading. Addresses are those of `pages`, by default fetched, and from the public internet alone. A file of a folder
    that cannot be read is left out and told. Raises NewsreaderError at the first thing named that cannot be read.
    """
    if not paths:
        raise NewsreaderError("no article given", todo="name files, a folder, or - for standard input")
    title, sources = "", []
    for path in paths:
        listed_title, more = _sources(path)
        title = title or listed_title
        sources += more
    _refuse_twice(sources)
    articles: list[Article] = []
    notices: list[str] = []
    unread = {source.folder: "" for source in sources if source.folder}
    for source, found in zip(sources, _read_all(sources, stdin, watch, pages), strict=True):
        if not isinstance(found, NewsreaderError):
            articles += found
            unread.pop(source.folder, None)
        elif source.folder:
            notice = f"{source.name}: {found.what}"
            notices.append(notice)
            if source.folder in unread:
                unread[source.folder] = unread[source.folder] or notice
        else:
            raise found
    for folder, why in unread.items():
        raise NewsreaderError("a folder without articles", where=printable(folder), todo=f"put articles in it ({why})")
    return Found(title, tuple(articles), tuple(notices))


def _read_all(
    sources: Sequence[_Source], stdin: BinaryIO | None, watch: Watch | None, pages: Pages | None
) -> Iterable[Sequence[Article] | NewsreaderError]:
    """What each source holds, or why a folder's file cannot be read, in their order; of many files some at a time.

    Raises NewsreaderError for a source that cannot be read and is not one of the files of a folder.
    """
    many = sum(source.path is not None for source in sources) >= _MANY

    def begin(number: int) -> Sequence[Article] | NewsreaderError | bytes:
        source = sources[number]

        def tick() -> None:
            if watch:
                watch(number, len(sources), source.name)

        tick()
        try:
            if source.address:
                return _at_address(source, pages, tick)
            return _begun(source) if many and source.path else _read(source, stdin)
        except NewsreaderError as error:
            if not source.folder:
                raise
            return error

    if not many:
        return (found for n in range(len(sources)) if not isinstance(found := begin(n), bytes))
    from articles.workers import Pool, share_out  # imported where used: few stories have so many files

    pool = Pool(*_WORKER, min(_MOST_WORKERS, os.cpu_count() or 1))
    return share_out(len(sources), begin, lambda number, answer: _answered(answer, sources[number]), pool)


def _begun(source: _Source) -> list[Article] | bytes:
    """The articles of a text file, or what a worker is asked for those of a file in another format."""
    assert source.path
    data = read_file(source.path)
    return articles_of(data, source) if formats.format_of(data).name == TEXT else pickle.dumps((data, source))


def _answered(answer: bytes | None, source: _Source) -> Sequence[Article] | NewsreaderError:
    """What a worker says of a file; where it died of it, the file is read here, by our rules alone."""
    try:
        if answer is None:
            from articles.readers import extractor

            with extractor.nobody_asked():
                return [replace(one, notices=(*one.notices, extractor.OVERRUN)) for one in _read(source, None)]
        said: list[Article] | dict[str, str] = pickle.loads(answer)
        if isinstance(said, dict):
            raise NewsreaderError(said["what"], where=said["where"], todo=said["todo"])
    except NewsreaderError as error:
        if not source.folder:
            raise
        return error
    return said


def _summed_up(notices: Sequence[str], are: str) -> tuple[str, ...]:
    """The first few notices, and how many more there `are`: a folder may hold hundreds of other files."""
    if len(notices) <= _TOLD_NOTICES + 1:
        return tuple(notices)
    return (*notices[:_TOLD_NOTICES], f"{len(notices) - _TOLD_NOTICES} more {are}")


def _without_text(article: Article) -> str:
    return f"{article.told('title') or article.source}: an entry without a text"


def seed_story() -> Story:
    """The story that comes with the program."""
    import seeds  # imported where used: other stories do not need it

    folder = Path(seeds.__path__[0])  # importlib.resources takes a fiftieth of the start to come to the same
    listed = listing.parse((folder / listing.NAME).read_bytes(), listing.NAME)
    articles = [
        article
        for one in listed.articles
        for article in articles_of((folder / one.file).read_bytes(), _Source(folder / one.file, one))
    ]
    return Story(listed.title, distinguished(replace(article, path="") for article in articles))


def article_from_version(
    version: Version, *, outlet: str, title: str, date: str, source: str, id: str | None = None
) -> Article:
    """The article of a version, its paragraphs found anew; an empty `title` or `date` is taken from the text.

    Without `id` it gets the one that this version makes. Raises NewsreaderError where the text has too
    many blocks.
    """
    article = Article(id or article_id(version.sha256), outlet, title, date, source, version, ())
    return _classified(article, blocks(version.text))


def _classified(article: Article, found_blocks: Iterable[Block]) -> Article:
    """The article with the paragraphs that the blocks of its text make, and what they tell of it."""
    found = paragraphs(found_blocks, article.title)
    origins = dict(article.origins)
    title, date, byline, notices = article.title, article.date, article.byline, article.notices
    if not title:
        title, origins["title"] = facts_told.title(found) if found else (article.outlet, FILE_NAME)
    if not date and (date := facts_told.date(found)):
        origins["date"] = facts_told.IN_THE_TEXT
    undecided = "" if date else facts_told.undecided_date(found)
    if undecided and not any(undecided in notice for notice in notices):
        notices = (*notices, f"{undecided} can be read as two dates: none was taken")
    if not byline and (byline := facts_told.byline(found)):
        origins["byline"] = facts_told.IN_THE_TEXT
    return replace(article, title=title, date=date, byline=byline, paragraphs=found, origins=origins, notices=notices)


def _sources(path: str) -> tuple[str, list[_Source]]:
    """The title of the story, empty where no listing gives one, and what is to be read for one argument."""
    if is_address(path):
        return "", [_Source(None, address=_of_the_web(path))]
    if not path.strip():
        raise NewsreaderError("a file name is empty", todo="name files, a folder, or - for standard input")
    if path == STDIN:
        return "", [_Source(None)]
    if Path(path).name == listing.NAME:
        return _listed(Path(path).parent)
    if not _is_folder(path):
        return "", [_Source(Path(path))]
    if not _has_listing(Path(path)):
        return "", [_Source(file, folder=path) for file in articles_in(path)]
    return _listed(Path(path))


def _of_the_web(path: str) -> str:
    """The address that was named, in its one form. Raises NewsreaderError for what is none that is fetched."""
    from articles.fetching import address as addresses  # imported where used: most stories come from files

    try:
        return str(addresses.parse(path.strip()))
    except NewsreaderError as error:
        raise NewsreaderError(error.what, where=addresses.shown(path.strip()), todo=error.todo) from None


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
            place = source.address or (source.path.resolve() if source.path else None)
        except (OSError, ValueError, RuntimeError):
            continue  # reading it says what is wrong
        if place in seen:
            raise NewsreaderError("given twice", where=source.name, todo="name each article once")
        seen.add(place)


def _read(source: _Source, stdin: BinaryIO | None) -> list[Article]:
    if source.path:
        return articles_of(read_file(source.path), source)
    stream = stdin or getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise NewsreaderError("there is none", where="standard input", todo="name a file instead of -")
    return articles_of(read_stream(stream), source)


def _at_address(source: _Source, pages: Pages | None, tick: Callable[[], None]) -> Sequence[Article]:
    """The articles of the page at an address, or those that are kept of it."""
    from articles.fetching import page  # imported where used: most stories come from files
    from articles.fetching.fetch import Fetched, fetch

    fetched = pages(source.address, tick) if pages else fetch(source.address, tick=tick)
    if not isinstance(fetched, Fetched):
        return fetched
    format, readings = page.read(fetched, source.name)
    articles = [_article_of(reading, fetched.data, source, format, fetched) for reading in readings]
    told = page.notices(fetched, articles[0].paragraphs, articles[0].notices) if len(articles) == 1 else fetched.notices
    return [replace(article, notices=(*told, *article.notices)) for article in articles[:1]] + articles[1:]


def articles_of(data: bytes, source: _Source) -> list[Article]:
    """The articles in the bytes of a source."""
    format = formats.format_of(data)
    return [_article_of(reading, data, source, format.name) for reading in formats.read_articles(data, source.name)]


def _article_of(reading: Reading, data: bytes, source: _Source, format: str, fetched: Fetched | None = None) -> Article:
    """The article of a reading: what a listing says of it comes before what the file says, and that before its name.

    Of a page that was fetched its address, or its host, stands for the name.

    Raises ValueError for a reading whose text is not in its final form: a fault of the reader.
    """
    if reading.text != text_form_1(reading.text):
        raise ValueError("a reader gave a text that is not in text form 1")
    listed, path = source.listed, source.path
    by_name, origin = one_line(path.stem.replace("_", " ")) or "article" if path else "stdin", FILE_NAME
    told = {fact: one_line(getattr(reading, fact)) for fact in ("outlet", "title", "date", "byline", "source")}
    listed_facts = {fact: value for fact, value in listed._asdict().items() if fact in told and value}
    origins = {fact: reading.origins.get(fact, format) for fact, value in told.items() if value}
    origins |= dict.fromkeys(listed_facts, listing.NAME)
    told |= listed_facts
    if fetched:
        from articles.fetching import page

        by_name, origin = page.host_name(fetched), HOST_NAME
        where = page.source(fetched, told["source"])
        if where != told["source"]:
            told["source"], origins["source"] = where, THE_ADDRESS
    if not told["outlet"]:
        told["outlet"], origins["outlet"] = by_name, origin
    if not told["source"]:
        told["source"], origins["source"] = one_line(path.name) if path else source.name, FILE_NAME
    version = Version.of(reading.text, data if reading.original is None else reading.original)
    article = Article(
        id=article_id(version.sha256),
        version=version,
        paragraphs=(),
        notices=reading.notices,
        # Not a Path's: without `..`, and links are left as they are.
        path=os.path.abspath(path) if path else source.address,  # noqa: PTH100
        origins=origins,
        format=format,
        fetched=fetched.time if fetched else "",
        as_read=None,
        **told,
    )
    return _classified(article, reading.blocks)


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
