"""The pages of a PDF as pdfminer draws them: words with their places, and pictures, for no longer than is allowed."""

from __future__ import annotations

import io
import logging
import time
import zlib
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

from articles.errors import NewsreaderError
from articles.readers.extras import library
from articles.readers.pdf_words import UNREAD, Box, Word, sort_drawn, text_of_letter, words_of
from articles.readers.zipped import MAX_RATIO, MAX_UNZIPPED_BYTES, RATIO_FREE_BYTES, locked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NAME = "a PDF document"
MAX_PAGES = 200
"""A document of more pages is read up to this one, and that is told."""

MAX_SECONDS = 60
"""Time after which the pages read so far are all that is read."""

_PIECE_BYTES = 4096


class Page(NamedTuple):
    """What stands on a page."""

    width: float
    height: float
    words: list[Word]
    """From the top down and from left to right, across whatever columns there are."""
    pictures: list[Box]
    margin: str = ""
    """Text that does not stand upright."""


class Pages(NamedTuple):
    """The pages of a document that were read."""

    pages: list[Page]
    info: Mapping[str, str]
    """What the producer's program says of it: `Title`, `Author` ..."""
    notices: tuple[str, ...]


class _TooLongError(Exception):
    """The time for reading is over."""


def pages_of(data: bytes, name: str) -> Pages:
    """The pages of a PDF document; `name`, fit to print, is what messages call the file.

    Raises NewsreaderError where it is damaged, locked, unpacks to too much, or pdfminer.six is not installed.
    """
    library("pdfminer.pdfparser", what="PDF documents", where=name)
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # else it writes warnings on the screen
    _limit_streams(name)
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        pages = PDFPage.create_pages(document)
        return _drawn(pages, _info(document.info), name)
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise locked(NAME, name) from None
    except NewsreaderError:
        raise
    except Exception:  # pdfminer lets through whatever a damaged file makes happen
        raise damaged(name) from None


def damaged(name: str) -> NewsreaderError:
    """The error for a PDF document that cannot be read."""
    return NewsreaderError(
        f"{NAME}, but damaged", where=name, todo="get it again, or print it to a new PDF from another program"
    )


def _drawn(pages: Iterable[Any], info: Mapping[str, str], name: str) -> Pages:
    from pdfminer.pdfinterp import PDFResourceManager

    found: list[Page] = []
    notices: list[str] = []
    failed: list[int] = []
    device, interpreter = _machines(PDFResourceManager(), time.monotonic() + MAX_SECONDS)
    iterator = iter(pages)
    number = 0
    try:
        while number < MAX_PAGES:
            try:
                page = next(iterator, None)
            except Exception:  # pdfminer lets through whatever a damaged page makes happen
                notices.append(f"the pages behind page {number} could not be read")
                break
            if page is None:
                break
            number += 1
            try:
                interpreter.process_page(page)
                found.append(_page(device.get_result()))
            except (_TooLongError, NewsreaderError, MemoryError):
                raise
            except Exception:  # as above
                failed.append(number)
        else:
            if next(iterator, None) is not None:
                notices.append(f"only its first {MAX_PAGES} pages were read")
    except _TooLongError:
        notices.append(f"only its first {_pages(len(found))} read: it takes longer than {MAX_SECONDS} seconds")
    if not found:
        raise damaged(name)
    if failed:
        notices.append(f"page{'s' if len(failed) > 1 else ''} {', '.join(map(str, failed[:10]))} could not be read")
    return Pages(found, info, tuple(notices))


def _pages(count: int) -> str:
    return f"{count} pages were" if count != 1 else "page was"


def _machines(resources: Any, deadline: float) -> tuple[Any, Any]:
    """What draws pages and what tells it to, both stopping when the clock is at `deadline`."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfinterp import PDFPageInterpreter

    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps % 1000 == 0 and time.monotonic() > deadline:
            raise _TooLongError

    class Device(PDFPageAggregator):
        def handle_undefined_char(self, font: Any, cid: int) -> str:
            return UNREAD

        def render_char(self, *args: Any, **kwargs: Any) -> float:
            step()
            return super().render_char(*args, **kwargs)

    class Interpreter(PDFPageInterpreter):
        def push(self, obj: Any) -> None:
            step()
            super().push(obj)

        def do_q(self) -> None:
            step()
            super().do_q()

    device = Device(resources, laparams=None)
    return device, Interpreter(resources, device)


def _limit_streams(name: str) -> None:
    """Have pdfminer stop unpacking what is packed beyond all measure, which it does not do itself."""
    from pdfminer import pdftypes

    left = 4 * MAX_UNZIPPED_BYTES

    def decompress(packed: bytes) -> bytes:
        nonlocal left
        most = min(MAX_UNZIPPED_BYTES, max(RATIO_FREE_BYTES, MAX_RATIO * len(packed)), left)
        unpacker = zlib.decompressobj()
        chunks: list[bytes] = []
        size = 0
        for start in range(0, len(packed), _PIECE_BYTES):
            try:
                chunks.append(unpacker.decompress(packed[start : start + _PIECE_BYTES]))
            except zlib.error:
                break  # what came out before the damage is used
            size += len(chunks[-1])
            if size > most:
                raise _flood(name)
        left -= size
        return b"".join(chunks)

    pdftypes.zlib = SimpleNamespace(  # type: ignore[assignment,attr-defined]
        decompress=decompress, decompressobj=zlib.decompressobj, error=zlib.error
    )


def _flood(name: str) -> NewsreaderError:
    return NewsreaderError(
        f"{NAME} that unpacks to more than {MAX_UNZIPPED_BYTES // 1_000_000} MB, "
        f"or to more than {MAX_RATIO} times its size",
        where=name,
        todo="print it to a new PDF from another program",
    )


def _info(entries: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    info: dict[str, str] = {}
    for entry in entries:
        for key, value in entry.items():
            value = resolve1(value)
            if isinstance(value, bytes):
                info[str(key)] = decode_text(value)
    return info


def _page(layout: Any) -> Page:
    letters: list[Any] = []
    turned: list[Any] = []
    pictures: list[Box] = []
    sort_drawn(layout, letters, turned, pictures)
    area = layout.width * layout.height
    return Page(
        layout.width,
        layout.height,
        words_of(letters),
        [box for box in pictures if (box.x1 - box.x0) * (box.y1 - box.y0) < 0.8 * area],
        "".join(map(text_of_letter, turned)),
    )
