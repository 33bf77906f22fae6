"""The order in which the words of a page are read: where columns lie, whatever order the file draws them in.

A column's edge shows as several lines that begin at one place, with an empty strip to the left of them that runs
through, and text on its other side. The page is cut along the longest such strips, again and again.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from articles.readers.pdf_words import Box, Word

_STRIP = 0.45
"""The least width of a strip between columns, in sizes of the letters."""

_WIDE_STRIP = 1.5
"""A strip of this width, in sizes of the letters, is one although few lines stand beside each other."""

_EDGE_POINTS = 1.5
"""How far the beginnings of lines at one edge may lie apart."""

_ROWS = 5
"""So many lines beside others make an edge; where the page has the same edge elsewhere, one is enough."""

_LONG = 12
_REACH = 4
"""The lines of such a column end no further from the strip's other side than so many sizes of their letters."""

_VERY_LONG = 24
"""Beside a column of so many lines that no word leaves, two lines are enough, and one word."""

_AT_EDGE = 0.4
"""The least share of a column's lines that begin at its edge and not inside it."""

_COLUMN_SIZES = 7
"""The least width of a column's lines on average, in sizes of the letters: less is a mark or a label beside a text."""

_LARGER = 1.12
"""How much larger than the text's the letters of a heading are."""

_DEEPEST = 12
_MOST_EDGES = 40


class Line(NamedTuple):
    """Words that stand on one line in one column; lengths are points."""

    text: str
    first_width: float
    """Of its first word."""
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    italic: bool
    page: int
    column: int
    """Numbered through the document in the order of reading."""
    note: bool = False
    """Whether it begins with the raised mark of a note."""


class Strip(NamedTuple):
    """An empty strip between two columns, to the left of `x`."""

    x: float
    top: float
    bottom: float


def columns_of(words: Sequence[Word], pictures: Sequence[Box]) -> list[list[Word]]:
    """The words of a page in stretches that are read one after another, each of one column."""
    return _cut(list(words), list(pictures), _known_edges(words, pictures), 0)


def marks_of_notes(words: Sequence[Word]) -> frozenset[str]:
    """The raised marks that lines of a stretch begin with: those of notes below the text."""
    rows = [row for row in _rows(words) if len(row) > 1]
    return frozenset(row[0].text for row in rows if row[0].raised)


def lines_of(words: Sequence[Word], page: int, column: int, marks: frozenset[str] = frozenset()) -> list[Line]:
    """The lines of a stretch from the top down; a large letter that reaches over several begins the first of them.

    Of the `marks` of notes only those are kept that a line begins with.
    """
    rows = _rows(_without_large_letters(words))
    lines = [_line(row, page, column, marks) for row in rows]
    for letter in _large_letters(words):
        lines = _with_large_letter(lines, letter)
    return lines


def _cut(words: list[Word], pictures: list[Box], edges: frozenset[int], depth: int) -> list[list[Word]]:
    strip = _best_strip(words, pictures, edges) if depth < _DEEPEST else None
    if strip is None:
        return [words] if words else []
    above = [word for word in words if word.y > strip.top]
    below = [word for word in words if word.y < strip.bottom]
    within = [word for word in words if strip.bottom <= word.y <= strip.top]
    parts = (
        above,
        [word for word in within if word.x0 < strip.x - _EDGE_POINTS],
        [word for word in within if word.x0 >= strip.x - _EDGE_POINTS],
        below,
    )
    return [column for part in parts for column in _cut(part, pictures, edges, depth + 1)]


def _known_edges(words: Sequence[Word], pictures: Sequence[Box]) -> frozenset[int]:
    """The edges of columns that show beside many lines of the page, or few with a wide strip, in whole points."""
    rows = _rows(words)
    found = set[int]()
    for strip, beside in ((_STRIP, _ROWS), (_WIDE_STRIP, 2)):
        starts = [word.x0 for row in rows for word in _set_off(row, strip)]
        counted = [(len(_near(starts, edge)), edge) for edge in {round(x) for x in starts}]
        likely = [edge for _, edge in sorted(counted, reverse=True)[:_MOST_EDGES]]
        found |= {edge for edge in likely if _strips(words, pictures, edge, beside, strip)}
    return frozenset(found)


def _near(starts: Iterable[float], edge: float) -> list[float]:
    return [x for x in starts if abs(x - edge) <= _EDGE_POINTS]


def _set_off(row: Sequence[Word], strip: float) -> list[Word]:
    """The first word of a row, and those with an empty strip of so many sizes before them."""
    return [row[0], *(word for before, word in pairwise(row) if word.x0 - before.x1 >= strip * word.size)]


def _best_strip(words: list[Word], pictures: list[Box], edges: frozenset[int]) -> Strip | None:
    """The longest strip between two columns of these words."""
    strips = [strip for edge in edges for strip in _strips(words, pictures, edge, 1)]
    return max(strips, key=lambda strip: strip.top - strip.bottom, default=None)


def _strips(words: Sequence[Word], pictures: Sequence[Box], edge: int, rows: int, strip: float = _STRIP) -> list[Strip]:
    """The strips to the left of an edge, between what lies across it, with so many rows at least beside each other."""
    left_of = [word for word in words if word.x1 <= edge - strip * word.size]
    right_of = [word for word in words if word.x0 >= edge - _EDGE_POINTS]
    if len(left_of) < 2 or len(right_of) < 2:
        return []
    across = [word.y for word in words if word.x0 < edge - _EDGE_POINTS and word.x1 > edge - strip * word.size]
    across += [(box.y0 + box.y1) / 2 for box in pictures if box.x0 < edge - 2 * _EDGE_POINTS and box.x1 > edge + 20]
    bounds = [float("inf"), *sorted(across, reverse=True), float("-inf")]
    found = []
    for upper, lower in pairwise(bounds):
        left = [word for word in left_of if lower < word.y < upper]
        right = [word for word in right_of if lower < word.y < upper]
        if left and right and _are_columns(left, right, edge, rows):
            found.append(Strip(edge, _top(left, right, upper), min(word.y for word in (*left, *right))))
    return found


def _are_columns(left: list[Word], right: list[Word], edge: float, rows: int) -> bool:
    """Whether the words on both sides of an empty strip are lines of text of a column's width."""
    left_rows, right_rows = _rows(left), _rows(right)
    at_edge = sum(abs(row[0].x0 - edge) <= _EDGE_POINTS for row in right_rows)
    beside = sum(any(abs(row[0].y - other[0].y) < 0.9 * row[0].size for other in left_rows) for row in right_rows)
    reaching = sum(edge - row[-1].x1 < _REACH * row[-1].size for row in left_rows)
    if reaching >= _VERY_LONG and beside and len(right_rows) < rows:
        return at_edge == len(right_rows)
    return (
        (beside >= rows or (beside > 1 and reaching >= _LONG))
        and at_edge >= max(min(rows, beside), _AT_EDGE * len(right_rows))
        and (rows == 1 or (_is_wide(left_rows) and _is_wide(right_rows)))
    )


def _is_wide(rows: list[list[Word]]) -> bool:
    widths = [(row[-1].x1 - row[0].x0) / row[0].size for row in rows]
    return sum(widths) / len(widths) >= _COLUMN_SIZES


def _top(left: list[Word], right: list[Word], upper: float) -> float:
    """Where the columns begin: lines on the left alone belong to what is above, where they stand nearer to that."""
    first = max(word.y for word in right)
    alone = sorted({word.y for word in left if word.y > first + 0.5 * word.size}, reverse=True)
    if not alone or upper == float("inf"):
        return max(word.y for word in (*left, *right))
    beside = [word.y for word in left if word.y <= first + 0.5 * word.size]
    larger = {word.y for word in left if word.y in alone and word.size > _LARGER * right[0].size}
    if larger:
        lowest = min(larger)
        return (lowest + max([first, *(y for y in alone if y < lowest)])) / 2
    ys = [upper, *alone, max([first, *beside[:1]])]
    gaps = [above - below for above, below in pairwise(ys)]
    widest = gaps.index(max(gaps))
    return (ys[widest] + ys[widest + 1]) / 2 if widest else ys[1]


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    """The words by line, from the top down, each from left to right; raised letters stand in the line they raise."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.y):
        if rows and _is_in_row(word, rows[-1]):
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        row.sort(key=lambda word: word.x0)
    return rows


def _is_in_row(word: Word, row: list[Word]) -> bool:
    largest = max(row, key=lambda other: other.size)
    return largest.y - word.y < 0.5 * min(word.size, largest.size)


def _line(row: list[Word], page: int, column: int, marks: frozenset[str] = frozenset()) -> Line:
    if marks:
        inner = [word for word in row[1:] if not word.raised or word.text not in marks]
        note = len(row) > 1 and row[0].raised and row[0].text in marks
        row = [row[0], *inner]
        text = f"{row[0].text} {_spaced(row[1:])}" if note and len(row) > 1 else _spaced(row)
    else:
        text, note = _spaced(row), False
    size = _usual_size(row)
    full = [word for word in row if word.size >= 0.85 * size]
    return Line(
        text=text,
        first_width=row[0].x1 - row[0].x0,
        x0=row[0].x0,
        x1=row[-1].x1,
        y=full[0].y if full else row[0].y,
        size=size,
        bold=all(word.bold for word in row),
        italic=all(word.italic for word in row),
        page=page,
        column=column,
        note=note,
    )


def _spaced(row: list[Word]) -> str:
    """The words of a line, a space between them, but none where a part of a word is set smaller or raised."""
    text = row[0].text
    for before, word in pairwise(row):
        text += word.text if word.x0 - before.x1 < 0.08 * min(word.size, before.size) else f" {word.text}"
    return text


def _usual_size(row: Iterable[Word]) -> float:
    letters: Counter[float] = Counter()
    for word in row:
        letters[round(word.size, 1)] += len(word.text)
    return max(letters, key=lambda size: (letters[size], size))


def _large_letters(words: Sequence[Word]) -> list[Word]:
    """Letters that a text begins with, set over the height of several lines."""
    if not words:
        return []
    least = 1.8 * _usual_size(words)
    large = [word for word in words if word.size > least]
    return [
        word
        for word in large
        if len(word.text) <= 2
        and word.text[0].isupper()
        and not any(abs(other.y - word.y) < 0.2 * word.size for other in large if other is not word)
    ]


def _without_large_letters(words: Sequence[Word]) -> list[Word]:
    large = _large_letters(words)
    return [word for word in words if word not in large]


def _with_large_letter(lines: list[Line], letter: Word) -> list[Line]:
    beside = [
        i
        for i, line in enumerate(lines)
        if letter.y - 0.3 * line.size <= line.y <= letter.y + letter.size and line.x0 >= letter.x0
    ]
    if len(beside) < 2:
        alone = _line([letter], lines[0].page if lines else 0, lines[0].column if lines else 0)
        at = next((i for i, line in enumerate(lines) if line.y < letter.y), len(lines))
        return [*lines[:at], alone, *lines[at:]]
    first = beside[0]
    line = lines[first]
    apart = line.x0 - letter.x1 > 0.5 * line.size and letter.text in ("A", "I", "O", "À")
    text = f"{letter.text}{' ' if apart else ''}{line.text}"
    changed = [line._replace(x0=letter.x0) if i in beside else line for i, line in enumerate(lines)]
    changed[first] = changed[first]._replace(text=text)
    return changed
