"""Libraries that not every installation has: imported where a file needs them, and told where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from articles.errors import NewsreaderError

if TYPE_CHECKING:
    from types import ModuleType

EXTRA = "all"
"""The extra of the distribution that brings every library that a reader may need."""


def library(module: str, *, what: str, where: str = "") -> ModuleType:
    """The module of that name, for `what` needs it: `PDF documents`.

    Raises NewsreaderError naming `where` (fit to print) and the extra that brings it, where it is missing.
    """
    try:
        return import_module(module)
    except ImportError:
        package = module.partition(".")[0]
        raise NewsreaderError(
            f"{what} need the Python package that brings `{package}`, which is missing",
            where=where,
            todo=f"install newsreader with all its readers: pipx install 'newsreader-tui[{EXTRA}]'",
        ) from None


def has_library(module: str) -> bool:
    """Whether the module can be found, without importing it."""
    from importlib.util import find_spec

    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):
        return False
