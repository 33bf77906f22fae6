"""Annotations as CSV, one row for each annotation and tag: for spreadsheets, and back."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from annotations.csv_dialect import encode_csv

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotations.csv_dialect import CsvRow
    from annotations.exports.exported import ExportedAnnotation

COLUMNS = (
    "annotation_id", "story", "article_id", "outlet", "title", "url", "published", "row", "paragraph", "start", "end",
    "quote", "prefix", "suffix", "tag", "tag_index", "tag_count", "note", "speaker", "attribution", "anchor",
    "annotator", "created", "modified", "text_sha256", "tag_id", "blind",
)  # fmt: skip
"""Other programs read by these names and places: new ones are only ever put at the end."""

_OF_A_TAG = ("tag", "tag_index", "tag_id")
"""The columns in which the rows of one annotation differ."""

_fields = attrgetter(*(column for column in COLUMNS if column not in _OF_A_TAG))
"""Gives the other columns' values, in the order of the columns."""

_TAG, _TAG_INDEX, _TAG_ID = map(COLUMNS.index, _OF_A_TAG)


def rows(annotations: Iterable[ExportedAnnotation]) -> list[CsvRow]:
    """The rows, in the order of the annotations: one for each tag, and one with empty cells where there is none."""
    return [dict(zip(COLUMNS, cells, strict=True)) for annotation in annotations for cells in _cells(annotation)]


def encode(annotations: Iterable[ExportedAnnotation], *, plain: bool = False) -> bytes:
    """The file; `plain` without byte order mark and without the guard against formulas."""
    return encode_csv((cells for annotation in annotations for cells in _cells(annotation)), COLUMNS, plain=plain)


def counted(annotations: Iterable[ExportedAnnotation]) -> str:
    """How many rows the file has below its first, in words: `3 rows`."""
    count = sum(len(annotation.tags) or 1 for annotation in annotations)
    return f"{count} row{'s' if count != 1 else ''}"


def _cells(annotation: ExportedAnnotation) -> Iterator[list[str]]:
    """The cells of each row of an annotation, in the order of the columns."""
    common = [value if isinstance(value, str) else _cell(value) for value in _fields(annotation)]
    for tag in annotation.tags or (None,):
        cells = list(common)
        cells.insert(_TAG, tag.name if tag else "")
        cells.insert(_TAG_INDEX, str(tag.position) if tag else "")
        cells.insert(_TAG_ID, tag.id if tag else "")
        yield cells


def _cell(value: int | None) -> str:
    """The text of a cell: `yes` for true, nothing for false and for what is not known."""
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)
