"""The lines of a text: where they stand, how far they are set in, and how wide they are."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from articles.form import unseen

if TYPE_CHECKING:
    from collections.abc import Sequence

ITEM = re.compile(r"(?:([-*+•‣◦▪▫●○■□◆◇])|(\d{1,3})[.)]) +(?=\S)")
"""What an item of a list begins with."""

_LINE = re.compile(r"\S[^\n]*")
_QUOTES = re.compile(r"(?:> ?)+")
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60"
    "\uffe0-\uffe6\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001f9ff\U00020000-\U0003fffd]"
)
"""Characters that take two cells of a terminal."""


class Line(NamedTuple):
    """A line that is not blank, without the white space around it."""

    start: int
    end: int
    tight: bool
    """Whether it stands directly below the line before."""
    indent: int
    """Blanks before it."""
    content: int
    """Where it begins behind its marks of quotation (`> `), else `start`; `end` where it has nothing but those."""
    width: int
    """Cells, with the indent."""
    trailing: int = 0
    """Blanks behind it."""

    @property
    def quoted(self) -> bool:
        """Whether it begins with a mark of quotation."""
        return self.content > self.start


def lines_of(text: str, most: int) -> list[Line]:
    """The lines of a text in form 1 of which something can be seen; at most one more than `most`."""
    found: list[Line] = []
    before = 0
    blank = _blank_lines(text)
    narrow = _WIDE.search(text) is None
    for line in _LINE.finditer(text):
        start, end = line.start(), line.start() + len(line[0].rstrip())
        if start in blank:
            continue
        tight = bool(found) and text.count("\n", before, start) == 1
        indent = start - text.rfind("\n", 0, start) - 1
        quotes = _QUOTES.match(text, start, end) if text[start] == ">" else None
        width = indent + (end - start if narrow else cells(text, start, end))
        found.append(Line(start, end, tight, indent, quotes.end() if quotes else start, width, line.end() - end))
        before = end
        if len(found) > most:
            break
    return found


def item_marks(text: str, lines: Sequence[Line]) -> list[int]:
    """For each line the length of the mark of a list's item that it begins with, 0 without one.

    A number counts only where the numbered line before or behind it has the one next to it: `1. FC Köln` is prose.
    """
    marks = [ITEM.match(text, line.content, line.end) for line in lines]
    found = [len(mark[0]) if mark and mark[1] else 0 for mark in marks]
    numbered = [(i, int(mark[2]), len(mark[0])) for i, mark in enumerate(marks) if mark and mark[2]]
    for (i, number, length), (j, following, other) in pairwise(numbered):
        if number + 1 == following:
            found[i], found[j] = length, other
    return found


def cells(text: str, start: int, end: int) -> int:
    """How many cells of a terminal `text[start:end]` takes."""
    part = text[start:end]
    return len(part) if part.isascii() else len(part) + len(_WIDE.findall(part))


def is_wide(character: str) -> bool:
    """Whether the character is one of a script that has no blanks between words and two cells for each sign."""
    return character >= "\u2e80" and _WIDE.match(character) is not None and not "\uac00" <= character <= "\ud7a3"


def _blank_lines(text: str) -> frozenset[int]:
    """Where lines begin of which nothing can be seen, though they are not empty."""
    spans = unseen(text)
    if not spans:
        return frozenset()
    hidden = {i for start, end in spans for i in range(start, end)}
    lines = _LINE.finditer(text)
    return frozenset(line.start() for line in lines if all(i in hidden or text[i] == " " for i in range(*line.span())))
