"""Which lines of a text go on with the line above them, because a program broke them at one width.

Nothing is said of the text as a whole: the lines that stand together without a blank line, a stanza, are judged for
themselves, with the widths that stanzas of the same text prove. So a menu above or a list below changes nothing.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from articles.readers.lines import cells, is_wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.readers.lines import Line

HYPHENS = "-\u2010"
"""What a word ends with that goes on in the next line."""

WIDTHS = range(28, 141)
"""The widths, in cells, at which programs break lines."""

ENOUGH = 3
"""So many lines broken at one width are seldom chance."""

_MOST_WIDTHS = 8
"""How many widths are looked for in one text."""

_MOSTLY = 0.6
"""The share of lines near a width that must end there, for the lines to be broken at it."""

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

_ENDS = frozenset(".!?…:;。！？")
_CLOSING = "\"'”’»)]」』*_"
_STRUCTURE = re.compile(
    r"#{1,6} +\S|\||:{3,}|</?(?:div|section|article|figure|p|table|ul|ol)\b|\[[^\[\]]+\]: \S|[-=_*~+#.]{3,}$"
)
"""How lines begin that are no part of a wrapped paragraph: headings, rows of tables, fences, tags, definitions."""
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_IN_ADDRESS = re.compile(r"\]\(<?[^()\s<>]*(?:\([^()\s]*\)[^()\s]*)*$")
_IN_TITLE = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)* +\"[^\"]*$|\]\($")
_TAG = re.compile(r"<(?:a|abbr|cite|del|font|i|img|ins|kbd|mark|q|s|small|span|sub|sup|time|u)(?:\s|$)", re.IGNORECASE)
_MOST_LINES = 30
"""Over so many lines at most goes the title of a link, or a tag."""


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
    tells: bool
    """Whether the upper line tells of a width: it is of several words, not few, and not at the end of a sentence."""
    step: int
    """By how many blanks the lower line is set in further than the upper one's text, negative for less far."""

    def is_full(self, width: int) -> bool:
        """Whether the lower line stands on its own only because its first word did not fit on the upper line."""
        if self.width > width + _SLACK and not self.solid:
            return False
        return self.width + self.need > width or (self.hyphen and self.width >= width * _HYPHENATED)

    def is_broken(self, width: int, sure: bool) -> bool:
        """Whether the lower line goes on with the upper one, in a stanza broken at this width, `sure` or not."""
        inside = self.small and not self.ended
        if self.step > 0 or not sure:
            return inside and self.is_full(width)
        if inside and width * _FILLED <= self.width <= width:
            return True
        return self.is_full(width) or (not self.ended and self.is_full(width - _SLACK))

    def is_near(self, width: int) -> bool:
        """Whether the upper line would end at this width if its text were broken there."""
        return self.tells and abs(self.width - width) <= width * _NEAR


def continuing(text: str, lines: Sequence[Line], marks: Sequence[int]) -> list[bool]:
    """For each line whether it goes on with the line before it; `marks` has the lengths of the marks of lists."""
    goes_on = _inside_links(text, lines)
    stanzas = _stanzas(text, lines, marks)
    for stanza, width, sure in _with_widths(stanzas):
        sure = sure or all(pair.is_full(width) for pair in stanza)
        for pair in stanza:
            if not goes_on[pair.at] and pair.is_broken(width, sure):
                goes_on[pair.at] = pair.step >= 0 or not goes_on[pair.at - 1]
    return goes_on


def _stanzas(text: str, lines: Sequence[Line], marks: Sequence[int]) -> list[list[Pair]]:
    """The pairs of lines of each stanza that has any."""
    found: list[list[Pair]] = []
    inside = False
    marked = sum(_breaks_hard(text, line) for line in lines) < 0.5 * len(lines)
    for at in range(1, len(lines)):
        inside = inside and lines[at].tight
        pair = _pair(text, lines, marks, at) if lines[at].tight else None
        if not pair or (marked and _breaks_hard(text, lines[at - 1])):
            continue
        if not inside:
            found.append([])
            inside = True
        found[-1].append(pair)
    return found


def _breaks_hard(text: str, line: Line) -> bool:
    """Whether the line ends with a line break of Markdown: two blanks, or a backslash."""
    return line.trailing == 2 or text[line.end - 1] == "\\"


def _pair(text: str, lines: Sequence[Line], marks: Sequence[int], at: int) -> Pair | None:
    """The pair of a line and the one above it, None where the line certainly begins something else."""
    upper, lower = lines[at - 1], lines[at]
    start, body = lower.content, upper.content + marks[at - 1]
    if start == lower.end or upper.content == upper.end or _depth(text, upper) != _depth(text, lower):
        return None
    first, last = text[start], text[upper.end - 1]
    if (
        (marks[at] and not _is_dash(text, lines, marks, at))
        or _STRUCTURE.match(text, start, lower.end)
        or (_STRUCTURE.match(text, body, upper.end) and text[body] != "#")
        or _GAP.search(text, body, upper.end)
        or _GAP.search(text, start, lower.end)
    ):
        return None
    step = lower.indent - upper.indent
    if marks[at - 1]:
        if step < 0 or (step == 0 and upper.indent > 0):
            return None
        step = max(0, step - marks[at - 1])
    hyphen = last in HYPHENS and upper.end - upper.content > 1 and text[upper.end - 2].isalpha()
    blank = 0 if hyphen or is_wide(last) or is_wide(first) else 1
    word_end = start + 1 if is_wide(first) else text.find(" ", _tag_end(text, start, lower.end), lower.end)
    need = cells(text, start, word_end if word_end >= 0 else lower.end) + blank
    small = first.islower() or (first.isalpha() and first.lower() == first.upper())
    solid = text.find(" ", body, upper.end) < 0
    ended = _is_ended(text, upper)
    tells = not ended and not solid and upper.width - upper.indent >= _FEW
    return Pair(at, upper.width, need, ended, hyphen, small, solid, tells, step)


def _tag_end(text: str, start: int, end: int) -> int:
    """Where the tag of HTML ends with which `text[start:end]` begins, which programs do not break; `start` without."""
    return (text.find(">", start, end) + 1 or end) if _TAG.match(text, start, end) else start


def _is_dash(text: str, lines: Sequence[Line], marks: Sequence[int], at: int) -> bool:
    """Whether the mark of a list that a line begins with is a dash within a sentence."""
    upper, lower = lines[at - 1], lines[at]
    return (
        text[lower.content] == "-"
        and not marks[at - 1]
        and not _is_ended(text, upper)
        and text[lower.content + marks[at]].islower()
        and (at + 1 == len(lines) or not marks[at + 1])
    )


def _is_ended(text: str, line: Line) -> bool:
    """Whether the line ends like a sentence, closing marks aside."""
    return text[max(line.content, line.end - 6) : line.end].rstrip(_CLOSING)[-1:] in _ENDS


def _depth(text: str, line: Line) -> int:
    return text.count(">", line.start, line.content)


def _with_widths(stanzas: list[list[Pair]]) -> list[tuple[list[Pair], int, bool]]:
    """Each stanza that has one with its width, and whether most of its lines that could tell end at it.

    A stanza that proves no width has that of the nearest one that does.
    """
    own: dict[int, int] = {}
    general: list[int] = []
    left = set(range(len(stanzas)))
    refused: set[int] = set()
    for _ in range(_MOST_WIDTHS):
        width, votes = _most_voted([pair for i in left for pair in stanzas[i]], refused)
        if votes < ENOUGH:
            break
        proven = {i for i in left if _share(stanzas[i], width) >= _MOSTLY}
        everything = [pair for i in proven for pair in stanzas[i]]
        if not _reads_on(everything, width):
            proven = {i for i in proven if _is_sure(stanzas[i], width)}
        elif _share([pair for i in left for pair in stanzas[i]], width) >= _MOSTLY:
            general += proven
        else:
            proven = {i for i in proven if _is_sure(stanzas[i], width)}
        refused.add(width)
        own |= dict.fromkeys(proven, width)
        left -= proven
    general.sort()
    return [
        (stanza, width, i in own)
        for i, stanza in enumerate(stanzas)
        if (width := own.get(i) or own.get(_nearest(general, i), 0))
    ]


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


def _share(pairs: list[Pair], width: int) -> float:
    """The share of lines near a width that end at it; 0 where there are none."""
    near = [pair for pair in pairs if pair.is_near(width)]
    return sum(pair.is_full(width) for pair in near) / len(near) if near else 0.0


def _is_sure(stanza: list[Pair], width: int) -> bool:
    """Whether a stanza proves by itself that it was broken at this width."""
    return _reads_on(stanza, width) and _share(stanza, width) >= _SURELY


def _reads_on(pairs: list[Pair], width: int) -> bool:
    """Whether enough lines end at a width, and go on with small letters as sentences do and items of menus do not."""
    broken = [pair.small for pair in pairs if pair.is_near(width) and pair.is_full(width)]
    return len(broken) >= ENOUGH and sum(broken) >= _SMALL * len(broken)


def _nearest(sorted_numbers: list[int], number: int) -> int:
    """The nearest of the numbers, -1 where there are none."""
    return min(sorted_numbers, key=lambda n: abs(n - number), default=-1)


def _inside_links(text: str, lines: Sequence[Line]) -> list[bool]:
    """For each line whether it goes on with a tag, or the address or the title of a link, that is open above it."""
    goes_on = [False] * len(lines)
    sign, count = "", 0  # what closes the title or tag that the line above leaves open, and the lines that it has
    for at in range(1, len(lines)):
        above = lines[at - 1]
        if not lines[at].tight:
            sign = ""
            continue
        start = above.start
        if sign:
            closed = text.find(sign, above.start, above.end)
            if closed < 0 and count < _MOST_LINES:
                goes_on[at] = True
                count += 1
                continue
            start, sign = closed + 1 if closed >= 0 else start, ""
        sign, count = _left_open(text, start, above.end), 1
        goes_on[at] = sign != "" or _is_in_address(text, start, above, going_on=goes_on[at - 1])
    return goes_on


def _left_open(text: str, start: int, end: int) -> str:
    """What closes the title of a link, or the tag, that `text[start:end]` leaves open; empty if it leaves none."""
    link, tag = text.rfind("](", start, end), text.rfind("<", start, end)
    if link >= 0 and _IN_TITLE.match(text, link, end):
        return '"'
    return ">" if tag >= 0 and text.find(">", tag, end) < 0 and _TAG.match(text, tag, end) else ""


def _is_in_address(text: str, start: int, line: Line, *, going_on: bool) -> bool:
    """Whether the line breaks off inside the address of a link; `going_on` says that the line above it does."""
    link = text.rfind("](", start, line.end)
    if link >= 0:
        return _IN_ADDRESS.match(text, link, line.end) is not None
    return going_on and text.find(" ", start, line.end) < 0 and text.find(")", start, line.end) < 0
