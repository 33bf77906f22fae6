"""OpenDocument texts (.odt): the text as with all changes accepted, in paragraphs of the kinds that its styles name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from articles.model import Kind
from articles.readers.composed import Part
from articles.readers.documents import KINDS_OF_STYLES, Styled, heading_by_look, styled_reading, without_text
from articles.readers.docx_styles import attribute, child, local
from articles.readers.zipped import Unzipped, locked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from articles.readers.reading import Reading

NAME = "an OpenDocument text"
_CELL_WORDS = 12
_NO_TEXT = frozenset(
    re.findall(
        r"[\w-]+",
        "tracked-changes annotation annotation-end note-citation ruby-text title desc forms sequence-decls "
        "index-title-template table-of-content-source illustration-index-source bibliography-source "
        "alphabetical-index-source event-listeners user-field-decls variable-decls soft-page-break",
    )
)
_INDEXES = frozenset({"table-of-content", "illustration-index", "table-index", "alphabetical-index", "user-index"})
_PARAGRAPHS = ("p", "h")


class _Style(NamedTuple):
    kind: Kind | None = None
    hidden: bool = False
    bold: bool = False
    listed: bool = False


_PLAIN = _Style()


def read(data: bytes, name: str) -> list[Reading]:
    """The article in the bytes of an OpenDocument text; `name`, fit to print, is what messages call the file.

    Raises NewsreaderError where it is damaged, locked, too large, or has no text.
    """
    unzipped = Unzipped(data, NAME, name)
    manifest = "META-INF/manifest.xml"
    if "encrypted-package" in unzipped.names or (
        manifest in unzipped.names and b"encryption-data" in unzipped.read(manifest)
    ):
        raise locked(NAME, name)
    document = _Document(unzipped)
    parts = document.parts()
    if not any(part.text.strip() for part in parts):
        raise without_text(NAME, name)
    return [styled_reading(parts, name, title=document.title(), notices=tuple(document.notices))]


class _Inline:
    """What a paragraph holds."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.hidden: list[str] = []
        self.apart: list[Element] = []
        """Text boxes and the like that hang on it."""
        self.linked = 0
        self.bold = 0


class _Document:
    """An OpenDocument text, its parts found one after another."""

    def __init__(self, unzipped: Unzipped) -> None:
        self._zip = unzipped
        self.notices: list[str] = []
        """What is to be told of how it was read."""
        self._root = unzipped.xml("content.xml")
        self._common = unzipped.xml("styles.xml") if "styles.xml" in unzipped.names else None
        elements = {
            attribute(element, "name"): element
            for root in (self._common, self._root)
            for element in (root.iter() if root is not None else ())
            if local(element) == "style"
        }
        self._elements: Mapping[str, Element] = elements
        self._styles: dict[str, _Style] = {}
        self._styled = Styled()
        self._notes: list[Element] = []

    def title(self) -> str:
        """The title that the program keeps."""
        meta = self._zip.xml("meta.xml") if "meta.xml" in self._zip.names else None
        titles = (
            [element.text or "" for element in meta.iter() if local(element) == "title"] if meta is not None else []
        )
        return titles[0] if titles else ""

    def parts(self) -> list[Part]:
        """Text, notes, running heads and feet, in this order."""
        text = child(child(self._root, "body"), "text")
        if text is None:
            return []
        comments = sum(local(element) == "annotation" for element in text.iter())
        if any(local(element) == "changed-region" for element in text.iter()):
            self.notices.append("its tracked changes are read as if all were accepted")
        if comments:
            self.notices.append(f"{comments} comment{'s' if comments > 1 else ''} left out")
        parts = list(self._container(text))
        for note in self._notes:
            below = list(self._container(note))
            parts += [part if part.kind else part._replace(kind=Kind.BOILERPLATE, reason="note") for part in below]
        said = set[str]()
        for head in self._common.iter() if self._common is not None else ():
            if local(head) in ("header", "footer", "header-left", "footer-left", "header-first", "footer-first"):
                for part in self._container(head):
                    if part.text.strip() not in said:
                        said.add(part.text.strip())
                        parts.append(Part(part.text, Kind.BOILERPLATE, "page"))
        return parts

    def _style(self, element: Element) -> _Style:
        name = attribute(element, "style-name")
        if name not in self._styles:
            self._styles[name] = _style(name, self._elements)
        return self._styles[name]

    def _container(self, container: Element, *, listed: bool = False) -> Iterator[Part]:
        for element in container:
            name = local(element)
            if name in _PARAGRAPHS:
                yield from self._paragraph(element, listed=listed)
            elif name == "table":
                yield from self._table(element)
            elif name in _INDEXES:
                yield from (
                    part._replace(kind=Kind.BOILERPLATE, reason="contents") for part in self._container(element)
                )
            elif name == "section" and attribute(element, "display") in ("none", "condition"):
                yield from (part._replace(kind=Kind.BOILERPLATE, reason="hidden") for part in self._container(element))
            elif name not in _NO_TEXT:
                yield from self._container(element, listed=listed or name in ("list-item", "list-header"))

    def _paragraph(self, element: Element, *, listed: bool) -> Iterator[Part]:
        style = self._style(element)
        found = _Inline()
        self._walk(element, found, hidden=style.hidden, linked=False, bold=style.bold)
        text = "".join(found.texts)
        letters = sum(not character.isspace() for character in text)
        level = attribute(element, "outline-level") if local(element) == "h" else ""
        heading = int(level) if level.isdigit() else int(local(element) == "h")
        by_look = heading_by_look(text, bold=found.bold >= 0.9 * letters, large=False)
        yield from self._styled.parts(
            text,
            kind=style.kind,
            heading=min(heading, 9),
            by_look=0 if heading or style.kind else by_look,
            listed=listed or style.listed,
            linked=min(1.0, found.linked / letters) if letters else 0.0,
        )
        hidden = "".join(found.hidden)
        if hidden.strip():
            yield Part(hidden, Kind.BOILERPLATE, "hidden")
        for apart in found.apart:
            yield from self._container(apart)

    def _walk(self, element: Element, found: _Inline, *, hidden: bool, linked: bool, bold: bool) -> None:
        self._add(element.text, found, hidden=hidden, linked=linked, bold=bold)
        for inner in element:
            name = local(inner)
            if name == "s":
                count = attribute(inner, "c")
                self._add(" " * min(int(count), 100) if count.isdigit() else " ", found, hidden=hidden)
            elif name in ("tab", "line-break"):
                self._add("\t" if name == "tab" else "\n", found, hidden=hidden)
            elif name == "note":
                self._notes += [body for body in inner if local(body) == "note-body"]
            elif name == "hidden-text":
                found.hidden.append(attribute(inner, "string-value"))
            elif name in ("frame", "custom-shape", "rect", "text-box", "g", "hidden-paragraph"):
                found.apart.append(inner)
            elif name not in _NO_TEXT:
                style = self._style(inner) if name == "span" else _PLAIN
                self._walk(
                    inner,
                    found,
                    hidden=hidden or style.hidden,
                    linked=linked or name == "a",
                    bold=bold or style.bold,
                )
            self._add(inner.tail, found, hidden=hidden, linked=linked, bold=bold)

    def _add(self, text: str | None, found: _Inline, *, hidden: bool, linked: bool = False, bold: bool = False) -> None:
        if not text:
            return
        (found.hidden if hidden else found.texts).append(text if text in "\t\n" else " ".join(_kept_blanks(text)))
        if not hidden:
            letters = sum(not character.isspace() for character in text)
            found.linked += letters if linked else 0
            found.bold += letters if bold else 0

    def _table(self, table: Element) -> Iterator[Part]:
        """A line for each row, or the paragraphs of its cells where they are long."""
        for row in (element for element in table.iter() if local(element) == "table-row"):
            cells = [list(self._container(cell)) for cell in row if local(cell) == "table-cell"]
            cells = [cell for cell in cells if cell]
            short = all(len(cell) == 1 and len(cell[0].text.split()) <= _CELL_WORDS for cell in cells)
            if len(cells) > 1 and short and all(cell[0].kind is None for cell in cells):
                yield Part("\t".join(cell[0].text.strip() for cell in cells), listed=True)
            else:
                for cell in cells:
                    yield from cell


def _kept_blanks(text: str) -> list[str]:
    """The words of a text in a document, in which line breaks and runs of blanks are one blank."""
    return [*([""] if text[0].isspace() else []), *text.split(), *([""] if text[-1].isspace() else [])]


def _style(name: str, elements: Mapping[str, Element]) -> _Style:
    """What a style says, itself or by those it is based on; the nearest that has a name of its own tells the kind."""
    kind: Kind | None = None
    hidden = bold = listed = False
    seen = set[str]()
    while name and name not in seen:
        seen.add(name)
        kind = kind or KINDS_OF_STYLES.get(name.replace("_20_", " ").casefold())
        element = elements.get(name)
        if element is None:
            break
        letters = child(element, "text-properties")
        if letters is not None:
            hidden |= attribute(letters, "display") == "none"
            bold |= attribute(letters, "font-weight") in ("bold", "600", "700", "800", "900")
        listed |= bool(attribute(element, "list-style-name"))
        name = attribute(element, "parent-style-name")
    return _Style(kind, hidden, bold, listed)
