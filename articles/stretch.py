"""Finds the stretch of blocks that is the article's text, among menus, lists of other articles, comments and law.

Each block has points as running text. The best path through all of them, where it costs something to enter text and to
leave it, gives runs of text; one of them is the article, with those near it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from articles.dates import find_date
from articles.function_words import FUNCTION_WORDS, function_share
from articles.headline import compact, content
from articles.model import Kind
from articles.threads import thread_start
from articles.traits import QUIET, SOLID_WORDS, has_figures, is_row, points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.traits import BlockTraits, Label

_TURN = 1.5
"""What it costs to enter running text, and what to leave it, in points."""

_JUDGED_WORDS = 5
"""Shorter blocks have too few words to be judged by how many of them are small."""

_PROSE_SHARE, _TITLE_SHARE = 0.35, 0.18
"""Prose has at least the one share of function words, titles less than the other."""

_FIRST_SHARE = 0.6
"""The first run with so many of the best one's points is the article: comments and others' summaries stand below."""

_DATED = 1.4
"""How much more a run counts that stands below a date or a byline."""

_RUN_POINTS = 3.0
"""A run near the article's needs as many points to be part of it."""

_GAP_BLOCKS, _GAP_WORDS = 20, 140
"""Between two runs of one article stand no more blocks and no more words."""

_SURE_POINTS = 10.0
"""A run of so many points is part of the article whatever its words are."""

_SHARED = 0.12
"""So much of the words of a run below titles of other articles are the article's, if it is part of it."""

_TABLE_ROWS = 12
"""A table with as many rows of figures, one below the other, is a large one."""

_ROW_POINTS = 0.2

_HEAD_BLOCKS = 6
"""The text begins directly below a date or byline that stands at most so many blocks above its first run."""


_LAW = (
    "all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|tutti i diritti|"
    "todos os direitos|privacy policy|privacy notice|privacy statement|personal data|datenschutz|données "
    "personnelles|"
    "datos personales|dati personali|dados pessoais|персональных данных|terms of use|terms of service|"
    "terms and conditions|terms & conditions|nutzungsbedingungen|conditions d'utilisation|conditions générales|"
    "cookies|trademark|disclaimer|subsidiary of|this site|this website|our site|our website|your account|"
    "affiliate|commission if you|not constitute|at your own risk|unsubscribe|subscription"
)
"""An article about them has such phrases here and there; a block with two of them is most often the page's."""

_LAW_PHRASES = _LAW.split("|")

_LAWS_WORDS = 10
"""Shorter blocks are left to `articles.noise`."""


class Stretch(NamedTuple):
    """Where the article's text stands among the blocks of a page."""

    first: int
    last: int
    inside: tuple[bool, ...]
    """For each block of the page whether it is running text."""
    thread: int
    """The first block of the readers' comments; the number of blocks where there are none."""


class _Run(NamedTuple):
    first: int
    last: int
    points: float


def find_stretch(all_traits: Sequence[BlockTraits], labels: Sequence[Label | None]) -> Stretch:
    """The stretch with the article's text; all of the blocks where none is running text."""
    thread = thread_start(all_traits)
    end = len(all_traits) if thread is None else thread
    times = Counter(map(compact, all_traits))
    weights = _weights(all_traits[:end], labels, times)
    inside = _smooth(weights)
    runs = _runs(inside, weights)
    everywhere = (*inside, *(False for _ in range(end, len(all_traits))))
    if not runs:
        return Stretch(0, len(all_traits) - 1, everywhere, end)
    dated = [run.points * (_DATED if _is_dated(all_traits, labels, run.first) else 1.0) for run in runs]
    enough = _FIRST_SHARE * max(dated)
    at = next(i for i, point in enumerate(dated) if point >= enough)
    first, last = runs[at].first, runs[at].last
    text = content(" ".join(traits.block.shown for traits in all_traits[first : last + 1]))
    for run in reversed(runs[:at]):
        if not _is_near(all_traits, labels, run, run.last, first, text):
            break
        first = run.first
    for run in runs[at + 1 :]:
        if not _is_near(all_traits, labels, run, last, run.first, text):
            break
        last = run.last
    return Stretch(_below_head(labels, first), _to_cue(all_traits, labels, first, last, end), everywhere, end)


def _weights(all_traits: Sequence[BlockTraits], labels: Sequence[Label | None], times: Counter[str]) -> list[float]:
    """The points of each block, with what the text around it tells: what its language is, what the page repeats."""
    shares = [
        function_share(traits.block.shown)
        if label is None and traits.words >= _JUDGED_WORDS and not traits.wide
        else -1.0
        for traits, label in zip(all_traits, labels, strict=False)
    ]
    long = sorted(
        share for traits, share in zip(all_traits, shares, strict=True) if share >= 0 and traits.words >= SOLID_WORDS
    )
    known = bool(long) and long[len(long) // 2] >= _TITLE_SHARE  # else it is in a language without a list
    weights = []
    for traits, label, share in zip(all_traits, labels, shares, strict=False):
        weight = points(traits, label)
        if label is None or label.kind is Kind.BODY:
            if known and share >= _PROSE_SHARE:
                weight += 0.6
            elif known and 0 <= share < _TITLE_SHARE and not has_figures(traits.block.shown):
                weight -= 1.2
            if traits.words >= _LAWS_WORDS:
                weight -= _law(traits.block.shown)
            if times[compact(traits)] > 1 and traits.words <= 30:
                weight -= 1.0
        weights.append(weight)
    _weigh_tables(all_traits, labels, weights)
    return weights


def _weigh_tables(all_traits: Sequence[BlockTraits], labels: Sequence[Label | None], weights: list[float]) -> None:
    """Let the rows of a large table count as text: a page that shows one shows it for its own sake."""
    rows = 0
    for i in range(len(weights) + 1):
        if i < len(weights) and labels[i] is None and is_row(all_traits[i].block.shown):
            rows += 1
            continue
        if rows >= _TABLE_ROWS:
            weights[i - rows : i] = [max(weight, _ROW_POINTS) for weight in weights[i - rows : i]]
        rows = 0


def _law(shown: str) -> float:
    """How many points a block loses for speaking as owners of sites do of rights, data and accounts."""
    lower = shown[:600].lower()
    found = sum(phrase in lower for phrase in _LAW_PHRASES) + ("©" in lower or "®" in lower)
    return 4.0 if found > 1 else 1.5 * found


def _smooth(weights: Sequence[float]) -> list[bool]:
    """For each block whether the best path runs through it as text."""
    outside, within = 0.0, -_TURN
    stays: list[tuple[bool, bool]] = []
    for weight in weights:
        leave, enter = within - _TURN, outside - _TURN
        stays.append((outside >= leave, within >= enter))
        outside, within = max(outside, leave), max(within, enter) + weight
    path = []
    text = within - _TURN > outside
    for out_stays, in_stays in reversed(stays):
        path.append(text)
        text = in_stays if text else not out_stays
    return path[::-1]


def _runs(inside: Sequence[bool], weights: Sequence[float]) -> list[_Run]:
    runs: list[_Run] = []
    for i, (text, weight) in enumerate(zip(inside, weights, strict=True)):
        if text and i and inside[i - 1]:
            runs[-1] = _Run(runs[-1].first, i, runs[-1].points + weight)
        elif text:
            runs.append(_Run(i, i, weight))
    return runs


def _is_dated(all_traits: Sequence[BlockTraits], labels: Sequence[Label | None], first: int) -> bool:
    """Whether a date or a byline stands close above a run."""
    for i in range(max(0, first - _HEAD_BLOCKS), first):
        traits, label = all_traits[i], labels[i]
        if label and label.kind in (Kind.DATE, Kind.BYLINE):
            return True
        if not traits.ended and traits.words <= 14 and find_date(traits.block.shown):
            return True
    return False


def _is_near(
    all_traits: Sequence[BlockTraits], labels: Sequence[Label | None], run: _Run, above: int, below: int, text: set[str]
) -> bool:
    """Whether a run belongs to the article from which the blocks between `above` and `below` separate it."""
    if run.points < _RUN_POINTS:
        return False
    blocks = words = titles = 0
    cue = False
    for traits, label in zip(all_traits[above + 1 : below], labels[above + 1 : below], strict=True):
        reason = label.reason if label else ""
        if reason in ("comments", "legal"):
            return False
        if label is None and traits.ended:
            continue
        if reason not in QUIET and (label is None or label.kind is Kind.BOILERPLATE):
            blocks, words = blocks + 1, words + traits.words
            titles, cue = titles + (label is None), cue or label is not None
        if blocks > _GAP_BLOCKS or words > _GAP_WORDS:
            return False
    return not (cue and titles) or run.points >= _SURE_POINTS or _shares_words(all_traits, run, text)


def _shares_words(all_traits: Sequence[BlockTraits], run: _Run, text: set[str]) -> bool:
    """Whether a run below a cue and titles speaks of what the article speaks of."""
    own = content(" ".join(traits.block.shown for traits in all_traits[run.first : run.last + 1])) - FUNCTION_WORDS
    return len(own & text) >= _SHARED * len(own)


def _below_head(labels: Sequence[Label | None], first: int) -> int:
    """The block with which the text begins: directly below a date or byline close above its first run."""
    for i in range(first - 1, max(-1, first - 1 - _HEAD_BLOCKS), -1):
        label = labels[i]
        if label and label.kind in (Kind.DATE, Kind.BYLINE):
            return i + 1
        if label and label.kind is Kind.BOILERPLATE and label.reason not in (*QUIET, "comments"):
            break
    return first


def _to_cue(all_traits: Sequence[BlockTraits], labels: Sequence[Label | None], first: int, last: int, end: int) -> int:
    """The last block before the first one below the text that names itself something else, or stands above it too."""
    above = set(map(compact, all_traits[:first])) - {""}
    for i in range(last + 1, end):
        traits, label = all_traits[i], labels[i]
        if (label and label.reason not in QUIET) or traits.block.linked > 0.8:
            return i - 1
        if not traits.ended and compact(traits) in above and traits.block.shown[0] != "[":
            return i - 1  # in brackets stand the names of pictures
    return end - 1
