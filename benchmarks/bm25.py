"""Okapi BM25 between the paragraphs of a story, with an inverted index: a textbook peer to measure against."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

K1, B = 1.2, 0.75
"""Term saturation and length normalisation: the usual values (Robertson and Zaragoza 2009)."""


class BM25:
    """Ranks the texts it was made of against any one of them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.size = len(texts)
        self.bags = [Counter(re.findall(r"\w+", text.lower())) for text in texts]
        mean = sum(bag.total() for bag in self.bags) / len(texts) or 1.0
        df = Counter(term for bag in self.bags for term in bag)
        self.index: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for i, bag in enumerate(self.bags):
            norm = K1 * (1 - B + B * bag.total() / mean)
            for term, tf in bag.items():
                idf = log(1 + (len(texts) - df[term] + 0.5) / (df[term] + 0.5))
                self.index[term].append((i, idf * tf * (K1 + 1) / (tf + norm)))

    def scores(self, query: int) -> list[float]:
        """What each text scores when asked for the words of the text number `query`."""
        scores = [0.0] * self.size
        for term in self.bags[query]:
            for i, weight in self.index[term]:
                scores[i] += weight
        return scores
