"""Compares a quotation and its context with places in a text, and finds the places that are most like it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from articles.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotations.model import Passage

MOST_OCCURRENCES = 1000
"""The most places with a quotation's very words that are looked at: the nearest to where it stood."""

PARAGRAPH_BREAK = "\n\n"
"""What stands between two paragraphs of a text."""

SLIP_LETTERS = 2
"""The most letters of a word that a slip of the pen adds, leaves out or changes."""

_WORD = re.compile(r"\w+")

_EDGE = re.compile(r"(?<!\w)(?=\w)|(?<=\w)(?!\w)|(?<=\s)(?=\S)|(?<=\S)(?=\s)")
"""The edge between a word and what is not a word."""


class Likeness(NamedTuple):
    """How like a place is to a passage, each from 0 to 1."""

    quote: float
    context: float

    @property
    def score(self) -> float:
        """.6 quote and .4 context (measured best on edited news texts)."""
        return 0.6 * self.quote + 0.4 * self.context


def likeness(passage: Passage, text: str, span: Span) -> Likeness:
    """How like `text[start:end]` and what stands around it are to the passage: shares of code points unchanged."""
    quote = Levenshtein.normalized_similarity(passage.exact, text[span.start : span.end])
    prefix, suffix = passage.prefix, passage.suffix
    size = len(prefix) + len(suffix)
    if not size:
        return Likeness(quote, quote)
    before = text[max(0, span.start - len(prefix)) : span.start]
    after = text[span.end : span.end + len(suffix)]
    context = len(prefix) * Levenshtein.normalized_similarity(prefix, before)
    context += len(suffix) * Levenshtein.normalized_similarity(suffix, after)
    return Likeness(quote, context / size)


def occurrences(quote: str, text: str, near: int) -> list[Span]:
    """Where the quotation stands word for word, overlaps included, the nearest to offset `near` first."""
    found, at = [], text.find(quote)
    while at >= 0:
        found.append(Span(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return sorted(found, key=lambda span: abs(span.start - near))[:MOST_OCCURRENCES]


def windows(passage: Passage, text: str) -> Iterator[Span]:
    """The places most like the passage with its context, with what precedes it, and with what follows it."""
    prefix, exact, suffix = passage.prefix, passage.exact, passage.suffix
    for before, after in dict.fromkeys([(prefix, suffix), (prefix, ""), ("", suffix)]):
        sought = before + exact + after
        if len(sought) > len(text):
            continue
        best = fuzz.partial_ratio_alignment(sought, text, score_cutoff=50)
        if best is None:
            continue
        slack = len(sought) // 4
        low, high = max(0, best.dest_start - slack), min(len(text), best.dest_end + slack)
        start = low + project(sought, text[low:high], len(before), start=True)
        end = low + project(sought, text[low:high], len(before) + len(exact), start=False)
        if not before:
            start = best_start(exact, text, low, end)
        if not after:
            end = best_end(exact, text, start, high)
        if span := trimmed(text, start, end):
            yield span


def project(old: str, new: str, at: int, *, start: bool) -> int:
    """The offset in `new` that corresponds to offset `at` of `old`, where a span starts or ends.

    What was put in at the very edge of the span stays outside it, and no word is cut that was not cut before.
    """
    parts, new_parts = old.split(PARAGRAPH_BREAK), new.split(PARAGRAPH_BREAK)
    if len(parts) == len(new_parts) > 1:
        # What stands before a paragraph's end is not taken for what stands behind it.
        passed = new_passed = 0
        for part, new_part in zip(parts, new_parts, strict=True):
            if at - passed <= len(part):
                return new_passed + project(part, new_part, at - passed, start=start)
            passed, new_passed = (
                passed + len(part) + len(PARAGRAPH_BREAK),
                new_passed + len(new_part) + len(PARAGRAPH_BREAK),
            )
    found = 0
    for op in Levenshtein.opcodes(old, new):
        if start:
            if op.src_start > at:
                break
            found = op.dest_end if op.src_start == op.src_end else min(op.dest_start + at - op.src_start, op.dest_end)
        else:
            if op.src_start >= at:
                break
            found = op.dest_end if op.src_end < at else min(op.dest_start + at - op.src_start, op.dest_end)
    if _cuts(new, found) and not _cuts(old, at):
        step = -1 if start else 1
        while _cuts(new, found):
            found += step
    return found


def best_start(quote: str, text: str, low: int, end: int) -> int:
    """Of the word edges from `low` to `end`, the one from which `text[edge:end]` is most like the quotation."""
    low = max(low, end - 2 * len(quote) - 8)
    edges = [match.start() for match in _EDGE.finditer(text, low, end)]
    return max(
        (low, *edges, end),
        key=lambda edge: (-Levenshtein.distance(quote, text[edge:end]), edge),
    )


def best_end(quote: str, text: str, start: int, high: int) -> int:
    """Of the word edges from `start` to `high`, the one up to which `text[start:edge]` is most like the quotation."""
    high = min(high, start + 2 * len(quote) + 8)
    edges = [match.start() for match in _EDGE.finditer(text, start, high)]
    return max(
        (start, *edges, high),
        key=lambda edge: (-Levenshtein.distance(quote, text[start:edge]), -edge),
    )


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without the white space at its ends; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def same_words(one: str, other: str) -> bool:
    """Whether the two differ by nothing but slips of the pen: no word more or less, and no number, changed."""
    ones, others = _WORD.findall(one.casefold()), _WORD.findall(other.casefold())
    return len(ones) == len(others) and all(
        a == b or (a.isalpha() and len(a) > SLIP_LETTERS + 1 and Levenshtein.distance(a, b) <= SLIP_LETTERS)
        for a, b in zip(ones, others, strict=True)
    )


def _cuts(text: str, at: int) -> bool:
    """Whether the offset stands inside a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
