"""Annotations as CSV, one row for each annotation and tag: for spreadsheets, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.csv_dialect import encode_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from annotations.csv_dialect import CsvRow
    from annotations.exports.exported import ExportedAnnotation, ExportedTag

COLUMNS = (
    "annotation_id", "story", "article_id", "outlet", "title", "url", "published", "row", "paragraph", "start", "end",
    "quote", "prefix", "suffix", "tag", "tag_index", "tag_count", "note", "speaker", "attribution", "anchor",
    "annotator", "created", "modified", "text_sha256", "tag_id", "blind", "story_id", "start_now", "end_now",
    "quote_now", "text_now_sha256",
)  # fmt: skip
"""Other programs read by these names and places: new ones are only ever put at the end."""

_OF_A_TAG: dict[str, Callable[[ExportedTag], str]] = {
    "tag": lambda tag: tag.name,
    "tag_index": lambda tag: str(tag.position),
    "tag_id": lambda tag: tag.id,
}
"""The columns in which the rows of one annotation differ, and what stands there."""


def rows(annotations: Iterable[ExportedAnnotation], columns: Sequence[str] = COLUMNS) -> list[CsvRow]:
    """The rows, in the order of the annotations: one for each tag, and one with empty cells where there is none."""
    return [dict(zip(columns, cells, strict=True)) for cells in _rows(annotations, columns)]


def encode(annotations: Iterable[ExportedAnnotation]) -> bytes:
    """The file, with all columns, for spreadsheets."""
    return encode_table(annotations, COLUMNS, plain=False)


def encode_table(annotations: Iterable[ExportedAnnotation], columns: Sequence[str], plain: bool) -> bytes:
    """The file with these columns; `plain` without byte order mark and without the guard against formulas."""
    return encode_csv(_rows(annotations, columns), columns, plain=plain)


def counted(annotations: Iterable[ExportedAnnotation]) -> str:
    """How many rows the file has below its first, in words: `3 rows`."""
    count = sum(len(annotation.tags) or 1 for annotation in annotations)
    return f"{count} row{'s' if count != 1 else ''}"


def _rows(annotations: Iterable[ExportedAnnotation], columns: Sequence[str]) -> Iterator[list[str]]:
    """The cells of each row, in the order of the columns."""
    of_annotation = [column for column in columns if column not in _OF_A_TAG]
    of_tag = [(place, _OF_A_TAG[column]) for place, column in enumerate(columns) if column in _OF_A_TAG]
    for annotation in annotations:
        common = [_cell(getattr(annotation, column)) for column in of_annotation]
        for tag in annotation.tags or (None,):
            cells = list(common)
            for place, value in of_tag:  # from left to right, so that each lands at its place
                cells.insert(place, value(tag) if tag else "")
            yield cells


def _cell(value: str | int | None) -> str:
    """The text of a cell: `yes` for true, nothing for false and for what is not known."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)
