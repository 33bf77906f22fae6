"""XML from outside to elements that know their place: no DTD's entity, no file and no address is ever looked up."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat

from articles.errors import NewsreaderError
from articles.readers.charsets import decode_as

if TYPE_CHECKING:
    from collections.abc import Callable

DEEPEST = 200
"""Elements in more others than this are no text that a person wrote."""

MOST_ELEMENTS = 500_000

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}?\?>")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOOSE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(\w{2,32};)?")
_CDATA = "<![CDATA["


class Document(NamedTuple):
    """A file of XML."""

    root: ElementTree.Element
    places: dict[ElementTree.Element, tuple[int, int]]
    """Where each of the elements that were asked for stands in `data`."""
    data: bytes
    """In UTF-8: the file's own bytes wherever it is in UTF-8 and without fault."""
    notices: tuple[str, ...]
    """What was put right, or is missing."""


def parse(data: bytes, name: str, placed: Callable[[str], bool]) -> Document:
    """The elements of a file called `name`, and where those stand whose tag (`{namespace}local`) is `placed`.

    Small faults are put right, and of a file that breaks off what is whole is kept; both are told. Raises
    NewsreaderError where it declares entities, is nested too deep, is too large or holds no element.
    """
    text, notices = _decoded(data)
    if not text.strip():
        raise NewsreaderError("the file is empty", where=name, todo="give a file that holds an article's text")
    builder = _Builder(placed, name)
    fault = builder.feed(text.encode("utf-8", "replace"))
    if fault:
        repaired = _repaired(text)
        again = _Builder(placed, name)
        fault_left = again.feed(repaired.encode("utf-8", "replace"))
        if len(again.places) > len(builder.places) or not fault_left:
            builder, fault = again, fault_left
            notices = (*notices, "faults in the XML were put right")
    if fault:
        notices = (*notices, f"damaged XML: read up to line {fault}")
    if builder.root is None:
        raise NewsreaderError("damaged XML: nothing in it can be read", where=name, todo="get the file again")
    return Document(builder.root, builder.places, builder.data, notices)


def local(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2]


def without_namespaces(element: ElementTree.Element) -> str:
    """The markup inside an element, with the tags named as in HTML."""
    copy = ElementTree.Element("div")
    copy.text = element.text
    for child in element:
        copy.append(_plain(child))
    return ElementTree.tostring(copy, encoding="unicode", method="html")


def _plain(element: ElementTree.Element) -> ElementTree.Element:
    copy = ElementTree.Element(local(element.tag), {local(key): value for key, value in element.attrib.items()})
    copy.text, copy.tail = element.text, element.tail
    copy.extend(_plain(child) for child in element)
    return copy


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file of XML: what is sound UTF-8 is that, whatever it declares."""
    declared = _DECLARED.search(data[:300])
    if not declared and data[:4].count(0) >= 2 and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode_as(data, "utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
    return decode_as(data, declared[1].decode() if declared else "utf-8")


def _repaired(text: str) -> str:
    """The text without what feeds most often get wrong: loose `&`, names of HTML's entities, control characters."""
    from html import unescape

    def repaired(found: re.Match[str]) -> str:
        character = unescape(found[0]) if found[1] else "&"
        return "&amp;" + found[0][1:] if character in ("&", found[0]) else character.replace("&", "&amp;")

    first, *sections = _NO_XML.sub("", text).lstrip().split(_CDATA)
    pieces = [_LOOSE.sub(repaired, first)]
    for section in sections:
        inside, end, after = section.partition("]]>")
        pieces += [_CDATA, inside, end, _LOOSE.sub(repaired, after)]
    return "".join(pieces)


class _Builder:
    """Builds elements from what the parser of the standard library finds."""

    def __init__(self, placed: Callable[[str], bool], name: str) -> None:
        self.root: ElementTree.Element | None = None
        self.places: dict[ElementTree.Element, tuple[int, int]] = {}
        self.data = b""
        self._placed, self._name = placed, name
        self._open: list[tuple[ElementTree.Element, int]] = []
        self._texts: list[str] = []
        self._last: ElementTree.Element | None = None  # the element that has just ended, whose tail is next
        self._count = 0
        self._parser = expat.ParserCreate("utf-8", "}")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._texts.append
        self._parser.EntityDeclHandler = self._refuse_entities

    def feed(self, data: bytes) -> int:
        """Read all of it; the number of the line where it cannot be read on, 0 where all of it can."""
        declaration = _DECLARATION.match(data[:300].decode("utf-8", "replace"))
        skipped = len(declaration[0].encode()) if declaration else 0  # it may name another encoding than this one
        self.data = data
        try:
            self._parser.Parse(b" " * skipped + data[skipped:], True)
        except expat.ExpatError as error:
            return error.lineno
        return 0

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._flush()
        self._count += 1
        if len(self._open) >= DEEPEST or self._count > MOST_ELEMENTS:
            what = "nested too deep" if len(self._open) >= DEEPEST else f"more than {MOST_ELEMENTS:,} elements"
            raise NewsreaderError(f"XML {what}", where=self._name, todo="give a file of articles")
        element = ElementTree.Element(_named(tag), {_named(key): value for key, value in attributes.items()})
        if self._open:
            self._open[-1][0].append(element)
        elif self.root is None:
            self.root = element
        self._open.append((element, self._parser.CurrentByteIndex))
        self._last = None

    def _end(self, tag: str) -> None:
        self._flush()
        self._last, start = self._open.pop()
        if self._placed(self._last.tag):
            end = self.data.find(b">", self._parser.CurrentByteIndex) + 1
            self.places[self._last] = (start, end)

    def _flush(self) -> None:
        text = "".join(self._texts)
        self._texts.clear()
        if self._last is not None:
            self._last.tail = text
        elif self._open:
            self._open[-1][0].text = text

    def _refuse_entities(self, *_: object) -> None:
        raise NewsreaderError(
            "XML that declares entities, which can be a trap", where=self._name, todo="give the file without its DTD"
        )


def _named(name: str) -> str:
    """The name as ElementTree writes it; the parser puts a `}` between namespace and name."""
    return "{" + name if "}" in name else name
