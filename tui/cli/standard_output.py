"""Standard output, of which all arrives or it is said why it cannot; on a terminal no text can act on it.

A file or a pipe gets the data exactly. A terminal gets it to be read: whatever could steer it, or would be invisible,
is written as an escape (`\\x1b`), wherever it comes from and whichever command writes it.
"""

from __future__ import annotations

import contextlib
import sys

from articles.errors import NewsreaderError

TYPE_CHECKING = False  # not from typing, whose import would be a tenth of `--help`
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, BinaryIO, TextIO


class ToRead:
    """A terminal that is written text to be read; all else that a stream can do is the terminal's own."""

    def __init__(self, terminal: TextIO) -> None:
        self.terminal = terminal
        """The stream itself, for sequences that are the program's own."""

    def __getattr__(self, name: str) -> Any:
        """What the terminal has of this name."""
        return getattr(self.terminal, name)

    @property
    def buffer(self) -> BytesToRead:
        """The same for bytes, which are UTF-8."""
        return BytesToRead(self)

    def write(self, text: str) -> int:
        """Write the text as it can be read."""
        from articles.form import shown_on_terminal

        self.terminal.write(shown_on_terminal(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write one after another."""
        for line in lines:
            self.write(line)


class BytesToRead:
    """A terminal that is written the bytes of a file, in UTF-8, with or without a byte order mark."""

    def __init__(self, text: ToRead) -> None:
        self._text = text

    def __getattr__(self, name: str) -> Any:
        """What the terminal has of this name."""
        return getattr(self._text, name)

    def write(self, data: bytes) -> int:
        """Write all of a file at once."""
        self._text.write(data.decode("utf-8-sig", errors="replace"))
        return len(data)


@contextlib.contextmanager
def read_on_terminals() -> Iterator[None]:
    """For the time of the block, what is written to standard output and error is to be read, where it is a terminal."""
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = map(_to_read, streams)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams


def unguarded(stream: TextIO) -> TextIO:
    """The stream itself, for text of which every part that is not the program's own has been made harmless."""
    terminal: TextIO = getattr(stream, "terminal", stream)
    return terminal


def _to_read(stream: TextIO) -> Any:
    return ToRead(stream) if stream.isatty() else stream


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


def write_data(data: bytes, output: str | None, *, force: bool, out: BinaryIO) -> None:
    """Write data to the file that is named, over one that is there by `force`; to `out` where it is None or `-`.

    Raises NewsreaderError, nothing written to the file.
    """
    if output is None or output == "-":
        out.write(data)
        out.flush()
        return
    from pathlib import Path  # imported where used: most commands write no file

    from annotations.exports.files import write_file

    write_file(Path(output), data, force=force)
