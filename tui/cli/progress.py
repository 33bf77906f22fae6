"""Progress of what takes more than a second, on standard error where that is a terminal."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from articles.read import Watch

QUIET_SECONDS = 1.0
"""What is done sooner is done without a word."""

_AGAIN_SECONDS = 0.1
_WIDTH = 70


@contextlib.contextmanager
def watched() -> Iterator[Watch]:
    """A watch that shows, after a while, how far the reading is, and takes the line away at the end."""
    stream, begun = sys.stderr, time.monotonic()
    shown = 0.0
    drawn = False

    def watch(done: int, of: int, name: str) -> None:
        nonlocal shown, drawn
        seconds = time.monotonic() - begun
        if not (stream.isatty() and seconds >= QUIET_SECONDS and seconds - shown >= _AGAIN_SECONDS):
            return
        shown, drawn = seconds, True
        line = f"reading {done + 1} of {of}: {name}" if of > 1 else f"reading {name}"
        stream.write(f"\r{line[:_WIDTH]:{_WIDTH}}")
        stream.flush()

    try:
        yield watch
    finally:
        if drawn:
            stream.write("\r" + " " * _WIDTH + "\r")
            stream.flush()
