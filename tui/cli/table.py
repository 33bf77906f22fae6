"""Tables whose columns stand under each other on a terminal, and counted nouns."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

BETWEEN = "  "
"""What stands between two columns."""


def lines(rows: Sequence[Sequence[str]], numbers: Collection[int] = ()) -> Iterator[str]:
    """A line for each row, no blank at its end; columns are as wide as their widest cell, `numbers` those of numbers.

    `numbers` counts columns from 0. Cells are printable text, the same number in every row.
    """
    widths = [max(map(cells_wide, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = [_padded(cell, width, i in numbers) for i, (cell, width) in enumerate(zip(row, widths, strict=True))]
        yield BETWEEN.join(padded).rstrip()


def cells_wide(text: str) -> int:
    """How many cells a terminal gives a text."""
    if text.isascii():
        return len(text)
    return sum((unicodedata.east_asian_width(c) in "WF") + 1 for c in text if not unicodedata.combining(c))


def counted(number: int, noun: str) -> str:
    """`1 text`, `2 texts`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _padded(text: str, width: int, is_number: bool) -> str:
    blank = " " * (width - cells_wide(text))
    return blank + text if is_number else text + blank
