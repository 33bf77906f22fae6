"""The marks on a paragraph: annotations, search hits, cursor and whatever else shows on some of its characters."""

from __future__ import annotations

from typing import NamedTuple


class Mark(NamedTuple):
    """Something that shows on some characters of a paragraph."""

    start: int
    end: int
    """Characters of the paragraph's shown text, half-open."""
    name: str
    """`tag`, `note` (where a tagged passage with a note begins), `meant`, `match`, `found` (the match at the cursor),
    `sentence`, `word`, `selected`, `bookmark`; in a comparison `shared`, `own`, `quoted`, `changed`; while correcting,
    a paragraph's `firmness`; `label`, letters on a word."""
    tags: tuple[str, ...] = ()
    """For `tag`, the ids of the tags in the order given; none for a note without a tag."""
    text: str = ""
    """For `label`, its letters, which are drawn from the mark's first character on."""
