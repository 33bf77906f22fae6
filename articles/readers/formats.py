"""The list of input formats: how a file is recognised by its bytes, and which reader reads it.

A new format is a module beside this one and a line in `READERS`. A reader that needs more than the standard library
imports that inside its functions, so that reading a text does not wait for it.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from articles.errors import NewsreaderError
from articles.model import TEXT
from articles.readers import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from articles.readers.reading import Reading


class InputFormat(NamedTuple):
    """A format that a file can be in."""

    name: str
    """What messages and `articles --json` call it: `a PDF document`."""
    recognises: Callable[[bytes], bool]
    """Whether a file with these bytes is in this format."""
    read: Callable[[bytes, str], Sequence[Reading]] | None = None
    """Gives the articles in the bytes of a file that messages call by this name (fit to print).

    Raises NewsreaderError where it cannot. None for a format that is known only to be refused by its name.
    """


def _begins(*openings: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(openings)


def _is_web_page(data: bytes) -> bool:
    return _WEB_PAGE.match(data.removeprefix(codecs.BOM_UTF8)) is not None


_WEB_PAGE = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html)\b", re.IGNORECASE)

READERS = (
    InputFormat("a PDF document", _begins(b"%PDF-")),
    InputFormat("a Word document or another ZIP archive", _begins(b"PK\x03\x04")),
    InputFormat("an old Office document", _begins(b"\xd0\xcf\x11\xe0")),
    InputFormat("an RTF document", _begins(b"{\\rtf")),
    InputFormat("an image", _begins(b"\x89PNG", b"\xff\xd8\xff", b"GIF8")),
    InputFormat("a compressed file", _begins(b"\x1f\x8b", b"BZh", b"\xfd7zXZ")),
    InputFormat("an archive", _begins(b"7z\xbc\xaf")),
    InputFormat("a program", _begins(b"\x7fELF")),
    InputFormat("a database", _begins(b"SQLite format")),
    InputFormat("a web page", _is_web_page),
    InputFormat(TEXT, lambda data: True, text.read),
)
"""The formats in the order in which they are tried; text comes last, since any bytes may be meant for it."""


def read_articles(data: bytes, name: str) -> Sequence[Reading]:
    """The articles in the bytes of a file; `name`, fit to print, is what messages call the file.

    Raises NewsreaderError where the file is in no format that is read, or cannot be read in its own.
    """
    found = format_of(data)
    if found.read is None:
        raise _refused(found, name)
    return found.read(data, name)


def refuse_all_but_text(data: bytes, name: str) -> None:
    """Raise NewsreaderError where the bytes are in a format other than text, whether or not that is read."""
    found = format_of(data)
    if found.read is not text.read:
        raise _refused(found, name)


def format_of(data: bytes) -> InputFormat:
    """The format that a file with these bytes is in."""
    return next(format for format in READERS if format.recognises(data))


def _refused(format: InputFormat, name: str) -> NewsreaderError:
    return NewsreaderError(
        f"not text but {format.name}", where=name, todo="save the article as plain text and open that"
    )
