"""One thread that writes, so that nobody waits for the disk: work in the order in which it was given."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, NamedTuple

from annotations.store.errors import UnsavedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import ThreadPoolExecutor

    from annotations.store.store import Store


class _Piece(NamedTuple):
    work: Callable[[Store], object]
    done: Callable[[Exception | None], None]


_Told = tuple["Callable[[Exception | None], None]", Exception | None]
"""Whom to tell of a try, and what."""


class Writer:
    """Owns a store from now on: all that is done with it is done in the writer's thread.

    A piece of work that fails is kept. Each later piece is tried only after the kept ones were tried again, and not
    behind one that the disk refused, so that what reaches the disk is in order. A program that ends first finishes
    what was submitted.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._executor: ThreadPoolExecutor | None = None
        self._failed: list[_Piece] = []
        self._pending = 0
        self._unfinished = 0
        """Tasks that were tried or not, of which not everyone was told."""
        self._closed = False
        self._idle = threading.Condition()

    @property
    def pending(self) -> int:
        """What was submitted, and retries asked for, that were not tried yet."""
        return self._pending

    @property
    def failed(self) -> int:
        """Pieces of work that were tried, failed and are kept."""
        return len(self._failed)

    def submit(self, work: Callable[[Store], object], done: Callable[[Exception | None], None]) -> None:
        """Have `work` done with the store after all that was submitted before.

        `done` is called in the writer's thread after each try: with None when it is durable, else with the exception.
        Raises RuntimeError after `close`.
        """
        self._queue(lambda: self._run(_Piece(work, done)))

    def retry(self) -> None:
        """Try again what failed."""
        self._queue(self._run)

    def flush(self, timeout: float | None = None) -> bool:
        """Wait, at most `timeout` seconds, until all work was tried and all were told; whether all of it is durable."""
        with self._idle:
            return self._idle.wait_for(lambda: self._unfinished == 0, timeout) and not self._failed

    def close(self) -> bool:
        """Finish, trying once more what failed, and let go of the store; whether all is durable."""
        if not self._closed:
            if self._failed:
                self.retry()
            self._closed = True
            if self._executor is not None:
                self._executor.shutdown()
            self._store.close()
        return not self._failed

    def _queue(self, task: Callable[[], list[_Told]]) -> None:
        if self._closed:
            raise RuntimeError("the writer is closed")
        if self._executor is None:
            # An executor's thread is waited for when the interpreter ends, after all that was submitted to it.
            from concurrent.futures import ThreadPoolExecutor

            self._executor = ThreadPoolExecutor(1, "newsreader-writer")
        with self._idle:
            self._pending += 1
            self._unfinished += 1
        self._executor.submit(self._task, task)

    def _task(self, task: Callable[[], list[_Told]]) -> None:
        told = task()
        # Before anyone is told, so that who is told of the last piece finds nothing pending.
        with self._idle:
            self._pending -= 1
        for done, failure in told:
            # Who asked may be gone; that must cost neither the thread nor those after it.
            with contextlib.suppress(Exception):
                done(failure)
        with self._idle:
            self._unfinished -= 1
            self._idle.notify_all()

    def _run(self, *pieces: _Piece) -> list[_Told]:
        """Try what failed and then the pieces; behind one that the disk or another window refused none is tried."""
        again, self._failed = self._failed, []
        told: list[_Told] = []
        failure: Exception | None = None
        for piece in (*again, *pieces):
            if not isinstance(failure, UnsavedError):
                failure = self._try(piece)
            if failure is not None:
                self._failed.append(piece)
            told.append((piece.done, failure))
        return told

    def _try(self, piece: _Piece) -> Exception | None:
        try:
            piece.work(self._store)
        except Exception as error:  # whatever it is, the work must not be lost and the thread must go on
            return error
        return None
