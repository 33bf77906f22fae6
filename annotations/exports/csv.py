"""Annotations as CSV, one row for each annotation and tag: for spreadsheets, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.csv_dialect import encode_csv

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.csv_dialect import CsvRow
    from annotations.exports.exported import ExportedAnnotation, ExportedTag

COLUMNS = (
    "annotation_id", "story", "article_id", "outlet", "title", "url", "published", "row", "paragraph", "start", "end",
    "quote", "prefix", "suffix", "tag", "tag_index", "tag_count", "note", "speaker", "attribution", "anchor",
    "annotator", "created", "modified", "text_sha256", "tag_id", "blind",
)  # fmt: skip
"""Other programs read by these names and places: new ones are only ever put at the end."""

_OF_A_TAG = {"tag", "tag_index", "tag_id"}
"""The columns in which the rows of one annotation differ."""

_OF_AN_ANNOTATION = tuple(column for column in COLUMNS if column not in _OF_A_TAG)


def rows(annotations: Iterable[ExportedAnnotation]) -> list[CsvRow]:
    """The rows, in the order of the annotations: one for each tag, and one with empty cells where there is none."""
    return [_row(annotation, tag) for annotation in annotations for tag in annotation.tags or (None,)]


def encode(annotations: Iterable[ExportedAnnotation], *, plain: bool = False) -> bytes:
    """The file; `plain` without byte order mark and without the guard against formulas."""
    return encode_csv(rows(annotations), COLUMNS, plain=plain)


def counted(annotations: Iterable[ExportedAnnotation]) -> str:
    """How many rows the file has below its first, in words: `3 rows`."""
    count = sum(len(annotation.tags) or 1 for annotation in annotations)
    return f"{count} row{'s' if count != 1 else ''}"


def _row(annotation: ExportedAnnotation, tag: ExportedTag | None) -> CsvRow:
    cells = {column: _cell(getattr(annotation, column)) for column in _OF_AN_ANNOTATION}
    cells["tag"] = tag.name if tag else ""
    cells["tag_index"] = str(tag.position) if tag else ""
    cells["tag_id"] = tag.id if tag else ""
    return {column: cells[column] for column in COLUMNS}


def _cell(value: str | int | None) -> str:
    """The text of a cell: `yes` for true, nothing for false or for what is not known."""
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)
