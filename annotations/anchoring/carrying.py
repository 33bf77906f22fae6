"""Carries a span of a text into a changed form of it, by pairing the words of both once for all spans.

Text that stands where it stood, or was moved, is accounted for and cannot be taken for something else that reads
like it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from annotations.anchoring.likeness import best_end, best_start, project, trimmed
from annotations.anchoring.word_pairs import NEAR_WORDS, Pairing, TextWords
from articles.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Scripts without spaces between words are paired by the character: a word there is not seen without a dictionary.
_WORD = re.compile(
    r"(?:(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff])\w)+|\S"
)

NEIGHBOUR_WORDS = 8
"""How many words on either side of a span help to place it."""

JUMP_WORDS = 30
"""The most words put in between two neighbours that still count as one place; for a longer span, its own length."""


class Pair(NamedTuple):
    """A word of the old text and its partner in the new one, by their numbers."""

    old: int
    new: int


class Carried:
    """The words of an old and a new text, paired."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self._old = [Span(*found.span()) for found in _WORD.finditer(old)]
        self._new = [Span(*found.span()) for found in _WORD.finditer(new)]
        pairing = Pairing(TextWords.of(old, self._old), TextWords.of(new, self._new))
        self._partner = pairing.partner
        self._owner = pairing.owner
        self._opens = pairing.new_opens

    def free(self) -> Iterator[Span]:
        """The stretches of the new text that nothing of the old text accounts for.

        Stretches of fewer than `NEAR_WORDS` words are left out unless they are a whole paragraph: they were put in, not
        moved there.
        """
        first = None
        for i, owner in enumerate([*self._owner, 0]):
            if owner < 0:
                first = i if first is None else first
            elif first is not None:
                if i - first >= NEAR_WORDS or (self._opens[first] and self._opens[i]):
                    yield Span(self._new[first].start, self._new[i - 1].end)
                first = None

    def place(self, start: int, end: int) -> Span | None:
        """Where `old[start:end]` stands in the new text; None where too little around it has been paired to tell."""
        first = bisect_right(self._old, start, key=lambda word: word.end)
        last = bisect_left(self._old, end, key=lambda word: word.start) - 1
        chain = self._chain(first, last)
        if not chain:
            return None
        new_start, new_end = self._start(start, first, chain), self._end(end, last, chain)
        span = trimmed(self.new, new_start, new_end)
        return span if span and not self._is_of_others(span, range(first, last + 1)) else None

    def _is_of_others(self, span: Span, mine: range) -> bool:
        """Whether more than half of the words at this place of the new text come from elsewhere in the old one."""
        first = bisect_right(self._new, span.start, key=lambda word: word.end)
        last = bisect_left(self._new, span.end, key=lambda word: word.start)
        owners = self._owner[first:last]
        return 2 * sum(owner >= 0 and owner not in mine for owner in owners) > len(owners)

    def _chain(self, first: int, last: int) -> list[Pair]:
        """The pairs at and around these words that stand together in the new text: of several such, the fullest."""
        near = range(max(0, first - NEIGHBOUR_WORDS), min(len(self._old), last + NEIGHBOUR_WORDS + 1))
        chains: list[list[Pair]] = []
        before = None
        for i in near:
            pair = Pair(i, self._partner[i])
            if pair.new < 0:
                continue
            jump = max(JUMP_WORDS, last - first)
            if before and before.new < pair.new <= before.new + pair.old - before.old + jump:
                chains[-1].append(pair)
            else:
                chains.append([pair])
            before = pair
        # A chain that ends before the span or begins after it says nothing of where the span stands.
        chains = [chain for chain in chains if chain[0].old <= last and chain[-1].old >= first]
        return max(chains, key=lambda chain: (sum(first <= p.old <= last for p in chain), len(chain)), default=[])

    def _start(self, start: int, first: int, chain: Sequence[Pair]) -> int:
        at = bisect_left(chain, first, key=lambda pair: pair.old)
        after = chain[at]
        word = self._old[after.old]
        if after.old == first:
            return self._new[after.new].start + max(0, start - word.start)
        new_after = self._new[after.new].start
        if at == 0:
            floor = self._free_before(after.new)
            return best_start(self.old[start : word.start], self.new, floor, new_after)
        old_before, new_before = self._old[chain[at - 1].old].end, self._new[chain[at - 1].new].end
        return new_before + project(
            self.old[old_before : word.start], self.new[new_before:new_after], start - old_before, start=True
        )

    def _end(self, end: int, last: int, chain: Sequence[Pair]) -> int:
        at = bisect_right(chain, last, key=lambda pair: pair.old) - 1
        before = chain[at]
        word = self._old[before.old]
        if before.old == last:
            return self._new[before.new].end - max(0, word.end - end)
        new_before = self._new[before.new].end
        if at == len(chain) - 1:
            roof = self._free_after(before.new)
            return best_end(self.old[word.end : end], self.new, new_before, roof)
        old_after, new_after = self._old[chain[at + 1].old].start, self._new[chain[at + 1].new].start
        return new_before + project(
            self.old[word.end : old_after], self.new[new_before:new_after], end - word.end, start=False
        )

    def _free_before(self, i: int) -> int:
        while i > 0 and self._owner[i - 1] < 0:
            i -= 1
        return self._new[i].start

    def _free_after(self, i: int) -> int:
        while i + 1 < len(self._new) and self._owner[i + 1] < 0:
            i += 1
        return self._new[i].end


@lru_cache(maxsize=4)
def carried(old: str, new: str) -> Carried:
    """The pairing of the two texts; kept for the last few, so that all annotations of an article cost one."""
    return Carried(old, new)
