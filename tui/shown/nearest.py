"""Finds the sentence in some paragraphs that is most like a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.split import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

LIKENESS_PERCENT = 30
"""The least likeness of the passage and a sentence (rapidfuzz token_set_ratio)."""


def nearest_sentence(words: str, paragraphs: Sequence[str]) -> tuple[int, int] | None:
    """The index of the paragraph and the character where the most similar sentence begins; None if none is similar."""
    from rapidfuzz import fuzz, process, utils  # imported where used: reading does not need it

    places = [(i, start, end) for i, shown in enumerate(paragraphs) for start, end in sentences(shown)]
    texts = [paragraphs[i][start:end] for i, start, end in places]
    best = process.extractOne(
        words, texts, scorer=fuzz.token_set_ratio, processor=utils.default_process, score_cutoff=LIKENESS_PERCENT
    )
    return places[best[2]][:2] if best else None
