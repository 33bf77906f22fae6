"""Finds quotations by their marks, also across sentences, and tells how other texts quote the same words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from articles.model import Span
from articles.wording import WeighedWords, weighed_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SAME_WORDS_SHARE = 0.75
"""The share of words that two quotations have in common where one is the other altered (research: precision .86)."""

TRIED_QUOTATIONS = 4
"""With how many other quotations each is compared: those that have the most traits in common with it."""

COMMON_TRAIT_QUOTATIONS = 64
"""A trait of more quotations than this does not suggest a comparison: it would cost the most and tell the least."""

Status = Literal["same", "altered", "cut", "only here"]
"""`same`: another text quotes the same words; `altered`: nearly the same; `cut`: one has nearly all of the other."""


class Quote(NamedTuple):
    """A quotation and how the other texts have it."""

    text: int
    """In which text it stands, from 0."""
    span: Span
    """Where, in code points, with its marks."""
    status: Status
    like: int
    """The number, in the list of all, of the quotation of another text that is most like it; -1 where there is none."""


_CLOSED_BY = {
    '"': '"”',
    "“": '”"',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "'": "'",
    "‘": "’",
    "‚": "‘",
}
"""For each mark that opens a quotation those that can close it."""

_SINGLE = frozenset("'‘‚")
"""Marks that may be apostrophes: without a closing mark they open nothing; a double mark quotes to the text's end."""

_MARK = re.compile("[\"“”„«»「」『』'‘’‚]")
_OPENS = re.compile("[“„«「『](?=.)|(?:(?<=[\\s(\\[{/\"“„«»'‘‚…–—-])|(?<![\\s\\S]))[\"'‘‚»](?=\\S)")
_CLOSES = re.compile('[”»」』“«]|(?:(?<=\\S)"|"(?!\\w))|(?<=\\S)[\'’‘](?!\\w)')


def quotations(text: str) -> list[Span]:
    """The quotations of a shown text with their marks, in order; one inside another belongs to that."""
    found: list[Span] = []
    opened: dict[str, int] = {}
    for match in _MARK.finditer(text):
        at, mark = match.start(), match[0]
        closed = next((first for first in reversed(opened) if mark in _CLOSED_BY[first]), "")
        if closed and _CLOSES.match(text, at):
            found.append(Span(opened[closed], at + 1))
            inside = list(opened).index(closed)
            opened = dict(list(opened.items())[:inside])
        elif mark in _CLOSED_BY and (mark not in opened or mark in _SINGLE) and _OPENS.match(text, at):
            opened.pop(mark, None)
            opened[mark] = at
    found += [Span(at, len(text)) for mark, at in opened.items() if mark not in _SINGLE]
    outermost: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not outermost or span.start >= outermost[-1].end:
            outermost.append(span)
    return outermost


def quotes(texts: Sequence[str], common: Collection[str] = ()) -> list[Quote]:
    """The quotations of all texts, text by text, and how the others have them; those without a word are left out."""
    found: list[tuple[int, Span]] = []
    said: list[WeighedWords] = []
    for i, (text, words) in enumerate(zip(texts, weighed_words(texts, common), strict=True)):
        at = 0
        for span in quotations(text):
            first = at = bisect_left(words.spans, (span.start, 0), at)
            at = bisect_left(words.spans, (span.end, 0), at)
            if at > first:
                found.append((i, span))
                said.append(WeighedWords(words.spans[first:at], words.folded[first:at], words.weights[first:at]))
    others = _Others([i for i, _ in found], said)
    return [Quote(i, span, *others.status(k)) for k, (i, span) in enumerate(found)]


class _Others:
    """Quotations by what they say, to find the one of another text that is most like one of them."""

    def __init__(self, homes: Sequence[int], said: Sequence[WeighedWords]) -> None:
        """`homes` names the text of each."""
        self._homes = homes
        self._words = [tuple(words.folded) for words in said]
        self._bag = cache(Counter[str])
        self._traits: list[set[str | tuple[str, str]]] = []
        self._having: defaultdict[str | tuple[str, str], list[int]] = defaultdict(list)
        self._saying: defaultdict[tuple[str, ...], dict[int, int]] = defaultdict(dict)
        for k, words in enumerate(said):
            self._saying[self._words[k]].setdefault(homes[k], k)
            telling = (word for word, weight in zip(words.folded, words.weights, strict=True) if weight == 2)
            self._traits.append({*telling, *pairwise(words.folded)})
            for trait in self._traits[k]:
                self._having[trait].append(k)

    def status(self, k: int) -> tuple[Status, int]:
        """How another text has quotation number `k`, and the number of that one."""
        for home, other in self._saying[self._words[k]].items():
            if home != self._homes[k]:
                return "same", other
        best: tuple[bool, float, int] | None = None
        for other in self._near(k):
            small, large = sorted((self._bag(self._words[k]), self._bag(self._words[other])), key=len)
            both = (small & large).total()
            shorter, longer = sorted((len(self._words[k]), len(self._words[other])))
            altered = both >= SAME_WORDS_SHARE * longer
            if both >= SAME_WORDS_SHARE * shorter:
                best = max(best or (False, 0.0, -1), (altered, both / longer, other), key=lambda like: like[:2])
        return ("altered" if best[0] else "cut", best[2]) if best else ("only here", -1)

    def _near(self, k: int) -> list[int]:
        votes = Counter[int]()
        for trait in self._traits[k]:
            if len(self._having[trait]) <= COMMON_TRAIT_QUOTATIONS:
                votes.update(other for other in self._having[trait] if self._homes[other] != self._homes[k])
        return sorted(votes, key=lambda other: (-votes[other], other))[:TRIED_QUOTATIONS]
