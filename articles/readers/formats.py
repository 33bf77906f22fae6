"""The list of input formats: how a file is recognised by its bytes, and which reader reads it.

A new format is a module beside this one and a line in `READERS`. Modules of readers are imported when a file needs
them, so that reading a text waits for none of them; what is asked of every file (`recognises`) stands here or in a
module as light as this one.
"""

from __future__ import annotations

import codecs
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from articles.errors import NewsreaderError
from articles.model import TEXT
from articles.readers import openings, text
from articles.readers.web_page import is_web_page

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
    todo: str = "save the article as plain text and open that"
    """What a person can do about a format that is not read."""


def _begins(*openings: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(openings)


def _reader(module: str) -> Callable[[bytes, str], Sequence[Reading]]:
    """The `read` of a module of this package, which is imported when a file is read with it."""

    def read(data: bytes, name: str) -> Sequence[Reading]:
        readings: Sequence[Reading] = import_module(f"articles.readers.{module}").read(data, name)
        return readings

    return read


def _is_zip(sort: str) -> Callable[[bytes], bool]:
    def recognises(data: bytes) -> bool:
        if not data.startswith(b"PK"):
            return False
        from articles.readers.zipped import sort_of  # imported where used: a text waits for no ZIP

        return sort_of(data) == sort

    return recognises


def _is_ole(*streams: str) -> Callable[[bytes], bool]:
    """Tells the files of old Office programs apart by the names of what is in them."""
    names = tuple(stream.encode("utf-16-le") for stream in streams)
    return lambda data: data.startswith(_OLE) and any(name in data for name in names)


_OLE = b"\xd0\xcf\x11\xe0"
_AS_DOCX = "open it in Word or LibreOffice, save it as .docx and open that"
_UNLOCK = "open it in its own program, save it without the password and open that"
_COPY = "copy the article's text into a file of its own and open that"
_UNPACK = "unpack it and open the files in it"

READERS = (
    InputFormat("a PDF document", openings.is_pdf, _reader("pdf")),
    InputFormat("a Word document", _is_zip("word"), _reader("docx")),
    InputFormat("an OpenDocument text", _is_zip("odt"), _reader("odt")),
    InputFormat("an e-book (EPUB)", _is_zip("epub"), _reader("epub")),
    InputFormat("an Excel workbook", _is_zip("xlsx"), todo=_COPY),
    InputFormat("a PowerPoint presentation", _is_zip("pptx"), todo=_COPY),
    InputFormat("an OpenDocument spreadsheet", _is_zip("ods"), todo=_COPY),
    InputFormat("an OpenDocument presentation", _is_zip("odp"), todo=_COPY),
    InputFormat("a web archive (WACZ)", _is_zip("wacz")),
    InputFormat("a ZIP archive", _begins(b"PK\x03\x04", b"PK\x05\x06"), todo=_UNPACK),
    InputFormat("an Office document that is protected by a password", _is_ole("EncryptedPackage"), todo=_UNLOCK),
    InputFormat("an old Word document", _is_ole("WordDocument"), todo=_AS_DOCX),
    InputFormat("an old Excel workbook", _is_ole("Workbook", "Book"), todo=_COPY),
    InputFormat("an old PowerPoint presentation", _is_ole("PowerPoint Document"), todo=_COPY),
    InputFormat("an Outlook message", _is_ole("__substg1.0_"), todo="save it as .eml or as text and open that"),
    InputFormat("an old Office document", _begins(_OLE), todo=_AS_DOCX),
    InputFormat("an RTF document", _begins(b"{\\rtf", codecs.BOM_UTF8 + b"{\\rtf"), _reader("rtf")),
    InputFormat("an image", _begins(b"\x89PNG", b"\xff\xd8\xff", b"GIF8")),
    InputFormat("a web archive (WARC)", openings.is_warc),
    InputFormat("a web archive of Safari", openings.is_safari_archive),
    InputFormat("a compressed file", _begins(b"\x1f\x8b", b"BZh", b"\xfd7zXZ")),
    InputFormat("an archive", _begins(b"7z\xbc\xaf")),
    InputFormat("a program", _begins(b"\x7fELF")),
    InputFormat("a database", _begins(b"SQLite format")),
    InputFormat("a saved web page (MHTML)", openings.is_mhtml, _reader("mhtml")),
    InputFormat("a mailbox", openings.is_mailbox, _reader("mailbox")),
    InputFormat("a mail", openings.is_mail, _reader("mail")),
    InputFormat("a feed", openings.is_feed, _reader("feeds")),
    InputFormat("JSON", openings.is_json, _reader("json_articles")),
    InputFormat("a web page", is_web_page, _reader("html")),
    InputFormat("XML", openings.is_xml),
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
    return NewsreaderError(f"not text but {format.name}", where=name, todo=format.todo)
