"""The codebook as CSV: for a team that is to use the same tags, and for a report's appendix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.csv_dialect import encode_csv

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.codebook.codebook import Codebook
    from annotations.store.store import Uses

COLUMNS = ("tag_id", "name", "key", "colour", "definition", "annotations", "articles")
"""Other programs read by these names and places: new ones are only ever put at the end."""


def encode(codebook: Codebook, uses: Mapping[str, Uses]) -> bytes:
    """The file, a row for each tag in the order of the codebook; in the same dialect as the annotations'."""
    rows = []
    for tag in codebook.tags:
        used = uses.get(tag.id)
        counts = (used.annotations, used.articles) if used else (0, 0)
        rows.append([tag.id, tag.name, tag.key, tag.colour, tag.definition, *map(str, counts)])
    return encode_csv(rows, COLUMNS)
