"""Aligns a story: finds the links between its articles' paragraphs and lays out the rows they make."""

from __future__ import annotations

from collections import defaultdict
from time import perf_counter
from typing import TYPE_CHECKING

from articles.model import LINKING, Link, ParagraphId
from articles.rows import arrange

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from articles.model import Alignment, Story

LINKED = 0.11
"""Two paragraphs that score above this are linked (best threshold in every fold of research on eleven stories)."""

LARGE = 400
"""With more paragraphs taking part than this a story is aligned in a worker, so that its text is readable at once."""

PACE = 0.015
"""Seconds of work after which `progress` and `cancelled` are called again."""


class Cancelled(Exception):  # noqa: N818 - nothing is wrong: the caller asked for it
    """The caller of `align` no longer wants the alignment."""


def align(
    story: Story,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Alignment:
    """The links of a story, sorted, and its rows.

    In a worker: `progress` is told the part done (0 to 1, ascending) and `cancelled` is asked about every `PACE`
    seconds; both run in the thread that called. Raises `Cancelled` soon after `cancelled` says yes.
    """
    return arrange(story, find_links(story, _paced(progress, cancelled)))


def find_links(story: Story, tick: Callable[[float], None] = lambda done: None) -> tuple[Link, ...]:
    """All pairs of paragraphs of different articles that score above `LINKED`, many to many, sorted."""
    paragraph_ids = taking_part(story)
    if len({where.article for where in paragraph_ids}) < 2:
        return ()
    from articles.similarity import similarities  # imported where used: the alignment of a story may be known

    texts = [story.articles[where.article].paragraph(where.n).shown for where in paragraph_ids]
    scored = similarities(texts, [where.article for where in paragraph_ids], LINKED, tick)
    return tuple(sorted(Link(paragraph_ids[i], paragraph_ids[j], score) for i, j, score in scored))


def taking_part(story: Story) -> list[ParagraphId]:
    """The paragraphs that can be linked, article by article in reading order."""
    return [
        ParagraphId(i, p.n) for i, article in enumerate(story.articles) for p in article.paragraphs if p.kind in LINKING
    ]


def is_large(story: Story) -> bool:
    """Whether aligning the story would keep a reader waiting."""
    return len(taking_part(story)) > LARGE


def counterparts(alignment: Alignment) -> Mapping[ParagraphId, tuple[Link, ...]]:
    """For each linked paragraph its links, those by hand first, then the strongest."""
    found: defaultdict[ParagraphId, list[Link]] = defaultdict(list)
    for link in alignment.links:
        found[link.a].append(link)
        found[link.b].append(link)
    return {
        where: tuple(sorted(links, key=lambda link: (not link.by_hand, -link.score, link)))
        for where, links in found.items()
    }


def _paced(progress: Callable[[float], None] | None, cancelled: Callable[[], bool] | None) -> Callable[[float], None]:
    """A `tick` to be called often, that calls these every `PACE` seconds and at the end."""
    last = perf_counter()

    def tick(done: float) -> None:
        nonlocal last
        time = perf_counter()
        if time - last < PACE and done < 1:
            return
        last = time
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            progress(done)

    return tick
