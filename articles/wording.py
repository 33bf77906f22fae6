"""The words of passages that are to be compared, and how much each says by itself."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from articles import similarity, split
from articles.align import taking_part

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from articles.model import Story

SMALL = 4
"""A word in lower case of so many letters at most says nothing by itself: `with`, `die`, `pour`."""

COMMON = 0.1
"""One that stands in more than this part of a story's paragraphs says something beside another such only: `China`."""

FEW = 2
"""In so many paragraphs a word is not common however short the story is."""

_HYPHEN = re.compile("[-‐‑]")
_PART = re.compile("[^-‐‑]+")


class Words(NamedTuple):
    """The words of a text as they are compared, in three lists of the same length; a hyphen parts two words."""

    spans: list[tuple[int, int]]
    """Where they stand, half-open, in code points of the text."""
    folded: list[str]
    """As `similarity.words` has them: `china` for `China’s`, `1200` for `1,200`."""
    weights: list[int]
    """2: says something by itself, 1: says something beside another such, 0: only among others."""


def common_words(story: Story) -> frozenset[str]:
    """The words, folded, that stand in many of a story's paragraphs, names among them."""
    paragraph_ids = taking_part(story)
    fold = cache(_fold)
    times = Counter[str]()
    for where in paragraph_ids:
        text = story.articles[where.article].paragraph(where.n).shown
        times.update({fold(text[start:stop]) for start, stop in _spans(text)})
    return frozenset(word for word, count in times.items() if count > max(FEW, COMMON * len(paragraph_ids)))


def read(texts: Sequence[str], common: Collection[str]) -> list[Words]:
    """The words of each text. What a word weighs depends on how all of the texts write it."""
    spans = [_spans(text) for text in texts]
    spelt = [[text[start:end] for start, end in found] for text, found in zip(texts, spans, strict=True)]
    folded = {spelling: _fold(spelling) for spelling in set(chain.from_iterable(spelt))}
    lower = {word for spelling, word in folded.items() if spelling[0].islower()}

    def weigh(word: str) -> int:
        if len(word) <= SMALL and word in lower:
            return 0
        return 2 if word not in common and (len(word) >= SMALL or word[0].isdigit()) else 1

    weights = {spelling: weigh(word) for spelling, word in folded.items() if word}
    told = []
    for found, spellings in zip(spans, spelt, strict=True):
        if len(weights) < len(folded):
            found = [span for span, spelling in zip(found, spellings, strict=True) if spelling in weights]
            spellings = [spelling for spelling in spellings if spelling in weights]
        told.append(
            Words(found, [folded[spelling] for spelling in spellings], [weights[spelling] for spelling in spellings])
        )
    return told


def _spans(text: str) -> list[tuple[int, int]]:
    words = split.words(text)
    if _HYPHEN.search(text):
        return [part.span() for start, end in words for part in _PART.finditer(text, start, end)]
    return words


def _fold(word: str) -> str:
    return "".join(similarity.words(word))
