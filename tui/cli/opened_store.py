"""Opens the store for a command. What is found wrong with it is told on standard error when the command is done.

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
    from pathlib import Path
    from typing import TextIO

    from annotations.store.storage import JournaledStorage
    from annotations.store.store import Store
    from tui.cli.parser import Run

_opened: ContextVar[list[JournaledStorage] | None] = ContextVar("opened", default=None)
"""The stores that the command under way has opened."""


def open_store(path: Path, annotator: str = "") -> Store:
    """The store at `path`, read once, as `Store.open` gives it. Raises StoreError."""
    from annotations.store.store import Store

    storage = open_storage(path)
    store = Store(storage, annotator)
    storage.read()
    return store


def open_storage(path: Path) -> JournaledStorage:
    """The files of the store at `path`, not read yet. Raises StoreError."""
    from annotations.store.storage import JournaledStorage

    storage = JournaledStorage(path)
    opened = _opened.get()
    if opened is not None:
        opened.append(storage)
    return storage


def run_and_tell(run: Run, options: Namespace) -> int:
    """Carry out a command, then tell what was found wrong with the stores that it opened; returns the exit status.

    That is `FAILED` where something that was saved may be missing from what the command wrote. What the command itself
    has told, as the reader does, is not told again. Raises what the command raises.
    """
    token = _opened.set([])
    status, is_all = 0, True
    try:
        status = run(options)
    finally:
        for storage in _opened.get() or []:
            is_all &= not (_tell(storage, sys.stderr) and storage.lacks)
        _opened.reset(token)
    return status if is_all else status or FAILED


def _tell(storage: JournaledStorage, notes: TextIO) -> bool:
    """Write the messages that nobody has read yet; whether there were any."""
    from articles.form import one_line, printable

    told = list(storage.messages)
    storage.messages.clear()
    with contextlib.suppress(OSError):  # a terminal that was closed: nobody is there to be told
        notes.writelines(f"newsreader: {printable(one_line(message))}\n" for message in told)
        notes.flush()
    return bool(told)
