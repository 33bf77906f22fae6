"""CSV as this program writes and reads it: UTF-8 with a byte order mark, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BOM = "\ufeff"
"""Without it spreadsheets take UTF-8 for the system's old encoding."""

_SIGNS = "=+-@\t\r\n＝＋－＠"
"""What makes a spreadsheet take a cell for a formula, the full-width ones in East Asian locales (OWASP, "CSV
Injection")."""

_FORMULA = re.compile(f"'*[{re.escape(_SIGNS)}]")
"""How a cell begins that a spreadsheet might run as a formula, or that was guarded against that."""

_FIRST_SIGNS = frozenset(f"'{_SIGNS}")
"""With what such a cell begins: looked at first, as few cells need a closer look."""

CsvRow = dict[str, str]
"""The cells of a row, by column."""


def encode_csv(rows: Iterable[Sequence[str]], columns: Sequence[str], *, plain: bool = False) -> bytes:
    """A file with these columns and rows of cells: UTF-8 with BOM, CRLF, all cells quoted, formulas guarded.

    With `plain` it has neither BOM nor guard.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows if plain else (map(guard, row) for row in rows))
    # Half a surrogate pair, which no text has but a hand-made record may, becomes a question mark.
    return (("" if plain else BOM) + text.getvalue()).encode(errors="replace")


def read_lines(text: str, delimiter: str = ",") -> list[tuple[int, list[str]]]:
    """The rows of CSV that are not empty, each with the number of the line in which it begins, from 1.

    Raises ValueError where it is not CSV.
    """
    limit = csv.field_size_limit(sys.maxsize)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    rows, line = [], 1
    try:
        for cells in reader:
            if cells:
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(str(error)) from error
    finally:
        csv.field_size_limit(limit)
    return rows


def guard(cell: str) -> str:
    """The cell with one apostrophe in front where a spreadsheet might take it for a formula."""
    return "'" + cell if cell[:1] in _FIRST_SIGNS and _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """The cell without the apostrophe that `guard` put in front."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
