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
        rows.append(
            {
                "tag_id": tag.id,
                "name": tag.name,
                "key": tag.key,
                "colour": tag.colour,
                "definition": tag.definition,
                "annotations": str(used.annotations if used else 0),
                "articles": str(used.articles if used else 0),
            }
        )
    return encode_csv(rows, COLUMNS)
