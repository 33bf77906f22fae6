"""A text made of parts, for formats that say themselves what stands together: pages, documents, mails, feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from articles.blocks import MAX_BLOCKS, Block, hide_unseen, too_many_blocks, visible
from articles.form import hidden_characters, text_form_1
from articles.model import Kind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

BETWEEN = "\n\n"
"""What stands between two parts in the text that is made of them."""


_TYPESETTING = dict.fromkeys((0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF))
"""Characters that say where lines may end and which way they run: they hide nothing, and pages are full of them."""


class Part(NamedTuple):
    """What stands together in a file, as its reader found it."""

    text: str
    """As a person reads it, in any form; line breaks in it are kept, and shown as one space."""
    kind: Kind | None = None
    """What the format itself says that it is, which no rule doubts; None leaves it to the rules (`articles.clean`)."""
    reason: str = ""
    """Why it has that `kind`, where that is worth telling: `page`, `hidden`, `signature` ..."""
    heading: int = 0
    """The level of a heading, 0 for none."""
    listed: bool = False
    """Whether it is an item of a list; its mark is no part of `text`."""
    linked: float = 0.0
    """The share of the text that is link text."""
    markup: float = 0.0
    """What the markup around it adds to its points as running text."""
    source: Span | None = None
    """Where it stands in what was read, in code points of the decoded file."""


class Composed(NamedTuple):
    """The text that parts make, and its blocks."""

    text: str
    """In text form 1; empty where no part has anything that can be seen."""
    blocks: list[Block]
    """One for each part that can be seen, in order."""
    taken_out: int
    """How many control and invisible characters the form took out of the parts, but for those of typesetting."""


def compose(parts: Iterable[Part]) -> Composed:
    """The text of the parts in order, a blank line between them, with a block for each that can be seen.

    Raises NewsreaderError where there are more than `MAX_BLOCKS`.
    """
    texts: list[str] = []
    blocks: list[Block] = []
    at = taken_out = 0
    for part in parts:
        taken_out += hidden_characters(part.text.translate(_TYPESETTING))
        text = _trimmed(text_form_1(part.text))
        hidden = bytearray(len(text))
        hide_unseen(text, 0, hidden)
        shown, pieces = visible(text, 0, hidden)
        if not shown:
            continue
        if len(blocks) == MAX_BLOCKS:
            raise too_many_blocks()
        at += len(BETWEEN) if texts else 0
        blocks.append(
            Block(
                spans=(Span(at, at + len(text)),),
                shown=shown,
                pieces=tuple(piece._replace(start=piece.start + at) for piece in pieces),
                heading=part.heading,
                listed=part.listed,
                linked=part.linked,
                bare=not any(map(str.isalnum, shown)),
                kind=part.kind,
                reason=part.reason,
                markup=part.markup,
                source=part.source,
            )
        )
        texts.append(text)
        at += len(text)
    return Composed(BETWEEN.join(texts), blocks, taken_out)


def with_headline(parts: list[Part], title: str) -> list[Part]:
    """The parts below the title as their headline, unless one of them says it already; an empty title adds nothing."""
    wanted = _folded(title)
    for i, part in enumerate(parts):
        if wanted and _folded(part.text) == wanted and part.kind in (None, Kind.HEADLINE):
            return [*parts[:i], part._replace(kind=Kind.HEADLINE), *parts[i + 1 :]]
    return [Part(title, Kind.HEADLINE, heading=1), *parts] if wanted else parts


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _trimmed(text: str) -> str:
    """The text without white space around it and without blank lines in it, which would be taken for two parts."""
    lines = [line.strip() for line in text.split("\n")]
    return "\n".join(line for line in lines if line)
