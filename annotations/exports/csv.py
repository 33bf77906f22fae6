"""Annotations as CSV, one row for each annotation and tag: for spreadsheets, and back."""

from __future__ import annotations

import csv
import io
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from annotations.codebook.codebook import Codebook
    from annotations.exports.homes import Home
    from annotations.model import Annotation

COLUMNS = (
    "annotation_id", "story", "article_id", "outlet", "title", "url", "published", "row", "paragraph", "start", "end",
    "quote", "prefix", "suffix", "tag", "tag_index", "tag_count", "note", "speaker", "attribution", "anchor",
    "annotator", "created", "modified", "text_sha256", "tag_id", "blind",
)  # fmt: skip
"""Other programs read by these names and places: new ones are only ever put at the end."""

BOM = "\ufeff"
"""Without it spreadsheets take UTF-8 for the system's old encoding."""

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""How a cell begins that a spreadsheet might run as a formula, or that was guarded against that (OWASP, "CSV
Injection")."""

Row = dict[str, str]
"""The cells of a row by column."""


def rows(
    annotations: Iterable[Annotation],
    homes: Mapping[str, Home],
    codebook: Codebook,
    *,
    only: Collection[str] | None = None,
) -> list[Row]:
    """The rows in the order of `homes`, within an article in the order of its text.

    `homes` tells of articles by id; an article that is not there has empty cells and comes last. With `only` there are
    no rows but those of these tag ids.
    """
    places = {id_: place for place, id_ in enumerate(homes)}

    def key(annotation: Annotation) -> tuple[int, str, int, int, str]:
        passage = annotation.passage
        return places.get(passage.article, len(places)), passage.article, passage.start, passage.end, annotation.id

    return [
        row
        for annotation in sorted(annotations, key=key)
        for row in _rows_of(annotation, homes.get(annotation.passage.article), codebook)
        if only is None or row["tag_id"] in only
    ]


def _rows_of(annotation: Annotation, home: Home | None, codebook: Codebook) -> Iterable[Row]:
    passage = annotation.passage
    placement = annotation.placement
    row = home.row(annotation) if home is not None else None
    common: dict[str, object] = {
        "annotation_id": annotation.id,
        "story": home.story if home is not None else "",
        "article_id": passage.article,
        "outlet": home.outlet if home is not None else "",
        "title": home.title if home is not None else "",
        "url": home.source if home is not None and re.match("https?://", home.source, re.IGNORECASE) else "",
        "published": home.date if home is not None else "",
        "row": row if row is not None else "",
        "paragraph": home.paragraph(annotation) if home is not None else passage.paragraph,
        "start": passage.start,
        "end": passage.end,
        "quote": re.sub(r"\s+", " ", passage.exact),
        "prefix": passage.prefix,
        "suffix": passage.suffix,
        "tag_count": len(annotation.tags),
        "note": annotation.note,
        "speaker": annotation.speaker,
        "attribution": annotation.attribution,
        "anchor": placement.how if placement is not None else annotation.anchor,
        "annotator": annotation.annotator,
        "created": annotation.created,
        "modified": annotation.modified,
        "text_sha256": passage.version,
        "blind": "yes" if annotation.is_blind else "",
    }
    for index, tag_id in enumerate(annotation.tags or ("",), 1):
        tag = {
            "tag": codebook.tag(tag_id).name if tag_id else "",
            "tag_index": index if tag_id else "",
            "tag_id": tag_id,
        }
        cells = {**common, **tag}
        yield {column: str(cells[column]) for column in COLUMNS}


def encode(rows: Iterable[Mapping[str, str]], *, columns: Sequence[str] = COLUMNS, plain: bool = False) -> bytes:
    """The file: UTF-8 with BOM, CRLF, all cells quoted, formulas guarded; `plain` without BOM and guard."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([row[column] if plain else guard(row[column]) for column in columns])
    # Half a surrogate pair, which no text has but a hand-made record may, becomes a question mark.
    return (("" if plain else BOM) + text.getvalue()).encode(errors="replace")


def read_csv(text: str) -> list[Row]:
    """The rows of a file that `encode` wrote: without the guard where it has a BOM, else as they stand.

    Raises ValueError where the text is not CSV, csv.Error among them.
    """
    guarded = text.startswith(BOM)
    (_, head), *found = read_lines(text.removeprefix(BOM)) or [(1, [])]
    if any(len(cells) != len(head) for _, cells in found):
        raise ValueError("a row has more or fewer cells than the first")
    return [dict(zip(head, map(unguard, cells) if guarded else cells, strict=True)) for _, cells in found]


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
    """The cell as text to a spreadsheet: one apostrophe in front of what might be taken for a formula."""
    return "'" + cell if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """The cell as it was before `guard`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
