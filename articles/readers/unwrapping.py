"""Which lines of a text go on with the line above them, because a program broke them at one width.

Nothing is said of the text as a whole: the lines that stand together without a blank line, a stanza, are judged for
themselves, with the widths that stanzas of the same text prove. So a menu above or a list below changes nothing.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from articles.readers.left_open import inside_links, tag_end
from articles.readers.lines import cells, is_wide
from articles.readers.widths import Pair, with_margins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.readers.lines import Line

HYPHENS = "-\u2010"
"""What a word ends with that goes on in the next line."""

_ENDS = frozenset(".!?…:;。！？")
_CLOSING = "\"'”’»)]」』*_"
_STRUCTURE = re.compile(
    r"#{1,6} +\S|\||:{3,}|</?(?:div|section|article|figure|p|table|ul|ol)\b|\[[^\[\]]+\]: \S|[-=_*~+#.]{3,}$"
)
"""How lines begin that are no part of a wrapped paragraph: headings, rows of tables, fences, tags, definitions."""
_ADDRESS = re.compile(r"https?://")
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")


def continuing(text: str, lines: Sequence[Line], marks: Sequence[int]) -> list[bool]:
    """For each line whether it goes on with the line before it; `marks` has the lengths of the marks of lists."""
    goes_on = inside_links(text, lines)
    stanzas = _stanzas(text, lines, marks)
    for stanza, margin, sure in with_margins(stanzas):
        set_in = sum(pair.step > 0 for pair in stanza)
        hanging = set_in == 1 and stanza[0].step > 0
        for pair, below in zip_longest(stanza, stanza[1:]):
            opens = set_in > 1 and pair.step == 0 and below is not None and below.step < 0
            if not goes_on[pair.at] and not opens and pair.is_broken(margin, sure=sure, hanging=hanging):
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
    word_end = start + 1 if is_wide(first) else text.find(" ", tag_end(text, start, lower.end), lower.end)
    need = cells(text, start, word_end if word_end >= 0 else lower.end) + blank
    small = first.islower() or (first.isalpha() and first.lower() == first.upper())
    solid = text.find(" ", body, upper.end) < 0 and not is_wide(last)
    if solid and _ADDRESS.match(text, start, lower.end):
        return None
    filled = upper.width - upper.indent
    return Pair(at, upper.width, need, _is_ended(text, upper), hyphen, small, solid, filled, step)


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
