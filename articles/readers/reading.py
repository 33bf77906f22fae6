"""What every reader gives back, whatever its format."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from articles.blocks import Block


class Reading(NamedTuple):
    """One article as it was found in a file."""

    text: str
    """In text form 1 (`articles.form.text_form_1`), not only white space."""
    blocks: list[Block]
    """What stands together in the text, in order; every character that is not white space lies in exactly one."""
    notices: tuple[str, ...] = ()
    """What the reader of the article should know about how it was read."""
    outlet: str = ""
    title: str = ""
    date: str = ""
    source: str = ""
    """What the file itself says of the article, each on one line; empty where it says nothing."""
