"""Rules of a person for the paragraphs of one outlet: what they read like, or begin with, says what kind they are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from articles.model import Kind
from articles.traits import SOLID_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.model import Paragraph

SAME, BEGINS, UNDER = "same", "begins", "under"
MATCHES = (SAME, BEGINS, UNDER)
"""How a rule says which paragraphs it is about: those that read the same, that begin with its words, that stand under a
heading of these words (and the heading)."""

_FIGURES = re.compile(r"\d+(?: \d+)*")
_NO_WORD = re.compile(r"[\W_]+")
_WORD_FOR_ITSELF = "\u3040"
"""From this character on words are written without spaces between them."""


class OutletRule(NamedTuple):
    """What kind some paragraphs of an outlet are."""

    match: str
    """One of `MATCHES`."""
    words: str
    """As they stand in the paragraph from which the rule was made, or as a person shortened them."""
    kind: Kind

    def numbers(self, paragraphs: Sequence[Paragraph]) -> set[int]:
        """The numbers of those of an article's paragraphs that it is about; none where it has no words."""
        wanted = folded(self.words)
        if not wanted:
            return set()
        if self.match == UNDER:
            return _under(paragraphs, wanted)
        alike = _is_same if self.match == SAME else _begins
        return {paragraph.n for paragraph in paragraphs if alike(folded(paragraph.shown), wanted)}


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A text as rules compare it: words alone, without case, each figure like any other."""
    return _FIGURES.sub("0", _NO_WORD.sub(" ", text.casefold())).strip()


def _under(paragraphs: Sequence[Paragraph], wanted: str) -> set[int]:
    """The headings and what stands below them, down to the next heading or to running text.

    What stands first below a heading, in a line of its own, is not the next one: lists of titles look so.
    """
    found: set[int] = set()
    below = 0
    for paragraph in paragraphs:
        if folded(paragraph.shown) == wanted:
            below = 1
        elif below and (_is_text(paragraph) or (below > 1 and paragraph.kind in (Kind.HEADLINE, Kind.SUBHEADING))):
            below = 0
        elif below:
            below += 1
        if below:
            found.add(paragraph.n)
    return found


def _is_text(paragraph: Paragraph) -> bool:
    solid = len(paragraph.shown.split()) >= SOLID_WORDS or len(paragraph.shown) > 8 * SOLID_WORDS
    return paragraph.kind is Kind.BODY and solid and paragraph.shown.rstrip("\"'”’»)")[-1:] in (*".!?…。！？",)


def _is_same(shown: str, wanted: str) -> bool:
    return shown == wanted


def _begins(shown: str, wanted: str) -> bool:
    return shown.startswith(wanted) and (
        shown[len(wanted) : len(wanted) + 1] in ("", " ") or wanted[-1] >= _WORD_FOR_ITSELF
    )
