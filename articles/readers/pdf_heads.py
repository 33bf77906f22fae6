"""Running heads and page numbers: what stands at the same place of several pages, but for its figures."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from articles import bylines
from articles.date_lines import is_date_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.readers.pdf_pages import Page
    from articles.readers.pdf_words import Word

_ZONE = 0.14
"""The share of a page's height, above and below, in which heads and feet stand."""

_HEAD_WORDS = 8
_SMALLER = 0.92
_PLACE_POINTS = 4
_FIGURES = re.compile(r"\d+")
_NUMBER = re.compile(
    r"(?:(?:page|seite|p\.|s\.|pág\.|página|pagina)\s*)?[-–—]?\s*\d{1,4}(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?\s*[-–—]?",
    re.I,
)
_ADDRESS = re.compile(r"https?://\S+")
_PRINTED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? +\d{1,2}[:.]\d{2}(?:\s*[AP]M)?")
"""The day and time of printing that browsers put at the head of a page."""


class Heads(NamedTuple):
    """A document's pages and what stands at their heads and feet."""

    words: list[list[Word]]
    """The words of each page without heads and feet."""
    heads: list[list[str]]
    """The heads and feet of each page."""
    address: str
    """The address of the page that a browser printed, if that stands at the foot of each."""


class _Row(NamedTuple):
    page: int
    top: bool
    distance: float
    """From the page's upper or lower edge, in points."""
    text: str
    words: tuple[Word, ...]
    outermost: bool
    """Whether nothing stands nearer to that edge."""
    small: bool
    """Whether its letters are smaller than most of the page's."""


def _usual_size(page: Page) -> float:
    letters: Counter[float] = Counter()
    for word in page.words:
        letters[round(word.size, 1)] += len(word.text)
    return max(letters, key=lambda size: letters[size], default=0.0)


def without_heads(pages: Sequence[Page]) -> Heads:
    """The pages without their heads and feet, and these apart."""
    rows = [row for number, page in enumerate(pages) for row in _outer_rows(number, page)]
    places: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        places[_FIGURES.sub("#", row.text)].append(row)
    found = [row for same in places.values() for row in same if _recurs(row, same) or _names_itself(row)]
    taken = {id(word) for row in found for word in row.words}
    heads: list[list[str]] = [[] for _ in pages]
    for row in found:
        heads[row.page].append(row.text)
    addresses = {match[0] for row in found if not row.top and (match := _ADDRESS.search(row.text))}
    return Heads(
        [[word for word in page.words if id(word) not in taken] for page in pages],
        heads,
        addresses.pop() if len(addresses) == 1 else "",
    )


def _outer_rows(number: int, page: Page) -> list[_Row]:
    """The rows in the upper and the lower zone of a page, cut where they have wide gaps."""
    zones: dict[bool, list[list[Word]]] = {True: [], False: []}
    for word in page.words:
        if word.y > page.height * (1 - _ZONE):
            _add(zones[True], word)
        elif word.y < page.height * _ZONE:
            _add(zones[False], word)
    found = []
    usual = _usual_size(page)
    for top, rows in zones.items():
        ys = [row[0].y for row in rows]
        for row in rows:
            y = row[0].y
            outermost = y == (max(ys) if top else min(ys))
            found += [
                _Row(
                    number,
                    top,
                    page.height - y if top else y,
                    _text(piece),
                    tuple(piece),
                    outermost,
                    all(word.size < _SMALLER * usual for word in piece),
                )
                for piece in _pieces(row)
            ]
    return found


def _add(rows: list[list[Word]], word: Word) -> None:
    if rows and abs(rows[-1][-1].y - word.y) < 0.3 * word.size:
        rows[-1].append(word)
    else:
        rows.append([word])


def _pieces(row: list[Word]) -> list[list[Word]]:
    row = sorted(row, key=lambda word: word.x0)
    pieces = [[row[0]]]
    for word in row[1:]:
        if word.x0 - pieces[-1][-1].x1 > 2 * word.size:
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return pieces


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _recurs(row: _Row, same: Sequence[_Row]) -> bool:
    """Whether another page has the row at the same height."""
    return any(
        other.page != row.page and other.top == row.top and abs(other.distance - row.distance) < _PLACE_POINTS
        for other in same
    )


def _names_itself(row: _Row) -> bool:
    """Whether the outermost row of a page is its number, what a browser prints around it, or small above the text."""
    if not row.outermost:
        return False
    if _NUMBER.fullmatch(row.text) or (not row.top and _ADDRESS.match(row.text)):
        return True
    if not row.top:
        return False
    if _PRINTED.match(row.text):
        return True
    words = row.text.count(" ") + 1
    return (
        row.small
        and words <= _HEAD_WORDS
        and not is_date_line(row.text)
        and not bylines.is_byline(row.text, words, False)
    )
