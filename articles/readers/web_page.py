"""Tells a web page by its first bytes from text, feeds and other XML; without importing what reads it."""

from __future__ import annotations

import codecs
import re

_HEAD_BYTES = 65_536

_OPENING = re.compile(
    rb"\s*(?:<\?xml[^>]{0,300}>\s*)?(?:(?:<!--(?:[^-]|-(?!->))*+-->|<!doctype html\b[^>]{0,500}>)\s*)*+"
    rb"(?:<(?:!doctype html|html|head|body|script|meta|title)\b|(?P<part><[a-z][a-z0-9]*[\s>]))",
    re.IGNORECASE,
)
_DOCTYPE = re.compile(rb"<!doctype html\b", re.IGNORECASE)
_PARTS = frozenset(
    b"div p article section main table h1 h2 h3 span a ul ol style link center font header figure blockquote".split()
)
_MARKDOWN = re.compile(rb"\n *\n(?:#{1,6} [^\n]*\n *\n|[^\n]*\]\((?:https?:|/)\S)")
"""A heading or a link of Markdown, which programs mix with HTML."""
_TAGGED = 0.8
"""The share of the lines of a piece of a page that have a tag in them; of Markdown with some HTML it is smaller."""


def is_web_page(data: bytes) -> bool:
    """Whether a file with these bytes is a web page, or a piece of one that holds nothing but HTML."""
    head = _plain_bytes(data[:_HEAD_BYTES])
    found = _OPENING.match(head)
    if found is None:
        return False
    part = found["part"]
    if part is None or _DOCTYPE.search(head, 0, found.end()):
        return True
    if part[1:-1].lower() not in _PARTS or b"</" not in head or not data.rstrip().endswith(b">"):
        return False
    if _MARKDOWN.search(head):
        return False
    lines = [line for line in head.splitlines() if line.strip()]
    return sum(b"<" in line for line in lines) >= _TAGGED * len(lines)


def _plain_bytes(head: bytes) -> bytes:
    """The bytes without a byte order mark, of UTF-16 one for each character of ASCII."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.translate(None, b"\0\xff\xfe")
    return head.removeprefix(codecs.BOM_UTF8)
