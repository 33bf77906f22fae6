"""The bytes of a page to text: what they are comes before what the page says that they are."""

from __future__ import annotations

import codecs
import re
from importlib import import_module

from articles.decode import decode
from articles.errors import NewsreaderError
from articles.readers.charsets import codec_of
from articles.readers.extras import has_library

_HEAD_BYTES = 8_192
"""How far into a page its charset is looked for; the standard has 1,024, which long scripts above it exceed."""

_META = re.compile(
    rb"<(?:meta\b|\?xml\b)[^>]{0,500}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)

_DAMAGED = 0.02
"""The largest share of damaged characters with which a page is still read in the encoding that it names."""


def decode_page(data: bytes, name: str, charset: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of a page's bytes, and notices on what was guessed or replaced.

    A byte order mark and sound UTF-8 come first, then the `charset` that a server or an archive gave, then
    the page's own, then a guess. Raises NewsreaderError naming `name` (fit to print) where the bytes are empty, no
    text, or in an encoding that cannot be recognised.
    """
    if not _tells_itself(data):
        for label in (charset, _declared(data)):
            text = _as_declared(data, label)
            if text is not None:
                return text
    try:
        return decode(data, name)
    except NewsreaderError:
        guessed = _guessed(data)
        if guessed is None:
            raise
        return guessed


def _tells_itself(data: bytes) -> bool:
    """Whether the bytes are UTF-8, or UTF-16 or -32 with their mark, or not text at all."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data:
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes) -> str:
    found = _META.search(data, 0, _HEAD_BYTES)
    return found[1].decode("ascii", "replace") if found else ""


def _as_declared(data: bytes, label: str) -> tuple[str, tuple[str, ...]] | None:
    """The text in the encoding of that label; None for UTF-8, an unknown label, and where the label is wrong."""
    encoding, _ = codec_of(label)
    if not encoding or encoding.startswith("utf"):
        return None
    text = data.decode(encoding, "replace")
    damaged = text.count("\ufffd")
    beyond_ascii = sum(map("\x7f".__lt__, text))
    if damaged > max(1, beyond_ascii * _DAMAGED * 5) or damaged > len(text) * _DAMAGED:
        return None
    return text, (f"{damaged} damaged character{'s' if damaged > 1 else ''} shown as \ufffd",) if damaged else ()


def _guessed(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """The text in the encoding that a library recognises; None without the library or without a result."""
    if b"\0" in data or not has_library("charset_normalizer"):
        return None
    best = import_module("charset_normalizer").from_bytes(data[:200_000]).best()
    if best is None:
        return None
    encoding = best.encoding.upper().replace("_", "-")
    return data.decode(best.encoding, "replace"), (f"the page does not name its encoding: read as {encoding}",)
