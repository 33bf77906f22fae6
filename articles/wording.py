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

SMALL_WORD_LETTERS = 4
"""A word in lower case with at most this many letters says nothing by itself: `with`, `die`, `pour`."""

COMMON_WORD_SHARE = 0.1
"""A word that stands in more than this share of a story's paragraphs says something only beside another: `China`."""

FEW_PARAGRAPHS = 2
"""A word in no more than this many paragraphs is not common, however short the story is."""

MOST_PARAGRAPHS = 150
"""How many paragraphs tell which words are common: counting them takes 10 ms."""

_HYPHEN = re.compile("[-‐‑]")
_PART = re.compile("[^-‐‑]+")


class WeighedWords(NamedTuple):
    """The words of a text as they are compared, in three lists of the same length; a hyphen parts two words."""

    spans: list[tuple[int, int]]
    """Where they stand, half-open, in code points of the text."""
    folded: list[str]
    """As `similarity.words` has them: `china` for `China’s`, `1200` for `1,200`."""
    weights: list[int]
    """2 where the word says something by itself, 1 where it does beside another of weight 1 or 2, 0 for all others."""


def common_words(story: Story) -> frozenset[str]:
    """The words, folded, that stand in many of a story's paragraphs, names among them.

    Of a long story evenly spread paragraphs are counted, `MOST_PARAGRAPHS` at most.
    """
    paragraph_ids = taking_part(story)
    step = -(-len(paragraph_ids) // MOST_PARAGRAPHS)
    paragraph_ids = paragraph_ids[:: max(1, step)]
    fold = cache(_fold)
    times = Counter[str]()
    for where in paragraph_ids:
        text = story.articles[where.article].paragraph(where.n).shown
        times.update({fold(text[start:stop]) for start, stop in _spans(text)})
    return frozenset(
        word for word, count in times.items() if count > max(FEW_PARAGRAPHS, COMMON_WORD_SHARE * len(paragraph_ids))
    )


def weighed_words(texts: Sequence[str], common: Collection[str]) -> list[WeighedWords]:
    """The words of each text. What a word weighs depends on how all of the texts write it."""
    spans = [_spans(text) for text in texts]
    spelt = [[text[start:end] for start, end in found] for text, found in zip(texts, spans, strict=True)]
    folded = {spelling: _fold(spelling) for spelling in set(chain.from_iterable(spelt))}
    lower = {word for spelling, word in folded.items() if spelling[0].islower()}

    def weigh(word: str) -> int:
        if len(word) <= SMALL_WORD_LETTERS and word in lower:
            return 0
        return 2 if word not in common and (len(word) >= SMALL_WORD_LETTERS or word[0].isdigit()) else 1

    weights = {spelling: weigh(word) for spelling, word in folded.items() if word}
    weighed = []
    for found, spellings in zip(spans, spelt, strict=True):
        if len(weights) < len(folded):
            found = [span for span, spelling in zip(found, spellings, strict=True) if spelling in weights]
            spellings = [spelling for spelling in spellings if spelling in weights]
        weighed.append(
            WeighedWords(
                found, [folded[spelling] for spelling in spellings], [weights[spelling] for spelling in spellings]
            )
        )
    return weighed


def _spans(text: str) -> list[tuple[int, int]]:
    words = split.words(text)
    if _HYPHEN.search(text):
        return [part.span() for start, end in words for part in _PART.finditer(text, start, end)]
    return words


def _fold(word: str) -> str:
    return "".join(similarity.words(word))
