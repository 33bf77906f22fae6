"""Blocks: what stands together in a text, with the offsets of what of it is shown.

Every reader cuts its text into blocks, whatever its format; `clean` makes numbered paragraphs of them. What is not
shown is hidden, never taken out, so that a block keeps the offsets of the version's text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from articles.errors import NewsreaderError
from articles.form import unseen
from articles.model import Kind, Piece, Span

MAX_BLOCKS = 20_000
"""A text in more blocks than this is no news article."""

_VISIBLE = re.compile(rb"\x00+")
_SHOWN = re.compile(r"\s+|\S+(?: \S+)*+")


class Block(NamedTuple):
    """What stands together in a text: a line, the lines that hard wrapping made of one, or an element of a page."""

    spans: tuple[Span, ...]
    shown: str
    """What a person reads of it. Never empty."""
    pieces: tuple[Piece, ...]
    heading: int = 0
    """The level of a heading that the format marks, 0 for none."""
    listed: bool = False
    """Whether it is an item of a list."""
    linked: float = 0.0
    """The share of what is shown that is link text."""
    bare: bool = False
    """Whether it holds nothing but marks, which are then shown."""
    tight: bool = False
    """Whether it stands on the line directly below the block before."""
    matter: bool = False
    """Whether it is a line of front matter: names and values above the text, meant for programs."""
    kind: Kind | None = None
    """What the format itself says that it is, which no rule doubts; None where it says nothing."""
    reason: str = ""
    """Why it has that `kind`, where that is worth telling."""
    markup: float = 0.0
    """What the markup around it adds to its points as running text (`articles.traits.points`)."""
    source: Span | None = None
    """Where it stands in what the reader read, in code points of the decoded file; None where a reader does not say."""


def join(first: Block, second: Block) -> Block:
    """One block of the two that a page break made of a paragraph, shown with one space between them."""
    at = len(first.shown)
    moved = tuple(piece._replace(shown=piece.shown + at + 1) for piece in second.pieces)
    return first._replace(
        spans=first.spans + second.spans,
        shown=f"{first.shown} {second.shown}",
        pieces=(*first.pieces, Piece(at, first.spans[-1].end, 1), *moved),
    )


def without_start(block: Block, length: int) -> Block:
    """The block without the first characters that are shown; they stay in its span. At least one has to be left."""
    pieces = tuple(
        Piece(max(0, piece.shown - length), piece.start + max(0, length - piece.shown), piece.length - cut)
        for piece in block.pieces
        if (cut := max(0, length - piece.shown)) < piece.length
    )
    return block._replace(shown=block.shown[length:], pieces=pieces)


def visible(text: str, start: int, hidden: bytearray) -> tuple[str, tuple[Piece, ...]]:
    """What a person reads of the text from `start` on, white space as one space, and where it stands in the text.

    `hidden` has a byte for each code point of it, and 1 for those that are not shown.
    """
    shown: list[str] = []
    pieces: list[Piece] = []
    at, gap = 0, -1
    for run in _VISIBLE.finditer(hidden):
        for part in _SHOWN.finditer(text, start + run.start(), start + run.end()):
            if part[0].isspace():
                gap = part.start() if gap < 0 and at else gap
                continue
            if gap >= 0:
                shown.append(" ")
                _add(pieces, at, gap, 1)
                at, gap = at + 1, -1
            shown.append(part[0])
            _add(pieces, at, part.start(), len(part[0]))
            at += len(part[0])
    return "".join(shown), tuple(pieces)


def hide_unseen(text: str, start: int, hidden: bytearray) -> None:
    """Mark in `hidden`, as `visible` has it, the characters that nobody could see."""
    for begin, end in unseen(text, start, start + len(hidden)):
        hidden[begin - start : end - start] = b"\1" * (end - begin)


def _add(pieces: list[Piece], shown: int, start: int, length: int) -> None:
    """Append a piece, or lengthen the last one where the two follow each other in the text."""
    if pieces and pieces[-1].start + pieces[-1].length == start:
        last = pieces.pop()
        shown, start, length = last.shown, last.start, last.length + length
    pieces.append(Piece(shown, start, length))


def too_many_blocks() -> NewsreaderError:
    """The error for a text of more than `MAX_BLOCKS`."""
    return NewsreaderError(
        f"more than {MAX_BLOCKS:,} lines or paragraphs", todo="cut it to the article's text and open it again"
    )
