"""Standard output, of which all arrives or it is said why it cannot."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from articles.errors import NewsreaderError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, TextIO


@contextlib.contextmanager
def text_output() -> Iterator[TextIO]:
    """Standard output for text, in UTF-8 whatever the locale: article text is more than ASCII.

    Raises NewsreaderError at the end of the block where it cannot be written, BrokenPipeError where nobody reads it.
    """
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    with _written():
        yield sys.stdout


@contextlib.contextmanager
def data_output() -> Iterator[BinaryIO]:
    """Standard output for bytes. Raises as `text_output` does."""
    with _written():
        yield sys.stdout.buffer


@contextlib.contextmanager
def _written() -> Iterator[None]:
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        what = (error.strerror or "failed").lower()
        raise NewsreaderError(f"cannot be written: {what}", where="standard output", todo="write to a file") from None
