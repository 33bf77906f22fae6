"""E-books: a downloaded newspaper gives its articles, a book its chapters, in the order of reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from articles.errors import NewsreaderError
from articles.readers.formats import format_of, read_articles
from tests.articles.readers.made_docx import BODY, zipped
from tests.articles.readers.told import told_of

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)
NCX_TYPE, PAGE_TYPE = "application/x-dtbncx+xml", "application/xhtml+xml"


def page(body: str, title: str = "Page") -> str:
    return (
        "<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE html>\n"
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}</title></head><body>{body}</body></html>'
    )


def epub(
    pages: Mapping[str, str],
    contents: Mapping[str, str],
    *,
    title: str = "A Book",
    creator: str = "Ann Brandt",
    aside: tuple[str, ...] = (),
    members: Mapping[str, str] | None = None,
) -> bytes:
    """An e-book of pages by name, of which the table of contents names some; those in `aside` are outside the order."""
    items = "".join(f'<item id="{i}" href="{name}" media-type="{PAGE_TYPE}"/>' for i, name in enumerate(pages))
    spine = "".join(
        f'<itemref idref="{i}"{" linear=" + chr(34) + "no" + chr(34) if name in aside else ""}/>'
        for i, name in enumerate(pages)
    )
    points = "".join(
        f'<navPoint><navLabel><text>{label}</text></navLabel><content src="{name}"/></navPoint>'
        for name, label in contents.items()
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OPS/book.opf": (
                '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
                f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dc:date>2026-11-28</dc:date></metadata>"
                f'<manifest>{items}<item id="ncx" href="toc.ncx" media-type="{NCX_TYPE}"/></manifest>'
                f"<spine>{spine}</spine></package>"
            ),
            "OPS/toc.ncx": f'<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx" "ncx.dtd"><ncx><navMap>{points}</navMap></ncx>',
            **{f"OPS/{name}": text for name, text in pages.items()},
            **(members or {}),
        },
        packed=False,
    )


def test_the_chapters_of_a_book_are_read_in_its_order_with_their_names_in_the_table_of_contents() -> None:
    book = epub(
        {
            "cover.xhtml": page("<img src='c.jpg'/>"),
            "z%20one.xhtml": page(f"<h1>The Pier</h1><p>{BODY}</p>"),
            "z-more.xhtml": page("<p>It went on behind a page.</p>"),
            "a.xhtml": page(f"<p>{BODY}</p>"),
            "notes.xhtml": page("<p>A note outside the order.</p>"),
        },
        {"z one.xhtml": "The Pier", "a.xhtml#top": "The Union"},
        aside=("notes.xhtml",),
        members={"OPS/z one.xhtml": page(f"<h1>The Pier</h1><p>{BODY}</p>")},
    )
    assert format_of(book).name == "an e-book (EPUB)"
    first, second, third = read_articles(book, "a.epub")
    assert told_of(first) == [
        ("headline", "The Pier"),
        ("body", BODY),
        ("body", "It went on behind a page."),
    ]
    assert (first.title, first.byline, first.outlet, first.date) == ("The Pier", "Ann Brandt", "", "")
    assert told_of(second) == [("headline", "The Union"), ("body", BODY)]
    assert third.notices == ("it stands outside the order of reading",)
    assert b"The Union" not in (second.original or b"")
    assert BODY.encode() in (second.original or b"")


def test_a_table_of_contents_of_epub_3_names_chapters_and_is_none() -> None:
    nav = page("<nav epub:type='toc' xmlns:epub='e'><ol><li><a href='one.xhtml'>The Pier</a></li></ol></nav>")
    book = zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OPS/book.opf": (
                f"<package><metadata/><manifest>"
                f'<item id="n" href="nav.xhtml" properties="nav" media-type="{PAGE_TYPE}"/>'
                f'<item id="1" href="one.xhtml" media-type="{PAGE_TYPE}"/></manifest>'
                '<spine><itemref idref="n"/><itemref idref="1"/></spine></package>'
            ),
            "OPS/nav.xhtml": nav,
            "OPS/one.xhtml": page(f"<p>{BODY}</p>"),
        }
    )
    (chapter,) = read_articles(book, "a.epub")
    assert told_of(chapter) == [("headline", "The Pier"), ("body", BODY)]


def test_a_newspaper_that_calibre_downloaded_gives_its_articles_with_outlet_and_source_and_no_index() -> None:
    bar = "<div class='calibre_navbar'>| <a href='x'>Next</a> | <a href='y'>Section menu</a> |</div>"
    foot = (
        "<div class='calibre_navbar'><p>This article was downloaded by <strong>calibre</strong> from "
        "<a href='https://post.example/1?a=1&amp;b=2' rel='calibre-downloaded-from'>https://post.example/1</a></p></div>"
    )
    text = "".join(f"<p>{BODY}</p><p>The union said on Friday that it rejects part {i} of that.</p>" for i in range(3))
    book = epub(
        {
            "index.html": page("<p>[Sat, 28 Nov 2026]</p><ul><li><a href='feed_0/index.html'>Front page</a></li></ul>"),
            "feed_0/index.html": page(f"<h2>Front page</h2><p>{BODY}</p>"),
            "feed_0/article_0/index.html": page(
                f"{bar}<p>Shipping</p><h1>Ferry strikes pier</h1><p>By Ann Brandt</p>{text}{foot}",
                "Ferry strikes pier | Post",
            ),
        },
        {"feed_0/article_0/index.html": "Ferry strikes pier"},
        title="Harbour Post [Sat, 28 Nov 2026]",
        creator="calibre",
    )
    (article,) = read_articles(book, "a.epub")
    assert (article.outlet, article.title, article.date) == ("Harbour Post", "Ferry strikes pier", "")
    assert article.source == "https://post.example/1?a=1&b=2"
    folded = [text for kind, text in told_of(article) if kind.startswith("boilerplate")]
    assert any("Section menu" in text for text in folded)
    assert "Shipping" in folded
    assert any("downloaded by calibre" in text for text in folded)
    assert sum(text == BODY for kind, text in told_of(article) if kind == "body") == 3


def test_what_cannot_be_read_is_told_in_one_line() -> None:
    pages = {"one.xhtml": page(f"<p>{BODY}</p>")}
    drm = '<encryption><CipherReference URI="OPS/one.xhtml"/></encryption>'
    fonts = '<encryption><CipherReference URI="OPS/font.otf"/></encryption>'
    cases = {
        "an e-book (EPUB) that is protected by a password": epub(pages, {}, members={"META-INF/encryption.xml": drm}),
        "an e-book (EPUB) without text": epub({"one.xhtml": page("")}, {}),
        "an e-book (EPUB), but damaged": epub({}, {}),
    }
    for what, data in cases.items():
        with pytest.raises(NewsreaderError) as caught:
            read_articles(data, "a.epub")
        assert (caught.value.what, caught.value.where) == (what, "a.epub")
    assert read_articles(epub(pages, {}, members={"META-INF/encryption.xml": fonts}), "a.epub")
