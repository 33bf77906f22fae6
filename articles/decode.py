"""Bytes to text: tells their encoding, and refuses bytes that are no text in any."""

from __future__ import annotations

import codecs
import re

from articles.errors import NewsreaderError

BAD_SHARE = 0.02
"""The largest share of damaged characters with which a text is still read in the encoding that it seems to be in."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\v\f\r\x1b"})
# Compiled where a text is not UTF-8.
_HIGH = r"[^\x00-\x7f]"
_ORDINARY = r"[À-ÖØ-öø-ÿŒœŠšŽžŸ‘’“”‚„«»‹›–—…•·€£¥§©®™°¡¿´ªº²³¼½¾\xa0\xad]"


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file's bytes, and notices on what was guessed or replaced.

    Raises NewsreaderError naming `name` (fit to print) where the bytes are empty, not text, or in an encoding that
    cannot be recognised.
    """
    if not data.strip():
        raise NewsreaderError("the file is empty", where=name, todo="give a file that holds an article's text")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decoded(data[len(bom) :], encoding, name)
    encoding = _utf_16_by_nuls(data)
    if encoding:
        try:
            text, notices = _decoded(data, encoding, name)
        except NewsreaderError:
            raise _binary("not text but binary data", name) from None
        return text, (f"no byte order mark: read as {encoding.upper()}", *notices)
    nuls = data.count(0)
    if (nuls > 8 and nuls > len(data) / 1000) or _controls(data) > len(data) / 20:
        raise _binary("not text but binary data", name)
    try:
        return data.decode(), ()
    except UnicodeDecodeError:
        return _not_quite_utf_8(data, name)


def _binary(what: str, name: str) -> NewsreaderError:
    return NewsreaderError(what, where=name, todo="save the article as plain text and open that")


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _utf_16_by_nuls(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of Latin text, and of the blanks in any text, is NUL."""
    sample = data[:100_000]
    if len(sample) < 4 or len(data) % 2:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    enough = len(sample) / 2 * 0.1
    if odd > enough and even <= odd / 20:
        return "utf-16-le"
    if even > enough and odd <= even / 20:
        return "utf-16-be"
    return ""


def _decoded(data: bytes, encoding: str, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of bytes that say what they are, unless they are something else after all."""
    text = data.decode(encoding, "replace")
    try:
        data.decode(encoding)
        bad = 0
    except UnicodeDecodeError:
        bad = text.count("\ufffd")
    sample = text[:100_000]
    odd = sum(not (c.isprintable() or c.isspace()) for c in sample)
    if bad > len(text) * BAD_SHARE or odd > len(sample) / 20:
        raise _undecodable(f"not {encoding.upper()} text, as its first bytes say", name)
    if not text.strip():
        raise NewsreaderError("the file is empty", where=name, todo="give a file that holds an article's text")
    return text, _damaged(bad)


def _not_quite_utf_8(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Damaged UTF-8 has more sound characters beyond ASCII than damaged ones; text in a one-byte encoding has none."""
    text = data.decode(errors="replace")
    bad = text.count("\ufffd")
    sound = len(re.findall(_HIGH, text)) - bad
    if bad <= sound and bad <= len(text) * BAD_SHARE:
        return text, _damaged(bad)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise _undecodable("not UTF-8 text", name) from None
    high = len(re.findall(_HIGH, text))
    if len(re.findall(_ORDINARY, text)) < high * 0.9 or high > len("".join(text.split())) * 0.15:
        raise _undecodable("not UTF-8 text", name)
    return text, ("not UTF-8: read as Windows-1252",)


def _undecodable(what: str, name: str) -> NewsreaderError:
    return NewsreaderError(what, where=name, todo="convert it to UTF-8 and open it again")


def _damaged(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    return ("1 damaged character shown as \ufffd" if count == 1 else f"{count} damaged characters shown as \ufffd",)
