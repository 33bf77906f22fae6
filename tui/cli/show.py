"""`newsreader show`: the aligned story as text, its annotated passages marked."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, TextIO

from annotations.anchoring import decisions
from annotations.anchoring.annotations import is_unsought, place_of_annotation, stored_annotations
from annotations.book import Book
from articles.align import align
from articles.corrections import corrected
from articles.errors import NewsreaderError
from tui.cli import DONE
from tui.cli.opened_store import open_store
from tui.cli.parser import add_paths
from tui.cli.standard_output import text_output
from tui.cli.which_store import store_path
from tui.cli.which_story import which_story

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from annotations.model import Annotation
    from annotations.store.store import Store
    from articles.model import Article, Story
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
    opened = open_store(store_path(options))
    try:
        story = which_story(options.paths, opened).story
        with text_output() as out:
            write_story(story, opened, width=options.width, whole=options.all, out=out, told=sys.stderr)
    finally:
        opened.let_go()
    return DONE


def write_story(story: Story, store: Store, *, width: int | None, whole: bool, out: TextIO, told: TextIO) -> None:
    """Write the story and what the store has of its articles to `out`; `told` gets the progress where it is slow.

    Its links are as they were corrected. Lines are `width` cells wide, else as wide as the terminal; `whole` is with
    boilerplate. Colours go to a terminal only, and not where NO_COLOR is set. The store stays as it is. Raises
    StoreError.
    """
    from tui.cli.printed import Printed, coloured, plain
    from tui.shown.rows import ShownRows

    book, orphans = _book(story, store)
    progress = Progress(told) if told.isatty() else None
    try:
        alignment = align(story, progress=progress)
    finally:
        if progress:
            progress.end()
    decided = decisions.stored_decisions(store, story)
    if decided.decisions:
        found = decisions.resolve_decisions(story, decided.decisions, decided.places)
        alignment = corrected(story, alignment.links, found.corrections, found.pivot)
    printed = Printed(_some_rows(ShownRows(story, alignment, folded=not whole)), book, store.codebook, orphans)
    drawn = coloured if takes_colour(out) else plain
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


def _book(story: Story, store: Store) -> tuple[Book, int]:
    """The annotations of the story's texts, and how many are not to be found in them."""
    book, orphans = Book(story), 0
    for article in story.articles:
        for annotation in stored_annotations(store, article):
            found = _placed(annotation, article, store)
            if book.holds(found):
                book.put(found.id, found)
            else:
                orphans += 1
    return book, orphans


def _placed(annotation: Annotation, article: Article, store: Store) -> Annotation:
    """The annotation with its place in the article's text; one that had to be sought is not kept."""
    if not is_unsought(annotation, article):
        return annotation
    try:
        old_text = store.version_text(annotation.passage.version)
    except NewsreaderError:
        old_text = None
    return replace(annotation, placement=place_of_annotation(annotation, article, old_text))


def _some_rows(shown: ShownRows) -> ShownRows:
    """The rows, with boilerplate unfolded where there is nothing else to show."""
    return shown if shown.rows else replace(shown, folded=False)
