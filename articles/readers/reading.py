"""What every reader gives back, whatever its format."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from articles.blocks import Block


class Reading(NamedTuple):
    """One article as it was found in a file."""

    text: str
    """In text form 1 (`articles.form.text_form_1`); empty for an entry without text, as of a list of addresses."""
    blocks: list[Block]
    """What stands together in the text, in order; every character that is not white space lies in exactly one."""
    notices: tuple[str, ...] = ()
    """What the reader of the article should know about how it was read."""
    outlet: str = ""
    title: str = ""
    date: str = ""
    """ISO 8601: a day, or a time with the offset that the file gives."""
    byline: str = ""
    """As the file gives it, without the label of a field."""
    source: str = ""
    """What the file itself says of the article, each on one line; empty where it says nothing."""
    origins: Mapping[str, str] = MappingProxyType({})
    """Where each of these facts was found, by name: `{"title": "og:title", "date": "JSON-LD"}`."""
    original: bytes | None = None
    """The bytes of this article alone, where a file holds many; None for those of the file."""
