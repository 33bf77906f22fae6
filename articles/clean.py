"""Blocks to numbered paragraphs with kinds. Nothing is dropped: what is not the article becomes boilerplate.

Where the rules are in doubt they leave a block in sight: body text taken for noise is worse than noise that shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles import cues
from articles.around import ENOUGH_BODY_WORDS, SENTENCE_WORDS, fold_around
from articles.blocks import join
from articles.headline import compact, content, find_headline
from articles.model import Kind, Paragraph
from articles.stretch import find_stretch
from articles.traits import INNER_STOP, BlockTraits, Label, label_alone, traits_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from articles.blocks import Block


def paragraphs(blocks: Iterable[Block], title: str = "") -> tuple[Paragraph, ...]:
    """The paragraphs that the blocks of a text make, numbered from 1; `title` is the article's, where it is known.

    Every block's spans lie in exactly one paragraph's.
    """
    all_traits = [traits_of(block) for block in _joined(blocks)]
    return tuple(
        Paragraph(n, label.kind, traits.block.spans, traits.block.shown, traits.block.pieces, label.reason)
        for n, (traits, label) in enumerate(zip(all_traits, _labels(all_traits, title), strict=True), 1)
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
    return len(words) >= 8 and not block.heading and words[-1].islower() and words[-1] in cues.DANGLING


def _labels(all_traits: list[BlockTraits], title: str, *, careful: bool = False) -> list[Label]:
    labels: list[Label | None] = [label_alone(traits) for traits in all_traits]
    _keep_titles(all_traits, labels)
    stretch = find_stretch(all_traits, labels)
    headline = next((i for i, label in enumerate(labels) if label and label.kind is Kind.HEADLINE), None)
    if headline is None:
        headline = find_headline(all_traits, labels, stretch.first, stretch.last, title)
    if headline is not None:
        labels[headline] = Label(Kind.HEADLINE)
        _label_names(all_traits, labels, headline)
        _label_repeats(all_traits, labels, headline)
    _label_picture_names(all_traits, labels)
    _label_standfirst(all_traits, labels, headline)
    fold_around(all_traits, labels, stretch, headline, careful=careful)
    _label_subheadings(all_traits, labels)
    return _safe(all_traits, [label or Label(Kind.BODY) for label in labels])


def _keep_titles(all_traits: list[BlockTraits], labels: list[Label | None]) -> None:
    """Take back bylines between two paragraphs of the text, as `By the Numbers`; below the first there may be one."""
    above = 0
    for i in range(len(all_traits) - 1):
        label = labels[i]
        if _is_text(all_traits[i], label):
            above += 1
        elif (
            label
            and all_traits[i].block.kind is None
            and label.kind is Kind.BYLINE
            and above > 1
            and _is_text(all_traits[i + 1], labels[i + 1])
        ):
            labels[i] = None


def _is_text(traits: BlockTraits, label: Label | None) -> bool:
    return label is None and traits.ended and traits.words >= SENTENCE_WORDS


def _label_repeats(all_traits: list[BlockTraits], labels: list[Label | None], headline: int) -> None:
    """Fold the headline where the page prints it again."""
    name = compact(all_traits[headline])
    for i, traits in enumerate(all_traits):
        if i != headline and traits.block.kind is None and compact(traits) == name:
            labels[i] = Label(Kind.BOILERPLATE, "repeat")


def _label_names(all_traits: list[BlockTraits], labels: list[Label | None], headline: int) -> None:
    """Label names without `By` that stand between headline and text beside a date or a byline.

    A heading in that place has words of the text in it, names have not.
    """
    head = []
    for i in range(headline + 1, len(all_traits)):
        if _is_text(all_traits[i], labels[i]):
            break
        head.append(i)
    text = content(" ".join(all_traits[i].block.shown for i in range(headline + 1, len(all_traits)) if i not in head))
    beside = {Kind.DATE, Kind.BYLINE}
    for i in [*head, *reversed(head)]:
        around = (labels[j] for j in (i - 1, i + 1) if j < len(labels))
        if labels[i] is None and not all_traits[i].ended and any(label and label.kind in beside for label in around):
            shown = all_traits[i].block.shown
            if cues.is_names(shown, all_traits[i].words) and not content(shown.split()[0]) & text:
                labels[i] = Label(Kind.BYLINE)


def _label_picture_names(all_traits: list[BlockTraits], labels: list[Label | None]) -> None:
    """Label as a caption the short line directly above a caption: it names the picture."""
    for i in range(len(all_traits) - 1):
        below = labels[i + 1]
        if labels[i] or not below or all_traits[i].ended:
            continue
        if below.kind is Kind.CAPTION and all_traits[i + 1].block.tight and all_traits[i].words <= 14:
            labels[i] = Label(Kind.CAPTION)


def _label_standfirst(all_traits: list[BlockTraits], labels: list[Label | None], headline: int | None) -> None:
    """Label as standfirst one sentence between the headline and the caption, byline or date above the text."""
    if headline is None:
        return
    above = {Kind.DATE, Kind.BYLINE}
    at = next(
        (i for i in range(headline + 1, len(all_traits)) if not ((label := labels[i]) and label.kind in above)), None
    )
    if at is None or at + 2 >= len(all_traits) or labels[at] or not 6 <= all_traits[at].words <= 45:
        return
    below = labels[at + 1]
    if below and below.kind in above | {Kind.CAPTION} and not INNER_STOP.search(all_traits[at].block.shown):
        labels[at] = Label(Kind.STANDFIRST)


def _label_subheadings(all_traits: list[BlockTraits], labels: list[Label | None]) -> None:
    """Label as subheadings short lines with text below them that are a question or no sentence."""
    for i in range(len(all_traits) - 1):
        traits, below = all_traits[i], all_traits[i + 1]
        if labels[i] or labels[i + 1] or traits.block.listed or traits.words > 14:
            continue
        shown = traits.block.shown
        first = shown[0] if traits.ended else shown.lstrip("\"'“‘«„¿¡")[:1]
        title_like = (not traits.ended or shown.endswith("?")) and (first.isupper() or first.isdigit())
        if (traits.block.heading or title_like) and (
            below.ended and below.words > traits.words and shown.split()[-1].lower() not in cues.DANGLING
        ):
            labels[i] = Label(Kind.SUBHEADING)


def _safe(all_traits: list[BlockTraits], labels: list[Label]) -> list[Label]:
    """The labels, without the guessed ones where they would leave hardly any text to read."""
    body = sum(traits.words for traits, label in zip(all_traits, labels, strict=True) if label.kind is Kind.BODY)
    if body >= ENOUGH_BODY_WORDS:
        return labels
    return [Label(Kind.BODY) if label.guessed else label for label in labels]
