"""Links and tags that a line leaves open: the next line goes on with them, however long it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.readers.lines import Line

_IN_ADDRESS = re.compile(r"\]\(<?[^()\s<>]*(?:\([^()\s]*\)[^()\s]*)*$")
_IN_TITLE = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)* +\"[^\"]*$|\]\($")
_TAG = re.compile(r"<(?:a|abbr|cite|del|font|i|img|ins|kbd|mark|q|s|small|span|sub|sup|time|u)(?:\s|$)", re.IGNORECASE)
_MOST_LINES = 30
"""Over so many lines at most goes the title of a link, or a tag."""


def inside_links(text: str, lines: Sequence[Line]) -> list[bool]:
    """For each line whether it goes on with a tag, or the address or the title of a link, that is open above it."""
    goes_on = [False] * len(lines)
    sign, count = "", 0  # what closes the title or tag that the line above leaves open, and the lines that it has
    for at in range(1, len(lines)):
        above = lines[at - 1]
        if not lines[at].tight:
            sign = ""
            continue
        start = above.start
        if sign:
            closed = text.find(sign, above.start, above.end)
            if closed < 0 and count < _MOST_LINES:
                goes_on[at] = True
                count += 1
                continue
            start, sign = closed + (sign != "]") if closed >= 0 else start, ""
        sign, count = _left_open(text, start, above.end), 1
        goes_on[at] = sign != "" or _is_in_address(text, start, above, going_on=goes_on[at - 1])
    return goes_on


def _left_open(text: str, start: int, end: int) -> str:
    """What closes the title of a link, an image, or the tag that `text[start:end]` leaves open; empty for none."""
    image = text.rfind("![", start, end)
    if image >= 0 and text.find("]", image, end) < 0:
        return "]"
    link, tag = text.rfind("](", start, end), text.rfind("<", start, end)
    if link >= 0 and _IN_TITLE.match(text, link, end):
        return '"'
    return ">" if tag >= 0 and text.find(">", tag, end) < 0 and _TAG.match(text, tag, end) else ""


def _is_in_address(text: str, start: int, line: Line, *, going_on: bool) -> bool:
    """Whether the line breaks off inside the address of a link; `going_on` says that the line above it does."""
    link = text.rfind("](", start, line.end)
    if link >= 0:
        return _IN_ADDRESS.match(text, link, line.end) is not None
    return going_on and text.find(" ", start, line.end) < 0 and text.find(")", start, line.end) < 0


def tag_end(text: str, start: int, end: int) -> int:
    """Where the tag of HTML ends with which `text[start:end]` begins, which programs do not break; `start` without."""
    return (text.find(">", start, end) + 1 or end) if _TAG.match(text, start, end) else start
