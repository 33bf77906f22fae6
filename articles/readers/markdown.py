"""The marks of Markdown: which characters of a block they are, so that they can be hidden.

Every step is linear in the length of the block.
"""

from __future__ import annotations

import re

from articles.readers.links import ATTRIBUTES

HEADING = re.compile(r"(#{1,6}) +(?=\S)")
"""What a heading begins with."""

DEEPEST_HEADING = 3
"""Blanks that a heading may be set in by; further in, `#` is the mark of a list in the output of lynx."""

_UNDERLINE = re.compile(r"={3,}|-{3,}")
_HEADING_END = re.compile(r" +#+$")
_QUOTE = re.compile(r"(?:> ?)+")
_MARK = re.compile(r"\\[!-/:-@\[-`{-~]|(?<!\*)\*{1,3}(?!\*)|(?<!_)_{1,3}(?!_)")
_TAG = re.compile(
    r"</?(?:a|abbr|article|aside|b|big|blockquote|br|center|cite|code|del|details|div|em|figcaption|figure|font|footer|"
    r"header|hr|i|img|ins|kbd|li|main|mark|nav|ol|p|picture|q|s|section|small|source|span|strong|sub|summary|sup|time|u|"
    r"ul|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_FENCE = re.compile(r":{3,}(?: *\{[^{}]*\}| *[\w-]+)? *:*")
_OF_PANDOC = re.compile(r"^(?:</?div\b[^<>\n]*>$|:{3,} *(?:\{.*\}|)$|#{1,6} [^\n{]*\{[#.][^\n{}]*\}$)", re.MULTILINE)
_BEFORE_OPENING = frozenset(" \n([{\"'“‘„«—–-*_>/")
_BEFORE_CLOSING = frozenset("*_\"'”’“»…)]!?.%")
_AFTER_OPENING = frozenset("*_\"'“‘„«([¿¡@#$€£")
_AFTER_CLOSING = frozenset(" \n.,;:!?)]}\"'”’“»…—–-*_/")


def is_underline(text: str, start: int, end: int) -> bool:
    """Whether the line `text[start:end]` makes a heading of the line above it."""
    return _UNDERLINE.fullmatch(text, start, end) is not None


def is_fence(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` opens or closes a division of pandoc's Markdown."""
    return text[start] == ":" and _FENCE.fullmatch(text, start, end) is not None


def is_of_pandoc(text: str) -> bool:
    """Whether pandoc wrote the text as Markdown, where the caption of a figure is the description of its image."""
    return _OF_PANDOC.search(text) is not None


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
    _hide(hidden, at - start, at - start + item)
    at += item
    heading = HEADING.match(text, at, end)
    if heading:
        _hide(hidden, at - start, heading.end() - start)
        _hide_behind(text, start, end, heading.end(), hidden)
        return len(heading[1])
    return 0


def _hide_behind(text: str, start: int, end: int, least: int, hidden: bytearray) -> None:
    """Hide what stands behind the text of a heading: `##`, or the attributes of pandoc."""
    closing = _HEADING_END.search(text, max(least, end - 12), end)
    if closing:
        _hide(hidden, closing.start() - start, end - start)
    opened = text.rfind("{", least, end)
    attributes = ATTRIBUTES.match(text, opened, end) if opened >= 0 else None
    if attributes and attributes.end() == end:
        _hide(hidden, opened - start, end - start)


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


def hide_tags(raw: str, hidden: bytearray) -> None:
    """Hide the tags of HTML that programs leave in Markdown, and the backslash that breaks a line."""
    if "<" in raw:
        for tag in _TAG.finditer(raw):
            _hide(hidden, *tag.span())
    at = raw.find("\\\n")
    while at >= 0:
        hidden[at] = 1
        at = raw.find("\\\n", at + 1)
    if raw.endswith("\\") and not raw.endswith("\\\\"):
        hidden[-1] = 1


def _hide(hidden: bytearray, start: int, end: int) -> None:
    hidden[start:end] = b"\x01" * (end - start)
