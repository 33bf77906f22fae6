"""What a store says when it cannot be read or written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.store.durable import advice, reason
from articles.errors import NewsreaderError
from articles.form import printable

if TYPE_CHECKING:
    from pathlib import Path


class StoreError(NewsreaderError):
    """The store could not be read or written; what was there before is untouched."""

    def __init__(self, what: str, path: Path | None = None, *, todo: str) -> None:
        super().__init__(what, where=printable(str(path)) if path else "", todo=todo)

    @staticmethod
    def unsaved(path: Path, error: OSError) -> UnsavedError:
        """What a failed write is called."""
        return UnsavedError(f"not saved: {reason(error)}", path, todo=advice(error))


class UnsavedError(StoreError):
    """The place refused what was to be written; it may take it later."""


class BusyError(UnsavedError):
    """Another window held the store for too long."""


class OutdatedError(StoreError):
    """The store is no longer as what was to be done expects it: nothing was done."""
