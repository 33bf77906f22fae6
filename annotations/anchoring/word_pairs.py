"""Pairs the words of a text with those that they have become in a changed form of it.

A word has at most one partner. Runs of words that each text has only once are paired first, wherever they stand
(Heckel, A technique for isolating differences between files, CACM 1978); what lies between them is paired in order by
the longest common subsequence; pairs that stand alone are dropped.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import LCSseq

from annotations.anchoring.likeness import PARAGRAPH_BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from articles.model import Span

RUN_WORDS = 4
"""So many words in a row that stand once in each text are paired, wherever they are."""

NEAR_WORDS = 6
"""A pair counts if half of so many words on either side are paired with words beside its partner."""

GAP_WORDS = 4000
"""The most words of either text that are compared between two pairs; it bounds time and memory on long texts."""

EXPLAINED_SHARE = 0.8
"""The share of a paragraph's pairs that one old paragraph must account for to be given all of them."""


class TextWords(NamedTuple):
    """The words of a text."""

    words: list[str]
    opens: list[bool]
    """For each word, and for the end of the text: whether a paragraph begins there."""

    @classmethod
    def of(cls, text: str, spans: Sequence[Span]) -> TextWords:
        """The words that stand at these places of the text."""
        breaks = 2 if PARAGRAPH_BREAK in text else 1  # a text without an empty line has a paragraph a line
        inner = [text.count("\n", one.end, other.start) >= breaks for one, other in pairwise(spans)]
        opens = [True, *inner, True] if spans else [True]
        return cls([text[start:end] for start, end in spans], opens)


class Pairing:
    """Which word of the old text has become which of the new one; -1 for none."""

    def __init__(self, old: TextWords, new: TextWords) -> None:
        numbers: dict[str, int] = {}
        self.old = [numbers.setdefault(word, len(numbers)) for word in old.words]
        self.new = [numbers.setdefault(word, len(numbers)) for word in new.words]
        self.old_opens, self.new_opens = old.opens, new.opens
        self.partner = [-1] * len(self.old)
        self.owner = [-1] * len(self.new)
        for i, j, length in sorted(self._runs(), key=lambda run: -run[2]):
            self._take(range(i, i + length), range(j, j + length))
        self._fill(forward=True)
        self._drop_lone()
        self._fill(forward=False)
        self._drop_lone()
        if self._unite():
            self._drop_lone()

    def _take(self, old: Sequence[int], new: Sequence[int]) -> None:
        for i, j in zip(old, new, strict=True):
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

    def _pair_in_order(self, old: Sequence[int], new: Sequence[int]) -> None:
        if not old or not new:
            return
        there = [self.new[j] for j in new]
        for op in LCSseq.opcodes([self.old[i] for i in old], there):
            if op.tag == "equal":
                self._take(old[op.src_start : op.src_end], new[op.dest_start : op.dest_end])

    def _unite(self) -> bool:
        """Pair each new paragraph that has words of several old ones with one of them, if that can explain it alone.

        Without this, if one of two similar old paragraphs was cut, both would share the one that is left. Returns
        whether any was paired.
        """
        olds, news = _paragraphs(self.old_opens), _paragraphs(self.new_opens)
        number = [n for n, words in enumerate(olds) for _ in words]
        any_given = False
        for new in news:
            shares = Counter(number[owner] for j in new if (owner := self.owner[j]) >= 0)
            if len(shares) < 2 or len(new) > GAP_WORDS:
                continue
            there = [self.new[j] for j in new]
            able = {
                n: [i for i in olds[n] if self.partner[i] < 0 or self.partner[i] in new]
                for n, _ in shares.most_common(3)
                if len(olds[n]) <= GAP_WORDS
            }
            explained = {n: LCSseq.similarity([self.old[i] for i in able[n]], there) for n in able}
            best = max(explained, key=lambda n: (explained[n], shares[n]), default=None)
            if best is None or explained[best] < EXPLAINED_SHARE * shares.total():
                continue
            for j in new:
                if (owner := self.owner[j]) >= 0:
                    self.partner[owner] = self.owner[j] = -1
            self._pair_in_order(able[best], new)
            any_given = True
        return any_given

    def _drop_lone(self) -> None:
        """Drop a pair where fewer than half of the words around it, in either text, are paired near its partner.

        Only words of the same paragraph count, so that a short paragraph can stand for itself.
        """
        pairs = [(i, j) for i, j in enumerate(self.partner) if j >= 0]
        lone = [
            (i, j)
            for i, j in pairs
            if _is_lone(i, j, self.partner, self.old_opens) or _is_lone(j, i, self.owner, self.new_opens)
        ]
        for i, j in lone:
            self.partner[i] = self.owner[j] = -1


def _paragraphs(opens: list[bool]) -> list[range]:
    """The words of each paragraph."""
    starts = [i for i, is_open in enumerate(opens) if is_open]
    return [range(start, end) for start, end in pairwise(starts)]


def _is_lone(i: int, j: int, partners: list[int], opens: list[bool]) -> bool:
    first = last = i
    while not opens[first] and i - first < NEAR_WORDS:
        first -= 1
    while not opens[last + 1] and last - i < NEAR_WORDS:
        last += 1
    near = sum(k >= 0 and abs(k - j) <= 2 * NEAR_WORDS for k in partners[first : last + 1]) - 1
    return 2 * near < last - first


def _once(words: list[int], opens: list[bool]) -> dict[tuple[int, ...], int]:
    """Where each run begins that stands only once: `RUN_WORDS` words of a paragraph, or all of a shorter one."""
    seen: dict[tuple[int, ...], int] = {}
    for i in range(len(words)):
        size = next((size for size in range(1, RUN_WORDS) if opens[i + size]), RUN_WORDS)
        if size == RUN_WORDS or opens[i]:
            run = tuple(words[i : i + size])
            seen[run] = -1 if run in seen else i
    return {run: i for run, i in seen.items() if i >= 0}


def _reach(partners: list[int], i: int, step: int) -> int:
    """How far the words from number `i` on (or before it) are without a partner, `GAP_WORDS` of them at most."""
    end = i
    if step > 0:
        while end < len(partners) and partners[end] < 0 and end - i < GAP_WORDS:
            end += 1
    else:
        while end > 0 and partners[end - 1] < 0 and i - end < GAP_WORDS:
            end -= 1
    return end
