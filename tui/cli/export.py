"""`newsreader export`: the annotations of the store, or of the articles named, in a format that others read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.exports.exported import exported, with_notes_on_one_line
from annotations.exports.formats import FORMATS, TableChoice, wanted_format
from articles.errors import NewsreaderError
from articles.form import printable
from tui.cli import DONE
from tui.cli.opened_store import opened_store, tell
from tui.cli.parser import add_output, add_paths
from tui.cli.standard_output import data_output, write_data
from tui.cli.which_store import store_path
from tui.cli.which_story import story_again, which_story

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence
    from pathlib import Path
    from typing import BinaryIO

    from annotations.codebook.codebook import Codebook
    from annotations.exports.exported import ExportedAnnotation
    from annotations.exports.homes import Gathered
    from annotations.model import Annotation
    from annotations.store.store import Store

COLUMNS_SHOWN_IN_HELP = "quote,outlet,tag"
"""Columns that show how others are named."""


class Wanted(NamedTuple):
    """What a person wants of the annotations, and how it is to be written."""

    format: str | None = None
    """The name of one of `FORMATS`; by default that of the output's ending, else the first."""
    tags: Sequence[str] = ()
    """Ids or names of tags; without them every annotation is wanted."""
    filter: str = ""
    """What the field of the reader's list takes."""
    table: TableChoice = TableChoice()
    one_line: bool = False
    """Whether line breaks in notes are written as spaces."""
    output: str | None = None
    """The file to be written; None or `-` for standard output."""
    force: bool = False
    """Whether the file may be written over."""


def add(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.description = "Writes the annotations of the store, or only those of the articles named."
    add_paths(parser)
    names = ", ".join(FORMATS)
    parser.add_argument("--format", help=f"{names}; without it as the ending of FILE says, else the first of them")
    parser.add_argument("--tag", action="append", default=[], metavar="T", help="only this tag; may be repeated")
    parser.add_argument(
        "--filter", default="", metavar="WORDS", help="only what the list shows so: words, tag:threat, is:orphan ..."
    )
    parser.add_argument(
        "--columns", metavar="NAMES", help=f"only these columns, in this order: {COLUMNS_SHOWN_IN_HELP}"
    )
    parser.add_argument("--one-line", action="store_true", help="line breaks in notes as spaces: a line for each row")
    parser.add_argument("--plain", action="store_true", help="no byte order mark and no guard against formulas")
    add_output(parser)


def run(options: Namespace) -> int:
    """Write the annotations that are asked for to the file that is named, else to standard output."""
    columns = () if options.columns is None else tuple(name.strip() for name in options.columns.split(","))
    wanted = Wanted(
        format=options.format,
        tags=options.tag,
        filter=options.filter,
        table=TableChoice(columns, options.plain),
        one_line=options.one_line,
        output=options.output,
        force=options.force,
    )
    with data_output() as out:
        write_annotations(options.paths, wanted, store=store_path(options), out=out)
    return DONE


def write_annotations(paths: Sequence[str], wanted: Wanted, *, store: Path, out: BinaryIO) -> None:
    """Write the annotations that are wanted to the file that is named, else to `out`.

    Without `paths` the whole store, also where the articles' files have gone. Where that is nothing, an empty file is
    written, and why is said on standard error. Raises NewsreaderError, nothing written.
    """
    format = wanted_format(wanted.format, wanted.output)
    with opened_store(store) as opened:
        chosen, told = _chosen(opened, paths, wanted)
    data = format.encoded(with_notes_on_one_line(chosen) if wanted.one_line else chosen, wanted.table)
    tell(told)
    write_data(data, wanted.output, force=wanted.force, out=out)


def _chosen(store: Store, paths: Sequence[str], wanted: Wanted) -> tuple[list[ExportedAnnotation], list[str]]:
    """The annotations that are wanted, and what is to be said about the choice."""
    from annotations.exports.homes import gathered  # imported where used: help needs none

    named = None
    if paths:
        meant = which_story(paths, store)
        tell(meant.notices)
        named = meant.story
    found = gathered(store, named, lambda record: story_again(record, store))
    codebook = store.codebook
    told: list[str] = []
    only = _tag_ids(wanted.tags, codebook, list(store.everything())) if wanted.tags else None
    annotations = found.annotations
    if wanted.filter.strip():
        annotations, told = _matching(wanted.filter, found, codebook)
    chosen = exported(annotations, found.homes, codebook, only=only)
    if not chosen:
        because = f" ({'; '.join(told)})" if told else ""
        told = [f"nothing to export: {_why_nothing(store, found, named is not None)}{because}"]
    return chosen, told


def _why_nothing(store: Store, found: Gathered, named: bool) -> str:
    if found.annotations:
        return "no annotation is as --tag and --filter want it"
    if named and next(store.everything(), None) is not None:
        return "no annotation is of these articles; without PATH everything is exported"
    return f"no annotations yet in {store.path}; tag a passage first"


def _matching(expression: str, found: Gathered, codebook: Codebook) -> tuple[list[Annotation], list[str]]:
    """The annotations that the reader's list would show with this in its field, and what it would say."""
    from tui.shown.annotation_list import ListedAnnotation, ListIndex, words_now
    from tui.shown.query import Query

    listed = []
    for annotation in found.annotations:
        home = found.homes.get(annotation.passage.article)
        place = home.place(annotation) if home else None
        is_there = place or not ((home and home.article) or annotation.current_anchor == "orphan")
        row = (place.row if place else None) or int(bool(is_there))
        now = words_now(annotation, home.article.version.text) if place and home and home.article else ""
        outlet = home.outlet if home else ""
        listed.append(ListedAnnotation(annotation, row, 0, outlet, annotation.passage.exact, now))
    matches = ListIndex(listed, codebook).matching(Query.parse(expression))
    return [entry.annotation for entry in matches.entries], matches.hints


def _tag_ids(wanted: Sequence[str], codebook: Codebook, annotations: list[Annotation]) -> frozenset[str]:
    """The ids of the tags that are wanted by id or name; those in use count as known too."""
    used = {tag_id for annotation in annotations for tag_id in annotation.tags}
    known = [*(tag.id for tag in codebook.tags), *sorted(used - {tag.id for tag in codebook.tags})]
    ids = set()
    for name in wanted:
        tag = codebook.by_name(name)
        id_ = name if name in known else tag.id if tag is not None else None
        if id_ is None:
            raise NewsreaderError(f"no tag {printable(name)!r}", todo=f"known are: {', '.join(map(printable, known))}")
        ids.add(id_)
    return frozenset(ids)
