"""`newsreader show`: the aligned story as text, its annotated passages marked."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, TextIO

from annotations.anchoring.known_story import known_story
from articles.align import align
from tui.cli import DONE
from tui.cli.opened_store import opened_store, tell
from tui.cli.parser import add_paths
from tui.cli.standard_output import text_output, unguarded
from tui.cli.which_store import store_path
from tui.cli.which_story import which_story

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from annotations.store.store import Store
    from articles.model import Story
    from tui.shown.rows import ShownRows

USUAL_WIDTH_CELLS = 80
"""Cells of a line where no terminal tells its own."""
PATIENCE_SECONDS = 1.0
"""Seconds of work after which its progress is told."""


def add(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.description = "Writes the aligned story as text; without PATH, of the story opened last."
    add_paths(parser)
    parser.add_argument("--width", type=int, metavar="N", help="cells of a line; else those of the terminal")
    parser.add_argument("--all", action="store_true", help="with boilerplate, which is folded else")


def run(options: Namespace) -> int:
    """Write the story that is meant to standard output."""
    with opened_store(store_path(options)) as store:
        meant = which_story(options.paths, store)
        tell(meant.notices)
        with text_output() as out:
            write_story(meant.story, store, width=options.width, whole=options.all, out=out, told=unguarded(sys.stderr))
    return DONE


def write_story(story: Story, store: Store, *, width: int | None, whole: bool, out: TextIO, told: TextIO) -> None:
    """Write the story and what the store has of its articles to `out`; `told` gets the progress where it is slow.

    It is as a person put it right, links too. Lines are `width` cells wide, else as wide as the terminal; `whole` is
    with boilerplate. Colours go to a terminal only, and not where NO_COLOR is set. The store stays as it is. Raises
    StoreError.
    """
    from tui.cli.printed import Printed, coloured, plain
    from tui.shown.rows import ShownRows

    known = known_story(store, story)
    story = known.story
    tell(filter(None, [known.told_lost]))
    progress = Progress(told) if told.isatty() else None
    try:
        alignment = align(story, progress=progress)
    finally:
        if progress:
            progress.end()
    book, orphans = known.book()
    shown = ShownRows(story, known.aligned(alignment), folded=not whole)
    printed = Printed(_some_rows(shown), book, store.codebook, len(orphans))
    drawn, out = (coloured, unguarded(out)) if takes_colour(out) else (plain, out)
    out.writelines(f"{drawn(line)}\n" for line in printed.lines(width or terminal_width()))


def takes_colour(out: TextIO) -> bool:
    """Whether colours can and may be sent there."""
    return out.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM", "") not in ("", "dumb")


def terminal_width() -> int:
    """Cells of a line of the terminal, also where the output goes into a pager: COLUMNS, else what one tells."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    for descriptor in (1, 2, 0):
        try:
            width = os.get_terminal_size(descriptor).columns
        except OSError:
            continue
        if width:
            return width
    return USUAL_WIDTH_CELLS


class Progress:
    """Tells in one line of a terminal how much of the alignment is done, once it has taken a while."""

    def __init__(self, told: TextIO, seconds: Callable[[], float] = perf_counter) -> None:
        self._told = told
        self._seconds = seconds
        self._begun = seconds()
        self._shown = ""

    def __call__(self, done: float) -> None:
        """Tell it, `done` being from 0 to 1."""
        line = f"aligning {done:.0%}"
        if line != self._shown and self._seconds() - self._begun >= PATIENCE_SECONDS:
            self._shown = line
            self._told.write(f"\r{line}")
            self._told.flush()

    def end(self) -> None:
        """Leave the terminal's line as it was."""
        if self._shown:
            self._told.write("\r\x1b[K")
            self._told.flush()


def _some_rows(shown: ShownRows) -> ShownRows:
    """The rows, with boilerplate unfolded where there is nothing else to show."""
    return shown if shown.rows else replace(shown, folded=False)
