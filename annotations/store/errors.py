"""The errors of a store that cannot be read or written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.store.durable import advice, reason
from articles.errors import NewsreaderError
from articles.form import printable

if TYPE_CHECKING:
    from pathlib import Path


_UNSAVED = "not saved: "


class StoreError(NewsreaderError):
    """The store could not be read or written; what was there before is untouched."""

    def __init__(self, what: str, path: Path | None = None, *, todo: str) -> None:
        super().__init__(what, where=printable(str(path)) if path else "", todo=todo)

    @property
    def why(self) -> str:
        """What went wrong, for who says already that something is not saved."""
        return self.what.removeprefix(_UNSAVED)

    @staticmethod
    def unsaved(path: Path, error: OSError) -> UnsavedError:
        """The error for a write that failed with this system error."""
        return UnsavedError(f"{_UNSAVED}{reason(error)}", path, todo=advice(error))


class UnsavedError(StoreError):
    """The disk refused a write; it may take it later."""


class BusyError(UnsavedError):
    """Another window held the store for too long."""


class OutdatedError(StoreError):
    """A change expects records that are no longer in the store: nothing was done."""
