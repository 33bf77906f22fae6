"""The traits that a block has by itself: its length, how it ends, the kind it names, how much it looks like prose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from articles import bylines, cues
from articles.date_lines import is_date_line
from articles.model import Kind
from articles.noise import noise

if TYPE_CHECKING:
    from articles.blocks import Block

SOLID_WORDS = 20
"""From this length on, a block that ends like a sentence is text, and neither a heading nor a caption."""

_STOPS = frozenset(".…。।۔")
_ENDS = _STOPS | frozenset("!?:;！？：؟؛")
_CLOSING_MARKS = " \"'”’“»)]*」』）"
_CUT_SHORT = ("...", "…", "[…]", "[...]")
"""How the beginning of another article ends that a page shows."""

_TITLE_WORDS = 5
"""A title in title case that can be told from a name has as many words."""

_ROW_FIGURES = 3
_ROW_WORDS = 3
"""A row of a table has more words than this."""

_NUMBER = re.compile(r"^\d{1,3}[.)] +")
"""The number of an item of a list, which is shown."""
INNER_STOP = re.compile(r"[.!?][\"'”’)]* [\"'“‘(]?[A-Z]")


QUIET = frozenset({"mark", "image"})
"""Reasons of boilerplate that stands inside articles too, and tells nothing of what is beside it."""


class BlockTraits(NamedTuple):
    """A block and the traits that it has by itself."""

    block: Block
    words: int
    """The number of words; two ideographs count as one word."""
    ended: bool
    """Whether it ends like a sentence."""
    stopped: bool
    """Whether it ends with a full stop."""
    wide: bool
    """Whether it has ideographs or kana, which no blanks part."""
    noise: str
    """Why its words are boilerplate (`articles.noise`); empty where they are not."""


class Label(NamedTuple):
    """The kind of a paragraph, and the reason."""

    kind: Kind
    reason: str = ""
    guessed: bool = False
    """Whether it is boilerplate for its position alone, and not for its words."""


def traits_of(block: Block) -> BlockTraits:
    """Find the traits that a block has by itself."""
    shown = block.shown
    count = shown.count(" ") + 1
    wide = max(shown) >= "\u3040"
    if wide:
        count += sum("\u3040" <= character <= "\u9fff" for character in shown) // 2
    last = shown.rstrip(_CLOSING_MARKS)[-1:]
    ended = last in _ENDS
    said = noise(_NUMBER.sub("", shown) if block.listed else shown, count, ended)
    return BlockTraits(block, count, ended, last in _STOPS, wide, said)


def label_alone(traits: BlockTraits) -> Label | None:
    """The label that a block's own words give it, without its neighbours; None if they give none."""
    shown, count = traits.block.shown, traits.words
    if traits.block.kind is not None:
        return Label(traits.block.kind, traits.block.reason)
    if traits.block.bare:
        return Label(Kind.BOILERPLATE, "mark")
    if is_date_line(shown):
        return Label(Kind.DATE)
    if traits.block.matter:
        return Label(Kind.BOILERPLATE, "matter")
    if bylines.is_byline(shown, count, traits.ended):
        return Label(Kind.BYLINE)
    if traits.noise:
        return Label(Kind.BOILERPLATE, traits.noise)
    if cues.is_credit(shown, count):
        return Label(Kind.CREDIT)
    if not traits.block.heading and cues.is_caption(shown, count):
        return Label(Kind.CAPTION)
    return None


def points(traits: BlockTraits, label: Label | None) -> float:
    """How much a block looks like running text by itself; below 0 if it looks like something else."""
    count, block = traits.words, traits.block
    if label and label.kind is not Kind.BODY:
        if label.reason in QUIET:
            return -0.1
        return -3.0 if label.kind is Kind.BOILERPLATE else -0.3
    shown = block.shown
    if traits.ended:
        total = (
            3.5 if count >= 40 else 2.5 if count >= SOLID_WORDS else 1.2 if count >= 10 else 0.3 if count >= 5 else 0.0
        )
        if shown.endswith(_CUT_SHORT):
            total -= 1.5
    else:
        total = 0.2 if count >= SOLID_WORDS else -0.6 if count >= 10 else -0.9
        if count > _ROW_WORDS and has_figures(shown):
            total = max(total, -0.2)
        elif count >= _TITLE_WORDS and _is_title_case(shown):
            total -= 0.8
    if INNER_STOP.search(shown):
        total += 0.8
    if shown[0] in '"“„«':
        total += 0.5
    if shown.isupper() or shown.count("|") > 1:
        total -= 0.5
    if block.linked > 0.5:
        total -= 2.5
    return total + block.markup


def has_figures(shown: str) -> bool:
    """Whether a quarter of the words begin or end with a digit, as in tables, recipes and lists of dates."""
    words = shown.split()
    return sum(word[0].isdigit() or word[-1].isdigit() for word in words) * 4 >= len(words)


def is_row(shown: str) -> bool:
    """Whether at least half of the words, and three, are figures, as in the rows of a large table."""
    words = shown.replace("|", " ").split()
    figures = sum(word[0].isdigit() and word[-1].isdigit() for word in words)
    return figures >= _ROW_FIGURES and figures * 2 >= len(words)


def _is_title_case(shown: str) -> bool:
    words = shown.split()
    return sum(word[0].isupper() for word in words) > 0.7 * len(words)
