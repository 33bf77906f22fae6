"""The list of formats in which annotations leave the program: `newsreader export` and the reader offer these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from annotations.exports import csv
from articles.errors import NewsreaderError
from articles.form import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.exports.exported import ExportedAnnotation


def annotations_counted(annotations: Sequence[ExportedAnnotation]) -> str:
    """How many annotations there are, in words: `3 annotations`."""
    return f"{len(annotations)} annotation{'s' if len(annotations) != 1 else ''}"


@dataclass(frozen=True, slots=True)
class Table:
    """A file of rows and columns."""

    columns: tuple[str, ...]
    """All that there are, in their order."""
    encode: Callable[[Sequence[ExportedAnnotation], Sequence[str], bool], bytes]
    """Gives the bytes of the file with these columns; without what is added for spreadsheets where that is true."""


class TableChoice(NamedTuple):
    """What a person chose of a table."""

    columns: tuple[str, ...] = ()
    """The columns in their order; all of them where none is named."""
    plain: bool = False
    """Without what is added for spreadsheets; what is no table has nothing added."""


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
    table: Table | None = None
    """What a person can choose of a file of rows and columns; None where the file is no such one."""
    counted: Callable[[Sequence[ExportedAnnotation]], str] = annotations_counted
    """Tells how much a file holds, in words: `3 rows`."""

    def encoded(self, annotations: Sequence[ExportedAnnotation], choice: TableChoice | None = None) -> bytes:
        """The bytes of the file as a person chose it. Raises NewsreaderError where it has no such columns."""
        choice = choice or TableChoice()
        if self.table is None:
            if choice.columns:
                raise NewsreaderError(f"{self.title} has no columns to choose", todo="leave --columns out")
            return self.encode(annotations)
        columns = _chosen(choice.columns, self.table.columns) if choice.columns else self.table.columns
        return self.table.encode(annotations, columns, choice.plain)


def _chosen(named: Sequence[str], known: Sequence[str]) -> list[str]:
    """The columns that are named. Raises NewsreaderError for one that is not known or is named twice."""
    for place, name in enumerate(named):
        if name not in known:
            raise NewsreaderError(f"no column {printable(name)!r}", todo=f"known are: {', '.join(known)}")
        if name in named[:place]:
            raise NewsreaderError(f"the column {name} is named twice", todo="name each column once")
    return list(named)


FORMATS = {
    format.name: format
    for format in (Format("csv", ".csv", "CSV", csv.encode, Table(csv.COLUMNS, csv.encode_table), csv.counted),)
}
"""The formats by name, that which is taken where none is named first."""


DEFAULT = next(iter(FORMATS.values()))
"""The format that is taken where none is named."""


def format_of_file(name: str) -> Format | None:
    """The format that a file's name asks for by its ending; None where several are known and it asks for none."""
    if len(FORMATS) == 1:
        return DEFAULT
    return next((format for format in FORMATS.values() if name.lower().endswith(format.ending)), None)


def wanted_format(name: str | None, file: str | None) -> Format:
    """The format by its name, else by the ending of the file that is to be written, else the first.

    Raises NewsreaderError where no format has the name.
    """
    if name is None:
        return (format_of_file(file) if file else None) or DEFAULT
    format = FORMATS.get(name)
    if format is None:
        raise NewsreaderError(f"no format {printable(name)!r}", todo=f"name one of: {', '.join(FORMATS)}")
    return format
