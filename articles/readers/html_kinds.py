"""What the names of elements say of the kinds of their text, held against the text itself and where it stands.

A class called `subtitle` may stand on every subheading, and one called `byline` on everything around a name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles import bylines, cues
from articles.date_lines import is_date_line
from articles.dates import find_date
from articles.model import Kind, Span
from articles.noise import noise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.blocks import Block
    from articles.readers.composed import Part
    from articles.readers.html_facts import PageFacts
    from articles.traits import BlockTraits

_STANDFIRST_WITHIN = 4
"""So many parts below the headline a standfirst stands at most."""

_BYLINE_WITHIN = 12
"""Names alone stand at most so many parts below the headline; those below the text are in boxes about people."""

_STANDFIRST_WORDS = range(4, 81)
_SUBHEADING_WORDS = 20
_DATE_WORDS = 12
_BYLINE_WORDS = 25
_NAMES_WORDS = 8
_CREDIT_WORDS = 16
_BY = re.compile(r"(?:by|von|par|por|di|de|från|door|av|от)\W?", re.IGNORECASE)
_BY_SOMEBODY = re.compile(r"(?i:by|von|par|por|di) [^\W\d_a-z]")
_WORK = re.compile(
    r"^\W*(?:additional |further )?(?:reporting|writing|editing|written|edited|compiled|with)\b", re.IGNORECASE
)
_SPELLED_CREDIT = re.compile(
    r"^[(\[]?(?:image|photo|picture|photograph|foto|bild|credit|©|crédit|via)\b.{0,90}$", re.IGNORECASE
)


def believable(parts: Sequence[Part], homes: Sequence[int]) -> tuple[list[Part], list[int]]:
    """The parts, of which one that cannot be what the markup calls it is left to the rules, with their elements.

    `By` alone is joined to the names below it, and a caption to the credit below it.
    """
    found: list[Part] = []
    where: list[int] = []
    headline = next((i for i, part in enumerate(parts) if part.kind is Kind.HEADLINE), None)
    for i, (part, home) in enumerate(zip(parts, homes, strict=True)):
        below = i - headline if headline is not None else 0
        part = _doubted(part, near=0 < below <= _STANDFIRST_WITHIN, at_top=below <= _BYLINE_WITHIN)
        if found and _continues(found[-1], part):
            found[-1] = _joined(found[-1], part)
            continue
        found.append(part)
        where.append(home)
    return found, where


def kind_at_top(traits: BlockTraits, facts: PageFacts, *, outside: bool) -> Kind | None:
    """The kind of a block between headline and text that says who wrote the article or when.

    `outside` says whether the article's text is elsewhere, so that there is nothing to lose.
    """
    shown, count = traits.block.shown, traits.words
    if count <= _BYLINE_WORDS and _BY_SOMEBODY.match(shown) and find_date(shown):
        return Kind.BYLINE
    if not outside:
        return None
    if count <= _BYLINE_WORDS and facts.names_author(shown):
        return Kind.BYLINE
    return Kind.DATE if count <= _DATE_WORDS and not traits.ended and find_date(shown) else None


def is_subheading(block: Block) -> bool:
    """Whether a block in the article's text is a heading, by its element and its form."""
    return block.heading > 0 and block.shown.count(" ") < _SUBHEADING_WORDS and block.shown[-1] not in ".,;"


def _doubted(part: Part, *, near: bool, at_top: bool) -> Part:
    count = part.text.count(" ") + 1
    if part.kind in (Kind.STANDFIRST, Kind.BYLINE) and count <= _BYLINE_WORDS and _BY_SOMEBODY.match(part.text):
        return part._replace(kind=Kind.BYLINE)
    if part.kind is Kind.STANDFIRST:
        believed = near and count in _STANDFIRST_WORDS
    elif part.kind is Kind.BYLINE:
        believed = (
            count <= _BYLINE_WORDS and not is_date_line(part.text) and _tells_who(part.text, count, at_top=at_top)
        )
    elif part.kind is Kind.CAPTION:
        believed = not noise(part.text, count, part.text[-1] in ".!?") and count > 1
    else:
        return part
    return part if believed else part._replace(kind=None)


def _tells_who(text: str, count: int, *, at_top: bool) -> bool:
    if _BY.fullmatch(text) or bylines.is_byline(text, count, False):
        return True
    return at_top and count <= _NAMES_WORDS and bylines.is_names(text, count) and "@" not in text


def _continues(above: Part, part: Part) -> bool:
    """Whether a part is the rest of the one above it."""
    if above.kind in (None, Kind.BYLINE) and _BY.fullmatch(above.text):
        count = part.text.count(" ") + 1
        return part.kind in (None, Kind.BYLINE) and count <= _NAMES_WORDS and bylines.is_names(part.text, count)
    if above.kind is Kind.CAPTION and part.kind in (None, Kind.CAPTION) and not part.heading:
        count = part.text.count(" ") + 1
        if count > _CREDIT_WORDS or _WORK.match(part.text):
            return False
        return cues.is_credit(part.text, count) or _SPELLED_CREDIT.match(part.text) is not None
    return False


def _joined(above: Part, part: Part) -> Part:
    span = Span(above.source.start, part.source.end) if above.source and part.source else above.source
    kind = Kind.BYLINE if _BY.fullmatch(above.text) else above.kind
    return above._replace(kind=kind, text=f"{above.text} {part.text}", source=span)
