"""E-books (EPUB): each article of a downloaded newspaper, or each chapter of a book, is an article of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles.errors import NewsreaderError
from articles.model import Kind, Span
from articles.readers.documents import folded, reading_of, without_text
from articles.readers.epub_package import package_of
from articles.readers.html import page_parts, read_page
from articles.readers.html_decode import decode_page
from articles.readers.zipped import Unzipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from articles.blocks import Block
    from articles.readers.composed import Part
    from articles.readers.epub_package import Document, Package
    from articles.readers.reading import Reading

NAME = "an e-book (EPUB)"
_CALIBRE_ARTICLE = re.compile(r"(?:^|/)feed_\d+/article_\d+/")
_ISSUE = re.compile(r"\s*\[[^\[\]]*\]\s*$")
_NAVBAR = re.compile(r"<div\b[^>]*\bcalibre_navbar\b.*?</div>", re.DOTALL)
_DOWNLOADED = re.compile(r"<a\b[^>]*\brel=[\"']calibre-downloaded-from[\"'][^>]*>", re.IGNORECASE)
_HREF = re.compile(r"\bhref=[\"']([^\"']*)[\"']")
_NOTE_MARK = re.compile(
    r"<a\b[^<>]*\b(?:noteref|doc-noteref|doc-backlink|footnote-back)\b[^<>]*>(?:[^<>]|<(?!a\b|/a)[^<>]*>){0,60}</a>",
    re.IGNORECASE,
)
"""The mark of a note in the text, and the one that leads back."""

_SECTION_WORDS = 4
_PROGRAMS = frozenset({"calibre", "wallabag", "unknown", "unbekannt"})


def read(data: bytes, name: str) -> list[Reading]:
    """The articles in the bytes of an e-book; `name`, fit to print, is what messages call the file.

    Raises NewsreaderError where it is damaged, locked, too large, or has no text.
    """
    unzipped = Unzipped(data, NAME, name)
    package = package_of(unzipped, NAME, name)
    if any(_CALIBRE_ARTICLE.search(document.member) for document in package.documents):
        readings = list(_downloaded(unzipped, package, name))
    else:
        readings = list(_chapters(unzipped, package, name))
    if not readings:
        raise without_text(NAME, name)
    return readings


def _downloaded(unzipped: Unzipped, package: Package, name: str) -> Iterator[Reading]:
    """The articles of a newspaper that calibre downloaded; its indexes are none."""
    outlet = _ISSUE.sub("", package.title)
    for document in package.documents:
        if not _CALIBRE_ARTICLE.search(document.member) or document.member not in unzipped.names:
            continue
        original = unzipped.read(document.member)
        markup, notices = decode_page(original, name)
        link = _DOWNLOADED.search(markup)
        href = _HREF.search(link[0]) if link else None
        source = href[1].replace("&amp;", "&") if href else ""
        try:
            reading = read_page(markup, address=source, name=name)
        except NewsreaderError:
            continue  # a page without text
        yield reading._replace(
            blocks=_without_frame(reading, [Span(*bar.span()) for bar in _NAVBAR.finditer(markup)]),
            outlet=outlet or reading.outlet,
            source=source or reading.source,
            origins={
                **reading.origins,
                **({"outlet": "the e-book's title"} if outlet else {}),
                **({"source": "calibre's note below the text"} if source else {}),
            },
            notices=(*notices, *reading.notices),
            original=original,
        )


def _without_frame(reading: Reading, bars: list[Span]) -> list[Block]:
    """The blocks of an article with calibre's bars, and the name of a section above the headline, as boilerplate."""
    headline = folded(reading.title)
    above = next((i for i, block in enumerate(reading.blocks) if folded(block.shown) == headline), 0)
    return [
        block._replace(kind=Kind.BOILERPLATE, reason="nav")
        if _lies_in(block.source, bars) or (i < above and _is_section(block))
        else block
        for i, block in enumerate(reading.blocks)
    ]


def _is_section(block: Block) -> bool:
    """Whether a block above the headline is the name of a section."""
    short = block.shown.count(" ") < _SECTION_WORDS and block.shown[-1].isalnum()
    return short and block.kind in (None, Kind.BODY, Kind.SUBHEADING)


def _lies_in(place: Span | None, bars: list[Span]) -> bool:
    return place is not None and any(bar.start <= place.start < bar.end for bar in bars)


def _chapters(unzipped: Unzipped, package: Package, name: str) -> Iterator[Reading]:
    """The chapters of a book: documents that the table of contents does not list go on with the one before."""
    authors = [author for author in package.creators if author.casefold() not in _PROGRAMS]
    chapters: list[list[Document]] = []
    has_contents = any(document.title for document in package.documents)
    for document in package.documents:
        goes_on = has_contents and document.linear and not document.title and chapters and chapters[-1][0].title
        if goes_on and chapters[-1][0].linear:
            chapters[-1].append(document)
        else:
            chapters.append([document])
    for chapter in chapters:
        originals = [unzipped.read(document.member) for document in chapter if document.member in unzipped.names]
        parts: list[Part] = []
        notices: list[str] = []
        for original in originals:
            markup, told = decode_page(original, name)
            parts += page_parts(_NOTE_MARK.sub("", markup))
            notices += told
        on_title_page = {folded(text) for text in (package.title, chapter[0].title, *package.creators)}
        if all(part.kind is Kind.BOILERPLATE or folded(part.text) in {"", *on_title_page} for part in parts):
            continue
        if not chapter[0].linear:
            notices.append("it stands outside the order of reading")
        yield reading_of(
            parts,
            name,
            title=chapter[0].title,
            origin="the table of contents",
            byline=", ".join(authors),
            origins={"byline": "the e-book's authors"} if authors else {},
            notices=tuple(dict.fromkeys(notices)),
            original=b"\n".join(originals),
        )
