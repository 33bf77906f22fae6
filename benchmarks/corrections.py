"""What one decision costs and moves, beside computing the rows anew with it, which every decision did once.

python -m benchmarks.corrections
"""

from __future__ import annotations

import sys
from functools import partial
from statistics import median
from time import thread_time
from typing import TYPE_CHECKING

from articles.align import align
from articles.corrections import computed_with, regrouped
from articles.edits import Correction, edited
from articles.read import seed_story
from benchmarks.figures import HEAD, Figure, line
from benchmarks.stories import generated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from articles.edits import Verdict
    from articles.model import Alignment, Story

DECISIONS: tuple[Verdict, ...] = ("cut", "linked", "confirmed")

TIMED = 25
"""How many links, evenly spread, are timed of each kind of decision."""


def measure_corrections(_: Path | None = None) -> Iterator[Figure]:
    """Milliseconds of CPU, and the most other paragraphs that one decision gives other ones beside them."""
    for name, story in (("seeds", seed_story()), ("6 x 1,000", generated(6, 1000))):
        alignment = align(story)
        step = max(1, len(alignment.links) // TIMED)
        for verdict in DECISIONS:
            decided = [Correction(link.a, link.b, verdict) for link in alignment.links[::step]]
            ours = _milliseconds(partial(_edited, story, alignment), decided)
            anew = _milliseconds(partial(_anew, story, alignment), decided)
            yield Figure(f"{name}, a decision: {verdict}", ours, "ms", anew, "anew", limit=10, asked="<= 10 ms")
        if name == "seeds":
            yield from _others(story, alignment)


def _others(story: Story, alignment: Alignment) -> Iterator[Figure]:
    """The most other paragraphs that any decision about a computed link regroups."""
    for verdict in DECISIONS:
        decided = [Correction(link.a, link.b, verdict) for link in alignment.links]
        ours = max(len(regrouped(alignment, _edited(story, alignment, c), c[:2])) for c in decided)
        anew = max(len(regrouped(alignment, _anew(story, alignment, c), c[:2])) for c in decided)
        yield Figure(f"seeds, others regrouped: {verdict}", ours, "of them", anew, "anew", limit=0, asked="0")


def _edited(story: Story, alignment: Alignment, correction: Correction) -> Alignment:
    return edited(story, alignment.links, alignment, [correction])


def _anew(story: Story, alignment: Alignment, correction: Correction) -> Alignment:
    return computed_with(story, alignment.links, [correction])


def _milliseconds(made: Callable[[Correction], Alignment], decided: list[Correction]) -> float:
    spent = []
    for correction in decided:
        begun = thread_time()
        made(correction)
        spent.append((thread_time() - begun) * 1000)
    return median(spent)


def main() -> int:
    print(HEAD)
    for figure in measure_corrections():
        print(line(figure), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
