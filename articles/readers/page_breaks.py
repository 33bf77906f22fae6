"""Paragraphs that go on on the next page of a printed text, with the page's number or head between."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from articles.readers.unwrapping import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.readers.groups import Group
    from articles.readers.lines import Line

_NUMBER = re.compile(
    r"[-–—\[( ]*(?:(?:page|seite|p\.|s\.) ?)?\d{1,4}(?: ?(?:of|von|/|sur|de) ?\d{1,4})?[-–—\]) ]*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_MOST_BETWEEN = 3
"""So many lines stand between two pages at most."""

_FILLED = 0.8
"""The share of the usual line that the last line of a page fills at least where its paragraph goes on."""


def across_pages(text: str, groups: list[Group]) -> list[Group]:
    """The groups, with the two that a page break made of a paragraph as one."""
    usual = _usual_width(groups)
    if not usual:
        return groups
    times = Counter(_masked(text, group.lines[0]) for group in groups if len(group.lines) == 1)
    found: list[Group] = []
    at = 0
    while at < len(groups):
        group = groups[at]
        at += 1
        while _breaks_off(text, group, usual):
            between = 0
            while (
                at + between < len(groups)
                and between < _MOST_BETWEEN
                and _is_of_page(text, groups[at + between], times)
            ):
                between += 1
            if at + between == len(groups) or not _goes_on(text, groups[at + between]):
                break
            if not between and text[group.lines[-1].end - 1] not in HYPHENS:
                break  # a blank line alone
            group.lines.extend(groups[at + between].lines)
            lines = tuple(other.lines[0] for other in groups[at : at + between])
            group = group._replace(between=group.between + lines)
            at += between + 1
        found.append(group)
    return found


def _usual_width(groups: Sequence[Group]) -> int:
    """The width that lines which go on in the next one have in the middle; 0 where there are few."""
    widths = sorted(line.width for group in groups if not group.underlined for line in group.lines[:-1])
    return widths[len(widths) // 2] if len(widths) > 2 else 0


def _breaks_off(text: str, group: Group, usual: int) -> bool:
    """Whether the group ends inside a sentence, at the end of a line that is full."""
    last = group.lines[-1]
    end = text[last.end - 1]
    return (
        not group.underlined
        and last.width >= usual * _FILLED
        and (end.isalpha() or end in ",-\u2010")
        and not text.startswith("#", group.lines[0].content)
    )


def _goes_on(text: str, group: Group) -> bool:
    """Whether the group begins inside a sentence."""
    first = group.lines[0]
    return (
        not group.item
        and not group.underlined
        and not first.tight
        and text[first.content : first.content + 1].islower()
    )


def _is_of_page(text: str, group: Group, times: Counter[str]) -> bool:
    """Whether the group is the number of a page, or a line that stands on several pages."""
    line = group.lines[0]
    if len(group.lines) > 1 or group.item:
        return False
    return _NUMBER.fullmatch(text, line.start, line.end) is not None or times[_masked(text, line)] > 1


def _masked(text: str, line: Line) -> str:
    return _DIGITS.sub("0", text[line.start : line.end])
