"""Finds which block is the headline: above the text, in the form of a title, with the words of the text below it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from articles import bylines
from articles.model import Kind
from articles.traits import QUIET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.traits import BlockTraits, Label

_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.){2,}$")
_WORDS = re.compile(r"\w{4,}")
_LISTED = re.compile(r"(?:[*+•·›»-]|o) \S")
_WIDE_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2}")

_FARTHEST = 20
"""So many blocks that say nothing of themselves stand between a headline and the text at most."""

_LONGEST_WORDS = 30
_KICKER_WORDS = 3
"""A line directly above the headline with no more words may say what it is about, and where."""

_TITLE_SHARES = 3
"""So many words a title shares with its text at least, below a kicker that could be a title by its length."""

_TITLE_WORDS = 20
"""A title below a kicker has no more words."""

_HEAD = {Kind.DATE, Kind.BYLINE}


def find_headline(
    all_traits: Sequence[BlockTraits], labels: Sequence[Label | None], first: int, last: int, title: str
) -> int | None:
    """The number of the headline's block: above the first paragraph, and its words are those of the article."""
    free = [i for i, label in enumerate(labels) if label is None]
    solid = next((i for i in free if first <= i <= last and all_traits[i].stopped and all_traits[i].words >= 8), last)
    body = content(" ".join(all_traits[i].block.shown for i in free if solid <= i <= last))
    times = Counter(map(compact, all_traits))
    wanted = _plain(title)
    above = [i for i in free if i <= solid][-_FARTHEST:]
    scored: list[tuple[float, int]] = []
    for nearness, i in enumerate(above):
        traits = all_traits[i]
        if not 2 <= traits.words <= _LONGEST_WORDS or not _can_be_title(traits):
            continue
        own = content(traits.block.shown)
        score = 3 * len(own & body) / (len(own) + 1)
        score += 0.5 * (traits.words >= 5) + 0.04 * nearness
        score += 1.5 * (traits.block.heading > 0) + 1.5 * (traits.block.heading == 1)
        score += 1.0 * (traits.words >= 4 and times[compact(traits)] > 1)
        score -= 1.0 * (traits.block.listed or _LISTED.match(traits.block.shown) is not None)
        score += 5.0 * (compact(traits) == wanted)
        score += 1.0 * any(label is not None and label.kind in _HEAD for label in labels[i + 1 : i + 4])
        if i == free[0] or (i == free[1] and all_traits[free[0]].words == 1):
            score += 0.3 if _is_section(traits) else 1.0
        elif (
            traits.words <= _KICKER_WORDS
            and not traits.block.heading
            and bylines.is_names(traits.block.shown, traits.words)
        ):
            score -= 1.5  # most often who wrote it, as is told again below the text
        scored.append((score, i))
    if not scored or len(free) < 2:
        return None
    # The line below a headline may share more with the text than the headline does.
    enough = 0.75 * max(scored)[0]
    best = next((i for score, i in scored if 0 < enough <= score), None)
    return None if best is None else _below_kicker(all_traits, labels, best, body)


def _below_kicker(all_traits: Sequence[BlockTraits], labels: Sequence[Label | None], best: int, body: set[str]) -> int:
    """The title directly below a line of few words, which says only what or where it is about; else that line."""
    shared = content(all_traits[best].block.shown) & body
    most = _KICKER_WORDS if len(shared) > 1 else _KICKER_WORDS + 1
    if all_traits[best].words > most or all_traits[best].ended or all_traits[best].block.heading:
        return best
    below = next(
        (i for i in range(best + 1, len(labels)) if not (label := labels[i]) or label.reason not in QUIET), None
    )
    if below is None or labels[below] is not None or all_traits[below].words <= _KICKER_WORDS + 1:
        return best
    if all_traits[best].words > _KICKER_WORDS and len(content(all_traits[below].block.shown) & body) < _TITLE_SHARES:
        return best
    is_title = not all_traits[below].ended and _can_be_title(all_traits[below])
    return below if is_title and all_traits[below].words <= _TITLE_WORDS else best


def _can_be_title(traits: BlockTraits) -> bool:
    shown = traits.block.shown
    if traits.block.linked > 0.5 and not traits.block.heading:
        return False
    if traits.ended:
        return shown[-1] in "?!？！" or _ABBREVIATED.search(shown) is not None
    return shown[-1] not in "–—-,›»"


def _is_section(traits: BlockTraits) -> bool:
    """Whether it is the name of a section above a headline: few words in capitals, as `WORLD NEWS`."""
    return traits.words <= _KICKER_WORDS and traits.block.shown.isupper()


def content(text: str) -> set[str]:
    """The words of a text that are long enough to tell what it is about, in lower case; of ideographs, pairs."""
    words = set(_WORDS.findall(text.lower()))
    return words | set(_WIDE_WORDS.findall(text)) if text and max(text) >= "\u3040" else words


def compact(traits: BlockTraits) -> str:
    """A block's letters and digits in lower case, to know it again where a page repeats it; empty for a long one."""
    return _plain(traits.block.shown) if traits.words <= _LONGEST_WORDS else ""


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
