"""What stands between headline and text: names without `By`, and the sentences of a standfirst."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles import bylines
from articles.around import SENTENCE_WORDS
from articles.headline import content
from articles.model import Kind
from articles.traits import INNER_STOP, Label

if TYPE_CHECKING:
    from articles.traits import BlockTraits

_HEAD = frozenset({Kind.DATE, Kind.BYLINE})
_HEAD_LINES = 24
_STANDFIRST_WORDS = range(6, 46)
_STANDFIRSTS = 3
"""A standfirst has no more paragraphs than this."""

_ALONE_WORDS = range(2, 6)
"""So many words has a line of names that stands alone between headline and text."""


def is_text(traits: BlockTraits, label: Label | None) -> bool:
    """Whether it is a paragraph of text: a sentence that is nothing else."""
    return label is None and traits.ended and traits.words >= SENTENCE_WORDS


def label_names(all_traits: list[BlockTraits], labels: list[Label | None], headline: int) -> None:
    """Label who wrote it: names with an office or a place, and names beside a date or a byline, or alone there.

    A heading in that place has words of the text in it, names have not.
    """
    head = []
    for i in range(headline + 1, len(all_traits)):
        if is_text(all_traits[i], labels[i]):
            break
        head.append(i)
    free = [i for i in head if labels[i] is None and not all_traits[i].ended and not all_traits[i].block.heading]
    if not free or len(head) > _HEAD_LINES:
        free = [i for i in free if i - headline <= _HEAD_LINES]
    inside = set(head)
    text = content(" ".join(all_traits[i].block.shown for i in range(headline + 1, len(all_traits)) if i not in inside))
    for i in [*free, *reversed(free)]:
        shown, words = all_traits[i].block.shown, all_traits[i].words
        if labels[i] is not None or content(shown.removeprefix("From ").split()[0]) & text:
            continue
        around = (labels[j] for j in (i - 1, i + 1) if j < len(labels))
        beside = any(label and label.kind in _HEAD for label in around)
        if bylines.is_signature(shown, words) or (
            (bylines.is_names(shown, words) or (beside and bylines.is_office(shown)))
            and (beside or (len(free) == 1 and words in _ALONE_WORDS and not content(shown) & text))
        ):
            labels[i] = Label(Kind.BYLINE)


def label_standfirst(all_traits: list[BlockTraits], labels: list[Label | None], headline: int) -> None:
    """Label as standfirst single sentences between the headline and the caption, byline or date above the text."""
    at, by = headline + 1, False
    while at < len(all_traits) and (label := labels[at]) is not None and label.kind in _HEAD:
        by = by or label.kind is Kind.BYLINE
        at += 1
    found: list[int] = []
    while at < len(all_traits) and labels[at] is None and len(found) <= _STANDFIRSTS:
        if all_traits[at].words not in _STANDFIRST_WORDS or INNER_STOP.search(all_traits[at].block.shown):
            return
        found.append(at)
        at += 1
    if not found or len(found) > _STANDFIRSTS or at + 1 >= len(all_traits):
        return
    below = labels[at]
    if below is None or below.kind not in _HEAD | {Kind.CAPTION}:
        return
    if (by or len(found) > 1) and below.kind is not Kind.BYLINE:
        return  # below the byline the text begins
    for i in found:
        labels[i] = Label(Kind.STANDFIRST)
