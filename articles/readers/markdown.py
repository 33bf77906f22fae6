"""The marks of Markdown: which characters of a block they are, so that they can be hidden.

Every step is linear in the length of the block.
"""

from __future__ import annotations

import re

HEADING = re.compile(r"(#{1,6}) +(?=\S)")
"""What a heading begins with."""

ITEM = re.compile(r"(?:([-*+•])|(\d{1,3})[.)]) +(?=\S)")
"""What an item of a list begins with."""

_UNDERLINE = re.compile(r"={3,}|-{3,}")
_FRONT_MATTER = re.compile(r"---\n(?:[\w-]+:.*\n|[ -].*\n)+---(?=\n|$)")
"""What tools that save pages as Markdown put above the text: lines of names and values."""

_HEADING_END = re.compile(r" +#+$")
_QUOTE = re.compile(r"(?:> ?)+")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?=[^()\s]*[/.#:])(?:[^()\s]|\([^()\s]*\))*+(?: +\"[^\"\n]*\")?\)")
_MARK = re.compile(r"\\[!-/:-@\[-`{-~]|(?<!\*)\*{1,3}(?!\*)|(?<!_)_{1,3}(?!_)")
_BEFORE_OPENING = frozenset(" \n([{\"'“‘„«—–-*_>/")
_BEFORE_CLOSING = frozenset("*_\"'”’“»…)]!?.%")
_AFTER_OPENING = frozenset("*_\"'“‘„«([¿¡@#$€£")
_AFTER_CLOSING = frozenset(" \n.,;:!?)]}\"'”’“»…—–-*_/")


def front_matter_end(text: str) -> int:
    """The offset at which the lines of names and values end that stand above a text; 0 where there are none."""
    matter = _FRONT_MATTER.match(text)
    return matter.end() if matter else 0


def is_underline(text: str, start: int, end: int) -> bool:
    """Whether the line `text[start:end]` makes a heading of the line above it."""
    return _UNDERLINE.fullmatch(text, start, end) is not None


def hide_opening(text: str, start: int, end: int, item: int, hidden: bytearray) -> int:
    """Hide the marks that the block `text[start:end]` begins with; the level of its heading, 0 where it is none.

    `hidden` has a byte for each of its characters, and 1 for those hidden; `item` is the length of its list mark.
    """
    at = start
    if text[at] == ">":
        line = at
        while 0 <= line < end:
            mark = _QUOTE.match(text, line, end)
            if mark:
                _hide(hidden, line - start, mark.end() - start)
                at = mark.end() if line == start else at
            line = text.find("\n", line, end) + 1 or end
    heading = HEADING.match(text, at, end)
    if heading:
        _hide(hidden, at - start, heading.end() - start)
        closing = _HEADING_END.search(text, max(heading.end(), end - 12), end)
        if closing:
            _hide(hidden, closing.start() - start, end - start)
        return len(heading[1])
    _hide(hidden, 0, item)
    return 0


def hide_links(raw: str, hidden: bytearray) -> int:
    """Hide all of a link but its text; the length of the text that stays."""
    length = 0
    for link in _LINK.finditer(raw):
        _hide(hidden, link.start(), link.start(1))
        _hide(hidden, link.end(1), link.end())
        length += len(link[1])
    return length


def hide_marks(raw: str, hidden: bytearray) -> None:
    """Hide the backslash of an escape, and emphasis that is both opened and closed at the edge of words."""
    opened: list[tuple[str, int]] = []
    waiting: dict[str, int] = {}
    for found in _MARK.finditer(raw):
        mark, at = found[0], found.start()
        if hidden[at]:
            continue
        if mark[0] == "\\":
            hidden[at] = 1
            continue
        before = raw[at - 1] if at else " "
        after = raw[found.end()] if found.end() < len(raw) else " "
        if waiting.get(mark) and after in _AFTER_CLOSING and (before.isalnum() or before in _BEFORE_CLOSING):
            while opened:
                other, start = opened.pop()
                waiting[other] -= 1
                if other == mark:
                    _hide(hidden, start, start + len(mark))
                    _hide(hidden, at, at + len(mark))
                    break
        elif before in _BEFORE_OPENING and (after.isalnum() or after in _AFTER_OPENING):
            opened.append((mark, at))
            waiting[mark] = waiting.get(mark, 0) + 1


def _hide(hidden: bytearray, start: int, end: int) -> None:
    hidden[start:end] = b"\x01" * (end - start)
