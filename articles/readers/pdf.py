"""PDF documents: paragraphs from where words stand on pages, whatever order they are drawn in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles import bylines
from articles.errors import NewsreaderError
from articles.model import Kind
from articles.readers.composed import Part
from articles.readers.documents import folded, is_plausible_title, reading_of
from articles.readers.pdf_columns import columns_of, lines_of, marks_of_notes
from articles.readers.pdf_heads import without_heads
from articles.readers.pdf_pages import NAME, pages_of
from articles.readers.pdf_paragraphs import Paragraph, Setting, paragraphs_of, text_of
from articles.readers.pdf_words import UNREAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from articles.readers.pdf_columns import Line
    from articles.readers.pdf_heads import Heads
    from articles.readers.pdf_pages import Page
    from articles.readers.reading import Reading

_HEADING_WORDS = 25
_LARGER = 1.12
"""How much larger than most of the document's letters those of a heading are."""

_SMALLER = 0.96
"""How much smaller those of captions and notes are."""

_CAPTION_POINTS = 24
"""A caption's first line stands no further than this below its picture."""

_MOST_UNREAD = 0.3
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}")
_PROGRAMS = re.compile(r"\b(?:admin\w*|user|author|microsoft|adobe|office|word|writer|desk|redaktion|system)\b", re.I)
_OUTLET = re.compile(r"\s+[-–—|]\s+[^-–—|]+$")


def read(data: bytes, name: str) -> list[Reading]:
    """The article in the bytes of a PDF document; `name`, fit to print, is what messages call the file.

    Raises NewsreaderError where it is damaged, locked, has no text, or pdfminer.six is not installed.
    """
    found = pages_of(data, name)
    heads = without_heads(found.pages)
    lines = _lines(found.pages, heads)
    letters = sum(len(line.text) for line in lines)
    if not letters:
        raise NewsreaderError(
            f"{NAME} of scanned pages, with no text in it",
            where=name,
            todo="have a program read the pages (OCR) and open what it writes",
        )
    unread = sum(line.text.count(UNREAD) for line in lines)
    if unread > _MOST_UNREAD * letters:
        raise NewsreaderError(
            f"{NAME} whose fonts do not say which letters they draw",
            where=name,
            todo="copy the text from a program that shows it, or have a program read the pages (OCR)",
        )
    notices = found.notices
    if unread:
        notices += (f"{unread} letter{'s' if unread > 1 else ''} that its fonts do not name shown as {UNREAD}",)
    setting = Setting(lines)
    parts = list(_parts(paragraphs_of(lines, setting), setting, found.pages, heads))
    title = _title(found.info.get("Title", ""), parts)
    byline = _byline(found.info.get("Author", ""), parts)
    facts = {"title": title, "byline": byline, "source": heads.address}
    told = {"title": _PROPERTIES, "byline": _PROPERTIES, "source": "the foot of its pages"}
    return [
        reading_of(
            parts, name, **facts, notices=notices, origins={fact: told[fact] for fact, value in facts.items() if value}
        )
    ]


_PROPERTIES = "the document's properties"


def _lines(pages: Sequence[Page], heads: Heads) -> list[Line]:
    lines: list[Line] = []
    column = 0
    for number, (page, words) in enumerate(zip(pages, heads.words, strict=True)):
        stretches = columns_of(words, page.pictures)
        marks = frozenset().union(*map(marks_of_notes, stretches))
        for stretch in stretches:
            lines += lines_of(stretch, number, column, marks)
            column += 1
    return lines


def _parts(paragraphs: Sequence[Paragraph], setting: Setting, pages: Sequence[Page], heads: Heads) -> Iterator[Part]:
    """The parts of the paragraphs; the heads and feet of a page stand where its last paragraph ends."""
    sizes = sorted({round(p.size, 1) for p in paragraphs if p.size > _LARGER * setting.size}, reverse=True)
    passed = 0
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=True):
        yield from _around(range(passed, paragraph.lines[0].page), pages, heads)
        passed = max(passed, paragraph.lines[0].page)
        yield _part(paragraph, setting, pages, sizes)
        until = following.lines[0].page if following else len(pages)
        yield from _around(range(passed, until), pages, heads)
        passed = max(passed, until)


def _around(numbers: Iterable[int], pages: Sequence[Page], heads: Heads) -> Iterator[Part]:
    """The heads and feet of pages, and what stands beside their text."""
    for number in numbers:
        yield from (Part(head, Kind.BOILERPLATE, "page") for head in heads.heads[number])
        if pages[number].margin.strip():
            yield Part(pages[number].margin, Kind.BOILERPLATE, "page")


def _part(paragraph: Paragraph, setting: Setting, pages: Sequence[Page], sizes: Sequence[float]) -> Part:
    text = text_of(paragraph, setting)
    first = paragraph.lines[0]
    if first.note and paragraph.size < _SMALLER * setting.size:
        return Part(text, Kind.BOILERPLATE, "note")
    is_short = len(text.split()) <= _HEADING_WORDS
    if is_short and paragraph.size > _LARGER * setting.size:
        return Part(text, heading=min(6, sizes.index(round(paragraph.size, 1)) + 1))
    if _is_caption(paragraph, setting, pages[first.page]):
        return Part(text, Kind.CAPTION)
    bold = is_short and paragraph.bold and not text.endswith((".", ":", ";", ","))
    return Part(text, heading=3 if bold else 0, listed=paragraph.listed)


def _is_caption(paragraph: Paragraph, setting: Setting, page: Page) -> bool:
    """Whether small or italic letters stand directly below a picture."""
    first = paragraph.lines[0]
    if paragraph.size > _SMALLER * setting.size and not paragraph.italic:
        return False
    middle = (first.x0 + max(line.x1 for line in paragraph.lines)) / 2
    top = first.y + first.size
    return any(
        box.x0 - 5 <= middle <= box.x1 + 5 and -0.5 * first.size <= box.y0 - top <= _CAPTION_POINTS
        for box in page.pictures
    )


def _title(title: str, parts: Sequence[Part]) -> str:
    """The title of the properties where the text says it too, with or without the outlet behind it."""
    if not is_plausible_title(title):
        return ""
    wanted = {folded(title), folded(_OUTLET.sub("", title))}
    return next((part.text for part in parts if part.kind is None and folded(part.text) in wanted), "")


def _byline(author: str, parts: Sequence[Part]) -> str:
    """The author of the properties where it is a person's name and the text has no byline of its own."""
    author = " ".join(author.split())
    if not _PERSON.fullmatch(author) or _PROGRAMS.search(author) or author.islower():
        return ""
    said = any(bylines.is_byline(part.text, len(part.text.split()), False) for part in parts if part.kind is None)
    return "" if said else author
