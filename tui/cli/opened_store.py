"""The store of a command: opened, what it has to tell said on standard error, and let go of again."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from articles.form import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from annotations.store.store import Store


def open_store(path: Path, annotator: str = "") -> Store:
    """The store at `path`, read once, as `Store.open` gives it. Raises StoreError."""
    from annotations.store.store import Store  # imported where used: help needs none

    store = Store.open(path, annotator)
    tell(store.messages())
    return store


@contextlib.contextmanager
def opened_store(path: Path) -> Iterator[Store]:
    """The store at `path`, to be read only; where there is none, one without anything, and none is made.

    Raises StoreError.
    """
    store = open_store(path)
    try:
        yield store
    finally:
        store.let_go()
        tell(store.messages())


def tell(messages: Iterable[str]) -> None:
    """Say each message in a line on standard error, where nobody takes it for data."""
    with contextlib.suppress(OSError):  # nobody is there to be told
        sys.stderr.writelines(f"newsreader: {printable(message)}\n" for message in messages)
