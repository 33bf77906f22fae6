"""`newsreader tags`: the codebook as a table, written to a file, and taken from one."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import BinaryIO, TextIO

from annotations.codebook.codebook import Tag
from annotations.codebook.importing import imported, read_codebook
from annotations.exports import codebook_csv
from annotations.exports.files import write_file
from annotations.store.store import Store, Uses
from articles.errors import NewsreaderError
from articles.files import read_file, read_stream
from articles.form import printable

HEAD = ("key", "name", "colour", "annotations", "articles", "definition")

_NUMBERS = ("annotations", "articles")

_UNUSED = Uses(0, 0)


def list_tags(*, store: Path, out: TextIO) -> None:
    """Write a line for each tag in the order of the codebook, then for those that are used and not in it.

    Raises NewsreaderError. Makes nothing where there is no store.
    """
    opened = Store.open(store)
    try:
        codebook, uses = opened.codebook, opened.uses()
    finally:
        opened.let_go()
    strays = [Tag(id_, id_, definition="not in the codebook") for id_ in sorted(uses) if codebook.by_id(id_) is None]
    table = [HEAD, *(_row(tag, uses.get(tag.id, _UNUSED)) for tag in (*codebook.tags, *strays))]
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (_padded(*cell) for cell in zip(row, widths, HEAD, strict=True))
        out.write("  ".join(cells).rstrip() + "\n")


def export_tags(*, store: Path, output: str | None, force: bool, out: BinaryIO) -> None:
    """Write the codebook as CSV to `output`, or to `out` where that is None or `-`. Raises NewsreaderError."""
    opened = Store.open(store)
    try:
        data = codebook_csv.encode(opened.codebook, opened.uses())
    finally:
        opened.let_go()
    if output is None or output == "-":
        out.write(data)
        out.flush()
    else:
        write_file(Path(output), data, force=force)


def import_tags(file: str, *, store: Path, annotator: str, out: TextIO, notes: TextIO) -> None:
    """Put the tags of a CSV file, or of standard input for `-`, into the codebook: all in one action, or none.

    Keys that commands of the page have, as this person has set them, are left out. What could not be taken over is
    written to `notes`. Raises NewsreaderError.
    """
    from tui.keys.keymap import taken  # imported where used: listing and exporting need no keys
    from tui.keys.settings import read_settings, tag_keys

    entries = read_codebook(_bytes(file), "standard input" if file == "-" else printable(file))
    opened = Store.open(store, annotator)
    try:
        keymap = read_settings(reserved=tag_keys(opened.codebook)).keymap
        done = imported(opened.codebook, entries, lambda key: taken(keymap, key) is not None)
        opened.apply(done.change)
    finally:
        opened.close()
    notes.writelines(f"newsreader: {printable(note)}\n" for note in done.notes)
    out.write(f"{done.new} new, {done.changed} changed, {done.same} as {'it was' if done.same == 1 else 'they were'}\n")


def _bytes(file: str) -> bytes:
    try:
        return read_stream(sys.stdin.buffer) if file == "-" else read_file(file)
    except NewsreaderError as error:
        raise NewsreaderError(error.what, where=error.where, todo="name a CSV file of tags") from None


def _row(tag: Tag, used: Uses) -> tuple[str, ...]:
    told = (tag.key, tag.name, tag.colour, str(used.annotations), str(used.articles), tag.definition)
    return tuple(map(printable, told))


def _padded(text: str, width: int, column: str) -> str:
    blank = " " * (width - _width(text))
    return blank + text if column in _NUMBERS else text + blank


def _width(text: str) -> int:
    """How many cells a terminal gives it."""
    return sum((unicodedata.east_asian_width(c) in "WF") + 1 for c in text if not unicodedata.combining(c))
