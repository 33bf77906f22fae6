"""The lock that a window holds while it writes; the kernel frees it when the window is killed."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from annotations.durable import make_folder
from annotations.errors import BusyError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from filelock import BaseFileLock

TIMEOUT = 5.0
"""Seconds to wait for another window's write."""

POLL = 0.001
"""Seconds between two tries; a write takes a few milliseconds."""


class WriteLock:
    """The lock `<name>.lock` beside a store. Who holds it may take it again."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._lock: BaseFileLock | None = None

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold it meanwhile. Raises BusyError after `TIMEOUT`, else StoreError where there can be no lock."""
        from filelock import FileLock, Timeout  # imported where used: reading needs no lock

        try:
            make_folder(self._store.parent)
            if self._lock is None:
                path = self._store.parent / f"{self._store.name}.lock"
                self._lock = FileLock(path, TIMEOUT, mode=0o600, poll_interval=POLL, thread_local=False)
            self._lock.acquire()
        except Timeout as error:
            raise BusyError("another window is busy with it", self._store, todo="try again") from error
        except OSError as error:
            raise StoreError.unsaved(self._store, error) from error
        except NotImplementedError as error:
            todo = "name a store on another disk with --store"
            raise StoreError("not saved: the place knows no locks", self._store, todo=todo) from error
        try:
            yield
        finally:
            self._lock.release()

    @contextlib.contextmanager
    def held_where_possible(self) -> Iterator[str]:
        """The same, but a place that cannot be written costs only a reason why not, else empty. Raises BusyError."""
        with contextlib.ExitStack() as stack:
            problem = ""
            try:
                stack.enter_context(self.held())
            except BusyError:
                raise
            except StoreError as error:
                problem = error.what
            yield problem
