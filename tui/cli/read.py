"""`newsreader`: opens the reader."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from articles.errors import NewsreaderError
from tui.cli.opened_store import open_store
from tui.cli.standard_output import unguarded
from tui.cli.which_store import annotator, store_path

if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """Show the story that is meant until the person leaves. Raises NewsreaderError, also where there is no terminal."""
    gc.disable()  # what a start makes stays: to go through it for garbage takes a tenth of the start
    try:
        return _open(options)
    finally:
        gc.enable()


def _open(options: Namespace) -> int:
    if not sys.stdout.isatty():
        raise NewsreaderError(
            "the reader needs a terminal", todo="newsreader show, align and export write to a file or a pipe"
        )
    from annotations.store.errors import StoreError
    from tui.cli.which_story import another_story, which_story
    from tui.system.kept_story import KeptStory

    name, path = annotator(options), store_path(options)
    opened = open_store(path, name, everywhere=True)
    kept = KeptStory.beside(path)
    picks = False
    try:
        meant = which_story(options.paths, opened, kept.article, writes=True)
    except StoreError as error:
        if options.paths or not opened.stories():
            raise
        meant, picks = another_story(opened, kept.article, error), True
    if not sys.stdin.isatty():
        _keys_from_terminal()
    sys.stdout, sys.stderr = unguarded(sys.stdout), unguarded(sys.stderr)  # the reader draws
    if not sys.stderr.isatty():
        setattr(sys, "__stderr__", sys.stdout)  # noqa: B010 (typed as final) -- where Textual draws
    from tui.keys.settings import read_settings, tag_keys
    from tui.opening import open_reader

    settings = read_settings(reserved=tag_keys(opened.codebook))
    brought = [f"{meant.brought} · {settings.keymap.key('undo')} takes it back"] if meant.brought else []
    return open_reader(
        meant.story,
        opened,
        place=meant.place,
        annotator=name,
        settings=settings,
        kept=kept,
        notices=[*brought, *meant.notices],
        picks=picks,
    )


def _keys_from_terminal() -> None:
    """Standard input held an article or is a file: keys come from the terminal itself."""
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError as error:
        raise NewsreaderError("the reader needs a terminal for its keys", todo="start it in one") from error
    os.dup2(terminal, 0)
    os.close(terminal)
