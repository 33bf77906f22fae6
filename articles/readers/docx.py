"""Word documents (.docx): the text as with all changes accepted, in paragraphs of the kinds that its styles name."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from articles.model import Kind
from articles.readers.composed import Part
from articles.readers.documents import Styled, heading_by_look, styled_reading, without_text
from articles.readers.docx_styles import (
    PLAIN,
    Style,
    attribute,
    child,
    is_listed,
    local,
    outline_level,
    styles_in,
)
from articles.readers.docx_text import PUT_IN, TAKEN_BACK, Fields, ParagraphText, one_of
from articles.readers.zipped import Unzipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from articles.readers.reading import Reading

NAME = "a Word document"
_CELL_WORDS = 12
"""A row whose cells have no more words than this is one line; longer cells are text that a table only places."""


def read(data: bytes, name: str) -> list[Reading]:
    """The article in the bytes of a Word document; `name`, fit to print, is what messages call the file.

    Raises NewsreaderError where it is damaged, locked, too large, or has no text.
    """
    document = _Document(Unzipped(data, NAME, name))
    parts = document.parts()
    if not any(part.text.strip() for part in parts):
        raise without_text(NAME, name)
    return [styled_reading(parts, name, title=document.title, notices=document.notices())]


class _Document:
    """A Word document, its parts found one after another."""

    def __init__(self, unzipped: Unzipped) -> None:
        self._zip = unzipped
        self._main = _main_part(unzipped)
        self._folder = posixpath.dirname(self._main)
        self._styles: Mapping[str, Style] = styles_in(self._beside("styles.xml"))
        self._body_size = next((style.size for style in self._styles.values() if style.size), 0)
        self._fields = Fields()
        self._notes: list[tuple[str, str]] = []
        self._changed = False
        self._styled = Styled()
        self._open: list[tuple[str, str]] = []
        core = unzipped.xml("docProps/core.xml") if "docProps/core.xml" in unzipped.names else None
        title = child(core, "title")
        self.title = (title.text or "") if title is not None else ""
        """The one that the program keeps, which may be that of a template or a draft."""

    def parts(self) -> list[Part]:
        """Body, notes, running heads and feet, in this order."""
        root = self._zip.xml(self._main)
        body = child(root, "body")
        parts = list(self._container(body)) if body is not None else []
        parts += self._flushed()
        parts += self._noted()
        parts += self._running_heads(root)
        return parts

    def notices(self) -> tuple[str, ...]:
        """What is to be told of how it was read."""
        told = ["its tracked changes are read as if all were accepted"] if self._changed else []
        comments = self._beside("comments.xml")
        count = sum(local(comment) == "comment" for comment in comments or ())
        if count:
            told.append(f"{count} comment{'s' if count > 1 else ''} left out")
        return tuple(told)

    def _beside(self, file: str) -> Element | None:
        member = posixpath.join(self._folder, file)
        return self._zip.xml(member) if member in self._zip.names else None

    def _container(self, container: Element) -> Iterator[Part]:
        for element in container:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name == "AlternateContent":
                for chosen in one_of(element):
                    yield from self._container(chosen)
            elif name in TAKEN_BACK:
                self._changed = True
            elif name not in ("sectPr", "sdtPr", "sdtEndPr"):
                self._changed |= name in PUT_IN
                yield from self._container(element)

    def _paragraph(self, element: Element) -> Iterator[Part]:
        properties = child(element, "pPr")
        styled = child(properties, "pStyle")
        style = self._styles.get(attribute(styled, "val"), PLAIN) if styled is not None else PLAIN
        found = ParagraphText(element, self._fields, self._styles)
        self._changed |= found.changed or found.goes_on
        self._notes += found.notes
        if style.hidden:
            found.text, found.hidden = "", found.text + found.hidden
        listed = is_listed(properties)
        self._open.append((found.text, found.hidden))
        if not found.goes_on:
            heading = style.heading or outline_level(properties)
            by_look = 0 if heading or style.kind else self._by_look(found)
            yield from self._closed(style, heading, by_look, style.listed if listed is None else listed, found.linked)
        for box in found.boxes:
            yield from self._flushed()
            yield from self._container(box)

    def _by_look(self, found: ParagraphText) -> int:
        """The level of heading that bold or larger letters make of a short paragraph."""
        letters = sum(not character.isspace() for character in found.text)
        large = self._body_size > 0 and found.size >= 1.2 * self._body_size
        return heading_by_look(found.text, bold=found.bold >= letters * 0.9, large=large)

    def _flushed(self) -> Iterator[Part]:
        if self._open:
            yield from self._closed(PLAIN, 0, 0, False, 0)

    def _closed(self, style: Style, heading: int, by_look: int, listed: bool, linked: int) -> Iterator[Part]:
        """The parts of the paragraph whose end was reached."""
        text = "".join(text for text, _ in self._open)
        hidden = "".join(hidden for _, hidden in self._open)
        self._open.clear()
        letters = sum(not character.isspace() for character in text)
        yield from self._styled.parts(
            text,
            kind=style.kind,
            heading=heading,
            by_look=by_look,
            contents=style.contents,
            listed=listed,
            linked=min(1.0, linked / letters) if letters else 0.0,
        )
        if hidden.strip():
            yield Part(hidden, Kind.BOILERPLATE, "hidden")

    def _table(self, table: Element) -> Iterator[Part]:
        """A line for each row, or the paragraphs of its cells where they are long."""
        for row in _inner(table, "tr"):
            if any(child(child(row, "trPr"), name) is not None for name in TAKEN_BACK):
                self._changed = True
                continue
            cells = [list(self._container(cell)) for cell in _inner(row, "tc")]
            cells = [cell for cell in cells if cell]
            if len(cells) > 1 and all(len(cell) == 1 and _is_short(cell[0]) for cell in cells):
                yield Part("\t".join(cell[0].text.strip() for cell in cells), listed=True)
            else:
                for cell in cells:
                    yield from cell

    def _noted(self) -> Iterator[Part]:
        """The notes below the text, in the order in which it refers to them."""
        roots = {file: self._beside(f"{file}.xml") for file, _ in self._notes}
        notes = {(file, attribute(note, "id")): note for file, root in roots.items() for note in root or ()}
        for key in dict.fromkeys(self._notes):
            if key in notes:
                for part in [*self._container(notes[key]), *self._flushed()]:
                    yield part if part.kind else part._replace(kind=Kind.BOILERPLATE, reason="note")

    def _running_heads(self, root: Element) -> Iterator[Part]:
        """Heads and feet of the pages, each once."""
        relations = self._beside(f"_rels/{posixpath.basename(self._main)}.rels")
        targets = {attribute(relation, "Id"): attribute(relation, "Target") for relation in relations or ()}
        said = set[str]()
        for reference in root.iter():
            if local(reference) in ("headerReference", "footerReference"):
                head = self._beside(targets.get(attribute(reference, "id"), "?"))
                for part in [*self._container(head), *self._flushed()] if head is not None else ():
                    if part.text.strip() not in said:
                        said.add(part.text.strip())
                        yield Part(part.text, Kind.BOILERPLATE, "page")


def _main_part(unzipped: Unzipped) -> str:
    """The name of the member that holds the text."""
    relations = unzipped.xml("_rels/.rels") if "_rels/.rels" in unzipped.names else None
    targets = [
        attribute(relation, "Target").lstrip("/")
        for relation in relations or ()
        if attribute(relation, "Type").endswith("/officeDocument")
    ]
    return next((target for target in targets if target in unzipped.names), "word/document.xml")


def _inner(element: Element, name: str) -> Iterator[Element]:
    """The children of that name, also those in content controls and the like, but not those of a table inside."""
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) not in ("tc", "tr", "tbl"):
            yield from _inner(inner, name)


def _is_short(part: Part) -> bool:
    return part.kind is None and len(part.text.split()) <= _CELL_WORDS
