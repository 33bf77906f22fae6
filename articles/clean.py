"""Blocks to numbered paragraphs with kinds. Nothing is dropped: what is not the article becomes boilerplate.

Where the rules are in doubt they leave a block in sight: body text taken for noise is worse than noise that shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles import cues
from articles.around import ENOUGH_BODY_WORDS, fold_around
from articles.below_headline import is_text, label_names, label_standfirst
from articles.blocks import join
from articles.headline import compact, find_headline
from articles.heads import find_head
from articles.model import Kind, Paragraph
from articles.stretch import find_stretch
from articles.traits import INNER_STOP, BlockTraits, Label, has_figures, label_alone, traits_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from articles.blocks import Block


_DECK_WORDS = 30
"""A paragraph of fewer words and one sentence may be part of a deck, above the byline."""

_DECKS = 3

_REPEATING = frozenset({None, Kind.HEADLINE, Kind.SUBHEADING})

_VERSE_WORDS = 14
"""A short line directly below one of no more words is of the same verse or list."""


def paragraphs(blocks: Iterable[Block], title: str = "") -> tuple[Paragraph, ...]:
    """The paragraphs that the blocks of a text make, numbered from 1; `title` is the article's, where it is known.

    Every block's spans lie in exactly one paragraph's.
    """
    all_traits = [traits_of(block) for block in _joined(blocks)]
    labels = _labels(all_traits, title)
    return tuple(
        Paragraph(n, label.kind, traits.block.spans, traits.block.shown, traits.block.pieces, label.reason)
        for n, (traits, label) in enumerate(zip(all_traits, labels, strict=True), 1)
    )


def labels(all_traits: list[BlockTraits], title: str = "") -> list[Label]:
    """The label of each block among its neighbours, one by one as they stand, for a reader that judges pages itself."""
    return _labels(all_traits, title)


def _joined(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, with each that breaks off inside a phrase joined to the next one."""
    whole: list[Block] = []
    for block in blocks:
        if whole and _breaks_off(whole[-1]) and _goes_on(block):
            whole[-1] = join(whole[-1], block)
        else:
            whole.append(block)
    return whole


def _goes_on(block: Block) -> bool:
    if block.kind is not None or block.heading or block.listed:
        return False
    return block.shown.count(" ") > 1 and label_alone(traits_of(block)) is None


def _breaks_off(block: Block) -> bool:
    if (
        block.kind is not None or len(block.spans) > 1
    ):  # a page breaks a paragraph once; and joining without end would be quadratic
        return False
    words = block.shown.split()
    if len(words) < 8 or block.heading or not words[-1].islower() or words[-1] not in cues.DANGLING:
        return False
    return label_alone(traits_of(block)) is None  # `at 6:00 am` does not break off


def _labels(all_traits: list[BlockTraits], title: str) -> list[Label]:
    labels: list[Label | None] = [label_alone(traits) for traits in all_traits]
    find_head(all_traits, labels)
    _keep_titles(all_traits, labels)
    stretch = find_stretch(all_traits, labels)
    headline = next((i for i, label in enumerate(labels) if label and label.kind is Kind.HEADLINE), None)
    if headline is None:
        headline = find_headline(all_traits, labels, stretch.first, stretch.last, title)
    if headline is not None:
        labels[headline] = Label(Kind.HEADLINE)
        label_names(all_traits, labels, headline)
        _label_repeats(all_traits, labels, headline)
    _label_picture_names(all_traits, labels)
    if headline is not None:
        label_standfirst(all_traits, labels, headline)
    fold_around(all_traits, labels, stretch, headline)
    _label_subheadings(all_traits, labels)
    return _safe(all_traits, [label or Label(Kind.BODY) for label in labels])


def _keep_titles(all_traits: list[BlockTraits], labels: list[Label | None]) -> None:
    """Take back bylines inside the text, as `By Popular Demand`; below a first paragraph or a deck there may be one."""
    above = 0
    for i in range(len(all_traits) - 1):
        label, traits = labels[i], all_traits[i]
        if is_text(traits, label):
            above += 1 if traits.words < _DECK_WORDS and not INNER_STOP.search(traits.block.shown) else _DECKS
        elif (
            label
            and label.kind is Kind.BYLINE
            and traits.block.kind is None
            and above > _DECKS
            and is_text(all_traits[i + 1], labels[i + 1])
        ):
            labels[i] = None


def _label_repeats(all_traits: list[BlockTraits], labels: list[Label | None], headline: int) -> None:
    """Fold the headline where the page prints it again."""
    name = compact(all_traits[headline])
    for i, traits in enumerate(all_traits):
        if i != headline and traits.block.kind in _REPEATING and compact(traits) == name:
            labels[i] = Label(Kind.BOILERPLATE, "repeat")


def _label_picture_names(all_traits: list[BlockTraits], labels: list[Label | None]) -> None:
    """Label as a caption the short line directly above a caption: it names the picture."""
    for i in range(len(all_traits) - 1):
        below = labels[i + 1]
        if labels[i] or not below or all_traits[i].ended:
            continue
        if below.kind is Kind.CAPTION and all_traits[i + 1].block.tight and all_traits[i].words <= 14:
            labels[i] = Label(Kind.CAPTION)


def _label_subheadings(all_traits: list[BlockTraits], labels: list[Label | None]) -> None:
    """Label as subheadings short lines with text below them that are a question or no sentence."""
    for i in range(len(all_traits) - 1):
        traits, below = all_traits[i], all_traits[i + 1]
        if labels[i] or labels[i + 1] or traits.block.listed or traits.words > 14:
            continue
        if traits.block.tight and i and not labels[i - 1] and all_traits[i - 1].words <= _VERSE_WORDS:
            continue  # a line of a verse
        if i and has_figures(traits.block.shown) and _is_row(all_traits[i - 1], labels[i - 1]):
            continue  # the last row of a table
        if below.block.listed and (traits.block.heading or (not traits.ended and traits.block.shown[0].isupper())):
            labels[i] = Label(Kind.SUBHEADING)
            continue
        shown = traits.block.shown
        first = shown[0] if traits.ended else shown.lstrip("\"'“‘«„¿¡")[:1]
        title_like = (not traits.ended or shown.endswith("?")) and (first.isupper() or first.isdigit())
        if (traits.block.heading or title_like) and (
            below.ended and below.words > traits.words and shown.split()[-1].lower() not in cues.DANGLING
        ):
            labels[i] = Label(Kind.SUBHEADING)


def _is_row(traits: BlockTraits, label: Label | None) -> bool:
    return label is None and not traits.ended and has_figures(traits.block.shown)


def _safe(all_traits: list[BlockTraits], labels: list[Label]) -> list[Label]:
    """The labels, without the guessed ones where they would leave hardly any text to read."""
    body = sum(traits.words for traits, label in zip(all_traits, labels, strict=True) if label.kind is Kind.BODY)
    if body >= ENOUGH_BODY_WORDS:
        return labels
    return [Label(Kind.BODY) if label.guessed else label for label in labels]
