"""The lines of the head above a text as blocks: its title is the headline where the text below does not say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.blocks import Block, hide_unseen, visible
from articles.model import Kind, Span
from articles.readers.front_matter import AUTHORS, DATES, TITLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.readers.front_matter import Head, Value
    from articles.readers.lines import Line

_NEAR_TOP = 60
"""So many blocks below the head are looked through for what it says too."""


def head_blocks(text: str, lines: Sequence[Line], head: Head, below: Sequence[Block]) -> list[Block]:
    """The blocks of the lines of a head; `below` are those of the text under it."""
    wanted = _wanted(head, below)
    found: list[Block] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        value, kind = next(
            ((value, kind) for value, kind in wanted if line.start <= value.span.start < line.end), (None, None)
        )
        last = at
        while value and last + 1 < len(lines) and lines[last].end < value.span.end:
            last += 1
        found.append(_block(text, line, lines[last], value, kind))
        at = last + 1
    return found


def _wanted(head: Head, below: Sequence[Block]) -> list[tuple[Value, Kind]]:
    """The values that are shown as paragraphs of the article, with their kinds."""
    top = [_letters(block.shown) for block in below[:_NEAR_TOP]]
    titles, authors = head.of(TITLES)[:1], head.of(AUTHORS)
    headings = [_letters(block.shown) for block in below[:_NEAR_TOP] if block.heading == 1]
    wanted = [(value, Kind.HEADLINE) for value in titles if not _said(value.text, top, headings)]
    if not any(_letters(value.text) in block for value in authors for block in top):
        wanted += [(value, Kind.BYLINE) for value in authors]
    return wanted + [(value, Kind.DATE) for value in head.of(DATES)[:1]]


def _said(title: str, top: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether a block near the top is the title, with or without the outlet that stands behind it, or a longer one."""
    letters = _letters(title)
    return any(block and letters.startswith(block) and len(block) >= len(letters) / 2 for block in top) or any(
        heading.startswith(letters) for heading in headings
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _block(text: str, first: Line, last: Line, value: Value | None, kind: Kind | None) -> Block:
    start, end = first.start, last.end
    hidden = bytearray(end - start)
    if value:
        hidden[: value.span.start - start] = b"\1" * (value.span.start - start)
        hidden[value.span.end - start :] = b"\1" * (end - value.span.end)
        for at in range(value.span.start, value.span.end - 1):
            if text[at] == "\\" or (text[at] == text[at + 1] == "'"):
                hidden[at - start] = 1
    hide_unseen(text, start, hidden)
    shown, pieces = visible(text, start, hidden)
    if not shown:
        return _block(text, first, last, None, None)
    bare = not any(map(str.isalnum, shown))
    return Block(
        spans=(Span(start, end),),
        shown=shown,
        pieces=pieces,
        bare=bare,
        tight=first.tight,
        matter=True,
        kind=kind or (None if bare else Kind.BOILERPLATE),
        reason="" if kind or bare else "matter",
    )
