"""What is wrong with a store: the form in which `verify` tells it."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """A fault in a store."""

    where: str
    """The file or the record."""
    what: str
