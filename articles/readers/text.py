"""Plain text and Markdown to blocks: what stands together, and which of its characters a person is shown.

Marks are hidden, never taken out: a block keeps the offsets of what it shows in the version's text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from articles.errors import NewsreaderError
from articles.marks import HEADING, hide_links, hide_marks, hide_opening, show
from articles.model import Piece, Span

MAX_BLOCKS = 20_000
"""A text in more blocks than this is no news article."""

_WRAP = range(40, 121)
"""Where hard-wrapped text breaks its lines, in code points."""

_WRAPPED = 3
"""Lines broken at one width, by chance seldom as many."""

_ENDS = frozenset(".!?…:;\"'”’»)。！？")
_MATTER = re.compile(r"---\n(?:[\w-]+:.*\n|[ -].*\n)+---(?=\n|$)")
"""What tools that save pages as Markdown put above the text: lines of names and values."""

_LINE = re.compile(r"\S[^\n]*")
_ITEM = re.compile(r"(?:([-*+•])|(\d{1,3})[.)]) +(?=\S)")
_UNDERLINE = re.compile(r"={3,}|-{3,}")


class Block(NamedTuple):
    """What stands together in a text: a line, or the lines that hard wrapping made of one."""

    spans: tuple[Span, ...]
    shown: str
    """What a person reads of it. Never empty."""
    pieces: tuple[Piece, ...]
    heading: int = 0
    """The level of a Markdown heading, 0 for none."""
    listed: bool = False
    """An item of a list."""
    linked: float = 0.0
    """The share of what is shown that is link text."""
    bare: bool = False
    """Nothing but marks, shown as they are."""
    tight: bool = False
    """On the line directly below the block before."""
    matter: bool = False
    """A line of what stands above the text for programs to read."""


class _Lines(NamedTuple):
    """A block's place before its marks are read; `tight` as in `Block`."""

    start: int
    end: int
    tight: bool
    indent: int = 0
    """Blanks before its first line."""
    underlined: int = 0
    """Where the underline of a heading begins, 0 without one."""


def blocks(text: str) -> list[Block]:
    """The blocks of a text in form 1, in order; every character that is not white space lies in exactly one.

    Raises NewsreaderError where there are more than `MAX_BLOCKS`.
    """
    lines = _lines(text)
    matter = _MATTER.match(text)
    above = sum(line.end <= matter.end() for line in lines) if matter else 0
    groups = [*lines[:above], *_grouped(text, lines[above:])]
    if len(groups) > MAX_BLOCKS:
        raise _too_many()
    found = [_block(text, group, item) for group, item in zip(groups, _items(text, groups), strict=True)]
    return [*(block._replace(matter=True) for block in found[:above]), *found[above:]]


def join(first: Block, second: Block) -> Block:
    """The paragraph that a page break cut in two: one space stands for the white space between the spans."""
    at = len(first.shown)
    moved = tuple(piece._replace(shown=piece.shown + at + 1) for piece in second.pieces)
    return first._replace(
        spans=first.spans + second.spans,
        shown=f"{first.shown} {second.shown}",
        pieces=(*first.pieces, Piece(at, first.spans[-1].end, 1), *moved),
    )


def _lines(text: str) -> list[_Lines]:
    """Lines that are not blank, without the white space around them."""
    found: list[_Lines] = []
    before = 0
    for line in _LINE.finditer(text):
        end = line.start() + len(line[0].rstrip())
        tight = bool(found) and text.count("\n", before, line.start()) == 1
        found.append(_Lines(line.start(), end, tight, line.start() - text.rfind("\n", 0, line.start()) - 1))
        before = end
        if len(found) > MAX_BLOCKS * 10:
            raise _too_many()
    return found


def _grouped(text: str, lines: list[_Lines]) -> list[_Lines]:
    """Lines of hard-wrapped paragraphs, and a heading and its underline, as one."""
    width = _wrap_width(text, lines)
    groups: list[_Lines] = []
    last = _Lines(0, 0, False)  # the line before this one
    for line in lines:
        above = groups[-1] if groups else None
        if above and line.tight and _is_underline(text, line) and not above.underlined and _can_be_heading(text, above):
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
    if len(lines) < _WRAPPED:
        return 0
    width = sorted(map(_length, lines))[int(0.98 * (len(lines) - 1))]
    if width not in _WRAP:
        return 0
    pairs = [
        (above, line)
        for above, line in pairwise(lines)
        if line.tight and line.indent <= above.indent and text[above.end - 1] not in _ENDS
    ]
    full = sum(_is_full(text, above, line, width) for above, line in pairs)
    return width if full >= _WRAPPED and full > len(pairs) * 0.6 else 0


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
    item = _ITEM.match(text, above.start)
    margin = max(last.indent, above.indent + len(item[0]) if item else 0)
    if line.indent > margin or not _is_full(text, last, line, width) or HEADING.match(text, above.start):
        return False
    if text[line.start] == ">":
        return text[above.start] == ">"
    return not (HEADING.match(text, line.start) or _ITEM.match(text, line.start))


def _is_underline(text: str, line: _Lines) -> bool:
    return _UNDERLINE.fullmatch(text, line.start, line.end) is not None


def _can_be_heading(text: str, line: _Lines) -> bool:
    return line.end - line.start <= 120 and text[line.start].isalnum() and "\n" not in text[line.start : line.end]


def _items(text: str, groups: list[_Lines]) -> list[int]:
    """For each group the length of its list mark, 0 for none. One numbered line alone is prose: `1. FC Köln`."""
    marks = [_ITEM.match(text, group.start, group.end) for group in groups]
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
    shown, pieces = show(text, start, hidden)
    bare = not shown
    if bare:
        shown, pieces = show(text, start, bytearray(group.end - start))
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


def _too_many() -> NewsreaderError:
    return NewsreaderError(
        f"more than {MAX_BLOCKS:,} lines or paragraphs", todo="cut it to the article's text and open it again"
    )
