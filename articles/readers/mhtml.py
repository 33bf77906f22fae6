"""Pages that browsers save with what belongs to them in one file, in the form of a mail (MHTML, .mht)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from articles.errors import NewsreaderError
from articles.readers.entries import Content, parts_of, words
from articles.readers.html import read_page
from articles.readers.html_decode import decode_page
from articles.readers.mail_bodies import parsed
from articles.readers.mail_headers import field

if TYPE_CHECKING:
    from collections.abc import Sequence
    from email.message import Message

    from articles.readers.reading import Reading

MOST_PARTS = 20_000
"""A page with more pictures and styles than this is none."""

_PAGES = ("text/html", "application/xhtml+xml")
_FRAME_WORDS = 40
"""A frame of fewer words than this is an advertisement or a button, and nothing is said of it."""


def read(data: bytes, name: str) -> list[Reading]:
    """The article in a saved page; `name`, fit to print, is what messages call the file.

    The day of saving is no date of the article. Raises NewsreaderError where the page is not in the file, or cannot
    be read.
    """
    message = parsed(data, name, MOST_PARTS)
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES and not part.is_multipart()]
    address = field(message, "Snapshot-Content-Location")
    if not pages:
        raise NewsreaderError("a saved web page without its page", where=name, todo="save the page again and open that")
    page = _main_page(message, pages, address)
    address = address or field(page, "Content-Location")
    markup, notices = decode_page(_bytes(page), name, page.get_content_charset("") or "")
    address = address if address.startswith("http") else ""
    reading = read_page(markup, address=address, name=name)
    if not reading.title:
        reading = read_page(f"{markup}<title>{escape(field(message, 'Subject'))}</title>", address=address, name=name)
    frames = sum(_is_text(part) for part in pages if part is not page)
    if frames:
        notices += (f"{frames} frame{'s' if frames > 1 else ''} of the page with text left out",)
    return [reading._replace(notices=(*notices, *reading.notices))]


def _main_page(message: Message, pages: Sequence[Message], address: str) -> Message:
    """The page itself, of several that are frames in it."""
    start = message.get_param("start")
    return next(
        (part for part in pages if address and field(part, "Content-Location") == address),
        next((part for part in pages if start and field(part, "Content-ID") == start), pages[0]),
    )


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _is_text(part: Message) -> bool:
    try:
        markup, _ = decode_page(_bytes(part), "", part.get_content_charset("") or "")
        return words(parts_of(Content(markup, markup=True))) >= _FRAME_WORDS
    except NewsreaderError:
        return False
