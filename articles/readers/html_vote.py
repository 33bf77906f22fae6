"""Which blocks of a page are its article: two rules of ours and, where it is installed, an extractor vote.

An extractor gives a text; a block has its vote where the words of the block stand in that text. It only ever decides
on kinds: what it leaves out is folded, never lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles.model import Kind
from articles.readers.html_region import article_element, article_run
from articles.traits import points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.blocks import Block
    from articles.traits import BlockTraits, Label

PAGE = "page"
"""The reason of what belongs to the page and not to the article."""

_TEXT_KINDS = frozenset({Kind.BODY, Kind.SUBHEADING, Kind.STANDFIRST})
_SHARE = 0.6
"""Of a block's runs of three words, the share that stands in an extractor's text where the block is of it."""

_LINKED = 0.9
_LINKED_WORDS = 20
"""A shorter line of link text is not the article's, wherever it stands."""

_ITEM, _LINKED_ITEM, _ITEM_MARKUP = -0.1, 0.3, -0.6

_WORD = re.compile(r"\w+")


def said_in(blocks: Sequence[Block], text: str) -> list[bool]:
    """For each block whether an extractor's text has it. Linear in both."""
    words = _WORD.findall(text.casefold())
    runs = set(zip(words, words[1:], words[2:], strict=False))
    lines = {" ".join(_WORD.findall(line)) for line in text.casefold().split("\n")}
    found = []
    for block in blocks:
        own = _WORD.findall(block.shown.casefold())
        if len(own) < 4:
            found.append(" ".join(own) in lines)
            continue
        own_runs = list(zip(own, own[1:], own[2:], strict=False))
        found.append(sum(run in runs for run in own_runs) >= _SHARE * len(own_runs))
    return found


def in_article(
    all_traits: Sequence[BlockTraits],
    alone: Sequence[Label | None],
    labels: Sequence[Label],
    homes: Sequence[int],
    parents: Sequence[int],
    text: str | None,
) -> list[bool]:
    """For each block whether it is text of the article, by two votes of three.

    `alone` and `labels` are the labels that the rules give each block by itself and among its neighbours; `homes` and
    `parents` as in `article_element`; `text` is an extractor's, None where there is none: then the element decides.
    """
    may_be = _may_be_text(labels)
    scores = [_points(traits, label) for traits, label in zip(all_traits, alone, strict=True)]
    by_element = article_element(scores, homes, parents)
    votes = by_element
    if text:
        by_run = article_run(scores)
        by_extractor = said_in([traits.block for traits in all_traits], text)
        votes = [
            (run and own) + (element and own) + other >= 2
            for run, element, other, own in zip(by_run, by_element, by_extractor, may_be, strict=True)
        ]
    return [
        vote and own and not _only_leads_away(traits)
        for vote, own, traits in zip(votes, may_be, all_traits, strict=True)
    ]


def _points(traits: BlockTraits, label: Label | None) -> float:
    """A block's points; an item of a list without links is short by nature, and no sign of a menu."""
    found = points(traits, label)
    if (
        traits.block.listed
        and traits.block.linked < _LINKED_ITEM
        and label is None
        and traits.block.markup >= _ITEM_MARKUP
    ):
        return max(found, _ITEM)
    return found


def _may_be_text(labels: Sequence[Label]) -> list[bool]:
    """For each block whether it may be text of the article: not where its own words say that it is something else.

    What the rules fold for its position alone may be, below the headline.
    """
    top = next((i for i, label in enumerate(labels) if label.kind is Kind.HEADLINE), 0)
    return [label.kind in _TEXT_KINDS or (label.guessed and i > top) for i, label in enumerate(labels)]


def _only_leads_away(traits: BlockTraits) -> bool:
    return traits.block.linked >= _LINKED and traits.words < _LINKED_WORDS and not traits.block.heading
