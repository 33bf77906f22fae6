"""The list of formats in which annotations leave the program: `newsreader export` and the reader offer these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.exports import csv

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.exports.exported import ExportedAnnotation


def annotations_counted(annotations: Sequence[ExportedAnnotation]) -> str:
    """How many annotations there are, in words: `3 annotations`."""
    return f"{len(annotations)} annotation{'s' if len(annotations) != 1 else ''}"


@dataclass(frozen=True, slots=True)
class Format:
    """A format in which annotations leave the program."""

    name: str
    """What `--format` calls it: `csv`."""
    ending: str
    """What the names of its files end with, in lower case: `.csv`."""
    title: str
    """What a question calls it: `CSV`."""
    encode: Callable[[Sequence[ExportedAnnotation]], bytes]
    """Gives the bytes of the file."""
    encode_plain: Callable[[Sequence[ExportedAnnotation]], bytes] | None = None
    """The same without what `encode` adds for spreadsheets; None where it adds nothing."""
    counted: Callable[[Sequence[ExportedAnnotation]], str] = annotations_counted
    """Tells how much a file holds, in words: `3 rows`."""


FORMATS = {
    format.name: format
    for format in (
        Format("csv", ".csv", "CSV", csv.encode, lambda annotations: csv.encode(annotations, plain=True), csv.counted),
    )
}
"""The formats by name, that which is taken where none is named first."""


def format_of_file(name: str) -> Format | None:
    """The format that a file's name asks for by its ending; None where several are known and it asks for none."""
    if len(FORMATS) == 1:
        return next(iter(FORMATS.values()))
    return next((format for format in FORMATS.values() if name.lower().endswith(format.ending)), None)
