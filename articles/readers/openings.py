"""How files of mail, feeds, JSON and web archives begin: cheap looks that come before any library is imported."""

from __future__ import annotations

import codecs
import re

LOOKED_AT_BYTES = 65_536
"""A file's head, as of a mail, ends within so many bytes."""

_SPACES = b" \t\r\n"


def is_feed(data: bytes) -> bool:
    """Whether a file is XML whose root is that of RSS, RDF with RSS, or Atom."""
    head = _unmarked(data[:LOOKED_AT_BYTES]).lstrip(_SPACES)
    if not head.startswith(b"<"):
        return False
    root = re.match(
        rb"(?:<\?[^>]*>\s*|<!--.{0,4000}?-->\s*|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>\s*)*"
        rb"<(?:[A-Za-z][\w.-]*:)?(?:(rss|feed|entry|channel)|(RDF))(?=[\s>/])([^>]*)>",
        head,
        re.DOTALL,
    )
    if not root:
        return False
    if root[1] in (b"feed", b"entry"):
        return b"http://www.w3.org/2005/Atom" in root[3] or b"http://purl.org/atom/" in root[3]
    return root[1] is not None or b"purl.org/rss/" in head or b"my.netscape.com/rdf/" in head


def is_json(data: bytes) -> bool:
    """Whether a file begins as objects or lists of JSON do."""
    head = _unmarked(data[:LOOKED_AT_BYTES]).lstrip(_SPACES)
    if head[:1] not in (b"{", b"["):
        return False
    return (
        re.match(
            rb"\{\s*(?:\"[^\"\n]*\"\s*:|\})|\[\s*(?:\{\s*[\"}]|\[\s*[\[{\"\d\]]|\"[^\"\n]*\"\s*,\s*\"|\]\s*$)", head
        )
        is not None
    )


def is_safari_archive(data: bytes) -> bool:
    """Whether a file is a page that Safari saved: a property list with a main resource."""
    return data.startswith((b"bplist00", b"<?xml")) and b"WebMainResource" in data[:LOOKED_AT_BYTES]


def is_warc(data: bytes) -> bool:
    """Whether a file is a web archive of a crawler, packed or not."""
    if data.startswith(b"\x1f\x8b"):
        import zlib

        try:
            data = zlib.decompressobj(wbits=31).decompress(data[:4096], 16)
        except zlib.error:
            return False
    return data.startswith(b"WARC/")


def _unmarked(head: bytes) -> bytes:
    """The opening without a byte order mark, its ASCII characters a byte each in UTF-16 too."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or head[:4].count(0) == 2:
        return head.translate(None, b"\0\xff\xfe")
    return head.removeprefix(codecs.BOM_UTF8)
