"""Finds a passage again in a changed text, or finds that it is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from annotations.anchoring.carrying import carried
from annotations.anchoring.likeness import likeness, occurrences, same_words, windows
from articles.model import Span

if TYPE_CHECKING:
    from annotations.model import Passage

FOUND_SCORE = 0.75
"""From this score on a passage counts as found; below it a person has to confirm it."""

ORPHAN_SCORE = 0.5
"""Below this score a passage is an orphan."""

LEAST_LIKENESS = 0.5
"""The least likeness (0 to 1) of the quotation and, where the old text is not known, of its context."""

SAME_CONTEXT_LIKENESS = 0.95
"""With this likeness of its context a quotation found word for word is not sought in other words too."""

DISTANCE_WEIGHT = 0.05
"""How much more a place at the other end of the text must score than one where the passage stood."""

CLEAR_LEAD_SCORE = 0.05
"""The lead in score that a place needs before another with the same words to count as the right one."""

LONG_QUOTE_CODE_POINTS = 32
"""From this length on a quotation that stands only once is found without its context."""


class FoundPassage(NamedTuple):
    """Where a passage stands in a text, in code points, half-open, and how sure that is."""

    start: int
    end: int
    how: Literal["exact", "moved", "fuzzy"]
    """The same words at the same offsets; the same words elsewhere; other words."""
    score: float
    """.6 likeness of the quotation and .4 of its context, 0 to 1."""
    context: float
    """Likeness of the context alone."""
    check: bool
    """Whether a person should confirm it."""

    def overlaps(self, other: FoundPassage) -> bool:
        """Whether the two places share a code point."""
        return self.start < other.end and other.start < self.end


def find_passage(passage: Passage, text: str, *, sha256: str, old_text: str | None = None) -> FoundPassage | None:
    """Where the passage stands in the text whose hash is given; None for an orphan.

    `old_text` is the text of the passage's own version. With it, what else stood there is known and never taken for
    the passage. Without it a changed passage cannot be distinguished from a similar one and is always to be
    confirmed.
    """
    start, end = passage.start, passage.end
    if sha256 == passage.version and text[start:end] == passage.exact:
        return FoundPassage(start, end, "exact", 1.0, 1.0, check=False)
    if old_text is not None and old_text[start:end] == passage.exact:
        return _carried(passage, text, old_text)
    return _searched(passage, text)


def _carried(passage: Passage, text: str, old_text: str) -> FoundPassage | None:
    """Find the passage by what became of the old text's words, and in the stretches that are new in the new text."""
    both = carried(old_text, text)
    place = both.place(passage.start, passage.end)
    found = _found(passage, text, place) if place else None
    if found and not found.check:
        return found._replace(check=_has_a_double(passage, text, found))
    spans = []
    for free in both.free():
        part = text[free.start : free.end]
        if 2 * len(part) >= len(passage.exact):
            near = [*occurrences(passage.exact, part, passage.start - free.start), *windows(passage, part)]
            spans += [Span(free.start + start, free.start + end) for start, end in near]
    return max(filter(None, [found, *_supported(passage, text, spans)]), key=lambda found: found.score, default=None)


def _searched(passage: Passage, text: str) -> FoundPassage | None:
    """Find the passage by its words and context alone; a change of words, or a tie, is always to be confirmed."""
    spans = occurrences(passage.exact, text, passage.start)
    if not any(likeness(passage, text, span).context >= SAME_CONTEXT_LIKENESS for span in spans):
        spans += windows(passage, text)
    found = sorted(
        _supported(passage, text, spans),
        key=lambda found: -found.score + DISTANCE_WEIGHT * abs(found.start - passage.start) / len(text),
    )
    if not found:
        return None
    best = found[0]
    tied = any(other.score > best.score - CLEAR_LEAD_SCORE and not best.overlaps(other) for other in found[1:])
    return best._replace(check=best.check or tied or not _reads_the_same(passage, text, best))


def _reads_the_same(passage: Passage, text: str, found: FoundPassage) -> bool:
    """Whether the quotation and its context are there word for word, but for slips of the pen."""
    before = text[max(0, found.start - len(passage.prefix)) : found.start]
    after = text[found.end : found.end + len(passage.suffix)]
    here = (before, text[found.start : found.end], after)
    return all(map(same_words, (passage.prefix, passage.exact, passage.suffix), here))


def _has_a_double(passage: Passage, text: str, found: FoundPassage) -> bool:
    """Whether the same words stand elsewhere too, in a context that is as like the passage's."""
    return found.context < SAME_CONTEXT_LIKENESS and any(
        span.start != found.start and likeness(passage, text, span).score > found.score - CLEAR_LEAD_SCORE
        for span in occurrences(passage.exact, text, passage.start)
    )


def _supported(passage: Passage, text: str, spans: list[Span]) -> list[FoundPassage]:
    """The places whose context is like the passage's, or that hold the only occurrence of a long quotation."""
    exact = sum(text[start:end] == passage.exact for start, end in set(spans))
    found = [_found(passage, text, span) for span in dict.fromkeys(spans)]
    return [
        one
        for one in found
        if one
        and (
            one.context >= LEAST_LIKENESS
            or (one.how != "fuzzy" and exact == 1 and len(passage.exact) >= LONG_QUOTE_CODE_POINTS)
        )
    ]


def _found(passage: Passage, text: str, span: Span) -> FoundPassage | None:
    """The passage at this place; None where it is too unlike."""
    like = likeness(passage, text, span)
    if like.quote < LEAST_LIKENESS or like.score < ORPHAN_SCORE:
        return None
    same = text[span.start : span.end] == passage.exact
    how: Literal["exact", "moved", "fuzzy"] = "fuzzy"
    if same:
        how = "exact" if span.start == passage.start else "moved"
    return FoundPassage(*span, how, like.score, like.context, check=like.score < FOUND_SCORE)
