"""Plain text, and the Markdown in it, to blocks: lines, hard-wrapped paragraphs, headings, list items.

Markdown marks are hidden wherever they stand in a text, whatever its file is called.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from articles.blocks import MAX_BLOCKS, Block, hide_unseen, too_many_blocks, visible
from articles.decode import decode
from articles.errors import NewsreaderError
from articles.form import hidden_characters, text_form_1, unseen
from articles.model import Span
from articles.readers.markdown import (
    HEADING,
    ITEM,
    front_matter_end,
    hide_links,
    hide_marks,
    hide_opening,
    is_underline,
)
from articles.readers.reading import Reading

_WRAP_WIDTHS = range(40, 121)
"""The widths, in code points, at which hard-wrapped text breaks its lines."""

_WRAPPED_LINES = 3
"""So many lines broken at one width are seldom chance."""

_ENDS = frozenset(".!?…:;\"'”’»)。！？")
_LINE = re.compile(r"\S[^\n]*")


class _Lines(NamedTuple):
    """Where a block stands, before its marks are read; `tight` as in `Block`."""

    start: int
    end: int
    tight: bool
    indent: int = 0
    """Blanks before its first line."""
    underlined: int = 0
    """Where the underline of a heading begins, 0 without one."""


def read(data: bytes, name: str) -> list[Reading]:
    """The article in the bytes of a text file; `name`, fit to print, is what messages call the file.

    Raises NewsreaderError where the bytes are empty, not text, in an encoding that cannot be recognised, or too
    many blocks.
    """
    decoded, notices = decode(data, name)
    text = text_form_1(decoded)
    hidden = hidden_characters(decoded)
    if hidden:
        notices += (f"{hidden} control or invisible character{'s' if hidden > 1 else ''} taken out",)
    try:
        found = blocks(text)
    except NewsreaderError as error:
        raise NewsreaderError(error.what, where=name, todo=error.todo) from None
    if not found:
        raise NewsreaderError("the file is empty", where=name, todo="give a file that holds an article's text")
    return [Reading(text, found, notices)]


def blocks(text: str) -> list[Block]:
    """The blocks of a text in form 1, in order; every character that can be seen lies in exactly one.

    Raises NewsreaderError where there are more than `MAX_BLOCKS`.
    """
    lines = _lines(text)
    matter_end = front_matter_end(text)
    above = sum(line.end <= matter_end for line in lines)
    groups = [*lines[:above], *_grouped(text, lines[above:])]
    if len(groups) > MAX_BLOCKS:
        raise too_many_blocks()
    found = [_block(text, group, item) for group, item in zip(groups, _items(text, groups), strict=True)]
    return [*(block._replace(matter=True) for block in found[:above]), *found[above:]]


def _lines(text: str) -> list[_Lines]:
    """Lines that are not blank, without the white space around them."""
    found: list[_Lines] = []
    before = 0
    blank = _blank_lines(text)
    for line in _LINE.finditer(text):
        end = line.start() + len(line[0].rstrip())
        if line.start() in blank:
            continue
        tight = bool(found) and text.count("\n", before, line.start()) == 1
        found.append(_Lines(line.start(), end, tight, line.start() - text.rfind("\n", 0, line.start()) - 1))
        before = end
        if len(found) > MAX_BLOCKS * 10:
            raise too_many_blocks()
    return found


def _blank_lines(text: str) -> frozenset[int]:
    """Where lines begin of which nothing can be seen, though they are not empty."""
    spans = unseen(text)
    if not spans:
        return frozenset()
    hidden = {i for start, end in spans for i in range(start, end)}
    lines = _LINE.finditer(text)
    return frozenset(line.start() for line in lines if all(i in hidden or text[i] == " " for i in range(*line.span())))


def _grouped(text: str, lines: list[_Lines]) -> list[_Lines]:
    """Lines of hard-wrapped paragraphs, and a heading and its underline, as one."""
    width = _wrap_width(text, lines)
    groups: list[_Lines] = []
    last = _Lines(0, 0, False)  # the line before this one
    for line in lines:
        above = groups[-1] if groups else None
        if (
            above
            and line.tight
            and is_underline(text, line.start, line.end)
            and not above.underlined
            and _can_be_heading(text, above)
        ):
            groups[-1] = above._replace(end=line.end, underlined=line.start)
        elif above and width and line.tight and not above.underlined and _continues(text, above, last, line, width):
            groups[-1] = above._replace(end=line.end)
        else:
            groups.append(line)
        last = line
    return groups


def _wrap_width(text: str, lines: list[_Lines]) -> int:
    """The width at which the text is hard-wrapped, 0 where it is not.

    It is where most lines that end inside a sentence end because the next word did not fit.
    """
    if len(lines) < _WRAPPED_LINES:
        return 0
    width = sorted(map(_length, lines))[int(0.98 * (len(lines) - 1))]
    if width not in _WRAP_WIDTHS:
        return 0
    pairs = [
        (above, line)
        for above, line in pairwise(lines)
        if line.tight and line.indent <= above.indent and text[above.end - 1] not in _ENDS
    ]
    full = sum(_is_full(text, above, line, width) for above, line in pairs)
    return width if full >= _WRAPPED_LINES and full > len(pairs) * 0.6 else 0


def _length(line: _Lines) -> int:
    return line.indent + line.end - line.start


def _is_full(text: str, above: _Lines, line: _Lines, width: int) -> bool:
    """Whether the first word of `line` would not have fitted on the line above."""
    word = text.find(" ", line.start, line.end)
    return _length(above) + 1 + (word if word >= 0 else line.end) - line.start > width


def _continues(text: str, above: _Lines, last: _Lines, line: _Lines, width: int) -> bool:
    """Whether the line goes on with what stands above it and ends with the line `last`.

    An indent opens a paragraph, but for the one that sets a list's text off from its marks.
    """
    item = ITEM.match(text, above.start)
    margin = max(last.indent, above.indent + len(item[0]) if item else 0)
    if line.indent > margin or not _is_full(text, last, line, width) or HEADING.match(text, above.start):
        return False
    if text[line.start] == ">":
        return text[above.start] == ">"
    return not (HEADING.match(text, line.start) or ITEM.match(text, line.start))


def _can_be_heading(text: str, line: _Lines) -> bool:
    return line.end - line.start <= 120 and text[line.start].isalnum() and "\n" not in text[line.start : line.end]


def _items(text: str, groups: list[_Lines]) -> list[int]:
    """For each group the length of its list mark, 0 for none. One numbered line alone is prose: `1. FC Köln`."""
    marks = [ITEM.match(text, group.start, group.end) for group in groups]
    lengths = [0] * len(groups)
    for i, (mark, following) in enumerate(pairwise(marks)):
        if mark and following and mark[1] == following[1] and (mark[1] or int(mark[2]) + 1 == int(following[2])):
            lengths[i], lengths[i + 1] = len(mark[0]), len(following[0])
    return lengths


def _block(text: str, group: _Lines, item: int) -> Block:
    start, end = group.start, group.underlined or group.end
    hidden = bytearray(end - start)
    level = hide_opening(text, start, end, item, hidden)
    raw = text[start:end]
    link_text = hide_links(raw, hidden)
    hide_marks(raw, hidden)
    hide_unseen(text, start, hidden)
    shown, pieces = visible(text, start, hidden)
    bare = not shown
    if bare:
        unhidden = bytearray(group.end - start)
        hide_unseen(text, start, unhidden)
        shown, pieces = visible(text, start, unhidden)
    if group.underlined:
        level = 1 if text[group.underlined] == "=" else 2
    return Block(
        spans=(Span(start, group.end),),
        shown=shown,
        pieces=pieces,
        heading=level,
        listed=item > 0,
        linked=min(1.0, link_text / len(shown)),
        bare=bare or not any(map(str.isalnum, shown)),
        tight=group.tight,
    )
