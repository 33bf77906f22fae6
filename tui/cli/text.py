"""`newsreader text`: the text of an article that offsets count in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotations.amendments import facts_given
from annotations.anchoring.places import is_address
from articles.errors import NewsreaderError
from articles.form import one_line, printable
from tui.cli import DONE
from tui.cli.opened_store import opened_store
from tui.cli.parser import add_output
from tui.cli.standard_output import data_output, write_data
from tui.cli.which_store import store_path
from tui.cli.which_story import story_again, which_story

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable
    from typing import BinaryIO

    from annotations.store.records import ArticleRecord
    from annotations.store.store import Store
    from articles.model import Article

LISTED_ARTICLES = 20
"""The most articles that a message names."""
HASH_DIGITS = 12
"""So many digits of a hash a message shows."""


def add(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.description = (
        "Writes the text of an article that start and end of an export count in, as UTF-8\n"
        "and nothing else: no byte order mark, line feeds as line ends. In Python,\n"
        "text[start:end] is the passage."
    )
    parser.add_argument(
        "article", metavar="ARTICLE", help="its id (article_id), its outlet or title if no other has it, or its file"
    )
    parser.add_argument("--version", metavar="HASH", help="the text with this text_sha256; without it the present one")
    add_output(parser)


def run(options: Namespace) -> int:
    """Write the text to the file that is named, else to standard output."""
    with data_output() as out:
        write_text(
            options.article,
            version=options.version,
            store=store_path(options),
            output=options.output,
            force=options.force,
            out=out,
        )
    return DONE


def write_text(named: str, *, version: str | None, store: Path, output: str | None, force: bool, out: BinaryIO) -> None:
    """Write a text of the article that is named to `output`, or to `out` where that is None or `-`.

    `version` is the hash of the text, or how that begins; by default it is the text that the reader would show. Raises
    NewsreaderError, nothing written; where not one article or text is named so, it says which there are.
    """
    with opened_store(store) as opened:
        data = _text(opened, _named(opened, named), version).encode()
    write_data(data, output, force=force, out=out)


class _Article(NamedTuple):
    """An article that can be named."""

    id: str
    outlet: str
    title: str
    present: Article | None
    """As the reader would show it; None where its text is to be looked for in the store."""

    def __str__(self) -> str:
        """In a message: `dw-39f0 (DW: US and China hold talks)`."""
        return printable(one_line(f"{self.id} ({self.outlet}: {self.title})"))


def named_article(store: Store, named: str) -> tuple[str, str]:
    """Id and outlet of the one article that is named, as in `write_text`. Raises NewsreaderError."""
    found = _named(store, named)
    return found.id, found.outlet


def _named(store: Store, named: str) -> _Article:
    """The one article with this id, else of this outlet, else with this title, else of this address or in this file."""
    known, wanted = _known(store), one_line(named).casefold()
    by_id = [article for article in known if article.id == named]
    by_outlet = [article for article in known if one_line(article.outlet).casefold() == wanted]
    by_title = [article for article in known if one_line(article.title).casefold() == wanted]
    found = by_id or by_outlet or by_title
    if not found and is_address(address := named.strip().partition("#")[0]):
        at = [record for record in store.articles().values() if address in (record.path, record.source)]
        found = _of_records(store, at)
    if not found and _is_file(named):
        found = [_opened(article) for article in which_story([named], store).story.articles]
    if len(found) == 1:
        return found[0]
    if found:
        raise NewsreaderError(
            f"{len(found)} articles are meant by {printable(named)!r}", todo=f"name one by its id: {_list(found)}"
        )
    raise NewsreaderError(f"no article and no file {printable(named)!r}", todo=f"there are: {_list(known)}")


def _known(store: Store) -> list[_Article]:
    """The articles of the store; where it has none, those of the story that comes with the program."""
    records = store.articles().values()
    if not records:
        return [_opened(article) for article in which_story([], store).story.articles]
    return _of_records(store, [record for record in records if not record.united])


def _of_records(store: Store, records: Iterable[ArticleRecord]) -> list[_Article]:
    """The articles of some records, called as a person calls them, by outlet, title and id."""
    given = facts_given(store.all_amendments())
    facts = {record.id: record.facts.given(given.get(record.id, {})) for record in records}
    return sorted((_Article(id_, said.outlet, said.title, None) for id_, said in facts.items()), key=_called)


def _called(article: _Article) -> tuple[str, str, str]:
    return article.outlet, article.title, article.id


def _opened(article: Article) -> _Article:
    return _Article(article.id, article.outlet, article.title, article)


def _is_file(named: str) -> bool:
    try:
        return named == "-" or Path(named).exists()
    except (OSError, ValueError):
        return False


def _text(store: Store, article: _Article, version: str | None) -> str:
    """The text of an article with a hash that begins so, by default the present one."""
    record = store.articles().get(article.id)
    kept = [version.sha256 for version in reversed(record.versions)] if record else []
    present = article.present or _present(store, article.id)
    hashes = list(dict.fromkeys([*([present.version.sha256] if present else []), *kept]))
    found = hashes[:1] if version is None else [hash_ for hash_ in hashes if _begins(hash_, version)]
    if len(found) != 1:
        there = ", ".join(hash_[:HASH_DIGITS] for hash_ in hashes) or "none"
        raise NewsreaderError(
            f"{len(found) or 'no'} texts have a hash that begins with {printable(version or '')!r}",
            where=str(article),
            todo=f"there are, the latest first: {there}",
        )
    return present.version.text if present and found == [present.version.sha256] else store.version_text(found[0])


def _present(store: Store, article_id: str) -> Article | None:
    """The article as the story that was opened last of those it stands in would show it; None where that is gone."""
    record = next((record for record in store.every_story() if article_id in record.articles), None)
    if record is None:
        return None
    try:
        articles = story_again(record, store).articles
    except NewsreaderError:
        return None
    return next((article for article in articles if article.id == article_id), None)


def _begins(sha256: str, wanted: str) -> bool:
    return bool(wanted) and sha256.startswith(wanted.lower())


def _list(articles: Iterable[_Article]) -> str:
    every = list(map(str, articles))
    return ", ".join(every[:LISTED_ARTICLES]) + (", …" if len(every) > LISTED_ARTICLES else "")
