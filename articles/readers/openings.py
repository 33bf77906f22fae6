"""How files of PDF, mail, feeds, JSON and web archives begin: cheap looks that come before any library is imported."""

from __future__ import annotations

import codecs
import re

LOOKED_AT_BYTES = 65_536
"""A file's head, as of a mail, ends within so many bytes."""

_SPACES = b" \t\r\n"
_WRITTEN = frozenset({b"from", b"date", b"subject", b"to", b"message-id", b"received", b"mime-version", b"sender"})
_CARRIED = frozenset(
    {b"message-id", b"received", b"return-path", b"delivered-to", b"dkim-signature", b"in-reply-to", b"references"}
    | {b"authentication-results", b"thread-index", b"user-agent", b"precedence", b"status", b"archived-at"}
)
"""Header fields that nobody pastes above a text."""


def is_pdf(data: bytes) -> bool:
    """Whether a file is a PDF document: its mark may stand behind bytes that say nothing."""
    return re.match(rb"[^\w<{]{0,1024}%PDF-", data[:2048]) is not None


def is_feed(data: bytes) -> bool:
    """Whether a file is XML whose root is that of RSS, RDF with RSS, or Atom."""
    head = _unmarked(data[:LOOKED_AT_BYTES]).lstrip(_SPACES)
    if not head.startswith(b"<"):
        return False
    root = re.match(
        rb"(?:(?><\?[^>]*>|<!--.{0,4000}?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>)\s*+)*+"
        rb"<(?:[A-Za-z][\w.-]*:)?(?:(rss|feed|entry|channel)|(RDF))(?=[\s>/])([^>]*)>",
        head,
        re.DOTALL,
    )
    if not root:
        return False
    if root[1] in (b"feed", b"entry"):
        return b"http://www.w3.org/2005/Atom" in root[3] or b"http://purl.org/atom/" in root[3]
    return root[1] is not None or b"purl.org/rss/" in head or b"my.netscape.com/rdf/" in head


def is_xml(data: bytes) -> bool:
    """Whether a file says that it is XML, of whatever sort."""
    return _unmarked(data[:100]).lstrip(_SPACES).startswith(b"<?xml")


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


def is_mail(data: bytes) -> bool:
    """Whether a file is a mail as a mail program keeps it, and no text under a few lines of one's head.

    It begins with header fields, and they hold what only mail programs write, or say that the text below is encoded.
    """
    head = re.sub(rb"\A(?:>?From [^\n]*\n|\s*\d{1,9}\s*\n)", b"", data[:LOOKED_AT_BYTES])
    fields = header_fields(head)
    if len(fields.keys() & _WRITTEN) < 2:
        return False
    kind = fields.get(b"content-type", b"").lower()
    encoded = (
        kind.startswith((b"multipart/", b"message/", b"text/html"))
        or b"flowed" in kind
        or (b"charset" in kind and re.search(rb"charset\s*=\s*\"?(?:utf-8|us-ascii)", kind) is None)
        or fields.get(b"content-transfer-encoding", b"").strip().lower() in (b"base64", b"quoted-printable")
    )
    return encoded or any(name in _CARRIED or name.startswith((b"x-", b"list-", b"arc-")) for name in fields)


def is_mailbox(data: bytes) -> bool:
    """Whether a file is a mailbox of mails one below the other (mbox)."""
    return (
        re.match(
            rb"From \S*[ \t][^\n]{0,200}\d:\d\d[^\n]{0,40} \d{4}[^\n]{0,20}\n(?:>From [^\n]*\n)?[!-9;-~]{1,80}:", data
        )
        is not None
    )


def is_mhtml(data: bytes) -> bool:
    """Whether a file is a page with what belongs to it, as browsers save it in one file in the form of a mail."""
    fields = header_fields(data[:LOOKED_AT_BYTES])
    if b"snapshot-content-location" in fields or b"saved by " in fields.get(b"from", b"").lower():
        return True
    kind = fields.get(b"content-type", b"").lower()
    return (
        b"mime-version" in fields
        and not fields.keys() & {b"to", b"received", b"message-id", b"delivered-to"}
        and (kind.startswith(b"multipart/related") or (b"content-location" in fields and kind.startswith(b"text/html")))
    )


def header_fields(head: bytes) -> dict[bytes, bytes]:
    """The header fields, by name in small letters, that a file begins with; none where other lines are among them."""
    if re.match(rb"[!-9;-~]{1,80}:", head) is None:
        return {}
    fields: dict[bytes, bytes] = {}
    name = b""
    for line in head.split(b"\n"):
        line = line.rstrip(b"\r")
        if not line:
            break
        if line[:1] in (b" ", b"\t"):
            fields[name] += b" " + line.strip()
            continue
        name, colon, value = line.partition(b":")
        name = name.lower()
        if not colon or re.fullmatch(rb"[!-9;-~]{1,80}", name) is None:
            return {}
        fields[name] = value.strip()
    return fields


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
