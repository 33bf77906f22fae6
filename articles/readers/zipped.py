"""ZIP files that hold a document: what such a file is, and its members taken out so that none can flood the program."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

from articles.errors import NewsreaderError

if TYPE_CHECKING:
    import zipfile
    from xml.etree.ElementTree import Element

MAX_UNZIPPED_BYTES = 50_000_000
"""How much may come out of one file, counted as it comes out: what a ZIP says of its own sizes is not believed."""

MAX_RATIO = 200
"""How many times the size of its packed bytes a member may have, once it is larger than `RATIO_FREE_BYTES`."""

RATIO_FREE_BYTES = 1_000_000
MAX_MEMBERS = 5_000
MAX_DEPTH = 250
"""How deep the elements of an XML file may stand in one another."""

MAX_ELEMENTS = 1_000_000
WORD, OPEN_TEXT, EPUB = "word", "odt", "epub"
OTHER = "zip"
"""What `sort_of` calls a ZIP file that is nothing more particular."""

_OPENINGS = (b"PK\x03\x04", b"PK\x05\x06")
_MIME_TYPES = {
    b"application/epub+zip": EPUB,
    b"application/vnd.oasis.opendocument.text": OPEN_TEXT,
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_MEMBERS = {
    b"word/": WORD,
    b"xl/": "xlsx",
    b"ppt/": "pptx",
    b"META-INF/container.xml": EPUB,
    b"datapackage.json": "wacz",
    b"content.xml": OPEN_TEXT,
}
_CHUNK_BYTES = 1 << 16
_END_BYTES = 22
_LONGEST_COMMENT = 65_535


def sort_of(data: bytes) -> str:
    """What the ZIP file with these bytes is, by what it holds; empty where it is no ZIP file.

    `word`, `odt`, `epub`, `xlsx`, `pptx`, `ods`, `odp`, `wacz`, else `zip`. A damaged file is known by the names in it.
    """
    if not data.startswith(_OPENINGS):
        return ""
    if data[26:30] == b"\x08\0\0\0" and data[30:38] == b"mimetype":
        for mime_type, sort in _MIME_TYPES.items():
            if data.startswith(mime_type, 38):
                return sort
    names = _names(data)
    return next((sort for begin, sort in _MEMBERS.items() if any(name.startswith(begin) for name in names)), OTHER)


def _names(data: bytes) -> list[bytes]:
    """The names of the members as the directory at the file's end has them, else as they stand before each member."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - _END_BYTES - _LONGEST_COMMENT))
    mark, at_length, name_length_at, size = b"PK\x03\x04", 26, 30, 0
    at = 0
    if 0 <= end <= len(data) - _END_BYTES:
        size, start = struct.unpack_from("<II", data, end + 12)
        if start + size <= end:
            mark, at_length, name_length_at, at = b"PK\x01\x02", 28, 46, start
    names: list[bytes] = []
    while len(names) < MAX_MEMBERS and (at := data.find(mark, at)) >= 0 and at + name_length_at <= len(data):
        (length,) = struct.unpack_from("<H", data, at + at_length)
        names.append(data[at + name_length_at : at + name_length_at + length])
        at += name_length_at + length
    return names


class Unzipped:
    """The members of a ZIP file, each unpacked when it is asked for."""

    def __init__(self, data: bytes, what: str, where: str) -> None:
        """Open the bytes of a file that messages call by `where` (fit to print), `what` being its format's name.

        Raises NewsreaderError where the file is damaged.
        """
        import zipfile

        self._what, self._where, self._left = what, where, MAX_UNZIPPED_BYTES
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error):
            raise self.damaged() from None
        if len(self._zip.infolist()) > MAX_MEMBERS:
            raise self._refused(f"{what} of more than {MAX_MEMBERS:,} parts", "open it in its own program and save it")
        self.names = frozenset(self._zip.namelist())

    def damaged(self) -> NewsreaderError:
        """The error for a file that does not hold what its format asks for."""
        return self._refused(f"{self._what}, but damaged", "get it again, or open and save it in its own program")

    def read(self, member: str) -> bytes:
        """The bytes of a member. Raises NewsreaderError where it is not there, damaged, locked or too large."""
        import lzma
        import zipfile

        try:
            info = self._zip.getinfo(member)
            if info.flag_bits & 1:
                raise locked(self._what, self._where)
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise self.damaged()
            return self._unpacked(info)
        except (KeyError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError):
            raise self.damaged() from None

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        chunks: list[bytes] = []
        size = 0
        with self._zip.open(info) as member:
            while chunk := member.read(_CHUNK_BYTES):
                chunks.append(chunk)
                size += len(chunk)
                self._left -= len(chunk)
                if self._left < 0 or size > max(RATIO_FREE_BYTES, MAX_RATIO * info.compress_size):
                    raise self._refused(
                        f"{self._what} that unpacks to more than {MAX_UNZIPPED_BYTES // 1_000_000} MB, "
                        f"or to more than {MAX_RATIO} times its size",
                        "save the article alone and open that",
                    )
        return b"".join(chunks)

    def xml(self, member: str, *, doctype: bool = False) -> Element:
        """The root of an XML member; `doctype` says whether it may name a document type.

        Raises NewsreaderError where it is damaged, defines entities, or is nested too deeply.
        """
        return parsed_xml(self.read(member), self.damaged(), doctype=doctype)

    def _refused(self, what: str, todo: str) -> NewsreaderError:
        return NewsreaderError(what, where=self._where, todo=todo)


def locked(what: str, where: str) -> NewsreaderError:
    """The error for a file that only a password opens."""
    return NewsreaderError(
        f"{what} that is protected by a password",
        where=where,
        todo="open it in its own program, save it without the password and open that",
    )


def parsed_xml(data: bytes, damaged: NewsreaderError, *, doctype: bool = False) -> Element:
    """The root of an XML file; `doctype` says whether it may name a document type, which is never looked up.

    Raises `damaged` where it is no well-formed XML, has more than `MAX_ELEMENTS` or nests them deeper than `MAX_DEPTH`,
    and NewsreaderError where it has declarations of its own, as those of entities.
    """
    from xml.etree import ElementTree
    from xml.parsers import expat

    depth = count = 0

    def declared(name: str, system: str | None, public: str | None, inner: bool) -> None:
        if inner or not doctype:
            raise NewsreaderError(
                "its XML declares a document type or entities, which documents of this kind never do",
                where=damaged.where,
                todo="open it in its own program, save it and open that",
            )

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            raise damaged

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    try:
        parser.Parse(data, True)
        return ElementTree.fromstring(data)
    except (expat.ExpatError, ElementTree.ParseError, ValueError, LookupError):
        raise damaged from None
