"""Finds the paragraph of an article that is likeliest to tell what a passage tells, where no link says it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from articles.model import LINKING_KINDS
from articles.similarity import rarity
from articles.wording import weighed_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from articles.model import Article

MOST_WORDS = 12
"""How many words of a passage are sought, the longest, which are the rarest: each takes the reading of a text."""

MOST_PLACES = 16
"""A word that stands at more places of a text tells least, and costs most."""

LEAST_WORDS = 2
"""With fewer words in common that say something by themselves no paragraph is likely."""


def likeliest(passage: str, article: Article, common: Collection[str]) -> int | None:
    """The number of the paragraph that shares most with a passage: the fewer paragraphs have a word the more it counts.

    Words are sought as the passage writes them, but for their case, in the article's text: a hint for a person, much
    quicker than the scores of links, which need the whole story counted. `common` words count nothing. None where no
    paragraph has `LEAST_WORDS` of them.
    """
    (worded,) = weighed_words([passage], common)
    telling = {
        _lower(passage[start:end])
        for (start, end), weight in zip(worded.spans, worded.weights, strict=True)
        if weight == 2
    }
    text, starts = _in_lower_case(article.version.text), [paragraph.start for paragraph in article.paragraphs]
    shared: defaultdict[int, list[float]] = defaultdict(list)
    for word in sorted(telling, key=lambda word: (-len(word), word))[:MOST_WORDS]:
        places = [*islice(_places(text, word), MOST_PLACES + 1)]
        found = {bisect_right(starts, at) for at in places} if len(places) <= MOST_PLACES else ()
        takes_part = [n for n in found if n and article.paragraph(n).kind in LINKING_KINDS]
        for n in takes_part:
            shared[n].append(rarity(len(starts), len(takes_part)))
    likely = [(sum(worth), -n) for n, worth in shared.items() if len(worth) >= LEAST_WORDS]
    return -max(likely)[1] if likely else None


def _lower(text: str) -> str:
    """A text in lower case, each letter where it was: `İ` alone would become two."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


_in_lower_case = lru_cache(maxsize=8)(_lower)
"""For the texts of a story, which are read again for each passage."""


def _places(text: str, word: str) -> Iterator[int]:
    """Where a whole word stands in a text."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            yield at
        at = text.find(word, end)
