"""`newsreader tags import`: takes tags from a CSV file into the codebook."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

from annotations.codebook.importing import imported, read_codebook
from articles.errors import NewsreaderError
from articles.files import read_file, read_stream
from articles.form import printable
from tui.cli import DONE
from tui.cli.opened_store import open_store
from tui.cli.standard_output import text_output
from tui.cli.which_store import annotator, store_path

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path

    from tui.keys.keymap import Keymap


def add(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.description = (
        "Adds the tags of a CSV file and changes those that have the id or the name of one. Rows that cannot be taken "
        "over are named on standard error."
    )
    parser.add_argument("--force", action="store_true", help="make and rename tags of a locked codebook too")
    parser.add_argument("file", metavar="FILE", help="a CSV file with a column name, or - for standard input")


def run(options: Namespace) -> int:
    """Take the tags in and write how many there were to standard output."""
    store, name = store_path(options), annotator(options)
    with text_output() as out:
        import_tags(options.file, store=store, annotator=name, out=out, notes=sys.stderr, force=options.force)
    return DONE


def import_tags(file: str, *, store: Path, annotator: str, out: TextIO, notes: TextIO, force: bool = False) -> None:
    """Put the tags of a CSV file, or of standard input for `-`, into the codebook, all in one action.

    Keys that commands of the page have, as this person has set them, are left out. What could not be taken over is
    written to `notes`. Raises NewsreaderError where it is no file of tags and, without `force`, where the codebook is
    locked and tags would be made or renamed.
    """
    from tui.keys.settings import read_settings, tag_keys

    entries = read_codebook(_bytes(file), "standard input" if file == "-" else printable(file))
    opened = open_store(store, annotator)
    try:
        keymap = read_settings(reserved=tag_keys(opened.codebook)).keymap
        done = imported(opened.codebook, entries, lambda key: _command(keymap, key))
        renamed = any(edit.before and edit.after and edit.before.name != edit.after.name for edit in done.change.tags)
        if opened.codebook.locked and not force and (done.new or renamed):
            raise NewsreaderError("the codebook is locked", todo="unlock it in the reader, or give --force")
        opened.apply(done.change)
    finally:
        opened.close()
    notes.writelines(f"newsreader: {printable(note)}\n" for note in done.notes)
    out.write(f"{done.new} new, {done.changed} changed, {done.same} as {'it was' if done.same == 1 else 'they were'}\n")


def _command(keymap: Keymap, key: str) -> str:
    """What has a key on the page besides the tags; empty for nothing."""
    from tui.keys.keymap import taken

    command = taken(keymap, key)
    return f"“{command.title}”" if command else ""


def _bytes(file: str) -> bytes:
    try:
        return read_stream(sys.stdin.buffer) if file == "-" else read_file(file)
    except NewsreaderError as error:
        raise NewsreaderError(error.what, where=error.where, todo="name a CSV file of tags") from None
