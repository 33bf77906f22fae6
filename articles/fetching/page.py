"""A fetched page as the readers take it, and what its address and its text tell of it."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from articles.decode import BAD_SHARE
from articles.errors import NewsreaderError
from articles.fetching.address import parse
from articles.fetching.answer import HTML_TYPES
from articles.fetching.archived import archived, original
from articles.model import TEXT, Kind
from articles.readers import formats
from articles.readers.charsets import codec_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.fetching.fetch import Fetched
    from articles.model import Paragraph
    from articles.readers.reading import Reading

WEB_PAGE = "a web page"
"""What `formats.READERS` calls the format of the web."""

STUB_WORDS = 60
"""A page with fewer words of text than this is hardly an article."""

WALL_WORDS = 250
"""The most words of text that pages show before a wall; more is an article, whatever it asks for."""

LEAST_BROKEN_OFF_WORDS = 8
"""With fewer words a last paragraph that ends in dots is a heading of what stands below: `You may also like ...`"""

_WITHOUT_BLANKS = re.compile("([\u3040-\u30ff\u3400-\u9fff])|([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])")
"""A character of Japanese or Chinese, of which two make a word; or of Thai, Lao, Burmese and Khmer, five."""

_TEXT_KINDS = frozenset({Kind.BODY, Kind.STANDFIRST, Kind.SUBHEADING})
_NOT_FREE = re.compile(rb"[\"']isAccessibleForFree[\"']\s*:\s*[\"']?false", re.IGNORECASE)
_WALL = re.compile(
    r"subscri(?:be|bers?)\b.{0,40}\b(?:continue|read|access|unlock)|already a subscriber|for subscribers only|"
    r"to (?:read|access|unlock) (?:the|this) (?:full|whole|rest|article|story)|"
    r"(?:sign|log) in to (?:read|continue)|register (?:for free )?to (?:read|continue)|"
    r"are (?:not )?a (?:robot|human)|verify (?:that )?you are (?:a )?human|unusual (?:traffic|activity)|"
    r"jetzt (?:abonnieren|weiterlesen)|nur für abonnent|bereits abonnent|artikel ist (?:abonnenten|kostenpflichtig)|"
    r"réservé aux abonnés|abonnez-vous pour|déjà abonné|"
    r"(?:para|solo) suscriptores|hazte suscriptor|riservato agli abbonati|abbonati per",
    re.IGNORECASE,
)
_UNSEEN = frozenset({"hidden", "nav", "navigation", "newsletter"})
"""Reasons of boilerplate in which such words say nothing of this page."""
_ASCII_ALONE = ("iso2022", "hz", "utf-16", "utf-32")
"""Codecs whose bytes may all be ASCII, and so pass for UTF-8, though they stand for other characters."""
_BROKEN_OFF = ("…", "...", "[…]", "[...]")


def read(page: Fetched, name: str) -> tuple[str, Sequence[Reading]]:
    """The input format of a page, by its name in `formats.READERS`, and the articles in it.

    `name` is what messages call the page. Raises NewsreaderError where it is in no format that is read.
    """
    data = readable(page)
    format = formats.format_of(data)
    if page.type in HTML_TYPES and format.name == TEXT:  # a piece of a page, which only the server calls one
        format = next((one for one in formats.READERS if one.name == WEB_PAGE and one.read), format)
    if format.read is None:
        return format.name, formats.read_articles(data, name)
    return format.name, format.read(data, name)


def readable(page: Fetched) -> bytes:
    """The bytes that readers get: as they came, but in UTF-8 where only the server tells another encoding.

    What is UTF-8 is left alone, whatever the server says: many say what they were set up with. A mark at the beginning
    of the bytes, and what an XML document says of itself, come before the server's word.
    """
    data = page.data
    codec, _ = codec_of(page.charset)
    if not codec or not (page.type in HTML_TYPES or page.type.startswith("text/")) or "xml" in page.type:
        return data
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    if not codec.startswith(_ASCII_ALONE):
        try:
            data.decode()
        except UnicodeDecodeError:
            pass
        else:
            return data
    text = data.decode(codec, "replace")
    if text.count("\ufffd") > max(1, len(text) * BAD_SHARE):
        return data
    return codecs.BOM_UTF8 + text.encode(errors="replace")


def source(page: Fetched, told: str) -> str:
    """The address that the article came from: the one that the page tells of itself, else where it was found.

    Of what an archive keeps it is the address of the original. A page that says it is its site's first page, as many
    systems let every page say, tells nothing.
    """
    at = original(page.address)
    told = original(told.strip())
    if not told.lower().startswith(("http://", "https://")) or (_is_first_page(told) and not _is_first_page(at)):
        return at
    return told


def _is_first_page(address: str) -> bool:
    return re.fullmatch(r"https?://[^/?#]*/?", address, re.IGNORECASE) is not None


def host_name(page: Fetched) -> str:
    """What heads the article's column where the page tells no outlet: the host of the original."""
    try:
        return parse(original(page.address)).site
    except NewsreaderError:  # an archive may have kept what is not fetched today
        return parse(page.address).site


def notices(page: Fetched, paragraphs: Sequence[Paragraph], said: Sequence[str] = ()) -> list[str]:
    """What the person should know of the page: who keeps it, that it is cut, that it is hardly an article.

    `said` is what its reader says already.
    """
    told = list(page.notices)
    kept = archived(page.address)
    if kept and not any(kept.archive in notice for notice in said):
        told.append(f"a copy that {kept.archive} made" + (f" on {kept.day}" if kept.day else ""))
    text = [p for p in paragraphs if p.kind in _TEXT_KINDS]
    words = sum(_words(p.shown) for p in text)
    closed = words <= WALL_WORDS and (
        _NOT_FREE.search(page.data) is not None
        or (bool(text) and text[-1].shown.endswith(_BROKEN_OFF) and _words(text[-1].shown) >= LEAST_BROKEN_OFF_WORDS)
        or any(p.reason not in _UNSEEN and _WALL.search(p.shown) for p in paragraphs)
    )
    if closed or words < STUB_WORDS:
        what = "behind a wall" if closed else "a stub"
        told.append(
            f"seems to be {what}: {words} {'word' if words == 1 else 'words'} of text;"
            " for more save the page in your browser and open the file"
        )
    return told


def _words(text: str) -> int:
    """The length of a text in words, also of one that has no blanks between them."""
    found = _WITHOUT_BLANKS.findall(text)
    twos = sum(bool(two) for two, _ in found)
    return len(_WITHOUT_BLANKS.sub("", text).split()) + twos // 2 + (len(found) - twos) // 5
