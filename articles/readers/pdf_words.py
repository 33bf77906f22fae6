"""Letters that a PDF draws to words, each with its place on the page, and the places of pictures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

UNREAD = "\ufffd"
"""What stands for a letter that the document's fonts draw without saying which one it is."""

_WORD_GAP = 0.16
"""The gap, in sizes of the letters, that is a space although none was drawn."""

_SAME_LINE = 0.15
"""How far, in sizes, the feet of letters may differ that stand in one line."""

_SIGNS = ("*", "**", "†", "‡", "§")
_MOST_MARKS = 500
_PICTURE_POINTS = 30
_INSTEAD = dict(zip(map(chr, range(0xFB00, 0xFB07)), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
"""Ligatures, letter by letter, as they are searched for; and what is drawn as a hyphen, whatever a font calls it."""

_INSTEAD |= {"\xad": "-", "\u2010": "-", "\x02": "-", "\ufffe": "-"}


class Word(NamedTuple):
    """Letters that stand together; lengths are points, and `y` grows upwards."""

    text: str
    x0: float
    x1: float
    y: float
    """The line that its letters stand on."""
    size: float
    bold: bool = False
    italic: bool = False
    raised: bool = False
    """Whether it is a figure or sign set small above the line, as the mark of a note; `y` is still the line's."""


class Box(NamedTuple):
    """The place of a picture, in points."""

    x0: float
    y0: float
    x1: float
    y1: float


def sort_drawn(container: Any, letters: list[Any], turned: list[Any], pictures: list[Box]) -> None:
    """Sort what a page or a figure in it draws; a figure without letters is a picture."""
    from pdfminer.layout import LTChar, LTFigure, LTImage

    for item in container:
        if isinstance(item, LTChar):
            (letters if item.matrix[0] > 0 and abs(item.matrix[1]) < abs(item.matrix[0]) / 4 else turned).append(item)
        elif isinstance(item, LTFigure):
            before = len(letters)
            sort_drawn(item, letters, turned, pictures)
            if len(letters) == before:
                _add_picture(item, pictures)
        elif isinstance(item, LTImage):
            _add_picture(item, pictures)


def _add_picture(item: Any, pictures: list[Box]) -> None:
    box = Box(*item.bbox)
    if all(map(math.isfinite, box)) and min(box.x1 - box.x0, box.y1 - box.y0) >= _PICTURE_POINTS:
        pictures.append(box)


def text_of_letter(letter: Any) -> str:
    """What a letter stands for, which may be several characters."""
    text: str = letter.get_text()
    return "".join(_INSTEAD.get(character, character) for character in text)


def words_of(letters: list[Any]) -> list[Word]:
    """The words of pdfminer's letters, from the top down and from left to right, whatever order they are drawn in."""
    placed = [letter for letter in letters if all(map(math.isfinite, letter.bbox)) and letter.size > 0]
    placed.sort(key=lambda letter: (-letter.matrix[5], letter.x0))
    words: list[Word] = []
    row: list[Any] = []
    for letter in placed:
        if row and row[0].matrix[5] - letter.matrix[5] > _SAME_LINE * max(row[0].size, letter.size):
            words += _row_words(row)
            row = []
        row.append(letter)
    return _with_marks_on_lines([*words, *_row_words(row)])


def _with_marks_on_lines(words: list[Word]) -> list[Word]:
    """The words with the small raised ones, such as marks of notes, on the lines that they belong to."""
    marks = [i for i, word in enumerate(words) if word.text.isdigit() or word.text in _SIGNS]
    for i in marks[:_MOST_MARKS]:
        base = next((word for word in words if _is_raised_beside(words[i], word)), None)
        if base is not None:
            words[i] = words[i]._replace(y=base.y, raised=True)
    return words


def _is_raised_beside(mark: Word, word: Word) -> bool:
    if mark.size > 0.85 * word.size or not 0.15 * word.size < mark.y - word.y < 0.65 * word.size:
        return False
    return min(abs(mark.x0 - word.x1), abs(word.x0 - mark.x1)) < 0.4 * word.size


def _row_words(row: list[Any]) -> Iterator[Word]:
    """The words of letters on one line, each letter once though it may be drawn twice to look bold."""
    row.sort(key=lambda letter: letter.x0)
    word: list[Any] = []
    for letter in row:
        text = text_of_letter(letter)
        if word:
            last = word[-1]
            gap = letter.x0 - last.x1
            if text_of_letter(last) == text and letter.x0 - last.x0 < 0.3 * last.width:
                continue
            if text.isspace() or gap > _WORD_GAP * letter.size or abs(letter.size - last.size) > 0.35 * last.size:
                yield _word(word)
                word = []
        if not text.isspace():
            word.append(letter)
    if word:
        yield _word(word)


def _word(letters: list[Any]) -> Word:
    fonts = [letter.fontname.casefold() for letter in letters]
    return Word(
        "".join(map(text_of_letter, letters)),
        letters[0].x0,
        max(letter.x1 for letter in letters),
        letters[0].matrix[5],
        max(letter.size for letter in letters),
        all(any(mark in font for mark in ("bold", "black", "heavy", "semibold", "demi")) for font in fonts),
        all("italic" in font or "oblique" in font for font in fonts),
    )
