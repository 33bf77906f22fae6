"""A person's decisions about links: how they change the computed alignment, and which decision a key makes."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from articles.align import taking_part
from articles.bonds import bind
from articles.edits import ANEW, Correction, edited, linkable, row_at
from articles.model import Kind, Link, ParagraphId
from articles.rows import arrange, central

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from articles.edits import Pair, Verdict
    from articles.model import Alignment, Story


def corrected(
    story: Story, links: Collection[Link], corrections: Iterable[Correction], pivot: int | None = None
) -> Alignment:
    """The computed links of a story with a person's decisions on top, and the rows that they make.

    The rows of the computed links are edited decision by decision, in the order in which they were made, as `edited`
    tells. What was decided before the last `ANEW` counts in the computation: see `computed_with`. If `pivot` is None it
    is the article that the computed links make it, so that no decision changes it.
    """
    settled, later = since_anew([*corrections])
    return edited(story, links, computed_with(story, links, settled, pivot), later)


def since_anew(corrections: Sequence[Correction]) -> tuple[Sequence[Correction], Sequence[Correction]]:
    """The decisions that count in the computation of the rows, and those that edit its rows, both in their order."""
    last = max((i for i, correction in enumerate(corrections) if correction.verdict == ANEW.verdict), default=-1)
    return corrections[: last + 1], corrections[last + 1 :]


def computed_with(
    story: Story, links: Collection[Link], corrections: Iterable[Correction], pivot: int | None = None
) -> Alignment:
    """The rows that the links make together with decisions, computed as a whole: any paragraph may move.

    Of several decisions about a pair the last counts. What was linked stands on one row; where two links pull a
    paragraph to two rows of the pivot, it follows the later. What was confirmed does so too, after those, but where one
    of the two has a better link to the pivot. What was cut shares a row only where other links by hand make it.
    """
    if pivot is None:
        pivot = central(story, links)
    made = {(link.a, link.b): link for link in links}
    decided = _decided(story, corrections)
    for pair, verdict in decided.items():
        if verdict == "cut":
            made.pop(pair, None)
        else:
            made[pair] = Link(*pair, made[pair].score if pair in made else 0.0, by_hand=True)
    later_first = list(reversed(decided))
    best = _best(made.values(), pivot)
    joined = [pair for pair in later_first if decided[pair] == "linked"]
    joined += [pair for pair in later_first if decided[pair] == "confirmed" and _leads(made[pair], best)]
    cut = [pair for pair in later_first if decided[pair] == "cut"]
    return arrange(story, made.values(), pivot, bind(joined, cut, pivot))


def regrouped(before: Alignment, after: Alignment, asked: Collection[ParagraphId] = ()) -> set[ParagraphId]:
    """The paragraphs that have others beside them on their row than before; those that were `asked` about set aside."""
    was, now = _mates(before, asked), _mates(after, asked)
    return {where for where, mates in now.items() if mates != was.get(where)}


def _mates(alignment: Alignment, asked: Collection[ParagraphId]) -> dict[ParagraphId, frozenset[ParagraphId]]:
    found: dict[ParagraphId, frozenset[ParagraphId]] = {}
    for row in alignment.rows:
        here = frozenset(ParagraphId(a, n) for a, cell in enumerate(row.cells) for n in cell).difference(asked)
        found |= dict.fromkeys(here, here)
    return found


def _decided(story: Story, corrections: Iterable[Correction]) -> dict[Pair, Verdict]:
    """What was decided last about each pair, the latest decision last. To confirm what was linked leaves it linked."""
    decided: dict[Pair, Verdict] = {}
    for correction in corrections:
        pair, verdict = linkable(story, correction), correction.verdict
        if pair is None:
            continue
        if verdict != "confirmed" or decided.get(pair) != "linked":
            decided.pop(pair, None)
            decided[pair] = verdict
    return decided


def _best(links: Iterable[Link], pivot: int) -> Mapping[ParagraphId, float]:
    """The score of each paragraph's best link to the pivot."""
    best: defaultdict[ParagraphId, float] = defaultdict(float)
    for link in links:
        for where in (link.a, link.b):
            if link.other(where).article == pivot:
                best[where] = max(best[where], link.score)
    return best


def _leads(link: Link, best: Mapping[ParagraphId, float]) -> bool:
    """Whether neither of its paragraphs has a better link to the pivot; true of a link that is no longer computed."""
    return not link.score or all(best.get(where, 0.0) <= link.score for where in (link.a, link.b))


def doubtful(alignment: Alignment) -> list[Link]:
    """The weak links that nobody has decided on, down the page by whichever of their paragraphs stands first."""
    row_of = _row_of(alignment)

    def place(link: Link) -> list[tuple[int, ParagraphId]]:
        return sorted((row_of[where], where) for where in (link.a, link.b))

    return sorted((link for link in alignment.links if not link.strong), key=place)


def before(alignment: Alignment, row: int) -> list[Link]:
    """The links that nobody has decided on, both of whose paragraphs stand on row `row` (from 0) or above it."""
    above = {where for where, at in _row_of(alignment).items() if at <= row}
    return [link for link in alignment.links if not link.by_hand and {link.a, link.b} <= above]


def neighbour(
    story: Story, alignment: Alignment, where: ParagraphId, by: int, article: int | None = None
) -> ParagraphId | None:
    """The paragraph beside which one stands that has moved `by` rows, down or (negative) up; None at the page's end.

    It is a paragraph of `article`, by default the pivot; rows without one are passed over. None too where that is the
    paragraph's own article: for a paragraph of the pivot, the caller names another article.
    """
    article = alignment.pivot if article is None else article
    here = row_at(alignment.rows, where)
    if article == where.article or not by or here is None or _is_headline(story, where):
        return None
    step = 1 if by > 0 else -1
    rows = range(here + step, len(alignment.rows) if by > 0 else -1, step)
    cells = (
        [n for n in alignment.rows[at].cells[article] if not _is_headline(story, ParagraphId(article, n))]
        for at in rows
    )
    cell = next(islice((cell for cell in cells if cell), abs(by) - 1, None), None)
    return ParagraphId(article, cell[0 if by > 0 else -1]) if cell else None


def moved(
    story: Story, alignment: Alignment, where: ParagraphId, by: int, article: int | None = None
) -> list[Correction]:
    """The decisions that bring a paragraph `by` rows down or (negative) up, beside its `neighbour` there.

    They cut its links with the row on which it stands (of a paragraph of the pivot: those with `article`) and link it
    there. Empty where there is no such row.
    """
    there = neighbour(story, alignment, where, by, article)
    if there is None:
        return []
    row = row_at(alignment.rows, where)
    cells = () if row is None else alignment.rows[row].cells
    here = [
        link
        for link in alignment.links
        if where in (link.a, link.b)
        and link.a.n in cells[link.a.article]
        and link.b.n in cells[link.b.article]
        and (where.article != alignment.pivot or link.other(where).article == there.article)
    ]
    a, b = sorted((where, there))
    mover = there if where.article == alignment.pivot else where
    cuts = (Correction(link.a, link.b, "cut", where if mover is where else link.other(where)) for link in here)
    return [*cuts, Correction(a, b, "linked", mover)]


def candidates(story: Story, where: ParagraphId, article: int, limit: int) -> list[tuple[ParagraphId, float]]:
    """The paragraphs of another article that say most of the same, best first, with their scores, also the lowest.

    At most `limit`, none without a term in common. The scores are those of `find_links`. The whole story is
    counted each time, which takes about half as long as aligning it.
    """
    from articles.similarity import similarities  # imported where used: to apply corrections needs it not

    paragraph_ids = [where, *(other for other in taking_part(story) if other != where)]
    texts = [story.articles[other.article].paragraph(other.n).shown for other in paragraph_ids]
    scored = similarities(texts, [0, *[1] * (len(paragraph_ids) - 1)], 0.0, lambda done: None)
    found = [
        (paragraph_ids[j], score) for _, j, score in scored if paragraph_ids[j].article == article != where.article
    ]
    return sorted(found, key=lambda near: (-near[1], near[0]))[:limit]


def _row_of(alignment: Alignment) -> dict[ParagraphId, int]:
    return {
        ParagraphId(a, n): at for at, row in enumerate(alignment.rows) for a, cell in enumerate(row.cells) for n in cell
    }


def _is_headline(story: Story, where: ParagraphId) -> bool:
    return story.articles[where.article].paragraph(where.n).kind is Kind.HEADLINE
