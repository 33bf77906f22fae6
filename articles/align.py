"""Aligns a story: finds the links between its articles' paragraphs and lays out the rows they make."""

from __future__ import annotations

from collections import defaultdict
from time import perf_counter
from typing import TYPE_CHECKING

from articles.model import LINKING_KINDS, Link, ParagraphId
from articles.rows import arrange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from articles.model import Alignment, Story

LINKED_SCORE = 0.11
"""Two paragraphs that score above this are linked (best threshold in every fold of research on eleven stories)."""

LARGE_STORY_PARAGRAPHS = 400
"""A story in which more paragraphs than this take part is aligned in a worker, so that it can be read at once."""

TICK_SECONDS = 0.015
"""How long `align` works between two calls of `progress` and `cancelled`."""


class Cancelled(Exception):  # noqa: N818 - nothing is wrong: the caller asked for it
    """The caller of `align` no longer wants the alignment."""


def align(
    story: Story,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Alignment:
    """The links of a story, sorted, and its rows.

    About every `TICK_SECONDS` it calls `progress` with the part that is done (0 to 1, ascending), and `cancelled`; both
    run in the calling thread. Raises `Cancelled` soon after `cancelled` has returned true.
    """
    return arrange(story, find_links(story, _paced(progress, cancelled)))


def aligned_again(story: Story, before: Story, alignment: Alignment) -> Alignment | None:
    """The alignment, as `align` computes it, of another state of a story, from that of the state `before`.

    Quick, as nothing is scored. None where other paragraphs take part, or some read otherwise.
    """
    was, now = taking_part(before), taking_part(story)
    if len(was) != len(now) or not all(
        one.article == other.article
        and before.articles[one.article].paragraph(one.n).shown
        == story.articles[other.article].paragraph(other.n).shown
        for one, other in zip(was, now, strict=True)
    ):
        return None
    named = dict(zip(was, now, strict=True))
    return arrange(story, tuple(link._replace(a=named[link.a], b=named[link.b]) for link in alignment.links))


def find_links(story: Story, tick: Callable[[float], None] = lambda done: None) -> tuple[Link, ...]:
    """All pairs of paragraphs of different articles that score above `LINKED_SCORE`, many to many, sorted."""
    paragraph_ids = taking_part(story)
    if len({where.article for where in paragraph_ids}) < 2:
        return ()
    from articles.similarity import similarities  # imported where used: the alignment of a story may be known

    texts = [story.articles[where.article].paragraph(where.n).shown for where in paragraph_ids]
    scored = similarities(texts, [where.article for where in paragraph_ids], LINKED_SCORE, tick)
    return tuple(sorted(Link(paragraph_ids[i], paragraph_ids[j], score) for i, j, score in scored))


def taking_part(story: Story) -> list[ParagraphId]:
    """The paragraphs that can be linked, article by article in reading order."""
    return [
        ParagraphId(i, p.n)
        for i, article in enumerate(story.articles)
        for p in article.paragraphs
        if p.kind in LINKING_KINDS
    ]


def is_large(story: Story) -> bool:
    """Whether aligning the story would keep a reader waiting."""
    return len(taking_part(story)) > LARGE_STORY_PARAGRAPHS


def counterparts(alignment: Alignment) -> Mapping[ParagraphId, tuple[Link, ...]]:
    """For each linked paragraph its links, those by hand first, then the strongest."""
    found: defaultdict[ParagraphId, list[Link]] = defaultdict(list)
    for link in alignment.links:
        found[link.a].append(link)
        found[link.b].append(link)
    return {where: _best_first(links) for where, links in found.items()}


def counterparts_after(
    known: Mapping[ParagraphId, tuple[Link, ...]], before: Sequence[Link], after: Sequence[Link]
) -> Mapping[ParagraphId, tuple[Link, ...]]:
    """The `counterparts` of an alignment with the links `after`, from those `known` of one with the links `before`.

    Both are sorted. Quick where few links differ.
    """
    first, last = _alike(before, after), _alike(before[::-1], after[::-1])
    last = min(last, len(before) - first, len(after) - first)
    gone = set(before[first : len(before) - last])
    come = set(after[first : len(after) - last])
    gone, come = gone - come, come - gone
    found = dict(known)
    for where in {end for link in (*gone, *come) for end in link[:2]}:
        links = [link for link in found.pop(where, ()) if link not in gone]
        links += [link for link in come if where in link[:2]]
        if links:
            found[where] = _best_first(links)
    return found


def _alike(one: Sequence[Link], other: Sequence[Link]) -> int:
    """With how many equal links two sequences begin; the same values are told at once."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a is not b and a != b), min(len(one), len(other)))


def _best_first(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: (not link.by_hand, -link.score, link)))


def _paced(progress: Callable[[float], None] | None, cancelled: Callable[[], bool] | None) -> Callable[[float], None]:
    """A function to be called often, which calls the two about every `TICK_SECONDS` and at the end."""
    last = perf_counter()

    def tick(done: float) -> None:
        nonlocal last
        time = perf_counter()
        if time - last < TICK_SECONDS and done < 1:
            return
        last = time
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            progress(done)

    return tick
