"""Carries a span of a text into a changed form of it, by pairing the words of both once for all spans.

A word of the old text has at most one partner in the new one, so text that stands where it stood, or was moved, is
accounted for and cannot be taken for something else that reads like it. The way: runs of words that each text has only
once are paired first, wherever they stand (Heckel, A technique for isolating differences between files, CACM 1978);
what lies between them is paired in order by the longest common subsequence; pairs that stand alone are dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import LCSseq

from annotations.match import best_end, best_start, project, trimmed
from articles.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Scripts without spaces between words are paired by the character: a word there is not seen without a dictionary.
_WORD = re.compile(
    r"(?:(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff])\w)+|\S"
)

RUN = 4
"""Words in a row that must stand once in each text for the two places to be paired wherever they are."""

NEAR = 6
"""Words on either side among which at least half must be paired with words beside its partner, for a pair to count."""

GAP = 4000
"""Words of either text, at most, that are compared between two pairs; bounds time and memory on long texts."""

ROUND = 8
"""Words on either side of a span by which it is placed."""

JUMP = 30
"""Words that may come in between two that followed on each other, at least, for both to belong to one place."""


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
        pairing = _Pairing(_Words.of(old, self._old), _Words.of(new, self._new))
        self._partner = pairing.partner
        self._owner = pairing.owner

    def free(self) -> Iterator[Span]:
        """The stretches of the new text that nothing of the old text accounts for."""
        first = None
        for i, owner in enumerate([*self._owner, 0]):
            if owner < 0:
                first = i if first is None else first
            elif first is not None:
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
        return trimmed(self.new, new_start, new_end)

    def _chain(self, first: int, last: int) -> list[Pair]:
        """The pairs at and around these words that stand together in the new text: of several such, the fullest."""
        near = range(max(0, first - ROUND), min(len(self._old), last + ROUND + 1))
        chains: list[list[Pair]] = []
        before = None
        for i in near:
            pair = Pair(i, self._partner[i])
            if pair.new < 0:
                continue
            jump = max(JUMP, last - first)
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


class _Words(NamedTuple):
    """The words of a text."""

    words: list[str]
    opens: list[bool]
    """For each word, and for the end of the text: whether a paragraph begins there."""

    @classmethod
    def of(cls, text: str, spans: Sequence[Span]) -> _Words:
        gaps = pairwise(spans)
        opens = [True, *(text.count("\n", one.end, other.start) > 1 for one, other in gaps), True]
        return cls([text[start:end] for start, end in spans], opens)


class _Pairing:
    """Which word of the old text has become which of the new one; -1 for none."""

    def __init__(self, old: _Words, new: _Words) -> None:
        numbers: dict[str, int] = {}
        self.old = [numbers.setdefault(word, len(numbers)) for word in old.words]
        self.new = [numbers.setdefault(word, len(numbers)) for word in new.words]
        self.old_opens, self.new_opens = old.opens, new.opens
        self.partner = [-1] * len(self.old)
        self.owner = [-1] * len(self.new)
        for run in sorted(self._runs(), key=lambda run: -run[2]):
            self._take(*run)
        self._fill(forward=True)
        self._drop_lone()
        self._fill(forward=False)
        self._drop_lone()

    def _take(self, i: int, j: int, length: int) -> None:
        for i, j in zip(range(i, i + length), range(j, j + length), strict=True):  # noqa: B020
            if self.partner[i] < 0 and self.owner[j] < 0:
                self.partner[i], self.owner[j] = j, i

    def _runs(self) -> Iterator[tuple[int, int, int]]:
        """The runs that both texts have once: first word in the old one, in the new one, and length.

        They go as far as the texts agree, but not past a paragraph's end: what follows there may have come from afar.
        """
        there = _once(self.new, self.new_opens)
        reached: dict[int, int] = {}
        for run, first in _once(self.old, self.old_opens).items():
            if run not in there or first < reached.get(first - there[run], 0):
                continue
            i, j = first, there[run]
            end, shift = i + len(run), j - i
            while not self.old_opens[i] and not self.new_opens[j] and self.old[i - 1] == self.new[j - 1]:
                i, j = i - 1, j - 1
            while not (self.old_opens[end] or self.new_opens[end + shift]) and self.old[end] == self.new[end + shift]:
                end += 1
            reached[-shift] = end
            yield i, j, end - i

    def _fill(self, *, forward: bool) -> None:
        """Pair in order what follows each pair (or precedes it) up to the next pair in either text."""
        if forward:
            ends = [(i + 1, j + 1) for i, j in enumerate(self.partner) if j >= 0]
            for i, j in [(0, 0), *ends]:
                self._pair_in_order(range(i, _reach(self.partner, i, 1)), range(j, _reach(self.owner, j, 1)))
        else:
            starts = [(i, j) for i, j in enumerate(self.partner) if j >= 0]
            for i, j in [*starts, (len(self.old), len(self.new))]:
                self._pair_in_order(range(_reach(self.partner, i, -1), i), range(_reach(self.owner, j, -1), j))

    def _pair_in_order(self, old: range, new: range) -> None:
        if not old or not new:
            return
        there = [self.new[j] for j in new]
        for op in LCSseq.opcodes([self.old[i] for i in old], there):
            if op.tag == "equal":
                self._take(old[op.src_start], new[op.dest_start], op.src_end - op.src_start)

    def _drop_lone(self) -> None:
        """Drop the pairs around which, in either text, less than half of the words are paired to words near the other.

        Only words of the same paragraph count, so that a short paragraph can stand for itself.
        """
        pairs = [Pair(i, j) for i, j in enumerate(self.partner) if j >= 0]
        lone = [
            (i, j)
            for i, j in pairs
            if _is_lone(i, j, self.partner, self.old_opens) or _is_lone(j, i, self.owner, self.new_opens)
        ]
        for i, j in lone:
            self.partner[i] = self.owner[j] = -1


def _is_lone(i: int, j: int, partners: list[int], opens: list[bool]) -> bool:
    first = last = i
    while not opens[first] and i - first < NEAR:
        first -= 1
    while not opens[last + 1] and last - i < NEAR:
        last += 1
    near = sum(k >= 0 and abs(k - j) <= 2 * NEAR for k in partners[first : last + 1]) - 1
    return 2 * near < last - first


def _once(words: list[int], opens: list[bool]) -> dict[tuple[int, ...], int]:
    """Where each run of `RUN` words of one paragraph, or the whole of a shorter one, stands that stands only once."""
    seen: dict[tuple[int, ...], int] = {}
    for i in range(len(words)):
        size = next((size for size in range(1, RUN) if opens[i + size]), RUN)
        if size == RUN or opens[i]:
            run = tuple(words[i : i + size])
            seen[run] = -1 if run in seen else i
    return {run: i for run, i in seen.items() if i >= 0}


def _reach(partners: list[int], i: int, step: int) -> int:
    """How far the words from number `i` on (or before it) are without a partner, `GAP` of them at most."""
    end = i
    if step > 0:
        while end < len(partners) and partners[end] < 0 and end - i < GAP:
            end += 1
    else:
        while end > 0 and partners[end - 1] < 0 and i - end < GAP:
            end -= 1
    return end
