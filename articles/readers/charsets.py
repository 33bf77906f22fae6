"""Bytes whose encoding a label names, as parts of mails, saved pages and feeds do, read as browsers read them."""

from __future__ import annotations

import codecs
import re

from articles.decode import decode
from articles.errors import NewsreaderError

_AS_BROWSERS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "hz",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
"""Codecs of labels that stand for more than they say (WHATWG, Encoding Standard): curly quotes under ISO-8859-1."""

_TEXT_CODEC = re.compile(r"utf|iso8859|cp\d|koi8|mac|gb|big5|euc|shift|iso2022|hz|tis|ptcp|kz1048|johab")
"""Codecs that are encodings of texts; others escape, compress, or are slow on purpose-made bytes."""

_ONE_BYTE = re.compile(r"iso8859|cp(?:12\d\d|[478]\d\d)|koi8|mac|ptcp|kz1048")
_NAMES = (
    (re.compile(r"(?:windows|win|ansi|cp|ms|ibm)[-_ ]?(\d{3,4})"), r"cp\1"),
    (re.compile(r"iso[-_ ]?8859[-_ ]?(\d{1,2})(?:[-_ ]?[ie])?(?::\d+)?"), r"iso8859-\1"),
    (re.compile(r"utf[-_ ]?8\b.*"), "utf-8"),
    (re.compile(r"unicode-1-1-utf-7"), "utf-7"),
    (re.compile(r"ks_c_5601.*|ksc[-_]?5601.*"), "cp949"),
    (re.compile(r"mac(?:intosh)?(?:-?roman)?"), "mac-roman"),
    (re.compile(r"mac-(?:cyrillic|ukrainian)"), "mac-cyrillic"),
    (re.compile(r"windows-31j|sjis|ms_kanji"), "cp932"),
)
"""Labels that are written otherwise than Python knows them."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode_as(data: bytes, label: str) -> tuple[str, tuple[str, ...]]:
    """The text of bytes in the encoding that `label` names (may be empty), and notices on what was guessed or replaced.

    A byte order mark comes first, and bytes beyond ASCII that are sound UTF-8 are that, whatever a label of one byte a
    character says. A label that nobody knows is guessed for; nothing is raised.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _replacing(data[len(bom) :], codec)
    codec, known = codec_of(label)
    if not codec or codec == "utf-8" or _ONE_BYTE.match(codec):
        try:
            text = data.decode()
        except UnicodeDecodeError:
            pass
        else:
            return text, () if known or not label or not codec else _read_as(label, codec)
    if not codec:
        return _guessed(data, label)
    text, notices = _replacing(data, codec)
    return text, notices if known else (*_read_as(label, codec), *notices)


def codec_of(label: str) -> tuple[str, bool]:
    """Python's codec for an encoding's label, empty where there is none, and whether the label is a name of it."""
    name = label.strip(" \t\"'").lower()
    codec = _looked_up(name)
    if codec:
        return codec, True
    name = name.removeprefix("x-")
    for pattern, better in _NAMES:
        found = pattern.fullmatch(name)
        if found:
            name = found.expand(better)
            break
    return _looked_up(name), False


def _looked_up(name: str) -> str:
    if not 0 < len(name) <= 40:
        return ""
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return _AS_BROWSERS.get(codec, codec) if _TEXT_CODEC.match(codec) or codec == "ascii" else ""


def _replacing(data: bytes, codec: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(codec), ()
    except UnicodeError:
        text = data.decode(codec, "replace")
    bad = text.count("\ufffd")
    return text, (f"{bad} damaged character{'s' if bad != 1 else ''} shown as \ufffd",)


def _guessed(data: bytes, label: str) -> tuple[str, tuple[str, ...]]:
    told = (f"encoding {_named(label)} is not known: guessed",) if label.strip() else ()
    if not data.strip():
        return "", ()
    try:
        text, notices = decode(data, "")
    except NewsreaderError:
        text, notices = _replacing(data, "cp1252")
        notices = ("read as Windows-1252", *notices)
    return text, (*told, *notices)


def _read_as(label: str, codec: str) -> tuple[str, ...]:
    return (f"encoding {_named(label)} read as {codec.upper()}",)


def _named(label: str) -> str:
    """A label as a notice shows it: short, and without what a terminal could act on."""
    return "".join(c if c.isalnum() or c in "-_. :" else "?" for c in label.strip()[:40])
