"""The paragraphs of a version as its reader found them, as they are kept beside its text.

Those of a plain text are found anew from the text, with what the program knows by then. A page, a document or a mail
tells more than its text does, and who opens the story later may lack its file, its reader or another's judgement.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from articles.model import TEXT, Kind, Paragraph, Piece, Span

if TYPE_CHECKING:
    from articles.model import Article, Version

FORM = 1
"""The number of this form: `{"form": 1, "format": ..., "paragraphs": [[kind, spans, pieces, reason], ...]}`."""


class KeptParagraphs(NamedTuple):
    """The paragraphs of a version, and the input format that told them."""

    format: str
    paragraphs: tuple[Paragraph, ...]


def to_data(article: Article) -> bytes | None:
    """The paragraphs of an article as JSON in UTF-8; None for a plain text, whose paragraphs are not kept."""
    if article.format == TEXT:
        return None
    paragraphs = [[p.kind.value, p.spans, p.pieces, p.reason] for p in article.paragraphs]
    return json.dumps(
        {"form": FORM, "format": article.format, "paragraphs": paragraphs}, separators=(",", ":")
    ).encode()


def from_data(data: bytes, version: Version) -> KeptParagraphs | None:
    """The paragraphs in such JSON; None where it is damaged, of another form, or not of this version's text."""
    try:
        held = json.loads(data)
        if held["form"] != FORM:
            return None
        made = tuple(_paragraph(n, found, version.text) for n, found in enumerate(held["paragraphs"], 1))
        return KeptParagraphs(str(held["format"]), made)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _paragraph(n: int, found: Any, text: str) -> Paragraph:
    """The paragraph of these values. Raises ValueError or TypeError where they are none of this text."""
    kind, spans, pieces, reason = found
    made = Paragraph(
        n=n,
        kind=Kind(kind),
        spans=tuple(Span(*span) for span in spans),
        shown="".join(" " if c.isspace() else c for _, start, length in pieces for c in text[start : start + length]),
        pieces=tuple(Piece(*piece) for piece in pieces),
        reason=str(reason),
    )
    ends = [0, *(place for span in made.spans for place in span)]
    if not made.shown or ends != sorted(ends) or made.end > len(text):
        raise ValueError("not a paragraph of this text")
    at = 0
    for piece in made.pieces:
        if piece.shown != at or piece.length < 1 or not 0 <= piece.start <= len(text) - piece.length:
            raise ValueError("not what is shown of this text")
        at += piece.length
    return made
