"""What text browsers write in place of what a text cannot show: numbers of links, pictures, buttons, fields.

lynx, w3m and elinks number the links (`a [3]strike`) and list their addresses at the end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.readers.lines import Line

_ENTRY = re.compile(r"(?:(\d{1,5})\.|\[(\d{1,5})\]) +(?:[a-z][a-z0-9+.-]{1,20}:|[/.#])\S*")
_HEADING_WORDS = 3
_LABELS = frozenset(("visible links", "visible links:", "hidden links", "hidden links:"))
_NUMBER = re.compile(r"(?<![\w.!?,;:)”\"])\[(\d{1,5})\](?=\S)")
_BUTTON = re.compile(r"\(BUTTON\) ?")
_PICTURE = re.compile(
    r"\[[^\s\[\]]*\.(?:jpe?g|png|gif|webp|svg|ico|bmp)(?:[?&][^\s\[\]]*(?:\n *[^\s\[\]]+){0,3})?\] ?", re.IGNORECASE
)
_PICTURES = re.compile(r"(?:\[[^\s\[\]]+\](?: |$))+")
_FIELD = re.compile(r"_{6,}|\[ {5,}\]")
_LONGEST_FIELD_WORDS = 8
_RELATED = re.compile(r"#\S.*\b(?:alternate|canonical|next|prev|publisher|search|shortlink)\b", re.DOTALL)


class Addresses(NamedTuple):
    """The list of addresses at the end of a text."""

    first: int
    """The number of its first line; that of the lines where there is no list."""
    links: int
    """How many links are numbered."""


def addresses_at_end(text: str, lines: Sequence[Line]) -> Addresses:
    """The list of numbered addresses that a text ends with, its heading included."""
    at, count, entries = len(lines), 0, 0
    while at:
        line = lines[at - 1]
        entry = _ENTRY.fullmatch(text, line.start, line.end)
        if entry:
            count = max(count, int(entry[1] or entry[2]))
            entries += 1
        elif text[line.start : line.end].lower() not in _LABELS:
            break
        at -= 1
    if not entries:
        return Addresses(len(lines), 0)
    heading = text[lines[at - 1].start : lines[at - 1].end] if at else ""
    if at and heading.count(" ") < _HEADING_WORDS and heading.rstrip(":")[-1:].isalpha():
        return Addresses(at - 1, count)
    return Addresses(at, count) if entries > 1 else Addresses(len(lines), 0)


def hide_placeholders(raw: str, links: int, hidden: bytearray) -> None:
    """Hide the numbers of links, of which there are `links`, and what stands for buttons and pictures."""
    if "[" in raw:
        for number in _NUMBER.finditer(raw) if links else ():
            if 0 < int(number[1]) <= links:
                _hide(hidden, *number.span())
        for picture in _PICTURE.finditer(raw):
            _hide(hidden, *picture.span())
    if "(BUTTON)" in raw:
        for button in _BUTTON.finditer(raw):
            _hide(hidden, *button.span())


def placeholder(raw: str, *, first: bool) -> str:
    """Why a block is no text if it stands for a thing of the page: `nav`, `image`, else empty.

    `first` says that it is the first of the text, where lynx lists the pages that belong to this one.
    """
    if raw.startswith("(BUTTON)") or (first and _RELATED.match(raw)):
        return "nav"
    if raw[0] == "[" and _PICTURES.fullmatch(raw) and any(map(str.isalpha, raw)):
        return "image"
    if _FIELD.search(raw) and len(raw.split()) <= _LONGEST_FIELD_WORDS:
        return "nav"
    return ""


def _hide(hidden: bytearray, start: int, end: int) -> None:
    hidden[start:end] = b"\x01" * (end - start)
