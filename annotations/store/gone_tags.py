"""The tags that were taken out of the codebook: who gives one late gives its heir, or is told that it was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotations.ids import text_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.codebook.codebook import Codebook, TagEdit
    from annotations.store.snapshot import Record

GONE_TAGS = "_gone_tags"
"""The table: a record for each tag that was merged or deleted, under the key of its own record in the codebook."""


def gone_tags(table: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The tags that were taken out, by id, each with the id of the tag that it was merged into, empty for none."""
    found = {}
    for record in table.values():
        id_, into = record.get("id"), record.get("into", "")
        if isinstance(id_, str) and isinstance(into, str):
            found[id_] = into
    return found


def after_edits(edits: Iterable[TagEdit], codebook: Codebook) -> dict[str, Record | None]:
    """The records that edits leave here, given the codebook after them; None for a tag that is there again."""
    records: dict[str, Record | None] = {}
    for edit in edits:
        if codebook.by_id(edit.id) is not None:
            records[text_key(edit.id)] = None
        elif edit.after is None:
            records[text_key(edit.id)] = {"id": edit.id, "into": edit.into}
    return records


def given_as(tags: Iterable[str], known: Iterable[str], codebook: Codebook) -> tuple[str, ...]:
    """The tags of an annotation with the heirs of those that were merged, and without those that were deleted.

    Those that are `known`, which it had before, stay as they are; so do those that never were in the codebook.
    """
    known = frozenset(known)
    given = []
    for tag in tags:
        if tag not in known and codebook.by_id(tag) is None and tag in codebook.gone:
            heir = codebook.heir(tag)
            given += [heir.id] if heir else []
        else:
            given.append(tag)
    return tuple(dict.fromkeys(given))
