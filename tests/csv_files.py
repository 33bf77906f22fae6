"""Reads the CSV files that the program writes, as a program that knows their dialect does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.csv_dialect import BOM, read_lines, unguard

if TYPE_CHECKING:
    from annotations.csv_dialect import CsvRow


def read_csv(text: str) -> list[CsvRow]:
    """The rows of a file that `encode_csv` wrote: without the guard where it has a BOM, else as they stand.

    Raises ValueError where the text is not CSV.
    """
    guarded = text.startswith(BOM)
    (_, head), *found = read_lines(text.removeprefix(BOM)) or [(1, [])]
    if any(len(cells) != len(head) for _, cells in found):
        raise ValueError("a row has more or fewer cells than the first")
    return [dict(zip(head, map(unguard, cells) if guarded else cells, strict=True)) for _, cells in found]
