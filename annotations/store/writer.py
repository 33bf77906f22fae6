"""A thread that writes to the store in the order of the requests, so that nobody waits for the disk."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, NamedTuple

from annotations.store.errors import UnsavedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import ThreadPoolExecutor
    from pathlib import Path

    from annotations.store.store import Store


LAST_PATIENCE_SECONDS = 0.5
"""How long closing waits for another window's write, each time."""


class _Piece(NamedTuple):
    work: Callable[[Store], object]
    done: Callable[[Exception | None], None]


_Outcome = tuple["Callable[[Exception | None], None]", Exception | None]
"""The callback of a piece of work, and the exception of its last try."""


class Writer:
    """Owns a store from now on: everything is done with it in the writer's thread.

    A piece of work that fails is kept. Each later piece is tried only after the kept ones were tried again, and not
    behind one that the disk refused, so that what reaches the disk is in order. A program that ends first finishes
    what was submitted.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._executor: ThreadPoolExecutor | None = None
        self._failed: list[_Piece] = []
        self._unfinished = 0
        """Tasks whose callbacks have not all been called."""
        self._closed = False
        self._idle = threading.Condition()

    @property
    def failed(self) -> int:
        """How many pieces of work failed and are kept."""
        return len(self._failed)

    def submit(self, work: Callable[[Store], object], done: Callable[[Exception | None], None]) -> None:
        """Queue `work`, which is done with the store after all that was submitted before.

        `done` is called in the writer's thread after each try: with None when it is durable, else with the exception.
        Raises RuntimeError after `close`.
        """
        self._queue(lambda: self._run(_Piece(work, done)))

    def retry(self) -> None:
        """Try again what failed."""
        self._queue(self._run)

    def flush(self, timeout: float | None = None) -> bool:
        """Wait, at most `timeout` seconds, until all work was tried and all callbacks ran; whether all is durable."""
        with self._idle:
            return self._idle.wait_for(lambda: self._unfinished == 0, timeout) and not self._failed

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being done."""
        return self._unfinished == 0

    @property
    def path(self) -> Path:
        """The store's file."""
        return self._store.path

    @property
    def annotator(self) -> str:
        """Who changes the store."""
        return self._store.annotator

    def close(self) -> bool:
        """Finish all work, try once more what failed, and close the store; returns whether all is durable.

        Where another window holds the store, that is not waited for any longer.
        """
        if not self._closed:
            self._store.hurry(LAST_PATIENCE_SECONDS)
            if self._failed:
                self.retry()
            self._closed = True
            if self._executor is not None:
                self._executor.shutdown()
            self._store.close()
        return not self._failed

    def _queue(self, task: Callable[[], list[_Outcome]]) -> None:
        if self._closed:
            raise RuntimeError("the writer is closed")
        if self._executor is None:
            # An executor's thread is waited for when the interpreter ends, after all that was submitted to it.
            from concurrent.futures import ThreadPoolExecutor

            self._executor = ThreadPoolExecutor(1, "newsreader-writer")
        with self._idle:
            self._unfinished += 1
        self._executor.submit(self._task, task)

    def _task(self, task: Callable[[], list[_Outcome]]) -> None:
        outcomes = task()
        for done, failure in outcomes:
            # The caller may be gone; its failing callback must cost neither the thread nor the callbacks after it.
            with contextlib.suppress(Exception):
                done(failure)
        with self._idle:
            self._unfinished -= 1
            self._idle.notify_all()

    def _run(self, *pieces: _Piece) -> list[_Outcome]:
        """Try what failed, then the pieces, up to the first that the disk or another window refuses; all outcomes."""
        again, self._failed = self._failed, []
        outcomes: list[_Outcome] = []
        failure: Exception | None = None
        for piece in (*again, *pieces):
            if not isinstance(failure, UnsavedError):
                failure = self._try(piece)
            if failure is not None:
                self._failed.append(piece)
            outcomes.append((piece.done, failure))
        return outcomes

    def _try(self, piece: _Piece) -> Exception | None:
        try:
            piece.work(self._store)
        except Exception as error:  # whatever it is, the work must not be lost and the thread must go on
            return error
        return None
