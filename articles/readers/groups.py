"""Lines to groups: those of a hard-wrapped paragraph, a heading and its underline, an item of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from articles.readers.lines import item_marks
from articles.readers.markdown import is_underline
from articles.readers.unwrapping import continuing

if TYPE_CHECKING:
    from articles.readers.lines import Line

_LONGEST_HEADING = 120
"""Code points of the longest line that an underline can make a heading."""


class Group(NamedTuple):
    """The lines of a block, before their marks are read."""

    lines: list[Line]
    item: int = 0
    """Code points of its list mark, 0 without one."""
    underlined: bool = False
    """Whether the last line is the underline of a heading."""
    address: bool = False
    """Whether it belongs to the list of addresses at the end."""
    between: tuple[Line, ...] = ()
    """Lines of the page that stand between its lines: numbers and heads of pages."""


def grouped(text: str, lines: list[Line]) -> list[Group]:
    """Lines of hard-wrapped paragraphs, and a heading and its underline, as one."""
    marks = item_marks(text, lines)
    groups: list[Group] = []
    openings: list[int] = []
    for at, (line, goes_on) in enumerate(zip(lines, continuing(text, lines, marks), strict=True)):
        if goes_on:
            groups[-1].lines.append(line)
        elif groups and line.tight and _is_underlined(text, groups[-1], line):
            groups[-1] = groups[-1]._replace(lines=[*groups[-1].lines, line], underlined=True)
        else:
            groups.append(Group([line]))
            openings.append(at)
    return [
        group._replace(item=marks[at] if _is_item(text, lines, marks, openings, i) else 0)
        for i, (group, at) in enumerate(zip(groups, openings, strict=True))
    ]


def _is_underlined(text: str, group: Group, line: Line) -> bool:
    above = group.lines[0]
    return (
        is_underline(text, line.start, line.end)
        and len(group.lines) == 1
        and above.end - above.start <= _LONGEST_HEADING
        and text[above.start].isalnum()
    )


def _is_item(text: str, lines: list[Line], marks: list[int], openings: list[int], i: int) -> bool:
    """Whether the group number `i` is an item of a list: one beside it has the same mark, or the number next to its."""
    at = openings[i]
    if not marks[at]:
        return False
    sign, content = text[lines[at].content], lines[at].content + marks[at]
    if text.startswith(("[", "!["), content):
        return True
    beside = (openings[j] for j in (i - 1, i + 1) if 0 <= j < len(openings))
    return sign.isdigit() or any(marks[j] and text[lines[j].content] == sign for j in beside)
