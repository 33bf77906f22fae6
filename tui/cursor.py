"""Steps by word and by sentence through a shown text; pure."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from articles import split

if TYPE_CHECKING:
    from collections.abc import Sequence

Unit = Literal["word", "sentence"]


@lru_cache(maxsize=64)
def units(text: str, unit: Unit) -> Sequence[tuple[int, int]]:
    """The words or sentences of a text as spans of its characters; the whole text where it has none."""
    spans = split.words(text) if unit == "word" else split.sentences(text)
    return tuple(spans) or ((0, len(text)),)


def unit_at(text: str, at: int, unit: Unit) -> tuple[int, int]:
    """The word or sentence at a character, or the one before it where it stands between two."""
    spans = units(text, unit)
    return spans[max(0, bisect_right(spans, at, key=lambda span: span[0]) - 1)]


def step(text: str, at: int, unit: Unit, by: int) -> int | None:
    """The first character of the next (`by` 1) or previous (-1) word or sentence; None where the text ends.

    Back from inside a sentence goes to its beginning first.
    """
    spans = units(text, unit)
    i = max(0, bisect_right(spans, at, key=lambda span: span[0]) - 1)
    if by < 0 and unit == "sentence" and at > spans[i][0] and at > unit_at(text, spans[i][0], "word")[0]:
        i += 1
    i += by
    return spans[i][0] if 0 <= i < len(spans) else None


def last_start(text: str, unit: Unit) -> int:
    """Where the last word or sentence of a text begins."""
    return units(text, unit)[-1][0]
