"""Folds what stands around the article on its page, although it does not name itself noise.

How much is folded depends on how sure it is that there is a page around the text: words copied without one have
nothing around them, and a list or a verse at their end is theirs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles.headline import content
from articles.model import Kind
from articles.traits import QUIET, SOLID_WORDS, Label, has_figures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from articles.stretch import Stretch
    from articles.traits import BlockTraits

ENOUGH_BODY_WORDS = 60
"""Where fewer words of body would remain than this, only blocks that name themselves noise are folded."""

SENTENCE_WORDS = 8
"""A block of at least this many words that ends like a sentence is text even below noise."""

_NAVIGATION_WORDS = 8
"""A line above the article with more words than this may be part of it."""

_PAGE = "page"
"""The reason that readers give what their format tells to be around the article."""

_PAGE_LINES = 3
"""So many lines outside the text that name themselves noise are those of a whole page."""

_MOST_OUTSIDE = 2.0
"""Where prose outside the text has more than so many times its words, it is in doubt which is the article."""

_KICKER_WORDS = 5
_RIGHTS_WORDS = 20
_RIGHTS = re.compile(
    r"(?:copyright ?)?(?:©|\(c\)|copyright)(?: copyright)?[ ,]*(?:\d{4}\b|.{2,60}\b\d{4}\b)", re.IGNORECASE
)

_TAIL_LINES = 4
"""So many short lines in a row after the article's end are a list of other things."""


def fold_around(
    all_traits: list[BlockTraits], labels: list[Label | None], stretch: Stretch, headline: int | None
) -> None:
    """Label as boilerplate what stands above, between and below the article's paragraphs and is none of them."""
    top = stretch.first if headline is None else min(headline, stretch.first)
    page = _is_page(all_traits, labels, stretch, top)
    _fold_above(all_traits, labels, top, headline or 0, page=page)
    if headline is not None:
        _fold_after_cue(all_traits, labels, range(headline + 1, stretch.first), stretch)
    _fold_after_cue(all_traits, labels, range(stretch.first, stretch.last + 1), stretch)
    _fold_comments(all_traits, labels, stretch)
    _fold_rights(all_traits, labels, stretch.last + 1)
    if page:
        _fold_rest(all_traits, labels, stretch.last + 1)
    else:
        _fold_below(all_traits, labels, stretch.last)


def _is_page(all_traits: list[BlockTraits], labels: list[Label | None], stretch: Stretch, top: int) -> bool:
    """Whether the text stands on a whole page, and it is clear where."""
    if any(traits.block.reason == _PAGE for traits in all_traits):
        return False  # its reader has told already what is the page's
    outside = [*range(top), *range(stretch.last + 1, len(all_traits))]
    if sum(_is_noise(labels[i]) for i in outside) < _PAGE_LINES:
        return False
    prose: int = sum(all_traits[i].words for i in outside if i < stretch.thread and stretch.inside[i])
    within: int = sum(all_traits[i].words for i in range(stretch.first, stretch.last + 1))
    return prose <= _MOST_OUTSIDE * within


def _is_noise(label: Label | None) -> bool:
    return label is not None and label.kind is Kind.BOILERPLATE and label.reason not in (*QUIET, "matter", "repeat")


def _fold_above(
    all_traits: list[BlockTraits], labels: list[Label | None], top: int, headline: int, *, page: bool
) -> None:
    """Fold short lines above headline and text, and on a whole page all: they are the page's, not the article's.

    The line directly above the headline is a kicker, which is no text to read however short the article is.
    """
    for i in range(top):
        if labels[i] is None and (page or (not all_traits[i].ended and all_traits[i].words <= _NAVIGATION_WORDS)):
            is_kicker = i == headline - 1 and all_traits[i].words <= _KICKER_WORDS
            labels[i] = Label(Kind.BOILERPLATE, "nav", guessed=not is_kicker)


def _fold_after_cue(
    all_traits: list[BlockTraits], labels: list[Label | None], where: Iterable[int], stretch: Stretch
) -> None:
    """Fold titles of other articles inside this one: lines that a line of noise opens, up to the next running text.

    The line directly above running text may be its heading: if it is the only one, or shares a word with it.
    """
    reason, waiting, titles = "", -1, 0
    for i in where:
        label, traits = labels[i], all_traits[i]
        if _is_noise(label):
            reason = label.reason if label else ""
        elif stretch.inside[i] or (label and label.reason not in QUIET):
            if titles > 1 and not content(all_traits[waiting].block.shown) & content(traits.block.shown):
                labels[waiting] = Label(Kind.BOILERPLATE, reason, guessed=True)
            reason, waiting, titles = "", -1, 0
        elif label is None and reason and not traits.ended:
            if waiting >= 0:
                labels[waiting] = Label(Kind.BOILERPLATE, reason, guessed=True)
            waiting, titles = i, titles + 1


def _fold_comments(all_traits: list[BlockTraits], labels: list[Label | None], stretch: Stretch) -> None:
    """Fold what stands below the heading of the comments, where more words stand above it, and a thread of them."""
    above, total = 0, sum(traits.words for traits in all_traits)
    start = stretch.thread
    for i, (traits, label) in enumerate(zip(all_traits, labels, strict=True)):
        if (
            label
            and label.reason == "comments"
            and traits.words <= 12
            and above >= ENOUGH_BODY_WORDS
            and above * 2 > total
        ):
            start = min(start, i)
            break
        above += traits.words
    for i in range(start, len(all_traits)):
        if labels[i] is None:
            labels[i] = Label(Kind.BOILERPLATE, "comments", guessed=True)


def _fold_rest(all_traits: list[BlockTraits], labels: list[Label | None], start: int) -> None:
    """Fold everything below the article on a whole page."""
    reason = "nav"
    for i in range(start, len(all_traits)):
        label = labels[i]
        if label is None:
            labels[i] = Label(Kind.BOILERPLATE, reason, guessed=True)
        elif _is_noise(label):
            reason = label.reason


def _fold_below(all_traits: list[BlockTraits], labels: list[Label | None], last: int) -> None:
    """Fold short lines after the text's end that follow noise, or that make a long list."""
    reason = ""
    for i in range(last + 1, len(all_traits)):
        label = labels[i]
        if label:
            reason = label.reason if label.kind is Kind.BOILERPLATE and label.reason not in QUIET else reason
        elif all_traits[i].ended:
            reason = "" if all_traits[i].words >= SENTENCE_WORDS else reason
        elif all_traits[i].words < SOLID_WORDS and (
            reason or all_traits[i].block.linked > 0.8 or _is_list(all_traits, labels, i)
        ):
            reason = reason or "nav"
            labels[i] = Label(Kind.BOILERPLATE, reason, guessed=True)


def _fold_rights(all_traits: list[BlockTraits], labels: list[Label | None], start: int) -> None:
    """Fold below the text the line that says whose the page is, and since when: it credits no picture."""
    for i in range(start, len(all_traits)):
        label = labels[i]
        free = all_traits[i].block.kind is None and (label is None or label.kind is Kind.CREDIT)
        if free and all_traits[i].words <= _RIGHTS_WORDS and _RIGHTS.match(all_traits[i].block.shown):
            labels[i] = Label(Kind.BOILERPLATE, "legal")


def _is_list(all_traits: list[BlockTraits], labels: list[Label | None], i: int) -> bool:
    """Whether a list of titles begins at block `i`; one below a question or a colon, or with figures, is the text's."""
    above, lines = all_traits[i - 1], range(i, i + _TAIL_LINES)
    if i + _TAIL_LINES > len(all_traits) or above.block.shown[-1] in ":?：？":
        return False
    return all(
        labels[j] is None
        and all_traits[j].words < 14
        and not all_traits[j].ended
        and not has_figures(all_traits[j].block.shown)
        for j in lines
    )
