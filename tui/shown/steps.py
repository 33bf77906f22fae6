"""Steps through a shown text by word and by sentence; pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from articles import split

if TYPE_CHECKING:
    from collections.abc import Sequence

Unit = Literal["word", "sentence"]


@lru_cache(maxsize=64)
def units(text: str, unit: Unit) -> Sequence[tuple[int, int]]:
    """The words or sentences of a text as spans of its characters; the whole text if it has none."""
    spans = split.words(text) if unit == "word" else split.sentences(text)
    return tuple(spans) or ((0, len(text)),)


@lru_cache(maxsize=64)
def landings(text: str, unit: Unit) -> Sequence[int]:
    """The characters on which steps land: the first of each word, or of each sentence's first word."""
    if unit == "word":
        return tuple(start for start, _ in units(text, unit))
    starts = [start for start, _ in units(text, "word")]
    return tuple(
        starts[i] if (i := bisect_left(starts, start)) < len(starts) and starts[i] < end else start
        for start, end in units(text, unit)
    )


def unit_at(text: str, at: int, unit: Unit) -> tuple[int, int]:
    """The word or sentence at a character. Between two it is the one before; at an opening mark, the word after."""
    return units(text, unit)[_index(text, at, unit)]


def step(text: str, at: int, unit: Unit, by: int) -> int | None:
    """The character on which a step to the next (`by` 1) or previous (-1) word or sentence lands; None beyond the text.

    A step back from inside a sentence leads to the beginning of that sentence first.
    """
    places = landings(text, unit)
    i = _index(text, at, unit)
    if by < 0 and unit == "sentence" and at > places[i]:
        i += 1
    i += by
    return places[i] if 0 <= i < len(places) else None


def _index(text: str, at: int, unit: Unit) -> int:
    spans = units(text, unit)
    i = max(0, bisect_right(spans, at, key=lambda span: span[0]) - 1)
    if unit == "word" and spans[i][1] <= at and i + 1 < len(spans):
        between = text[at : spans[i + 1][0]]
        i += not any(character.isspace() for character in between)
    return i
