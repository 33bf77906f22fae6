"""`newsreader tags export`: the codebook as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from annotations.exports import codebook_csv
from tui.cli import DONE
from tui.cli.opened_store import opened_store
from tui.cli.parser import add_output
from tui.cli.standard_output import data_output, write_data
from tui.cli.which_store import store_path

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path


def add(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.description = "Writes the tags as CSV."
    add_output(parser)


def run(options: Namespace) -> int:
    """Write the tags to the file that is named, else to standard output."""
    with data_output() as out:
        export_tags(store=store_path(options), output=options.output, force=options.force, out=out)
    return DONE


def export_tags(*, store: Path, output: str | None, force: bool, out: BinaryIO) -> None:
    """Write the codebook as CSV to `output`, or to `out` where that is None or `-`. Raises NewsreaderError."""
    with opened_store(store) as opened:
        data = codebook_csv.encode(opened.codebook, opened.uses())
    write_data(data, output, force=force, out=out)
