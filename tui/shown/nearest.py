"""Finds the sentence of some paragraphs that says most nearly what a passage says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.split import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

LIKENESS_PERCENT = 30
"""How much of the words two sentences must share, in percent (rapidfuzz token_set_ratio)."""


def nearest_sentence(words: str, paragraphs: Sequence[str]) -> tuple[int, int] | None:
    """The number of the paragraph, from 0, and the character where the sentence begins; None where none is like it."""
    from rapidfuzz import fuzz, process, utils  # imported where used: reading needs it not

    places = [(i, start, end) for i, shown in enumerate(paragraphs) for start, end in sentences(shown)]
    texts = [paragraphs[i][start:end] for i, start, end in places]
    best = process.extractOne(
        words, texts, scorer=fuzz.token_set_ratio, processor=utils.default_process, score_cutoff=LIKENESS_PERCENT
    )
    return places[best[2]][:2] if best else None
