"""The styles of a Word document: what a paragraph in one is, and what in it is hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from articles.readers.documents import KINDS_OF_STYLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from articles.model import Kind

_HEADING = re.compile(r"heading (\d)")
_CONTENTS = re.compile(r"toc(?: \d| heading)|table of figures")


class Style(NamedTuple):
    """What a style says of the text in it, itself or by the style it is based on."""

    kind: Kind | None = None
    heading: int = 0
    """The level of a heading, 0 for none."""
    contents: bool = False
    """Whether it is a line of a table of contents."""
    hidden: bool = False
    listed: bool = False
    bold: bool = False
    size: int = 0
    """In half points, 0 where it says nothing."""


PLAIN = Style()


def styles_in(root: Element | None) -> Mapping[str, Style]:
    """The styles of `styles.xml`, by their ids; none without it."""
    elements = {attribute(style, "styleId"): style for style in root or () if local(style) == "style"}
    return {style_id: _style(style_id, elements) for style_id in elements}


def _style(style_id: str, elements: Mapping[str, Element]) -> Style:
    found, seen = PLAIN, set[str]()
    while style_id in elements and style_id not in seen:
        seen.add(style_id)
        element = elements[style_id]
        found = _under(found, _own(element))
        based_on = child(element, "basedOn")
        style_id = attribute(based_on, "val") if based_on is not None else ""
    return found


def _under(found: Style, base: Style) -> Style:
    """The style with what it leaves open taken from the one it is based on."""
    return Style(
        kind=found.kind or base.kind,
        heading=found.heading or base.heading,
        contents=found.contents or base.contents,
        hidden=found.hidden or base.hidden,
        listed=found.listed or base.listed,
        bold=found.bold or base.bold,
        size=found.size or base.size,
    )


def _own(element: Element) -> Style:
    named = child(element, "name")
    name = attribute(named, "val").casefold() if named is not None else ""
    paragraph, run = child(element, "pPr"), child(element, "rPr")
    heading = _HEADING.match(name)
    return Style(
        kind=KINDS_OF_STYLES.get(name),
        heading=int(heading[1]) if heading else outline_level(paragraph),
        contents=_CONTENTS.match(name) is not None,
        hidden=is_on(run, "vanish"),
        listed=is_listed(paragraph) is True,
        bold=is_on(run, "b"),
        size=size_of(run),
    )


def outline_level(properties: Element | None) -> int:
    """The level of heading, from 1, that properties of a paragraph give; 0 for none."""
    outline = child(properties, "outlineLvl")
    value = attribute(outline, "val") if outline is not None else ""
    return int(value) + 1 if value.isdigit() and int(value) < 9 else 0


def is_listed(properties: Element | None) -> bool | None:
    """Whether properties of a paragraph make it an item of a list; None where they say nothing."""
    numbering = child(properties, "numPr")
    number = child(numbering, "numId")
    return None if number is None else attribute(number, "val") != "0"


def size_of(properties: Element | None) -> int:
    """The size of letters in half points; 0 where properties say nothing."""
    size = child(properties, "sz")
    value = attribute(size, "val") if size is not None else ""
    return int(value) if value.isdigit() else 0


def is_on(properties: Element | None, name: str) -> bool:
    """Whether properties switch something on: `vanish`, `b`."""
    switch = child(properties, name)
    return switch is not None and attribute(switch, "val") not in ("0", "false", "off")


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name, whatever its namespace."""
    return next((inner for inner in element if local(inner) == name), None) if element is not None else None


def local(element: Element) -> str:
    """The name of an element without its namespace, of which there are two editions; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """The value of an attribute by its name without namespace, empty where it is missing."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
