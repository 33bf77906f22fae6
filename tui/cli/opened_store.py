"""The store of a command: opened, what is wrong with it told on standard error, and let go of again.

This is the one place that tells it, and that says by the exit status that something saved may be missing.
"""

from __future__ import annotations

import contextlib
import sys
from contextvars import ContextVar

from tui.cli import FAILED

TYPE_CHECKING = False  # not from typing, whose import would be a tenth of `--help`
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from annotations.store.storage import JournaledStorage
    from annotations.store.store import Store
    from tui.cli.parser import Run


class _Stores:
    """The stores that a command has opened."""

    def __init__(self) -> None:
        self.opened: list[JournaledStorage] = []
        self.lost = False
        """Whether it was told that something saved may be missing."""

    def tell(self) -> None:
        """Say on standard error what nobody was told yet."""
        for storage in self.opened:
            told = list(storage.messages)
            storage.messages.clear()
            self.lost |= bool(told) and storage.lacks
            tell(told)


_stores: ContextVar[_Stores | None] = ContextVar("stores", default=None)
"""Those of the command under way."""


def open_store(path: Path, annotator: str = "", *, everywhere: bool = False) -> Store:
    """The store at `path`, read once, as `Store.open` gives it, with what could not be saved in it before.

    That is sought beside it and, where it is sought `everywhere`, also in the folder of the program's state. What is
    wrong with the store is told when the command is done, unless the command reads its messages before. Raises
    StoreError.
    """
    from annotations.store import emergency
    from annotations.store.store import Store  # imported where used: help needs none

    storage = open_storage(path)
    store = Store(storage, annotator)
    storage.read()
    emergency.take_in(storage, everywhere=everywhere)
    return store


def open_storage(path: Path) -> JournaledStorage:
    """The files of the store at `path`, not read yet; what is wrong is told as by `open_store`. Raises StoreError."""
    from annotations.store.storage import JournaledStorage

    storage = JournaledStorage(path)
    stores = _stores.get()
    if stores is not None:
        stores.opened.append(storage)
    return storage


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
        stores = _stores.get()
        if stores is not None:
            stores.tell()
        else:
            tell(store.messages())


def run_and_tell(run: Run, options: Namespace) -> int:
    """Carry out a command, then tell what is wrong with the stores that it opened; returns the exit status.

    That is `FAILED` where something that was saved may be missing from what the command wrote. What the command itself
    has told, as the reader does, is not told again. Raises what the command raises.
    """
    stores = _Stores()
    token = _stores.set(stores)
    status = 0
    try:
        status = run(options)
    finally:
        stores.tell()
        _stores.reset(token)
    return (status or FAILED) if stores.lost else status


def tell(messages: Iterable[str]) -> None:
    """Say each message in a line on standard error, where nobody takes it for data."""
    from articles.form import printable

    with contextlib.suppress(OSError):  # nobody is there to be told
        sys.stderr.writelines(f"newsreader: {printable(message)}\n" for message in messages)
