"""The alignments that decisions made lately: one more decision, or taking the last one back, is one edit of these."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from articles.corrections import computed_with, since_anew
from articles.edits import edited

if TYPE_CHECKING:
    from articles.edits import Correction
    from articles.model import Alignment, Story

MOST_KEPT = 32
"""How many alignments are kept; each has some 100 kB of its own in a story of 6,000 paragraphs."""


class Kept(NamedTuple):
    """An alignment, and the decisions that made it."""

    pivot: int | None
    corrections: tuple[Correction, ...]
    alignment: Alignment


class KeptAlignments:
    """Makes alignments of a story's computed one, as `articles.corrections.corrected` does, but quicker."""

    def __init__(self, story: Story, computed: Alignment) -> None:
        self._story, self._computed = story, computed
        self._kept: list[Kept] = []

    def corrected(self, corrections: tuple[Correction, ...], pivot: int | None) -> Alignment:
        """The computed alignment after these decisions; `pivot` is the article that was chosen to open the rows."""
        settled, later = since_anew(corrections)
        begun = len(corrections) - len(later)
        found = [kept for kept in self._kept if kept.pivot == pivot and begun <= len(kept.corrections)]
        found = [kept for kept in found if kept.corrections == corrections[: len(kept.corrections)]]
        if found:
            best = max(found, key=lambda kept: len(kept.corrections))
        elif begun or pivot not in (None, self._computed.pivot):
            base = computed_with(self._story, self._computed.links, settled, pivot)
            best = self._keep(Kept(pivot, corrections[:begun], base))
        else:
            best = Kept(pivot, (), self._computed)
        rest = later[len(best.corrections) - begun :]
        if not rest:
            return best.alignment
        alignment = edited(self._story, self._computed.links, best.alignment, rest)
        return self._keep(Kept(pivot, corrections, alignment)).alignment

    def _keep(self, kept: Kept) -> Kept:
        self._kept = [*self._kept[1 - MOST_KEPT :], kept]
        return kept
