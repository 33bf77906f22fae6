"""Starts the program: takes its streams as they are, turns errors into one line, and returns the exit status."""

from __future__ import annotations

import contextlib
import os
import sys

from articles.errors import NewsreaderError
from tui.cli import FAILED, INTERRUPTED, UNHEARD
from tui.cli.opened_store import run_and_tell
from tui.cli.parser import chosen
from tui.cli.standard_output import read_on_terminals

TYPE_CHECKING = False  # not from typing, whose import would be a tenth of `--help`
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO


def main(argv: Sequence[str] | None = None) -> int:
    """Run `newsreader` and return its exit status: 0 done, 1 could not do it, 2 wrong usage."""
    _fill_closed_streams()
    with read_on_terminals():
        return _run(list(sys.argv[1:] if argv is None else argv))


def _run(argv: list[str]) -> int:
    try:
        run, options = chosen(argv)
        return run_and_tell(run, options)
    except NewsreaderError as error:
        return _fail(str(error))
    except BrokenPipeError:
        return UNHEARD
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("NEWSREADER_DEBUG"):
            raise
        return _fail(f"an error of the program's own: {type(error).__name__}: {error}; NEWSREADER_DEBUG=1 shows more")
    finally:
        for stream in (sys.stdout, sys.stderr):
            _drop_unless_taken(stream)


def _fail(message: str) -> int:
    from articles.form import one_line

    with contextlib.suppress(OSError):  # a terminal that was closed: nobody is there to be told
        print(f"newsreader: {one_line(message)}", file=sys.stderr)
    return FAILED


def _fill_closed_streams() -> None:
    """Where a standard stream is closed (`>&-`), take its number, so that no file gets it.

    Reading from it ends at once and messages are dropped; writing data to it fails, as it must.
    """
    for name, mode, flags in (("stdin", "r", os.O_RDONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_WRONLY)):
        if getattr(sys, name) is None:
            stream = os.fdopen(os.open(os.devnull, flags), mode, closefd=False)
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)  # which Textual takes


def _drop_unless_taken(stream: TextIO) -> None:
    """Drop what a closed terminal or pipe or a full disk does not take; the interpreter would fail on it at its end."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    sys.exit(main())
