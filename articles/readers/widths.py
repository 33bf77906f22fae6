"""The widths at which the lines of a text were broken, found stanza by stanza.

A stanza is lines that stand together without a blank line. Programs that count characters fill a line until the next
word does not fit; those with a proportional font leave lines that are about as long as one another.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import NamedTuple

WIDTHS = range(28, 141)
"""The widths, in cells, at which programs break lines."""

ENOUGH = 3
"""So many lines broken at one width are seldom chance."""

_ENOUGH_ALONE = 6
"""So many lines that are about as long as one another are no verse."""

_NARROW = 0.7
"""The share of the width of the text around it that verse does not reach."""

_MOST_WIDTHS = 8
"""How many widths are looked for in one text."""

_MOSTLY = 0.6
"""The share of lines near a width that must end there, for the lines to be broken at it."""

_RAGGED = 0.16
"""By how much, as a share of the longest line, lines of a proportional font are shorter although they are full."""

_NEARLY_ALL = 0.9
"""The share of the lines of a proportional font that must be full, since chance makes many so."""

_MORE = 0.1
"""The share of lines that only a proportional font explains, at least where one is found."""

_SURELY = 0.8
"""The share that proves a stanza broken by itself, where other lines of the text speak against its width."""

_NEAR = 0.25
"""How far from a width, as a share of it, lines are that would end at it if they were broken there."""

_SMALL = 0.25
"""The share of broken lines that go on with a small letter, at least; in German every third word has a capital."""

_FEW = 20
"""Cells of text that entries of menus have fewer of than broken lines."""

_HYPHENATED = 0.75
"""The share of a width that a line fills at least which ends inside a word."""

_FILLED = 0.6
"""The share of a width that a line fills at least which goes on with a small letter in the next one."""

_SLACK = 2
"""Cells by which programs count a line longer than it is: they see bytes, or blanks where no line may be broken."""

_LONGEST_WORD = 25
"""A word of more cells than this is broken off by its length, at any width."""


class Margin(NamedTuple):
    """Where lines were broken."""

    width: int
    """Cells that the longest has."""
    ragged: int = 0
    """By how many cells others are shorter although the next word did not fit: in a proportional font."""


class Pair(NamedTuple):
    """A line and the one directly below it that may go on with it."""

    at: int
    """The number of the lower line."""
    width: int
    """Cells of the upper line."""
    need: int
    """Cells that the lower line's first word would have taken up on the upper one."""
    ended: bool
    """Whether the upper line ends like a sentence."""
    hyphen: bool
    """Whether it ends with a hyphen."""
    small: bool
    """Whether the lower line begins with a small letter, or in a script that has no others."""
    solid: bool
    """Whether the upper line is one word, which may be longer than any width."""
    filled: int
    """Cells of the upper line without its indent."""
    step: int
    """By how many blanks the lower line is set in further than the upper one's text, negative for less far."""

    @property
    def tells(self) -> bool:
        """Whether the upper line tells of a width: it is of several words and not at the end of a sentence."""
        return not self.ended and not self.solid and self.filled >= _FEW

    def is_full(self, margin: Margin) -> bool:
        """Whether the lower line stands on its own only because its first word did not fit on the upper line."""
        width, ragged = margin
        if self.width > width + _SLACK and not self.solid:
            return False
        if self.ended:
            ragged -= ragged // 2
        return self.width + self.need > width - ragged or (self.hyphen and self.width >= width * _HYPHENATED)

    def is_broken(self, margin: Margin, *, sure: bool, hanging: bool) -> bool:
        """Whether the lower line goes on with the upper one, in a stanza with this margin, `sure` or not.

        `hanging` says that all lines of the stanza but the first are set in.
        """
        inside = self.small and not self.ended
        if not sure:
            return inside and self.is_full(margin)
        if self.step > 0:
            return (inside or hanging) and self.is_full(margin)
        if inside and margin.width * _FILLED <= self.width <= margin.width:
            return True
        return self.is_full(margin) or (not self.ended and self.is_full(Margin(margin.width - _SLACK, margin.ragged)))

    def is_near(self, width: int) -> bool:
        """Whether the upper line would end at this width if its text were broken there."""
        return self.tells and abs(self.width - width) <= width * _NEAR


def with_margins(stanzas: list[list[Pair]]) -> list[tuple[list[Pair], Margin, bool]]:
    """Each stanza that has one with its margin, and whether most of its lines that could tell end at it.

    A stanza that proves no margin has that of the nearest one that does.
    """
    own, general = _at_widths(stanzas)
    for i, stanza in enumerate(stanzas):
        ragged = None if i in own else _own_ragged(stanza, _of_nearest(own, general, i))
        if ragged:
            own[i] = ragged
            general.append(i)
    general.sort()
    found = []
    for i, stanza in enumerate(stanzas):
        margin = own.get(i) or _of_nearest(own, general, i)
        if margin.width:
            found.append((stanza, margin, i in own or all(pair.is_full(margin) for pair in stanza)))
    return found


def _at_widths(stanzas: list[list[Pair]]) -> tuple[dict[int, Margin], list[int]]:
    """The margins of stanzas that were broken at a width, and the numbers of those that prove it for others too."""
    own: dict[int, Margin] = {}
    general: list[int] = []
    left = set(range(len(stanzas)))
    refused: set[int] = set()
    for _ in range(_MOST_WIDTHS):
        width, votes = _most_voted([pair for i in left for pair in stanzas[i]], refused)
        if votes < ENOUGH:
            break
        margin = Margin(width)
        everything = [pair for i in left for pair in stanzas[i]]
        proven = {i for i in left if _share(stanzas[i], margin) >= _MOSTLY}
        together = [pair for i in proven for pair in stanzas[i]]
        proves = True
        if ragged := _ragged(everything, margin):
            margin = ragged
            proven = {i for i in left if _share(stanzas[i], margin) >= _SURELY}
        elif not _reads_on(together, margin) or _share(everything, margin) < _MOSTLY:
            proves = False
            proven = {i for i in proven if _is_sure(stanzas[i], margin)}
        refused.add(width)
        widest = max((own[i].width for i in general), default=0)
        if width < widest * _NARROW and sum(p.is_full(margin) for i in proven for p in stanzas[i]) < _ENOUGH_ALONE:
            continue
        general += proven if proves else ()
        own |= dict.fromkeys(proven, margin)
        left -= proven
    return own, sorted(general)


def _of_nearest(own: dict[int, Margin], general: list[int], number: int) -> Margin:
    """The margin of the nearest stanza that proves one for others; of no width where there is none."""
    at = bisect_left(general, number)
    beside = general[max(0, at - 1) : at + 1]
    return own[min(beside, key=lambda i: abs(i - number))] if beside else Margin(0)


def _own_ragged(stanza: list[Pair], nearest: Margin) -> Margin | None:
    """The margin of a stanza that is in a proportional font, as it proves by itself; verse is narrower than prose."""
    widths = [pair.width for pair in stanza if pair.tells]
    if len(widths) < _ENOUGH_ALONE or max(widths) < nearest.width * _NARROW:
        return None
    return _ragged(stanza, Margin(max(widths)))


def _ragged(pairs: list[Pair], at: Margin) -> Margin | None:
    """The margin of lines of about a width in a proportional font, where that says more than that they end at it.

    Nearly all of them are about as long as the longest, and they read on.
    """
    strictly = _share(pairs, at)
    near = sorted(pair.width for pair in pairs if pair.is_near(at.width))
    if len(near) < ENOUGH or strictly > _NEARLY_ALL:
        return None
    longest = near[int(0.98 * (len(near) - 1))]
    margin = Margin(longest, round(longest * _RAGGED))
    enough = max(_NEARLY_ALL, strictly + _MORE)
    return (
        margin
        if longest in WIDTHS and _share(pairs, margin) >= enough and _reads_on(pairs, margin, 2 * _SMALL)
        else None
    )


def _most_voted(pairs: list[Pair], refused: set[int]) -> tuple[int, int]:
    """The least of the widths at which the most lines may have been broken, and how many those are."""
    changes = [0] * (WIDTHS.stop + 1)
    for pair in pairs:
        if pair.tells and not pair.hyphen and pair.need <= _LONGEST_WORD:
            first, last = max(pair.width - _SLACK, WIDTHS.start), min(pair.width + pair.need, WIDTHS.stop)
            if first < last:
                changes[first] += 1
                changes[last] -= 1
    votes = list(accumulate(changes))
    width = max((w for w in WIDTHS if w not in refused), key=lambda w: (votes[w], -w))
    most = votes[width]
    for _ in range(_SLACK):
        if votes[width + 1] == most and width + 1 not in refused:
            width += 1
    return width, most


def _share(pairs: list[Pair], margin: Margin) -> float:
    """The share of lines near a margin that end at it; 0 where there are none."""
    near = [pair for pair in pairs if pair.is_near(margin.width)]
    return sum(pair.is_full(margin) for pair in near) / len(near) if near else 0.0


def _is_sure(stanza: list[Pair], margin: Margin) -> bool:
    """Whether a stanza proves by itself that it was broken at this width."""
    return _reads_on(stanza, margin) and _share(stanza, margin) >= _SURELY


def _reads_on(pairs: list[Pair], margin: Margin, small: float = _SMALL) -> bool:
    """Whether enough lines end at a width, and go on with small letters as sentences do and items of menus do not."""
    broken = [pair.small for pair in pairs if pair.is_near(margin.width) and pair.is_full(margin)]
    return len(broken) >= ENOUGH and sum(broken) >= small * len(broken)
