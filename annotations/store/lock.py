"""The lock that a window holds while it writes; the kernel frees it when the window is killed."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import time
from typing import TYPE_CHECKING

from annotations.store.durable import make_folder
from annotations.store.errors import BusyError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TIMEOUT_SECONDS = 5.0
"""How long to wait for another window's write."""

POLL_SECONDS = 0.001
"""The time between two tries; a write takes a few milliseconds."""

_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS})


class WriteLock:
    """The lock `<name>.lock` beside a store (flock: freed with the process). Its holder may take it again."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._path = store.parent / f"{store.name}.lock"
        self._depth = 0
        self.patience: float | None = None
        """How many seconds to wait for another window's write; None for `TIMEOUT_SECONDS`."""

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock inside a `with` block.

        Raises BusyError where another window holds it for too long, and StoreError where the file system has no locks.
        """
        if self._depth:
            yield
            return
        try:
            make_folder(self._store.parent)
            fd = self._acquire()
        except OSError as error:
            if error.errno in _NO_LOCKS:
                todo = "name a store on another disk with --store"
                raise StoreError("not saved: the place knows no locks", self._store, todo=todo) from error
            raise StoreError.unsaved(self._store, error) from error
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            os.close(fd)

    @contextlib.contextmanager
    def held_where_possible(self) -> Iterator[str]:
        """Hold the lock where the folder can be written; yields the reason if not, else nothing. Raises BusyError."""
        with contextlib.ExitStack() as stack:
            problem = ""
            try:
                stack.enter_context(self.held())
            except BusyError:
                raise
            except StoreError as error:
                problem = error.why
            yield problem

    def is_taken(self) -> bool:
        """Whether another window writes at this moment."""
        if self._depth:
            return False
        try:
            fd = os.open(self._path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return False
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
        finally:
            os.close(fd)
        return False

    def _acquire(self) -> int:
        """A descriptor that holds the lock. Raises BusyError, OSError."""
        begun = time.monotonic()
        while True:
            fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if self._is_in_place(fd):
                    return fd
            except BlockingIOError:
                if time.monotonic() - begun > (TIMEOUT_SECONDS if self.patience is None else self.patience):
                    os.close(fd)
                    raise BusyError("another window is busy with it", self._store, todo="try again") from None
                time.sleep(POLL_SECONDS)
            except BaseException:
                os.close(fd)
                raise
            os.close(fd)

    def _is_in_place(self, fd: int) -> bool:
        """Whether the file that was locked is still the one that others would lock."""
        try:
            return os.path.samestat(os.fstat(fd), self._path.stat())
        except FileNotFoundError:
            return False
