"""What the answer of a server means: its status, its type, and how it is compressed."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, NamedTuple

from articles.errors import NewsreaderError
from articles.form import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

SAVE = "save the page in your browser and open the file"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
ACCEPTED_ENCODINGS = "gzip, deflate"
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
"""The types of web pages."""

_STATUSES = {
    401: ("asks who you are before it shows the page (401)", SAVE),
    402: ("wants money for the page (402)", f"if you may read it, {SAVE}"),
    403: ("does not show the page to programs (403)", SAVE),
    404: ("has no page at this address (404)", "check the address"),
    410: ("has taken the page away (410)", "look for it at web.archive.org"),
    429: ("has been asked too often (429)", f"wait a while, or {SAVE}"),
    451: ("may not show the page where you are (451)", SAVE),
}
_REFUSED_TYPES = {
    "image": "an image",
    "video": "a video",
    "audio": "a recording",
    "font": "a font",
    "model": "a model",
    "text/css": "a style sheet",
    "text/javascript": "a script",
    "application/javascript": "a script",
    "application/wasm": "a program",
}
_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.IGNORECASE)


class ContentType(NamedTuple):
    """What a server says that a body is."""

    type: str
    """In lower case, as `text/html`; empty where it does not say."""
    charset: str
    """In lower case; empty where it does not say."""


def refuse_status(status: int) -> None:
    """Raise NewsreaderError, saying what to do, for an answer with this status that holds no page."""
    if status in (200, 203):
        return
    told = _STATUSES.get(status)
    if told is None and 500 <= status < 600:
        told = (f"has a fault of its own ({status})", f"try again later, or {SAVE}")
    what, todo = told or (f"gave no page but the status {status}", SAVE)
    raise NewsreaderError(f"the server {what}", todo=todo)


def content_type(told: str) -> ContentType:
    """The type in a Content-Type header."""
    found, charset = _TYPE.match(told.strip()), _CHARSET.search(told)
    return ContentType(found[0].lower() if found else "", charset[1].lower() if charset else "")


def refuse_type(type: str) -> None:
    """Raise NewsreaderError for a type that cannot be an article; what others hold, their bytes tell."""
    what = _REFUSED_TYPES.get(type) or _REFUSED_TYPES.get(type.partition("/")[0])
    if what:
        raise NewsreaderError(f"no article but {what} ({printable(type)})", todo="name the page that shows it")


class Unpacked:
    """Takes the chunks of a body as they come and gives what they hold, never more than asked for.

    Raises NewsreaderError for a compression that was not asked for.
    """

    def __init__(self, headers: Mapping[str, str]) -> None:
        named = [one.strip().lower() for one in headers.get("content-encoding", "").split(",")]
        encodings = [one for one in named if one not in ("", "identity")]
        if len(encodings) > 1 or not {*encodings} <= {"gzip", "x-gzip", "deflate"}:
            told = printable(", ".join(encodings))[:40]
            raise NewsreaderError(f"compressed in a way that was not asked for ({told})", todo=SAVE)
        self._deflates = encodings == ["deflate"]
        self._zlib = zlib.decompressobj(zlib.MAX_WBITS if self._deflates else zlib.MAX_WBITS + 16)
        self._packed = bool(encodings)
        self._begun = False

    def take(self, chunk: bytes, most: int) -> bytes:
        """At most so many bytes of what a chunk holds; what comes after that is lost. Raises NewsreaderError."""
        if not self._packed:
            return chunk[:most]
        found = self._unpacked(chunk, most)
        while self._zlib.eof and self._zlib.unused_data and len(found) < most:
            rest = self._zlib.unused_data  # data that was packed in several parts
            self._zlib = zlib.decompressobj(zlib.MAX_WBITS + 16)
            found += self._unpacked(rest, most - len(found))
        return found

    def _unpacked(self, chunk: bytes, most: int) -> bytes:
        try:
            try:
                found = self._zlib.decompress(chunk, most)
            except zlib.error:
                if self._begun or not self._deflates:
                    raise
                self._zlib = zlib.decompressobj(-zlib.MAX_WBITS)  # what many servers mean by deflate
                found = self._zlib.decompress(chunk, most)
        except zlib.error:
            raise NewsreaderError("damaged: it cannot be decompressed", todo=f"try again, or {SAVE}") from None
        self._begun = True
        return found

    @property
    def is_whole(self) -> bool:
        """Whether the compressed data came to its end; True for what is not compressed."""
        return not self._packed or self._zlib.eof or not self._begun
