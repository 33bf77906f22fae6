"""What an article's own paragraphs tell of it: its title, who wrote it, and when it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.bylines import joins_names, without_date, without_label
from articles.date_lines import published_part, tells_update
from articles.dates import find_date, find_dates
from articles.heads import HEAD, date_of_head
from articles.model import FIRST_WORDS, Kind
from articles.readers.written_dates import date_in_words, iso_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.model import Paragraph

IN_THE_TEXT = "the text"
"""The origin of a fact that one of the article's own paragraphs tells."""

_TITLE_WORDS = 12
"""How many of the first words make a title where neither a listing nor the text gives one."""

_SOLID_CODE_POINTS = 100
"""Code points from which a body paragraph is certainly part of the article's text, not of what stands above it."""


def title(found: Sequence[Paragraph]) -> tuple[str, str]:
    """The title that the paragraphs give, and where it stands."""
    for paragraph in found:
        if paragraph.kind is Kind.HEADLINE:
            return paragraph.shown, IN_THE_TEXT
    first = next((p for p in found if p.kind is not Kind.BOILERPLATE), found[0])
    words = first.shown.split(" ", _TITLE_WORDS)
    return " ".join(words[:_TITLE_WORDS]) + (" …" if len(words) > _TITLE_WORDS else ""), FIRST_WORDS


def byline(found: Sequence[Paragraph]) -> str:
    """The byline, which may stand on several lines, without labels and dates; empty where there is none.

    One far below the first is another text's.
    """
    lines: list[str] = []
    for paragraph in found:
        if paragraph.kind is Kind.BYLINE:
            lines.append(without_date(without_label(paragraph.shown)))
        elif lines:
            break
    said = ""
    for line in lines:
        if line and line not in said:
            said += line if not said else f" {line}" if joins_names(said, line) else f", {line}"
    return said.replace(" ,", ",")


def date(found: Sequence[Paragraph]) -> str:
    """The date above the text, else below it, else the only one inside it; several inside date events, not the text.

    ISO 8601: a day, or a time where the text tells its offset too. When it was published comes before when it was
    changed, and the head of a mail before all.
    """
    for paragraph in found:
        if paragraph.reason == HEAD and (written := date_of_head(paragraph.shown)) and (day := iso_date(written)):
            return day
    text = [p.n for p in found if p.kind is Kind.BODY and len(p.shown) >= _SOLID_CODE_POINTS]
    first, last = (text[0], text[-1]) if text else (len(found) + 1, 0)
    dated = [p for p in found if p.kind in (Kind.DATE, Kind.BYLINE) and find_date(p.shown)]
    outside = [p for p in dated if not first < p.n < last]
    if outside:
        return _day(next((p for p in outside if not tells_update(p.shown)), outside[0]).shown)
    days = {_day(p.shown) for p in dated}
    return days.pop() if len(days) == 1 else ""


def undecided_date(found: Sequence[Paragraph]) -> str:
    """What stands in the place of a date and can be read as two, day or month first; empty where nothing does."""
    for paragraph in found:
        if paragraph.kind in (Kind.DATE, Kind.BYLINE):
            for one in find_dates(paragraph.shown):
                if one.day is None:
                    return paragraph.shown[one.start : one.end]
    return ""


def _day(line: str) -> str:
    published = published_part(line)
    return date_in_words(published) or find_date(published)
