"""How two versions of an article differ: what was added, taken out, moved, and changed word by word.

Headline and figures come first: they are what is changed silently.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from articles import split
from articles.model import Kind
from articles.numbers import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from articles.model import Article, Paragraph

LEAST_LIKENESS = 0.5
"""How alike the words of two paragraphs are at the least (0 to 1, of the words of both those that stand in both, in
order) for one to be what the other was changed to."""

MOST_COMPARED = 10_000
"""Pairs of paragraphs that are compared at most; in more only those that stand near one another are."""

_FACTS = ("title", "date", "byline", "outlet")


class How(StrEnum):
    """What became of a paragraph."""

    SAME = "same"
    ADDED = "added"
    TAKEN_OUT = "taken out"
    CHANGED = "changed"
    MOVED = "moved"
    """Its words are the same, but it stands before or behind others that it did not stand before or behind."""


class Words(NamedTuple):
    """A stretch of a changed paragraph."""

    how: How
    """The same, added or taken out."""
    text: str


class Change(NamedTuple):
    """What became of one paragraph."""

    how: How
    old: Paragraph | None
    """None where it was added."""
    new: Paragraph | None
    """None where it was taken out."""
    moved: bool = False
    """Whether it stands elsewhere among the others; a changed one can have moved too."""
    figures: tuple[tuple[str, str], ...] = ()
    """The numbers that a changed one no longer has, each with the one in its place; one of the two may be empty."""

    @property
    def kind(self) -> Kind:
        """Its kind now, else the one that it had."""
        paragraph = self.new or self.old
        return paragraph.kind if paragraph else Kind.BODY

    @property
    def words(self) -> list[Words]:
        """The paragraph in stretches that stayed, came and went."""
        return list(_words(self.old.shown if self.old else "", self.new.shown if self.new else ""))


class FactChange(NamedTuple):
    """A fact about the article that is told otherwise."""

    fact: str
    """`title`, `date`, `byline` or `outlet`."""
    old: str
    new: str


class Difference(NamedTuple):
    """How a later version of an article differs from an earlier one."""

    facts: tuple[FactChange, ...]
    changes: tuple[Change, ...]
    """Of every paragraph of both that is no boilerplate in both, in the order of the later version; what was taken out
    stands where it stood."""

    @property
    def silent(self) -> list[Change]:
        """The changes of headlines and of figures."""
        return [c for c in self.told if c.kind is Kind.HEADLINE or c.figures]

    @property
    def told(self) -> list[Change]:
        """The changes without what is the same."""
        return [change for change in self.changes if change.how is not How.SAME]

    def count(self, how: How) -> int:
        """How many paragraphs this became of."""
        return sum(change.how is how for change in self.changes)


def difference(old: Article, new: Article) -> Difference:
    """How the later of two versions of an article differs from the earlier one; quick for some hundred paragraphs."""
    pairs = _same(old.paragraphs, new.paragraphs)
    pairs |= _alike(
        [p for p in old.paragraphs if p.n not in pairs.values()], [p for p in new.paragraphs if p.n not in pairs]
    )
    stays = _in_order(pairs)
    made = [_change(p, old.paragraphs[pairs[p.n] - 1] if p.n in pairs else None, stays) for p in new.paragraphs]
    changes = _with_taken_out(made, [p for p in old.paragraphs if p.n not in pairs.values()])
    facts = (FactChange(fact, old.told(fact), new.told(fact)) for fact in _FACTS)
    return Difference(
        tuple(fact for fact in facts if fact.old != fact.new and fact.old and fact.new),
        tuple(change for change in changes if _counts(change)),
    )


def _counts(change: Change) -> bool:
    """Whether a change is one of the article and not of what stands around it."""
    return any(p is not None and p.kind is not Kind.BOILERPLATE for p in (change.old, change.new))


def _same(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> dict[int, int]:
    """By the number of a paragraph of the later version, that of one with the same words in the earlier one."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for paragraph in reversed(old):
        having[paragraph.shown].append(paragraph.n)
    return {p.n: having[p.shown].pop() for p in new if having[p.shown]}


def _alike(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> dict[int, int]:
    """The same for paragraphs whose words were changed: the most alike first."""
    from rapidfuzz.distance import Indel  # imported where used: most stories are never compared

    worded = {id(p): [p.shown[start:end] for start, end in split.words(p.shown)] for p in (*old, *new)}
    bags = {of: Counter(words) for of, words in worded.items()}
    reach = max(1, MOST_COMPARED // max(1, len(new)))
    rated = []
    for j, b in enumerate(new):
        near = old if len(old) <= reach else old[max(0, j - reach // 2) : j + reach // 2]
        for a in near:
            size = len(worded[id(a)]) + len(worded[id(b)])
            if not size or 2 * (bags[id(a)] & bags[id(b)]).total() < LEAST_LIKENESS * size:
                continue
            rate = Indel.normalized_similarity(worded[id(a)], worded[id(b)], score_cutoff=LEAST_LIKENESS)
            if rate:
                rated.append((-rate, abs(a.n - b.n), b.n, a.n))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, n, of in sorted(rated):
        if n not in found and of not in taken:
            found[n] = of
            taken.add(of)
    return found


def _in_order(pairs: dict[int, int]) -> set[int]:
    """The numbers, in the later version, of the most paragraphs that stand in the same order in both."""
    ends: list[int] = []
    at: list[int] = []
    before: dict[int, int | None] = {}
    for n in sorted(pairs):
        i = bisect_left(ends, pairs[n])
        before[n] = at[i - 1] if i else None
        ends[i : i + 1], at[i : i + 1] = [pairs[n]], [n]
    kept: set[int] = set()
    last = at[-1] if at else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def _change(new: Paragraph, old: Paragraph | None, stays: set[int]) -> Change:
    if old is None:
        return Change(How.ADDED, None, new)
    moved = new.n not in stays
    if old.shown == new.shown:
        return Change(How.MOVED if moved else How.SAME, old, new, moved)
    return Change(How.CHANGED, old, new, moved, tuple(_figures(old.shown, new.shown)))


def _with_taken_out(made: list[Change], gone: Iterable[Paragraph]) -> list[Change]:
    """The changes with what was taken out behind the paragraph that it stood behind."""
    after: defaultdict[int, list[Change]] = defaultdict(list)
    places = {change.old.n: i for i, change in enumerate(made) if change.old and not change.moved}
    for paragraph in gone:
        before = max((n for n in places if n < paragraph.n), default=0)
        after[places.get(before, -1)].append(Change(How.TAKEN_OUT, paragraph, None))
    found = list(after[-1])
    for i, change in enumerate(made):
        found += [change, *after[i]]
    return found


def _figures(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The numbers that differ, in order, as they are written; those of one side that are more have no other."""
    olds, news = ([(n.value, text[n.start : n.end]) for n in numbers(text)] for text in (old, new))
    both = Counter(value for value, _ in olds) & Counter(value for value, _ in news)
    left = []
    for found in (olds, news):
        same = both.copy()
        rest = []
        for value, written in found:
            if same[value]:
                same[value] -= 1
            else:
                rest.append(written)
        left.append(rest)
    ones, others = left
    for i in range(max(len(ones), len(others))):
        yield (ones[i] if i < len(ones) else "", others[i] if i < len(others) else "")


def _words(old: str, new: str) -> Iterator[Words]:
    """Two wordings in stretches of whole words with the signs and blanks that follow them."""
    from rapidfuzz.distance import Indel

    olds, news = (list(_pieces(text)) for text in (old, new))
    gone = come = ""
    for op in [*Indel.opcodes(olds, news), None]:
        if op is not None and op.tag != "equal":
            gone += "".join(olds[op.src_start : op.src_end])
            come += "".join(news[op.dest_start : op.dest_end])
            continue
        if gone:
            yield Words(How.TAKEN_OUT, gone)
        if come:
            yield Words(How.ADDED, come)
        gone = come = ""
        if op is not None:
            yield Words(How.SAME, "".join(news[op.dest_start : op.dest_end]))


def _pieces(text: str) -> Iterator[str]:
    at = 0
    for start, end in split.words(text):
        if start > at:
            yield text[at:start]
        yield text[start:end]
        at = end
    if at < len(text):
        yield text[at:]


def in_words(found: Difference) -> str:
    """What differs, in part of a sentence, headline and figures first; empty where nothing of the article does."""
    told = []
    headline = [change for change in found.told if change.kind is Kind.HEADLINE and change.how is How.CHANGED]
    if headline or any(fact.fact == "title" for fact in found.facts):
        told.append("another headline")
    figures = [figure for change in found.told for figure in change.figures]
    if figures:
        shown = [f"{old or '–'} → {new or '–'}" for old, new in figures[:3]]
        told.append(f"other figures ({', '.join(shown)}{', …' if len(figures) > len(shown) else ''})")
    counted = [(found.count(how), how) for how in (How.ADDED, How.CHANGED, How.TAKEN_OUT, How.MOVED)]
    parts = [f"{many} {how}" for many, how in counted if many]
    if parts:
        first, how = next((many, how) for many, how in counted if many)
        parts[0] = f"{first} {'paragraph' if first == 1 else 'paragraphs'} {how}"
        told.append(", ".join(parts))
    told += [f"another {fact.fact}" for fact in found.facts if fact.fact in ("date", "byline")] if told else []
    return "; ".join(told)
