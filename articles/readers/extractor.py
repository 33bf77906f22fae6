"""The extractor that has a vote on what of a page is its article: trafilatura, where it is installed.

It runs in a process of its own with a limit of time. A page on which it overruns, crashes or finds nothing is read by
our rules alone.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

from articles.readers.extras import has_library
from articles.workers import Worker, WorkerDiedError, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULE = "trafilatura"

LONGEST_PAGE = 5_000_000
"""Code points. A longer page is read by our rules alone."""

DEEPEST = 1_000
"""So are pages with elements in more others than this, which make extractors slow or blind."""

CPU_SECONDS = 5.0
"""So long an extractor may work on a page; measured in its own time, so that a busy machine changes no kind."""

WALL_SECONDS = 60.0
"""And so long it is waited for at all."""

_IDLE_SECONDS = 20.0
"""A worker without a page for so long is ended: it holds the memory of its libraries."""

OVERRUN = "the extractor gave up on this page: what is its article was told by rules alone"


class _Voice:
    """Who is asked in this process, and the worker that is asked."""

    def __init__(self) -> None:
        self.worker: Worker | None = None
        self.lock = threading.Lock()
        self.here = False
        """Whether pages are extracted in this process, which is a worker itself."""
        self.silent = False
        """Whether nobody is asked."""
        self.idle: threading.Timer | None = None


_voice = _Voice()


class Extraction:
    """The text that an extractor finds in a page while the program goes on reading it."""

    def __init__(self, markup: str, deepest: int) -> None:
        """Begin with the page; `deepest` is in how many elements one of it stands at most."""
        self._markup = markup
        self._text: str | None = None
        self._failed = False
        self._thread: threading.Thread | None = None
        if len(markup) > LONGEST_PAGE or deepest > DEEPEST or _voice.silent or not has_library(MODULE):
            return
        if _voice.here:
            self._text = _limited(markup)
        elif sys.executable:
            self._thread = threading.Thread(target=self._ask, daemon=True)
            self._thread.start()

    def text(self) -> tuple[str | None, str]:
        """The text, None without one, and a notice where the extractor failed; waits for it."""
        if self._thread:
            self._thread.join(WALL_SECONDS)
            if self._thread.is_alive():
                close()
                self._thread.join()
                self._failed = True
        return (None, OVERRUN) if self._failed else (self._text, "")

    def _ask(self) -> None:
        with _voice.lock:
            if _voice.idle:
                _voice.idle.cancel()
            try:
                _voice.worker = _voice.worker or Worker(__name__, serve_extractor.__name__)
                _voice.worker.ask(self._markup.encode("utf-8", "replace"))
                self._text = _voice.worker.answer().decode() or None
            except (WorkerDiedError, OSError):
                self._failed = True
                if _voice.worker:
                    _voice.worker.end()
                _voice.worker = None
                return
            _voice.idle = threading.Timer(_IDLE_SECONDS, _end_idle)
            _voice.idle.daemon = True
            _voice.idle.start()


def extract(markup: str) -> str | None:
    """The article's text in a page, in this process and without a limit; None where the extractor finds none."""
    import trafilatura

    text: str | None = trafilatura.extract(markup, include_comments=False, favor_precision=True)
    return text


def extract_here() -> None:
    """Extract in this process from now on, since it is a worker itself; a page that overruns ends it."""
    _voice.here = True


@contextlib.contextmanager
def nobody_asked() -> Iterator[None]:
    """Read pages by rules alone for a while."""
    before, _voice.silent = _voice.silent, True
    try:
        yield
    finally:
        _voice.silent = before


def close() -> None:
    """End the worker, if there is one, whatever it does."""
    worker = _voice.worker
    if worker:
        worker.end()
    if _voice.idle:
        _voice.idle.cancel()


atexit.register(close)


def _end_idle() -> None:
    with _voice.lock:
        if _voice.worker:
            _voice.worker.end()
        _voice.worker = None


def serve_extractor() -> None:
    """Answer pages with their article's text, in a process of its own."""
    serve(lambda request: (_limited(request.decode()) or "").encode("utf-8", "replace"))


def _limited(markup: str) -> str | None:
    """The text of a page; ends this process where that takes too long."""
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    try:
        return extract(markup)
    except MemoryError:
        os._exit(1)
    except Exception:  # a library's fault is no reason to lose the page
        return None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
