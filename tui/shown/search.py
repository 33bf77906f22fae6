"""Full-text search in what a story's paragraphs show.

Case, accents, typographic quotes and dashes do not matter, nor whether letters and signs are one character (`ﬁ`, `…`).
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from articles.model import ParagraphId

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from articles.model import Story

_ONE_FOR_ONE = dict(
    zip("‘’‚‛ʼ′´“”„‟«»″‹›‐‑‒–—―−⁄ŁłØøĐđĦħŦŧıς", "'''''''\"\"\"\"\"\"\"''-------/LlOoDdHhTtiσ", strict=True)
)
"""The plain characters for those that Unicode does not decompose."""
_SEVERAL = {"Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe"}
"""Letters that keyboards without them write as two."""


def _is_accent(mark: str) -> bool:
    """Whether a search ignores a combining mark: of Latin, Greek and Cyrillic letters, and of Arabic."""
    return "\u0300" <= mark <= "\u036f" or "\u064b" <= mark <= "\u065f"


class _Folding(dict[int, str]):
    """What each code point is folded to, one character or several; computed at its first use."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = folded = _ONE_FOR_ONE.get(character) or _SEVERAL.get(character) or self._decomposed(character)
        return folded

    def _decomposed(self, character: str) -> str:
        if character.isspace():
            return " "
        parts = unicodedata.normalize("NFKD", character)
        bases = "".join(part for part in parts if not _is_accent(part))
        if parts == character or not bases or any(map(str.isspace, parts)):
            return character
        if len(bases) > 1 and not unicodedata.decomposition(character).startswith("<"):
            return character  # syllables of Korean, letters with marks that count
        return "".join(self[ord(base)] for base in bases)


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Remove accents, make quotes, dashes and spaces plain, and write ligatures and the like in their letters."""
    return text if text.isascii() else text.translate(_FOLDING)


def lower(folded: str) -> str:
    """Put a folded text into lower case, at the same length; a Greek final sigma becomes a plain one."""
    return folded.lower().replace("ς", "σ")


def origins(text: str) -> Sequence[int]:
    """For each character of the folded text the one of `text` that it comes from; empty where that is the same."""
    if text.isascii() or not any(len(_FOLDING[ord(character)]) > 1 for character in set(text)):
        return ()
    return [i for i, character in enumerate(text) for _ in _FOLDING[ord(character)]]


class SearchHits(NamedTuple):
    """The hits of a query in a story; hits do not overlap."""

    query: str
    """The query as typed, with single spaces between its words; an empty one finds nothing."""
    sought: str
    """The query, folded as the texts are."""
    texts: Mapping[ParagraphId, str]
    """The folded texts of all paragraphs."""
    counts: Mapping[ParagraphId, int]
    """The number of hits in each paragraph that has any, in the order of the story."""
    origins: Mapping[ParagraphId, Sequence[int]] = MappingProxyType({})
    """Where the folded characters come from, for the paragraphs in which that is not the same place."""

    @property
    def total(self) -> int:
        """The number of hits in the whole story."""
        return sum(self.counts.values())

    def spans(self, where: ParagraphId) -> tuple[tuple[int, int], ...]:
        """The hits in a paragraph as half-open spans of its shown characters."""
        if where not in self.counts:
            return ()
        return _spans(self.texts[where], self.sought, self.origins.get(where, ()))


def _spans(text: str, sought: str, from_: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Where a text has what is sought, in characters of the text before it was folded; none over another."""
    size = len(sought)
    starts = [text.find(sought)]
    while (start := text.find(sought, starts[-1] + size)) >= 0:
        starts.append(start)
    if not from_:
        return tuple((start, start + size) for start in starts)
    spans = [(from_[start], from_[start + size - 1] + 1) for start in starts]
    return tuple(span for i, span in enumerate(spans) if not i or span[0] >= spans[i - 1][1])


class Searcher:
    """Searches one story, whose texts are folded at the first search (6 x 1,000 paragraphs: 10 to 100 ms)."""

    def __init__(self, story: Story) -> None:
        self._story = story

    @cached_property
    def _cased(self) -> dict[ParagraphId, str]:
        return {
            ParagraphId(a, p.n): fold(p.shown)
            for a, article in enumerate(self._story.articles)
            for p in article.paragraphs
        }

    @cached_property
    def _origins(self) -> dict[ParagraphId, Sequence[int]]:
        articles = self._story.articles
        found = {
            ParagraphId(a, p.n): origins(p.shown) for a, article in enumerate(articles) for p in article.paragraphs
        }
        return {where: from_ for where, from_ in found.items() if from_}

    @cached_property
    def _lower(self) -> dict[ParagraphId, str]:
        return {where: lower(text) for where, text in self._cased.items()}

    def find(self, query: str) -> SearchHits:
        """Find all hits of a query; case matters if it has an upper-case letter.

        Query and texts are folded alike, so that `Poincare's` finds `Poincaré’s`. White space around the query is
        ignored; within it, it counts as one space.
        """
        query = " ".join(unicodedata.normalize("NFC", query).split())
        sought = fold(query)
        texts = self._cased
        if not any(map(str.isupper, query)):
            sought, texts = lower(sought), self._lower
        counts = {where: count for where, text in texts.items() if (count := text.count(sought))} if sought else {}
        for where in self._origins.keys() & counts.keys():
            counts[where] = len(_spans(texts[where], sought, self._origins[where]))
        return SearchHits(query, sought, texts, counts, self._origins)


class NumberedHits:
    """The hits in some paragraphs of a story, numbered from 0 in the order of the paragraphs."""

    def __init__(self, hits: SearchHits, order: Mapping[ParagraphId, int]) -> None:
        """`order` holds the paragraphs, such as those on the page, and their ranks."""
        self.hits, self._order = hits, order
        self._paragraph_ids: Sequence[ParagraphId] = [where for where in order if where in hits.counts]
        self._before = list(accumulate((hits.counts[where] for where in self._paragraph_ids), initial=0))

    def __len__(self) -> int:
        return self._before[-1]

    def index(self, where: ParagraphId, at: int) -> int:
        """The number of the first hit at or after character `at` of a paragraph; `len` if there is none."""
        i = bisect_right(self._paragraph_ids, self._order[where], key=self._order.__getitem__)
        if not i or self._paragraph_ids[i - 1] != where:
            return self._before[i]
        return self._before[i - 1] + sum(start < at for start, _ in self.hits.spans(where))

    def place(self, i: int) -> tuple[ParagraphId, int]:
        """The paragraph of hit `i`, and the shown character where the hit begins."""
        nth = bisect_right(self._before, i) - 1
        where = self._paragraph_ids[nth]
        return where, self.hits.spans(where)[i - self._before[nth]][0]

    def by_article(self) -> dict[int, int]:
        """The number of hits in each article that has any."""
        counts: dict[int, int] = {}
        for where in self._paragraph_ids:
            counts[where.article] = counts.get(where.article, 0) + self.hits.counts[where]
        return dict(sorted(counts.items()))
