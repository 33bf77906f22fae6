"""What a person's decisions ask of the rows: which paragraphs stand on one row, and which never do."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from articles.model import ParagraphId

Pair = tuple["ParagraphId", "ParagraphId"]
"""Two paragraphs of different articles, the one of the earlier article first."""


class Bonds(NamedTuple):
    """Decisions of all articles, by paragraph; one that nobody decided on is in neither."""

    together: Mapping[ParagraphId, frozenset[ParagraphId]]
    """All that stand on the row of this paragraph, itself among them; at most one of them opens the row."""
    apart: Mapping[ParagraphId, frozenset[ParagraphId]]
    """All that this paragraph never shares a row with, because it, or what stands with it, was cut from them."""


NO_BONDS = Bonds({}, {})


def bind(joined: Sequence[Pair], cut: Iterable[Pair], pivot: int) -> Bonds:
    """What follows from the pairs that were `joined`, those that count most first, and those that were `cut`.

    Two paragraphs of the pivot open two rows, so a pair that would bring them together is passed over. Where pairs that
    were joined bring two together that were cut from each other, they stay together.
    """
    groups: dict[ParagraphId, list[ParagraphId]] = {}
    for pair in joined:
        a, b = (groups.setdefault(where, [where]) for where in pair)
        if a is b or a[0].article == b[0].article == pivot:
            continue
        larger, smaller = (a, b) if len(a) >= len(b) else (b, a)
        groups.update(dict.fromkeys(smaller, larger))
        at = 0 if smaller[0].article == pivot else len(larger)  # the pivot's paragraph stands first in its group
        larger[at:at] = smaller
    whole = {id(group): frozenset(group) for group in groups.values() if len(group) > 1}
    together = {where: whole[id(group)] for where, group in groups.items() if len(group) > 1}
    apart: defaultdict[ParagraphId, set[ParagraphId]] = defaultdict(set)
    for pair in cut:
        with_a, with_b = (together.get(where, frozenset({where})) for where in pair)
        if with_a is not with_b:
            for where in with_a:
                apart[where] |= with_b
            for where in with_b:
                apart[where] |= with_a
    return Bonds(together, {where: frozenset(others) for where, others in apart.items()})


class Pulls(NamedTuple):
    """What decisions ask of one article's text while it joins the page; its paragraphs are counted from 0."""

    rows: Mapping[int, int]
    """Those bound to a row that is on the page."""
    followers: Mapping[int, int]
    """For each paragraph bound to an earlier one of this text, beside which it will stand: that earlier one."""
    counts_for: Mapping[ParagraphId, int]
    """For each paragraph, the one of this text that its links count for: itself, or the first one bound to it."""
    apart: Mapping[int, frozenset[ParagraphId]]
    """What they never share a row with, where there is any."""


def pulls_on(paragraph_ids: Sequence[ParagraphId], row_of: Mapping[ParagraphId, int], bonds: Bonds) -> Pulls:
    """What decisions ask of a text of these paragraphs, where `row_of` tells what is on the page."""
    rows, followers, apart = {}, {}, {}
    leaders: dict[ParagraphId, int] = {}
    for at, where in enumerate(paragraph_ids):
        if where in bonds.apart:
            apart[at] = bonds.apart[where]
        group = bonds.together.get(where, frozenset())
        row = next((row_of[other] for other in group if other in row_of), None)
        if row is not None:
            rows[at] = row
        elif where in leaders:
            followers[at] = leaders[where]
        else:
            leaders |= dict.fromkeys(group, at)
    return Pulls(rows, followers, {where: at for at, where in enumerate(paragraph_ids)} | leaders, apart)


def separate(place: dict[int, int], leaps: dict[int, int], pulls: Pulls, paragraph_ids: Sequence[ParagraphId]) -> None:
    """Take paragraphs of a text off the rows on which they would meet a paragraph that they were cut from.

    That paragraph is bound to another one of the text on the same row, and will join it with its own article. A
    paragraph that a person bound to the row stays on it. `place` and `leaps` give the rows of the paragraphs on the
    chain and off it; `place` keeps its order: the paragraphs of a row stay one run.
    """
    if not pulls.apart:
        return
    here: defaultdict[int, list[int]] = defaultdict(list)
    for at, row in pulls.rows.items():
        here[row].append(at)
    begun: set[int] = set()
    ended: set[int] = set()
    for at, row in sorted(place.items()):
        if at in pulls.rows and row in ended:
            leaps[at] = place.pop(at)
        elif at not in pulls.rows and (row in ended or _meets(at, here[row], pulls, paragraph_ids)):
            del place[at]
            ended |= {row} & begun
        else:
            begun.add(row)
            here[row].append(at)
    for at, row in sorted(leaps.items()):
        if at not in pulls.rows and _meets(at, here[row], pulls, paragraph_ids):
            del leaps[at]
        else:
            here[row].append(at)


def _meets(at: int, here: Iterable[int], pulls: Pulls, paragraph_ids: Sequence[ParagraphId]) -> bool:
    return at in pulls.apart and any(paragraph_ids[other] in pulls.apart[at] for other in here)
