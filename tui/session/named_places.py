"""Places that a person names: a number is a row, an outlet with a number one of its paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from articles.model import ParagraphId
from tui.shown.search import fold, lower

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.session.desk import Desk

MOST_DIGITS = 6
"""A number with more digits is none of a place."""
ROW, PARAGRAPH = "row", "paragraph"
"""Words before a number: `row 12` is the same as `12`, `paragraph 12` is one of the cursor's article."""


class NamedPlace(NamedTuple):
    """A place that was named."""

    title: str
    text: str
    """The paragraph's text, as it may be shown."""
    paragraph: ParagraphId


class Named(NamedTuple):
    """What a person may have named."""

    places: Sequence[NamedPlace] = ()
    missing: str = ""
    """Which numbers there are, where there is none of that number."""


def named_places(desk: Desk, query: str) -> Named:
    """The places that a query names: `12`, `dw 12`, `nyt 3`, `dw row 12`; none where it does not end in a number."""
    *words, number = lower(fold(query)).split() or [""]
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
        return Named()
    n = int(number)
    if words in ([], [ROW]):
        return _row(desk, n)
    if words[-1] == ROW:
        called = [a for a in desk.shown.columns.order if _is_called(desk, a, words[:-1])]
        return _row_of(desk, n, called) if called else Named()
    own = desk.place.paragraph.article
    articles = [own] if words == [PARAGRAPH] else [a for a in desk.shown.columns.order if _is_called(desk, a, words)]
    counts = {article: len(desk.story.articles[article].paragraphs) for article in articles}
    found = [_place(desk, ParagraphId(article, n)) for article in articles if 1 <= n <= counts[article]]
    told = (f"{_outlet(desk, article)} has paragraphs 1 to {count}" for article, count in counts.items())
    return Named(found, "" if found else " · ".join(told))


def _row(desk: Desk, n: int) -> Named:
    """The row with a number: its paragraph in the cursor's column, else in the first column that has one there."""
    rows = desk.shown.alignment.rows
    if not 1 <= n <= len(rows):
        return Named(missing=f"There are rows 1 to {len(rows)}")
    cells = rows[n - 1].cells
    own, hidden = desk.place.paragraph.article, desk.shown.columns.hidden
    order = sorted(desk.shown.columns.order, key=lambda article: (article != own, article in hidden))
    where = next(ParagraphId(article, cells[article][0]) for article in order if cells[article])
    return Named([_place(desk, where)._replace(title=f"Row {n}")])


def _row_of(desk: Desk, n: int, articles: Sequence[int]) -> Named:
    """What some articles have on the row with a number."""
    rows = desk.shown.alignment.rows
    if not 1 <= n <= len(rows):
        return Named(missing=f"There are rows 1 to {len(rows)}")
    found = [_place(desk, ParagraphId(article, p)) for article in articles for p in rows[n - 1].cells[article]]
    outlets = ", ".join(_outlet(desk, article) for article in articles)
    return Named(found, "" if found else f"{outlets}: nothing on row {n}")


def _is_called(desk: Desk, article: int, words: Sequence[str]) -> bool:
    """Whether words begin those of an outlet's name, or are its initials."""
    name = lower(fold(_outlet(desk, article))).split()
    if len(name) > 1 and "".join(part[0] for part in name).startswith("".join(words)):
        return True
    return all(any(part.startswith(word) for part in name) for word in words)


def _outlet(desk: Desk, article: int) -> str:
    return desk.covered_story.articles[article].outlet


def _place(desk: Desk, where: ParagraphId) -> NamedPlace:
    row = desk.shown.number_of[where]
    title = f"{_outlet(desk, where.article)}, paragraph {where.n} · row {row}"
    return NamedPlace(title, desk.shown.drawn(where), where)
